import { Tag } from 'antd'
import { memo } from 'react'

import type { Schemas } from '@/api/client'
import { defineWords } from '@/words/i18n'

import { Nothing } from './Async'
import { Spans } from './Spans'

const useWords = defineWords('comparison', {
  old: '旧稿', next: '新稿', label: '条款', kind: '变化', effect: '法律效果', from: '原', to: '改为', none: '没有这一类变化。', table: '表格',
}, {
  old: 'Old', next: 'New', label: 'Provision', kind: 'Change', effect: 'Effect', from: 'was', to: 'is', none: 'No change of this kind.', table: 'Table',
})

export type ComparisonWay = 'inline' | 'side' | 'effects'
type Row = Schemas['ComparisonRow']

/** A comparison by provisions: in one text, side by side, or as a list of what changes in law. */
export const ComparisonView = memo(function ComparisonView({ of, way, all }: { of: Schemas['ComparisonView']; way: ComparisonWay; all: boolean }) {
  const words = useWords()
  const rows = of.rows.filter((r) => way === 'effects' ? r.effects.length > 0 : all || r.kind !== 'same')
  if (rows.length === 0) return <Nothing>{words('none')}</Nothing>
  if (way === 'effects') return <Effects rows={rows} />
  return (
    <table className="gb-table gb-compare">
      <thead>
        {way === 'side'
          ? <tr><th scope="col">{words('old')}</th><th scope="col">{words('next')}</th></tr>
          : <tr><th scope="col">{words('label')}</th><th scope="col">{words('kind')}</th></tr>}
      </thead>
      <tbody>{rows.map((r, i) => way === 'side' ? <Side key={i} row={r} /> : <Inline key={i} row={r} />)}</tbody>
    </table>
  )
})

function Mark({ row }: { row: Row }) {
  return <Tag color={row.substantive ? 'red' : row.kind === 'same' ? undefined : 'blue'}>{row.label}</Tag>
}

function Inline({ row }: { row: Row }) {
  const side = row.new ?? row.old
  return (
    <tr>
      <th scope="row" className="gb-nowrap">{side?.label} <Mark row={row} /></th>
      <td>{row.heading && <div className="gb-muted">{row.heading}</div>}{row.inline ? <Spans of={row.inline} /> : side && <Whole side={side} op={!row.new ? 'delete' : !row.old ? 'insert' : undefined} />}</td>
    </tr>
  )
}

function Side({ row }: { row: Row }) {
  return (
    <tr>
      <td>{row.old && <><strong>{row.old.label}</strong> <Whole side={row.old} op={row.new ? undefined : 'delete'} /></>}</td>
      <td>{row.new && <><strong>{row.new.label}</strong> <Mark row={row} /> <Whole side={row.new} op={row.old ? undefined : 'insert'} /></>}</td>
    </tr>
  )
}

function Whole({ side, op }: { side: Schemas['ComparisonSide']; op?: 'delete' | 'insert' }) {
  const spans = op ? side.spans.map((s) => ({ ...s, op })) : side.spans
  if (!side.table) return <Spans of={spans} />
  return (
    <div className="gb-scroll-x">
      <table className="gb-table"><tbody>{side.table.map((cells, i) => <tr key={i}>{cells?.map((c, j) => <td key={j}><Spans of={c ?? []} /></td>)}</tr>)}</tbody></table>
    </div>
  )
}

function Effects({ rows }: { rows: readonly Row[] }) {
  const words = useWords()
  return (
    <ol className="gb-items">
      {rows.map((r, i) => (
        <li key={i}>
          <strong>{r.new?.label ?? r.old?.label}</strong> <Mark row={r} />
          <ul>{r.effects.map((e, j) => <li key={j}>{e.substantive && <Tag color="red">{e.label}</Tag>}{!e.substantive && <Tag>{e.label}</Tag>} {e.detail} {e.old && `${words('from')}“${e.old}”`} {e.new && `${words('to')}“${e.new}”`}</li>)}</ul>
          {r.inline && <Spans of={r.inline} />}
        </li>
      ))}
    </ol>
  )
}
