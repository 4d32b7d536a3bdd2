import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Input, Select, Tag } from 'antd'
import { Link } from 'react-router-dom'

import { api, body, type paths, type Schemas } from '@/api/client'
import { Async } from '@/parts/Async'
import { useTotal } from '@/parts/CaseTable'
import { useFilters } from '@/parts/filters'
import { Pager, useCursorPaging } from '@/parts/LedgerTable'
import { Page } from '@/parts/Page'
import { useCommon } from '@/words/common'

import { useWords } from './words'

type Query = NonNullable<paths['/api/v1/library']['get']['parameters']['query']>
const states = ['in_force', 'not_yet', 'expired', 'all'] as const

/** The published documents, for everybody. */
export function LibraryPage() {
  const words = useWords()
  const common = useCommon()
  const total = useTotal()
  const { values, set, clear, any, key } = useFilters(['text', 'organ', 'status', 'year'])
  const paging = useCursorPaging(key)
  const facets = useQuery({ queryKey: ['library', 'facets'], queryFn: async () => body(await api.GET('/api/v1/library/facets')), staleTime: 60_000 })
  const query = useQuery({
    queryKey: ['library', key, paging.cursor], placeholderData: keepPreviousData,
    queryFn: async () => body(await api.GET('/api/v1/library', { params: { query: {
      text: values.text || undefined, organ: values.organ || undefined, status: (values.status || 'in_force') as Query['status'], year: values.year ? Number(values.year) : undefined, cursor: paging.cursor, limit: 20,
    } } })),
  })
  const pager = paging.with(query.data?.next)
  return (
    <Page title={words('title')} lead={words('lead')}>
      <div className="gb-card gb-row gb-noprint" role="search">
        <Input.Search key={values.text} size="large" className="gb-grow gb-wide" aria-label={words('search')} placeholder={words('search')} defaultValue={values.text} allowClear enterButton={common('search')} onSearch={(t) => set({ text: t })} />
        <Select className="gb-select" aria-label={words('status')} value={values.status || 'in_force'} onChange={(v) => set({ status: v === 'in_force' ? '' : v })} options={states.map((s) => ({ value: s, label: words(s) }))} />
        <Select allowClear showSearch={{ optionFilterProp: 'label' }} className="gb-organ" aria-label={words('organ')} placeholder={words('organ')} value={values.organ || undefined} onChange={(v?: string) => set({ organ: v })}
          options={facets.data?.organs.map((o) => ({ value: o.id, label: `${o.name} ${o.n}` }))} />
        <Select allowClear className="gb-select" aria-label={words('year')} placeholder={words('year')} value={values.year || undefined} onChange={(v?: string) => set({ year: v })} options={facets.data?.years.map((y) => ({ value: y.id, label: `${y.name} ${y.n}` }))} />
        {any && <Button type="link" onClick={clear}>{common('reset')}</Button>}
      </div>
      <div className="gb-card">
        <p role="status">{total(query.data)} {query.data && <span className="gb-muted">{words('asOf', { on: query.data.today })}</span>}</p>
        <Async query={query} rows={8} isEmpty={(p) => p.items.length === 0} empty={words(any ? 'noMatch' : 'empty')}>{(p) => (
          <ul className="gb-plain-list">{p.items.map((d) => <OneDocument key={d.case} of={d} />)}</ul>
        )}</Async>
        <Pager of={pager} />
      </div>
    </Page>
  )
}

function OneDocument({ of }: { of: Schemas['LibraryRow'] }) {
  const words = useWords()
  const common = useCommon()
  return (
    <li>
      <Link className="gb-task-title gb-wrap" to={`/library/${of.case}`}>{of.title}</Link> {of.status !== 'in_force' && <Tag>{words(of.status)}</Tag>}
      <div className="gb-muted">{[of.document_no, of.issuing_organ_name, `${common('publishedOn')} ${of.published_on}`, of.effective_on && `${common('effectiveOn')} ${of.effective_on}`, of.valid_until && `${common('validUntil')} ${of.valid_until}`].filter(Boolean).join(' · ')}</div>
      {of.excerpt && <p className="gb-wrap gb-excerpt">{of.excerpt}</p>}
    </li>
  )
}
