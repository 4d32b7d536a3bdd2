import { Acts } from '@/acts/Acts'
import { fileLink } from '@/api/caseQueries'
import type { CaseRead } from '@/api/queries'
import { Due } from '@/parts/Due'
import { Facts } from '@/parts/Page'
import { formatInstant } from '@/words/dates'
import { useLabel } from '@/words/enums'

import { useWords } from './words'

const acts = ['submit_filing', 'register_filing', 'request_filing_supplement', 'refuse_filing']

/** Where the document has to be filed, and how far each filing is. */
export function Filings({ of }: { of: CaseRead }) {
  const words = useWords()
  const label = useLabel()
  return (
    <>
      {of.obligations.map((o) => {
        const clock = of.clocks.find((c) => c.obligation === o.id && c.state !== 'stopped')
        return (
          <section key={o.id} className="gb-filing" aria-label={o.track.name}>
            <h3>{o.track.name} · {label('filing', o.status, o.status_label)}</h3>
            <div className="gb-row gb-noprint"><Acts of={of} only={acts} obligation={o.id} /></div>
            <Facts facts={[
              [label('clock', 'filing'), o.due_on && <Due on={o.due_on} overdue={clock?.overdue} paused={clock?.state === 'paused'} provisional={clock?.provisional} why={clock?.why} />],
              [words('filedAt'), o.submitted_at && formatInstant(o.submitted_at)],
              [words('firstCheck'), o.first_check && words(o.first_check === 'passed' ? 'passed' : 'failed')],
              [words('registeredAs'), o.registration_no && `${o.registration_no} ${o.registered_on ?? ''}`],
              [words('determination'), o.determination],
              [words('materials'), o.materials && o.materials.length > 0 && (
                <ul className="gb-plain-list">{o.materials.map((m, i) => <li key={i}><a href={fileLink(of.id, m.file.sha256)} download>{label('material', m.kind)}: {m.file.name}</a></li>)}</ul>
              )],
            ]} />
          </section>
        )
      })}
    </>
  )
}
