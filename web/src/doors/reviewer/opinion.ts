import type { Schemas } from '@/api/client'
import type { Anchor } from '@/parts/anchor'

export type Item = Omit<Schemas['OpinionItem'], 'result'> & { result?: Schemas['OpinionItem']['result']; hint?: string; own?: boolean }
export type Comment = Schemas['OpinionComment']
export type Decided = Schemas['DecidedFinding']
export type Finding = Pick<Schemas['DocumentFinding'], 'rule' | 'title' | 'detail' | 'basis' | 'place' | 'location'>

/** An opinion while it is being written: what is kept as a draft, and what becomes the payload. */
export interface Opinion { conclusion?: Schemas['Opinion']['conclusion']; summary: string; items: Item[]; findings: Decided[]; comments: Comment[] }

export type Change =
  | { do: 'load'; opinion: Opinion }
  | { do: 'conclude'; conclusion: Opinion['conclusion'] }
  | { do: 'summarise'; summary: string }
  | { do: 'item'; id: string; set: Partial<Item> }
  | { do: 'addItem' }
  | { do: 'removeItem'; id: string }
  | { do: 'restPass' }
  | { do: 'accept'; finding: Finding }
  | { do: 'dismiss'; finding: Finding; reason: string }
  | { do: 'undecide'; finding: Finding }
  | { do: 'comment'; at: Anchor; text: string }
  | { do: 'removeComment'; id: string }

/** Says which finding a decision is about. */
export const sameFinding = (d: Decided, f: Finding) =>
  d.rule === f.rule && (d.paragraph ?? '') === (f.place.paragraph ?? '') && (d.start ?? 0) === f.place.start && (d.quote ?? '') === (f.place.quote ?? '')

export const decisionOn = (o: Opinion, f: Finding) => o.findings.find((d) => sameFinding(d, f))

function nextId(used: readonly { id: string }[], prefix: string): string {
  for (let n = used.length + 1; ; n++) if (!used.some((u) => u.id === `${prefix}${n}`)) return `${prefix}${n}`
}

function decide(f: Finding, decision: Decided['decision'], reason?: string): Decided {
  const { paragraph, article, start, end, quote } = f.place
  return {
    rule: f.rule, decision, start, end, ...(paragraph ? { paragraph } : {}), ...(article ? { article } : {}), ...(quote ? { quote } : {}), ...(reason ? { reason } : {}),
  }
}

/** The item that an accepted finding becomes. */
function itemOf(o: Opinion, f: Finding): Item {
  return {
    id: nextId(o.items, 'x'), own: true, heading: 'legality', test: f.title, result: 'problem', reason: f.detail, basis: f.basis,
    location: f.location || f.place.article || '', suggestion: '',
  }
}

export function change(o: Opinion, c: Change): Opinion {
  switch (c.do) {
    case 'load': return c.opinion
    case 'conclude': return { ...o, conclusion: c.conclusion }
    case 'summarise': return { ...o, summary: c.summary }
    case 'item': return { ...o, items: o.items.map((i) => (i.id === c.id ? { ...i, ...c.set } : i)) }
    case 'addItem': return { ...o, items: [...o.items, { id: nextId(o.items, 'x'), own: true, heading: 'legality', test: '', result: 'problem' }] }
    case 'removeItem': return { ...o, items: o.items.filter((i) => i.id !== c.id), comments: o.comments.map((m) => (m.item === c.id ? { ...m, item: undefined } : m)) }
    case 'restPass': return { ...o, items: o.items.map((i) => (i.result ? i : { ...i, result: 'pass' })) }
    case 'accept':
      if (decisionOn(o, c.finding)?.decision === 'accepted') return o
      return { ...o, items: [...o.items, itemOf(o, c.finding)], findings: [...o.findings.filter((d) => !sameFinding(d, c.finding)), decide(c.finding, 'accepted')] }
    case 'dismiss': return { ...o, findings: [...o.findings.filter((d) => !sameFinding(d, c.finding)), decide(c.finding, 'dismissed', c.reason)] }
    case 'undecide': return { ...o, findings: o.findings.filter((d) => !sameFinding(d, c.finding)) }
    case 'comment': {
      const { paragraph, article, start, end, quote } = c.at
      return { ...o, comments: [...o.comments, { id: nextId(o.comments, 'c'), paragraph, start, end, quote, ...(article ? { article } : {}), text: c.text }] }
    }
    case 'removeComment': return { ...o, comments: o.comments.filter((m) => m.id !== c.id) }
  }
}

/** An opinion to begin with: the checklist, or the one that was recorded last in this round. */
export function begin(checklist: readonly Schemas['CheckItemView'][], recorded?: Schemas['Opinion']): Opinion {
  if (recorded) {
    const hints = new Map(checklist.map((c) => [c.id, c.hint]))
    return {
      conclusion: recorded.conclusion, summary: recorded.summary, findings: recorded.findings ?? [], comments: recorded.comments ?? [],
      items: (recorded.items ?? []).map((i) => ({ ...i, hint: hints.get(i.id), own: !hints.has(i.id) })),
    }
  }
  return { summary: '', findings: [], comments: [], items: checklist.map((c) => ({ id: c.id, heading: c.heading, test: c.test, hint: `${c.hint} ${c.source}` })) }
}

export type Lack = { id?: string; test?: string; what: 'missingResult' | 'missingWhy' | 'missingNA' | 'missingConclusion' }

/** What still keeps an opinion from being recorded. */
export function lacks(o: Opinion): Lack[] {
  const of = o.items.flatMap((i): Lack[] => {
    const about = { id: i.id, test: i.test }
    if (!i.result) return [{ ...about, what: 'missingResult' }]
    if (i.result === 'problem' && (!i.reason?.trim() || !i.basis?.trim() || !i.test.trim())) return [{ ...about, what: 'missingWhy' }]
    if (i.result === 'not_applicable' && !i.reason?.trim()) return [{ ...about, what: 'missingNA' }]
    return []
  })
  return o.conclusion ? of : [...of, { what: 'missingConclusion' }]
}

/** How many problems stand against a conclusion that says there is none. */
export const contradictions = (o: Opinion) => (o.conclusion === 'lawful' ? o.items.filter((i) => i.result === 'problem').length : 0)

export function payloadOf(o: Opinion) {
  return {
    conclusion: o.conclusion, summary: o.summary, findings: o.findings, comments: o.comments,
    items: o.items.map(({ id, heading, test, result, reason, basis, location, suggestion }) => ({
      id, heading, test, result, ...(reason ? { reason } : {}), ...(basis ? { basis } : {}), ...(location ? { location } : {}), ...(suggestion ? { suggestion } : {}),
    })),
  }
}
