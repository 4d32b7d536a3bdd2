import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'

import { api, body, type Schemas } from '@/api/client'
import { useSession } from '@/app/session'
import { Async, Nothing } from '@/parts/Async'
import { Citation } from '@/parts/Citation'
import { DateField } from '@/parts/DateField'
import { JobProgress, useJob } from '@/parts/JobProgress'
import { Page, Section } from '@/parts/Page'

import { useWords } from './words'

/** What laws say and how they stand; which documents a change concerns; import of texts. */
export function LawsPage() {
  const words = useWords()
  const session = useSession()
  return (
    <Page title={words('title')} lead={words('lead')}>
      <Resolve />
      <Affected />
      <Shelf imports={session.has('sysadmin')} />
    </Page>
  )
}

function Resolve() {
  const words = useWords()
  const [text, setText] = useState('')
  const [on, setOn] = useState<string | undefined>()
  const [asked, setAsked] = useState<{ text: string; on?: string }>()
  const query = useQuery({
    queryKey: ['resolve', asked], enabled: asked !== undefined,
    queryFn: async () => body(await api.GET('/api/v1/laws/resolve', { params: { query: { text: asked?.text ?? '', on: asked?.on } } })),
  })
  return (
    <Section title={words('resolve')}>
      <form className="gb-row" onSubmit={(e) => { e.preventDefault(); if (text.trim()) setAsked({ text: text.trim(), on }) }}>
        <Input className="gb-grow" aria-label={words('sentence')} placeholder={words('sentence')} maxLength={2000} value={text} onChange={(e) => setText(e.target.value)} />
        <DateField aria-label={words('on')} value={on} onChange={(d) => setOn(d ?? undefined)} />
        <Button htmlType="submit" type="primary">{words('look')}</Button>
      </form>
      {asked && <Async query={query} rows={3}>{(r) => r.citations.length === 0 ? <Nothing>{words('none')}</Nothing> : r.citations.map((c, i) => <Citation key={i} of={c} />)}</Async>}
    </Section>
  )
}

function Affected() {
  const words = useWords()
  const [law, setLaw] = useState('')
  const [asked, setAsked] = useState('')
  const query = useQuery({
    queryKey: ['affected', asked], enabled: asked !== '',
    queryFn: async () => body(await api.GET('/api/v1/library/affected', { params: { query: { law: asked } } })),
  })
  return (
    <Section title={words('affected')}>
      <form className="gb-row" onSubmit={(e) => { e.preventDefault(); setAsked(law.trim()) }}>
        <Input className="gb-grow" aria-label={words('lawName')} placeholder={words('lawName')} maxLength={200} value={law} onChange={(e) => setLaw(e.target.value)} />
        <Button htmlType="submit">{words('look')}</Button>
      </form>
      {asked && <Async query={query} rows={3}>{(r) => (
        <>
          <p role="status">{r.sentence}</p>
          {r.sentences.length === 0 ? <Nothing>{words('affectedNone')}</Nothing> : <Sentences all={r.sentences} />}
        </>
      )}</Async>}
    </Section>
  )
}

function Sentences({ all }: { all: readonly Schemas['AffectedView'][] }) {
  const words = useWords()
  return (
    <table className="gb-table">
      <thead><tr><th scope="col">{words('document')}</th><th scope="col">{words('words')}</th><th scope="col">{words('state')}</th></tr></thead>
      <tbody>
        {all.map((a, i) => (
          <tr key={i}>
            <td><Link to={`/library/${a.case}`}>{a.title}</Link> {a.document_no} {a.article}</td>
            <td className="gb-wrap">{a.text}</td>
            <td><Citation of={a.citation} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Shelf({ imports }: { imports: boolean }) {
  const words = useWords()
  const client = useQueryClient()
  const query = useQuery({ queryKey: ['law-shelf'], queryFn: async () => body(await api.GET('/api/v1/laws/shelf')) })
  const job = useJob<File>()
  const [told, setTold] = useState<string[]>([])
  const take = async (files: File[]) => {
    setTold([])
    await job.run(files, (f) => f.name, async (f) => {
      const r = body(await api.POST('/api/v1/laws/texts', { params: { query: { name: f.name } }, body: f as unknown as string, bodySerializer: (b: unknown) => b as BodyInit, headers: { 'Content-Type': 'application/octet-stream' } }))
      setTold((t) => [...t, `${f.name}：${r.sentence}`, ...r.unreadable])
    })
    await client.invalidateQueries({ queryKey: ['law-shelf'] })
  }
  return (
    <Section title={words('shelf')}>
      <Async query={query} rows={1}>{(s) => <p>{words('shelfIs', { register: s.register, laws: s.laws, articles: s.articles })}</p>}</Async>
      {imports && (
        <>
          <label className="gb-field">{words('importFiles')} <input type="file" multiple accept=".docx,.md,.txt,.zip" disabled={job.state?.running} onChange={(e) => { void take([...(e.target.files ?? [])]); e.target.value = '' }} /></label>
          <p className="gb-muted">{words('importHint')}</p>
          {job.state && <JobProgress state={job.state} onStop={job.stop} />}
          {told.length > 0 && <div role="status"><ul aria-label={words('importing')}>{told.map((t, i) => <li key={i}>{t}</li>)}</ul></div>}
        </>
      )}
    </Section>
  )
}
