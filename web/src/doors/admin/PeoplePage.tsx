import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Drawer, Form, Input, Modal, Tag } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'

import { api, body, type Schemas } from '@/api/client'
import { useSession } from '@/app/session'
import { useFilters } from '@/parts/filters'
import { LedgerTable } from '@/parts/LedgerTable'
import { Page } from '@/parts/Page'
import { ProblemAlert } from '@/parts/ProblemAlert'
import { useCommon } from '@/words/common'
import { formatInstant } from '@/words/dates'
import { useLabel } from '@/words/enums'

import { GrantsField } from './GrantsField'
import { useWords } from './words'

type Person = Schemas['PersonView']

/** Who works with the system, in which posts, and the state of their accounts. */
export function PeoplePage() {
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  const session = useSession()
  const { values, set } = useFilters(['text'])
  const query = useQuery({ queryKey: ['people', values.text], queryFn: async () => body(await api.GET('/api/v1/people', { params: { query: { text: values.text || undefined } } })).people })
  const [edited, setEdited] = useState<Person | 'new' | null>(null)
  const [locked, setLocked] = useState<Person | null>(null)
  const edits = session.has('sysadmin')
  const locks = session.has('secadmin')
  const account = (p: Person) => {
    const a = p.account
    if (!a) return words('noAccount')
    if (a.disabled) return <Tag color="red">{words('disabled')}</Tag>
    return a.locked ? <Tag color="orange">{words('locked', { at: formatInstant(a.locked_until) })}</Tag> : words('active')
  }
  return (
    <Page title={words('people')} lead={<Link to="/admin">{words('back')}</Link>} actions={edits && <Button type="primary" onClick={() => setEdited('new')}>{words('addPerson')}</Button>}>
      <div className="gb-card">
        <LedgerTable<Person> caption={words('people')} rows={query.data} rowKey={(p) => p.id} loading={query.isPending} error={query.error} onRetry={() => void query.refetch()} empty={common('noMatch')}
          toolbar={<Input.Search className="gb-search" aria-label={words('searchPeople')} placeholder={words('searchPeople')} defaultValue={values.text} allowClear onSearch={(t) => set({ text: t })} />}
          columns={[
            { key: 'name', title: words('name'), always: true, render: (p) => p.name },
            { key: 'login', title: words('login'), render: (p) => p.account?.login ?? '—' },
            { key: 'grants', title: words('grants'), width: 420, render: (p) => <ul className="gb-plain">{p.grants.map((g, i) => <li key={i}>{g.organ_name} · {label('role', g.role, g.role_label)}</li>)}</ul> },
            { key: 'account', title: words('account'), render: account },
            { key: 'seen', title: words('lastSeen'), render: (p) => formatInstant(p.account?.last_seen) },
            ...(edits || locks ? [{ key: 'acts', title: common('act'), always: true, render: (p: Person) => (
              <div className="gb-row gb-nowrap">
                {edits && <Button size="small" onClick={() => setEdited(p)} aria-label={`${common('edit')} ${p.name}`}>{common('edit')}</Button>}
                {locks && p.account && <Button size="small" onClick={() => setLocked(p)} aria-label={`${words(p.account.disabled ? 'unlock' : 'lock')} ${p.name}`}>{words(p.account.disabled ? 'unlock' : 'lock')}</Button>}
              </div>
            ) }] : []),
          ]} />
      </div>
      {edited && <EditPerson of={edited} onClose={() => setEdited(null)} />}
      {locked && <Lock of={locked} onClose={() => setLocked(null)} />}
    </Page>
  )
}

interface Values { name: string; login: string; password?: string; grants: { organ: string; role: Schemas['Grant']['role'] }[] }

/** Reads the lists of people again, and says that it was saved. */
function useSaved() {
  const client = useQueryClient()
  const words = useWords()
  const { message } = App.useApp()
  return async () => {
    await client.invalidateQueries({ queryKey: ['people'] })
    void message.success(words('saved'))
  }
}

async function savePerson(of: Person | 'new', v: Values) {
  const grants = v.grants.filter((g) => g.organ && g.role)
  if (of === 'new') {
    await api.POST('/api/v1/people', { body: { name: v.name, login: v.login, password: v.password ?? '', grants } })
    return
  }
  await api.PUT('/api/v1/people/{person}', { params: { path: { person: of.id } }, body: { name: v.name, grants } })
  if (v.password || v.login !== of.account?.login) {
    await api.PUT('/api/v1/people/{person}/account', { params: { path: { person: of.id } }, body: { login: v.login, password: v.password ?? '' } })
  }
}

function EditPerson({ of, onClose }: { of: Person | 'new'; onClose: () => void }) {
  const words = useWords()
  const common = useCommon()
  const saved = useSaved()
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const isNew = of === 'new'
  const save = async (v: Values) => {
    setBusy(true)
    setError(null)
    try {
      await savePerson(of, v)
      await saved()
      onClose()
    } catch (e) {
      setError(e)
    } finally {
      setBusy(false)
    }
  }
  const must = { required: true, whitespace: true, message: words('need') }
  return (
    <Drawer open size={680} onClose={onClose} title={isNew ? words('addPerson') : of.name} closable={{ 'aria-label': common('close') }}>
      <Form<Values> layout="vertical" onFinish={(v) => void save(v)} initialValues={isNew ? { grants: [{}] } : { name: of.name, login: of.account?.login, grants: of.grants }}>
        {error !== null && <ProblemAlert error={error} focus />}
        <Form.Item name="name" label={words('name')} rules={[must]}><Input maxLength={100} autoComplete="off" /></Form.Item>
        <Form.Item name="login" label={words('login')} rules={[must]}><Input maxLength={64} autoComplete="off" /></Form.Item>
        <Form.Item name="password" label={words(isNew ? 'password' : 'newPassword')} rules={[{ required: isNew, message: words('need') }, { min: 12, message: words('tooShort') }]}><Input.Password autoComplete="new-password" /></Form.Item>
        <GrantsField />
        <p className="gb-muted">{words('grantsNote')}</p>
        <Button type="primary" htmlType="submit" loading={busy}>{common('save')}</Button>
      </Form>
    </Drawer>
  )
}

function Lock({ of, onClose }: { of: Person; onClose: () => void }) {
  const words = useWords()
  const saved = useSaved()
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>(null)
  const lock = !of.account?.disabled
  const done = async () => {
    try {
      await api.PUT('/api/v1/people/{person}/lock', { params: { path: { person: of.id } }, body: { locked: lock, reason } })
      await saved()
      onClose()
    } catch (e) {
      setError(e)
    }
  }
  return (
    <Modal open title={`${words(lock ? 'lock' : 'unlock')} ${of.name}`} onCancel={onClose} onOk={() => void done()} okButtonProps={{ danger: lock, disabled: !reason.trim() }}>
      {error !== null && <ProblemAlert error={error} />}
      <label htmlFor="lock-reason">{words('lockReason')}</label>
      <Input.TextArea id="lock-reason" value={reason} onChange={(e) => setReason(e.target.value)} maxLength={2000} />
    </Modal>
  )
}

