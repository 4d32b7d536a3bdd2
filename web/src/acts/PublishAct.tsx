import { Checkbox, Form, Input } from 'antd'

import type { FileView } from '@/api/upload'
import { DateField } from '@/parts/DateField'
import { today } from '@/words/dates'

import { ActForm, type ActProps } from './ActForm'
import { DocumentField } from './MaterialsAct'
import { useActWords } from './words'

interface Values {
  document: FileView; published_on: string; effective_on: string; valid_until?: string; channel: string; url?: string; secrecy_reviewed: boolean
}

/** Publication: the text as published, where, when, in force from when and until when. */
export function PublishAct(props: ActProps) {
  const words = useActWords()
  const must = { required: true, message: words('needText') }
  return (
    <ActForm<Values> {...props} initial={{ published_on: today() }} payload={(v) => ({
      ...v, document: { sha256: v.document.sha256, name: v.document.name }, url: v.url?.trim() ? v.url.trim() : undefined,
    })}>
      <Form.Item name="document" label={words('publishedText')} rules={[{ required: true, message: words('needFile') }]}><DocumentField label={words('publishedText')} /></Form.Item>
      <Form.Item name="published_on" label={words('publishedOn')} rules={[must]}><DateField max={today()} /></Form.Item>
      <Form.Item name="effective_on" label={words('effectiveOn')} dependencies={['published_on']} rules={[must, ({ getFieldValue }) => ({
        validator: (_, v?: string) => !v || v >= (getFieldValue('published_on') as string) ? Promise.resolve() : Promise.reject(new Error(words('before'))),
      })]}><DateField /></Form.Item>
      <Form.Item name="valid_until" label={words('validUntil')}><DateField min={today()} /></Form.Item>
      <Form.Item name="channel" label={words('channel')} rules={[{ ...must, whitespace: true }]}><Input maxLength={200} /></Form.Item>
      <Form.Item name="url" label={words('url')} rules={[{ pattern: /^\s*https?:\/\/\S+\s*$/, message: words('urlBad') }]}><Input maxLength={2000} inputMode="url" /></Form.Item>
      <Form.Item name="secrecy_reviewed" valuePropName="checked" rules={[{ validator: (_, v) => v ? Promise.resolve() : Promise.reject(new Error(words('needSecrecy'))) }]}>
        <Checkbox>{words('secrecy')}</Checkbox>
      </Form.Item>
    </ActForm>
  )
}
