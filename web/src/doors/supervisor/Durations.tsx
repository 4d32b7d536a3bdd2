import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router-dom'

import { api, body, type Schemas } from '@/api/client'
import { keys } from '@/api/queries'
import { Async } from '@/parts/Async'
import { Section } from '@/parts/Page'
import { useLabel } from '@/words/enums'

import type { Range } from './range'
import { useWords } from './words'

/** How long each step took, and what has been open longest. */
export function Durations({ range }: { range: Range }) {
  const words = useWords()
  const label = useLabel()
  const query = useQuery({ queryKey: [...keys.lists, 'durations', range], queryFn: async () => body(await api.GET('/api/v1/durations', { params: { query: range } })) })
  const days = (n: number) => words('days', { n: n.toFixed(1) })
  const one = (c?: Schemas['StepCase']) => c ? <><Link to={`/cases/${c.case}`} title={c.title}>{days(c.days)}</Link> <span className="gb-muted">{c.organ_name}</span></> : '—'
  return (
    <Section title={words('durations')}>
      <Async query={query} rows={4} isEmpty={(d) => d.steps.length === 0} empty={words('empty')}>{(d) => (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
        <div className="gb-scroll-x" role="region" aria-label={words('durations')} tabIndex={0}>
          <table className="gb-table">
            <thead><tr>{(['step', 'done', 'median', 'p90', 'longest', 'open', 'oldest'] as const).map((k) => <th key={k} scope="col">{words(k)}</th>)}</tr></thead>
            <tbody>
              {d.steps.map((s) => (
                <tr key={s.kind}>
                  <th scope="row">{label('task', s.kind, s.label)}</th><td className="gb-num">{s.n}</td><td className="gb-num">{s.n > 0 ? days(s.median) : '—'}</td><td className="gb-num">{s.n > 0 ? days(s.p90) : '—'}</td>
                  <td>{one(s.longest)}</td><td className="gb-num">{s.open}</td><td>{one(s.oldest)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}</Async>
    </Section>
  )
}
