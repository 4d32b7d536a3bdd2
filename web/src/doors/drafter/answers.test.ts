import { expect, test } from 'vitest'

import { dispositionsOf, isDoubtful, lacking } from './answers'

const items = [{ id: '1' }, { id: '2' }, { id: '3' }]

test('every item needs an answer, and what is not wholly adopted a reason', () => {
  expect(lacking(items, { 1: { answer: 'adopted' }, 2: { answer: 'partly', reason: ' ' } })).toEqual([{ id: '2', what: 'reason' }, { id: '3', what: 'answer' }])
})

test('answers go to the server without blanks', () => {
  expect(dispositionsOf(items, { 1: { answer: 'adopted', reason: '' }, 2: { answer: 'not_adopted', reason: ' 已有上位法依据 ' } }))
    .toEqual([{ item: '1', answer: 'adopted' }, { item: '2', answer: 'not_adopted', reason: '已有上位法依据' }])
})

test('what is said to be adopted must have changed there', () => {
  expect(isDoubtful('adopted', 'unchanged')).toBe(true)
  expect(isDoubtful('not_adopted', 'unchanged')).toBe(false)
  expect(isDoubtful('adopted', 'unlocated')).toBe(false)
})
