import { expect, test } from 'vitest'

import { byUrgency, placeOf, type Task, urgencyOf } from './urgency'

const task = (t: Partial<Task>): Task => ({
  kind: 'sign', label: '', case: 'c', title: '', organ: 'o', organ_name: '', role: 'gov_office', opened_at: '2026-03-01T00:00:00Z', overdue: false, ...t,
})

test('what the server calls overdue is overdue, even on its last day', () => {
  expect(urgencyOf({ due_on: '2026-03-05', overdue: true }, '2026-03-05')).toBe('overdue')
  expect(urgencyOf({ due_on: '2026-03-05', overdue: false }, '2026-03-05')).toBe('today')
  expect(urgencyOf({ due_on: '2026-03-12', overdue: false }, '2026-03-05')).toBe('week')
  expect(urgencyOf({ due_on: '2026-03-13', overdue: false }, '2026-03-05')).toBe('later')
  expect(urgencyOf({ overdue: false }, '2026-03-05')).toBe('open')
})

test('groups come by urgency and begin with the first due', () => {
  const groups = byUrgency([task({ title: 'c' }), task({ title: 'b', due_on: '2026-03-09' }), task({ title: 'a', due_on: '2026-03-08' })], '2026-03-05')
  expect(groups.map((g) => [g.urgency, g.tasks.map((t) => t.title)])).toEqual([['week', ['a', 'b']], ['open', ['c']]])
})

test('a task leads to where it is done', () => {
  expect(placeOf(task({ kind: 'write_opinion', case: '9' }))).toBe('/review/9')
  expect(placeOf(task({ kind: 'check_filing', case: '9', obligation: 'x' }))).toBe('/filing/9/x')
  expect(placeOf(task({ kind: 'something_new', case: '9' }))).toBe('/cases/9')
})
