import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'

import { api, body, type Schemas } from '@/api/client'
import { keys, organsQuery } from '@/api/queries'
import { useSession } from '@/app/session'
import { LedgerTable } from '@/parts/LedgerTable'
import { Page } from '@/parts/Page'
import { ProblemAlert } from '@/parts/ProblemAlert'
import { useCommon } from '@/words/common'
import { codesOf, useLabel } from '@/words/enums'

import { useWords } from './words'

type Organ = Schemas['Organ']

/** The organs of the installation. */
export function OrgansPage() {
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  const session = useSession()
  const query = useQuery(organsQuery)
  const [edited, setEdited] = useState<Organ | 'new' | null>(null)
  const may = session.has('sysadmin')
  return (
    <Page title={words('organs')} lead={<Link to="/admin">{words('back')}</Link>} actions={may && <Button type="primary" onClick={() => setEdited('new')}>{words('add')}</Button>}>
      <div className="gb-card">
        <LedgerTable<Organ> caption={words('organs')} rows={query.data} rowKey={(o) => o.id} loading={query.isPending} error={query.error} onRetry={() => void query.refetch()}
          columns={[
            { key: 'name', title: words('organName'), always: true, render: (o) => o.name }, { key: 'id', title: words('organId'), render: (o) => o.id },
            { key: 'kind', title: words('kind'), render: (o) => label('organKind', o.kind) }, { key: 'region', title: words('region'), render: (o) => o.region },
            ...(may ? [{ key: 'acts', title: common('act'), always: true, render: (o: Organ) => <Button size="small" onClick={() => setEdited(o)} aria-label={`${common('edit')} ${o.name}`}>{common('edit')}</Button> }] : []),
          ]} />
      </div>
      {edited && <EditOrgan of={edited} onClose={() => setEdited(null)} />}
    </Page>
  )
}

function EditOrgan({ of, onClose }: { of: Organ | 'new'; onClose: () => void }) {
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<Organ>()
  const [error, setError] = useState<unknown>(null)
  const regions = useQuery({ queryKey: ['regions'], queryFn: async () => body(await api.GET('/api/v1/regions')).regions })
  const save = async (o: Organ) => {
    try {
      await api.PUT('/api/v1/organs/{organ}', { params: { path: { organ: of === 'new' ? o.id : of.id } }, body: { name: o.name, kind: o.kind, region: o.region } })
      await client.invalidateQueries({ queryKey: keys.organs })
      void message.success(words('saved'))
      onClose()
    } catch (e) {
      setError(e)
    }
  }
  const must = { required: true, message: words('need') }
  return (
    <Modal open title={of === 'new' ? words('add') : of.name} onCancel={onClose} onOk={() => form.submit()} okText={common('save')}>
      {error !== null && <ProblemAlert error={error} />}
      <Form<Organ> form={form} layout="vertical" initialValues={of === 'new' ? {} : of} onFinish={(o) => void save(o)}>
        {of === 'new' && <Form.Item name="id" label={words('organId')} rules={[must]}><Input maxLength={64} /></Form.Item>}
        <Form.Item name="name" label={words('organName')} rules={[{ ...must, whitespace: true }]}><Input maxLength={200} /></Form.Item>
        <Form.Item name="kind" label={words('kind')} rules={[must]}><Select options={codesOf('organKind').map((k) => ({ value: k, label: label('organKind', k) }))} /></Form.Item>
        <Form.Item name="region" label={words('region')} rules={[must]}><Select options={regions.data?.map((r) => ({ value: r.code, label: `${r.code} ${r.name}` }))} /></Form.Item>
      </Form>
    </Modal>
  )
}
