package docx

import (
	"maps"
	"slices"
	"strings"
)

// redlineWriter puts tracked changes into the new version.
type redlineWriter struct {
	r     *redliner
	p     *redlinePlan
	w     *rewriter
	x     markup
	extra []splice

	marks   map[int32]*paraMark      // paragraphs of the new version whose properties change, by paragraph of the file
	pending map[int32][]*goneBlock   // what was deleted, waiting for the next block of its container
	placed  map[int][]*goneBlock     // what was deleted, by where it goes
	tails   map[int32]*containerTail // what has come in a container since its last kept paragraph
	entered map[int32]bool           // rows, tables and text boxes of the new version that have begun
	written map[int32]bool           // rows and tables of the old version that are written as a whole
	rows    map[int32]bool           // rows of the new version that are marked as inserted
	boxes   map[int32][]int32        // text boxes of the new version by the paragraph they hang in
	wrapped map[int32]bool           // runs that are marked as inserted
	numbers map[int]int              // lists of the old version -> lists of the new one that continue them
	foreign bool                     // properties of the old version cannot be used in the new one
}

// paraMark is what is added to a paragraph of the new version.
type paraMark struct {
	ins, del string // tracked changes of its mark
	change   string // a w:pPrChange
	content  string // at its beginning, where it has no text to put it beside
}

// goneBlock is a paragraph, row or table of the old version that is to be shown as deleted.
type goneBlock struct {
	kind byte // 'p', 'r' or 't'
	para int
	box  int32
	move int
	both bool // its mark is gone in both views: what follows it is inserted and ends the container
	last bool // it ends the container, so its mark stays
	like int  // the paragraph of the new version whose properties it takes then
}

// containerTail is what has come in a container since the last paragraph that both versions have.
type containerTail struct {
	kept     int // that paragraph of the new version, -1 where nothing can be joined to it
	inserted int // the last inserted paragraph, -1 for none
	firstAt  int // where a deleted paragraph that comes last can go: before the inserted block that was begun last with
	// deleted ones before it, else before the first; -1 when nothing was inserted
	gone *goneBlock
	end  int // behind the last block
}

func newRedlineWriter(r *redliner, p *redlinePlan) *redlineWriter {
	w := &redlineWriter{
		r: r, p: p, w: newRewriter(r.new, firstFreeID(r.new.b)), x: r.new.markup(r.new.r.strict),
		marks: map[int32]*paraMark{}, pending: map[int32][]*goneBlock{}, placed: map[int][]*goneBlock{}, tails: map[int32]*containerTail{},
		entered: map[int32]bool{}, written: map[int32]bool{}, rows: map[int32]bool{}, wrapped: map[int32]bool{}, numbers: map[int]int{},
	}
	w.w.whole = r.new.solid
	w.boxes = r.new.textBoxes()
	w.foreign = r.old.r.strict != r.new.r.strict || w.x.w != "w:" || r.old.markup(false).w != "w:"
	for _, s := range p.steps {
		if s.Old >= 0 && s.New >= 0 {
			if o, n := r.old.listOf(s.Old), r.new.listOf(s.New); o.id > 0 && n.id > 0 && w.numbers[o.id] == 0 {
				w.numbers[o.id] = n.id
			}
		}
	}
	return w
}

// write goes through the steps in order.
func (w *redlineWriter) write() {
	for i := range w.p.steps {
		if s := &w.p.steps[i]; s.MoveID != 0 && !w.movable(s) {
			s.MoveID = 0
		}
	}
	numberMoves(w.p.steps)
	for i := range w.p.steps {
		s := &w.p.steps[i]
		if s.New < 0 {
			w.deleted(s)
			continue
		}
		w.enter(s.New)
		if s.Old < 0 {
			w.inserted(s)
		} else {
			w.kept(s)
		}
	}
	for _, c := range slices.Sorted(maps.Keys(w.tails)) {
		w.finish(c)
	}
}

// movable reports whether a step can be one end of a move: a paragraph with text that comes or goes by itself, not with the
// row, table or text box it is in.
func (w *redlineWriter) movable(s *ParagraphEdit) bool {
	l, paragraph, matched := w.r.old, s.Old, w.p.toNew
	if s.Old < 0 {
		l, paragraph, matched = w.r.new, s.New, w.p.toOld
	}
	if len(l.of(paragraph)) == 0 {
		return false
	}
	_, ok := matched[l.where(paragraph).box]
	return ok
}

// splices turns all of it into changes of the main part.
func (w *redlineWriter) splices() []splice {
	var out []splice // properties of paragraphs before what begins behind them
	for _, q := range slices.Sorted(maps.Keys(w.marks)) {
		out = append(out, w.markParagraph(q, w.marks[q])...)
	}
	out = append(out, w.extra...)
	for _, at := range slices.Sorted(maps.Keys(w.placed)) {
		var b strings.Builder
		for _, g := range w.placed[at] {
			b.WriteString(w.block(g))
		}
		out = append(out, splice{at, at, b.String()})
	}
	return append(out, w.w.splices()...)
}

func (w *redlineWriter) tail(c int32) *containerTail {
	t := w.tails[c]
	if t == nil {
		t = &containerTail{kept: -1, inserted: -1, firstAt: -1}
		w.tails[c] = t
	}
	return t
}

func (w *redlineWriter) mark(paragraph int) *paraMark {
	q := w.r.new.file[paragraph]
	if w.marks[q] == nil {
		w.marks[q] = &paraMark{}
	}
	return w.marks[q]
}

// enter places what waits before the block that a paragraph of the new version begins, in all containers around it.
func (w *redlineWriter) enter(paragraph int) {
	tr := w.r.new.r.tr
	p := &tr.paras[w.r.new.file[paragraph]]
	var path []int32
	for b := p.box; b > 0; b = tr.boxes[b].parent {
		path = append(path, b)
	}
	c := int32(0)
	for _, b := range slices.Backward(path) {
		box := &tr.boxes[b]
		if !w.entered[b] && box.kind != 'x' && box.kind != 'c' {
			w.flush(c, box.from)
			if box.kind == 't' {
				w.enterTable(c, b)
			}
		}
		if box.kind != 'x' && box.kind != 'c' {
			w.tail(c).end = box.to
		}
		w.entered[b] = true
		c = b
	}
	w.flush(p.box, p.from)
	w.tail(p.box).end = p.to
}

// enterTable notes that a table ends what paragraphs could be joined across.
func (w *redlineWriter) enterTable(c, table int32) {
	t := w.tail(c)
	t.kept, t.inserted, t.gone = -1, -1, nil
	if _, kept := w.p.toOld[table]; kept {
		t.firstAt = -1
	} else if t.firstAt < 0 {
		t.firstAt = w.r.new.r.tr.boxes[table].from
	}
}

// flush places what waits in a container.
func (w *redlineWriter) flush(c int32, at int) {
	if g := w.pending[c]; len(g) > 0 {
		w.placed[at] = append(w.placed[at], g...)
		w.tail(c).firstAt = at
		delete(w.pending, c)
	}
}

// deleted lets a paragraph of the old version wait for its place; one in a row or table that is gone as a whole brings
// all of it.
func (w *redlineWriter) deleted(s *ParagraphEdit) {
	boxes := w.r.old.r.tr.boxes
	b, whole := w.r.old.where(s.Old).box, int32(0)
	for ; b > 0; b = boxes[b].parent {
		if _, ok := w.p.toNew[b]; ok {
			break
		}
		if k := boxes[b].kind; k == 'r' || k == 't' {
			whole = b
		}
	}
	c := w.p.toNew[b]
	if whole == 0 {
		g := &goneBlock{kind: 'p', para: s.Old, move: s.MoveID}
		w.pending[c] = append(w.pending[c], g)
		w.tail(c).gone = g
		return
	}
	if w.written[whole] {
		return
	}
	w.written[whole] = true
	w.pending[c] = append(w.pending[c], &goneBlock{kind: boxes[whole].kind, box: whole})
	if boxes[whole].kind == 't' {
		t := w.tail(c)
		t.kept, t.gone = -1, nil
	}
}

// inserted marks a paragraph of the new version as inserted: its runs, and its mark, or the row or text box it is in.
func (w *redlineWriter) inserted(s *ParagraphEdit) {
	tr := w.r.new.r.tr
	at := w.r.new.file[s.New]
	p := &tr.paras[at]
	inRow, inBox := false, false
	for b := p.box; b > 0; b = tr.boxes[b].parent {
		if _, ok := w.p.toOld[b]; ok {
			continue
		}
		switch tr.boxes[b].kind {
		case 'r':
			inRow = true
			w.insertRow(b)
		case 'x':
			inBox = true
		}
	}
	name := "ins"
	if s.MoveID != 0 {
		name = "moveTo"
		w.moveRange(p, s.MoveID, name)
	}
	if inBox { // the run that holds it is inserted, and all that is in it
		if h := w.r.new.hostOf(p.from); h >= 0 {
			w.wrap(h, "ins")
		}
		return
	}
	for i := range tr.runs {
		if r := &tr.runs[i]; r.para == at && (r.host == int32(i) || tr.runs[r.host].para != at) {
			w.wrap(int32(i), name)
		}
	}
	if inRow {
		return
	}
	t := w.tail(p.box)
	t.inserted = s.New
	if t.firstAt < 0 {
		t.firstAt = p.from
	}
	w.mark(s.New).ins = w.trackedMark(name)
}

// wrap marks a whole run.
func (w *redlineWriter) wrap(run int32, name string) {
	if w.wrapped[run] {
		return
	}
	w.wrapped[run] = true
	open, end := w.tracked(name)
	r := &w.r.new.r.tr.runs[run]
	w.extra = append(w.extra, splice{r.from, r.from, open}, splice{r.to, r.to, end})
}

// kept writes the changes inside a paragraph that both versions have.
func (w *redlineWriter) kept(s *ParagraphEdit) {
	l := w.r.new
	box := l.r.tr.paras[l.file[s.New]].box
	end := w.tail(box).end
	w.tails[box] = &containerTail{kept: s.New, inserted: -1, firstAt: -1, end: end}
	at, was := l.d.typed(s.New), w.r.old.d.typed(s.Old)
	for _, e := range s.Edits {
		switch e.Kind {
		case KeptText:
			at, was = at+len(e.Text), was+len(e.Text)
		case InsertedText:
			w.insertText(s.New, at, at+len(e.Text))
			at += len(e.Text)
		case DeletedText:
			w.deleteText(s, at, was, was+len(e.Text))
			was += len(e.Text)
		}
	}
}

// insertText marks a stretch of a paragraph as inserted.
func (w *redlineWriter) insertText(paragraph, start, end int) {
	for _, p := range w.r.new.between(paragraph, start, end) {
		open, shut := w.tracked("ins")
		w.w.put(p.piece, max(0, start-p.start), markStart, open)
		w.w.put(p.piece, min(p.n, end-p.start), markEnd, shut)
	}
}

// deleteText puts old text at a place of a paragraph, struck out.
func (w *redlineWriter) deleteText(s *ParagraphEdit, at, from, to int) {
	text := w.goneRuns(s.Old, from, to, "del")
	ps := w.r.new.of(s.New)
	for i := range ps {
		if ps[i].end > at {
			w.w.put(ps[i].piece, max(0, at-ps[i].start), markInsert, text)
			return
		}
	}
	if n := len(ps); n > 0 {
		w.w.put(ps[n-1].piece, ps[n-1].n, markInsert, text)
		return
	}
	w.mark(s.New).content += text
}

// finish settles the end of a container: the mark of its last paragraph can be neither inserted nor deleted, so the mark
// before it is instead.
func (w *redlineWriter) finish(c int32) {
	t := w.tails[c]
	at := t.end
	if t.firstAt >= 0 {
		at = t.firstAt
	}
	w.flush(c, at)
	if t.kept >= 0 && (len(w.boxes[w.r.new.file[t.kept]]) > 0 || w.r.new.tableAfter(t.kept)) {
		t.kept = -1 // joined to what follows, it would change places with its text boxes, or jump over an empty table
	}
	switch {
	case t.inserted >= 0 && t.gone != nil:
		t.gone.both = true
		m := w.mark(t.inserted)
		m.ins = ""
		m.change = w.change(w.goneProps(t.gone))
	case t.inserted >= 0 && t.kept >= 0:
		w.mark(t.kept).ins = w.trackedMark("ins")
		m := w.mark(t.inserted)
		m.ins = ""
		m.change = w.change(w.ownProps(t.kept))
	case t.gone != nil && t.kept >= 0:
		w.mark(t.kept).del = w.trackedMark("del")
		t.gone.last, t.gone.like = true, t.kept
	}
}

// tracked are the tags of a tracked change of running text.
func (w *redlineWriter) tracked(name string) (open, end string) {
	return "<" + w.x.w + name + w.x.ns + trackedAttrs(w.x, w.w.id(), w.r.author, w.r.date) + ">", "</" + w.x.w + name + ">"
}

// trackedMark is a tracked change of a paragraph mark or row.
func (w *redlineWriter) trackedMark(name string) string {
	return "<" + w.x.w + name + w.x.ns + trackedAttrs(w.x, w.w.id(), w.r.author, w.r.date) + "/>"
}
