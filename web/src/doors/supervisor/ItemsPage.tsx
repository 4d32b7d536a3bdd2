import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { Link, useParams } from 'react-router-dom'

import { useFilters } from '@/parts/filters'
import { LedgerTable, useCursorPaging } from '@/parts/LedgerTable'
import { type ObligationRow, useObligationColumns } from '@/parts/ObligationTable'
import { Page } from '@/parts/Page'
import { formatInstant } from '@/words/dates'
import { useLabel } from '@/words/enums'

import { itemsQuery } from './items'
import { rangeOf } from './range'
import { useWords } from './words'

const parts = ['numerator', 'denominator', 'missing', 'undecided'] as const
const named = { numerator: 'partNumerator', denominator: 'partDenominator', missing: 'partMissing', undecided: 'partUndecided' } as const

/** The documents behind one number. */
export function ItemsPage() {
  const { rate = '' } = useParams()
  const words = useWords()
  const label = useLabel()
  const { values, set, key } = useFilters(['part', 'from', 'to', 'organ', 'as_of'])
  const range = rangeOf(values)
  const part = parts.find((p) => p === values.part) ?? 'denominator'
  const paging = useCursorPaging(`${rate} ${key}`)
  const query = useQuery(itemsQuery({ rate, part, ...range, as_of: values.as_of || undefined }, paging.cursor))
  const columns = Object.values(useObligationColumns())
  const title = words('itemsTitle', { name: label('rate', rate), part: words(named[part]) })
  return (
    <Page title={title} lead={<><Link to={`/supervise?from=${range.from}&to=${range.to}${range.organ ? `&organ=${range.organ}` : ''}`}>{words('back')}</Link> {words('period')} {range.from} — {range.to} {query.data && words('asOf', { at: formatInstant(query.data.as_of) })}</>}>
      <div className="gb-card">
        <LedgerTable<ObligationRow> caption={title} columns={columns} rows={query.data?.items} rowKey={(r) => `${r.case} ${r.obligation.id}`} loading={query.isPending} error={query.error}
          onRetry={() => void query.refetch()} empty={words('empty')} paging={paging.with(query.data?.next)}
          toolbar={<Segmented aria-label={words('part')} value={part} onChange={(p) => set({ part: p })} options={parts.map((p) => ({ value: p, label: words(named[p]) }))} />} />
      </div>
    </Page>
  )
}
