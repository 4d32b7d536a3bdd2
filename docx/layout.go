package docx

import (
	"fmt"
	"io"
	"slices"
)

// Formatted is a document with how its text looks and what it is made of. Like a Document it does not change.
type Formatted struct {
	*Document
	// Body is the layout of the body.
	Body *Layout
	// Others are the layouts of Document.Stories, in the same order.
	Others []*Layout
}

// Layout is the formatting and the structure of one story. Paragraph numbers are those of the story.
type Layout struct {
	Sections  []Section // of the body
	Tables    []Table   // an outer table comes before those in it
	Fields    []Field
	Controls  []Control
	Links     []Link
	Bookmarks []Bookmark
	Notes     []NoteRef // references to footnotes and endnotes
	Images    []Image
	// Changes are the tracked changes of running text in the body, in its order; in the Marked view only.
	Changes []Change

	formats []*ParagraphFormat
	runs    []Run
	first   []int32 // of the runs of a paragraph; one more than there are paragraphs
	cells   []CellRef
	hosts   []int32
	texts   []recordedNote // the notes that are in this story
}

// OpenFormatted reads a docx as Open does, and works out how its text looks. It costs a third more.
func OpenFormatted(r io.ReaderAt, size int64) (*Formatted, error) {
	f, err := OpenFile(r, size)
	if err != nil {
		return nil, err
	}
	return f.Formatted()
}

// Formatted reads the document in its final view and works out how its text looks.
func (f *File) Formatted() (*Formatted, error) { return f.FormattedIn(Final) }

// FormattedIn is Formatted for any view.
func (f *File) FormattedIn(v View) (*Formatted, error) {
	f.pkg.renew()
	l := &loader{pkg: f.pkg, view: v, traced: v == Marked, mayBeEmpty: f.ours, formats: true}
	d, err := l.formatted()
	if f.src.err != nil {
		return nil, fmt.Errorf("read docx: %w", f.src.err)
	}
	return d, err
}

// formatted reads the document and lays out its stories.
func (l *loader) formatted() (*Formatted, error) {
	d, body, err := l.document()
	if err != nil {
		return nil, err
	}
	out := &Formatted{Document: d}
	for i, r := range l.readers {
		y := r.rec.layout(r, storyParagraphs(d, i-1))
		if l.formatter.full {
			return nil, guardFormats.refuse("", nil)
		}
		if err := y.targets(r); err != nil {
			return nil, err
		}
		if i == 0 {
			out.Body = y
			y.Sections = r.sections()
			if l.traced {
				y.Changes = changesOf(d, body)
			}
		} else {
			out.Others = append(out.Others, y)
		}
	}
	out.connectNotes()
	return out, nil
}

// storyParagraphs returns the paragraphs of a story by its number in Document.Stories, -1 for the body.
func storyParagraphs(d *Document, i int) []Paragraph {
	if i < 0 {
		return d.paragraphs
	}
	return d.stories[i].Paragraphs
}

// Paragraph returns how a paragraph looks.
func (l *Layout) Paragraph(i int) *ParagraphFormat { return l.formats[i] }

// Runs returns the runs of a paragraph. They follow one another and cover its whole Text, the computed label with it.
func (l *Layout) Runs(i int) []Run { return l.runs[l.first[i]:l.first[i+1]] }

// Cell returns the innermost table cell a paragraph stands in. A text box that hangs in a cell is not in the cell.
func (l *Layout) Cell(i int) (CellRef, bool) { return l.cells[i], l.cells[i].Table >= 0 }

// Host returns the paragraph in which the text box of a paragraph hangs, -1 for a paragraph outside of text boxes.
func (l *Layout) Host(i int) int { return int(l.hosts[i]) }

// Section returns the section a paragraph of the body stands in, nil for none.
func (l *Layout) Section(i int) *Section {
	k, ok := slices.BinarySearchFunc(l.Sections, i, func(s Section, i int) int {
		switch {
		case s.Last < i:
			return -1
		case s.First > i:
			return 1
		}
		return 0
	})
	if !ok {
		return nil
	}
	return &l.Sections[k]
}

// prepareFormats reads what formats depend on besides styles and lists.
func (l *loader) prepareFormats() error {
	var th theme
	var set settings
	if err := l.optional("theme", func(b []byte) (err error) { th, err = readTheme(b); return err }); err != nil {
		return err
	}
	if err := l.optional("settings", func(b []byte) (err error) { set, err = readSettings(b); return err }); err != nil {
		return err
	}
	l.formatter = newFormatter(l.styles, l.num, th, set)
	return nil
}

// optional reads a part without which the text can be read all the same: a broken one counts as far as it was read.
func (l *loader) optional(kind string, read func([]byte) error) error {
	for _, name := range first(l.pkg.related(kind)) {
		b, err := l.pkg.part(name)
		if err == nil {
			if err = read(b); err != nil {
				err = refuseXML(name, err)
			}
		}
		if err != nil && ReasonOf(err) != Broken {
			return err
		}
	}
	return nil
}

// layouter turns what was noted of a story into its layout.
type layouter struct {
	*recorder
	r     *storyReader
	story []Paragraph
	final []int32 // paragraph of the reader -> of the story; of one that is gone, the next
	raw   []int32 // the other way round
	rows  []int   // rows of each table, without deleted ones
	runes runeCounts
}

// layout works out the formats and the structure of a story, whose finished paragraphs are given.
func (t *recorder) layout(r *storyReader, paras []Paragraph) *Layout {
	w := &layouter{recorder: t, r: r, story: paras, runes: runeCounts{}}
	w.number()
	l := &Layout{texts: t.texts}
	for _, tb := range t.tables {
		tb.settle()
		rows := 0
		for i := range tb.Rows {
			if !tb.Rows[i].dropped {
				rows++
			}
		}
		w.rows = append(w.rows, rows)
	}
	w.paragraphs(l)
	w.runs(l)
	w.tablesOf(l)
	w.structure(l)
	for i := range l.texts {
		l.texts[i].first, l.texts[i].last = w.range32(l.texts[i].first, l.texts[i].last)
	}
	return l
}

// number finds what the reader's paragraphs became.
func (w *layouter) number() {
	if n := len(w.r.paras); n > 0 {
		w.paragraph(n - 1)
	}
	w.final = make([]int32, len(w.r.paras)+1)
	for i := range w.r.paras {
		w.final[i] = int32(len(w.raw))
		if !w.r.paras[i].dropped {
			w.raw = append(w.raw, int32(i))
		}
	}
	w.final[len(w.r.paras)] = int32(len(w.raw))
}

// range32 turns a range of the reader's paragraphs into one of the story's.
func (w *layouter) range32(first, last int32) (int32, int32) {
	return w.final[first], w.final[last+1] - 1
}

// paragraphs works out how each paragraph looks, and where it stands.
func (w *layouter) paragraphs(l *Layout) {
	n := len(w.raw)
	l.formats, l.cells, l.hosts = make([]*ParagraphFormat, n), make([]CellRef, n), make([]int32, n)
	for i, raw := range w.raw {
		p := &w.paras[raw]
		f, in := w.f, tableContext{}
		l.cells[i] = p.cell
		if p.cell.Table >= 0 {
			tb := w.tables[p.cell.Table]
			in = tb.context(p.cell.Row, p.cell.Cell, w.rows[p.cell.Table])
			l.cells[i].Row, l.cells[i].Cell = tb.Rows[p.cell.Row].number, tb.Rows[p.cell.Row].Cells[p.cell.Cell].number
		}
		if p.f != nil {
			f, in = p.f, tableContext{}
		}
		l.formats[i] = f.paragraph(p.direct, w.r.paras[raw].style, in)
		if l.hosts[i] = p.host; p.host >= 0 {
			l.hosts[i] = w.final[w.r.paras[p.host].into]
		}
	}
}

// runs cuts the text of each paragraph into stretches of one format.
func (w *layouter) runs(l *Layout) {
	l.first = make([]int32, len(w.raw)+1)
	count := make([]int32, len(w.raw)+1)
	for _, p := range w.pieces {
		count[w.final[w.r.paras[p.para].into]]++
	}
	from := make([]int32, len(w.raw)+1) // where the pieces of a paragraph begin in order
	for i := range w.raw {
		from[i+1] = from[i] + count[i]
	}
	order := make([]stretch, len(w.pieces))
	next := slices.Clone(from)
	for _, p := range w.pieces {
		src := &w.r.paras[p.para]
		i := w.final[src.into]
		p.to += src.shift
		order[next[i]] = p
		next[i]++
	}
	l.runs = make([]Run, 0, len(w.pieces)+len(w.raw)/4)
	for i := range w.raw {
		l.first[i] = int32(len(l.runs))
		w.cut(l, i, order[from[i]:from[i+1]])
	}
	l.first[len(w.raw)] = int32(len(l.runs))
}

// cut makes the runs of one paragraph.
func (w *layouter) cut(l *Layout, i int, pieces []stretch) {
	format, q := l.formats[i], &w.story[i]
	base := format.base
	f := w.f
	if own := w.paras[w.raw[i]].f; own != nil {
		f = own
	}
	begin := len(l.runs)
	add := func(end int, r *RunFormat) {
		start := 0
		if n := len(l.runs); n > begin {
			if start = l.runs[n-1].End; l.runs[n-1].Format == r {
				l.runs[n-1].End = end
				return
			}
		}
		if end > start {
			l.runs = append(l.runs, Run{start, end, r})
		}
	}
	if q.LabelLen > 0 {
		label := format.Label
		if label == nil {
			label = format.Mark
		}
		add(q.LabelLen, label)
	}
	typed := q.Text[byteOffset(q.Text, q.LabelLen):]
	at, runes := 0, q.LabelLen
	for _, p := range pieces {
		to := min(int(p.to), len(typed))
		if to > at {
			runes += runeCount(typed[at:to])
			at = to
			add(runes, f.format(base, p.direct))
		}
	}
	if at < len(typed) {
		add(runes+runeCount(typed[at:]), f.format(base, 0))
	}
}

// tablesOf finishes the tables.
func (w *layouter) tablesOf(l *Layout) {
	l.Tables = make([]Table, 0, len(w.tables))
	cell := func(c CellRef) CellRef {
		if c.Table >= 0 {
			r := &w.tables[c.Table].Rows[c.Row]
			c.Row, c.Cell = r.number, r.Cells[c.Cell].number
		}
		return c
	}
	for _, tb := range w.tables {
		tb.Outer = cell(tb.Outer)
	}
	for _, tb := range w.tables {
		tb.drop()
		tb.First, tb.Last = w.rangeOf(tb.First, tb.Last)
		for i := range tb.Rows {
			for k := range tb.Rows[i].Cells {
				c := &tb.Rows[i].Cells[k]
				c.First, c.Last = w.rangeOf(c.First, c.Last)
			}
		}
		l.Tables = append(l.Tables, *tb)
	}
}

func (w *layouter) rangeOf(first, last int) (int, int) {
	a, b := w.range32(int32(first), int32(last))
	return int(a), int(b)
}

// adopt takes over what was recorded of the paragraphs of an embedded document; to says which they are here, -1 for those
// that are gone. Its tables and other structure are not taken over.
func (t *recorder) adopt(inner *storyReader, to []int32) {
	for i, n := range to {
		if n >= 0 {
			p := t.paragraph(int(n))
			p.f, p.direct = inner.rec.f, inner.rec.paragraph(i).direct
		}
	}
	for _, p := range inner.rec.pieces {
		src := &inner.paras[p.para]
		if n := to[src.into]; n >= 0 {
			t.pieces = append(t.pieces, stretch{para: n, to: p.to + src.shift, direct: p.direct})
		}
	}
}
