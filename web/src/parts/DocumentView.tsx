import { type KeyboardEvent, memo, type MouseEvent, useEffect, useLayoutEffect, useRef } from 'react'

import { defineWords } from '@/words/i18n'

import { type Anchor, anchorOfSelection } from './anchor'

const useWords = defineWords('documentView', { document: '文件正文' }, { document: 'Text of the document' })

export interface DocumentViewProps {
  /** Made and escaped by the server from our own model of the document; never taken from the file as it is. */
  html: string
  /** The rules for the classes of that document. */
  css: string
  /** The finding in focus: its marks are drawn stronger and scrolled to. */
  current?: number
  /** Somebody went to a mark; the numbers are the findings it stands for. */
  onSelect?: (findings: number[]) => void
  /** Somebody selected words. */
  onAnchor?: (a: Anchor | null) => void
  /** Further marks of the page, e.g. comments, by paragraph: they are drawn beside the paragraph. */
  commented?: ReadonlySet<string>
  label?: string
}

const nonce = () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

/** The document as Word shows it, with the places of findings in it. */
export const DocumentView = memo(function DocumentView({ html, css, current, onSelect, onAnchor, commented, label }: DocumentViewProps) {
  const words = useWords()
  const box = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const style = document.createElement('style')
    style.nonce = nonce()
    style.textContent = css
    document.head.append(style)
    return () => style.remove()
  }, [css])

  // React is told nothing about what is inside, so that a change of the mark in focus does not draw 60 pages again.
  useLayoutEffect(() => {
    if (box.current) box.current.innerHTML = html
  }, [html])

  useEffect(() => {
    const root = box.current
    if (!root) return
    for (const m of root.querySelectorAll('.gb-mark.current')) m.classList.remove('current')
    if (current === undefined) return
    const marks = root.querySelectorAll<HTMLElement>(`.gb-mark[data-f~="${current}"]`)
    for (const m of marks) m.classList.add('current')
    marks[0]?.scrollIntoView({ block: 'center' })
  }, [current, html])

  useEffect(() => {
    for (const p of box.current?.querySelectorAll<HTMLElement>('[data-p]') ?? []) {
      p.classList.toggle('gb-commented', commented?.has(p.dataset.p ?? '') ?? false)
    }
  }, [commented, html])

  const select = (e: MouseEvent | KeyboardEvent) => {
    const mark = (e.target as HTMLElement).closest<HTMLElement>('.gb-mark')
    const numbers = mark?.dataset.f?.split(' ').map(Number)
    if (numbers && onSelect) onSelect(numbers)
  }
  const anchor = () => {
    if (onAnchor && box.current) onAnchor(anchorOfSelection(box.current))
  }
  return (
    // The marks inside are reached by Tab and answer Enter; the region itself does nothing.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className="gb-doc-frame" aria-label={label ?? words('document')} lang="zh-CN"
      onClick={select} onMouseUp={anchor}
      onKeyUp={(e) => (e.key === 'Enter' ? select(e) : e.shiftKey && anchor())}
    >
      <div ref={box} className="gb-doc" />
    </section>
  )
})

/** Brings an article or a paragraph of the document to the eye. */
export function scrollToPlace(place: { article?: string; paragraph?: string }) {
  const root = document.querySelector('.gb-doc')
  const found = place.paragraph ? root?.querySelector(`[data-p="${CSS.escape(place.paragraph)}"]`) : undefined
  const at = found ?? (place.article ? root?.querySelector(`[data-a="${CSS.escape(place.article)}"]`) : undefined)
  at?.scrollIntoView({ block: 'start' })
}
