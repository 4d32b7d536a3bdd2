import { type ComponentType, lazy } from 'react'

import type { ActProps } from './ActForm'

const reason = lazy(async () => ({ default: (await import('./ReasonAct')).ReasonAct }))
const plain = lazy(async () => ({ default: (await import('./PlainAct')).PlainAct }))

/**
 * How an act is done: by a form in a drawer, or on a page of its own when it needs the document beside it. An act that
 * is not here has no form yet and is not offered.
 */
export type ActWay = { form: ComponentType<ActProps> } | { page: (caseId: string) => string }

export const acts: Record<string, ActWay | undefined> = {
  approve_submission: { form: plain },
  decline_submission: { form: reason },
  accept_completeness: { form: plain },
  return_case: { form: reason },
  withdraw: { form: reason },
  terminate: { form: reason },
  retry_parked: { form: reason },
}
