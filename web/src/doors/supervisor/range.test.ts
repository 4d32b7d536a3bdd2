import { expect, test } from 'vitest'

import { exportLink, itemsLink, portion, rangeOf } from './range'

test('without a span it is this year, and nonsense is no span', () => {
  expect(rangeOf({ from: '', to: '2026-13', organ: '' }, '2026-11-26')).toEqual({ from: '2026-01-01', to: '2026-12-31' })
  expect(rangeOf({ from: '2025-07-01', to: '2025-12-31', organ: 'o' })).toEqual({ from: '2025-07-01', to: '2025-12-31', organ: 'o' })
})

test('a number leads to the list it was counted from', () => {
  expect(itemsLink('filing_rate', 'missing', { from: '2026-01-01', to: '2026-12-31', organ: 'o' }, '2026-11-26T00:00:00Z'))
    .toBe('/supervise/items/filing_rate?part=missing&from=2026-01-01&to=2026-12-31&organ=o&as_of=2026-11-26T00%3A00%3A00Z')
})

test('nothing to measure is no zero', () => {
  expect(portion({ numerator: 0, denominator: 0 })).toBeNull()
  expect(portion({ numerator: 2, denominator: 3 })).toBe(66.7)
})

test('an export asks for what the list shows', () => {
  expect(exportLink('/x', { text: '摊点', overdue: true, mine: false, stage: ['draft', 'filing'], organ: undefined }, ['title', 'stage']))
    .toBe('/x?text=%E6%91%8A%E7%82%B9&overdue=true&stage=draft&stage=filing&columns=title%2Cstage')
})
