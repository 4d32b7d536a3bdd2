import { expect, test } from 'vitest'

import { allowStylesByProgram, giveStylesTheNonce } from './styles'

test('a style that comes as text is set by program, other attributes as they are', () => {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back as it was
  const own = Element.prototype.setAttribute
  try {
    allowStylesByProgram()
    const e = document.createElement('textarea')
    e.setAttribute('style', 'height: 12px; width: 3px')
    e.setAttribute('rows', '4')
    expect(e.style.height).toBe('12px')
    expect(e.getAttribute('rows')).toBe('4')
  } finally {
    Element.prototype.setAttribute = own
  }
})

test('style elements that libraries make carry the nonce', () => {
  const doc = document.implementation.createHTMLDocument()
  giveStylesTheNonce('abc', doc)
  expect(doc.createElement('style').nonce).toBe('abc')
  expect(doc.createElement('p').nonce).toBeFalsy()
})
