import { Tabs } from 'antd'
import { Link } from 'react-router-dom'

import { RowAct } from '@/acts/RowAct'
import { useSession } from '@/app/session'
import { type CaseFilter, type CaseRow, CaseTable, useCaseColumns } from '@/parts/CaseTable'
import { useFilters } from '@/parts/filters'
import type { LedgerColumn } from '@/parts/LedgerTable'
import { Page } from '@/parts/Page'
import { useCommon } from '@/words/common'

import { useWords } from './words'

const roles = ['reviewer', 'review_lead', 'fcr_reviewer', 'counsel'] as const

/** What waits at the desks of the review. */
export function ReviewPage() {
  const words = useWords()
  const session = useSession()
  const { values, set } = useFilters(['tab'])
  const organ = session.organs(...roles)[0]
  return (
    <Page title={words('title')} lead={words('lead')}>
      <div className="gb-card">
        <Tabs activeKey={values.tab || 'mine'} destroyOnHidden onChange={(k) => set({ tab: k })} items={[
          { key: 'mine', label: words('mine'), children: <Cases caption={words('mine')} empty={words('empty')} filter={{ mine: true, sort: 'due' }} /> },
          ...(session.has('counsel') ? [] : [{
            key: 'all', label: words('all'),
            children: <Cases caption={words('all')} empty={words('emptyAll')} filter={{ turn_organ: organ, sort: 'due', stage: ['fair_competition', 'legality_review'] }} />,
          }]),
        ]} />
      </div>
    </Page>
  )
}

function Cases({ caption, filter, empty }: { caption: string; filter: CaseFilter; empty: string }) {
  const words = useWords()
  const common = useCommon()
  const c = useCaseColumns()
  const columns: LedgerColumn<CaseRow>[] = [
    { key: 'title', title: common('title'), always: true, width: 320, render: (r) => <Link className="gb-wrap" to={`/review/${r.id}`}>{r.title}</Link> },
    ...[c.stage, c.turn, c.due, c.drafting, c.issuing].filter((x) => x !== undefined),
    { key: 'acts', title: words('assign'), always: true, render: (r) => (
      <div className="gb-row gb-nowrap">
        {r.turn.some((t) => t.kind === 'assign_review') && <RowAct caseId={r.id} command="assign_reviewer" />}
        {r.turn.some((t) => t.kind === 'issue_opinion') && <RowAct caseId={r.id} command="issue_opinion" />}
        <Link className="gb-button" to={`/review/${r.id}`} aria-label={`${words('open')} ${r.title}`}>{words('open')}</Link>
      </div>
    ) },
  ]
  return <CaseTable caption={caption} filter={filter} empty={empty} columns={columns} />
}
