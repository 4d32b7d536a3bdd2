package docx

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strconv"
)

// rewriter collects what is to be put between and around the characters of a part, and turns it into splices. Only runs
// in which something begins or ends are written anew, from their own bytes; all other bytes stay.
type rewriter struct {
	l      *locator
	pieces map[*piece][]mark
	around map[int][]mark // marks before and behind what cannot be cut, by offset
	nextID int            // for tracked changes
	seq    int
	// whole returns the bounds of what a piece stands in and cannot be cut, if that is so.
	whole func(*piece) (from, to int, whole bool)
	inner []splice // of runs inside runs, such as those of text boxes
}

// mark is markup at a place in a piece. A deletion lasts from a markDelete to the next markKeep.
type mark struct {
	at   int // bytes of the piece's text before it
	kind markKind
	text string
	seq  int
}

// markKind orders marks at one place: what ends comes before what begins.
type markKind uint8

const (
	markKeep   markKind = iota // a deletion ends; text closes it, and may be followed by an insertion
	markEnd                    // the end of a comment
	markInsert                 // whole elements between two characters
	markStart                  // the beginning of a comment
	markDelete                 // a deletion begins; text opens it
)

func newRewriter(l *locator, firstID int) *rewriter {
	return &rewriter{l: l, pieces: map[*piece][]mark{}, around: map[int][]mark{}, nextID: firstID, whole: l.whole}
}

// id is the next unused identifier of a tracked change.
func (w *rewriter) id() string {
	w.nextID++
	return strconv.Itoa(w.nextID - 1)
}

// put places markup at byte n of a piece. Where the piece is not in a run that can be cut, it goes before the whole of it
// for what begins, and behind it for what ends.
func (w *rewriter) put(p *piece, n int, kind markKind, text string) {
	w.seq++
	m := mark{at: n, kind: kind, text: text, seq: w.seq}
	if from, to, whole := w.whole(p); whole {
		at := from
		if kind == markEnd || kind == markInsert && n > 0 {
			at = to
		}
		w.around[at] = append(w.around[at], m)
		return
	}
	w.pieces[p] = append(w.pieces[p], m)
}

// whole returns the bounds of what a piece stands in and cannot be cut: a formula, the run that holds its text box or
// ruby, or the element itself where it is in no run.
func (l *locator) whole(p *piece) (from, to int, whole bool) {
	if p.run < 0 {
		return p.tag, p.end, true
	}
	r := &l.r.tr.runs[p.run]
	if h := &l.r.tr.runs[r.host]; h.solid || r.host != p.run {
		return h.from, h.to, true
	}
	return 0, 0, false
}

// splices turns the marks into changes of the part.
func (w *rewriter) splices() []splice {
	var out []splice
	for at, ms := range w.around {
		slices.SortFunc(ms, compareMarks)
		var b []byte
		for _, m := range ms {
			b = append(b, m.text...)
		}
		out = append(out, splice{at, at, string(b)})
	}
	runs := map[int32][]*piece{}
	for p := range w.pieces {
		runs[p.run] = append(runs[p.run], p)
	}
	all := w.l.runPieces(runs)
	order := slices.SortedFunc(maps.Keys(runs), func(x, y int32) int { return cmp.Compare(y, x) }) // what is inside comes later
	for _, run := range order {
		r := &w.l.r.tr.runs[run]
		e := runEmitter{w: w, r: r, b: w.l.b}
		s := splice{r.from, r.to, string(e.emit(all[run]))}
		if out = append(out, s); r.host != run {
			w.inner = append(w.inner, s)
		}
	}
	slices.SortFunc(out, func(x, y splice) int { return cmp.Compare(x.from, y.from) })
	return out
}

func compareMarks(x, y mark) int {
	if c := cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.kind, y.kind)); c != 0 {
		return c
	}
	return cmp.Compare(x.seq, y.seq)
}

// runPieces lists all pieces of some runs in the order of their bytes.
func (l *locator) runPieces(runs map[int32][]*piece) map[int32][]*piece {
	out := make(map[int32][]*piece, len(runs))
	for i := range l.r.tr.pieces {
		p := &l.r.tr.pieces[i]
		if _, ok := runs[p.run]; ok {
			out[p.run] = append(out[p.run], p)
		}
	}
	return out
}

// runEmitter writes one run anew as several, with markup between them.
type runEmitter struct {
	w       *rewriter
	r       *tracedRun
	b       []byte
	out     []byte
	open    bool // a run is open
	deleted bool
	opened  int // runs opened so far
	name    string
}

// emit returns the markup that replaces the run.
func (e *runEmitter) emit(ps []*piece) []byte {
	at := max(e.r.tagEnd, e.r.rPr.to)
	for _, p := range ps {
		e.gap(at, p.tag)
		e.piece(p)
		at = p.end
	}
	e.gap(at, endTagAt(e.b, e.r.to))
	e.close()
	if e.opened == 0 { // nothing but properties
		e.begin()
		e.close()
	}
	return e.out
}

// endTagAt is where the end tag begins that ends at to.
func endTagAt(b []byte, to int) int { return bytes.LastIndexByte(b[:to], '<') }

// gap writes what stands between the pieces of a run, as it is but for runs inside it.
func (e *runEmitter) gap(from, to int) {
	b := e.b[from:to]
	if len(bytes.TrimSpace(b)) == 0 {
		return
	}
	var inside []splice
	for _, s := range e.w.inner {
		if s.from >= from && s.to <= to {
			inside = append(inside, splice{s.from - from, s.to - from, s.text})
		}
	}
	e.begin()
	e.out = append(e.out, spliced(b, outermost(inside))...)
}

// piece writes one piece, cut where marks stand.
func (e *runEmitter) piece(p *piece) {
	marks := e.w.pieces[p]
	if len(marks) == 0 && !e.deleted {
		e.begin()
		e.out = append(e.out, e.b[p.tag:p.end]...)
		return
	}
	slices.SortFunc(marks, compareMarks)
	at := 0
	for _, m := range marks {
		e.stretch(p, at, m.at)
		at = max(at, m.at)
		e.close()
		e.out = append(e.out, m.text...)
		switch m.kind {
		case markDelete:
			e.deleted = true
		case markKeep:
			e.deleted = false
		case markEnd, markInsert, markStart:
		}
	}
	e.stretch(p, at, p.n)
}

// stretch writes bytes from to to of a piece's text.
func (e *runEmitter) stretch(p *piece, from, to int) {
	if from >= to {
		return
	}
	e.begin()
	if p.char {
		e.out = append(e.out, e.b[p.tag:p.end]...)
		return
	}
	name := e.name + "t"
	if e.deleted {
		name = e.name + "delText"
	}
	start, startIn := e.w.l.raw(p, from)
	end, endIn := e.w.l.raw(p, to)
	e.out = append(e.out, "<"+name+` xml:space="preserve">`...)
	if startIn {
		e.out = append(e.out, "<![CDATA["...)
	}
	e.out = append(e.out, e.b[start:end]...)
	if endIn {
		e.out = append(e.out, "]]>"...)
	}
	e.out = append(e.out, "</"+name+">"...)
}

// begin opens a run like the one that is written anew, if none is open.
func (e *runEmitter) begin() {
	if e.open {
		return
	}
	e.open = true
	e.name = prefixOf(e.b[e.r.from:e.r.tagEnd])
	tag := bytes.TrimSuffix(bytes.TrimRight(e.b[e.r.from:e.r.tagEnd], ">"), []byte("/"))
	e.out = append(append(e.out, tag...), '>')
	rPr := e.b[e.r.rPr.from:e.r.rPr.to]
	if e.opened > 0 {
		rPr = e.w.renumber(rPr)
	}
	e.out = append(e.out, rPr...)
	e.opened++
}

func (e *runEmitter) close() {
	if !e.open {
		return
	}
	e.open = false
	e.out = append(e.out, "</"+e.name+"r>"...)
}

// prefixOf returns the prefix of a start tag with its colon, "" when it has none.
func prefixOf(tag []byte) string {
	end := bytes.IndexAny(tag, " \t\r\n/>")
	if i := bytes.IndexByte(tag[:max(end, 0)], ':'); i > 0 {
		return string(tag[1 : i+1])
	}
	return ""
}

// renumber gives the tracked changes in a repeated w:rPr identifiers of their own.
func (w *rewriter) renumber(rPr []byte) []byte {
	if !bytes.Contains(rPr, []byte("rPrChange")) && !bytes.Contains(rPr, []byte(":ins")) && !bytes.Contains(rPr, []byte(":del")) {
		return rPr
	}
	var ss []splice
	s := &scanner{b: rPr}
	for t := s.next(); t != tokEOF; t = s.next() {
		if t != tokStart {
			continue
		}
		for _, a := range s.attrs {
			if bytes.HasSuffix(a.name, []byte(":id")) {
				at := bytes.Index(rPr[s.from:s.p], a.name) + s.from + len(a.name)
				q := bytes.IndexAny(rPr[at:], `"'`) + at + 1
				ss = append(ss, splice{q, q + len(a.val), w.id()})
			}
		}
	}
	return spliced(rPr, ss)
}
