import type { Schemas } from '@/api/client'

export type Answers = Record<string, { answer?: Schemas['Disposition']['answer']; reason?: string } | undefined>

/** What is still to be said about an item before the revision can go. */
export function lacking(items: readonly { id: string }[], answers: Answers): { id: string; what: 'answer' | 'reason' }[] {
  return items.flatMap(({ id }): { id: string; what: 'answer' | 'reason' }[] => {
    const a = answers[id]
    if (!a?.answer) return [{ id, what: 'answer' }]
    return a.answer !== 'adopted' && !a.reason?.trim() ? [{ id, what: 'reason' }] : []
  })
}

/** The answers as the API takes them. */
export function dispositionsOf(items: readonly { id: string }[], answers: Answers): Schemas['Disposition'][] {
  return items.flatMap(({ id }) => {
    const a = answers[id]
    return a?.answer ? [{ item: id, answer: a.answer, ...(a.reason?.trim() ? { reason: a.reason.trim() } : {}) }] : []
  })
}

/** True when an item is said to be adopted although nothing changed at its place. */
export function isDoubtful(answer: string | undefined, changed: string | undefined): boolean {
  return (answer === 'adopted' || answer === 'partly') && changed === 'unchanged'
}
