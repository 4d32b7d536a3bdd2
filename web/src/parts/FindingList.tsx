import { Tag } from 'antd'
import type { ReactNode } from 'react'

import type { Schemas } from '@/api/client'
import { useLabel, type Severity } from '@/words/enums'
import { defineWords } from '@/words/i18n'

export type Finding = Schemas['Finding']

const useWords = defineWords('findings', {
  basis: '依据',
  whole: '全文',
  verify: '核对引文',
  list: '线索',
}, {
  basis: 'Basis',
  whole: 'Whole document',
  verify: 'Verify the quotation',
  list: 'Leads',
})

const colors: Record<Severity, string> = { blocker: 'red', high: 'volcano', medium: 'gold', low: 'default' }

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

/** What the rules found: leads with place, law and reason. None of them is a verdict. */
export function FindingList({ findings, current, onSelect, extra }: FindingListProps) {
  const words = useWords()
  return (
    <ol className="gb-findings" aria-label={words('list')}>
      {findings.map((f, i) => (
        <li key={i} id={`finding-${i}`} className={i === current ? 'current' : undefined}>
          <button type="button" className="gb-finding-head" aria-current={i === current} onClick={() => onSelect?.(i)}>
            <span><SeverityTag severity={f.severity} />{f.verify && <Tag>{words('verify')}</Tag>}<strong>{f.title}</strong></span>
            <span className="gb-muted">{f.place.article || words('whole')}{f.place.quote ? ` “${f.place.quote.slice(0, 60)}”` : ''}</span>
          </button>
          <p className="gb-wrap">{f.detail}</p>
          <p className="gb-muted gb-wrap">{words('basis')}: {f.basis} · {f.rule}</p>
          {extra?.(f, i)}
        </li>
      ))}
    </ol>
  )
}
