import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import { keys } from './queries'

/** How a live page is connected. */
export type Live = 'connecting' | 'live' | 'broken'

/**
 * Keeps what is shown of a case up to date: the server says when something happened, and what is on the screen is read
 * again. The browser connects again by itself; where it cannot, the page is read every half minute.
 */
export function useLiveCase(id: string): Live {
  const client = useQueryClient()
  const [state, setState] = useState<Live>('connecting')
  useEffect(() => {
    let told: ReturnType<typeof setTimeout> | undefined
    // Several events of one act are one reading.
    const again = () => {
      clearTimeout(told)
      told = setTimeout(() => {
        void client.invalidateQueries({ queryKey: keys.case(id) })
        void client.invalidateQueries({ queryKey: keys.lists })
      }, 150)
    }
    const source = new EventSource(`/api/v1/cases/${id}/events/stream?after=now`)
    source.onopen = () => setState('live')
    source.onerror = () => setState('broken')
    source.onmessage = again
    const poll = setInterval(() => {
      if (source.readyState !== EventSource.OPEN) again()
    }, 30_000)
    return () => {
      clearTimeout(told)
      clearInterval(poll)
      source.close()
    }
  }, [client, id])
  return state
}
