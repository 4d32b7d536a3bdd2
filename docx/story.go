package docx

import (
	"bytes"
	"fmt"
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
	chunkBytes int64
	nested     bool // the document is itself an altChunk of another
	formats    bool // hook: formats; they are asked for
	formatter  *formatter
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
	instr      int    // fields whose instruction is being read
	contents   int    // fields that are tables of contents
	contentsAt int    // depth of the w:sdt that is one, 0 outside
	flat       bool   // fields do not hide text: some field never ends
	suppressed bool   // a field has hidden text
	preserve   bool   // the root says xml:space="preserve"
	trace      *trace // hook: formats; nil unless they are asked for
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
	dropped       bool // its mark is deleted, and its text went on into the next paragraph
	labelled      bool // label is final
	inTable       bool
	inBox         bool
	uncounted     bool // hook: labels; lists pass over it when it is empty
	contents      bool // an entry of a table of contents
}

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
	kind   byte // 'b' body, 't' table, 'r' row, 'c' cell, 'x' text box, 'a' altChunk
	n      int  // ordinal in its parent
	depth  int  // of its element
	paras  int
	tables int
	parts  int // rows of a table, cells of a row, text boxes of the current paragraph
	chunks int
	carry  []byte // text whose paragraph mark is gone, for the next paragraph
	last   int    // the paragraph carry comes from
	alt    bool   // carry is in use
	merged bool   // hook: labels; a cell that goes on with the one above it
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
			if r.trace != nil {
				r.traced(e)
			} else if e != elOther {
				r.start(e)
			}
		case tokEnd:
			if e := r.elems[r.s.depth+1]; e != elOther {
				r.end(e)
			}
			if r.trace != nil {
				r.trace.end(r)
			}
		case tokText:
		case tokEOF:
			if r.s.err != nil {
				return refuseXML(r.part, r.s.err)
			}
			r.flush()
			return r.err
		}
	}
	return r.err
}

// root looks at the root element, which says whether the part is what its relation promises.
func (r *storyReader) root() bool {
	v, _ := r.s.get(nsOther, "xml:space")
	r.preserve = string(v) == "preserve"
	if r.kind == Body && !r.s.is(nsW, "document") {
		r.err = refuse(NotDocx, nil, "文件的正文不是 Word 格式。", nextSaveAs)
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
	case elDeleted:
		r.inv.Deletions++
		r.s.skip()
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
		r.flush()
		r.top().tables++
		r.enter('t', r.top().tables)
	case elRow:
		r.top().parts++
		r.enter('r', r.top().parts)
	case elCell:
		r.top().parts++
		r.enter('c', r.top().parts)
	case elRowProps:
		r.dropIfDeleted("del", 'r', elRow)
	case elCellProps:
		r.dropIfDeleted("cellDel", 'c', elCell)
	case elBox:
		r.top().parts++
		r.enter('x', r.top().parts)
	case elControlProps:
		r.readControlProps()
	case elAltChunk:
		r.flush()
		r.altChunk()
	case elNote:
		if v, _ := r.s.get(nsW, "type"); len(v) != 0 && string(v) != "normal" {
			r.s.skip() // the line between text and notes
		}
	case elComment:
		r.comments++
	case elChoice, elFallback:
		r.alternative()
	default:
	}
}

// end acts on an end tag.
func (r *storyReader) end(e element) {
	switch e {
	case elParagraph:
		r.endParagraph()
	case elTable, elRow, elCell, elBox:
		if c := r.top(); c.depth == r.s.depth+1 {
			r.leave()
		}
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
	r.boxes = append(r.boxes, container{kind: kind, n: n, depth: r.s.depth})
}

func (r *storyReader) leave() {
	r.flush()
	r.boxes = r.boxes[:len(r.boxes)-1]
}

// startParagraph opens a paragraph. It takes its place in reading order now, so that the text boxes in it come after.
func (r *storyReader) startParagraph() {
	if r.paragraphs++; r.paragraphs > maxParagraphs {
		r.err = refuse(TooLarge, nil, fmt.Sprintf("文件超过 %d 个段落。", maxParagraphs), nextSplit)
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
	p.id = r.structuralID()
	p.uncounted = c.merged // hook: labels
	for i := range r.boxes {
		p.inTable = p.inTable || r.boxes[i].kind == 'c'
		p.inBox = p.inBox || r.boxes[i].kind == 'x'
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
	if r.trace != nil {
		r.trace.endParagraph(r, o.index, o.markGone)
	}
	if o.markGone {
		p.dropped = true
		c.carry, c.last, c.alt = append(c.carry, o.buf...), o.index, true
	} else {
		p.text = r.keep(c.carry, o.buf)
		c.carry, c.alt = c.carry[:0], false
	}
	r.open = r.open[:len(r.open)-1]
}

// flush gives text that still waits for a paragraph mark back to the paragraph it comes from: a table or the end of the
// container follows, and nothing can join across these.
func (r *storyReader) flush() {
	c := r.top()
	if !c.alt {
		return
	}
	if len(c.carry) > 0 {
		p := &r.paras[c.last]
		p.dropped, p.text = false, r.keep(c.carry, nil)
	}
	if r.trace != nil {
		r.trace.settle(c.last, len(r.boxes))
	}
	c.carry, c.alt = c.carry[:0], false
}

// keep stores finished text.
func (r *storyReader) keep(a, b []byte) span {
	from := len(r.arena)
	r.arena = append(append(r.arena, a...), b...)
	if len(r.arena) > maxText {
		r.err = refuse(TooLarge, nil, fmt.Sprintf("文件的文字超过 %d MB。", maxText>>20), nextSplit)
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
	} else if r.trace != nil {
		r.trace.text(r, o)
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
	from := len(o.buf)
	for s.depth >= depth {
		switch s.next() {
		case tokText:
			o.buf = s.appendText(o.buf)
		case tokStart:
			s.skip()
		case tokEOF:
			return
		case tokEnd:
		}
	}
	if !preserve {
		t := bytes.Trim(o.buf[from:], " \t")
		o.buf = append(o.buf[:from], t...)
	}
	if len(o.buf) == from {
		return
	}
	if r.hidden(o, from) {
		o.buf = o.buf[:from]
		return
	}
	if r.trace != nil {
		r.trace.text(r, o)
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
