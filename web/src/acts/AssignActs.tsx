import { useQuery } from '@tanstack/react-query'
import { Form, Input, Radio, Select } from 'antd'

import { api, body } from '@/api/client'
import { Async } from '@/parts/Async'
import { DateField } from '@/parts/DateField'
import { today } from '@/words/dates'

import { ActForm, type ActProps } from './ActForm'
import { useActWords } from './words'

/** Who may be given the case, the least busy first. */
export function AssigneeField({ caseId, duty, value, onChange }: { caseId: string; duty: 'reviewer' | 'counsel'; value?: string; onChange?: (v: string) => void }) {
  const words = useActWords()
  const query = useQuery({
    queryKey: ['assignees', caseId, duty],
    queryFn: async () => body(await api.GET('/api/v1/assignees', { params: { query: { case: caseId, for: duty } } })).assignees,
  })
  return (
    <Async query={query} rows={2} isEmpty={(l) => l.length === 0}>{(all) => (
      <Radio.Group className="gb-radios" value={value} onChange={(e) => onChange?.(e.target.value as string)}
        options={all.map((a) => ({ value: a.id, disabled: !a.can, label: `${a.name} · ${words('openTasks', { n: a.open_tasks })}${a.why ? ` · ${a.why}` : ''}` }))} />
    )}</Async>
  )
}

export function AssignReviewerAct(props: ActProps) {
  const words = useActWords()
  return (
    <ActForm<{ reviewer: string }> {...props} payload={(v) => v}>
      <Form.Item name="reviewer" label={words('reviewer')} rules={[{ required: true, message: words('needText') }]}><AssigneeField caseId={props.of.id} duty="reviewer" /></Form.Item>
    </ActForm>
  )
}

export function AssignCounselAct(props: ActProps) {
  const words = useActWords()
  return (
    <ActForm<{ counsel: string; question?: string; due_on?: string }> {...props} payload={(v) => v}>
      <Form.Item name="counsel" label={words('counsel')} rules={[{ required: true, message: words('needText') }]}><AssigneeField caseId={props.of.id} duty="counsel" /></Form.Item>
      <Form.Item name="question" label={words('question')}><Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} maxLength={5000} /></Form.Item>
      <Form.Item name="due_on" label={words('dueOn')}><DateField min={today()} /></Form.Item>
    </ActForm>
  )
}

export function WithdrawCounselAct(props: ActProps) {
  const words = useActWords()
  const asked = props.of.counsel.filter((c) => c.status === 'asked')
  return (
    <ActForm<{ counsel: string; reason: string }> {...props} initial={{ counsel: asked[0]?.counsel.id }} payload={(v) => v} danger>
      <Form.Item name="counsel" label={words('counsel')} rules={[{ required: true, message: words('needText') }]}>
        <Select options={asked.map((c) => ({ value: c.counsel.id, label: c.counsel.name }))} />
      </Form.Item>
      <Form.Item name="reason" label={words('reason')} rules={[{ required: true, whitespace: true, message: words('needText') }]}><Input.TextArea autoSize={{ minRows: 2 }} maxLength={5000} /></Form.Item>
    </ActForm>
  )
}
