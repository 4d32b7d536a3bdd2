import { useQuery } from '@tanstack/react-query'
import { Button, Tabs } from 'antd'
import { useState } from 'react'

import { RowAct } from '@/acts/RowAct'
import { api, body } from '@/api/client'
import { keys } from '@/api/queries'
import { useSession } from '@/app/session'
import { type CaseFilter, type CaseRow, CaseTable, useCaseColumns } from '@/parts/CaseTable'
import { useFilters } from '@/parts/filters'
import type { LedgerColumn } from '@/parts/LedgerTable'
import { ObligationTable } from '@/parts/ObligationTable'
import { Page } from '@/parts/Page'
import { useCommon } from '@/words/common'

import { Batch, type BatchKind } from './Batch'
import { useWords } from './words'

interface Step { key: 'completeness' | 'deliberation' | 'signing' | 'signed'; commands: string[]; batch?: BatchKind; batchWord?: 'acceptMany' | 'meetMany' | 'signMany' }

const steps: Step[] = [
  { key: 'completeness', commands: ['accept_completeness', 'request_supplement', 'return_case'], batch: 'accept', batchWord: 'acceptMany' },
  { key: 'deliberation', commands: ['record_deliberation'], batch: 'meeting', batchWord: 'meetMany' },
  { key: 'signing', commands: ['sign'], batch: 'sign', batchWord: 'signMany' },
  { key: 'signed', commands: ['publish'] },
]

/** The desk of the issuing organ's office: what is at which of its steps, and the acts on it, one by one or many at once. */
export function OfficePage() {
  const words = useWords()
  const session = useSession()
  const { values, set } = useFilters(['step'])
  const organ = session.organs('gov_office', 'council_clerk')[0]
  const counts = useQuery({
    queryKey: [...keys.lists, 'counts', organ],
    queryFn: async () => body(await api.GET('/api/v1/cases/counts', { params: { query: { turn_organ: organ } } })).counts,
  })
  const n = (stage: string) => counts.data?.find((c) => c.stage === stage)?.n ?? 0
  const step = values.step || 'completeness'
  return (
    <Page title={words('title')} lead={words('lead')}>
      <div className="gb-card">
        <Tabs activeKey={step} destroyOnHidden onChange={(k) => set({ step: k })} items={[
          ...steps.map((s) => ({ key: s.key, label: `${words(s.key)} ${n(s.key)}`, children: <StepCases step={s} organ={organ} /> })),
          { key: 'filing', label: `${words('filing')} ${n('filing')}`, children: <ObligationTable caption={words('filing')} status="due" empty={words('filingEmpty')} acts={['submit_filing']} /> },
          { key: 'all', label: words('all'), children: <AllCases organ={organ} /> },
        ]} />
      </div>
    </Page>
  )
}

function AllCases({ organ }: { organ?: string }) {
  const words = useWords()
  const c = useCaseColumns()
  return <CaseTable caption={words('all')} filter={{ turn_organ: organ, sort: 'due' }} empty={words('empty')} columns={[c.title, c.stage, c.turn, c.due, c.drafting].filter((x) => x !== undefined)} />
}

function StepCases({ step, organ }: { step: Step; organ?: string }) {
  const words = useWords()
  const common = useCommon()
  const c = useCaseColumns()
  const [picked, setPicked] = useState<CaseRow[]>([])
  const [batch, setBatch] = useState(false)
  const columns: LedgerColumn<CaseRow>[] = [
    ...[c.title, c.drafting, c.since && { ...c.since, optional: false }, c.due].filter((x) => x !== undefined),
    { key: 'acts', title: common('act'), always: true, render: (r) => <div className="gb-row gb-nowrap">{step.commands.map((k) => <RowAct key={k} caseId={r.id} command={k} danger={k === 'return_case'} />)}</div> },
  ]
  const filter: CaseFilter = { stage: [step.key], turn_organ: organ, sort: 'due' }
  return (
    <>
      <CaseTable caption={words(step.key)} filter={filter} columns={columns} empty={words('empty')}
        selection={step.batch && {
          keys: picked.map((p) => p.id), name: (r) => r.title, onChange: (_, rows) => setPicked(rows),
          actions: <Button type="primary" onClick={() => setBatch(true)}>{words(step.batchWord ?? 'signMany')}</Button>,
        }} />
      {step.batch && batch && <Batch kind={step.batch} cases={picked} onClose={() => { setBatch(false); setPicked([]) }} />}
    </>
  )
}
