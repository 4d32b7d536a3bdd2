import { Checkbox, Form, Input } from 'antd'

import { ActForm, type ActProps } from './ActForm'
import { useActWords } from './words'

/** Asking the drafting unit once for everything that is missing. */
export function RequestSupplementAct(props: ActProps) {
  const words = useActWords()
  const lacking = props.of.needs.filter((n) => n.required && !n.have).map((n) => n.kind)
  return (
    <ActForm<{ items?: string[]; reason: string }> {...props} initial={{ items: lacking }} consequence={words('supplementOnce')}
      payload={(v) => ({ reason: v.reason, items: v.items ?? [] })}>
      <Form.Item name="items" label={words('supplementItems')}>
        <Checkbox.Group className="gb-radios" options={props.of.needs.filter((n) => n.kind !== 'official_text').map((n) => ({ value: n.kind, label: n.label }))} />
      </Form.Item>
      <Form.Item name="reason" label={words('supplementReason')} rules={[{ required: true, whitespace: true, message: words('needText') }]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={5000} showCount />
      </Form.Item>
    </ActForm>
  )
}
