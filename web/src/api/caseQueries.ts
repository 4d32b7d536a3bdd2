import { queryOptions } from '@tanstack/react-query'

import { api, body } from './client'
import { keys } from './queries'

// What is read of one case beside the case itself. All of it is read again when something happens to the case.

const eventsAtOnce = 200

/** The whole time line, oldest first. */
export const eventsQuery = (id: string) => queryOptions({
  queryKey: [...keys.case(id), 'events'],
  queryFn: async () => {
    const all = []
    for (let after = 0; ; ) {
      const page = body(await api.GET('/api/v1/cases/{id}/events', { params: { path: { id }, query: { after, limit: eventsAtOnce } } }))
      all.push(...page.events)
      if (page.events.length < eventsAtOnce) return all
      after = page.next
    }
  },
})

export const nextQuery = (id: string) => queryOptions({
  queryKey: [...keys.case(id), 'next'],
  queryFn: async () => body(await api.GET('/api/v1/cases/{id}/next', { params: { path: { id } } })),
})

export const lettersQuery = (id: string) => queryOptions({
  queryKey: [...keys.case(id), 'letters'],
  queryFn: async () => body(await api.GET('/api/v1/cases/{id}/letters', { params: { path: { id } } })).letters,
})

export const checklistQuery = (id: string) => queryOptions({
  queryKey: [...keys.case(id), 'checklist'],
  queryFn: async () => body(await api.GET('/api/v1/cases/{id}/checklist', { params: { path: { id } } })).items,
  staleTime: Infinity,
})

export type Mode = 'final' | 'markup' | 'original'

/** A version of the document as HTML. A version never changes, so it is kept. */
export const viewQuery = (id: string, n: number, mode: Mode = 'final') => queryOptions({
  queryKey: ['view', id, n, mode],
  queryFn: async () => body(await api.GET('/api/v1/cases/{id}/versions/{n}/view', { params: { path: { id, n }, query: { mode } } })),
  staleTime: 60_000,
})

export const comparisonQuery = (id: string, from: number, to: number) => queryOptions({
  queryKey: ['comparison', id, from, to],
  queryFn: async () => body(await api.GET('/api/v1/cases/{id}/comparison', { params: { path: { id }, query: { from, to } } })),
  staleTime: Infinity,
})

export const revisionQuery = (id: string) => queryOptions({
  queryKey: [...keys.case(id), 'revision'],
  queryFn: async () => body(await api.GET('/api/v1/cases/{id}/revision', { params: { path: { id } } })),
})

export const fileLink = (id: string, sha256: string) => `/api/v1/cases/${id}/files/${sha256}`
export const versionLink = (id: string, n: number) => `/api/v1/cases/${id}/versions/${n}/file`
export const annotatedLink = (id: string, n: number) => `/api/v1/cases/${id}/versions/${n}/annotated`
export const redlineLink = (id: string, from: number, to: number) => `/api/v1/cases/${id}/comparison/redline?from=${from}&to=${to}`
export const letterLink = (id: string, kind: string, obligation?: string) =>
  `/api/v1/cases/${id}/letters/${kind}${obligation ? `?obligation=${obligation}` : ''}`
