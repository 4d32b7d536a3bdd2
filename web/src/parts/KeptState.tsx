import { Button, Modal } from 'antd'
import type { ReactNode } from 'react'

import type { Kept } from '@/api/drafts'
import { formatInstant } from '@/words/dates'
import { defineWords } from '@/words/i18n'

const useWords = defineWords('kept', {
  saving: '正在保存草稿…',
  saved: '草稿已保存 {{at}}',
  failed: '草稿没有保存上，内容还在页面上。连接恢复后继续填写，会再次保存。',
  title: '{{who}} 在 {{at}} 保存了另一份草稿',
  text: '两份不同。请选择保留哪一份；没有选的那一份不再保留，可以先从下面复制需要的内容。',
  theirs: '对方的',
  mine: '我的',
  keepMine: '保留我的',
  takeTheirs: '换成对方的',
}, {
  saving: 'Saving…',
  saved: 'Draft saved {{at}}',
  failed: 'The draft could not be saved; it is still on the page. It is saved again when you go on.',
  title: '{{who}} saved another draft at {{at}}',
  text: 'The two differ. Choose which to keep; the other one is dropped, so copy from it first what you need.',
  theirs: 'Theirs',
  mine: 'Mine',
  keepMine: 'Keep mine',
  takeTheirs: 'Take theirs',
})

export interface KeptStateProps<T extends object> {
  kept: Kept<T>
  /** Shows a draft for comparing. */
  show: (data: T) => ReactNode
  mine: () => T
  onTake: (data: T) => void
}

/** Says how a draft stands, and lets somebody choose when two people wrote at the same one. */
export function KeptState<T extends object>({ kept, show, mine, onTake }: KeptStateProps<T>) {
  const words = useWords()
  const said = kept.state === 'saving' ? words('saving') : kept.state === 'failed' ? words('failed')
    : kept.savedAt && kept.state !== 'conflict' ? words('saved', { at: formatInstant(kept.savedAt) }) : ''
  const take = async () => {
    const data = await kept.settle(false)
    if (data) onTake(data)
  }
  return (
    <>
      <span role="status" className={kept.state === 'failed' ? 'gb-missing' : 'gb-muted'}>{said}</span>
      <Modal open={kept.state === 'conflict' && kept.theirs !== undefined} width={900} closable={false} mask={{ closable: false }} keyboard={false}
        title={kept.theirs && words('title', { who: kept.theirs.by, at: formatInstant(kept.theirs.at) })}
        footer={[
          <Button key="theirs" onClick={() => void take()}>{words('takeTheirs')}</Button>,
          <Button key="mine" type="primary" onClick={() => void kept.settle(true)}>{words('keepMine')}</Button>,
        ]}>
        <p>{words('text')}</p>
        {kept.theirs && (
          <div className="gb-two">
            <section><h3>{words('theirs')}</h3>{show(kept.theirs.data)}</section>
            <section><h3>{words('mine')}</h3>{show(mine())}</section>
          </div>
        )}
      </Modal>
    </>
  )
}
