import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router-dom'

import { Async } from '@/parts/Async'
import { Due } from '@/parts/Due'
import { Section } from '@/parts/Page'
import { useLabel } from '@/words/enums'

import { itemsQuery } from './items'
import { itemsLink, type Range } from './range'
import { useWords } from './words'

/** What stands between the rates and 100 %: the first few of each, and the way to all. */
export function Missing({ range, asOf }: { range: Range; asOf: string }) {
  const words = useWords()
  return (
    <Section title={words('missing')}>
      <div className="gb-two">{['filing_rate', 'timeliness_rate', 'compliance_rate'].map((id) => <OneMissing key={id} rate={id} range={range} asOf={asOf} />)}</div>
    </Section>
  )
}

function OneMissing({ rate, range, asOf }: { rate: string; range: Range; asOf: string }) {
  const words = useWords()
  const label = useLabel()
  const query = useQuery(itemsQuery({ rate, part: 'missing', ...range, as_of: asOf }, undefined, 6))
  return (
    <section aria-label={label('rate', rate)}>
      <h3>{label('rate', rate)}</h3>
      <Async query={query} rows={2} isEmpty={(p) => p.items.length === 0} empty={words('missingNone')}>{(p) => (
        <ul className="gb-plain-list">
          {p.items.slice(0, 5).map((r) => (
            <li key={`${r.case} ${r.obligation.id}`}>
              {r.opens ? <Link className="gb-wrap" to={`/cases/${r.case}?part=filings`}>{r.title}</Link> : <span className="gb-wrap">{r.title}</span>}
              <div className="gb-muted">{r.issuing_organ_name} · {r.authority_name} · {label('filing', r.obligation.status, r.status_label)} · <Due on={r.obligation.due_on} overdue={r.overdue} /></div>
            </li>
          ))}
          {p.items.length > 5 && <li><Link to={itemsLink(rate, 'missing', range, asOf)}>{words('more')} · {label('rate', rate)}</Link></li>}
        </ul>
      )}</Async>
    </section>
  )
}
