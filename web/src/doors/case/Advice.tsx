import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'

import { api, body } from '@/api/client'
import { useSession } from '@/app/session'
import { Async, Nothing } from '@/parts/Async'
import { Section } from '@/parts/Page'

import { useWords } from './words'

/** What a model inside the network adds, when one is configured and a reviewer asks. */
export function Advice({ id }: { id: string }) {
  const words = useWords()
  const session = useSession()
  const [asked, setAsked] = useState(false)
  const ask = async (a: boolean) => body(await api.GET('/api/v1/cases/{id}/advice', { params: { path: { id }, query: { ask: a } } }))
  const known = useQuery({ queryKey: ['advice', id, false], queryFn: () => ask(false), staleTime: Infinity })
  const query = useQuery({ queryKey: ['advice', id, true], queryFn: () => ask(true), enabled: asked, staleTime: Infinity, retry: false })
  if (!known.data?.enabled || !session.has('reviewer', 'review_lead')) return null
  return (
    <Section title={words('advice')}>
      <p className="gb-muted">{words('adviceLead')}</p>
      {!asked && <Button onClick={() => setAsked(true)}>{words('adviceAsk')}</Button>}
      {asked && <Async query={query} rows={4}>{(a) => (
        <>
          {a.leads.length === 0 ? <Nothing>{words('adviceNone')}</Nothing> : <ul>{a.leads.map((l, i) => <li key={i} className="gb-wrap">“{l.quote}” {l.why} <span className="gb-muted">{l.basis}</span></li>)}</ul>}
          <p className="gb-muted">{words('adviceDropped', { n: a.dropped })}</p>
        </>
      )}</Async>}
    </Section>
  )
}
