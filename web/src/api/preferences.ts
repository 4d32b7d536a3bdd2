import { useQuery, useQueryClient } from '@tanstack/react-query'

import { api, body } from './client'

const key = ['preferences']

const query = { queryKey: key, queryFn: async () => body(await api.GET('/api/v1/me/preferences')).data, staleTime: Infinity }

/** One setting of the person, kept on the server: it is the same at every machine. */
export function usePreference<T>(name: string): [T | undefined, (v: T) => void] {
  const client = useQueryClient()
  const { data } = useQuery(query)
  const set = (v: T) => {
    const next = { ...data, [name]: v }
    client.setQueryData(key, next)
    void api.PUT('/api/v1/me/preferences', { body: { data: next } }).catch(() => client.invalidateQueries({ queryKey: key }))
  }
  return [data?.[name] as T | undefined, set]
}
