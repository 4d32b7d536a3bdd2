import { useQueryClient } from '@tanstack/react-query'
import { Button, Modal, Tabs } from 'antd'
import { useState } from 'react'

import { newKey, send } from '@/api/commands'
import { keys } from '@/api/queries'
import { useSession } from '@/app/session'
import { useFilters } from '@/parts/filters'
import { JobProgress, useJob } from '@/parts/JobProgress'
import { type ObligationRow, ObligationTable } from '@/parts/ObligationTable'
import { Page } from '@/parts/Page'
import type { FilingStatus } from '@/words/enums'

import { useWords } from './words'

const states: FilingStatus[] = ['submitted', 'supplement', 'due', 'registered', 'refused']

/** The desk of who receives filings: a superior government, a standing committee. */
export function FilingPage() {
  const words = useWords()
  const session = useSession()
  const { values, set } = useFilters(['status'])
  const [picked, setPicked] = useState<ObligationRow[]>([])
  const [batch, setBatch] = useState(false)
  const status = (values.status || 'submitted') as FilingStatus
  const authority = session.organs('filing_reviewer', 'npc_desk')[0]
  return (
    <Page title={words('title')} lead={words('lead')}>
      <div className="gb-card">
        <Tabs activeKey={status} destroyOnHidden onChange={(k) => { set({ status: k }); setPicked([]) }} items={states.map((s) => ({
          key: s, label: words(s), children: (
            <ObligationTable caption={words(s)} status={s} filter={{ authority }} empty={words('empty')} to={s === 'submitted' ? (r) => `/filing/${r.case}/${encodeURIComponent(r.obligation.id)}` : undefined}
              acts={s === 'submitted' ? ['register_filing', 'request_filing_supplement', 'refuse_filing'] : undefined}
              selection={s === 'submitted' ? {
                keys: picked.map((p) => `${p.case} ${p.obligation.id}`), name: (r) => r.title, onChange: (_, rows) => setPicked(rows),
                actions: <Button type="primary" onClick={() => setBatch(true)}>{words('registerMany')}</Button>,
              } : undefined} />
          ),
        }))} />
      </div>
      {batch && <RegisterMany rows={picked} onClose={() => { setBatch(false); setPicked([]) }} />}
    </Page>
  )
}

function RegisterMany({ rows, onClose }: { rows: ObligationRow[]; onClose: () => void }) {
  const words = useWords()
  const client = useQueryClient()
  const job = useJob<ObligationRow>()
  const run = async () => {
    await job.run(rows, (r) => r.title, (r) => send({ path: `/api/v1/cases/${r.case}/register-filing`, key: newKey(), payload: { obligation: r.obligation.id } }))
    void client.invalidateQueries({ queryKey: keys.lists })
  }
  return (
    <Modal open title={`${words('registerMany')} · ${rows.length}`} onCancel={onClose} footer={job.state && !job.state.running
      ? <Button type="primary" onClick={onClose}>{words('finished')}</Button>
      : <Button type="primary" disabled={job.state?.running} onClick={() => void run()}>{words('begin')}</Button>}>
      {job.state ? <JobProgress state={job.state} onStop={job.stop} /> : <><p>{words('confirmMany')}</p><ul>{rows.map((r) => <li key={r.case}>{r.title}</li>)}</ul></>}
    </Modal>
  )
}
