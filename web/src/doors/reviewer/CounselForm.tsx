import { Button, Checkbox, Form, Input, Radio } from 'antd'

import { ActForm } from '@/acts/ActForm'
import type { Schemas } from '@/api/client'
import type { CaseRead } from '@/api/queries'
import { useSession } from '@/app/session'
import { useCommon } from '@/words/common'
import { codesOf, useLabel } from '@/words/enums'

import { useWords } from './words'

interface Values { conclusion: string; text: string; items?: Schemas['CounselItem'][]; signed: boolean }

/** What counsel was asked, and the form of the answer beside the text. */
export function CounselForm({ of }: { of: CaseRead }) {
  const words = useWords()
  const label = useLabel()
  const session = useSession()
  const action = of.can.find((a) => a.command === 'give_counsel_opinion')
  const asked = of.counsel.find((c) => c.counsel.id === session.person.id && c.status === 'asked')
  if (!action) return null
  const must = { required: true, message: words('dismissNeed') }
  return (
    <>
      {asked?.question && <><h3>{words('question')}</h3><p className="gb-wrap gb-lines">{asked.question}</p></>}
      <ActForm<Values> of={of} action={action} onDone={() => undefined} onCancel={() => window.history.back()} payload={(v) => ({ ...v, items: (v.items ?? []).filter((i) => i.text.trim()) })}>
        <Form.Item name="conclusion" label={words('conclusion')} rules={[must]}><Radio.Group className="gb-radios" options={codesOf('counsel').map((c) => ({ value: c, label: label('counsel', c) }))} /></Form.Item>
        <Form.Item name="text" label={words('counselText')} rules={[{ ...must, whitespace: true }]}><Input.TextArea autoSize={{ minRows: 4, maxRows: 16 }} maxLength={20000} /></Form.Item>
        <Points />
        <Form.Item name="signed" valuePropName="checked" rules={[{ validator: (_, v) => v ? Promise.resolve() : Promise.reject(new Error(words('needSign'))) }]}>
          <Checkbox>{words('sign')} {of.counsel_statement}</Checkbox>
        </Form.Item>
      </ActForm>
    </>
  )
}

function Points() {
  const words = useWords()
  const common = useCommon()
  return (
    <Form.List name="items">{(fields, { add, remove }) => (
      <>
        <h3>{words('counselItems')}</h3>
        {fields.map((f) => (
          <div key={f.key} className="gb-item">
            <Form.Item name={[f.name, 'text']} label={words('counselItemText')} rules={[{ required: true, whitespace: true, message: words('dismissNeed') }]}><Input.TextArea autoSize={{ minRows: 1, maxRows: 8 }} maxLength={5000} /></Form.Item>
            <Form.Item name={[f.name, 'location']} label={words('location')}><Input maxLength={500} /></Form.Item>
            <Form.Item name={[f.name, 'basis']} label={words('basis')}><Input maxLength={1000} /></Form.Item>
            <Button size="small" onClick={() => remove(f.name)}>{common('remove')}</Button>
          </div>
        ))}
        <Form.Item><Button onClick={() => add({ text: '' })}>{words('addCounselItem')}</Button></Form.Item>
      </>
    )}</Form.List>
  )
}
