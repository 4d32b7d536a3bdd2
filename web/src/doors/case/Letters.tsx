import { useQuery } from '@tanstack/react-query'

import { letterLink, lettersQuery } from '@/api/caseQueries'
import type { CaseRead } from '@/api/queries'
import { Async } from '@/parts/Async'

import { useWords } from './words'

/** The letters that can be made of what is on record. */
export function Letters({ of }: { of: CaseRead }) {
  const words = useWords()
  const query = useQuery(lettersQuery(of.id))
  return (
    <>
      <h3>{words('letters')}</h3>
      <p className="gb-muted">{words('lettersLead')}</p>
      <Async query={query} rows={2} isEmpty={(l) => l.length === 0}>{(letters) => (
        <ul className="gb-plain-list">
          {letters.map((l, i) => (
            <li key={i}>
              <a href={letterLink(of.id, l.kind, l.obligation)} download>{l.name}</a>
              {l.blanks.length > 0 && <span className="gb-muted"> {words('blanks', { list: l.blanks.join('、') })}</span>}
            </li>
          ))}
        </ul>
      )}</Async>
    </>
  )
}
