/** A place in a document: offsets are UTF-16 code units from the start of the paragraph's text. */
export interface Anchor {
  paragraph: string
  article?: string
  start: number
  end: number
  quote: string
}

/** Where a node and an offset in it lie within the text of a paragraph. Labels of lists and deleted text do not count. */
function offsetIn(paragraph: Element, node: Node, offset: number): number {
  const range = paragraph.ownerDocument.createRange()
  range.setStart(paragraph, 0)
  range.setEnd(node, offset)
  const part = range.cloneContents()
  for (const skipped of part.querySelectorAll('[data-skip], del')) skipped.remove()
  return part.textContent.length
}

/** The words that are selected within one paragraph; null when nothing is, or when it spans several. */
export function anchorOfSelection(root: Element): Anchor | null {
  const selection = root.ownerDocument.getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const from = elementOf(range.startContainer).closest('[data-p]')
  if (!from || !root.contains(from)) return null
  const to = elementOf(range.endContainer).closest('[data-p]')
  const start = offsetIn(from, range.startContainer, range.startOffset)
  // A selection over several paragraphs is about the first of them.
  const end = to === from ? offsetIn(from, range.endContainer, range.endOffset) : offsetIn(from, from, from.childNodes.length)
  if (end <= start) return null
  const whole = from.cloneNode(true) as Element
  for (const skipped of whole.querySelectorAll('[data-skip], del')) skipped.remove()
  let a: Element | null = from
  while (a && !a.hasAttribute('data-a')) a = a.previousElementSibling
  return {
    paragraph: from.getAttribute('data-p') ?? '', article: a?.getAttribute('data-a') ?? undefined,
    start, end, quote: whole.textContent.slice(start, end),
  }
}

function elementOf(n: Node): Element {
  return n instanceof Element ? n : (n.parentElement ?? document.body)
}
