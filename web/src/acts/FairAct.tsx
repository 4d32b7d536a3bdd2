import { Form, Input, Radio } from 'antd'

import { DateField } from '@/parts/DateField'
import { codesOf, useLabel } from '@/words/enums'

import { ActForm, type ActProps } from './ActForm'
import { useActWords } from './words'

interface Values { conclusion: string; reason: string; alternatives?: string; ends_on?: string }

/** The conclusion of the fair-competition review. */
export function FairAct(props: ActProps) {
  const words = useActWords()
  const label = useLabel()
  return (
    <ActForm<Values> {...props} payload={(v) => v.conclusion === 'exception' ? v : { conclusion: v.conclusion, reason: v.reason }}>
      {(form) => (
        <>
          <Form.Item name="conclusion" label={words('conclusion')} rules={[{ required: true, message: words('needText') }]}>
            <Radio.Group className="gb-radios" options={codesOf('fair').map((c) => ({ value: c, label: label('fair', c) }))} />
          </Form.Item>
          <Form.Item name="reason" label={words('reason')} rules={[{ required: true, whitespace: true, message: words('needText') }]}>
            <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={5000} />
          </Form.Item>
          <Form.Item noStyle dependencies={['conclusion']}>{() => form.getFieldValue('conclusion') === 'exception' && (
            <>
              <Form.Item name="alternatives" label={words('alternatives')} rules={[{ required: true, whitespace: true, message: words('needText') }]}><Input.TextArea autoSize={{ minRows: 2 }} maxLength={5000} /></Form.Item>
              <Form.Item name="ends_on" label={words('endsOn')} rules={[{ required: true, message: words('needText') }]}><DateField /></Form.Item>
            </>
          )}</Form.Item>
        </>
      )}
    </ActForm>
  )
}
