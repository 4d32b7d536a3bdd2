import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Input, Tabs } from 'antd'
import { Link } from 'react-router-dom'

import { api, body, type Schemas } from '@/api/client'
import { DateField } from '@/parts/DateField'
import { useFilters } from '@/parts/filters'
import { LedgerTable, useCursorPaging } from '@/parts/LedgerTable'
import { Page } from '@/parts/Page'
import { useCommon } from '@/words/common'
import { formatInstant } from '@/words/dates'
import { useLabel } from '@/words/enums'

import { useWords } from './words'

const from = (d: string) => (d ? `${d}T00:00:00+08:00` : undefined)
const until = (d: string) => (d ? `${d}T23:59:59.999+08:00` : undefined)

/** The two records: acts on cases, and acts of administration; both chained. */
export function AuditPage() {
  const words = useWords()
  const { values, set } = useFilters(['tab', 'case', 'from', 'to'])
  const tab = values.tab || 'events'
  return (
    <Page title={words('audit')} lead={<><Link to="/admin">{words('back')}</Link> {words('chainNote')}</>}>
      <div className="gb-card gb-row gb-noprint">
        {tab === 'events' && <Input.Search className="gb-search" aria-label={words('caseId')} placeholder={words('caseId')} defaultValue={values.case} allowClear onSearch={(c) => set({ case: c })} />}
        <DateField aria-label={`${words('at')} ≥`} value={values.from} onChange={(d) => set({ from: d })} /><DateField aria-label={`${words('at')} ≤`} value={values.to} onChange={(d) => set({ to: d })} />
      </div>
      <div className="gb-card">
        <Tabs activeKey={tab} destroyOnHidden onChange={(t) => set({ tab: t })} items={[
          { key: 'events', label: words('events'), children: <Events caseId={values.case} span={[values.from, values.to]} /> },
          { key: 'admin', label: words('adminEvents'), children: <AdminEvents span={[values.from, values.to]} /> },
        ]} />
      </div>
    </Page>
  )
}

function Events({ caseId, span }: { caseId: string; span: [string, string] }) {
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  const paging = useCursorPaging(`${caseId} ${span.join()}`)
  const query = useQuery({
    queryKey: ['audit', 'events', caseId, span, paging.cursor], placeholderData: keepPreviousData,
    queryFn: async () => body(await api.GET('/api/v1/audit/events', { params: { query: { case: caseId || undefined, from: from(span[0]), to: until(span[1]), cursor: paging.cursor, limit: 50 } } })),
  })
  return (
    <LedgerTable<Schemas['CaseEventView']> caption={words('events')} rows={query.data?.events} rowKey={(e) => `${e.case} ${e.seq}`} loading={query.isPending} error={query.error} onRetry={() => void query.refetch()} empty={words('emptyRecords')} paging={paging.with(query.data?.next)}
      columns={[
        { key: 'at', title: words('at'), always: true, render: (e) => <span className="gb-nowrap">{formatInstant(e.recorded_at)}</span> },
        { key: 'title', title: common('title'), width: 240, render: (e) => <Link className="gb-wrap" to={`/cases/${e.case}`}>{e.title}</Link> },
        { key: 'kind', title: words('what'), width: 420, render: (e) => <><strong>{label('command', e.kind, e.label)}</strong><div className="gb-wrap">{e.sentence}</div></> },
        { key: 'who', title: words('who'), render: (e) => `${e.organ_name ?? ''} ${e.actor.name}` },
        { key: 'hash', title: words('chain'), render: (e) => <code title={e.hash}>{e.hash.slice(0, 12)}</code> },
      ]} />
  )
}

function AdminEvents({ span }: { span: [string, string] }) {
  const words = useWords()
  const paging = useCursorPaging(span.join())
  const query = useQuery({
    queryKey: ['audit', 'admin', span, paging.cursor], placeholderData: keepPreviousData,
    queryFn: async () => body(await api.GET('/api/v1/audit/admin', { params: { query: { from: from(span[0]), to: until(span[1]), cursor: paging.cursor, limit: 50 } } })),
  })
  return (
    <LedgerTable<Schemas['AdminEventView']> caption={words('adminEvents')} rows={query.data?.events} rowKey={(e) => e.id} loading={query.isPending} error={query.error} onRetry={() => void query.refetch()} empty={words('emptyRecords')} paging={paging.with(query.data?.next)}
      columns={[
        { key: 'at', title: words('at'), always: true, render: (e) => <span className="gb-nowrap">{formatInstant(e.at)}</span> },
        { key: 'kind', title: words('what'), width: 480, render: (e) => <><strong>{e.label}</strong><div className="gb-wrap">{e.sentence}</div></> },
        { key: 'who', title: words('who'), render: (e) => `${e.organ_name ?? ''} ${e.actor.name}` },
        { key: 'hash', title: words('chain'), render: (e) => <code title={e.hash}>{e.hash.slice(0, 12)}</code> },
      ]} />
  )
}
