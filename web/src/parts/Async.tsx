import type { UseQueryResult } from '@tanstack/react-query'
import { Empty, Skeleton } from 'antd'
import type { ReactNode } from 'react'

import { useCommon } from '@/words/common'

import { ProblemAlert } from './ProblemAlert'

export interface AsyncProps<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'isPending' | 'refetch'>
  /** True when there is nothing to draw; then `empty` is said instead. */
  isEmpty?: (data: T) => boolean
  /** Which of the four kinds of nothing it is: nothing there, nothing that fits, no right, not configured. */
  empty?: ReactNode
  rows?: number
  children: (data: T) => ReactNode
}

/** Draws what was asked of the server, or that it is on its way, or why it did not come. */
export function Async<T>({ query, isEmpty, empty, rows = 4, children }: AsyncProps<T>) {
  const common = useCommon()
  if (query.data !== undefined) {
    const stale = query.error ? <ProblemAlert error={query.error} onRetry={() => void query.refetch()} /> : null
    if (isEmpty?.(query.data)) return <>{stale}<Nothing>{empty ?? common('noData')}</Nothing></>
    return <>{stale}{children(query.data)}</>
  }
  if (query.error) return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
  return <div role="status" aria-label={common('loading')}><Skeleton active paragraph={{ rows }} title={false} /></div>
}

/** Says that there is nothing, and what to do about it. */
export function Nothing({ children }: { children: ReactNode }) {
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={children} />
}
