import { useQuery } from '@tanstack/react-query'
import { Checkbox, Select, Tag } from 'antd'
import { Link } from 'react-router-dom'

import { api, body, type Schemas } from '@/api/client'
import { Async } from '@/parts/Async'
import { useFilters } from '@/parts/filters'
import { LedgerTable } from '@/parts/LedgerTable'
import { Page, Section } from '@/parts/Page'

import { useWords } from './words'

/** The parameters of a region, each with what it rests on and whether it was confirmed here. */
export function RegionPage() {
  const words = useWords()
  const { values, set } = useFilters(['code', 'unconfirmed'])
  const all = useQuery({ queryKey: ['regions'], queryFn: async () => body(await api.GET('/api/v1/regions')).regions })
  const code = values.code || all.data?.find((r) => r.current)?.code || all.data?.[0]?.code || ''
  const query = useQuery({ queryKey: ['region', code], enabled: code !== '', queryFn: async () => body(await api.GET('/api/v1/regions/{code}', { params: { path: { code } } })) })
  return (
    <Page title={words('regions')} lead={<><Link to="/admin">{words('back')}</Link> {words('regionLead')}</>}>
      <div className="gb-card gb-row gb-noprint">
        <Select className="gb-organ" aria-label={words('region')} value={code || undefined} onChange={(c) => set({ code: c })} options={all.data?.map((r) => ({ value: r.code, label: `${r.name} ${words('unconfirmed', { n: r.unconfirmed })}` }))} />
        <Checkbox checked={values.unconfirmed === '1'} onChange={(e) => set({ unconfirmed: e.target.checked ? '1' : undefined })}>{words('onlyUnconfirmed')}</Checkbox>
      </div>
      <Async query={all.error ? { ...query, error: all.error } : query} rows={10}>{(r) => <Region of={r} only={values.unconfirmed === '1'} />}</Async>
    </Page>
  )
}

function Region({ of, only }: { of: Schemas['RegionView']; only: boolean }) {
  const words = useWords()
  const confirmed = (c: boolean) => <Tag color={c ? 'green' : 'gold'}>{words(c ? 'confirmed' : 'notConfirmed')}</Tag>
  return (
    <>
      <Section title={`${of.name} · ${words('unconfirmed', { n: of.unconfirmed })}`}>
        <LedgerTable<Schemas['ParamView']> caption={words('regions')} rows={of.params.filter((p) => !only || !p.confirmed)} rowKey={(p) => `${p.key} ${p.from}`} columns={[
          { key: 'label', title: words('param'), always: true, render: (p) => <>{p.label}<div className="gb-muted">{p.key}</div></> },
          { key: 'value', title: words('value'), render: (p) => <span className="gb-wrap">{p.value} {p.unit}</span> },
          { key: 'confirmed', title: words('confirmed'), render: (p) => confirmed(p.confirmed) },
          { key: 'from', title: words('from'), render: (p) => <span className="gb-nowrap">{p.from} {p.in_force && <Tag color="blue">{words('inForce')}</Tag>}</span> },
          { key: 'source', title: words('source'), width: 420, render: (p) => <span className="gb-wrap">{p.source}{p.note && <div className="gb-muted">{p.note}</div>}</span> },
        ]} />
      </Section>
      <Section title={words('tracks')}>
        <ul className="gb-plain-list">{of.tracks.map((t) => <li key={t.id}><strong>{t.name}</strong> {t.authority.name} · {t.filing_period} <span className="gb-muted">{t.filing_source} · {t.classes.map((c) => c.label).join('、')} · {t.materials.map((m) => m.label).join('、')}</span></li>)}</ul>
      </Section>
      <Section title={words('numbers')}>
        <ul className="gb-plain-list">{of.numbers.map((n) => <li key={n.key}><strong>{n.label}</strong> {n.value} {confirmed(n.confirmed)} <span className="gb-muted">{n.source}</span></li>)}</ul>
      </Section>
    </>
  )
}
