import { keepPreviousData, useQuery } from '@tanstack/react-query'

import { api, body, type Schemas } from '@/api/client'
import { keys } from '@/api/queries'
import { Async } from '@/parts/Async'
import { useFilters } from '@/parts/filters'
import { Page, Section } from '@/parts/Page'
import { RateCard } from '@/parts/RateCard'
import { formatInstant } from '@/words/dates'
import { useLabel } from '@/words/enums'

import { ByOrgan } from './ByOrgan'
import { Durations } from './Durations'
import { Missing } from './Missing'
import { exportLink, itemsLink, type Range, rangeOf } from './range'
import { RangeBar } from './RangeBar'
import { Trend } from './Trend'
import { Watch } from './Watch'
import { useWords } from './words'

export const ratesQuery = (r: Range) => ({
  queryKey: [...keys.lists, 'rates', r],
  queryFn: async () => body(await api.GET('/api/v1/rates', { params: { query: r } })),
  placeholderData: keepPreviousData,
})

/** The rates, what is missing in them, what is due; every number opens. */
export function SupervisePage() {
  const words = useWords()
  const { values, set } = useFilters(['from', 'to', 'organ', 'by'])
  const range = rangeOf(values)
  const query = useQuery(ratesQuery(range))
  const lead = <>{words('lead')} {query.data && words('asOf', { at: formatInstant(query.data.as_of) })}</>
  return (
    <Page title={words('title')} lead={lead} actions={<a href={exportLink('/api/v1/exports/rates.xlsx', { ...range })} download>{words('exportRates')}</a>}>
      <RangeBar range={range} onChange={set} />
      <Async query={query} rows={6}>{(r) => (
        <>
          <Cards report={r} range={range} />
          <Missing range={range} asOf={r.as_of} />
          <ByOrgan report={r} range={range} />
        </>
      )}</Async>
      <Watch />
      <Trend range={range} by={values.by} onBy={(by) => set({ by })} />
      <Durations range={range} />
      {query.data && <Definitions of={query.data.definitions} />}
    </Page>
  )
}

function Cards({ report, range }: { report: Schemas['RateReport']; range: Range }) {
  const label = useLabel()
  return (
    <div className="gb-cards">
      {report.total.rates.map((r) => {
        const link = (part: string) => itemsLink(r.id, part, range, report.as_of)
        return <RateCard key={r.id} name={label('rate', r.id, r.name)} rate={r} previous={report.total.previous.rates.find((p) => p.id === r.id)} definition={report.definitions.find((d) => d.id === r.id)}
          links={{ numerator: link('numerator'), denominator: link('denominator'), missing: link('missing'), undecided: link('undecided') }} />
      })}
    </div>
  )
}

function Definitions({ of }: { of: readonly Schemas['RateDefinition'][] }) {
  const words = useWords()
  return (
    <Section title={words('definitions')}>
      <dl className="gb-facts">
        {of.map((d) => <div key={d.id} className="gb-fact"><dt>{d.name}</dt><dd>{words('numerator')}: {d.numerator}<br />{words('denominator')}: {d.denominator}</dd></div>)}
      </dl>
    </Section>
  )
}
