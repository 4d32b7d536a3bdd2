/**
 * Our pages forbid style attributes that come as text, since text may come from anybody; a style set by program is
 * allowed. A text area of antd that grows writes its measure as text, so it is set by program here.
 */
export function allowStylesByProgram(prototype: Element = Element.prototype) {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its element below
  const setAttribute = prototype.setAttribute
  prototype.setAttribute = function (this: Element, name: string, value: string) {
    if (name.toLowerCase() === 'style' && (this instanceof HTMLElement || this instanceof SVGElement)) this.style.cssText = value
    else setAttribute.call(this, name, value)
  }
}

/** Gives every style element that a library makes by itself the nonce of this page. */
export function giveStylesTheNonce(nonce: string, doc: Document = document) {
  const maker = doc as unknown as { createElement: (name: string, options?: unknown) => HTMLElement }
  const create = maker.createElement.bind(doc)
  maker.createElement = (name, options) => {
    const e = create(name, options)
    if (e instanceof HTMLStyleElement) e.nonce = nonce
    return e
  }
}
