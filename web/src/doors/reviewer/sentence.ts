/** The sentence of a paragraph in which a stretch lies: offsets are UTF-16 code units. */
export function sentenceAt(text: string, start: number, end: number): string {
  const stop = /[。；！？\n]/
  let from = Math.min(start, text.length)
  while (from > 0 && !stop.test(text[from - 1] ?? '')) from--
  let to = Math.max(from, Math.min(end, text.length))
  while (to < text.length && !stop.test(text[to - 1] ?? '')) to++
  return text.slice(from, to).trim()
}

/** The text of a paragraph of the document on the page, without computed labels and deleted words. */
export function paragraphText(id: string): string {
  const p = document.querySelector(`[data-p="${CSS.escape(id)}"]`)
  if (!p) return ''
  const copy = p.cloneNode(true) as Element
  for (const skipped of copy.querySelectorAll('[data-skip], del')) skipped.remove()
  return copy.textContent
}
