import { Form, Input } from 'antd'

import { defineWords } from '@/words/i18n'

import { ActForm, type ActProps } from './ActForm'

const useWords = defineWords('reasonAct', {
  reason: '理由',
  need: '请写明理由',
}, {
  reason: 'Reason',
  need: 'Say why',
})

/** An act that must say why: withdrawing, ending, returning, declining, retrying. */
export function ReasonAct(props: ActProps) {
  const words = useWords()
  return (
    <ActForm<{ reason: string }> {...props} payload={(v) => ({ reason: v.reason })} danger>
      <Form.Item name="reason" label={words('reason')} rules={[{ required: true, whitespace: true, message: words('need') }]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={5000} showCount />
      </Form.Item>
    </ActForm>
  )
}
