import { Alert, App, Button, Input, Radio } from 'antd'
import { memo, type RefObject, useCallback, useState } from 'react'
import { useNavigate } from 'react-router-dom'

import { useCommand } from '@/api/commands'
import type { Kept } from '@/api/drafts'
import type { CaseRead } from '@/api/queries'
import type { Anchor } from '@/parts/anchor'
import { KeptState } from '@/parts/KeptState'
import { ProblemAlert } from '@/parts/ProblemAlert'
import { codesOf, useLabel } from '@/words/enums'

import { ItemEditor } from './ItemEditor'
import { type Change, contradictions, lacks, type Opinion, payloadOf } from './opinion'
import { useWords } from './words'

export interface EditorProps { of: CaseRead; opinion: Opinion; act: (c: Change) => void; kept: Kept<Opinion>; anchor: RefObject<Anchor | null> }

/** The opinion: conclusion, items by the four headings, summary. It is kept while it is written. */
export function Editor({ of, opinion, act, kept, anchor }: EditorProps) {
  const words = useWords()
  const label = useLabel()
  const place = useCallback(() => anchor.current, [anchor])
  return (
    <div className="gb-editor">
      <Conclusion value={opinion.conclusion} act={act} />
      {codesOf('heading').map((h) => (
        <section key={h} aria-label={label('heading', h)}>
          <h3>{label('heading', h)}</h3>
          {opinion.items.filter((i) => i.heading === h).map((i) => <ItemEditor key={i.id} item={i} act={act} place={place} />)}
        </section>
      ))}
      <div className="gb-row">
        <Button onClick={() => act({ do: 'addItem' })}>{words('addItem')}</Button>
        <Button onClick={() => act({ do: 'restPass' })}>{words('restPass')}</Button>
      </div>
      <Summary value={opinion.summary} act={act} />
      <Record of={of} opinion={opinion} act={act} kept={kept} />
    </div>
  )
}

const Conclusion = memo(function Conclusion({ value, act }: { value: Opinion['conclusion']; act: (c: Change) => void }) {
  const words = useWords()
  const label = useLabel()
  return (
    <Radio.Group aria-label={words('conclusion')} value={value} onChange={(e) => act({ do: 'conclude', conclusion: e.target.value as 'lawful' })}
      options={codesOf('conclusion').map((c) => ({ value: c, label: label('conclusion', c) }))} />
  )
})

const Summary = memo(function Summary({ value, act }: { value: string; act: (c: Change) => void }) {
  const words = useWords()
  return (
    <>
      <label htmlFor="summary">{words('summary')}</label>
      <Input.TextArea id="summary" autoSize={{ minRows: 3, maxRows: 14 }} maxLength={10000} value={value} onChange={(e) => act({ do: 'summarise', summary: e.target.value })} />
    </>
  )
})

/** What is missing, how the draft stands, and the button that records the opinion. */
function Record({ of, opinion, act, kept }: Omit<EditorProps, 'anchor'>) {
  const words = useWords()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const command = useCommand()
  const [pressed, setPressed] = useState(false)
  const missing = lacks(opinion)
  const wrong = contradictions(opinion)
  const record = async () => {
    setPressed(true)
    const action = of.can.find((a) => a.command === 'record_opinion')
    if (!action || missing.length > 0) return
    try {
      await command.mutateAsync({ path: action.path, payload: payloadOf(opinion), etag: of.etag })
      await kept.drop()
      void message.success(words('recorded'))
      void navigate('/review')
    } catch { /* shown below */ }
  }
  return (
    <>
      {pressed && missing.length > 0 && (
        <Alert type="warning" role="alert" className="gb-lacks" title={words('missing', { n: missing.length })}
          description={<ul>{missing.slice(0, 12).map((m, i) => <li key={i}>{m.id ? <a href={`#item-${m.id}`}>{words(m.what, { test: m.test })}</a> : words(m.what)}</li>)}</ul>} />
      )}
      {wrong > 0 && <Alert type="warning" showIcon title={words('contradiction', { n: wrong })} />}
      {command.error !== null && <ProblemAlert error={command.error} focus />}
      <div className="gb-record">
        <div className="gb-row">
          <Button type="primary" loading={command.isPending} onClick={() => void record()}>{words('record')}</Button>
          <KeptState kept={kept} mine={() => opinion} onTake={(o) => act({ do: 'load', opinion: o })} show={(o) => <Shown of={o} />} />
        </div>
      </div>
    </>
  )
}

function Shown({ of }: { of: Opinion }) {
  const label = useLabel()
  return (
    <>
      <p><strong>{label('conclusion', of.conclusion)}</strong></p>
      <p className="gb-lines gb-wrap">{of.summary}</p>
      <ul>{of.items.filter((i) => i.result).map((i) => <li key={i.id}>{i.test}: {label('result', i.result)} {i.reason} {i.basis} {i.suggestion}</li>)}</ul>
    </>
  )
}
