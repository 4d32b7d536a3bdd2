import { Button, Result } from 'antd'
import { useRouteError } from 'react-router-dom'

import { ProblemAlert } from '@/parts/ProblemAlert'
import { defineWords } from '@/words/i18n'

const useWords = defineWords('failure', {
  notFound: '没有这个页面',
  notFoundText: '网址可能写错了，或者页面已经移走。',
  home: '回到待我处理',
  stale: '系统已经升级',
  staleText: '请重新加载页面，使用新版本。',
  reload: '重新加载',
}, {
  notFound: 'There is no such page',
  notFoundText: 'The address may be wrong, or the page has moved.',
  home: 'Back to my tasks',
  stale: 'The system has been upgraded',
  staleText: 'Reload the page to use the new version.',
  reload: 'Reload',
})

export function NotFound() {
  const words = useWords()
  return <Result status="404" title={words('notFound')} subTitle={words('notFoundText')} extra={<Button type="primary" href="/">{words('home')}</Button>} />
}

/** True when a part of the page cannot be loaded any more, because a new release has replaced it. */
function isStale(e: unknown): boolean {
  return e instanceof Error && /dynamically imported module|Importing a module script failed|error loading dynamically|Unable to preload/i.test(e.message)
}

/** What is shown when a page fails to load or to draw. */
export function RouteFailure() {
  const words = useWords()
  const e = useRouteError()
  const reload = () => window.location.reload()
  if (isStale(e)) {
    return <Result title={words('stale')} subTitle={words('staleText')} extra={<Button type="primary" onClick={reload}>{words('reload')}</Button>} />
  }
  return <main className="gb-page"><ProblemAlert error={e} onRetry={reload} /></main>
}
