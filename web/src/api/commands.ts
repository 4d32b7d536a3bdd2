import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'

import { activity } from './activity'
import { api, body, type Schemas } from './client'
import { problemFrom } from './problem'
import { keys } from './queries'

type CommandView = Schemas['CommandView']

/** A command that is on record and that the engine has not answered yet. */
export function isWaiting(c: CommandView): boolean {
  return c.state === 'pending' || c.state === 'parked'
}

export interface Order {
  /** Path as ActionView gives it, e.g. /api/v1/cases/{id}/submit. */
  path: string
  payload: unknown
  /** ETag of the case that the person saw; with it, a case that changed since is not acted on (412). */
  etag?: string
  /** When it was done, if it is entered later (补录), RFC 3339. */
  occurredAt?: string
  /** The same key for the same act, so that a repeat does nothing twice. */
  key: string
}

/** A key for one act of a person. */
export function newKey(): string {
  // crypto.randomUUID is newer than Chromium 86 and absent on plain http.
  const b = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(b, (x) => x.toString(16).padStart(2, '0')).join('')
}

const patience = 20_000
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Sends a command and waits a while for what comes of it. A refusal is thrown as a ProblemError. */
export async function send(o: Order): Promise<CommandView> {
  const query = o.occurredAt ? `?occurred_at=${encodeURIComponent(o.occurredAt)}` : ''
  const answer = await fetch(o.path + query, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': o.key,
      ...(o.etag ? { 'If-Match': o.etag } : {}),
    },
    body: JSON.stringify(o.payload),
  })
  const said: unknown = await answer.json().catch(() => null)
  if (answer.status === 401) activity.expired()
  if (!answer.ok) throw problemFrom(answer.status, said)
  activity.used()
  let c = said as CommandView
  for (const until = Date.now() + patience; c.state === 'pending' && Date.now() < until; ) {
    await pause(700)
    c = body(await api.GET('/api/v1/commands/{id}', { params: { path: { id: c.id } } }))
  }
  if (c.state === 'rejected') {
    throw problemFrom(409, { title: '', status: 409, detail: c.result.message, code: c.result.kind ?? 'conflict', trace: '' })
  }
  return c
}

/**
 * One act on a case. Repeating it after a failure of the network uses the same key, so that nothing is done twice;
 * after success or refusal the next act has a key of its own.
 */
export function useCommand() {
  const client = useQueryClient()
  const key = useRef(newKey())
  return useMutation({
    mutationFn: async (o: Omit<Order, 'key'>) => {
      try {
        const c = await send({ ...o, key: key.current })
        key.current = newKey()
        return c
      } catch (e) {
        if (!(e instanceof TypeError)) key.current = newKey()
        throw e
      }
    },
    onSuccess: (c) => Promise.all([
      client.invalidateQueries({ queryKey: keys.case(c.case) }),
      client.invalidateQueries({ queryKey: keys.lists }),
    ]),
  })
}
