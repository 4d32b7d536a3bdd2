import { useQuery } from '@tanstack/react-query'
import { Button, Input, Radio, Select } from 'antd'
import { memo, useState } from 'react'

import { api, body } from '@/api/client'
import type { Anchor } from '@/parts/anchor'
import { Async } from '@/parts/Async'
import { codesOf, type Heading, useLabel } from '@/words/enums'

import type { Change, Item } from './opinion'
import { useWords } from './words'

export interface ItemEditorProps { item: Item; act: (c: Change) => void; place: () => Anchor | null }

/** One item of the opinion. Only what a result needs is asked for. */
export const ItemEditor = memo(function ItemEditor({ item, act, place }: ItemEditorProps) {
  const words = useWords()
  const label = useLabel()
  const set = (s: Partial<Item>) => act({ do: 'item', id: item.id, set: s })
  const field = (key: 'reason' | 'basis' | 'suggestion', rows = 1) => (
    <div className="gb-field">
      <label htmlFor={`${key}-${item.id}`}>{words(key)}</label>
      <Input.TextArea id={`${key}-${item.id}`} autoSize={{ minRows: rows, maxRows: 10 }} maxLength={5000} value={item[key] ?? ''} onChange={(e) => set({ [key]: e.target.value })} />
    </div>
  )
  return (
    <div className="gb-item" id={`item-${item.id}`}>
      {item.own ? (
        <div className="gb-row">
          <Select aria-label={words('editor')} value={item.heading} onChange={(h: Heading) => set({ heading: h })} options={codesOf('heading').map((h) => ({ value: h, label: label('heading', h) }))} />
          <Input className="gb-grow" aria-label={words('test')} placeholder={words('test')} value={item.test} maxLength={500} onChange={(e) => set({ test: e.target.value })} />
          <Button type="text" size="small" onClick={() => act({ do: 'removeItem', id: item.id })}>{words('removeItem')}</Button>
        </div>
      ) : <p className="gb-item-test"><strong>{item.test}</strong>{item.hint && <span className="gb-muted"> {item.hint}</span>}</p>}
      <Radio.Group size="small" aria-label={item.test || words('test')} value={item.result} onChange={(e) => set({ result: e.target.value as 'pass' })}
        options={codesOf('result').map((r) => ({ value: r, label: label('result', r) }))} />
      {item.result === 'not_applicable' && field('reason')}
      {item.result === 'problem' && (
        <>
          <Location item={item} set={set} place={place} />
          {field('reason', 2)}{field('basis')}{field('suggestion')}
          <Phrases item={item} set={set} />
        </>
      )}
    </div>
  )
})

/** Where the problem stands: typed, or taken from the words that are selected in the text. */
function Location({ item, set, place }: { item: Item; set: (s: Partial<Item>) => void; place: () => Anchor | null }) {
  const words = useWords()
  const take = () => {
    const a = place()
    if (a) set({ location: `${a.article ?? ''}“${a.quote.slice(0, 60)}”` })
  }
  return (
    <div className="gb-field">
      <label htmlFor={`location-${item.id}`}>{words('location')}</label>
      <div className="gb-row">
        <Input id={`location-${item.id}`} className="gb-grow" value={item.location ?? ''} maxLength={500} onChange={(e) => set({ location: e.target.value })} />
        <Button size="small" onMouseDown={(e) => e.preventDefault()} onClick={take}>{words('takePlace')}</Button>
      </div>
    </div>
  )
}

/** Earlier wording under the same heading, from opinions that were issued. */
function Phrases({ item, set }: { item: Item; set: (s: Partial<Item>) => void }) {
  const words = useWords()
  const [open, setOpen] = useState(false)
  const query = useQuery({
    queryKey: ['phrases', item.heading], enabled: open, staleTime: 60_000,
    queryFn: async () => body(await api.GET('/api/v1/phrases', { params: { query: { heading: item.heading, limit: 20 } } })).phrases,
  })
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{words('phrases')}</summary>
      {open && (
        <Async query={query} rows={2} isEmpty={(p) => p.length === 0} empty={words('noPhrases')}>{(all) => (
          <ul className="gb-plain-list">
            {all.map((p, i) => (
              <li key={i}>
                <span className="gb-wrap">{p.text} {p.basis && `（${p.basis}）`} {p.suggestion}</span>{' '}
                <Button size="small" onClick={() => set({ reason: p.text, basis: p.basis || item.basis, suggestion: p.suggestion || item.suggestion })}>{words('usePhrase')}</Button>
              </li>
            ))}
          </ul>
        )}</Async>
      )}
    </details>
  )
}
