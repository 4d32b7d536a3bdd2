import { Button, Tag } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'

import type { Schemas } from '@/api/client'
import { useLabel, type Severity } from '@/words/enums'
import { defineWords } from '@/words/i18n'

export type Finding = Schemas['Finding']

const useWords = defineWords('findings', {
  basis: '依据',
  whole: '全文',
  verify: '核对引文',
  list: '线索',
  more: '第 {{from}}–{{to}} 条，共 {{n}} 条',
  earlier: '前面的',
  later: '后面的',
}, {
  basis: 'Basis',
  whole: 'Whole document',
  verify: 'Verify the quotation',
  list: 'Leads',
  more: '{{from}}–{{to}} of {{n}}',
  earlier: 'Earlier',
  later: 'Later',
})

const colors: Record<Severity, string> = { blocker: 'red', high: 'volcano', medium: 'gold', low: 'default', info: 'blue' }

export function SeverityTag({ severity }: { severity: Severity }) {
  const label = useLabel()
  return <Tag color={colors[severity]}>{label('severity', severity)}</Tag>
}

export interface FindingListProps {
  findings: readonly Finding[]
  current?: number
  onSelect?: (index: number) => void
  /** What stands below a finding: decisions, buttons. */
  extra?: (f: Finding, index: number) => ReactNode
}

// So many at once stay quick to draw; a document may have thousands.
const atOnce = 100

/** What the rules found: leads with place, law and reason. None of them is a verdict. */
export function FindingList({ findings, current, onSelect, extra }: FindingListProps) {
  const words = useWords()
  const [turned, setTurned] = useState<{ page: number; at?: number }>({ page: 0 })
  // The lead in focus is always on the page that is drawn, unless somebody turned the page since.
  const page = current !== undefined && turned.at !== current ? Math.floor(current / atOnce) : turned.page
  const from = page * atOnce
  const to = Math.min(from + atOnce, findings.length)
  const turn = (p: number) => setTurned({ page: p, at: current })
  useEffect(() => {
    if (current !== undefined) document.getElementById(`finding-${current}`)?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <>
      <ol className="gb-findings" aria-label={words('list')} start={from + 1}>
        {findings.slice(from, to).map((f, n) => {
          const i = from + n
          return (
            <li key={i} id={`finding-${i}`} className={i === current ? 'current' : undefined}>
              <button type="button" className="gb-finding-head" aria-current={i === current} onClick={() => onSelect?.(i)}>
                <span><SeverityTag severity={f.severity} />{f.verify && <Tag>{words('verify')}</Tag>}<strong>{f.title}</strong></span>
                <span className="gb-muted">{f.place.article || words('whole')}{f.place.quote ? ` “${f.place.quote.slice(0, 60)}”` : ''}</span>
              </button>
              <p className="gb-wrap">{f.detail}</p>
              <p className="gb-muted gb-wrap">{words('basis')}: {f.basis} · {f.rule}</p>
              {extra?.(f, i)}
            </li>
          )
        })}
      </ol>
      {findings.length > atOnce && (
        <p className="gb-row">
          <Button size="small" disabled={page === 0} onClick={() => turn(page - 1)}>{words('earlier')}</Button>
          <span>{words('more', { from: from + 1, to, n: findings.length })}</span>
          <Button size="small" disabled={to === findings.length} onClick={() => turn(page + 1)}>{words('later')}</Button>
        </p>
      )}
    </>
  )
}
