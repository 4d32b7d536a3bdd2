import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer, Form, Input, Select } from 'antd'
import { useRef, useState } from 'react'

import { type Meeting, MeetingFields, meetingPayload, meetingResults } from '@/acts/MeetingActs'
import { useActWords } from '@/acts/words'
import { newKey, send } from '@/api/commands'
import { keys } from '@/api/queries'
import type { CaseRow } from '@/parts/CaseTable'
import { DateField } from '@/parts/DateField'
import { JobProgress, useJob } from '@/parts/JobProgress'
import { useCommon } from '@/words/common'
import { today } from '@/words/dates'

import { useWords } from './words'

export type BatchKind = 'accept' | 'meeting' | 'sign'

interface Values extends Partial<Meeting> { signer?: string; dated_on?: string }

/** The same act on several cases, one after the other; what fails is said with its reason, the rest goes on. */
export function Batch({ kind, cases, onClose }: { kind: BatchKind; cases: CaseRow[]; onClose: () => void }) {
  const words = useWords()
  const common = useCommon()
  const act = useActWords()
  const client = useQueryClient()
  const job = useJob<CaseRow>()
  const [results, setResults] = useState<Record<string, string>>(Object.fromEntries(cases.map((c) => [c.id, 'adopted'])))
  // The key of each case stays, so that beginning again does nothing twice.
  const sent = useRef<Record<string, string>>({})
  const path = { accept: 'accept-completeness', meeting: 'record-deliberation', sign: 'sign' }[kind]
  const run = async (v: Values) => {
    await job.run(cases, (c) => c.title, (c) => send({
      path: `/api/v1/cases/${c.id}/${path}`, key: (sent.current[c.id] ??= newKey()),
      payload: kind === 'accept' ? {} : kind === 'sign' ? { signer: v.signer, dated_on: v.dated_on } : meetingPayload({ ...(v as Meeting), result: results[c.id] ?? 'adopted' }),
    }))
    void client.invalidateQueries({ queryKey: keys.lists })
  }
  const title = words(kind === 'accept' ? 'acceptMany' : kind === 'sign' ? 'signMany' : 'meetMany')
  return (
    <Drawer open size={680} title={`${title} · ${common('items', { n: cases.length })}`} onClose={onClose} closable={{ 'aria-label': common('close') }}>
      {job.state ? (
        <>
          <JobProgress state={job.state} onStop={job.stop} />
          {!job.state.running && <p><Button type="primary" onClick={onClose}>{words('finished')}</Button></p>}
        </>
      ) : (
        <Form<Values> layout="vertical" initialValues={{ dated_on: today(), dissent: '无' }} onFinish={(v) => void run(v)}>
          {kind === 'accept' && <Alert className="gb-note" type="info" showIcon title={words('acceptWarn')} />}
          {kind === 'sign' && (
            <>
              <Form.Item name="signer" label={act('signer')} rules={[{ required: true, whitespace: true, message: act('needText') }]}><Input maxLength={100} /></Form.Item>
              <Form.Item name="dated_on" label={act('datedOn')} rules={[{ required: true, message: act('needText') }]}><DateField max={today()} /></Form.Item>
            </>
          )}
          {kind === 'meeting' && <MeetingFields withoutResult />}
          <ul className="gb-plain-list">
            {cases.map((c) => (
              <li key={c.id} className="gb-row">
                <span className="gb-grow gb-wrap">{c.title}</span>
                {kind === 'meeting' && <Select aria-label={`${words('resultOf')} ${c.title}`} className="gb-select" value={results[c.id]} onChange={(r) => setResults({ ...results, [c.id]: r })} options={meetingResults.map((r) => ({ value: r, label: act(r) }))} />}
              </li>
            ))}
          </ul>
          <Button type="primary" htmlType="submit">{words('begin')}</Button>
        </Form>
      )}
    </Drawer>
  )
}
