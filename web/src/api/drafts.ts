import { useCallback, useEffect, useRef, useState } from 'react'

import { activity } from './activity'
import type { Schemas } from './client'
import { type ProblemError, problemFrom, statusOf } from './problem'

type DraftView = Schemas['DraftView']

/** What a form of several minutes keeps on the server while it is being filled in. */
export interface Kept<T> {
  /** What was found there when the page was opened; undefined until it is known, null when there was nothing. */
  found: T | null | undefined
  state: 'idle' | 'saving' | 'saved' | 'failed' | 'conflict'
  savedAt?: string
  /** What somebody else saved meanwhile. */
  theirs?: { by: string; at: string; data: T }
  /** Puts it away after a short pause. */
  save: (data: T) => void
  /** Puts it away at once, if anything is left to put away. */
  flush: () => Promise<void>
  /** Ends a conflict: mine replaces theirs, or theirs is taken and returned. */
  settle: (mine: boolean) => Promise<T | undefined>
  /** Forgets it, when what it was for is done. */
  drop: () => Promise<void>
}

const pause = 800

async function ask(url: string, init?: RequestInit): Promise<DraftView | null> {
  const answer = await fetch(url, { ...init, cache: 'no-store' })
  const said: unknown = await answer.json().catch(() => null)
  if (answer.status === 401) activity.expired()
  if (answer.status === 404 || answer.status === 204) return null
  if (!answer.ok) throw problemFrom(answer.status, said)
  return said as DraftView
}

function put(url: string, data: unknown, revision: string | null, force: boolean) {
  return ask(url, {
    method: 'PUT', body: JSON.stringify({ data }),
    headers: { 'Content-Type': 'application/json', ...(force ? { 'If-Match': '*' } : revision ? { 'If-Match': revision } : { 'If-None-Match': '*' }) },
  })
}

/**
 * Keeps a form on the server: url is that of a draft, of a case or of one's own. Every save says which one it replaces, so
 * that two people never overwrite each other without knowing.
 */
export function useKept<T extends object>(url: string | undefined): Kept<T> {
  const [found, setFound] = useState<T | null>()
  const [state, setState] = useState<Kept<T>['state']>('idle')
  const [savedAt, setSavedAt] = useState<string>()
  const [theirs, setTheirs] = useState<Kept<T>['theirs']>()
  const revision = useRef<string | null>(null)
  const waiting = useRef<{ data: T } | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const busy = useRef<Promise<void>>(Promise.resolve())

  const took = useCallback((d: DraftView | null) => {
    revision.current = d ? d.revision : null
    setSavedAt(d?.at)
  }, [])

  useEffect(() => {
    if (!url) return
    let gone = false
    void ask(url).then((d) => {
      if (gone) return
      took(d)
      setFound(d ? (d.data as T) : null)
    }).catch(() => {
      if (!gone) setFound(null)
    })
    return () => { gone = true }
  }, [url, took])

  const write = useCallback(async (force = false) => {
    const next = waiting.current
    if (!next || !url) return
    waiting.current = null
    setState('saving')
    try {
      took(await put(url, next.data, revision.current, force))
      setState('saved')
    } catch (e) {
      waiting.current ??= next
      if (statusOf(e) !== 412) {
        setState('failed')
        return
      }
      const now = await ask(url).catch(() => null)
      const mark = (e as ProblemError).problem.draft
      setTheirs(now ? { by: mark?.by.name ?? now.by.name, at: now.at, data: now.data as T } : undefined)
      setState('conflict')
    }
  }, [url, took])

  const queue = useCallback((force = false) => {
    busy.current = busy.current.then(() => write(force))
    return busy.current
  }, [write])

  const save = useCallback((data: T) => {
    waiting.current = { data }
    clearTimeout(timer.current)
    setState((s) => (s === 'conflict' ? s : 'saving'))
    timer.current = setTimeout(() => void queue(), pause)
  }, [queue])

  const flush = useCallback(() => {
    clearTimeout(timer.current)
    return queue()
  }, [queue])

  // A page that is left puts away what it has.
  useEffect(() => () => { if (timer.current) void flush() }, [flush])

  const settle = useCallback(async (mine: boolean) => {
    const other = theirs
    setTheirs(undefined)
    if (mine) {
      await queue(true)
      return undefined
    }
    waiting.current = null
    took(url ? await ask(url) : null)
    setState('saved')
    return other?.data
  }, [queue, theirs, took, url])

  const drop = useCallback(async () => {
    clearTimeout(timer.current)
    waiting.current = null
    await busy.current
    if (url) await fetch(url, { method: 'DELETE' }).catch(() => undefined)
    revision.current = null
    setState('idle')
  }, [url])

  return { found, state, savedAt, theirs, save, flush, settle, drop }
}
