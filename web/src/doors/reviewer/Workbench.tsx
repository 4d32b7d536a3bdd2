import { App, Button, Input, Modal, Tabs } from 'antd'
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'

import type { Schemas } from '@/api/client'
import type { Kept } from '@/api/drafts'
import type { CaseRead } from '@/api/queries'
import type { Anchor } from '@/parts/anchor'
import { DocumentView } from '@/parts/DocumentView'
import { Outline } from '@/parts/Outline'

import { Comments } from './Comments'
import { CounselForm } from './CounselForm'
import { Editor } from './Editor'
import { Leads } from './Leads'
import { type Change, change, type Opinion } from './opinion'
import { Rounds } from './Rounds'
import { ShortcutHelp } from './ShortcutHelp'
import { type ShortcutKey, useShortcuts } from './shortcuts'
import { useWords } from './words'

type Pane = 'leads' | 'editor' | 'comments' | 'rounds' | 'counsel' | 'outline'

export interface WorkbenchProps {
  of: CaseRead
  view: Schemas['DocumentView']
  /** Only for who may write the opinion now. */
  kept?: Kept<Opinion>
  start?: Opinion
}

const nothing: Opinion = { summary: '', items: [], findings: [], comments: [] }

/** The text on the left, leads and opinion on the right. Typing in the opinion does not draw the text again. */
export function Workbench({ of, view, kept, start }: WorkbenchProps) {
  const words = useWords()
  const { message } = App.useApp()
  const writes = kept !== undefined
  const [opinion, dispatch] = useReducer(change, start ?? nothing)
  const counsels = of.can.some((a) => a.command === 'give_counsel_opinion')
  const [pane, setPane] = useState<Pane>(counsels ? 'counsel' : 'leads')
  const [current, setCurrent] = useState<number>()
  const [dismissing, setDismissing] = useState<Schemas['DocumentFinding'] | null>(null)
  const [commenting, setCommenting] = useState<Anchor | null>(null)
  const [help, setHelp] = useState(false)
  const anchor = useRef<Anchor | null>(null)
  useKeeping(opinion, kept)

  const act = useCallback((c: Change) => dispatch(c), [])
  const findings = view.findings
  const step = useCallback((by: number) => {
    setPane('leads')
    setCurrent((n) => findings.length === 0 ? undefined : n === undefined ? (by > 0 ? 0 : findings.length - 1) : Math.min(Math.max(n + by, 0), findings.length - 1))
  }, [findings])
  const select = useCallback((numbers: number[]) => { setCurrent(numbers[0]); setPane('leads') }, [])
  const comment = useCallback(() => {
    if (anchor.current) setCommenting(anchor.current)
    else void message.info(words('selectFirst'))
  }, [message, words])
  const press = useCallback((k: ShortcutKey) => {
    const f = current === undefined ? undefined : findings[current]
    switch (k) {
      case 'j': step(1); break
      case 'k': step(-1); break
      case 'a': if (f && writes) { act({ do: 'accept', finding: f }); step(1) } break
      case 'd': if (f && writes) setDismissing(f); break
      case 'c': if (writes) comment(); break
      case 'e': setPane('editor'); focusSoon('.gb-editor input, .gb-editor textarea'); break
      case 'l': setPane('leads'); focusSoon('.gb-findings button'); break
      case 't': focusSoon('.gb-doc-scroll'); break
      case '?': setHelp(true); break
    }
  }, [act, comment, current, findings, step, writes])
  const flush = kept?.flush
  const shortcuts = useShortcuts(press, useCallback(() => void flush?.(), [flush]))
  const commented = useMemo(() => new Set(opinion.comments.map((c) => c.paragraph)), [opinion.comments])
  const takeAnchor = useCallback((a: Anchor | null) => { anchor.current = a }, [])

  const panes: { key: Pane; label: string; children: React.ReactNode }[] = [
    ...(counsels ? [{ key: 'counsel' as const, label: words('counsel'), children: <CounselForm of={of} /> }] : []),
    { key: 'leads', label: `${words('leads')} ${findings.length}`, children: <Leads caseId={of.id} checked={view.checked} findings={findings} current={current} onSelect={setCurrent} opinion={writes ? opinion : undefined} act={act} onDismiss={setDismissing} /> },
    ...(kept ? [
      { key: 'editor' as const, label: words('editor'), children: <Editor of={of} opinion={opinion} act={act} kept={kept} anchor={anchor} /> },
      { key: 'comments' as const, label: `${words('comments')} ${opinion.comments.length}`, children: <Comments caseId={of.id} comments={opinion.comments} act={act} onAdd={comment} /> },
    ] : []),
    { key: 'rounds', label: words('rounds'), children: <Rounds of={of} /> },
    { key: 'outline', label: words('outline'), children: <Outline entries={view.outline} /> },
  ]
  return (
    <div className="gb-workbench">
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <div className="gb-doc-scroll" tabIndex={0} role="region" aria-label={view.title || of.title}>
        <DocumentView html={view.html} css={view.css} current={current} onSelect={select} onAnchor={takeAnchor} commented={commented} />
      </div>
      <div className="gb-panel gb-card">
        <Button className="gb-help-button" size="small" type="text" onClick={() => setHelp(true)}>{words('shortcuts')} ?</Button>
        <Tabs size="small" tabBarGutter={12} activeKey={pane} onChange={(k) => setPane(k as Pane)} items={panes} />
      </div>
      {dismissing && <AskText title={words('dismissTitle')} need={words('dismissNeed')} onCancel={() => setDismissing(null)} onText={(reason) => { act({ do: 'dismiss', finding: dismissing, reason }); setDismissing(null); step(1) }} />}
      {commenting && <AskText title={`${words('comment')} “${commenting.quote.slice(0, 40)}”`} need={words('commentText')} onCancel={() => setCommenting(null)} onText={(text) => { act({ do: 'comment', at: commenting, text }); setCommenting(null); setPane('comments') }} />}
      <ShortcutHelp open={help} onClose={() => setHelp(false)} on={shortcuts.on} onSwitch={shortcuts.setOn} />
    </div>
  )
}

/** Keeps every change as a draft. */
function useKeeping(opinion: Opinion, kept: Kept<Opinion> | undefined) {
  const save = kept?.save
  const latest = useRef(opinion)
  useEffect(() => {
    if (latest.current === opinion) return
    latest.current = opinion
    save?.(opinion)
  }, [opinion, save])
}

function focusSoon(selector: string) {
  setTimeout(() => document.querySelector<HTMLElement>(selector)?.focus(), 50)
}

function AskText({ title, need, onText, onCancel }: { title: string; need: string; onText: (t: string) => void; onCancel: () => void }) {
  const [text, setText] = useState('')
  const [pressed, setPressed] = useState(false)
  const done = () => { setPressed(true); if (text.trim()) onText(text.trim()) }
  return (
    <Modal open title={title} onCancel={onCancel} onOk={done}>
      <Input.TextArea autoFocus aria-label={title} autoSize={{ minRows: 3, maxRows: 10 }} maxLength={5000} value={text} onChange={(e) => setText(e.target.value)}
        onKeyDown={(e) => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) done() }} />
      {pressed && !text.trim() && <p role="alert" className="gb-refusal">{need}</p>}
    </Modal>
  )
}
