import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router-dom'

import { RowAct } from '@/acts/RowAct'
import { api, body, type paths, type Schemas } from '@/api/client'
import { keys } from '@/api/queries'
import { useCommon } from '@/words/common'
import { formatDay } from '@/words/dates'
import { type FilingStatus, useLabel } from '@/words/enums'
import { defineWords } from '@/words/i18n'

import { useTotal } from './CaseTable'
import { Due } from './Due'
import { type LedgerColumn, LedgerTable, type LedgerTableProps, useCursorPaging } from './LedgerTable'

const useWords = defineWords('obligations', {
  track: '备案渠道', authority: '备案机关', status: '备案状态', submitted: '报送时间', registered: '登记号', firstCheck: '首次形式审查',
  passed: '通过', failed: '要求补正', inTime: '按期', late: '逾期',
}, {
  track: 'Track', authority: 'Filed with', status: 'State', submitted: 'Filed', registered: 'Registration no.', firstCheck: 'First form check',
  passed: 'passed', failed: 'supplement', inTime: 'in time', late: 'late',
})

export type ObligationRow = Schemas['LedgerRow']
export type ObligationFilter = NonNullable<paths['/api/v1/obligations']['get']['parameters']['query']>

/** Every column that a list of filings may have. */
export function useObligationColumns(to?: (r: ObligationRow) => string): Record<string, LedgerColumn<ObligationRow>> {
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  return {
    title: { key: 'title', title: common('title'), always: true, width: 320, render: (r) => r.opens || to ? <Link className="gb-wrap" to={to ? to(r) : `/cases/${r.case}?part=filings`}>{r.title}</Link> : <span className="gb-wrap">{r.title}</span> },
    issuing: { key: 'issuing', title: common('issuing'), render: (r) => r.issuing_organ_name },
    authority: { key: 'authority', title: words('authority'), render: (r) => r.authority_name ?? r.obligation.track.name },
    status: { key: 'status', title: words('status'), render: (r) => label('filing', r.obligation.status, r.status_label) },
    published: { key: 'published_on', title: common('publishedOn'), render: (r) => <span className="gb-nowrap">{r.published_on}</span> },
    due: { key: 'due_on', title: common('dueOn'), render: (r) => <Due on={r.obligation.due_on} overdue={r.overdue} /> },
    submitted: { key: 'submitted_at', title: words('submitted'), render: (r) => <span className="gb-nowrap">{r.obligation.submitted_at ? `${formatDay(r.obligation.submitted_at)} ${words(r.in_time ? 'inTime' : 'late')}` : '—'}</span> },
    firstCheck: { key: 'firstCheck', title: words('firstCheck'), optional: true, render: (r) => r.obligation.first_check ? words(r.obligation.first_check === 'passed' ? 'passed' : 'failed') : '—' },
    registered: { key: 'registration_no', title: words('registered'), render: (r) => r.obligation.registration_no ?? '—' },
    documentNo: { key: 'document_no', title: common('documentNo'), optional: true, render: (r) => r.document_no },
    drafting: { key: 'drafting', title: common('drafting'), optional: true, render: (r) => r.drafting_organ_name },
  }
}

export function useObligations(filter: ObligationFilter) {
  const filterKey = JSON.stringify(filter)
  const paging = useCursorPaging(filterKey)
  const query = useQuery({
    queryKey: [...keys.lists, 'obligations', filterKey, paging.cursor],
    queryFn: async () => body(await api.GET('/api/v1/obligations', { params: { query: { ...filter, limit: 50, cursor: paging.cursor } } })),
    placeholderData: keepPreviousData,
  })
  return { query, paging: paging.with(query.data?.next) }
}

export interface ObligationTableProps extends Pick<LedgerTableProps<ObligationRow>, 'caption' | 'empty' | 'toolbar' | 'selection' | 'hidden' | 'onHide'> {
  status?: FilingStatus
  filter?: ObligationFilter
  acts?: string[]
  to?: (r: ObligationRow) => string
  extra?: (r: ObligationRow) => ReactNode
}

/** A list of filings of the server, by a filter. */
export function ObligationTable({ status, filter, acts, to, ...rest }: ObligationTableProps) {
  const common = useCommon()
  const columns = useObligationColumns(to)
  const { query, paging } = useObligations({ ...filter, status })
  const total = useTotal()
  const shown: LedgerColumn<ObligationRow>[] = [
    ...Object.values(columns),
    ...(acts ? [{ key: 'acts', title: common('act'), always: true, render: (r: ObligationRow) => <div className="gb-row gb-nowrap">{acts.map((k) => <RowAct key={k} caseId={r.case} obligation={r.obligation.id} command={k} />)}</div> }] : []),
  ]
  return (
    <LedgerTable<ObligationRow> {...rest} columns={shown} rows={query.data?.items} rowKey={(r) => `${r.case} ${r.obligation.id}`} loading={query.isPending} error={query.error}
      onRetry={() => void query.refetch()} paging={paging} total={total(query.data)} />
  )
}

/** The columns that the export of filings knows. */
export const exportedObligationColumns = ['title', 'issuing', 'authority', 'status', 'published_on', 'due_on', 'submitted_at', 'registration_no', 'document_no', 'drafting']
