package docx

// trace is where the text of a story lies in its part, byte by byte. It is kept only when something is to be written
// into the part or the runs are asked for; Open does without.
type trace struct {
	paras   []tracedPara // beside storyReader.paras
	runs    []tracedRun
	pieces  []piece
	changes []Revision
	boxes   []tracedBox // what paragraphs stand in; 0 is the body

	openRuns    []int32
	openChanges []int32
}

// tracedPara is the markup of one w:p.
type tracedPara struct {
	from, to int   // from "<w:p" to behind "</w:p>"
	tagEnd   int   // behind the start tag
	pPr      span  // the w:pPr, empty without one
	box      int32 // what it stands in
	foreign  bool  // stands in another part: an altChunk
	markGone bool
}

// tracedRun is the markup of one w:r, or of a formula, which is taken as a whole.
type tracedRun struct {
	from, to int  // from "<w:r" to behind "</w:r>"
	tagEnd   int  // behind the start tag
	rPr      span // the w:rPr, empty without one
	para     int32
	host     int32 // the outermost run it stands in, such as the one that holds its text box; itself otherwise
	change   int32 // the tracked change it is part of, -1 for none
	solid    bool  // cannot be cut: a formula
}

// piece is a stretch of text from one element, or a character that an element stands for.
type piece struct {
	para, run int32 // run is -1 outside of runs
	at, n     int   // bytes in the paragraph's own text
	tag       int   // offset of the element's start tag
	from, to  int   // the character data; of a character element the whole element
	end       int   // behind the element
	trimmed   int   // bytes of decoded text cut off at the front, because blanks there do not count
	char      bool  // an element that is not cut, such as w:tab
	bare      bool  // text without xml:space="preserve"
}

// rawText is where the character data of a w:t lies.
type rawText struct {
	tag, from, to, trimmed int
	bare                   bool
	odd                    bool // holds an element, which it may not: it is not cut
}

// tracedBox is a table, row, cell, text box, altChunk or the body.
type tracedBox struct {
	kind     byte // as in container
	parent   int32
	from, to int // of the element
	tagEnd   int
	gone     bool // a row or cell that is not in the view
}

func newTrace() *trace { return &trace{boxes: []tracedBox{{kind: 'b', parent: -1}}} }

// para grows the list to a paragraph and returns its entry.
func (t *trace) para(i int) *tracedPara {
	for len(t.paras) <= i {
		t.paras = append(t.paras, tracedPara{foreign: true})
	}
	return &t.paras[i]
}

func (t *trace) startParagraph(r *storyReader) {
	i := len(r.paras) - 1
	p := t.para(i)
	*p = tracedPara{from: r.s.from, tagEnd: r.s.p, box: int32(r.top().box)}
	for k := range r.boxes {
		p.foreign = p.foreign || r.boxes[k].kind == 'a'
	}
}

func (t *trace) paragraphProps(o *openPara, at span) { t.paras[o.index].pPr = at }

// endParagraph notes where a paragraph ends.
func (t *trace) endParagraph(r *storyReader, o *openPara) {
	p := &t.paras[o.index]
	p.to, p.markGone = r.s.p, o.markGone
}

func (t *trace) startRun(r *storyReader) {
	i := int32(len(t.runs))
	n := tracedRun{from: r.s.from, tagEnd: r.s.p, para: -1, host: i, change: t.change(), solid: r.s.ns == nsM}
	if o := r.current(); o != nil {
		n.para = int32(o.index)
	}
	if len(t.openRuns) > 0 {
		n.host = t.runs[t.openRuns[0]].host
	}
	if t.runs = append(t.runs, n); len(t.runs) > maxPieces {
		r.err = guardPieces.refuse("", nil)
	}
	t.openRuns = append(t.openRuns, i)
}

func (t *trace) endRun(r *storyReader) {
	if n := len(t.openRuns); n > 0 {
		t.runs[t.openRuns[n-1]].to = r.s.p
		t.openRuns = t.openRuns[:n-1]
	}
}

func (t *trace) runProps(at span) {
	if i := t.run(); i >= 0 && t.runs[i].rPr == (span{}) && !t.runs[i].solid {
		t.runs[i].rPr = at
	}
}

// run is the innermost open run, -1 outside.
func (t *trace) run() int32 {
	if n := len(t.openRuns); n > 0 {
		return t.openRuns[n-1]
	}
	return -1
}

// change is the innermost open tracked change, -1 outside.
func (t *trace) change() int32 {
	if n := len(t.openChanges); n > 0 {
		return t.openChanges[n-1]
	}
	return -1
}

func (t *trace) startChange(r *storyReader) {
	s := r.s
	t.openChanges = append(t.openChanges, int32(len(t.changes)))
	t.changes = append(t.changes, Revision{
		Kind: revisionKind(string(s.local)), ID: s.value(nsW, "id"), Author: s.value(nsW, "author"), Date: s.value(nsW, "date"),
	})
}

func (t *trace) endChange() {
	if n := len(t.openChanges); n > 0 {
		t.openChanges = t.openChanges[:n-1]
	}
}

// text notes what a w:t added to the paragraph's text from a point on.
func (t *trace) text(r *storyReader, o *openPara, from int, at rawText) {
	p := piece{
		para: int32(o.index), run: t.run(), at: from, n: len(o.buf) - from,
		tag: at.tag, from: at.from, to: at.to, end: r.s.p, trimmed: at.trimmed, bare: at.bare,
	}
	if at.odd {
		p.char, p.from, p.to = true, at.tag, r.s.p
	}
	t.add(r, p)
}

// add takes note of a piece.
func (t *trace) add(r *storyReader, p piece) {
	if t.pieces = append(t.pieces, p); len(t.pieces) > maxPieces {
		r.err = guardPieces.refuse("", nil)
	}
}

// element notes a character that the element just begun stands for.
func (t *trace) element(r *storyReader, o *openPara, from int) {
	s := r.s
	to := s.p
	if !s.selfEnd { // <w:tab></w:tab>
		for to < len(s.b) && s.b[to] != '>' {
			to++
		}
		to++
	}
	t.add(r, piece{
		para: int32(o.index), run: t.run(), at: from, n: len(o.buf) - from,
		tag: s.from, from: s.from, to: min(to, len(s.b)), end: min(to, len(s.b)), char: true,
	})
}

func (t *trace) enter(r *storyReader, kind byte) int {
	t.boxes = append(t.boxes, tracedBox{kind: kind, parent: int32(r.top().box), from: r.s.from, tagEnd: r.s.p})
	return len(t.boxes) - 1
}

func (t *trace) leave(r *storyReader) { t.boxes[r.top().box].to = r.s.p }
