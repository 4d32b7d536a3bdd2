import { Alert, Form, Input } from 'antd'

import { ActForm, type ActProps } from './ActForm'
import { useActWords } from './words'

/** Submitting a draft: says what is still missing before it goes. */
export function SubmitAct(props: ActProps) {
  const words = useActWords()
  const lacking = props.of.needs.filter((n) => n.required && !n.have)
  return (
    <ActForm<{ note?: string }> {...props} payload={(v) => ({ ...(v.note ? { note: v.note } : {}) })}>
      <Alert className="gb-problem" showIcon type={lacking.length > 0 ? 'warning' : 'success'}
        title={lacking.length > 0 ? words('missing', { list: lacking.map((n) => n.label).join('、') }) : words('ready')} />
      <Form.Item name="note" label={words('submitNote')}><Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} /></Form.Item>
    </ActForm>
  )
}
