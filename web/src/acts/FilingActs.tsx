import { Form, Input, Select } from 'antd'

import type { FileView } from '@/api/upload'
import { type Chosen, materialsOf, MaterialsField } from '@/parts/MaterialsField'
import { useLabel } from '@/words/enums'

import { ActForm, type ActProps } from './ActForm'
import { DocumentField } from './MaterialsAct'
import { useActWords } from './words'

/** The filings that the act may be about, the one of the page first. */
function obligationsOf({ of, action, obligation }: ActProps) {
  const may = action.obligations
  const all = of.obligations.filter((o) => !may || may.includes(o.id))
  return { all, first: obligation ?? all[0]?.id }
}

function ObligationField(props: ActProps) {
  const words = useActWords()
  const label = useLabel()
  const { all } = obligationsOf(props)
  return (
    <Form.Item name="obligation" label={words('filingFor')} rules={[{ required: true, message: words('needText') }]}>
      <Select options={all.map((o) => ({ value: o.id, label: `${o.track.name} · ${label('filing', o.status, o.status_label)}` }))} />
    </Form.Item>
  )
}

interface Filing { obligation: string; document: FileView; materials?: Chosen }

/** The filing package: the official text and what goes with it. Its instant is what 报备及时率 measures. */
export function SubmitFilingAct(props: ActProps) {
  const words = useActWords()
  return (
    <ActForm<Filing> {...props} noLate initial={{ obligation: obligationsOf(props).first }} consequence={words('filingClock')} payload={(v) => {
      const document = { sha256: v.document.sha256, name: v.document.name }
      const chosen = materialsOf(v.materials ?? {})
      const needs = props.of.obligations.find((o) => o.id === v.obligation)?.needs ?? []
      // What the case has already goes with it; a file chosen here stands in its place.
      const atHand = props.of.materials.filter((m) => needs.some((n) => n.kind === m.kind && n.at_hand) && !chosen.some((c) => c.kind === m.kind))
      return { obligation: v.obligation, document, materials: [{ kind: 'official_text', file: document }, ...atHand, ...chosen] }
    }}>
      {(form) => (
        <>
          <ObligationField {...props} />
          <Form.Item name="document" label={words('officialText')} rules={[{ required: true, message: words('needFile') }]}><DocumentField label={words('officialText')} kinds={['.docx']} /></Form.Item>
          <Form.Item noStyle dependencies={['obligation']}>{() => (
            <Form.Item name="materials" label={words('materials')}>
              <MaterialsField without={['official_text']} needs={props.of.obligations.find((o) => o.id === form.getFieldValue('obligation'))?.needs ?? []} />
            </Form.Item>
          )}</Form.Item>
        </>
      )}
    </ActForm>
  )
}

export function RegisterFilingAct(props: ActProps) {
  const words = useActWords()
  return (
    <ActForm<{ obligation: string; number?: string }> {...props} noLate initial={{ obligation: obligationsOf(props).first }} payload={(v) => ({ obligation: v.obligation, ...(v.number ? { number: v.number } : {}) })}>
      <ObligationField {...props} />
      <Form.Item name="number" label={words('registration')} extra={words('registrationAuto')}><Input maxLength={100} /></Form.Item>
    </ActForm>
  )
}

/** Asking for a supplement of a filing, and refusing to register it; both in writing. */
export function FilingReasonAct(props: ActProps) {
  const words = useActWords()
  const refuses = props.action.command === 'refuse_filing'
  return (
    <ActForm<{ obligation: string; reason: string }> {...props} noLate danger={refuses} initial={{ obligation: obligationsOf(props).first }} payload={(v) => v} consequence={words(refuses ? 'refuseThen' : 'firstCheckThen')}>
      <ObligationField {...props} />
      <Form.Item name="reason" label={words(refuses ? 'refuseReason' : 'filingSupplementReason')} rules={[{ required: true, whitespace: true, message: words('needText') }]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={5000} showCount />
      </Form.Item>
    </ActForm>
  )
}
