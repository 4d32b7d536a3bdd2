import { keepPreviousData } from '@tanstack/react-query'

import { api, body, type paths } from '@/api/client'
import { keys } from '@/api/queries'

type Part = NonNullable<NonNullable<paths['/api/v1/rates/{rate}/items']['get']['parameters']['query']>['part']>

export interface ItemsOf { rate: string; part: string; from: string; to: string; organ?: string; as_of?: string }

/** The list behind a number, as of the moment at which it was counted. */
export const itemsQuery = ({ rate, part, ...query }: ItemsOf, cursor?: string, limit = 50) => ({
  queryKey: [...keys.lists, 'items', rate, part, query, cursor, limit],
  queryFn: async () => body(await api.GET('/api/v1/rates/{rate}/items', { params: { path: { rate }, query: { ...query, part: part as Part, cursor, limit } } })),
  placeholderData: keepPreviousData,
})
