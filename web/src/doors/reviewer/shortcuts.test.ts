import { expect, test } from 'vitest'

import { isTyping } from './shortcuts'

test('keys belong to who types', () => {
  document.body.innerHTML = '<textarea></textarea><button></button><div role="dialog"><button></button></div>'
  expect(isTyping(document.querySelector('textarea'))).toBe(true)
  expect(isTyping(document.querySelector('body > button'))).toBe(false)
  expect(isTyping(document.querySelector('[role=dialog] button'))).toBe(true)
  expect(isTyping(null)).toBe(false)
})
