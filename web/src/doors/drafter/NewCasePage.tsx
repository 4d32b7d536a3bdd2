import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router-dom'

import { api, body, type Schemas } from '@/api/client'
import { newKey, send } from '@/api/commands'
import { useKept } from '@/api/drafts'
import { keys } from '@/api/queries'
import { type FileView, uploadFile } from '@/api/upload'
import { Async } from '@/parts/Async'
import { FilePicker } from '@/parts/FilePicker'
import { KeptState } from '@/parts/KeptState'
import { type Chosen, materialsOf, MaterialsField, missingOf } from '@/parts/MaterialsField'
import { Facts, Page, Section } from '@/parts/Page'
import { ProblemAlert } from '@/parts/ProblemAlert'
import { useCommon } from '@/words/common'

import { handover } from './handover'
import { useWords } from './words'

interface Values { drafting?: string; issuing?: string; title?: string; document?: FileView | null; materials?: Chosen; note?: string }

/** Opens a case: the text, the organs, the materials; and submits it. */
export function NewCasePage() {
  const words = useWords()
  const kept = useKept<Values>('/api/v1/me/drafts/submission')
  return (
    <Page title={words('newTitle')} lead={words('newLead')}>
      {kept.found === undefined ? null : <NewCase kept={kept} start={kept.found ?? {}} />}
    </Page>
  )
}

function useRequirements(v: Values) {
  return useQuery({
    queryKey: ['requirements', v.issuing, v.drafting],
    queryFn: async () => body(await api.GET('/api/v1/requirements', { params: { query: { issuing: v.issuing, drafting: v.drafting } } })),
    placeholderData: (old) => old,
  })
}

/** Opens, and then submits; both acts keep their keys until they are done, so that a repeat does nothing twice. */
function useOpening() {
  const key = useRef({ open: newKey(), submit: newKey() })
  const opened = useRef<string>(undefined)
  return {
    opened: () => opened.current,
    run: async (v: Values, submit: boolean) => {
      if (!opened.current) {
        const c = await send({ path: '/api/v1/cases', key: key.current.open, payload: {
          drafting_organ: v.drafting, issuing_organ: v.issuing, ...(v.title?.trim() ? { title: v.title.trim() } : {}),
          document: v.document && { sha256: v.document.sha256, name: v.document.name }, materials: materialsOf(v.materials ?? {}),
        } }).catch((e: unknown) => {
          if (!(e instanceof TypeError)) key.current.open = newKey()
          throw e
        })
        opened.current = c.case
      }
      if (submit) await send({ path: `/api/v1/cases/${opened.current}/submit`, key: key.current.submit, payload: v.note ? { note: v.note } : {} })
      return opened.current
    },
  }
}

function NewCase({ kept, start }: { kept: ReturnType<typeof useKept<Values>>; start: Values }) {
  const words = useWords()
  const [form] = Form.useForm<Values>()
  const [values, setValues] = useState<Values>(start)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const { message } = App.useApp()
  const navigate = useNavigate()
  const client = useQueryClient()
  const opening = useOpening()
  const query = useRequirements(values)
  const changed = (all: Values) => {
    setValues(all)
    kept.save(all)
  }
  useGivenFile((f) => {
    form.setFieldsValue({ document: f, title: f.title?.slice(0, 300) })
    changed({ ...form.getFieldsValue(true) as Values })
  }, setError)

  const missing = missingOf(query.data?.materials ?? [], values.materials ?? {})
  const finish = async (submit: boolean) => {
    setAsking(false)
    setBusy(true)
    setError(null)
    try {
      const id = await opening.run(form.getFieldsValue(true) as Values, submit)
      await kept.drop()
      void client.invalidateQueries({ queryKey: keys.lists })
      void message.success(words(submit ? 'submitted' : 'opened'))
      void navigate(`/cases/${id}`)
    } catch (e) {
      setError(e)
    } finally {
      setBusy(false)
    }
  }
  const ask = async () => {
    await form.validateFields()
    if (missing.length > 0) setAsking(true)
    else await finish(true)
  }
  return (
    <Form<Values> form={form} layout="vertical" initialValues={start} scrollToFirstError={{ focus: true }} onValuesChange={() => changed(form.getFieldsValue(true) as Values)}>
      {error !== null && <><ProblemAlert error={error} focus />{opening.opened() && <p><a href={`/cases/${opening.opened() ?? ''}`}>{words('notSubmitted')}</a></p>}</>}
      <Async query={query} rows={6}>{(r) => <Fields requirements={r} form={form} start={start} onFirst={() => changed(form.getFieldsValue(true) as Values)} />}</Async>
      <div className="gb-card gb-row gb-sticky-foot">
        <Button type="primary" size="large" loading={busy} onClick={() => void ask().catch(() => undefined)}>{words('submit')}</Button>
        <Button size="large" disabled={busy} onClick={() => void form.validateFields().then(() => finish(false)).catch(() => undefined)}>{words('saveOnly')}</Button>
        <KeptState kept={kept} mine={() => values} onTake={(v) => { form.setFieldsValue(v); setValues(v) }} show={(v) => <Summary of={v} />} />
      </div>
      <Modal open={asking} title={words('missingTitle', { n: missing.length })} onCancel={() => setAsking(false)} okText={words('goOn')} onOk={() => void finish(false)}>
        <p>{words('missingText', { list: missing.map((m) => m.label).join('、') })}</p>
      </Modal>
    </Form>
  )
}

/** The file that somebody checked a moment ago goes into the form by itself. */
function useGivenFile(take: (f: FileView) => void, fail: (e: unknown) => void) {
  const done = useRef(false)
  useEffect(() => {
    if (done.current) return
    done.current = true
    const f = handover.take()
    if (f) void uploadFile(f).then(take).catch(fail)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when the page opens
  }, [])
}

function Fields({ requirements: r, form, start, onFirst }: { requirements: Schemas['RequirementsView']; form: ReturnType<typeof Form.useForm<Values>>[0]; start: Values; onFirst: () => void }) {
  const words = useWords()
  const common = useCommon()
  const only = r.drafting[0]?.id
  useEffect(() => {
    if (start.drafting || !only) return
    form.setFieldValue('drafting', only)
    onFirst()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when the organs are known
  }, [only])
  const optionsOf = (all: readonly { id: string; name: string }[]) => all.map((o) => ({ value: o.id, label: o.name }))
  return (
    <>
      <Section title={words('document')}>
        <Form.Item name="document" rules={[{ required: true, message: words('needDocument') }]}><DocumentPicker onTitle={(t) => { if (!form.getFieldValue('title')) form.setFieldValue('title', t) }} /></Form.Item>
        <Form.Item name="title" label={common('title')} extra={words('docTitleHelp')} rules={[{ max: 300, message: words('tooLong') }]}><Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} showCount maxLength={300} /></Form.Item>
        <Form.Item name="drafting" label={words('draftingOrgan')} rules={[{ required: true, message: words('choose') }]}><Select options={optionsOf(r.drafting)} /></Form.Item>
        <Form.Item name="issuing" label={words('issuingOrgan')} rules={[{ required: true, message: words('choose') }]}><Select showSearch={{ optionFilterProp: 'label' }} options={optionsOf(r.issuing)} placeholder={words('choose')} /></Form.Item>
        {r.routing && <p className="gb-muted">{words('afterwards', { office: r.routing.office.name, review: r.routing.review.name })} {r.routing.unit_head_approval && words('unitHead')} {r.tracks.length > 0 && words('publishedTo', { list: r.tracks.map((t) => t.authority.name).join('、') })}</p>}
      </Section>
      <Section title={words('materials')}>
        <Form.Item name="materials"><MaterialsField needs={r.materials} without={['official_text']} /></Form.Item>
        <Form.Item name="note" label={words('submitNote')}><Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} /></Form.Item>
      </Section>
    </>
  )
}

function DocumentPicker({ value, onChange, onTitle }: { value?: FileView | null; onChange?: (f: FileView | null) => void; onTitle: (t: string) => void }) {
  const words = useWords()
  return <FilePicker label={words('document')} kinds={['.docx']} value={value} onChange={(f) => { if (f?.title) onTitle(f.title); onChange?.(f) }} />
}

function Summary({ of }: { of: Values }) {
  const words = useWords()
  const common = useCommon()
  return (
    <Facts facts={[
      [common('title'), of.title], [words('document'), of.document?.name], [words('issuingOrgan'), of.issuing],
      [words('materials'), Object.values(of.materials ?? {}).map((f) => f?.name).filter(Boolean).join('、')], [words('submitNote'), of.note],
    ]} />
  )
}
