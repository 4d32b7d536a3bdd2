import { Popover, Tag } from 'antd'
import { Button } from 'antd'

import { useCommon } from '@/words/common'
import { daysBetween, formatDate, today } from '@/words/dates'

export interface DueProps {
  on?: string
  overdue?: boolean
  paused?: boolean
  provisional?: boolean
  /** The derivation, line by line. With it the date opens. */
  why?: readonly string[] | null
}

/**
 * A due date: the date itself, how far away it is in words, and how it came about. Colour never stands alone. The days
 * named are civil days; the date was computed by the server in working days.
 */
export function Due({ on, overdue, paused, provisional, why }: DueProps) {
  const words = useCommon()
  if (!on) return <span className="gb-muted">—</span>
  const left = daysBetween(today(), on)
  let tag = null
  if (paused) tag = <Tag>{words('paused')}</Tag>
  else if (overdue) tag = <Tag color="error">{left < 0 ? words('overdueBy', { n: -left }) : words('overdue')}</Tag>
  else if (left === 0) tag = <Tag color="warning">{words('dueToday')}</Tag>
  else if (left > 0 && left <= 5) tag = <Tag color="warning">{words('daysLeft', { n: left })}</Tag>
  return (
    <span className="gb-nowrap">
      {why && why.length > 0 ? (
        <Popover trigger="click" title={words('why')} content={<ol className="gb-why">{why.map((line, i) => <li key={i}>{line}</li>)}</ol>}>
          <Button type="link" size="small" className="gb-due-button" aria-label={`${formatDate(on)} ${words('why')}`}>{formatDate(on)}</Button>
        </Popover>
      ) : formatDate(on)} {tag}
      {provisional && <Tag title={words('provisionalWhy')}>{words('provisional')}</Tag>}
    </span>
  )
}
