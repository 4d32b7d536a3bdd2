import type { Schemas } from '@/api/client'
import { daysBetween } from '@/words/dates'

export type Task = Schemas['TaskRow']
export const urgencies = ['overdue', 'today', 'week', 'later', 'open'] as const
export type Urgency = (typeof urgencies)[number]

/** How urgent a task is. A week is seven civil days: what people see is a date. */
export function urgencyOf(t: Pick<Task, 'due_on' | 'overdue'>, today: string): Urgency {
  if (t.overdue) return 'overdue'
  if (!t.due_on) return 'open'
  const left = daysBetween(today, t.due_on)
  if (left <= 0) return 'today'
  return left <= 7 ? 'week' : 'later'
}

/** The tasks by urgency, the first due first; groups without any are left out. */
export function byUrgency(tasks: readonly Task[], today: string): { urgency: Urgency; tasks: Task[] }[] {
  return urgencies
    .map((urgency) => ({
      urgency,
      tasks: tasks.filter((t) => urgencyOf(t, today) === urgency)
        .sort((a, b) => (a.due_on ?? '9').localeCompare(b.due_on ?? '9') || a.opened_at.localeCompare(b.opened_at)),
    }))
    .filter((g) => g.tasks.length > 0)
}

/** Where a task is done. */
export function placeOf(t: Pick<Task, 'kind' | 'case' | 'obligation'>): string {
  switch (t.kind) {
    case 'write_opinion': case 'issue_opinion': case 'write_counsel_opinion': case 'assign_review': case 'review_fair_competition':
      return `/review/${t.case}`
    case 'revise_text':
      return `/drafts/${t.case}/revision`
    case 'check_filing':
      return t.obligation ? `/filing/${t.case}/${encodeURIComponent(t.obligation)}` : `/cases/${t.case}?part=filings`
    case 'file': case 'supplement_filing':
      return `/cases/${t.case}?part=filings`
    default:
      return `/cases/${t.case}`
  }
}
