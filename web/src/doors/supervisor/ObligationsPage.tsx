import { Checkbox, Select } from 'antd'
import { Link } from 'react-router-dom'

import { usePreference } from '@/api/preferences'
import { DateField } from '@/parts/DateField'
import { useFilters } from '@/parts/filters'
import { exportedObligationColumns, type ObligationFilter, ObligationTable, useObligationColumns } from '@/parts/ObligationTable'
import { OrganSelect } from '@/parts/OrganSelect'
import { Page } from '@/parts/Page'
import { codesOf, type FilingStatus, useLabel } from '@/words/enums'

import { exportLink } from './range'
import { useWords } from './words'

/** Every filing that is owed, one a line. */
export function ObligationsPage() {
  const words = useWords()
  const label = useLabel()
  const { values, set } = useFilters(['from', 'to', 'organ', 'authority', 'status', 'overdue'])
  const [hidden, setHidden] = usePreference<string[]>('obligations.hidden')
  const columns = Object.values(useObligationColumns())
  const off = hidden ?? columns.filter((c) => c.optional).map((c) => c.key)
  const out = columns.map((c) => c.key).filter((k) => !off.includes(k) && exportedObligationColumns.includes(k))
  const status = (values.status || undefined) as FilingStatus | undefined
  const filter: ObligationFilter = {
    from: values.from || undefined, to: values.to || undefined, organ: values.organ || undefined, authority: values.authority || undefined, overdue: values.overdue === '1' || undefined,
  }
  return (
    <Page title={words('obligations')} lead={words('obligationsLead')} actions={
      <>
        <Link to="/ledger">{words('cases')}</Link>
        <a href={exportLink('/api/v1/exports/obligations.xlsx', { ...filter, status }, out)} download>{words('exportXlsx')}</a>
        <a href={exportLink('/api/v1/exports/obligations.csv', { ...filter, status }, out)} download>{words('exportCsv')}</a>
      </>
    }>
      <div className="gb-card gb-row gb-noprint">
        <span>{words('period')}</span>
        <DateField aria-label={words('from')} value={values.from} onChange={(from) => set({ from })} />
        <DateField aria-label={words('to')} value={values.to} onChange={(to) => set({ to })} />
        <OrganSelect label={words('organ')} value={values.organ} onChange={(organ) => set({ organ })} />
        <OrganSelect label={words('authority')} value={values.authority} onChange={(authority) => set({ authority })} kinds={['superior', 'congress', 'government']} />
        <Select allowClear className="gb-select" aria-label={words('status')} placeholder={words('status')} value={status} onChange={(v?: string) => set({ status: v })} options={codesOf('filing').map((s) => ({ value: s, label: label('filing', s) }))} />
        <Checkbox checked={values.overdue === '1'} onChange={(e) => set({ overdue: e.target.checked ? '1' : undefined })}>{words('overdueOnly')}</Checkbox>
      </div>
      <div className="gb-card"><ObligationTable caption={words('obligations')} status={status} filter={filter} hidden={off} onHide={setHidden} empty={words('empty')} /></div>
    </Page>
  )
}
