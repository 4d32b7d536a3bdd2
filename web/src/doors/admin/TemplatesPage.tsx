import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Popconfirm, Tag } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'

import { api, body, type Schemas } from '@/api/client'
import { problemFrom } from '@/api/problem'
import { Async } from '@/parts/Async'
import { FilePicker } from '@/parts/FilePicker'
import { Page, Section } from '@/parts/Page'
import { ProblemAlert } from '@/parts/ProblemAlert'
import { useCommon } from '@/words/common'
import { formatInstant } from '@/words/dates'

import { useWords } from './words'

/** The templates of letters, to be replaced by one's own. */
export function TemplatesPage() {
  const words = useWords()
  const query = useQuery({ queryKey: ['templates'], queryFn: async () => body(await api.GET('/api/v1/templates')) })
  return (
    <Page title={words('templates')} lead={<><Link to="/admin">{words('back')}</Link> {words('templatesLead')}</>}>
      <Async query={query} rows={8}>{(t) => (
        <>
          {t.hint && <Alert className="gb-note" type="info" showIcon title={t.hint} />}
          {t.templates.map((x) => <OneTemplate key={x.kind} of={x} may={t.configured} />)}
        </>
      )}</Async>
    </Page>
  )
}

async function put(kind: string, f: File) {
  const answer = await fetch(`/api/v1/templates/${kind}`, { method: 'PUT', body: f, headers: { 'Content-Type': 'application/octet-stream' } })
  if (!answer.ok) throw problemFrom(answer.status, await answer.json().catch(() => null))
}

function OneTemplate({ of, may }: { of: Schemas['TemplateView']; may: boolean }) {
  const words = useWords()
  const common = useCommon()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [error, setError] = useState<unknown>(null)
  const act = async (what: () => Promise<unknown>, said: 'uploaded' | 'wasReset') => {
    setError(null)
    try {
      await what()
      await client.invalidateQueries({ queryKey: ['templates'] })
      void message.success(words(said))
    } catch (e) {
      setError(e)
    }
  }
  return (
    <Section title={<>{of.label} <Tag color={of.own ? 'blue' : undefined}>{words(of.own ? 'own' : 'standard')}</Tag></>} extra={<a href={`/api/v1/templates/${of.kind}`} download>{common('download')}</a>}>
      {error !== null && <ProblemAlert error={error} />}
      {of.problems.length > 0 && <Alert className="gb-note" type="warning" showIcon title={words('templateProblems')} description={<ul>{of.problems.map((p, i) => <li key={i}>{p}</li>)}</ul>} />}
      {of.own && <p className="gb-muted">{of.file_name} {formatInstant(of.changed_at)}</p>}
      {may && (
        <div className="gb-row">
          <div className="gb-grow"><FilePicker label={`${words('upload')} ${of.label}`} kinds={['.docx']} onChange={() => undefined} onFile={(f) => void act(() => put(of.kind, f), 'uploaded')} /></div>
          {of.own && <Popconfirm title={words('reset')} onConfirm={() => void act(() => api.DELETE('/api/v1/templates/{kind}', { params: { path: { kind: of.kind as 'legality-opinion' } } }), 'wasReset')}><Button>{words('reset')}</Button></Popconfirm>}
        </div>
      )}
      <details>
        <summary>{words('placeholders')} {of.placeholders.length}</summary>
        <ul>{of.placeholders.map((p) => <li key={p.name}><code>{p.write}</code> {p.doc} {p.need && <Tag color="blue">{words('must')}</Tag>}{p.used && <Tag color="green">{words('used')}</Tag>}{p.fields.length > 0 && <ul>{p.fields.map((q) => <li key={q.name}><code>{q.write}</code> {q.doc}</li>)}</ul>}</li>)}</ul>
      </details>
    </Section>
  )
}
