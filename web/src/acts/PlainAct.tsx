import { Form, Input } from 'antd'

import { defineWords } from '@/words/i18n'

import { ActForm, type ActProps } from './ActForm'

const useWords = defineWords('plainAct', { note: '备注' }, { note: 'Note' })

/** An act that needs no more than its name, with an optional note. */
export function PlainAct(props: ActProps) {
  const words = useWords()
  return (
    <ActForm<{ note?: string }> {...props} payload={(v) => ({ ...(v.note ? { note: v.note } : {}) })}>
      <Form.Item name="note" label={words('note')}><Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} /></Form.Item>
    </ActForm>
  )
}
