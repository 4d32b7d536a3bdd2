package docx

import (
	"slices"
)

// recorder notes, while a story is read, what its formatting and structure will be made of: the property element of each
// paragraph and run, and where tables, fields, controls, links, bookmarks and notes begin and end. What they come to is
// worked out afterwards, in layout.go: how many rows a table has, which decides on the look of its last row, is known at
// its end only.
type recorder struct {
	f      *formatter
	paras  []recordedPara // by the number in storyReader.paras
	pieces []stretch
	run    []int32 // number of the current w:rPr, by nesting of open paragraphs
	open   []openElement

	sections  []*Section // of the body; those of paragraphs are in formatter.paraDirect
	tables    []*Table
	cells     int
	fields    []recordedField
	running   []int32 // fields that have begun
	controls  []recordedControl
	links     []recordedLink
	bookmarks []recordedBookmark
	notes     []recordedNote // references
	images    []recordedImage
	extent    Extent         // of the drawing that is being read
	texts     []recordedNote // the notes themselves, in the story that holds them
}

// recordedPara is what was noted of a paragraph.
type recordedPara struct {
	f      *formatter // of the document it comes from; nil for the story's own
	direct int32      // its w:pPr
	cell   CellRef
	host   int32 // the paragraph its text box hangs in, -1 outside of text boxes
}

// piece is text of one run; pieces of a paragraph come in order.
type stretch struct{ para, to, direct int32 }

// spot is a place in the text of a paragraph while it is read; at -1 is its end.
type spot struct{ para, at int32 }

// openElement is an element that has begun and matters.
type openElement struct {
	depth int
	kind  byte // 'p' paragraph, 't' table, 'r' row, 'c' cell, 'x' text box, 's' control, 'h' link, 'f' field, 'n' note
	n     int32
}

var outside = CellRef{Table: -1, Row: -1, Cell: -1}

// begin takes a start tag, before the reader acts on it.
func (t *recorder) begin(r *storyReader, e element) {
	s := r.s
	t.closeTo(r, s.depth)
	switch e {
	case elParagraph:
		t.paragraph(len(r.paras))
		t.push(s, 'p', int32(len(r.paras)))
	case elRun:
		t.setRun(r, 0)
		t.extent = Extent{}
	case elTable:
		t.beginTable(r)
	case elRow:
		t.beginRow(s)
	case elCell:
		t.beginCell(r)
	case elRowProps:
		t.rowProps(r)
	case elCellProps:
		t.cellProps(r)
	case elBox:
		host := int32(-1)
		if o := r.current(); o != nil {
			host = int32(o.index)
		}
		t.push(s, 'x', host)
	case elSkipped:
		t.skipped(s)
	case elFieldChar:
		t.fieldChar(r)
	case elInstruction:
		t.instruction(s)
	case elSimpleField:
		t.fields = append(t.fields, recordedField{start: t.here(r, true), instruction: s.value(nsW, "instr")})
		t.push(s, 'f', int32(len(t.fields)-1))
	case elControl:
		t.controls = append(t.controls, recordedControl{start: t.here(r, true)})
		t.push(s, 's', int32(len(t.controls)-1))
	case elControlProps:
		t.controlProps(s)
	case elNote:
		t.beginNote(r)
	case elImage:
		t.image(r)
	case elOther:
		t.other(r)
	default:
	}
}

// props takes a property element that the reader has read; it began at from.
func (t *recorder) props(r *storyReader, e element, from int) {
	o := r.current()
	if o == nil || r.s.err != nil {
		return
	}
	var err error
	var id int32
	if e == elParagraphProps {
		id, err = t.f.paragraphProps(r.s, from)
		t.paragraph(o.index).direct = id
	} else {
		id, err = t.f.runProps(r.s, from)
		t.setRun(r, id)
	}
	if err != nil {
		r.err = err
	}
}

// setRun makes a w:rPr the one of the current run.
func (t *recorder) setRun(r *storyReader, id int32) {
	if n := len(r.open); n > 0 {
		for len(t.run) < n {
			t.run = append(t.run, 0)
		}
		t.run[n-1] = id
	}
}

// text takes the text that has been added to the current paragraph.
func (t *recorder) text(r *storyReader, o *openPara) {
	n := len(r.open) - 1
	p := stretch{para: int32(o.index), to: int32(len(o.buf))}
	if n < len(t.run) {
		p.direct = t.run[n]
	}
	if last := len(t.pieces) - 1; last >= 0 && t.pieces[last].para == p.para && t.pieces[last].direct == p.direct {
		t.pieces[last].to = p.to
		return
	}
	t.pieces = append(t.pieces, p)
}

// paragraph returns what was noted of a paragraph, with room for it.
func (t *recorder) paragraph(n int) *recordedPara {
	for len(t.paras) <= n {
		cell, host := t.around()
		t.paras = append(t.paras, recordedPara{cell: cell, host: host})
	}
	return &t.paras[n]
}

// around finds the cell and the text box a new paragraph stands in.
func (t *recorder) around() (CellRef, int32) {
	cell, host := outside, int32(-1)
	for _, e := range slices.Backward(t.open) {
		switch {
		case e.kind == 'c' && cell == outside && host < 0:
			tb := t.tables[e.n]
			row := len(tb.Rows) - 1
			cell = CellRef{Table: int(e.n), Row: row, Cell: len(tb.Rows[row].Cells) - 1}
		case e.kind == 'x' && host < 0:
			host = e.n
		}
	}
	return cell, host
}

// endParagraph is told that paragraph n ends.
func (t *recorder) endParagraph(r *storyReader, n int) {
	t.run = t.run[:min(len(t.run), len(r.open)-1)]
	t.paragraph(n)
}

func (t *recorder) push(s *scanner, kind byte, n int32) {
	t.open = append(t.open, openElement{depth: s.depth, kind: kind, n: n})
}

// end takes an end tag, after the reader has acted on it.
func (t *recorder) end(r *storyReader) { t.closeTo(r, r.s.depth+1) }

// closeTo closes the elements at depth and below. The reader passes over deleted rows and the like in one go, so an
// element may be found closed only when the next one begins.
func (t *recorder) closeTo(r *storyReader, depth int) {
	for n := len(t.open) - 1; n >= 0 && t.open[n].depth >= depth; n-- {
		e := t.open[n]
		t.open = t.open[:n]
		switch e.kind {
		case 't':
			t.tables[e.n].Last = len(r.paras) - 1
		case 'c':
			tb := t.tables[e.n]
			row := &tb.Rows[len(tb.Rows)-1]
			row.Cells[len(row.Cells)-1].Last = len(r.paras) - 1
		case 's':
			t.controls[e.n].end = t.here(r, false)
		case 'h':
			t.links[e.n].end = t.here(r, false)
		case 'f':
			t.fields[e.n].end, t.fields[e.n].ended = t.here(r, false), true
		case 'n':
			t.texts[e.n].last = int32(len(r.paras) - 1)
		}
	}
}

// here returns the current place. Between paragraphs that is the next one where something begins, and the end of the
// last one where it ends.
func (t *recorder) here(r *storyReader, begins bool) spot {
	for _, e := range slices.Backward(t.open) {
		switch e.kind {
		case 'p':
			if o := r.current(); o != nil && o.index == int(e.n) {
				return spot{e.n, int32(len(o.buf))}
			}
			return spot{e.n, -1}
		case 'x', 'c', 't', 'n':
			return gapAt(r, begins)
		}
	}
	return gapAt(r, begins)
}

func gapAt(r *storyReader, begins bool) spot {
	if begins {
		return spot{int32(len(r.paras)), 0}
	}
	return spot{int32(len(r.paras) - 1), -1}
}

// inside begins to read the element that has just begun, without moving the reader.
func inside(s *scanner) *scanner {
	in, _ := (fragment{in: nestOf(s), from: int32(s.from), to: int32(len(s.b))}).scan()
	return in
}

// skipped takes elements the reader passes over.
func (t *recorder) skipped(s *scanner) {
	switch string(s.local) {
	case "tblPr":
		t.tableProps(s)
	case "tblGrid":
		t.tableGrid(s)
	case "sectPr":
		t.sections = append(t.sections, readSection(inside(s)))
	}
}

// traced acts on a start tag and notes it.
func (r *storyReader) recorded(e element) {
	from := r.s.from
	if r.rec.begin(r, e); r.err != nil || e == elOther {
		return
	}
	r.start(e)
	if e == elParagraphProps || e == elRunProps {
		r.rec.props(r, e, from)
	}
}
