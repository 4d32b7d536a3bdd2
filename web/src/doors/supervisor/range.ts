import { today } from '@/words/dates'

export interface Range { from: string; to: string; organ?: string }

/** The span of publication days that the address asks for; this year when it asks for none. */
export function rangeOf(v: { from: string; to: string; organ: string }, now = today()): Range {
  const day = /^\d{4}-\d{2}-\d{2}$/
  return {
    from: day.test(v.from) ? v.from : `${now.slice(0, 4)}-01-01`,
    to: day.test(v.to) ? v.to : `${now.slice(0, 4)}-12-31`,
    ...(v.organ ? { organ: v.organ } : {}),
  }
}

/** The query of an address that leads to the list behind a number. */
export function itemsLink(rate: string, part: string, r: Range, asOf?: string): string {
  const q = new URLSearchParams({ part, from: r.from, to: r.to, ...(r.organ ? { organ: r.organ } : {}), ...(asOf ? { as_of: asOf } : {}) })
  return `/supervise/items/${rate}?${q.toString()}`
}

/** A rate as a number for a chart; nothing when there is nothing to measure. */
export function portion(r: { numerator: number; denominator: number }): number | null {
  return r.denominator === 0 ? null : Math.round((r.numerator / r.denominator) * 1000) / 10
}

/** The address of an export of exactly what a list shows. */
export function exportLink(path: string, filter: Record<string, string | number | boolean | undefined | readonly string[]>, columns?: readonly string[]): string {
  const q = new URLSearchParams()
  for (const [k, v] of Object.entries(filter)) {
    if (Array.isArray(v)) for (const one of v as string[]) q.append(k, one)
    else if (v !== undefined && v !== '' && v !== false) q.set(k, String(v))
  }
  if (columns) q.set('columns', columns.join(','))
  return `${path}?${q.toString()}`
}
