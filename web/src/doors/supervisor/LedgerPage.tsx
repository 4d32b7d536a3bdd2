import { Button, Checkbox, Input, Select, Tag } from 'antd'
import { Link } from 'react-router-dom'

import { usePreference } from '@/api/preferences'
import { type CaseFilter, CaseTable, exportedCaseColumns, useCaseColumns } from '@/parts/CaseTable'
import { DateField } from '@/parts/DateField'
import { useFilters } from '@/parts/filters'
import { OrganSelect } from '@/parts/OrganSelect'
import { Page } from '@/parts/Page'
import { StageFilter } from '@/parts/StageFilter'
import { useCommon } from '@/words/common'
import { codesOf, type DocumentClass, type Stage, useLabel } from '@/words/enums'

import { exportLink } from './range'
import { useWords } from './words'

const names = ['text', 'stage', 'class', 'organ', 'opened_from', 'opened_to', 'published_from', 'published_to', 'overdue', 'sort'] as const
type Values = Record<(typeof names)[number], string>

function filterOf(v: Values): CaseFilter {
  return {
    text: v.text || undefined, stage: v.stage ? [v.stage as Stage] : undefined, class: (v.class || undefined) as DocumentClass | undefined, organ: v.organ || undefined,
    opened_from: v.opened_from || undefined, opened_to: v.opened_to || undefined, published_from: v.published_from || undefined, published_to: v.published_to || undefined,
    overdue: v.overdue === '1' || undefined, sort: (v.sort || 'changed') as 'changed',
  }
}

/** Every case, by any filter, with the columns that somebody wants, and out as a file. */
export function LedgerPage() {
  const words = useWords()
  const { values, set, clear, any } = useFilters(names)
  const [hidden, setHidden] = usePreference<string[]>('ledger.hidden')
  const c = useCaseColumns()
  const columns = Object.values(c)
  const filter = filterOf(values)
  const off = hidden ?? columns.filter((x) => x.optional).map((x) => x.key)
  const out = columns.map((x) => x.key).filter((k) => !off.includes(k) && exportedCaseColumns.includes(k))
  return (
    <Page title={words('cases')} lead={words('ledgerLead')} actions={
      <>
        <Link to="/ledger/obligations">{words('obligations')}</Link>
        <a href={exportLink('/api/v1/exports/cases.xlsx', filter, out)} download>{words('exportXlsx')}</a>
        <a href={exportLink('/api/v1/exports/cases.csv', filter, out)} download>{words('exportCsv')}</a>
      </>
    }>
      <Filters values={values} set={set} />
      <div className="gb-card">
        <Chips values={values} set={set} clear={clear} any={any} />
        <CaseTable caption={words('cases')} filter={filter} columns={columns} empty={words('empty')} hidden={off} onHide={setHidden} />
      </div>
    </Page>
  )
}

interface FiltersProps { values: Values; set: (c: Partial<Values>) => void }

function Filters({ values, set }: FiltersProps) {
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  return (
    <div className="gb-card gb-row gb-noprint">
      <Input.Search key={values.text} aria-label={common('searchTitle')} placeholder={common('searchTitle')} defaultValue={values.text} allowClear onSearch={(t) => set({ text: t })} className="gb-search" />
      <StageFilter value={values.stage} onChange={(s) => set({ stage: s ?? '' })} />
      <Select allowClear className="gb-select" aria-label={common('class')} placeholder={common('class')} value={values.class || undefined} onChange={(v?: string) => set({ class: v ?? '' })} options={codesOf('class').map((k) => ({ value: k, label: label('class', k) }))} />
      <OrganSelect label={common('organ')} value={values.organ} onChange={(v) => set({ organ: v ?? '' })} />
      <DateField aria-label={words('openedFrom')} value={values.opened_from} onChange={(v) => set({ opened_from: v ?? '' })} />
      <DateField aria-label={words('openedTo')} value={values.opened_to} onChange={(v) => set({ opened_to: v ?? '' })} />
      <Checkbox checked={values.overdue === '1'} onChange={(e) => set({ overdue: e.target.checked ? '1' : '' })}>{words('overdueOnly')}</Checkbox>
      <Select className="gb-select" aria-label={words('sort')} value={values.sort || 'changed'} onChange={(v) => set({ sort: v === 'changed' ? '' : v })}
        options={[{ value: 'changed', label: words('sortChanged') }, { value: 'due', label: words('sortDue') }, { value: 'opened', label: words('sortOpened') }]} />
    </div>
  )
}

/** What is filtered by, each to be taken away. */
function Chips({ values, set, clear, any }: FiltersProps & { clear: () => void; any: boolean }) {
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  if (!any) return null
  const chips: [keyof Values, string][] = [
    ['text', `“${values.text}”`], ['stage', label('stage', values.stage)], ['class', label('class', values.class)], ['organ', `${common('organ')}: ${values.organ}`], ['opened_from', `${words('openedFrom')} ${values.opened_from}`],
    ['opened_to', `${words('openedTo')} ${values.opened_to}`], ['published_from', `${common('publishedOn')} ≥ ${values.published_from}`], ['published_to', `${common('publishedOn')} ≤ ${values.published_to}`], ['overdue', words('overdueOnly')],
  ]
  return (
    <div className="gb-row">
      {chips.filter(([k]) => values[k]).map(([k, said]) => <Tag key={k} closable={{ 'aria-label': `${common('remove')} ${said}` }} onClose={() => set({ [k]: '' })}>{said}</Tag>)}
      <Button size="small" type="link" className="gb-noprint" onClick={clear}>{common('reset')}</Button>
    </div>
  )
}
