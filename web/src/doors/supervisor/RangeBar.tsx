import { Button } from 'antd'

import { DateField } from '@/parts/DateField'
import { OrganSelect } from '@/parts/OrganSelect'
import { today } from '@/words/dates'

import type { Range } from './range'
import { useWords } from './words'

/** Which span of publication days, and whose. */
export function RangeBar({ range, onChange }: { range: Range; onChange: (c: { from?: string; to?: string; organ?: string }) => void }) {
  const words = useWords()
  const year = Number(today().slice(0, 4))
  const whole = (y: number) => onChange({ from: `${y}-01-01`, to: `${y}-12-31` })
  return (
    <div className="gb-card gb-row gb-noprint">
      <span>{words('period')}</span>
      <DateField aria-label={words('from')} value={range.from} max={range.to} onChange={(from) => onChange({ from })} />
      <DateField aria-label={words('to')} value={range.to} min={range.from} onChange={(to) => onChange({ to })} />
      <Button onClick={() => whole(year)}>{words('thisYear')}</Button>
      <Button onClick={() => whole(year - 1)}>{words('lastYear')}</Button>
      <OrganSelect label={words('allOrgans')} value={range.organ ?? ''} onChange={(organ) => onChange({ organ })} />
    </div>
  )
}
