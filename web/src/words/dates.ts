/**
 * Dates as the field writes them. Days of the law are civil dates of the region and come as YYYY-MM-DD; instants are
 * shown on the wall clock of China, wherever the browser stands.
 */
const zone = 'Asia/Shanghai'

const clock = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
})

function parts(at: Date) {
  const of: Record<string, string> = {}
  for (const p of clock.formatToParts(at)) of[p.type] = p.value
  return of
}

/** 2026-03-05 14:02 */
export function formatInstant(iso: string | undefined): string {
  if (!iso) return '—'
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return '—'
  const p = parts(at)
  return `${p.year ?? ''}-${p.month ?? ''}-${p.day ?? ''} ${p.hour ?? ''}:${p.minute ?? ''}`
}

/** The civil date of an instant: 2026-03-05 */
export function formatDay(iso: string | undefined): string {
  return iso ? formatInstant(iso).slice(0, 10) : '—'
}

/** A date of the law, which has no time of day. */
export function formatDate(date: string | undefined): string {
  return date ?? '—'
}

export function today(now: Date = new Date()): string {
  return formatInstant(now.toISOString()).slice(0, 10)
}

/** Civil days from one date to another; negative when it lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** 1.4 MB */
export function formatBytes(n: number): string {
  if (n < 1024) return `${n} B`
  if (n < 1024 * 1024) return `${(n / 1024).toFixed(0)} KB`
  return `${(n / 1024 / 1024).toFixed(1)} MB`
}
