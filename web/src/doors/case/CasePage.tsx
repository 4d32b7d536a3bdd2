import { useQuery } from '@tanstack/react-query'
import { Alert, Badge, Button, Tabs } from 'antd'
import { Link, useParams, useSearchParams } from 'react-router-dom'

import { Acts } from '@/acts/Acts'
import { nextQuery } from '@/api/caseQueries'
import { type CaseRead, caseQuery } from '@/api/queries'
import { type Live, useLiveCase } from '@/api/stream'
import { useSession } from '@/app/session'
import { Async } from '@/parts/Async'
import { Due } from '@/parts/Due'
import { Page, Section } from '@/parts/Page'
import { StageTag } from '@/parts/StageTag'
import { useCommon } from '@/words/common'

import { CaseFacts, Clocks } from './CaseFacts'
import { Documents } from './Documents'
import { Filings } from './Filings'
import { Letters } from './Letters'
import { Opinions } from './Opinions'
import { Past } from './Past'
import { useWords } from './words'

/** Everything about one case, for whoever may see it. */
export function CasePage() {
  const { id = '' } = useParams()
  const live = useLiveCase(id)
  const query = useQuery(caseQuery(id))
  const common = useCommon()
  return query.data ? <CaseBody of={query.data} live={live} /> : (
    <Page title={common('title')}><Async query={query} rows={8}>{() => null}</Async></Page>
  )
}

type Part = 'past' | 'documents' | 'opinions' | 'filings' | 'facts'

function CaseBody({ of, live }: { of: CaseRead; live: Live }) {
  const words = useWords()
  const session = useSession()
  const [params, setParams] = useSearchParams()
  const tabs: { key: Part; label: string; children: React.ReactNode }[] = [
    { key: 'past', label: words('timeLine'), children: <Past id={of.id} /> },
    { key: 'documents', label: words('documents'), children: <><Documents of={of} /><Letters of={of} /></> },
    ...(of.opinions.length + of.counsel.length > 0 || of.fair_review ? [{ key: 'opinions' as const, label: words('opinions'), children: <Opinions of={of} /> }] : []),
    ...(of.obligations.length > 0 ? [{ key: 'filings' as const, label: words('filings'), children: <Filings of={of} /> }] : []),
    { key: 'facts', label: words('facts'), children: <><CaseFacts of={of} /><Clocks of={of} /></> },
  ]
  const at = (params.get('part') ?? 'past') as Part
  return (
    <Page title={of.title} lead={<><StageTag stage={of.stage} /> <LiveMark live={live} /></>}
      actions={<>
        {session.has('reviewer', 'review_lead', 'counsel', 'fcr_reviewer') && <Link to={`/review/${of.id}`}>{words('workbench')}</Link>}
        <Button onClick={() => window.print()}>{words('printed')}</Button>
      </>}>
      {of.parked && <Alert className="gb-problem" type="error" showIcon title={words('parked')} description={of.parked_reason ?? words('parkedLead')} />}
      <NowAndNext of={of} />
      <div className="gb-card">
        <Tabs activeKey={tabs.some((t) => t.key === at) ? at : 'past'} items={tabs}
          onChange={(k) => setParams((p) => { p.set('part', k); return p }, { replace: true })} />
      </div>
    </Page>
  )
}

function LiveMark({ live }: { live: Live }) {
  const words = useWords()
  if (live === 'connecting') return null
  return <span className="gb-muted gb-noprint" role="status"><Badge status={live === 'live' ? 'success' : 'warning'} /> {words(live === 'live' ? 'live' : 'broken')}</span>
}

/** What waits, for whom, until when and why then; what may be done; what comes after. */
function NowAndNext({ of }: { of: CaseRead }) {
  const words = useWords()
  const query = useQuery(nextQuery(of.id))
  return (
    <Section title={words('next')} extra={<Acts of={of} />}>
      <Async query={query} rows={2}>{(next) => (
        <>
          <p className="gb-next-sentence">{next.sentence}</p>
          {next.steps.map((s, i) => (
            <div key={i} className="gb-next-step">
              <p className="gb-wrap">{s.sentence} {s.clock && <Due on={s.clock.due_on} overdue={s.clock.overdue} paused={s.clock.state === 'paused'} provisional={s.clock.provisional} why={s.clock.why} />}</p>
              {s.then.length > 0 && (
                <details><summary>{words('then')}</summary><ul>{s.then.map((t, j) => <li key={j}>{t.sentence}</li>)}</ul></details>
              )}
            </div>
          ))}
        </>
      )}</Async>
      {of.cannot.length > 0 && (
        <details className="gb-noprint">
          <summary>{words('cannot')}</summary>
          <ul>{of.cannot.map((r) => <li key={r.command}><strong>{r.label}</strong>: {r.why}</li>)}</ul>
        </details>
      )}
    </Section>
  )
}
