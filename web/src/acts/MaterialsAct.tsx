import { useQuery } from '@tanstack/react-query'
import { Alert, Form, Input } from 'antd'

import { eventsQuery } from '@/api/caseQueries'
import type { FileView } from '@/api/upload'
import { FilePicker } from '@/parts/FilePicker'
import { type Chosen, materialsOf, MaterialsField } from '@/parts/MaterialsField'

import { ActForm, type ActProps } from './ActForm'
import { useActWords } from './words'

interface Values { document?: FileView | null; materials?: Chosen; note?: string }

/** Changing a draft, and answering a supplement: another text, further or other materials. */
export function MaterialsAct(props: ActProps) {
  const words = useActWords()
  const answers = props.action.command === 'answer_supplement'
  return (
    <ActForm<Values> {...props} payload={(v) => ({
      ...(v.document ? { document: { sha256: v.document.sha256, name: v.document.name } } : {}),
      materials: materialsOf(v.materials ?? {}),
      ...(answers && v.note ? { note: v.note } : {}),
    })}>
      {answers && <Asked id={props.of.id} />}
      <Form.Item name="materials" label={words('materials')}><MaterialsField needs={props.of.needs} without={['official_text']} /></Form.Item>
      <Form.Item name="document" label={words('newDocument')}><DocumentField label={words('document')} /></Form.Item>
      {answers && <Form.Item name="note" label={words('supplementAnswer')}><Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} maxLength={5000} /></Form.Item>}
    </ActForm>
  )
}

/** What was asked for, in the words of who asked. */
function Asked({ id }: { id: string }) {
  const words = useActWords()
  const { data } = useQuery(eventsQuery(id))
  const last = data?.filter((e) => e.kind === 'request_supplement').pop()
  if (!last) return null
  return <Alert className="gb-problem" type="info" showIcon title={words('asked')} description={<span className="gb-lines">{last.sentence}{last.facts.map((f) => `\n${f.label}：${f.value}`).join('')}</span>} />
}

/** A docx as a field of a form. */
export function DocumentField({ label, value, onChange, kinds = ['.docx'] }: { label: string; value?: FileView | null; onChange?: (f: FileView | null) => void; kinds?: readonly string[] }) {
  return <FilePicker label={label} kinds={kinds} value={value} onChange={(f) => onChange?.(f)} />
}
