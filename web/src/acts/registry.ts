import { type ComponentType, lazy } from 'react'

import type { ActProps } from './ActForm'

type Loaded<K extends string> = Promise<Record<K, ComponentType<ActProps>>>

/** The form of an act, loaded when it is first opened. */
function form<K extends string>(load: () => Loaded<K>, name: K): { form: ComponentType<ActProps> } {
  return { form: lazy(async (): Promise<{ default: ComponentType<ActProps> }> => ({ default: (await load())[name] })) }
}

const meeting = () => import('./MeetingActs')
const assign = () => import('./AssignActs')
const filing = () => import('./FilingActs')
const reason = form(() => import('./ReasonAct'), 'ReasonAct')
const plain = form(() => import('./PlainAct'), 'PlainAct')
const materials = form(() => import('./MaterialsAct'), 'MaterialsAct')
const filingReason = form(filing, 'FilingReasonAct')
const revision = { page: (id: string) => `/drafts/${id}/revision` }
const workbench = { page: (id: string) => `/review/${id}` }

/**
 * How an act is done: by a form in a drawer, or on a page of its own when it needs the document beside it. An act that
 * is not here has no form and is not offered.
 */
export type ActWay = { form: ComponentType<ActProps> } | { page: (caseId: string) => string }

export const acts: Record<string, ActWay | undefined> = {
  submit: form(() => import('./SubmitAct'), 'SubmitAct'),
  edit_draft: materials,
  approve_submission: plain,
  decline_submission: reason,
  accept_completeness: plain,
  request_supplement: form(() => import('./RequestSupplementAct'), 'RequestSupplementAct'),
  answer_supplement: materials,
  return_case: reason,
  conclude_fair_competition: form(() => import('./FairAct'), 'FairAct'),
  assign_reviewer: form(assign, 'AssignReviewerAct'),
  assign_counsel: form(assign, 'AssignCounselAct'),
  withdraw_counsel: form(assign, 'WithdrawCounselAct'),
  give_counsel_opinion: workbench,
  record_opinion: workbench,
  issue_opinion: form(() => import('./IssueOpinionAct'), 'IssueOpinionAct'),
  submit_revision: revision,
  request_deliberation: revision,
  record_deliberation: form(meeting, 'RecordDeliberationAct'),
  change_text: form(meeting, 'ChangeTextAct'),
  sign: form(meeting, 'SignAct'),
  publish: form(() => import('./PublishAct'), 'PublishAct'),
  submit_filing: form(filing, 'SubmitFilingAct'),
  register_filing: form(filing, 'RegisterFilingAct'),
  request_filing_supplement: filingReason,
  refuse_filing: filingReason,
  withdraw: reason,
  terminate: reason,
  retry_parked: reason,
}
