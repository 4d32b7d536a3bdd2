import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router-dom'

import { Acts } from '@/acts/Acts'
import { annotatedLink, checklistQuery, viewQuery } from '@/api/caseQueries'
import { useKept } from '@/api/drafts'
import { type CaseRead, caseQuery } from '@/api/queries'
import { useLiveCase } from '@/api/stream'
import { Async } from '@/parts/Async'
import { Due } from '@/parts/Due'
import { Page } from '@/parts/Page'
import { StageTag } from '@/parts/StageTag'
import { useLabel } from '@/words/enums'

import { begin, type Opinion } from './opinion'
import { useWords } from './words'
import { Workbench } from './Workbench'

const besides = ['assign_reviewer', 'assign_counsel', 'withdraw_counsel', 'conclude_fair_competition', 'issue_opinion', 'return_case']

/** The reviewer's workbench: the text, what was found in it, the opinion. */
export function WorkbenchPage() {
  const { id = '' } = useParams()
  const words = useWords()
  useLiveCase(id)
  const query = useQuery(caseQuery(id))
  const of = query.data
  return (
    <Page title={of?.title ?? words('title')} lead={of ? <Lead of={of} /> : <Link to="/review">{words('back')}</Link>} actions={of && (
      <>
        <Acts of={of} only={besides} />
        <a href={annotatedLink(id, of.text.n)} download>{words('annotated')}</a>
        {of.text.n > 1 && <Link to={`/review/${id}/compare?from=${of.text.n - 1}&to=${of.text.n}`}>{words('versions')}</Link>}
        <Link to={`/cases/${id}/similar`}>{words('similar')}</Link>
        <Link to={`/cases/${id}`}>{words('caseLink')}</Link>
      </>
    )}>
      <Async query={query} rows={12}>{(c) => <Loaded of={c} />}</Async>
    </Page>
  )
}

function Lead({ of }: { of: CaseRead }) {
  const label = useLabel()
  const clock = of.clocks.find((c) => c.kind === 'review' && c.state !== 'stopped') ?? of.clocks.find((c) => c.state !== 'stopped')
  return (
    <>
      <StageTag stage={of.stage} /> {of.drafting.name}
      {clock && <> · {label('clock', clock.kind, clock.label)} <Due on={clock.due_on} overdue={clock.overdue} paused={clock.state === 'paused'} provisional={clock.provisional} why={clock.why} /></>}
    </>
  )
}

function Loaded({ of }: { of: CaseRead }) {
  const writes = of.can.some((a) => a.command === 'record_opinion')
  const view = useQuery(viewQuery(of.id, of.text.n))
  const checklist = useQuery({ ...checklistQuery(of.id), enabled: writes })
  const kept = useKept<Opinion>(writes ? `/api/v1/cases/${of.id}/drafts/opinion` : undefined)
  return (
    <Async query={view} rows={12}>{(v) => {
      if (!writes) return <Workbench of={of} view={v} />
      if (!checklist.data || kept.found === undefined) return <Async query={checklist} rows={6}>{() => null}</Async>
      const recorded = of.opinions.find((o) => o.round === of.round && !o.issued)
      return <Workbench of={of} view={v} kept={kept} start={kept.found ?? begin(checklist.data, recorded)} />
    }}</Async>
  )
}
