import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { lazy, Suspense, useMemo } from 'react'
import { Link } from 'react-router-dom'

import { api, body, type Schemas } from '@/api/client'
import { keys } from '@/api/queries'
import { Async } from '@/parts/Async'
import { Section } from '@/parts/Page'
import { useCommon } from '@/words/common'
import { useLabel } from '@/words/enums'

import { itemsLink, portion, type Range } from './range'
import { useWords } from './words'

const Chart = lazy(() => import('@/parts/Chart'))
const spans = ['month', 'quarter', 'year'] as const

/** How the rates went from period to period. */
export function Trend({ range, by, onBy }: { range: Range; by: string; onBy: (by: string) => void }) {
  const words = useWords()
  const span = spans.find((s) => s === by) ?? 'quarter'
  const query = useQuery({
    queryKey: [...keys.lists, 'trend', range, span],
    queryFn: async () => body(await api.GET('/api/v1/rates/trend', { params: { query: { ...range, by: span } } })),
  })
  return (
    <Section title={words('trend')} extra={<Segmented aria-label={words('trend')} value={span} onChange={onBy} options={spans.map((s) => ({ value: s, label: words(s) }))} />}>
      <Async query={query} rows={6}>{(t) => <Drawn of={t} range={range} />}</Async>
    </Section>
  )
}

function Drawn({ of, range }: { of: Schemas['Trend']; range: Range }) {
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  const ids = useMemo(() => of.definitions.map((d) => d.id), [of.definitions])
  const names = useMemo(() => of.periods.map((p) => p.label), [of.periods])
  const series = useMemo(() => ids.map((id) => ({ name: label('rate', id), values: of.periods.map((p) => portion(p.rates.find((r) => r.id === id) ?? { numerator: 0, denominator: 0 })) })), [ids, label, of.periods])
  return (
    <>
      <Suspense fallback={<p role="status">{common('loading')}</p>}><Chart kind="line" label={words('trend')} names={names} series={series} /></Suspense>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <div className="gb-scroll-x" role="region" aria-label={words('trend')} tabIndex={0}>
        <table className="gb-table">
          <thead><tr><th scope="col">{words('period')}</th>{ids.map((id) => <th key={id} scope="col" className="gb-num">{label('rate', id)}</th>)}</tr></thead>
          <tbody>
            {of.periods.map((p) => (
              <tr key={p.from}>
                <th scope="row">{p.label}</th>
                {ids.map((id) => {
                  const r = p.rates.find((x) => x.id === id)
                  return <td key={id} className="gb-num">{!r || r.denominator === 0 ? '—' : <>{r.percent} <Link to={itemsLink(id, 'denominator', { ...range, from: p.from, to: p.to }, of.as_of)}>{r.numerator}/{r.denominator}</Link></>}</td>
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
