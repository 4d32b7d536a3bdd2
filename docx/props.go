package docx

import (
	"bytes"
	"strconv"
	"strings"
)

// paraEffect is what a w:pPr says.
type paraEffect struct {
	style      *style // nil for the default
	direct     props
	markGone   bool
	section    bool // it ends a section
	ins, del   int
	formatting int
}

// runEffect is what a w:rPr says.
type runEffect struct {
	toggle     bool // the character style turns vanish around
	vanish     toggle
	size       int // 0 when not said
	formatting int
}

// propCache remembers what the last few property elements said. Word repeats them byte for byte in every paragraph and
// run, where they are more than half of the markup: comparing them is several times faster than reading them.
type propCache[E any] struct {
	entries [8]struct {
		raw    []byte
		scope  int
		effect E
	}
	next int
}

// maxCached is the longest element in bytes that is remembered.
const maxCached = 2048

// find looks for the element whose start s has reported. The same bytes under the same declarations say the same.
func (c *propCache[E]) find(s *scanner) (E, bool) {
	rest := s.b[s.from:]
	for i := range c.entries {
		e := &c.entries[i]
		if e.raw != nil && e.scope == s.scope && bytes.HasPrefix(rest, e.raw) {
			s.leap(len(e.raw))
			return e.effect, true
		}
	}
	var none E
	return none, false
}

// add remembers the element from its start at from, which has just ended.
func (c *propCache[E]) add(s *scanner, from int, effect E) {
	if s.err != nil || s.p-from > maxCached {
		return
	}
	e := &c.entries[c.next]
	e.raw, e.scope, e.effect = s.b[from:s.p], s.scope, effect
	c.next = (c.next + 1) % len(c.entries)
}

// readParagraphProps reads a w:pPr. A tracked change of the paragraph mark that the view undoes joins the paragraph with
// the next; one of its properties gives the properties it had before in the original view.
func (r *storyReader) readParagraphProps() {
	o, s := r.current(), r.s
	if o == nil {
		s.skip()
		return
	}
	at := s.from
	effect, ok := r.paraProps.find(s)
	if !ok {
		effect = r.parseParagraphProps()
	}
	p := &r.paras[o.index]
	if p.direct = effect.direct; effect.style != nil {
		p.style = effect.style
	}
	o.markGone = effect.markGone
	p.uncounted = p.uncounted || effect.section
	r.inv.Insertions += effect.ins
	r.inv.Deletions += effect.del
	r.inv.FormatChanges += effect.formatting
	r.resetRun(o)
	if r.tr != nil {
		r.tr.paragraphProps(o, span{at, s.p})
	}
}

func (r *storyReader) parseParagraphProps() paraEffect {
	e := paraEffect{direct: noProps}
	s := r.s
	depth, from := s.depth, s.from
	for s.depth >= depth {
		switch s.next() {
		case tokEOF:
			return e
		case tokStart:
			if s.ns == nsW {
				r.paragraphProp(&e)
			}
		case tokEnd, tokText:
		}
	}
	r.paraProps.add(s, from, e)
	return e
}

func (r *storyReader) paragraphProp(e *paraEffect) {
	s := r.s
	switch string(s.local) {
	case "pStyle":
		e.style = r.styles.of(s.val())
	case "jc", "outlineLvl":
		readProp(s, &e.direct)
	case "numPr":
		r.numberingProp(e)
	case "rPr":
		r.markProps(e)
	case "pPrChange":
		e.formatting++
		if r.view != Original {
			s.skip()
			return
		}
		e.style, e.direct = nil, noProps // what follows inside is all the paragraph had before
	case "numberingChange":
		e.formatting++
		s.skip()
	case "sectPr":
		e.section = true
		s.skip()
	case "tabs", "pBdr":
		s.skip()
	}
}

// numberingProp reads a w:numPr; one that a tracked change has put there is not in the original.
func (r *storyReader) numberingProp(e *paraEffect) {
	s, before := r.s, e.direct
	for depth := s.depth; s.depth >= depth; {
		switch s.next() {
		case tokEOF:
			return
		case tokStart:
			switch {
			case s.is(nsW, "ilvl"), s.is(nsW, "numId"):
				readProp(s, &e.direct)
			case s.is(nsW, "ins"):
				e.ins++
				if r.view == Original {
					s.skipTo(depth)
					e.direct = before
					return
				}
			case s.is(nsW, "numberingChange"):
				e.formatting++
			}
		case tokEnd, tokText:
		}
	}
}

// markProps reads what is said of the paragraph mark: whether a tracked change has made or removed it.
func (r *storyReader) markProps(e *paraEffect) {
	s, gone := r.s, r.view.gone()
	for depth := s.depth; s.depth >= depth; {
		switch s.next() {
		case tokEOF:
			return
		case tokStart:
			if s.ns != nsW {
				continue
			}
			name := string(s.local)
			switch name {
			case "ins", "moveTo":
				e.ins++
			case "del", "moveFrom":
				e.del++
			case "rPrChange":
				e.formatting++
				s.skip()
				continue
			default:
				continue
			}
			e.markGone = e.markGone || name == gone.mark || name == gone.move
		case tokEnd, tokText:
		}
	}
}

// resetRun sets what holds at the start of a run: what the paragraph's style says.
func (r *storyReader) resetRun(o *openPara) {
	sty := r.paras[o.index].style
	o.vanish = sty.vanish == on || sty.vanish == unset && r.styles.base.vanish == on
	if o.size = sty.size; o.size == 0 {
		if o.size = r.styles.base.size; o.size == 0 {
			o.size = defaultSize
		}
	}
}

// readRunProps reads the w:rPr of a run. A character style's vanish turns the paragraph style's around (ECMA-376 part 1,
// 17.7.3); what the run itself says wins over both.
func (r *storyReader) readRunProps() {
	o, s := r.current(), r.s
	if o == nil {
		s.skip()
		return
	}
	at := s.from
	effect, ok := r.runProps.find(s)
	if !ok {
		effect = r.parseRunProps()
	}
	if r.tr != nil {
		r.tr.runProps(span{at, s.p})
	}
	switch {
	case effect.vanish != unset:
		o.vanish = effect.vanish == on
	case effect.toggle:
		o.vanish = !o.vanish
	}
	if effect.size > 0 {
		o.size = effect.size
	}
	r.inv.FormatChanges += effect.formatting
}

func (r *storyReader) parseRunProps() runEffect {
	var e runEffect
	styleSize := 0
	s := r.s
	depth, from := s.depth, s.from
	for s.depth >= depth {
		switch s.next() {
		case tokEOF:
			return e
		case tokStart:
			if s.ns != nsW {
				continue
			}
			switch string(s.local) {
			case "rStyle":
				if d := r.styles.byID[string(s.val())]; d != nil {
					e.toggle, styleSize = d.vanish == on, d.size
				}
			case "vanish":
				e.vanish = toggleOf(s.val())
			case "sz":
				e.size = max(0, atoi(s.val(), 0))
			case "rPrChange":
				e.formatting++
				if r.view != Original {
					s.skip()
					continue
				}
				e.toggle, e.vanish, e.size, styleSize = false, unset, 0, 0 // what follows inside is all the run had before
			}
		case tokEnd, tokText:
		}
	}
	if e.size == 0 {
		e.size = styleSize
	}
	r.runProps.add(s, from, e)
	return e
}

// dropIfGone reads the properties of a row or cell and, where a tracked change takes it out of the view, passes over the
// rest.
func (r *storyReader) dropIfGone(mark string, kind byte, e element) {
	s, deleted := r.s, false
	depth := s.depth
	for s.depth >= depth {
		switch s.next() {
		case tokEOF:
			return
		case tokStart:
			deleted = deleted || mark != "" && s.is(nsW, mark)
			switch {
			case s.is(nsW, "del"), s.is(nsW, "cellDel"):
				r.inv.Deletions++
			case kind == 'c' && s.is(nsW, "vMerge"):
				r.top().merged = mergeOf(s) == mergeGoesOn
			case s.is(nsW, "ins"), s.is(nsW, "cellIns"):
				r.inv.Insertions++
			case s.is(nsW, "trPrChange"), s.is(nsW, "tcPrChange"):
				r.inv.FormatChanges++
				s.skip()
			}
		case tokEnd, tokText:
		}
	}
	if c := r.top(); deleted && c.kind == kind && c.depth == depth-1 {
		if r.tr != nil {
			r.tr.boxes[c.box].gone = true
		}
		s.skipTo(c.depth)
		r.end(e)
	}
}

// readControlProps reads a w:sdtPr, to know a table of contents.
func (r *storyReader) readControlProps() {
	s := r.s
	depth := s.depth
	for s.depth >= depth {
		switch s.next() {
		case tokEOF:
			return
		case tokStart:
			if s.is(nsW, "docPartGallery") && string(s.val()) == "Table of Contents" && r.contentsAt == 0 {
				r.contentsAt = depth - 1
			}
		case tokEnd, tokText:
		}
	}
}

// fieldChar follows a complex field: instruction between begin and separate, result between separate and end.
func (r *storyReader) fieldChar() {
	kind, _ := r.s.get(nsW, "fldCharType")
	n := len(r.fields)
	switch {
	case string(kind) == "begin":
		r.fields = append(r.fields, field{})
		r.instr++
	case n == 0:
	case string(kind) == "separate" && !r.fields[n-1].result:
		r.fields[n-1].result = true
		r.instr--
	case string(kind) == "end":
		f := r.fields[n-1]
		if !f.result {
			r.instr--
		}
		if f.contents {
			r.contents--
		}
		r.fields = r.fields[:n-1]
	}
}

// instruction reads a w:instrText, to know a table of contents.
func (r *storyReader) instruction() {
	s, depth := r.s, r.s.depth
	for s.depth >= depth {
		switch s.next() {
		case tokEOF:
			return
		case tokText:
			n := len(r.fields)
			if n > 0 && !r.fields[n-1].contents && bytes.HasPrefix(bytes.TrimSpace(s.text), []byte("TOC")) {
				r.fields[n-1].contents = true
				r.contents++
			}
		case tokStart, tokEnd:
		}
	}
}

// symbol returns the character of a w:sym. Symbol fonts put theirs into the private use area; the few that forms and
// lists are made of are given their Unicode character, the others stay what they are.
func (r *storyReader) symbol() rune {
	v, _ := r.s.get(nsW, "char")
	n, err := strconv.ParseUint(string(v), 16, 32)
	if err != nil || !xmlChar(rune(n)) || n > 0x10FFFF {
		return 0
	}
	c := rune(n)
	if font := strings.ToLower(r.s.value(nsW, "font")); c&^0xFF == 0xF000 || strings.HasPrefix(font, "wingdings") || font == "symbol" {
		if u, ok := symbols[font][c&0xFF]; ok {
			return u
		}
	}
	return c
}

// symbols maps the low byte of a symbol font's character to Unicode.
var symbols = map[string]map[rune]rune{
	"symbol":      {0xB7: '•', 0xB0: '°', 0xB1: '±', 0xA3: '≤', 0xB3: '≥', 0xB4: '×'},
	"wingdings":   {0x6C: '●', 0x6E: '■', 0x6F: '☐', 0x71: '☐', 0xA8: '☐', 0xFB: '✗', 0xFC: '✓', 0xFD: '☒', 0xFE: '☑', 0x9F: '•'},
	"wingdings 2": {0x50: '✓', 0x51: '☒', 0x52: '☑', 0x53: '☒', 0xA3: '☐'},
}
