import { onlineManager } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useSyncExternalStore } from 'react'

import { defineWords } from '@/words/i18n'

const useWords = defineWords('connection', {
  offline: '网络连接中断。页面上填写的内容还在，没有提交的不会自动提交；恢复连接后请再操作一次。',
}, {
  offline: 'The connection is interrupted. What you filled in is still here; nothing is sent by itself. Try again when it is back.',
})

/** Says over every page that there is no network. */
export function ConnectionBanner() {
  const words = useWords()
  const online = useSyncExternalStore((l) => onlineManager.subscribe(l), () => onlineManager.isOnline())
  return online ? null : <div role="status"><Alert banner type="warning" title={words('offline')} /></div>
}
