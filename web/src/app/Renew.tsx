import { Button, Modal } from 'antd'
import { useEffect, useState } from 'react'

import { activity } from '@/api/activity'
import { api } from '@/api/client'
import { defineWords } from '@/words/i18n'

const useWords = defineWords('renew', {
  title: '即将退出登录',
  text: '您已有一段时间没有操作。{{n}} 秒后将退出登录，页面上填写的内容不会丢失。',
  stay: '继续使用',
}, {
  title: 'You are about to be signed out',
  text: 'Nothing was done here for a while. You will be signed out in {{n}} seconds; what you filled in stays on the page.',
  stay: 'Stay signed in',
})

/** How long before the end it is said. */
const warning = 120_000

/** Says that the session is about to end, and lets it be prolonged with one key. */
export function RenewDialog({ onExpired }: { onExpired: () => void }) {
  const words = useWords()
  const [left, setLeft] = useState(Infinity)
  useEffect(() => {
    const t = setInterval(() => {
      const ms = activity.left()
      setLeft(ms)
      if (ms <= 0) onExpired()
    }, 1000)
    return () => clearInterval(t)
  }, [onExpired])

  const stay = async () => {
    activity.touch()
    try {
      await api.GET('/api/v1/session')
      activity.used()
      setLeft(Infinity)
    } catch {
      onExpired()
    }
  }
  const open = left > 0 && left < warning
  return (
    <Modal open={open} title={words('title')} closable={false} mask={{ closable: false }} zIndex={1900}
      footer={<Button type="primary" autoFocus onClick={() => void stay()}>{words('stay')}</Button>}>
      <p role="timer" aria-live="off">{words('text', { n: Math.ceil(left / 1000) })}</p>
    </Modal>
  )
}
