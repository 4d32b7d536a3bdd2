import { useQuery } from '@tanstack/react-query'
import { Alert, Checkbox, Segmented, Select, Tag } from 'antd'
import { Link, useParams } from 'react-router-dom'

import { comparisonQuery, redlineLink } from '@/api/caseQueries'
import { caseQuery } from '@/api/queries'
import { Async } from '@/parts/Async'
import { type ComparisonWay, ComparisonView } from '@/parts/ComparisonView'
import { useFilters } from '@/parts/filters'
import { Page } from '@/parts/Page'

import { useWords } from './words'

/** Two versions of the text held against each other. */
export function ComparePage() {
  const { id = '' } = useParams()
  const words = useWords()
  const { values, set } = useFilters(['from', 'to', 'way', 'all'])
  const of = useQuery(caseQuery(id))
  const to = Number(values.to || of.data?.text.n || 0)
  const from = Number(values.from || to - 1)
  const query = useQuery({ ...comparisonQuery(id, from, to), enabled: from > 0 && to > 0 })
  const way = (values.way || 'inline') as ComparisonWay
  const versions = of.data?.versions.map((v) => ({ value: v.n, label: `${words('old', { n: v.n })} ${v.file.name}` }))
  return (
    <Page title={of.data?.title ?? words('compareTitle')} lead={<Link to={`/cases/${id}`}>{words('caseLink')}</Link>} actions={<a href={redlineLink(id, from, to)} download>{words('redline')}</a>}>
      <div className="gb-card gb-row gb-noprint">
        <Select aria-label={words('from')} className="gb-select" value={from} options={versions} onChange={(n) => set({ from: String(n) })} />
        <Select aria-label={words('to')} className="gb-select" value={to} options={versions} onChange={(n) => set({ to: String(n) })} />
        <Segmented aria-label={words('compareTitle')} value={way} onChange={(w) => set({ way: w })} options={(['inline', 'side', 'effects'] as const).map((w) => ({ value: w, label: words(w) }))} />
        <Checkbox checked={values.all === '1'} onChange={(e) => set({ all: e.target.checked ? '1' : undefined })}>{words('showAll')}</Checkbox>
      </div>
      <div className="gb-card">
        <Async query={query} rows={10}>{(c) => (
          <>
            <p><strong>{c.summary.sentence}</strong> <Tag color="red">{words('substantive')} {c.summary.substantive}</Tag> <Tag>{words('mechanical')} {c.summary.mechanical}</Tag></p>
            {c.identical && <Alert type="info" showIcon title={words('noChange')} />}
            {c.references.length > 0 && <details open><summary>{words('references')}</summary><ul>{c.references.map((r, i) => <li key={i}>{r.article} “{r.quote}” {r.label}：{r.old_target} → {r.new_target}</li>)}</ul></details>}
            <ComparisonView of={c} way={way} all={values.all === '1'} />
          </>
        )}</Async>
      </div>
    </Page>
  )
}
