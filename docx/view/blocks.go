package view

import (
	"fmt"
	"strings"

	"guibei/docx"
)

// maxHTML bounds a page in bytes: a browser shows no more in one piece. 民法典 takes 400 KB.
const maxHTML = 24 << 20

// renderer writes one page.
type renderer struct {
	body, beside *docx.Formatted
	sheet        *sheet
	page         *Page
	marks        map[string][]placedMark // by paragraph id
	severities   []Mark
	numbers      map[noteKey]int // of notes
	first        map[place]int   // numbers of notes by where they begin
	out          []byte
	left         int // paragraphs that found no room
	boxes        int // around the current paragraph

	units, runes []int32 // buffers
	cutBuffer    []int
	changeTag    string
}

// noteKey names a note.
type noteKey struct {
	kind docx.StoryKind
	id   string
}

// place is a paragraph of a story beside the body.
type place struct{ story, paragraph int }

// story is a story with everything about it that is looked up by paragraph.
type story struct {
	paragraphs []docx.Paragraph
	layout     *docx.Layout
	articles   map[int]string // that begin in a paragraph
	changes    map[int][]docx.Change
	things     map[int][]thing
	tables     map[int][]int // that begin with a paragraph, outer ones first
	rendered   map[int]bool  // tables
	written    []bool        // paragraphs
}

// section returns the section of a paragraph, nil outside the body.
func (s *story) section(i int) *docx.Section { return s.layout.Section(i) }

// newStory prepares a story for being written.
func (r *renderer) newStory(ps []docx.Paragraph, l *docx.Layout) *story {
	s := &story{
		paragraphs: ps, layout: l, articles: map[int]string{}, changes: map[int][]docx.Change{}, things: map[int][]thing{},
		tables: map[int][]int{}, rendered: map[int]bool{}, written: make([]bool, len(ps)),
	}
	for _, c := range l.Changes {
		s.changes[c.Paragraph] = append(s.changes[c.Paragraph], c)
	}
	for i := range l.Tables {
		if t := &l.Tables[i]; t.Last >= t.First {
			s.tables[t.First] = append(s.tables[t.First], i)
		}
	}
	for _, n := range l.Notes {
		key := noteKey{n.Kind, n.ID}
		if n.Story < 0 || r.numbers[key] > 0 {
			continue
		}
		r.numbers[key] = len(r.numbers) + 1
		s.put(n.Position, thing{note: r.numbers[key], end: n.Kind == docx.Endnote})
	}
	for _, m := range l.Images {
		s.put(m.Position, thing{extent: m.Extent})
	}
	return s
}

// put keeps the things of a paragraph in their order; notes and pictures are each in order already.
func (s *story) put(at docx.Position, t thing) {
	t.at = at.Offset
	ts := s.things[at.Paragraph]
	ts = append(ts, t)
	for i := len(ts) - 1; i > 0 && ts[i].at < ts[i-1].at; i-- {
		ts[i], ts[i-1] = ts[i-1], ts[i]
	}
	s.things[at.Paragraph] = ts
}

// run writes the page.
func (r *renderer) run() {
	r.edges(docx.Header, "gb-header")
	body := r.newStory(r.body.Paragraphs(), r.body.Body)
	for _, a := range r.body.Articles() {
		if body.articles[a.First] == "" {
			body.articles[a.First] = a.Label
		}
	}
	r.raw(`<div class="gb-body">`)
	r.blocks(body, 0, len(body.paragraphs)-1, context{-1, outside})
	r.raw(`</div>`)
	r.notes()
	r.edges(docx.Footer, "gb-footer")
	if r.left > 0 {
		r.page.Notes = append(r.page.Notes, fmt.Sprintf("正文过长，末尾%d段没有显示，请下载原文件查看。", r.left))
	}
}

// edges writes the headers, or the footers, that say something.
func (r *renderer) edges(kind docx.StoryKind, class string) {
	for i, st := range r.beside.Stories() {
		if st.Kind != kind || blank(st.Paragraphs) {
			continue
		}
		s := r.newStory(st.Paragraphs, r.beside.Others[i])
		r.raw(`<div class="` + class + `">`)
		r.blocks(s, 0, len(s.paragraphs)-1, context{-1, outside})
		r.raw(`</div>`)
	}
}

func blank(ps []docx.Paragraph) bool {
	for i := range ps {
		if strings.TrimFunc(ps[i].Text, docx.IsSpace) != "" {
			return false
		}
	}
	return true
}

// notes writes the footnotes and endnotes below the text, those that nothing refers to as well: rules read them.
func (r *renderer) notes() {
	for _, l := range append([]*docx.Layout{r.beside.Body}, r.beside.Others...) {
		for _, n := range l.Notes {
			if n.Story >= 0 {
				r.first[place{n.Story, n.First}] = r.numbers[noteKey{n.Kind, n.ID}]
			}
		}
	}
	open := false
	for i, st := range r.beside.Stories() {
		if st.Kind != docx.Footnote && st.Kind != docx.Endnote || len(st.Paragraphs) == 0 {
			continue
		}
		if !open {
			r.raw(`<div class="gb-notes">`)
			open = true
		}
		s := r.newStory(st.Paragraphs, r.beside.Others[i])
		for from := 0; from < len(s.paragraphs); {
			to := from + 1
			for to < len(s.paragraphs) && r.first[place{i, to}] == 0 {
				to++
			}
			r.note(s, from, to-1, r.first[place{i, from}])
			from = to
		}
	}
	if open {
		r.raw(`</div>`)
	}
}

// note writes one note, 0 being the number of one that nothing refers to.
func (r *renderer) note(s *story, first, last, n int) {
	r.raw(`<div class="gb-note"`)
	if n > 0 {
		r.raw(` id="fn-`)
		r.number(n)
		r.raw(`" data-n="`)
		r.number(n)
		r.raw(`"`)
	}
	r.raw(`>`)
	r.blocks(s, first, last, context{-1, outside})
	r.raw(`</div>`)
}

// context is what paragraphs stand in: the paragraph their text box hangs in, -1 for none, and the cell around them.
type context struct {
	host int
	cell docx.CellRef
}

var outside = docx.CellRef{Table: -1, Row: -1, Cell: -1}

// maxBoxes bounds how deep text boxes are drawn in one another. Word allows none in a box; a broken file may say more.
const maxBoxes = 8

// blocks writes paragraphs first to last, which stand in one context or in text boxes in it: each once, in their order,
// tables as tables and text boxes behind the paragraph they hang in.
func (r *renderer) blocks(s *story, first, last int, in context) {
	for i := first; i <= last; {
		if t, ok := s.tableAt(i, last, in); ok {
			s.rendered[t] = true
			r.table(s, t, in.host)
			i = s.layout.Tables[t].Last + 1
			continue
		}
		host := s.layout.Host(i)
		if host == in.host || r.boxes >= maxBoxes {
			r.one(s, i)
			i++
			continue
		}
		next := i + 1
		for next <= last && s.layout.Host(next) != in.host {
			next++
		}
		r.boxes++
		r.raw(`<div class="gb-box">`)
		r.blocks(s, i, next-1, context{host, outside})
		r.raw(`</div>`)
		r.boxes--
		i = next
	}
}

// one writes a paragraph while there is room.
func (r *renderer) one(s *story, i int) {
	s.written[i] = true
	if len(r.out) > maxHTML {
		r.left++
		return
	}
	r.paragraph(s, i)
}

// tableAt finds a table that begins with a paragraph and stands where the paragraphs around it do.
func (s *story) tableAt(i, last int, in context) (int, bool) {
	for _, t := range s.tables[i] {
		tb := &s.layout.Tables[t]
		if !s.rendered[t] && tb.Outer == in.cell && tb.Last <= last && s.layout.Host(i) == in.host {
			return t, true
		}
	}
	return 0, false
}
