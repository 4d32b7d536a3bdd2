import { Alert, Input, Radio, Tag } from 'antd'

import type { Schemas } from '@/api/client'
import { Facts } from '@/parts/Page'
import { Spans } from '@/parts/Spans'
import { codesOf, useLabel } from '@/words/enums'

import type { Answers } from './answers'
import { useWords } from './words'

export interface AnswerItemProps {
  item: Schemas['OpinionItem']
  value: NonNullable<Answers[string]>
  onChange: (a: NonNullable<Answers[string]>) => void
  /** What the comparison of the two texts shows at its place. */
  seen?: Schemas['RevisionItem']
  doubtful: boolean
  problem?: 'answer' | 'reason'
}

/** One item of the opinion and its answer. */
export function AnswerItem({ item, value, onChange, seen, doubtful, problem }: AnswerItemProps) {
  const words = useWords()
  const label = useLabel()
  const reason = `reason-${item.id}`
  return (
    <li id={`item-${item.id}`}>
      <strong className="gb-wrap">{label('heading', item.heading)} · {item.test}</strong>
      <Facts facts={[[words('location'), item.location], [words('why'), item.reason], [words('basis'), item.basis], [words('suggestion'), item.suggestion]]} />
      {seen && (
        <div className="gb-seen">
          <Tag color={seen.changed === 'changed' ? 'green' : 'gold'}>{words(seen.changed)}</Tag> <span className="gb-muted">{seen.note}</span>
          {seen.changed === 'changed' && <div><Spans of={seen.spans} /></div>}
        </div>
      )}
      {doubtful && <Alert className="gb-note" type="warning" showIcon title={words('doubtful')} />}
      <Radio.Group aria-label={`${words('disposition')} ${item.test}`} value={value.answer} onChange={(e) => onChange({ ...value, answer: e.target.value as 'adopted' })}
        options={codesOf('answer').map((a) => ({ value: a, label: label('answer', a) }))} />
      {problem === 'answer' && <p role="alert" className="gb-refusal">{words('need')}</p>}
      {value.answer && value.answer !== 'adopted' && (
        <>
          <label htmlFor={reason}>{words('answerReason')}</label>
          <Input.TextArea id={reason} autoSize={{ minRows: 2, maxRows: 10 }} maxLength={5000} value={value.reason} onChange={(e) => onChange({ ...value, reason: e.target.value })} />
          {problem === 'reason' && <p role="alert" className="gb-refusal">{words('reasonNeeded')}</p>}
        </>
      )}
    </li>
  )
}
