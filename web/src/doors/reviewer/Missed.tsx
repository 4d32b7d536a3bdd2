import { App, Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'

import { api } from '@/api/client'
import { ProblemAlert } from '@/parts/ProblemAlert'

import { useWords } from './words'

const groups = ['content', 'competition', 'authority', 'procedure', 'citation', 'dates', 'structure', 'format', 'secrecy', 'text', 'classification', 'package'] as const
const names = ['禁止性内容', '公平竞争', '主体与职权', '制定程序', '依据与引用', '施行与有效期', '结构', '公文格式', '保密与个人信息', '文字', '文件性质', '材料齐备']

/** Reports what the reviewer found and no rule had spoken of. */
export function Missed({ caseId, quote, note }: { caseId: string; quote: string; note: string }) {
  const words = useWords()
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const [group, setGroup] = useState<(typeof groups)[number]>('content')
  const [basis, setBasis] = useState('')
  const [error, setError] = useState<unknown>(null)
  const send = async () => {
    setError(null)
    try {
      await api.POST('/api/v1/rules/misses', { body: { case: caseId, quote, group, basis: basis.trim(), note } })
      setOpen(false)
      void message.success(words('missDone'))
    } catch (e) {
      setError(e)
    }
  }
  return (
    <>
      <Button size="small" type="text" onClick={() => setOpen(true)}>{words('missed')}</Button>
      {open && (
        <Modal open title={words('missTitle')} onCancel={() => setOpen(false)} onOk={() => void send()} okButtonProps={{ disabled: !basis.trim() }}>
          {error !== null && <ProblemAlert error={error} focus />}
          <blockquote className="gb-wrap">{quote}</blockquote>
          <label className="gb-field">{words('missGroup')} <Select aria-label={words('missGroup')} value={group} onChange={setGroup} options={groups.map((g, i) => ({ value: g, label: names[i] }))} style={{ minWidth: 180 }} /></label>
          <label className="gb-field">{words('missBasis')} <Input autoFocus maxLength={500} value={basis} onChange={(e) => setBasis(e.target.value)} /></label>
        </Modal>
      )}
    </>
  )
}
