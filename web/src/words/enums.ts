// What the codes of the API are called. Chinese names are the field's standard terms; English ones are glosses.
import type { Schemas } from '@/api/client'

import { defineWords, language } from './i18n'

type Named<T extends string> = Record<T, readonly [zh: string, en: string]>

export type Stage = Schemas['CaseView']['stage']
export type CommandKind = Schemas['ActionView']['command']
export type ClockKind = Schemas['ClockView']['kind']
export type Role = Schemas['Grant']['role']
export type MaterialKind = Schemas['Material']['kind']
export type DocumentClass = Schemas['CaseView']['class']
export type Severity = Schemas['Finding']['severity']
export type Heading = Schemas['OpinionItem']['heading']
export type Result = Schemas['OpinionItem']['result']
export type Conclusion = Schemas['Opinion']['conclusion']
export type Answer = Schemas['Disposition']['answer']
export type FilingStatus = Schemas['ObligationView']['status']
export type OrganKind = Schemas['Organ']['kind']

const stages: Named<Stage> = {
  draft: ['起草', 'Drafting'],
  submitted: ['待单位负责人同意', 'Awaiting unit head'],
  completeness: ['材料完备性审查', 'Completeness check'],
  supplement: ['补正', 'Supplement'],
  fair_competition: ['公平竞争审查', 'Fair-competition review'],
  legality_review: ['合法性审核', 'Legality review'],
  revision: ['修改', 'Revision'],
  deliberation: ['集体审议', 'Deliberation'],
  signing: ['签发编号', 'Signing and numbering'],
  signed: ['待公布', 'Awaiting publication'],
  filing: ['备案中', 'Filing'],
  in_force: ['备案办结', 'Filed'],
  withdrawn: ['已撤回', 'Withdrawn'],
  terminated: ['已终止', 'Terminated'],
}

const clocks: Named<ClockKind> = {
  completeness: ['材料完备性审查期限', 'Completeness check'],
  supplement: ['补正期限', 'Supplement'],
  fair_competition: ['公平竞争审查期限', 'Fair-competition review'],
  review: ['合法性审核期限', 'Legality review'],
  revision: ['修改期限', 'Revision'],
  publication: ['公布期限', 'Publication'],
  filing: ['报送备案期限', 'Filing'],
  form_check: ['备案形式审查期限', 'Form check of filing'],
  filing_supplement: ['备案补正期限', 'Supplement of filing'],
}

const tasks: Record<string, readonly [string, string]> = {
  finish_draft: ['完善草案并报送', 'Finish and submit the draft'],
  approve_submission: ['同意报送', 'Approve submission'],
  check_completeness: ['材料完备性审查', 'Check completeness'],
  answer_supplement: ['补正材料', 'Supply what is missing'],
  review_fair_competition: ['公平竞争审查', 'Fair-competition review'],
  assign_review: ['指派合法性审核人员', 'Assign a legality reviewer'],
  write_opinion: ['拟写合法性审核意见', 'Write the legality opinion'],
  write_counsel_opinion: ['出具法律顾问意见', 'Give counsel’s opinion'],
  issue_opinion: ['签发合法性审核意见', 'Issue the legality opinion'],
  revise_text: ['按意见修改并答复', 'Revise and answer'],
  deliberate: ['提交集体审议并记录结果', 'Deliberate and record the result'],
  sign: ['签发并统一登记编号', 'Sign and number'],
  publish: ['公布', 'Publish'],
  file: ['报送备案', 'File'],
  check_filing: ['备案形式审查', 'Check the filing'],
  supplement_filing: ['补正备案材料', 'Supplement the filing'],
}

const commands: Record<string, readonly [string, string]> = {
  open_case: ['立件', 'Open the case'],
  edit_draft: ['修改草案', 'Change the draft'],
  submit: ['报送', 'Submit'],
  approve_submission: ['同意报送', 'Approve submission'],
  decline_submission: ['不同意报送', 'Decline submission'],
  accept_completeness: ['材料完备，予以受理', 'Accept as complete'],
  request_supplement: ['要求补正', 'Ask for a supplement'],
  return_case: ['退回', 'Return'],
  answer_supplement: ['报送补正材料', 'Send the supplement'],
  conclude_fair_competition: ['作出公平竞争审查结论', 'Conclude fair-competition review'],
  assign_reviewer: ['指派审核人员', 'Assign the reviewer'],
  assign_counsel: ['委托法律顾问', 'Consult counsel'],
  give_counsel_opinion: ['出具法律顾问意见', 'Give counsel’s opinion'],
  withdraw_counsel: ['取消法律顾问委托', 'Withdraw the question to counsel'],
  record_opinion: ['拟写审核意见', 'Write the opinion'],
  issue_opinion: ['签发审核意见', 'Issue the opinion'],
  submit_revision: ['报送修改稿', 'Send the revision'],
  request_deliberation: ['附未采纳说明提请审议', 'Go to deliberation, stating what was not adopted'],
  record_deliberation: ['记录集体审议结果', 'Record the deliberation'],
  change_text: ['改动正文', 'Change the text'],
  sign: ['签发并编号', 'Sign and number'],
  publish: ['公布', 'Publish'],
  submit_filing: ['报送备案', 'File'],
  request_filing_supplement: ['要求补正备案材料', 'Ask for a supplement of the filing'],
  register_filing: ['备案登记', 'Register the filing'],
  refuse_filing: ['认定不属于规范性文件，不予登记', 'Refuse: not a normative document'],
  withdraw: ['撤回', 'Withdraw'],
  terminate: ['终止', 'Terminate'],
  retry_parked: ['重试停驻的操作', 'Retry what is parked'],
  text_checked: ['规则检查', 'Rules checked'],
  clock_warned: ['期限提醒', 'Reminder'],
  clock_overdue: ['逾期', 'Overdue'],
  clock_moved: ['期限重新计算', 'Due date computed again'],
  review_voided: ['审后改动，原审核失效', 'Review void: the text was changed'],
  case_parked: ['流程停驻', 'Parked'],
}

const roles: Record<string, readonly [string, string]> = {
  drafter: ['起草人', 'Drafter'],
  unit_head: ['起草单位负责人', 'Head of drafting unit'],
  gov_office: ['制定机关办公机构', 'Office of the issuing organ'],
  fcr_reviewer: ['公平竞争审查人员', 'Fair-competition reviewer'],
  reviewer: ['合法性审核人员', 'Legality reviewer'],
  review_lead: ['审核机构负责人', 'Head of legality review'],
  counsel: ['法律顾问', 'Legal counsel'],
  council_clerk: ['会议秘书', 'Council clerk'],
  filing_reviewer: ['备案审查人员', 'Filing reviewer'],
  npc_desk: ['人大备案机构', 'Filing desk of the people’s congress'],
  supervisor: ['监督人员', 'Supervisor'],
  sysadmin: ['系统管理员', 'System administrator'],
  secadmin: ['安全管理员', 'Security administrator'],
  auditor: ['审计管理员', 'Audit administrator'],
  system: ['系统', 'System'],
}

const materials: Named<MaterialKind> = {
  drafting_explanation: ['起草说明', 'Explanatory note'],
  legal_basis: ['制定依据', 'Legal basis'],
  adoption_record: ['征求意见及采纳情况', 'Consultation and how it was met'],
  unit_opinion: ['起草单位合法性审核意见', 'Drafting unit’s own legality opinion'],
  fcr_conclusion: ['公平竞争审查材料', 'Fair-competition material'],
  meeting_minutes: ['集体审议纪要', 'Minutes of deliberation'],
  legality_opinion: ['合法性审核意见书', 'Legality opinion'],
  filing_report: ['备案报告', 'Filing report'],
  official_text: ['正式文本', 'Official text'],
  publication_proof: ['公布证明', 'Proof of publication'],
  other: ['其他材料', 'Other'],
}

const classes: Named<DocumentClass> = {
  gov: ['政府规范性文件', 'Government document'],
  dept: ['部门规范性文件', 'Department document'],
  township: ['乡镇街道规范性文件', 'Township document'],
}

const severities: Named<Severity> = {
  blocker: ['须说明', 'Must be answered'],
  high: ['重点核对', 'Likely a problem'],
  medium: ['核对', 'Worth checking'],
  low: ['提示', 'Hint'],
  info: ['参考', 'For information'],
}

const headings: Named<Heading> = {
  legality: ['合法性', 'Legality'],
  reasonableness: ['合理性', 'Reasonableness'],
  soundness: ['科学性', 'Soundness'],
  procedure: ['程序', 'Procedure'],
}

const results: Named<Result> = {
  pass: ['没有问题', 'No problem'],
  problem: ['有问题', 'Problem'],
  not_applicable: ['不适用', 'Not applicable'],
}

const conclusions: Named<Conclusion> = {
  lawful: ['合法', 'Lawful'],
  revise_required: ['应当予以修改', 'To be revised'],
  unlawful: ['不合法', 'Unlawful'],
}

const fairConclusions: Record<string, readonly [string, string]> = {
  compliant: ['符合公平竞争审查标准', 'Compliant'],
  non_compliant: ['不符合公平竞争审查标准', 'Not compliant'],
  exception: ['适用例外规定', 'Exception applies'],
  not_applicable: ['不涉及经营者经济活动', 'Not applicable'],
}

const counselConclusions: Record<string, readonly [string, string]> = {
  agree: ['无不同意见', 'No objection'],
  conditional: ['修改后无不同意见', 'No objection once changed'],
  object: ['有异议', 'Objection'],
}

const exemptions: Record<string, readonly [string, string]> = {
  emergency: ['为预防、应对和处置突发事件', 'To meet an emergency'],
  superior_urgent_order: ['执行上级机关的紧急命令和决定', 'To carry out an urgent order from above'],
  finished_early: ['审核已经提前完成', 'The review was finished early'],
}

const answers: Named<Answer> = {
  adopted: ['采纳', 'Adopted'],
  partly: ['部分采纳', 'Partly adopted'],
  not_adopted: ['不采纳', 'Not adopted'],
}

const filings: Named<FilingStatus> = {
  due: ['待报送', 'To be filed'],
  submitted: ['已报送，待审查', 'Filed, to be checked'],
  supplement: ['补正中', 'Being supplemented'],
  registered: ['已登记', 'Registered'],
  refused: ['不予登记', 'Not registered'],
}

const organKinds: Named<OrganKind> = {
  government: ['人民政府', 'Government'],
  gov_office: ['政府办公室', 'Government office'],
  department: ['工作部门', 'Department'],
  township: ['镇、乡、苏木', 'Township'],
  subdistrict: ['街道办事处', 'Subdistrict'],
  superior: ['上级人民政府', 'Superior government'],
  congress: ['人大常委会', 'Standing committee of the people’s congress'],
}

const rates: Record<string, readonly [string, string]> = {
  filing_rate: ['报备率', 'Filing rate (报备率)'],
  timeliness_rate: ['报备及时率', 'Timeliness (报备及时率)'],
  compliance_rate: ['规范率', 'Compliance (规范率)'],
  review_rate: ['审核率', 'Review rate (审核率)'],
}

const all = {
  stage: stages, command: commands, clock: clocks, task: tasks, role: roles, material: materials, class: classes, severity: severities,
  heading: headings, result: results, conclusion: conclusions, fair: fairConclusions, counsel: counselConclusions, answer: answers, filing: filings, organKind: organKinds,
  rate: rates, exemption: exemptions,
}

/** Every family of codes that has names. */
export type Family = keyof typeof all

/** Every code of a family, in the order in which people read them. */
export function codesOf<F extends Family>(family: F): (keyof (typeof all)[F])[] {
  return Object.keys(all[family]) as (keyof (typeof all)[F])[]
}

const useNothing = defineWords('enums', {}, {})

/**
 * Returns the function that names a code of a family. fallback is what the server calls it, for a code that is newer
 * than this page.
 */
export function useLabel() {
  useNothing() // renders again when the language changes
  return label
}

/** Names a code in the language of the moment. Components use useLabel, so that they follow a change of it. */
export function label(family: Family, code: string | undefined, fallback?: string): string {
  if (!code) return fallback ?? ''
  const named = (all[family] as Record<string, readonly [string, string] | undefined>)[code]
  if (!named) return fallback ?? code
  return language() === 'en' ? named[1] : named[0]
}
