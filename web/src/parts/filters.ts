import { useMemo } from 'react'
import { useSearchParams } from 'react-router-dom'

/**
 * The filters of a list, kept in the address, so that a link leads to what was seen. Values are texts; what is empty is
 * left out.
 */
export function useFilters<K extends string>(names: readonly K[]) {
  const [params, setParams] = useSearchParams()
  const key = params.toString()
  // eslint-disable-next-line react-hooks/exhaustive-deps -- params is another object each time; its text tells
  const values = useMemo(() => Object.fromEntries(names.map((n) => [n, params.get(n) ?? ''])) as Record<K, string>, [key])
  const set = (changes: Partial<Record<K, string | undefined>>) => setParams((p) => {
    for (const [n, v] of Object.entries(changes) as [K, string | undefined][]) {
      if (v) p.set(n, v)
      else p.delete(n)
    }
    return p
  }, { replace: true })
  return { values, set, clear: () => setParams({}, { replace: true }), any: names.some((n) => params.get(n)), key }
}
