import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router-dom'

import { annotatedLink, type Mode, versionLink, viewQuery } from '@/api/caseQueries'
import { caseQuery } from '@/api/queries'
import { Async } from '@/parts/Async'
import { DocumentView } from '@/parts/DocumentView'
import { FindingList } from '@/parts/FindingList'
import { Outline } from '@/parts/Outline'
import { Page } from '@/parts/Page'
import { ProblemAlert } from '@/parts/ProblemAlert'
import { useCommon } from '@/words/common'

import { useWords } from './words'

/** One version of the text as Word shows it, with what the rules found. */
export function DocumentPage() {
  const { id = '' } = useParams()
  const [params, setParams] = useSearchParams()
  const words = useWords()
  const common = useCommon()
  const of = useQuery(caseQuery(id))
  const n = Number(params.get('version') ?? of.data?.text.n ?? 0)
  const mode = (params.get('mode') ?? 'final') as Mode
  const view = useQuery({ ...viewQuery(id, n, mode), enabled: n > 0 })
  const [current, setCurrent] = useState<number>()
  return (
    <Page title={of.data?.title ?? common('title')} lead={<Link to={`/cases/${id}?part=documents`}>{words('back')}</Link>}
      actions={n > 0 && <><a href={versionLink(id, n)} download>{common('download')}</a><a href={annotatedLink(id, n)} download>{words('annotated')}</a></>}>
      {of.error && <ProblemAlert error={of.error} />}
      <Async query={view} rows={12}>{(v) => (
        <div className="gb-bench">
          <aside className="gb-bench-side gb-noprint" aria-label={words('finding')}>
            <FindingList findings={v.findings} current={current} onSelect={setCurrent} />
            <h2>{words('outline')}</h2>
            <Outline entries={v.outline} />
          </aside>
          <div className="gb-bench-main">
            {v.has_changes && <Segmented className="gb-noprint" aria-label={words('mode')} value={mode} onChange={(m) => setParams((p) => { p.set('mode', m); return p }, { replace: true })}
              options={(['final', 'markup', 'original'] as const).map((m) => ({ value: m, label: words(m) }))} />}
            {v.notes.length > 0 && <details className="gb-noprint"><summary>{words('notes')}</summary><ul>{v.notes.map((t, i) => <li key={i}>{t}</li>)}</ul></details>}
            <DocumentView html={v.html} css={v.css} current={current} onSelect={(f) => setCurrent(f[0])} />
          </div>
        </div>
      )}</Async>
    </Page>
  )
}
