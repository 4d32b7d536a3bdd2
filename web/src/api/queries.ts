import { queryOptions } from '@tanstack/react-query'

import { api, body } from './client'

/** The names under which answers are kept. Everything of a case begins with keys.case, every list with keys.lists. */
export const keys = {
  session: ['session'] as const,
  lists: ['lists'] as const,
  tasks: ['lists', 'tasks'] as const,
  organs: ['organs'] as const,
  case: (id: string) => ['case', id] as const,
}

export const tasksQuery = queryOptions({
  queryKey: keys.tasks,
  queryFn: async () => body(await api.GET('/api/v1/tasks')).tasks,
  refetchInterval: 60_000,
})

export const organsQuery = queryOptions({
  queryKey: keys.organs,
  queryFn: async () => body(await api.GET('/api/v1/organs')).organs,
  staleTime: 10 * 60_000,
})

export const caseQuery = (id: string) => queryOptions({
  queryKey: [...keys.case(id), 'view'],
  queryFn: async () => {
    const answer = await api.GET('/api/v1/cases/{id}', { params: { path: { id } } })
    return { ...body(answer), etag: answer.response.headers.get('ETag') ?? '' }
  },
})

/** A case as read, with its ETag for the next act. */
export type CaseRead = Awaited<ReturnType<NonNullable<ReturnType<typeof caseQuery>['queryFn']>>>
