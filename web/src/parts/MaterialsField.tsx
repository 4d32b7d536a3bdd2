import { Tag } from 'antd'

import type { Schemas } from '@/api/client'
import type { FileView } from '@/api/upload'
import { useCommon } from '@/words/common'
import { defineWords } from '@/words/i18n'

import { FilePicker } from './FilePicker'

const useWords = defineWords('materialsField', {
  missing: '还缺 {{n}} 种：{{list}}',
  complete: '必需的材料齐了',
  have: '已有',
  atHand: '本件已有，可以不再上传',
  why: '依据',
  optional: '还可以附上的材料',
}, {
  missing: '{{n}} missing: {{list}}',
  complete: 'All that is required is here',
  have: 'have it',
  atHand: 'The case has it; no need to upload it again',
  why: 'Basis',
  optional: 'What may be added',
})

export type Need = Pick<Schemas['RequirementView'], 'kind' | 'label' | 'required' | 'why'> & { have?: boolean; at_hand?: boolean }
export type Chosen = Partial<Record<string, FileView>>

/** What is required and neither here nor chosen. */
export function missingOf(needs: readonly Need[], chosen: Chosen): Need[] {
  return needs.filter((n) => n.required && !n.have && !n.at_hand && !chosen[n.kind])
}

/** The chosen files as the API takes them. */
export function materialsOf(chosen: Chosen): Schemas['Material'][] {
  return Object.entries(chosen).filter((e): e is [string, FileView] => !!e[1])
    .map(([kind, f]) => ({ kind: kind as Schemas['Material']['kind'], file: { sha256: f.sha256, name: f.name } }))
}

export interface MaterialsFieldProps {
  needs: readonly Need[]
  value?: Chosen
  onChange?: (c: Chosen) => void
  /** Leaves out what belongs to no set of materials here, e.g. the text itself. */
  without?: readonly string[]
}

/** The kinds of material, which of them must be there and why, and a place for each file. */
export function MaterialsField({ needs, value = {}, onChange, without = [] }: MaterialsFieldProps) {
  const words = useWords()
  const shown = needs.filter((n) => !without.includes(n.kind))
  const missing = missingOf(shown, value)
  const one = (n: Need) => <OneMaterial key={n.kind} need={n} value={value[n.kind]} onChange={(f) => onChange?.({ ...value, [n.kind]: f ?? undefined })} />
  const optional = shown.filter((n) => !n.required)
  return (
    <div>
      <p role="status" className={missing.length > 0 ? 'gb-missing' : 'gb-muted'}>
        {missing.length > 0 ? words('missing', { n: missing.length, list: missing.map((n) => n.label).join('、') }) : words('complete')}
      </p>
      {shown.filter((n) => n.required).map(one)}
      {optional.length > 0 && <details className="gb-optional"><summary>{words('optional')} ({optional.length})</summary>{optional.map(one)}</details>}
    </div>
  )
}

function OneMaterial({ need, value, onChange }: { need: Need; value?: FileView; onChange: (f: FileView | null) => void }) {
  const words = useWords()
  const common = useCommon()
  return (
    <div className="gb-material">
      <p>
        <strong>{need.label}</strong> {need.required && <Tag color="blue">{common('required')}</Tag>}
        {need.have && <Tag color="green">{words('have')}</Tag>}{!need.have && need.at_hand && <span className="gb-muted">{words('atHand')}</span>}
        {need.why && <span className="gb-muted"> {words('why')}: {need.why}</span>}
      </p>
      <FilePicker label={need.label} value={value} onChange={onChange} />
    </div>
  )
}
