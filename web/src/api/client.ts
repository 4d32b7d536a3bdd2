import createClient, { type Middleware } from 'openapi-fetch'

import { type Activity, activity } from './activity'
import { problemFrom } from './problem'
import type { components, paths } from './schema.gen'

export type Schemas = components['schemas']
export type { paths }

/** Says to the server that no person is behind a request, so that it does not prolong the session. */
export const backgroundHeader = 'Guibei-Background'

function watch(of: Activity): Middleware {
  return {
    onRequest({ request }) {
      if (of.idle()) request.headers.set(backgroundHeader, '1')
      return request
    },
    async onResponse({ request, response }) {
      if (!request.headers.has(backgroundHeader) && response.ok) of.used()
      if (response.ok || response.status === 304) return response
      const body: unknown = await response.clone().json().catch(() => null)
      const problem = problemFrom(response.status, body)
      if (response.status === 401 && !request.url.endsWith('/api/v1/session')) of.expired()
      throw problem
    },
  }
}

/** The typed client of /api/v1. Whatever is no success is thrown as a ProblemError. */
export const api = createClient<paths>({ baseUrl: window.location.origin, cache: 'no-store' })
api.use(watch(activity))

/** The body of an answer that is a success; the client has thrown otherwise. */
export function body<T>(answer: { data?: T }): T {
  return answer.data as T
}
