import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'

import { activity } from '@/api/activity'
import { api, body, type Schemas } from '@/api/client'
import { statusOf } from '@/api/problem'
import { keys } from '@/api/queries'
import { ProblemAlert } from '@/parts/ProblemAlert'
import { useCommon } from '@/words/common'
import type { Role } from '@/words/enums'

import { LoginDialog, LoginPage } from './Login'
import { RenewDialog } from './Renew'

export type SessionView = Schemas['SessionView']

export interface Session extends SessionView {
  has: (...roles: (Role | 'counsel')[]) => boolean
  organs: (...roles: (Role | 'counsel')[]) => string[]
  signOut: () => Promise<void>
}

const Context = createContext<Session | null>(null)

/** Who is signed in. Only below SessionGate. */
export function useSession(): Session {
  const s = useContext(Context)
  if (!s) throw new Error('useSession outside of SessionGate')
  return s
}

/** Who is signed in, or nobody, for pages that the public may read. */
export function useMaybeSession(): Session | null {
  return useContext(Context)
}

async function readSession(): Promise<SessionView | null> {
  try {
    const s = body(await api.GET('/api/v1/session'))
    activity.idleSpan = Date.parse(s.idle_until) - Date.parse(s.server_time)
    activity.endsAt = Date.now() + Date.parse(s.ends_at) - Date.parse(s.server_time)
    activity.used()
    return s
  } catch (e) {
    if (statusOf(e) === 401) return null
    throw e
  }
}

/**
 * Lets through who is signed in. A session that ends while somebody works is renewed in a dialog over the page, so that
 * nothing typed is lost.
 */
export function SessionGate({ children, open }: { children: ReactNode; open?: boolean }) {
  const client = useQueryClient()
  const words = useCommon()
  const { data, error, isPending, refetch } = useQuery({ queryKey: keys.session, queryFn: readSession, staleTime: Infinity, retry: 2 })
  const [expired, setExpired] = useState(false)
  useEffect(() => activity.onExpired(() => setExpired(true)), [])

  const session = useMemo<Session | null>(() => data ? {
    ...data,
    has: (...roles) => data.person.grants.some((g) => (roles as string[]).includes(g.role)),
    organs: (...roles) => [...new Set(data.person.grants.filter((g) => roles.length === 0 || (roles as string[]).includes(g.role)).map((g) => g.organ))],
    signOut: async () => {
      await api.DELETE('/api/v1/session')
      client.clear()
      window.location.assign('/')
    },
  } : null, [data, client])

  if (isPending) return <p className="gb-loading">{words('loading')}</p>
  if (error) return <div className="gb-page"><ProblemAlert error={error} onRetry={() => void refetch()} /></div>
  if (!session) return open ? <Context.Provider value={null}>{children}</Context.Provider> : <LoginPage onDone={() => void refetch()} />
  return (
    <Context.Provider value={session}>
      {children}
      <RenewDialog onExpired={() => setExpired(true)} />
      {expired && (
        <LoginDialog
          login={session.login}
          onDone={(who) => {
            setExpired(false)
            // Somebody else at the same machine must not go on with the other's page.
            if (who !== session.person.id) window.location.assign('/')
            else void client.invalidateQueries()
          }}
        />
      )}
    </Context.Provider>
  )
}
