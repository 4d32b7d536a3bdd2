import { DeleteOutlined, FileOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { type DragEvent, useRef, useState } from 'react'

import { extensions, type FileView, maxFile, uploadFile } from '@/api/upload'
import { useCommon } from '@/words/common'
import { formatBytes } from '@/words/dates'
import { defineWords } from '@/words/i18n'

import { ProblemAlert } from './ProblemAlert'

const useWords = defineWords('filePicker', {
  choose: '选择文件',
  again: '换一个文件',
  drop: '或者把文件拖到这里',
  accepts: '{{kinds}}，不超过 50 MB',
  tooLarge: '文件有 {{size}}，超过 50 MB 的上限。请压缩图片或者拆分附件后重新选择。',
  wrongKind: '不接受“{{name}}”这种文件。请用 {{kinds}}；.doc、.wps 请先用 Word 或者 WPS 另存为 .docx。',
  sending: '正在上传 {{name}}',
  cancel: '取消上传',
  remove: '移除 {{name}}',
}, {
  choose: 'Choose a file',
  again: 'Another file',
  drop: 'or drop it here',
  accepts: '{{kinds}}, up to 50 MB',
  tooLarge: 'The file has {{size}}, more than the 50 MB allowed. Compress its pictures or split it.',
  wrongKind: 'Files like “{{name}}” are not taken. Use {{kinds}}; save .doc and .wps as .docx first.',
  sending: 'Uploading {{name}}',
  cancel: 'Cancel upload',
  remove: 'Remove {{name}}',
})

export interface FilePickerProps {
  /** Names the field, for people and for readers of screens. */
  label: string
  kinds?: readonly string[]
  value?: FileView | null
  onChange: (f: FileView | null) => void
  /** Takes the file instead of uploading it, e.g. for a check that keeps nothing. */
  onFile?: (f: File) => void
  disabled?: boolean
}

interface Sending { name: string; sent: number; total: number; stop: AbortController }

/** Chooses a file by button or by dragging, sends it with a progress bar, and shows why it was not taken. */
export function FilePicker({ label, kinds = extensions, value, onChange, onFile, disabled }: FilePickerProps) {
  const words = useWords()
  const common = useCommon()
  const input = useRef<HTMLInputElement>(null)
  const last = useRef<File | null>(null)
  const [sending, setSending] = useState<Sending | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [refusal, setRefusal] = useState('')
  const [over, setOver] = useState(false)
  const kindList = kinds.join(' ')

  const take = (file: File | undefined) => {
    if (!file) return
    setError(null)
    setRefusal('')
    last.current = file
    if (!kinds.some((k) => file.name.toLowerCase().endsWith(k))) {
      setRefusal(words('wrongKind', { name: file.name, kinds: kindList }))
    } else if (file.size > maxFile) {
      setRefusal(words('tooLarge', { size: formatBytes(file.size) }))
    } else if (onFile) {
      onFile(file)
    } else {
      void send(file)
    }
  }
  const send = async (file: File) => {
    const stop = new AbortController()
    setSending({ name: file.name, sent: 0, total: file.size, stop })
    try {
      onChange(await uploadFile(file, { signal: stop.signal, onProgress: (sent, total) => setSending({ name: file.name, sent, total, stop }) }))
    } catch (e) {
      if (!(e instanceof DOMException && e.name === 'AbortError')) setError(e)
    } finally {
      setSending(null)
    }
  }
  const drop = (e: DragEvent) => {
    e.preventDefault()
    setOver(false)
    if (!disabled) take(e.dataTransfer.files[0])
  }
  return (
    <div className={`gb-picker${over ? ' over' : ''}`} role="group" aria-label={label}
      onDragOver={(e) => { e.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)} onDrop={drop}>
      <input ref={input} type="file" className="gb-visually-hidden" tabIndex={-1} accept={kinds.join(',')} aria-label={label}
        onChange={(e) => { take(e.target.files?.[0]); e.target.value = '' }} />
      {error !== null && <ProblemAlert error={error} onRetry={() => last.current && void send(last.current)} />}
      {refusal && <p role="alert" className="gb-refusal">{refusal}</p>}
      {sending ? (
        <div>
          <Progress percent={sending.total ? Math.floor((sending.sent / sending.total) * 100) : 0} aria-label={words('sending', { name: sending.name })} />
          <div className="gb-row"><span className="gb-wrap">{words('sending', { name: sending.name })} {formatBytes(sending.sent)} / {formatBytes(sending.total)}</span><Button size="small" onClick={() => sending.stop.abort()}>{words('cancel')}</Button></div>
        </div>
      ) : (
        <div className="gb-row">
          {value && <span className="gb-wrap"><FileOutlined /> {value.name} <span className="gb-muted">{formatBytes(value.size)}</span></span>}
          <Button disabled={disabled} onClick={() => input.current?.click()}>{value ? words('again') : words('choose')}<span className="gb-visually-hidden"> {label}</span></Button>
          {value && <Button type="text" icon={<DeleteOutlined />} disabled={disabled} aria-label={words('remove', { name: value.name })} onClick={() => onChange(null)}>{common('remove')}</Button>}
          {!value && <span className="gb-muted">{words('drop')} · {words('accepts', { kinds: kindList })}</span>}
        </div>
      )}
    </div>
  )
}
