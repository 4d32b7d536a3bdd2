import { Button, Tag } from 'antd'
import { memo, useCallback } from 'react'

import type { Schemas } from '@/api/client'
import { Nothing } from '@/parts/Async'
import { FindingList } from '@/parts/FindingList'

import { type Change, decisionOn, type Opinion } from './opinion'
import { RulePane } from './RulePane'
import { useWords } from './words'

export interface LeadsProps {
  caseId: string
  checked: boolean
  findings: readonly Schemas['DocumentFinding'][]
  current?: number
  onSelect: (n: number) => void
  /** With it, each lead can be accepted or dismissed. */
  opinion?: Opinion
  act: (c: Change) => void
  onDismiss: (f: Schemas['DocumentFinding']) => void
}

/** What the rules found, one by one, with the rule and the state of the law beside, and what was made of it. */
export const Leads = memo(function Leads({ caseId, checked, findings, current, onSelect, opinion, act, onDismiss }: LeadsProps) {
  const words = useWords()
  const extra = useCallback((_: unknown, i: number) => {
    const f = findings[i]
    if (!f) return null
    const d = opinion && decisionOn(opinion, f)
    return (
      <>
        {i === current && <RulePane of={f} caseId={caseId} />}
        {opinion && (
          <div className="gb-row">
            {d && <><Tag color={d.decision === 'accepted' ? 'green' : 'default'}>{words(d.decision)}</Tag>{d.reason}<Button size="small" type="link" onClick={() => act({ do: 'undecide', finding: f })}>{words('undo')}</Button></>}
            {!d && <><Button size="small" onClick={() => act({ do: 'accept', finding: f })}>{words('accept')}</Button><Button size="small" onClick={() => onDismiss(f)}>{words('dismiss')}</Button></>}
          </div>
        )}
      </>
    )
  }, [caseId, findings, opinion, current, act, onDismiss, words])
  if (findings.length === 0) return <Nothing>{words(checked ? 'noLeads' : 'notChecked')}</Nothing>
  return (
    <>
      {opinion && <p role="status" className="gb-muted">{words('decided', { n: findings.filter((f) => decisionOn(opinion, f)).length, all: findings.length })}</p>}
      <FindingList findings={findings} current={current} onSelect={onSelect} extra={extra} />
    </>
  )
})
