import { Select } from 'antd'

import { useCommon } from '@/words/common'
import { codesOf, useLabel } from '@/words/enums'

export function StageFilter({ value, onChange }: { value: string; onChange: (v: string | undefined) => void }) {
  const common = useCommon()
  const label = useLabel()
  return (
    <Select allowClear aria-label={common('stage')} placeholder={common('stage')} className="gb-select" value={value || undefined} onChange={onChange}
      options={codesOf('stage').map((s) => ({ value: s, label: label('stage', s) }))} />
  )
}
