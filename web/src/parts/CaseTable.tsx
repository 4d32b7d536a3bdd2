import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router-dom'

import { api, body, type paths, type Schemas } from '@/api/client'
import { keys } from '@/api/queries'
import { useCommon } from '@/words/common'
import { formatDay } from '@/words/dates'
import { useLabel } from '@/words/enums'

import { Due } from './Due'
import { type LedgerColumn, LedgerTable, type LedgerTableProps, useCursorPaging } from './LedgerTable'
import { StageTag } from './StageTag'
import { Turn } from './Turn'

export type CaseRow = Schemas['CaseRow']
export type CaseFilter = NonNullable<paths['/api/v1/cases']['get']['parameters']['query']>

/** Every column that a list of cases may have. Their keys are those of the export, as far as it has them. */
export function useCaseColumns(): Record<string, LedgerColumn<CaseRow>> {
  const common = useCommon()
  const label = useLabel()
  return {
    title: { key: 'title', title: common('title'), always: true, width: 320, render: (r) => <Link className="gb-wrap" to={`/cases/${r.id}`}>{r.title}</Link> },
    stage: { key: 'stage', title: common('stage'), render: (r) => <StageTag stage={r.stage} /> },
    turn: { key: 'turn', title: common('turn'), width: 260, render: (r) => <Turn of={r.turn.map((t) => ({ ...t, organ_name: t.organ_name }))} brief /> },
    since: { key: 'since', title: common('sinceShort'), optional: true, render: (r) => formatDay(r.turn[0]?.opened_at) },
    due: { key: 'due_on', title: common('dueOn'), render: (r) => <Due on={r.due_on} overdue={r.overdue} paused={r.paused} /> },
    drafting: { key: 'drafting', title: common('drafting'), render: (r) => r.drafting_organ_name },
    issuing: { key: 'issuing', title: common('issuing'), render: (r) => r.issuing_organ_name },
    class: { key: 'class', title: common('class'), optional: true, render: (r) => label('class', r.class) },
    documentNo: { key: 'document_no', title: common('documentNo'), optional: true, render: (r) => r.document_no },
    unifiedNo: { key: 'unified_no', title: common('unifiedNo'), optional: true, render: (r) => r.unified_no },
    opened: { key: 'opened', title: common('openedAt'), optional: true, render: (r) => <span className="gb-nowrap">{formatDay(r.opened_at)}</span> },
    changed: { key: 'changed', title: common('changedAt'), render: (r) => <span className="gb-nowrap">{formatDay(r.changed_at)}</span> },
    published: { key: 'published_on', title: common('publishedOn'), optional: true, render: (r) => r.published_on },
    effective: { key: 'effective_on', title: common('effectiveOn'), optional: true, render: (r) => r.effective_on },
    valid: { key: 'valid_until', title: common('validUntil'), optional: true, render: (r) => r.valid_until },
    filings: { key: 'filings_registered', title: common('filings'), optional: true, numeric: true, render: (r) => r.filings.owed > 0 ? `${r.filings.registered}/${r.filings.owed}` : '—' },
  }
}

/** How many there are, said as the server knows it. */
export function useTotal() {
  const common = useCommon()
  return (page?: { total: number; total_is_lower_bound: boolean }) => page && (page.total_is_lower_bound ? common('totalMore', { n: page.total }) : common('total', { n: page.total }))
}

export function useCases(filter: CaseFilter, pageSize = 50) {
  const filterKey = JSON.stringify(filter)
  const paging = useCursorPaging(filterKey)
  const query = useQuery({
    queryKey: [...keys.lists, 'cases', filterKey, pageSize, paging.cursor],
    queryFn: async () => body(await api.GET('/api/v1/cases', { params: { query: { ...filter, limit: pageSize, cursor: paging.cursor } } })),
    placeholderData: keepPreviousData,
  })
  return { query, paging: paging.with(query.data?.next) }
}

export interface CaseTableProps extends Pick<LedgerTableProps<CaseRow>, 'caption' | 'empty' | 'toolbar' | 'selection' | 'hidden' | 'onHide'> {
  filter: CaseFilter
  columns: LedgerColumn<CaseRow>[]
  above?: ReactNode
}

/** A list of cases of the server, by a filter. */
export function CaseTable({ filter, ...rest }: CaseTableProps) {
  const { query, paging } = useCases(filter)
  const total = useTotal()
  return (
    <LedgerTable<CaseRow> {...rest} rows={query.data?.cases} rowKey={(r) => r.id} loading={query.isPending} error={query.error}
      onRetry={() => void query.refetch()} paging={paging} total={total(query.data)} />
  )
}

/** The columns that the export of cases knows. */
export const exportedCaseColumns = ['title', 'class', 'stage', 'drafting', 'issuing', 'document_no', 'unified_no', 'opened', 'changed', 'turn', 'due_on', 'published_on', 'effective_on', 'valid_until', 'filings_registered']
