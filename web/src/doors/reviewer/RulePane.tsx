import { useQueries, useQuery } from '@tanstack/react-query'

import { api, body, type Schemas } from '@/api/client'
import { Facts } from '@/parts/Page'

import { useWords } from './words'

export const rulesQuery = { queryKey: ['rules'], queryFn: async () => body(await api.GET('/api/v1/rules')), staleTime: Infinity }

/** The names of laws in a basis, in the order in which they stand there. */
export function lawsIn(basis: string): string[] {
  return [...new Set([...basis.matchAll(/《([^》]{2,60})》/g)].map((m) => m[1] ?? ''))]
}

/** The rule behind a lead: what it looks for, what it does not, and how the laws of its basis stand. */
export function RulePane({ rule, basis }: { rule: string; basis: string }) {
  const words = useWords()
  const { data } = useQuery(rulesQuery)
  const r = data?.rules.find((x) => x.id === rule)
  const titles = lawsIn(`${basis} ${r?.basis ?? ''}`)
  const laws = useQueries({
    queries: titles.map((title) => ({
      queryKey: ['law', title], staleTime: Infinity, queryFn: async () => body(await api.GET('/api/v1/laws', { params: { query: { title } } })),
    })),
  })
  return (
    <div className="gb-rule">
      {r && (
        <>
          <Facts facts={[[words('rule'), `${r.id} ${r.title}`], [words('looks'), r.looks], [words('blind'), r.blind], [words('source'), r.source_label], [words('basis'), r.basis]]} />
          {r.examples.length > 0 && <details><summary>{words('examples')}</summary><ul>{r.examples.slice(0, 4).map((e, i) => <li key={i}>{e.finds ? '✓ ' : '✗ '}{e.text}</li>)}</ul></details>}
        </>
      )}
      {laws.map((q, i) => q.data && <p key={i} className="gb-muted">《{titles[i]}》 <LawState law={q.data} /></p>)}
    </div>
  )
}

function LawState({ law }: { law: Schemas['LawView'] }) {
  const words = useWords()
  if (law.status === 'repealed') return <strong>{words('repealed', { on: law.law?.repealed_on })}{law.law?.successor && `，${words('successor', { title: law.law.successor })}`}</strong>
  return <>{words(law.status === 'in_force' ? 'inForce' : 'unknownLaw')}</>
}
