import { expect, test } from 'vitest'

import { begin, change, contradictions, decisionOn, type Finding, lacks, payloadOf } from './opinion'

const checklist = [
  { id: '1', heading: 'legality', heading_label: '合法性', test: '制定主体', hint: '看主体', source: '115号' },
  { id: '2', heading: 'procedure', heading_label: '程序', test: '征求意见', hint: '看程序', source: '115号' },
] as const
const finding: Finding = {
  rule: 'R005', title: '设定罚款', detail: '不得设定罚款', basis: '行政处罚法第十六条', location: '第七条', place: { paragraph: 'p9', article: '第七条', start: 3, end: 5, quote: '罚款' },
}

test('an accepted finding becomes an item with its law, once', () => {
  const once = change(begin(checklist), { do: 'accept', finding })
  const twice = change(once, { do: 'accept', finding })
  expect(twice).toBe(once)
  expect(once.items[2]).toMatchObject({ id: 'x3', result: 'problem', basis: '行政处罚法第十六条', location: '第七条' })
  expect(decisionOn(once, finding)?.decision).toBe('accepted')
})

test('a dismissed finding keeps its reason, and the last decision counts', () => {
  const o = change(change(begin(checklist), { do: 'accept', finding }), { do: 'dismiss', finding, reason: '引用的是上位法' })
  expect(o.findings).toEqual([{ rule: 'R005', paragraph: 'p9', article: '第七条', start: 3, end: 5, quote: '罚款', decision: 'dismissed', reason: '引用的是上位法' }])
})

test('what is missing is named until nothing is', () => {
  let o = begin(checklist)
  expect(lacks(o).map((l) => l.what)).toEqual(['missingResult', 'missingResult', 'missingConclusion'])
  o = change(o, { do: 'item', id: '1', set: { result: 'problem', reason: '越权' } })
  o = change(o, { do: 'item', id: '2', set: { result: 'not_applicable' } })
  o = change(o, { do: 'conclude', conclusion: 'revise_required' })
  expect(lacks(o).map((l) => l.what)).toEqual(['missingWhy', 'missingNA'])
  o = change(o, { do: 'item', id: '1', set: { basis: '立法法第九十三条' } })
  o = change(o, { do: 'item', id: '2', set: { result: undefined } })
  o = change(o, { do: 'restPass' })
  expect(lacks(o)).toEqual([])
})

test('a lawful conclusion beside a problem is pointed out', () => {
  const o = change(change(begin(checklist), { do: 'accept', finding }), { do: 'conclude', conclusion: 'lawful' })
  expect(contradictions(o)).toBe(1)
})

test('removing an item frees the comments on it, and ids are never used twice', () => {
  let o = change(begin(checklist), { do: 'addItem' })
  o = change(o, { do: 'comment', at: { paragraph: 'p1', start: 0, end: 2, quote: '罚款' }, text: '见第三项' })
  o = { ...o, comments: o.comments.map((c) => ({ ...c, item: 'x3' })) }
  o = change(o, { do: 'removeItem', id: 'x3' })
  expect(o.comments[0]?.item).toBeUndefined()
  o = change(change(o, { do: 'addItem' }), { do: 'addItem' })
  expect(new Set(o.items.map((i) => i.id)).size).toBe(o.items.length)
})

test('the payload holds no words of the page', () => {
  const o = change(begin(checklist), { do: 'restPass' })
  expect(payloadOf(o).items[0]).toEqual({ id: '1', heading: 'legality', test: '制定主体', result: 'pass' })
})
