import { useMutation } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'

import type { Schemas } from '@/api/client'
import { sendFile } from '@/api/upload'
import { useSession } from '@/app/session'
import { DocumentView } from '@/parts/DocumentView'
import { FilePicker } from '@/parts/FilePicker'
import { FindingList, SeverityTag } from '@/parts/FindingList'
import { Facts, Page, Section } from '@/parts/Page'
import { ProblemAlert } from '@/parts/ProblemAlert'
import { formatInstant } from '@/words/dates'
import { codesOf } from '@/words/enums'

import { handover } from './handover'
import { useWords } from './words'

/** Checks a draft without keeping it. */
export function CheckPage() {
  const words = useWords()
  const [sent, setSent] = useState(0)
  const [file, setFile] = useState<File | null>(null)
  const check = useMutation({
    mutationFn: async (f: File) => {
      setSent(0)
      const preview = (await sendFile('/api/v1/previews', f, { onProgress: (done, all) => setSent(all ? Math.floor((done / all) * 100) : 0) })) as Schemas['PreviewView']
      return { preview, at: new Date().toISOString() }
    },
  })
  const take = (f: File) => {
    setFile(f)
    check.mutate(f)
  }
  return (
    <Page title={words('checkTitle')} lead={words('checkLead')} actions={check.data && <Button onClick={() => { check.reset(); setFile(null) }}>{words('another')}</Button>}>
      {check.error !== null && <ProblemAlert error={check.error} onRetry={() => file && check.mutate(file)} focus />}
      {!check.data && !check.isPending && <FilePicker label={words('document')} kinds={['.docx']} onChange={() => undefined} onFile={take} />}
      {check.isPending && <div role="status" className="gb-card"><p>{words('checking', { name: file?.name })}</p><Progress percent={sent} aria-label={words('checking', { name: file?.name })} /></div>}
      {check.data && file && <Checked file={file} {...check.data} />}
    </Page>
  )
}

function Checked({ file, preview, at }: { file: File; preview: Schemas['PreviewView']; at: string }) {
  const words = useWords()
  const session = useSession()
  const navigate = useNavigate()
  const [current, setCurrent] = useState<number>()
  const { view, receipt } = preview
  return (
    <>
      <Section title={view.findings.length > 0 ? words('leads', { n: view.findings.length }) : words('noLeads')} extra={
        session.has('drafter') && <Button type="primary" onClick={() => { handover.give(file); void navigate('/drafts/new') }}>{words('openWith')}</Button>
      }>
        <p className="gb-row">{codesOf('severity').map((s) => {
          const n = view.findings.filter((f) => f.severity === s).length
          return n > 0 && <span key={s}><SeverityTag severity={s} /> {n}</span>
        })}</p>
        <details>
          <summary>{words('receipt')}</summary>
          <Facts facts={[
            [words('fileName'), file.name], [words('docTitle'), preview.file.title], [words('checkedAt'), formatInstant(at)],
            [words('fingerprint'), preview.file.sha256], [words('textFingerprint'), preview.file.text_sha256], [words('ruleSet'), receipt.rule_set],
          ]} />
        </details>
      </Section>
      <div className="gb-bench">
        {view.findings.length > 0 && <aside className="gb-bench-side" aria-label={words('leads', { n: view.findings.length })}><FindingList findings={view.findings} current={current} onSelect={setCurrent} /></aside>}
        <div className="gb-bench-main"><DocumentView html={view.html} css={view.css} current={current} onSelect={(f) => setCurrent(f[0])} /></div>
      </div>
    </>
  )
}
