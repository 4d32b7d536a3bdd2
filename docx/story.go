package docx

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// loader is what all stories of a document share.
type loader struct {
	pkg        *opc
	styles     *styles
	num        *numbering
	inv        Inventory
	paragraphs int
	chunks     int
	chunkBytes int64
	nested     bool // the document is itself an altChunk of another
	view       View
	traced     bool // stories keep where their text lies in the file
	mayBeEmpty bool // a document without text is not refused
	formats    bool // how the text looks is recorded too
	formatter  *formatter
	readers    []*storyReader // of all stories, the body first; kept for formats only
}

// storyReader reads one story, which is one part: the body, a header, the footnotes. It keeps no tree: open paragraphs
// and containers are on two stacks, finished text goes to one arena.
type storyReader struct {
	*loader
	s        *scanner
	kind     StoryKind
	part     string
	prefix   string // of structural ids; "" for the body
	comments int    // w:comment elements

	paras []para
	arena []byte
	ids   []byte

	open  []openPara
	boxes []container
	elems [maxDepth + 2]element

	paraProps propCache[paraEffect]
	runProps  propCache[runEffect]

	fields     []field
	instr      int  // fields whose instruction is being read
	contents   int  // fields that are tables of contents
	contentsAt int  // depth of the w:sdt that is one, 0 outside
	flat       bool // fields do not hide text: some field never ends
	suppressed bool // a field has hidden text
	preserve   bool // the root says xml:space="preserve"
	strict     bool // the part uses the namespaces of Strict OOXML
	remarks    []remark
	marks      []commentMark
	tr         *trace    // nil unless the places of the text are wanted
	rec        *recorder // nil unless formats are wanted
	err        error
}

// para is a finished paragraph; the ranges lie in the reader's arenas.
type para struct {
	text, id      span
	paraID        uint32 // 0 when absent or malformed: Word never writes 0
	style         *style
	direct        props
	size          int // of the first visible text, half points
	label, suffix string
	into          int32 // the paragraph its text is part of: another one where its mark is gone
	shift         int32 // bytes of that paragraph's text before its own
	dropped       bool  // its mark is gone, and its text went on into the next paragraph
	labelled      bool  // label is final
	inTable       bool
	inBox         bool
	uncounted     bool // lists pass over it when it is empty
	contents      bool // an entry of a table of contents
	cell          cell
}

// cell is a place in the outermost table: table, row and cell, each by its ordinal from 1. A table in a text box is none.
type cell struct{ table, row, column int32 }

type span struct{ from, to int }

// openPara is a paragraph that has begun. Paragraphs nest where a text box hangs in one.
type openPara struct {
	index    int
	buf      []byte // reused by the next paragraph at the same nesting
	vanish   bool   // of the current run
	size     int    // of the current run, half points
	markGone bool   // the mark is deleted or moved away in the accepted view
}

// container is what paragraphs stand in. Its counters make structural ids.
type container struct {
	kind    byte // 'b' body, 't' table, 'r' row, 'c' cell, 'x' text box, 'a' altChunk
	n       int  // ordinal in its parent
	depth   int  // of its element
	paras   int
	tables  int
	parts   int // rows of a table, cells of a row, text boxes of the current paragraph
	chunks  int
	box     int     // its place in the trace
	kept    int     // paragraphs that are there in the view
	carry   []byte  // text whose paragraph mark is gone, for the next paragraph
	carried []int32 // the paragraphs it comes from
	merged  bool    // a cell that goes on with the one above it
}

// field is an open complex field.
type field struct{ result, contents bool }

// run reads the part to its end.
func (r *storyReader) run() error {
	r.boxes = append(r.boxes[:0], container{kind: 'b'})
	// Rough guesses from Word's own files; they save growing, and cost at most a third of the part's size.
	r.arena = make([]byte, 0, len(r.s.b)/5)
	r.paras = make([]para, 0, len(r.s.b)/1100+8)
	for r.err == nil {
		switch r.s.next() {
		case tokStart:
			if r.s.depth == 1 && !r.root() {
				return r.err
			}
			e := elementOf(r.s.ns, r.s.local)
			r.elems[r.s.depth] = e
			if r.rec != nil {
				r.recorded(e)
			} else if e != elOther {
				r.start(e)
			}
		case tokEnd:
			if e := r.elems[r.s.depth+1]; e != elOther {
				r.end(e)
			}
			if r.rec != nil {
				r.rec.end(r)
			}
		case tokText:
		case tokEOF:
			if r.s.err != nil {
				return refuseXML(r.part, r.s.err)
			}
			r.flush(false)
			return r.err
		}
	}
	return r.err
}

// root looks at the root element, which says whether the part is what its relation promises.
func (r *storyReader) root() bool {
	v, _ := r.s.get(nsOther, "xml:space")
	r.preserve = string(v) == "preserve"
	for _, a := range r.s.attrs {
		r.strict = r.strict || string(a.val) == nsWStrict
	}
	if r.kind == Body && !r.s.is(nsW, "document") {
		r.err = guardNotWord.refuse("", nil)
	}
	return r.err == nil
}

// start acts on a start tag. What it reads to the end, such as properties, gets no end call.
func (r *storyReader) start(e element) {
	switch e {
	case elParagraph:
		r.startParagraph()
	case elParagraphProps:
		r.readParagraphProps()
	case elRun:
		if o := r.current(); o != nil {
			r.resetRun(o)
		}
		if r.tr != nil {
			r.tr.startRun(r)
		}
	case elRunProps:
		r.readRunProps()
	case elText, elFormula:
		r.readText()
	case elTab:
		r.put('\t')
	case elBreak:
		r.put('\v')
	case elNoBreakHyphen:
		r.put('-')
	case elSymbol:
		r.put(r.symbol())
	case elFieldChar:
		r.fieldChar()
	case elInstruction:
		r.instruction()
	case elInserted:
		r.inv.Insertions++
		r.tracked(true)
	case elDeleted:
		r.inv.Deletions++
		r.tracked(false)
	case elDeletedText:
		if r.view == Final {
			r.s.skip()
			return
		}
		r.readText()
	case elSkipped:
		r.s.skip()
	case elImage:
		r.inv.Images++
	default:
		r.startBlock(e)
	}
}

// startBlock acts on what paragraphs stand in.
func (r *storyReader) startBlock(e element) {
	switch e {
	case elTable:
		r.flush(false)
		r.top().tables++
		r.enter('t', r.top().tables)
	case elRow:
		r.top().parts++
		r.enter('r', r.top().parts)
	case elCell:
		r.top().parts++
		r.enter('c', r.top().parts)
	case elRowProps:
		r.dropIfGone(r.view.gone().row, 'r', elRow)
	case elCellProps:
		r.dropIfGone(r.view.gone().cell, 'c', elCell)
	case elBox:
		r.top().parts++
		r.enter('x', r.top().parts)
	case elControlProps:
		r.readControlProps()
	case elAltChunk:
		r.flush(false)
		r.altChunk()
	case elNote:
		if v, _ := r.s.get(nsW, "type"); len(v) != 0 && string(v) != "normal" {
			r.s.skip() // the line between text and notes
		}
	case elComment:
		r.comments++
		r.startRemark()
	case elCommentMark:
		r.markComment()
	case elChoice, elFallback:
		r.alternative()
	case elMath:
		if r.tr != nil {
			r.tr.startRun(r)
		}
	default:
	}
}

// tracked goes into a tracked insertion or deletion of running text where the view shows it, and passes over it where
// not.
func (r *storyReader) tracked(inserted bool) {
	if !r.view.shows(inserted) {
		r.s.skip()
		return
	}
	if r.tr != nil {
		r.tr.startChange(r)
	}
}

// end acts on an end tag.
func (r *storyReader) end(e element) {
	switch e {
	case elParagraph:
		r.endParagraph()
	case elRun, elMath:
		if r.tr != nil {
			r.tr.endRun(r)
		}
	case elInserted, elDeleted:
		if r.tr != nil {
			r.tr.endChange()
		}
	case elTable, elRow, elCell, elBox:
		if c := r.top(); c.depth == r.s.depth+1 {
			r.leave()
		}
	case elComment:
		r.endRemark()
	case elControl:
		if r.contentsAt == r.s.depth+1 {
			r.contentsAt = 0
		}
	default:
	}
}

// current is the innermost open paragraph, nil outside of one.
func (r *storyReader) current() *openPara {
	if len(r.open) == 0 {
		return nil
	}
	return &r.open[len(r.open)-1]
}

func (r *storyReader) top() *container { return &r.boxes[len(r.boxes)-1] }

func (r *storyReader) enter(kind byte, n int) {
	c := container{kind: kind, n: n, depth: r.s.depth}
	if r.tr != nil {
		c.box = r.tr.enter(r, kind)
	}
	r.boxes = append(r.boxes, c)
}

func (r *storyReader) leave() {
	r.flush(true)
	if r.tr != nil {
		r.tr.leave(r)
	}
	r.boxes = r.boxes[:len(r.boxes)-1]
}

// startParagraph opens a paragraph. It takes its place in reading order now, so that the text boxes in it come after.
func (r *storyReader) startParagraph() {
	if r.paragraphs++; r.paragraphs > maxParagraphs {
		r.err = guardParagraphs.refuse("", nil)
		return
	}
	c := r.top()
	c.paras++
	if c.kind != 'r' && c.kind != 't' {
		c.parts = 0 // text boxes count from one in each paragraph
	}
	p := para{style: r.styles.paragraph, direct: noProps}
	if v, ok := r.s.get(nsW14, "paraId"); ok {
		p.paraID = hexID(v)
	}
	p.uncounted = c.merged
	if p.id = r.structuralID(); len(r.ids) > maxIDs {
		r.err = guardIDs.refuse("", nil)
		return
	}
	for i := range r.boxes {
		p.inTable = p.inTable || r.boxes[i].kind == 'c'
		p.inBox = p.inBox || r.boxes[i].kind == 'x'
		if !p.inBox && p.cell.column == 0 {
			p.cell.enter(&r.boxes[i])
		}
	}
	r.paras = append(r.paras, p)
	n := len(r.open)
	if n < cap(r.open) {
		r.open = r.open[:n+1]
	} else {
		r.open = append(r.open, openPara{})
	}
	o := &r.open[n]
	*o = openPara{index: len(r.paras) - 1, buf: o.buf[:0]}
	r.resetRun(o)
	if r.tr != nil {
		r.tr.startParagraph(r)
	}
}

// enter goes one container further in.
func (c *cell) enter(box *container) {
	switch n := int32(box.n); box.kind {
	case 't':
		c.table = n
	case 'r':
		c.row = n
	case 'c':
		c.column = n
	}
}

// hexID reads a w14:paraId: eight hexadecimal digits.
func hexID(v []byte) uint32 {
	if len(v) != 8 {
		return 0
	}
	var n uint32
	for _, c := range v {
		switch {
		case c >= '0' && c <= '9':
			n = n<<4 | uint32(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			n = n<<4 | uint32(c|0x20-'a'+10)
		default:
			return 0
		}
	}
	return n
}

// structuralID writes the place of the current paragraph, such as p12, t3r2c1p1 or p4x1p2, and returns where.
func (r *storyReader) structuralID() span {
	from := len(r.ids)
	r.ids = append(r.ids, r.prefix...)
	for i := range r.boxes {
		c := &r.boxes[i]
		if c.kind == 'x' && i > 0 {
			r.ids = strconv.AppendInt(append(r.ids, 'p'), int64(r.boxes[i-1].paras), 10)
		}
		if c.kind != 'b' {
			r.ids = strconv.AppendInt(append(r.ids, c.kind), int64(c.n), 10)
		}
	}
	r.ids = strconv.AppendInt(append(r.ids, 'p'), int64(r.top().paras), 10)
	return span{from, len(r.ids)}
}

// endParagraph closes the innermost paragraph. Where its mark is deleted, Word joins it with the next one.
func (r *storyReader) endParagraph() {
	if len(r.open) == 0 {
		return
	}
	o := &r.open[len(r.open)-1]
	c, p := r.top(), &r.paras[o.index]
	if r.tr != nil {
		r.tr.endParagraph(r, o)
	}
	if r.rec != nil {
		r.rec.endParagraph(r, o.index)
	}
	p.shift, p.into = int32(len(c.carry)), int32(o.index)
	if o.markGone {
		p.dropped = true
		c.carry, c.carried = append(c.carry, o.buf...), append(c.carried, int32(o.index))
	} else {
		p.text = r.keep(c.carry, o.buf)
		c.kept++
		r.join(c, o.index)
	}
	r.open = r.open[:len(r.open)-1]
}

// flush gives text that still waits for a paragraph mark back to the paragraph it comes from: a table or the end of the
// container follows, and nothing can join across these.
func (r *storyReader) flush(leaving bool) {
	c := r.top()
	if len(c.carried) == 0 {
		return
	}
	last := int(c.carried[len(c.carried)-1])
	if len(c.carry) > 0 || leaving && c.kept == 0 && (c.kind == 'c' || c.kind == 'x') { // a cell holds at least one paragraph
		p := &r.paras[last]
		p.dropped, p.text = false, r.keep(c.carry, nil)
	}
	r.join(c, last)
}

// join makes the paragraphs whose marks are gone part of the one that has taken their text.
func (r *storyReader) join(c *container, to int) {
	for _, i := range c.carried {
		r.paras[i].into = int32(to)
	}
	c.carry, c.carried = c.carry[:0], c.carried[:0]
}

// keep stores finished text.
func (r *storyReader) keep(a, b []byte) span {
	from := len(r.arena)
	r.arena = append(append(r.arena, a...), b...)
	if len(r.arena) > maxText {
		r.err = guardText.refuse("", nil)
	}
	return span{from, len(r.arena)}
}

// hidden reports whether text that ends buf from a point on is kept out, and counts it if a person hid it.
func (r *storyReader) hidden(o *openPara, from int) bool {
	if r.instr > 0 && !r.flat {
		r.suppressed = true
		return true
	}
	if o.vanish {
		r.inv.HiddenRunes += utf8.RuneCount(o.buf[from:])
		return true
	}
	return false
}

// put adds one character to the current paragraph.
func (r *storyReader) put(c rune) {
	o := r.current()
	if o == nil || c == 0 {
		return
	}
	from := len(o.buf)
	if o.buf = utf8.AppendRune(o.buf, c); r.hidden(o, from) {
		o.buf = o.buf[:from]
	}
	if r.tr != nil && len(o.buf) > from {
		r.tr.element(r, o, from)
	}
	if r.rec != nil && len(o.buf) > from {
		r.rec.text(r, o)
	}
}

// readText reads a w:t or m:t to its end. Without xml:space="preserve" blanks at either end do not count, as in Word.
func (r *storyReader) readText() {
	o, s, depth := r.current(), r.s, r.s.depth
	if o == nil {
		s.skip()
		return
	}
	v, said := s.get(nsOther, "xml:space")
	preserve := string(v) == "preserve" || !said && r.preserve
	from, at := len(o.buf), rawText{tag: s.from, from: s.p, to: s.p}
	for s.depth >= depth {
		at.to = s.p
		switch s.next() {
		case tokText:
			o.buf = s.appendText(o.buf)
		case tokStart:
			at.odd = true
			s.skip()
		case tokEOF:
			return
		case tokEnd:
		}
	}
	if len(o.buf) > maxText { // before it is joined and kept, and is there three times
		r.err = guardText.refuse("", nil)
		return
	}
	if !preserve {
		t := bytes.TrimLeft(o.buf[from:], " \t")
		at.trimmed = len(o.buf) - from - len(t)
		t = bytes.TrimRight(t, " \t")
		at.bare = true
		o.buf = append(o.buf[:from], t...)
	}
	if len(o.buf) == from {
		return
	}
	if r.hidden(o, from) {
		o.buf = o.buf[:from]
		return
	}
	if r.tr != nil {
		r.tr.text(r, o, from, at)
	}
	if r.rec != nil {
		r.rec.text(r, o)
	}
	p := &r.paras[o.index]
	if p.size == 0 && len(bytes.TrimSpace(o.buf[from:])) > 0 {
		p.size = o.size
	}
	if r.contents > 0 || r.contentsAt > 0 {
		p.contents = true
	}
}

// alternative keeps the first mc:Choice and drops the others and the mc:Fallback: they are the same thing again. Which
// of them was taken is kept in place of the element code of the parent.
func (r *storyReader) alternative() {
	parent := &r.elems[r.s.depth-1]
	switch *parent {
	case elAlternate:
		*parent = elOther
	default:
		r.s.skip()
	}
}
