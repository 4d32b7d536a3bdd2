import { Segmented, Table } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { Link } from 'react-router-dom'

import type { Schemas } from '@/api/client'
import { Section } from '@/parts/Page'
import { useCommon } from '@/words/common'
import { useLabel } from '@/words/enums'

import { itemsLink, portion, type Range } from './range'
import { useWords } from './words'

const Chart = lazy(() => import('@/parts/Chart'))

type Line = Schemas['RateLine']
const shown = ['filing_rate', 'timeliness_rate', 'compliance_rate', 'review_rate']

/** The rates of each organ: a table that sorts, and the same as a chart. */
export function ByOrgan({ report, range }: { report: Schemas['RateReport']; range: Range }) {
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  const [way, setWay] = useState<'table' | 'chart'>('table')
  const lines = report.organs
  const rateOf = (l: Line, id: string) => l.rates.find((r) => r.id === id)
  const chart = useMemo(() => ({
    names: lines.map((l) => l.organ_name), series: shown.slice(0, 3).map((id) => ({ name: label('rate', id), values: lines.map((l) => portion(l.rates.find((r) => r.id === id) ?? { numerator: 0, denominator: 0 })) })),
  }), [lines, label])
  return (
    <Section title={words('byOrgan')} extra={<Segmented aria-label={words('byOrgan')} value={way} onChange={(v) => setWay(v as 'table')} options={[{ value: 'table', label: words('table') }, { value: 'chart', label: words('chart') }]} />}>
      {way === 'chart' ? <Suspense fallback={<p role="status">{common('loading')}</p>}><Chart kind="bar" label={words('byOrgan')} {...chart} /></Suspense> : (
        <Table<Line> dataSource={lines} rowKey="organ" size="middle" pagination={lines.length > 50 ? { pageSize: 50, showSizeChanger: false } : false} scroll={{ x: 'max-content' }} locale={{ emptyText: words('empty') }}
          columns={[
            { title: words('organ'), dataIndex: 'organ_name', sorter: (a, b) => a.organ_name.localeCompare(b.organ_name, 'zh'), onHeaderCell: () => ({ scope: 'col' }) },
            { title: words('published'), align: 'right', className: 'gb-num', sorter: (a, b) => a.counts.issued - b.counts.issued, render: (_, l) => l.counts.issued },
            ...shown.map((id) => ({
              title: label('rate', id), key: id, align: 'right' as const, className: 'gb-num',
              sorter: (a: Line, b: Line) => (portion(rateOf(a, id) ?? { numerator: 0, denominator: 0 }) ?? 101) - (portion(rateOf(b, id) ?? { numerator: 0, denominator: 0 }) ?? 101),
              render: (_: unknown, l: Line) => {
                const r = rateOf(l, id)
                if (!r || r.denominator === 0) return '—'
                return <><strong>{r.percent}</strong> <Link to={itemsLink(id, r.numerator < r.denominator ? 'missing' : 'denominator', { ...range, organ: l.organ }, report.as_of)} aria-label={`${r.numerator}/${r.denominator} ${words('figure', { name: label('rate', id), organ: l.organ_name })}`}>{r.numerator}/{r.denominator}</Link></>
              },
            })),
          ]} />
      )}
    </Section>
  )
}
