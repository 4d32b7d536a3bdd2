import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Tag } from 'antd'
import { useState } from 'react'

import { api, body, type Schemas } from '@/api/client'
import { useSession } from '@/app/session'
import { Async, Nothing } from '@/parts/Async'
import { Section } from '@/parts/Page'
import { ProblemAlert } from '@/parts/ProblemAlert'

import { useWords } from './words'

type Lead = Schemas['LeadLifeView']

const colors = { open: 'gold', fixed: 'green', explained: 'blue', accepted: 'red', overruled: 'default', orphan: 'default' } as const

/** Every lead of every text of the case: since when, whether it is still there, and what was said of it. */
export function LeadLife({ id }: { id: string }) {
  const words = useWords()
  const session = useSession()
  const query = useQuery({ queryKey: ['leads', id], queryFn: async () => body(await api.GET('/api/v1/cases/{id}/leads', { params: { path: { id } } })) })
  return (
    <Section title={words('leadLife')}>
      <Async query={query} rows={4}>{(r) => r.leads.length === 0 ? <Nothing>{words('noLeadLife')}</Nothing> : (
        <table className="gb-table">
          <thead><tr><th scope="col">{words('leadWhat')}</th><th scope="col">{words('leadWhere')}</th><th scope="col">{words('leadSince')}</th><th scope="col">{words('leadState')}</th></tr></thead>
          <tbody>{r.leads.map((l, i) => (
            <tr key={i}>
              <th scope="row" className="gb-wrap">{l.rule} {l.title}</th>
              <td className="gb-wrap">{l.article} {l.quote && `“${l.quote.slice(0, 80)}”`}</td>
              <td>{l.first && words('leadFirst', { first: l.first, last: l.last })}</td>
              <td className="gb-wrap"><Tag color={colors[l.state]}>{words(`lead_${l.state}`)}</Tag> {l.reason} {l.by_name && <span className="gb-muted">{l.by_name}</span>}
                {l.state === 'open' && session.has('drafter', 'unit_head') && <Explain id={id} of={l} />}
              </td>
            </tr>
          ))}</tbody>
        </table>
      )}</Async>
    </Section>
  )
}

function Explain({ id, of }: { id: string; of: Lead }) {
  const words = useWords()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>(null)
  const send = async () => {
    setError(null)
    try {
      client.setQueryData(['leads', id], body(await api.POST('/api/v1/cases/{id}/leads', { params: { path: { id } }, body: { rule: of.rule, quote: of.quote ?? '', reason: reason.trim() } })))
    } catch (e) {
      setError(e)
    }
  }
  if (!open) return <Button size="small" type="link" onClick={() => setOpen(true)}>{words('leadExplain')}</Button>
  return (
    <span className="gb-row">
      {error !== null && <ProblemAlert error={error} focus />}
      <Input autoFocus aria-label={words('leadWhy')} placeholder={words('leadWhy')} maxLength={2000} value={reason} onChange={(e) => setReason(e.target.value)} />
      <Button size="small" disabled={reason.trim().length < 2} onClick={() => void send()}>{words('natureDecide')}</Button>
    </span>
  )
}
