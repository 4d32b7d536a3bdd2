import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router-dom'

import { api, body } from '@/api/client'
import { keys } from '@/api/queries'
import { Async } from '@/parts/Async'
import { Pager, useCursorPaging } from '@/parts/LedgerTable'
import { Page } from '@/parts/Page'

import { WatchTable } from './Watch'
import { useWords } from './words'

/** All of one bucket of periods. */
export function WatchPage() {
  const { bucket = '' } = useParams()
  const words = useWords()
  const paging = useCursorPaging(bucket)
  const query = useQuery({
    queryKey: [...keys.lists, 'watch', bucket, paging.cursor], placeholderData: keepPreviousData,
    queryFn: async () => body(await api.GET('/api/v1/watch/{bucket}', { params: { path: { bucket }, query: { cursor: paging.cursor, limit: 100 } } })),
  })
  return (
    <Page title={words('watch')} lead={<Link to="/supervise">{words('back')}</Link>}>
      <div className="gb-card">
        <Async query={query} rows={10} isEmpty={(p) => p.items.length === 0} empty={words('watchNone')}>{(p) => <WatchTable rows={p.items} caption={words('watch')} />}</Async>
        <Pager of={paging.with(query.data?.next)} />
      </div>
    </Page>
  )
}
