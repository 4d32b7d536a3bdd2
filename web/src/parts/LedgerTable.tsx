import { Button, Checkbox, Popover, Table } from 'antd'
import type { ColumnType } from 'antd/es/table'
import { type ComponentProps, type Key, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'

import { useCommon } from '@/words/common'
import { defineWords } from '@/words/i18n'

import { ProblemAlert } from './ProblemAlert'

const useWords = defineWords('ledgerTable', {
  columns: '选择列',
  first: '第一页',
  previous: '上一页',
  next: '下一页',
  page: '第 {{n}} 页',
  pages: '翻页',
  selected: '已选 {{n}} 件',
}, {
  columns: 'Columns',
  first: 'First page',
  previous: 'Previous page',
  next: 'Next page',
  page: 'Page {{n}}',
  pages: 'Pages',
  selected: '{{n}} selected',
})

export interface LedgerColumn<R> {
  key: string
  title: string
  render: (row: R) => ReactNode
  /** Numbers stand to the right. */
  numeric?: boolean
  /** Cannot be hidden, e.g. the title that leads to the case. */
  always?: boolean
  /** Is hidden until somebody wants it. */
  optional?: boolean
  width?: number
}

export interface LedgerTableProps<R> {
  /** What the table is about, for readers of screens and for print. */
  caption: string
  columns: LedgerColumn<R>[]
  rows: readonly R[] | undefined
  rowKey: (row: R) => string
  loading?: boolean
  error?: unknown
  onRetry?: () => void
  empty?: ReactNode
  /** Pages of the server: a cursor for the next one, and what to do with it. */
  paging?: CursorPaging
  total?: ReactNode
  hidden?: readonly string[]
  onHide?: (keys: string[]) => void
  selection?: { keys: readonly string[]; onChange: (keys: string[], rows: R[]) => void; actions: ReactNode; disabled?: (row: R) => boolean; name: (row: R) => string }
  toolbar?: ReactNode
}

export interface CursorPaging { page: number; hasNext: boolean; first: () => void; previous: () => void; next: () => void }

/**
 * Keeps the way back through the pages of a list, of which the server only tells the next. Whatever is in resetOn (the
 * filters) begins at the first page again. The cursor is that of the page to read; with(next) makes the pager of the
 * answer.
 */
export function useCursorPaging(resetOn: string) {
  const [state, setState] = useState<{ for: string; stack: string[] }>({ for: resetOn, stack: [] })
  const stack = state.for === resetOn ? state.stack : []
  const set = (s: string[]) => setState({ for: resetOn, stack: s })
  return {
    cursor: stack[stack.length - 1],
    with: (next: string | undefined): CursorPaging => ({
      page: stack.length + 1, hasNext: !!next,
      first: () => set([]),
      previous: () => set(stack.slice(0, -1)),
      next: () => next && set([...stack, next]),
    }),
  }
}

/** A list of the server as a real table: paging, choice of columns, selection for acts on many. */
export function LedgerTable<R extends object>(props: LedgerTableProps<R>) {
  const { caption, columns, rows, rowKey, loading, error, onRetry, empty, hidden, selection, toolbar, total, paging } = props
  const words = useWords()
  const common = useCommon()
  const shown = columns.filter((c) => c.always || !(hidden ?? columns.filter((o) => o.optional).map((o) => o.key)).includes(c.key))
  const antColumns = useMemo<ColumnType<R>[]>(() => shown.map((c) => ({
    key: c.key, title: c.title, width: c.width, align: c.numeric ? 'right' : undefined, className: c.numeric ? 'gb-num' : undefined,
    onHeaderCell: () => ({ scope: 'col' }), render: (_: unknown, row: R) => c.render(row),
  })), [shown])
  const components = useMemo(() => ({
    table: function WithCaption({ children, ...rest }: ComponentProps<'table'>) {
      return <table {...rest}><caption className="gb-visually-hidden">{caption}</caption>{children}</table>
    },
  }), [caption])
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // What scrolls sideways is reached by keyboard too.
    for (const e of box.current?.querySelectorAll<HTMLElement>('.ant-table-body, .ant-table-content') ?? []) {
      e.tabIndex = 0
      e.setAttribute('role', 'region')
      e.setAttribute('aria-label', caption)
    }
    // antd measures its columns with a hidden copy of the header, in which a checkbox would take the focus.
    for (const e of box.current?.querySelectorAll<HTMLElement>('.ant-table-measure-row input, .ant-table-measure-row button') ?? []) e.tabIndex = -1
  })
  return (
    <div className="gb-ledger" ref={box}>
      <div className="gb-row gb-noprint gb-ledger-bar">
        <span role="status">{total}</span>
        {selection && selection.keys.length > 0 && <><strong>{words('selected', { n: selection.keys.length })}</strong>{selection.actions}</>}
        <span className="gb-grow" />
        {toolbar}
        {props.onHide && <ColumnChoice columns={columns} shown={shown} onHide={props.onHide} />}
      </div>
      {error !== undefined && error !== null && <ProblemAlert error={error} onRetry={onRetry} />}
      <Table<R>
        columns={antColumns} dataSource={rows ? [...rows] : []} rowKey={rowKey} loading={loading} pagination={false} size="middle"
        sticky={{ offsetHeader: 56 }} components={components} scroll={{ x: 'max-content' }}
        locale={{ emptyText: loading ? ' ' : (empty ?? common('noData')) }}
        rowSelection={selection && {
          selectedRowKeys: selection.keys as Key[],
          onChange: (keys, picked) => selection.onChange(keys as string[], picked),
          getCheckboxProps: (row) => ({ disabled: selection.disabled?.(row), 'aria-label': selection.name(row) }),
        }}
      />
      {paging && <Pager of={paging} />}
    </div>
  )
}

/** Turns the pages of a list; nothing while there is only one. */
export function Pager({ of }: { of: CursorPaging }) {
  const words = useWords()
  if (of.page === 1 && !of.hasNext) return null
  return (
    <nav className="gb-row gb-noprint gb-pages" aria-label={words('pages')}>
      <Button disabled={of.page === 1} onClick={of.first}>{words('first')}</Button>
      <Button disabled={of.page === 1} onClick={of.previous}>{words('previous')}</Button>
      <span aria-current="page">{words('page', { n: of.page })}</span>
      <Button disabled={!of.hasNext} onClick={of.next}>{words('next')}</Button>
    </nav>
  )
}

function ColumnChoice<R>({ columns, shown, onHide }: { columns: LedgerColumn<R>[]; shown: LedgerColumn<R>[]; onHide: (keys: string[]) => void }) {
  const words = useWords()
  const on = new Set(shown.map((c) => c.key))
  const toggle = (key: string) => {
    if (on.has(key)) on.delete(key)
    else on.add(key)
    onHide(columns.map((c) => c.key).filter((k) => !on.has(k)))
  }
  return (
    <Popover trigger="click" placement="bottomRight" content={
      <div className="gb-column-choice">
        {columns.map((c) => <Checkbox key={c.key} checked={on.has(c.key)} disabled={c.always} onChange={() => toggle(c.key)}>{c.title}</Checkbox>)}
      </div>
    }>
      <Button>{words('columns')}</Button>
    </Popover>
  )
}

