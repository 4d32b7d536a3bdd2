import { expect, test } from 'vitest'

import { sentenceAt } from './sentence'

test('a sentence reaches from stop to stop', () => {
  const text = '甲规定。依照《某法》第九条，处罚款；情节严重的，吊销执照。'
  const at = text.indexOf('处罚款')
  expect(sentenceAt(text, at, at + 3)).toBe('依照《某法》第九条，处罚款；')
  expect(sentenceAt(text, 0, 1)).toBe('甲规定。')
  expect(sentenceAt('没有标点', 1, 2)).toBe('没有标点')
  expect(sentenceAt('', 0, 0)).toBe('')
})
