import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Radio, Select, Tag } from 'antd'
import { useState } from 'react'

import { api, body, type Schemas } from '@/api/client'
import { useSession } from '@/app/session'
import { Async } from '@/parts/Async'
import { Section } from '@/parts/Page'
import { ProblemAlert } from '@/parts/ProblemAlert'

import { useWords } from './words'

const reasons = ['five_marks', 'substance', 'internal', 'single_matter', 'reply', 'commendation', 'planning', 'other'] as const

/** Whether the text is a normative document: the five marks with their sentences, and what a person decided. */
export function Nature({ id }: { id: string }) {
  const words = useWords()
  const session = useSession()
  const query = useQuery({ queryKey: ['nature', id], queryFn: async () => body(await api.GET('/api/v1/cases/{id}/nature', { params: { path: { id } } })) })
  return (
    <Section title={words('nature')}>
      <Async query={query} rows={5}>{(n) => (
        <>
          <p role="status">{n.decision
            ? words('natureDecided', { who: n.decision.by_name, at: n.decision.at.slice(0, 10), what: words(n.decision.normative ? 'natureIs' : 'natureIsNot'), n: n.decision.version, reason: `${n.decision.reason} ${n.decision.note ?? ''}` })
            : words('natureConfidence', { label: n.label, n: Math.round(n.confidence * 100) })}</p>
          <ul>{n.tests.map((t) => (
            <li key={t.label} className="gb-wrap"><Tag color={t.met ? 'green' : undefined}>{words(t.met ? 'natureMet' : 'natureNotMet')}</Tag><strong>{t.label}</strong> {t.why}
              {t.evidence.slice(0, 3).map((e, i) => <span key={i} className="gb-muted"> {e.article}“{e.quote}”</span>)}
            </li>
          ))}</ul>
          {n.exclusions.length > 0 && <ul>{n.exclusions.map((x) => <li key={x.label}>{x.label}：{x.why}</li>)}</ul>}
          {session.has('reviewer', 'review_lead', 'gov_office') && <Decide id={id} of={n} />}
        </>
      )}</Async>
    </Section>
  )
}

function Decide({ id, of }: { id: string; of: Schemas['NatureView'] }) {
  const words = useWords()
  const client = useQueryClient()
  const [normative, setNormative] = useState<boolean | undefined>(of.decision?.normative)
  const [reason, setReason] = useState<(typeof reasons)[number]>('five_marks')
  const [note, setNote] = useState('')
  const [error, setError] = useState<unknown>(null)
  const send = async () => {
    setError(null)
    try {
      client.setQueryData(['nature', id], body(await api.POST('/api/v1/cases/{id}/nature', { params: { path: { id } }, body: { normative: normative === true, reason_code: reason, note } })))
    } catch (e) {
      setError(e)
    }
  }
  return (
    <>
      {error !== null && <ProblemAlert error={error} focus />}
      <div className="gb-row">
        <Radio.Group aria-label={words('nature')} value={normative} onChange={(e) => setNormative(e.target.value as boolean)}><Radio value={true}>{words('natureYes')}</Radio><Radio value={false}>{words('natureNo')}</Radio></Radio.Group>
        <Select aria-label={words('natureReason')} value={reason} onChange={setReason} style={{ minWidth: 220 }} options={reasons.map((r) => ({ value: r, label: words(`reason_${r}`) }))} />
        <Input className="gb-grow" aria-label={words('natureNote')} placeholder={words('natureNote')} maxLength={2000} value={note} onChange={(e) => setNote(e.target.value)} />
        <Button type="primary" disabled={normative === undefined} onClick={() => void send()}>{words('natureDecide')}</Button>
      </div>
    </>
  )
}
