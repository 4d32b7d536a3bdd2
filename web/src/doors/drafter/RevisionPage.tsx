import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router-dom'

import { api, body, type Schemas } from '@/api/client'
import { useCommand } from '@/api/commands'
import { type Kept, useKept } from '@/api/drafts'
import { type CaseRead, caseQuery } from '@/api/queries'
import type { FileView } from '@/api/upload'
import { Async } from '@/parts/Async'
import { FilePicker } from '@/parts/FilePicker'
import { KeptState } from '@/parts/KeptState'
import { Page, Section } from '@/parts/Page'
import { ProblemAlert } from '@/parts/ProblemAlert'
import { Spans } from '@/parts/Spans'
import { useCommon } from '@/words/common'

import { AnswerItem } from './AnswerItem'
import { type Answers, dispositionsOf, isDoubtful, lacking } from './answers'
import { useWords } from './words'

interface Values { answers: Answers; document?: FileView | null }

/** The round of revision: each item of the opinion answered, the revised text held against the answers. */
export function RevisionPage() {
  const { id = '' } = useParams()
  const words = useWords()
  const query = useQuery(caseQuery(id))
  const kept = useKept<Values>(`/api/v1/cases/${id}/drafts/revision`)
  return (
    <Page title={words('revisionTitle')} lead={<><Link to={`/cases/${id}`}>{query.data?.title}</Link><br />{words('revisionLead')}</>}>
      <Async query={query} rows={8}>{(of) => {
        if (kept.found === undefined) return null
        if (!of.can.some((a) => a.command === 'submit_revision')) return <Alert type="info" showIcon title={words('notNow')} description={<Link to={`/cases/${id}`}>{words('toCase')}</Link>} />
        return <Revision of={of} kept={kept} start={kept.found ?? { answers: {} }} />
      }}</Async>
    </Page>
  )
}

function usePreview(id: string, f: FileView | null | undefined) {
  return useQuery({
    queryKey: ['revision-preview', id, f?.sha256],
    enabled: !!f,
    queryFn: async () => body(await api.POST('/api/v1/cases/{id}/revision-preview', { params: { path: { id } }, body: { document: { sha256: f?.sha256 ?? '', name: f?.name ?? '' } } })),
    staleTime: Infinity,
    retry: false,
  })
}

function Revision({ of, kept, start }: { of: CaseRead; kept: Kept<Values>; start: Values }) {
  const words = useWords()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const command = useCommand()
  const [values, setValues] = useState(start)
  const [pressed, setPressed] = useState(false)
  const opinion = of.opinions[of.opinions.length - 1]
  const items = (opinion?.items ?? []).filter((i) => i.result === 'problem')
  const preview = usePreview(of.id, values.document)
  const open = lacking(items, values.answers)
  const change = (v: Values) => {
    setValues(v)
    kept.save(v)
  }
  const act = async (name: 'submit_revision' | 'request_deliberation') => {
    const action = of.can.find((a) => a.command === name)
    setPressed(true)
    if (!action || open.length > 0 || (name === 'submit_revision' && !values.document)) {
      document.getElementById(`item-${open[0]?.id ?? ''}`)?.scrollIntoView({ block: 'center' })
      return
    }
    const dispositions = dispositionsOf(items, values.answers)
    try {
      await command.mutateAsync({ path: action.path, etag: of.etag, payload: name === 'submit_revision'
        ? { dispositions, document: { sha256: values.document?.sha256, name: values.document?.name } } : { dispositions } })
      await kept.drop()
      void message.success(words('sent'))
      void navigate(`/cases/${of.id}`)
    } catch { /* shown below */ }
  }
  return (
    <>
      {command.error !== null && <ProblemAlert error={command.error} focus />}
      <Section title={words('newText')}>
        <FilePicker label={words('newText')} kinds={['.docx']} value={values.document} onChange={(document) => change({ ...values, document })} />
        {pressed && !values.document && <p role="alert" className="gb-refusal">{words('newText')}</p>}
        {values.document && preview.isPending && <p role="status">{words('comparing')}</p>}
        {preview.error && <ProblemAlert error={preview.error} onRetry={() => void preview.refetch()} />}
        {preview.data?.identical && <Alert type="warning" showIcon title={words('identical')} />}
        {preview.data && <p>{preview.data.summary.sentence}</p>}
      </Section>
      <Section title={words('openItems', { n: items.length })}>
        <ol className="gb-items">
          {items.map((i) => {
            const seen = preview.data?.items.find((p) => p.item.id === i.id)
            return <AnswerItem key={i.id} item={i} value={values.answers[i.id] ?? {}} seen={seen} doubtful={isDoubtful(values.answers[i.id]?.answer, seen?.changed)}
              problem={pressed ? open.find((o) => o.id === i.id)?.what : undefined}
              onChange={(a) => change({ ...values, answers: { ...values.answers, [i.id]: a } })} />
          })}
        </ol>
      </Section>
      {preview.data && <Elsewhere of={preview.data} />}
      <div className="gb-card gb-row gb-sticky-foot">
        <Button type="primary" size="large" loading={command.isPending} onClick={() => void act('submit_revision')}>{words('send')}</Button>
        {of.can.some((a) => a.command === 'request_deliberation') && <Button size="large" loading={command.isPending} title={words('insistHelp')} onClick={() => void act('request_deliberation')}>{words('insist')}</Button>}
        <KeptState kept={kept} mine={() => values} onTake={setValues} show={(v) => <ul>{items.map((i) => <li key={i.id}>{i.test}: {v.answers[i.id]?.answer} {v.answers[i.id]?.reason}</li>)}</ul>} />
      </div>
    </>
  )
}

/** What was changed beyond what was asked: the reviewer will look there too. */
function Elsewhere({ of }: { of: Schemas['RevisionView'] }) {
  const words = useWords()
  const common = useCommon()
  return (
    <Section title={words('elsewhere')}>
      <p>{of.elsewhere.length === 0 ? common('none') : of.elsewhere_sentence}</p>
      <ul className="gb-plain-list">
        {of.elsewhere.slice(0, 200).map((r, i) => <li key={i}><strong>{r.new?.label ?? r.old?.label}</strong> {r.label} {r.inline ? <Spans of={r.inline} /> : <Spans of={r.new?.spans ?? r.old?.spans ?? []} />}</li>)}
      </ul>
      {of.references.length > 0 && <><h3>{words('stale')}</h3><ul>{of.references.map((r, i) => <li key={i}>{r.article} {r.quote}: {r.label}</li>)}</ul></>}
    </Section>
  )
}
