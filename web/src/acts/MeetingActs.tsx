import { Alert, Form, Input, Radio } from 'antd'

import type { FileView } from '@/api/upload'
import { extensions } from '@/api/upload'
import { DateField } from '@/parts/DateField'
import { filled, Lines } from '@/parts/Lines'
import { today } from '@/words/dates'

import { ActForm, type ActProps } from './ActForm'
import { DocumentField } from './MaterialsAct'
import { useActWords } from './words'

export interface Meeting { meeting: string; held_on: string; present: string[]; absent?: string[]; dissent: string; result: string; minutes?: FileView | null }

export function meetingPayload(v: Meeting) {
  return {
    meeting: v.meeting, held_on: v.held_on, present: filled(v.present), dissent: v.dissent, result: v.result,
    ...(filled(v.absent).length > 0 ? { absent: filled(v.absent) } : {}),
    ...(v.minutes ? { minutes: { sha256: v.minutes.sha256, name: v.minutes.name } } : {}),
  }
}

/** The fields of a meeting; without its result, when several documents were on its agenda. */
export function MeetingFields({ withoutResult }: { withoutResult?: boolean }) {
  const words = useActWords()
  const must = { required: true, message: words('needText') }
  return (
    <>
      <Form.Item name="meeting" label={words('meeting')} extra={words('meetingExample')} rules={[{ ...must, whitespace: true }]}><Input maxLength={200} /></Form.Item>
      <Form.Item name="held_on" label={words('heldOn')} rules={[must]}><DateField max={today()} /></Form.Item>
      <Form.Item name="present" label={words('present')} rules={[must, { validator: (_, v: string[] | undefined) => filled(v).length > 0 || !v?.length ? Promise.resolve() : Promise.reject(new Error(words('needText'))) }]}><Lines /></Form.Item>
      <Form.Item name="absent" label={words('absent')}><Lines rows={1} /></Form.Item>
      <Form.Item name="dissent" label={words('dissent')} rules={[{ ...must, whitespace: true }]}><Input.TextArea autoSize={{ minRows: 1 }} maxLength={5000} /></Form.Item>
      {!withoutResult && <Form.Item name="result" label={words('result')} rules={[must]}><ResultField /></Form.Item>}
      <Form.Item name="minutes" label={words('minutes')}><DocumentField label={words('minutes')} kinds={extensions} /></Form.Item>
    </>
  )
}

export const meetingResults = ['adopted', 'amended', 'deferred', 'rejected'] as const

function ResultField({ value, onChange }: { value?: string; onChange?: (v: string) => void }) {
  const words = useActWords()
  return <Radio.Group className="gb-radios" value={value} onChange={(e) => onChange?.(e.target.value as string)} options={meetingResults.map((r) => ({ value: r, label: words(r) }))} />
}

export function RecordDeliberationAct(props: ActProps) {
  return <ActForm<Meeting> {...props} initial={{ dissent: '无' }} payload={meetingPayload}><MeetingFields /></ActForm>
}

export function ChangeTextAct(props: ActProps) {
  const words = useActWords()
  return (
    <ActForm<{ document: FileView; reason: string }> {...props} danger payload={(v) => ({ reason: v.reason, document: { sha256: v.document.sha256, name: v.document.name } })}>
      <Alert className="gb-problem" type="warning" showIcon title={words('changeWarn')} />
      <Form.Item name="document" label={words('document')} rules={[{ required: true, message: words('needFile') }]}><DocumentField label={words('document')} /></Form.Item>
      <Form.Item name="reason" label={words('changeReason')} rules={[{ required: true, whitespace: true, message: words('needText') }]}><Input.TextArea autoSize={{ minRows: 2 }} maxLength={5000} /></Form.Item>
    </ActForm>
  )
}

export function SignAct(props: ActProps) {
  const words = useActWords()
  return (
    <ActForm<{ signer: string; dated_on: string }> {...props} initial={{ dated_on: today() }} payload={(v) => v} consequence={words('numberNote')}>
      <Form.Item name="signer" label={words('signer')} rules={[{ required: true, whitespace: true, message: words('needText') }]}><Input maxLength={100} /></Form.Item>
      <Form.Item name="dated_on" label={words('datedOn')} rules={[{ required: true, message: words('needText') }]}><DateField max={today()} /></Form.Item>
    </ActForm>
  )
}
