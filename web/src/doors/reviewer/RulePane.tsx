import { useQuery } from '@tanstack/react-query'

import { api, body, type Schemas } from '@/api/client'
import { Facts } from '@/parts/Page'

import { Basis, Likes, Quotations } from './Beside'
import { paragraphText, sentenceAt } from './sentence'
import { useWords } from './words'

const rulesQuery = { queryKey: ['rules'], queryFn: async () => body(await api.GET('/api/v1/rules')), staleTime: Infinity }

/** The rule behind a lead: what it looks for and what not, the law beside it, the quotation verified, and what was said of like clauses before. */
export function RulePane({ of, caseId }: { of: Schemas['DocumentFinding']; caseId: string }) {
  const words = useWords()
  const { data } = useQuery(rulesQuery)
  const r = data?.rules.find((x) => x.id === of.rule)
  const sentence = of.place.paragraph ? sentenceAt(paragraphText(of.place.paragraph), of.place.start, of.place.end) : ''
  return (
    <div className="gb-rule">
      {r && (
        <>
          <Facts facts={[[words('rule'), `${r.id} ${r.title}`], [words('looks'), r.looks], [words('blind'), r.blind], [words('source'), r.source_label], [words('basis'), r.basis]]} />
          {r.examples.length > 0 && <details><summary>{words('examples')}</summary><ul>{r.examples.slice(0, 4).map((e, i) => <li key={i}>{e.finds ? '✓ ' : '✗ '}{e.text}</li>)}</ul></details>}
        </>
      )}
      <Basis basis={of.basis} />
      <Quotations sentence={sentence} />
      <Likes sentence={sentence} but={caseId} />
    </div>
  )
}
