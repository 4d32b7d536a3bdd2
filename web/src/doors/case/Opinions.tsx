import type { Schemas } from '@/api/client'
import type { CaseRead } from '@/api/queries'
import { Facts } from '@/parts/Page'
import { formatInstant } from '@/words/dates'
import { useLabel } from '@/words/enums'

import { useWords } from './words'

/** What the review said in each round, what was answered, and what counsel and the fair-competition review said. */
export function Opinions({ of }: { of: CaseRead }) {
  const words = useWords()
  return (
    <>
      {[...of.opinions].reverse().map((o) => <OneOpinion key={`${o.round}-${o.on.version}`} opinion={o} answers={o.round === of.opinions[of.opinions.length - 1]?.round ? of.dispositions : []} />)}
      {of.fair_review && <Fair review={of.fair_review} />}
      {of.counsel.length > 0 && <h3>{words('counsel')}</h3>}
      {of.counsel.map((c) => (
        <article key={c.n} className="gb-opinion">
          <p><strong>{c.counsel.name}</strong> {c.status_label} <span className="gb-muted">{words('asked', { at: formatInstant(c.asked_at) })}</span></p>
          {c.question && <p className="gb-wrap gb-lines">{c.question}</p>}
          {c.opinion && <><p><strong>{c.opinion.conclusion_label}</strong></p><p className="gb-wrap gb-lines">{c.opinion.text}</p>
            <ol>{(c.opinion.items ?? []).map((i, k) => <li key={k}>{i.location} {i.text} {i.basis}</li>)}</ol></>}
        </article>
      ))}
    </>
  )
}

export function OneOpinion({ opinion, answers }: { opinion: Schemas['Opinion']; answers: readonly Schemas['Disposition'][] }) {
  const words = useWords()
  const label = useLabel()
  const items = opinion.items ?? []
  const problems = items.filter((i) => i.result === 'problem')
  const rest = items.filter((i) => i.result !== 'problem')
  return (
    <article className="gb-opinion" aria-label={words('round', { n: opinion.round })}>
      <h3>{words('round', { n: opinion.round })} · {label('conclusion', opinion.conclusion)} <span className="gb-muted">{opinion.no} {opinion.issued ? words('issuedOn', { on: opinion.issued_on }) : words('notIssued')}</span></h3>
      {opinion.summary && <p className="gb-wrap gb-lines">{opinion.summary}</p>}
      {opinion.exemption && <p className="gb-muted">{words('exempted')}: {label('exemption', opinion.exemption)}</p>}
      <ol className="gb-items">
        {problems.map((i) => {
          const a = answers.find((d) => d.item === i.id)
          return (
            <li key={i.id}>
              <strong>{label('heading', i.heading)} · {i.test}</strong>
              <Facts facts={[
                [words('location'), i.location], [words('reason'), i.reason], [words('basis'), i.basis], [words('suggestion'), i.suggestion],
                [words('answer'), a && `${label('answer', a.answer)}${a.reason ? `：${a.reason}` : ''}`],
              ]} />
            </li>
          )
        })}
      </ol>
      {rest.length > 0 && (
        <details><summary>{label('result', 'pass')}: {rest.length}</summary>
          <ul>{rest.map((i) => <li key={i.id}>{label('heading', i.heading)} · {i.test} · {label('result', i.result)} {i.reason}</li>)}</ul>
        </details>
      )}
    </article>
  )
}

function Fair({ review }: { review: Schemas['FairReview'] }) {
  const words = useWords()
  const label = useLabel()
  return (
    <article className="gb-opinion">
      <h3>{words('fair')} · {label('fair', review.conclusion)}</h3>
      <p className="gb-wrap gb-lines">{review.reason}</p>
      {review.alternatives && <p className="gb-wrap">{review.alternatives} {review.ends_on}</p>}
    </article>
  )
}
