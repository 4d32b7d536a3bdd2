import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { api, body, type Schemas } from '@/api/client'
import { Async, Nothing } from '@/parts/Async'
import { Citation } from '@/parts/Citation'

import { useWords } from './words'

/** The articles that a rule rests on, in their words, and whether the laws stand. */
export function Basis({ basis }: { basis: string }) {
  const query = useQuery({ queryKey: ['resolve', basis], staleTime: Infinity, queryFn: async () => body(await api.GET('/api/v1/laws/resolve', { params: { query: { text: basis } } })) })
  return <Async query={query} rows={2}>{(r) => r.citations.map((c, i) => <Citation key={i} of={c} />)}</Async>
}

/** A sentence beside the provisions it cites, with the differences marked. */
export function Quotations({ sentence }: { sentence: string }) {
  const words = useWords()
  const query = useQuery({ queryKey: ['quotation', sentence], enabled: sentence !== '', staleTime: Infinity, queryFn: async () => body(await api.POST('/api/v1/laws/quotation', { body: { clause: sentence } })) })
  if (sentence === '') return null
  return (
    <Async query={query} rows={2}>{(r) => r.quotations.length > 0 && (
      <section aria-label={words('quotation')}>
        <h4>{words('quotation')}</h4>
        {r.quotations.map((q, i) => <Quotation key={i} of={q} />)}
      </section>
    )}</Async>
  )
}

function Quotation({ of }: { of: Schemas['QuotationView'] }) {
  const words = useWords()
  if (of.exists !== 'yes') return <p className="gb-muted">{of.cited} {words(of.exists === 'no' ? 'noProvision' : 'noText')}</p>
  return (
    <div className="gb-quotation gb-spans">
      <p><strong>{of.cited}</strong> {of.same ? words('same') : words('differs', { n: Math.round(of.common * 100) })}</p>
      <p className="gb-wrap">{of.pieces.map((p, i) => p.in === 'both' ? <span key={i}>{p.text}</span> : p.in === 'clause' ? <ins key={i}>{p.text}</ins> : <del key={i}>{p.text}</del>)}</p>
      {of.differences.length > 0 && <ul>{of.differences.map((d, i) => <li key={i}><strong>{d.label}</strong> {d.clause && words('here', { text: d.clause })} {d.law && words('there', { text: d.law })}</li>)}</ul>}
    </div>
  )
}

/** Sentences of published documents like one, and what was remarked of such before. Asked for when opened. */
export function Likes({ sentence, but }: { sentence: string; but: string }) {
  const words = useWords()
  const [open, setOpen] = useState(false)
  const query = useQuery({
    queryKey: ['like', sentence], enabled: open && sentence.length >= 4, staleTime: 60_000,
    queryFn: async () => body(await api.GET('/api/v1/similar-clauses', { params: { query: { text: sentence.slice(0, 2000), but } } })),
  })
  if (sentence.length < 4) return null
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{words('likes')}</summary>
      {open && <Async query={query} rows={2}>{(r) => r.clauses.length + r.remarks.length === 0 ? <Nothing>{words('noLikes')}</Nothing> : (
        <>
          <ul className="gb-plain-list">{r.remarks.map((m, i) => <li key={i} className="gb-wrap"><strong>{m.decision ? words(m.decision === 'accepted' ? 'accepted' : 'dismissed') : words('comment')}</strong> {m.text} <span className="gb-muted">“{m.quote}” {m.title} {m.issued_on}</span></li>)}</ul>
          <ul className="gb-plain-list">{r.clauses.map((c, i) => <li key={i} className="gb-wrap">{c.text} <span className="gb-muted">《{c.title}》{c.article} {Math.round(c.jaccard * 100)}%</span></li>)}</ul>
        </>
      )}</Async>}
    </details>
  )
}
