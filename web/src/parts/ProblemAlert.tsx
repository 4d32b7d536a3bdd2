import { Alert, Button } from 'antd'
import { useEffect, useRef } from 'react'

import { fileGone, offline, problemOf } from '@/api/problem'
import { useCommon } from '@/words/common'
import { defineWords } from '@/words/i18n'

const useWords = defineWords('problem', {
  offline: '连接不上服务器',
  offlineNext: '刚才的操作没有完成，填写的内容还在页面上。请检查网络，恢复后点“重试”。',
  fileGone: '文件读不到了',
  fileGoneNext: '这个文件在选择之后被移动、修改或者删除了，没有上传。请重新选择文件；正在 Word 或者 WPS 里编辑的，先保存。',
  unexpected: '页面出了问题',
  unexpectedNext: '内容没有丢失。请重试；仍然不行的，刷新页面，并把下面的说明告诉系统管理员：{{cause}}',
  http: '服务器没有正常回答（{{status}}）',
  httpNext: '请稍后重试；仍然不行的，请联系系统管理员。',
}, {
  offline: 'The server cannot be reached',
  offlineNext: 'What you just did is not done; what you filled in is still here. Check the network and try again.',
  fileGone: 'The file cannot be read any more',
  fileGoneNext: 'It was moved, changed or deleted after it was chosen, and was not sent. Choose it again; if it is open in Word or WPS, save it first.',
  unexpected: 'Something went wrong on this page',
  unexpectedNext: 'Nothing is lost. Try again; if that does not help, reload the page and tell the administrator: {{cause}}',
  http: 'The server gave no proper answer ({{status}})',
  httpNext: 'Try again in a while; if it stays like this, tell the system administrator.',
})

export interface ProblemAlertProps {
  error: unknown
  onRetry?: () => void
  /** Takes the focus when it appears, as after sending a form. */
  focus?: boolean
}

/** A failure as sentences: what happened, what to do next, and what to tell the administrator. */
export function ProblemAlert({ error, onRetry, focus }: ProblemAlertProps) {
  const words = useWords()
  const common = useCommon()
  const box = useRef<HTMLDivElement>(null)
  const p = problemOf(error)
  useEffect(() => {
    if (focus) box.current?.focus()
  }, [focus, error])

  let { title, detail } = p
  if (p.status === offline) [title, detail] = [words('offline'), words('offlineNext')]
  else if (p.code === fileGone) [title, detail] = [words('fileGone'), words('fileGoneNext')]
  else if (p.status === -1) [title, detail] = [words('unexpected'), words('unexpectedNext', { cause: p.detail })]
  else if (!title && !detail) [title, detail] = [words('http', { status: p.status }), words('httpNext')]
  const soft = p.status === 409 || p.status === 412 || p.status === offline || p.status === 503
  return (
    <div ref={box} tabIndex={-1} role="alert" className="gb-problem">
      <Alert
        type={soft ? 'warning' : 'error'} showIcon title={title || detail}
        action={onRetry && <Button size="small" onClick={onRetry}>{common('retry')}</Button>}
        description={
          <>
            {title && <p>{detail}</p>}
            {(p.errors ?? []).length > 0 && (
              <ul>{(p.errors ?? []).map((e, i) => <li key={i}>{e.message}{e.location ? ` (${e.location.replace(/^body\./, '')})` : ''}</li>)}</ul>
            )}
            {p.trace && <p className="gb-muted">{common('trace')} <code>{p.trace}</code></p>}
          </>
        }
      />
    </div>
  )
}
