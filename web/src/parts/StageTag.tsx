import { Tag } from 'antd'

import { type Stage, useLabel } from '@/words/enums'

const quiet: Stage[] = ['in_force', 'withdrawn', 'terminated']

/** Where a case stands. Finished ones are plain, so that open work stands out. */
export function StageTag({ stage }: { stage: Stage }) {
  const label = useLabel()
  return quiet.includes(stage) ? <span>{label('stage', stage)}</span> : <Tag color="blue" className="gb-stage">{label('stage', stage)}</Tag>
}
