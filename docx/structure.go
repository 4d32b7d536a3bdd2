package docx

import (
	"bytes"
	"slices"
	"strings"
)

// Position is a place in a story: a paragraph and an offset in its Text, in runes.
type Position struct{ Paragraph, Offset int }

// Span is a stretch of a story.
type Span struct{ From, To Position }

// Field is a field, such as a table of contents or a reference.
type Field struct {
	Span               // of its result; empty where it has none
	Kind        string // first word of the instruction, in upper case: TOC, REF, PAGE, HYPERLINK; "=" for a formula
	Instruction string
}

// Control is a content control.
type Control struct {
	Span
	Title, Tag  string
	Kind        string // text, richText, comboBox, dropDownList, date, picture, checkbox, docPartObj, group; "" for rich text by default
	Checked     bool   // of a checkbox
	Placeholder bool   // what it shows is the prompt, not an entry
}

// Link is a hyperlink that is not a field. It is never followed.
type Link struct {
	Span
	Target string // outside the file, "" for none
	Anchor string // bookmark in the file, "" for none
}

// Bookmark is a named stretch of text.
type Bookmark struct {
	Span
	Name string
}

// NoteRef is a reference to a footnote or endnote.
type NoteRef struct {
	Position
	Kind        StoryKind // Footnote or Endnote
	ID          string
	Story       int // number of the story that holds the note in Document.Stories, -1 when it is missing
	First, Last int // its paragraphs there
}

// What was noted of fields, controls, links, bookmarks and notes.
type (
	recordedField struct {
		start, end    spot
		instruction   string
		result, ended bool
	}
	recordedControl struct {
		start, end spot
		Control
	}
	recordedLink struct {
		start, end spot
		id, anchor string
	}
	recordedBookmark struct {
		start, end spot
		id, name   string
		ended      bool
	}
	recordedNote struct {
		kind        StoryKind
		id          string
		at          spot
		first, last int32 // its paragraphs
	}
)

// other takes elements the reader has no interest in.
func (t *recorder) other(r *storyReader) {
	s := r.s
	if s.ns != nsW {
		t.drawn(s)
		return
	}
	switch string(s.local) {
	case "hyperlink":
		t.links = append(t.links, recordedLink{start: t.here(r, true), id: s.value(nsR, "id"), anchor: s.value(nsW, "anchor")})
		t.push(s, 'h', int32(len(t.links)-1))
	case "bookmarkStart":
		at := t.here(r, true)
		t.bookmarks = append(t.bookmarks, recordedBookmark{start: at, id: s.value(nsW, "id"), name: s.value(nsW, "name")})
	case "bookmarkEnd":
		id, _ := s.get(nsW, "id")
		for i := range slices.Backward(t.bookmarks[max(0, len(t.bookmarks)-maxOpenBookmarks):]) {
			b := &t.bookmarks[max(0, len(t.bookmarks)-maxOpenBookmarks)+i]
			if !b.ended && b.id == string(id) {
				b.end, b.ended = t.here(r, false), true
				break
			}
		}
	case "footnoteReference":
		t.notes = append(t.notes, recordedNote{kind: Footnote, id: s.value(nsW, "id"), at: t.here(r, true)})
	case "endnoteReference":
		t.notes = append(t.notes, recordedNote{kind: Endnote, id: s.value(nsW, "id"), at: t.here(r, true)})
	}
}

// maxOpenBookmarks bounds how far back the start of a bookmark is looked for.
const maxOpenBookmarks = 1000

func (t *recorder) beginNote(r *storyReader) {
	if v, _ := r.s.get(nsW, "type"); len(v) != 0 && string(v) != "normal" {
		return
	}
	t.texts = append(t.texts, recordedNote{kind: r.kind, id: r.s.value(nsW, "id"), first: int32(len(r.paras))})
	t.push(r.s, 'n', int32(len(t.texts)-1))
}

// fieldChar follows a complex field.
func (t *recorder) fieldChar(r *storyReader) {
	kind, _ := r.s.get(nsW, "fldCharType")
	n := len(t.running)
	switch {
	case string(kind) == "begin":
		t.running = append(t.running, int32(len(t.fields)))
		t.fields = append(t.fields, recordedField{start: t.here(r, true)})
	case n == 0:
	case string(kind) == "separate":
		f := &t.fields[t.running[n-1]]
		f.start, f.result = t.here(r, true), true
	case string(kind) == "end":
		f := &t.fields[t.running[n-1]]
		f.end, f.ended = t.here(r, false), true
		t.running = t.running[:n-1]
	}
}

// maxInstruction bounds the instruction of a field in bytes; what is longer is cut.
const maxInstruction = 4096

// instruction reads a w:instrText.
func (t *recorder) instruction(s *scanner) {
	if len(t.running) == 0 {
		return
	}
	f := &t.fields[t.running[len(t.running)-1]]
	if f.result || len(f.instruction) > maxInstruction {
		return
	}
	var b []byte
	in := inside(s)
	for in.depth >= 1 {
		switch in.next() {
		case tokText:
			b = in.appendText(b)
		case tokEOF:
			return
		case tokStart, tokEnd:
		}
	}
	f.instruction += string(b[:min(len(b), maxInstruction)])
}

// controlProps reads the w:sdtPr of the innermost control.
func (t *recorder) controlProps(s *scanner) {
	var c *recordedControl
	for _, e := range slices.Backward(t.open) {
		if e.kind == 's' && e.depth == s.depth-1 {
			c = &t.controls[e.n]
			break
		}
	}
	if c == nil {
		return
	}
	in := inside(s)
	for in.depth >= 1 {
		switch in.next() {
		case tokEOF:
			return
		case tokStart:
			c.read(in)
		case tokEnd, tokText:
		}
	}
}

// controlKinds are the elements of a w:sdtPr that say what the control is.
var controlKinds = [][]byte{
	[]byte("text"), []byte("richText"), []byte("comboBox"), []byte("dropDownList"), []byte("date"), []byte("picture"),
	[]byte("checkbox"), []byte("docPartObj"), []byte("docPartList"), []byte("group"), []byte("equation"), []byte("citation"), []byte("bibliography"),
}

func (c *recordedControl) read(s *scanner) {
	if s.depth == 2 && slices.ContainsFunc(controlKinds, func(k []byte) bool { return bytes.Equal(k, s.local) }) {
		c.Kind = string(s.local)
	}
	switch {
	case s.is(nsW14, "checked"):
		v, _ := s.get(nsW14, "val")
		c.Checked = toggleOf(v) == on
	case s.ns != nsW || s.depth != 2:
	case string(s.local) == "alias":
		c.Title = s.value(nsW, "val")
	case string(s.local) == "tag":
		c.Tag = s.value(nsW, "val")
	case string(s.local) == "showingPlcHdr":
		c.Placeholder = toggleOf(s.val()) == on
	}
}

// position turns a place in the reader's text into one of the story.
func (w *layouter) position(s spot) Position {
	if len(w.raw) == 0 || s.para < 0 {
		return Position{}
	}
	if int(s.para) >= len(w.r.paras) {
		last := len(w.raw) - 1
		return w.end(last)
	}
	p := &w.r.paras[s.para]
	i := w.final[p.into]
	if int(i) >= len(w.raw) {
		last := len(w.raw) - 1
		return w.end(last)
	}
	q := &w.story[i]
	if s.at < 0 {
		return w.end(int(i))
	}
	at := min(byteOffset(q.Text, q.LabelLen)+int(s.at+p.shift), len(q.Text))
	return Position{int(i), w.runes.before(int(i), at, q.Text)}
}

// end is behind the text of a paragraph.
func (w *layouter) end(paragraph int) Position {
	text := w.story[paragraph].Text
	return Position{paragraph, w.runes.before(paragraph, len(text), text)}
}

func (w *layouter) span(from, to spot) Span {
	s := Span{w.position(from), w.position(to)}
	if s.To.Paragraph < s.From.Paragraph || s.To.Paragraph == s.From.Paragraph && s.To.Offset < s.From.Offset {
		s.To = s.From
	}
	return s
}

// structure places what was noted besides formats. What never ends is left out.
func (w *layouter) structure(l *Layout) {
	for i := range w.fields {
		if f := &w.fields[i]; f.ended {
			text := strings.TrimSpace(f.instruction)
			l.Fields = append(l.Fields, Field{Span: w.span(f.start, f.end), Kind: fieldKind(text), Instruction: text})
		}
	}
	for i := range w.controls {
		c := &w.controls[i]
		c.Span = w.span(c.start, c.end)
		l.Controls = append(l.Controls, c.Control)
	}
	for i := range w.links {
		k := &w.links[i]
		l.Links = append(l.Links, Link{Span: w.span(k.start, k.end), Target: k.id, Anchor: k.anchor})
	}
	for i := range w.bookmarks {
		if b := &w.bookmarks[i]; b.ended {
			l.Bookmarks = append(l.Bookmarks, Bookmark{Span: w.span(b.start, b.end), Name: b.name})
		}
	}
	for i := range w.images {
		m := &w.images[i]
		l.Images = append(l.Images, Image{Position: w.position(m.at), Extent: m.extent})
	}
	for i := range w.notes {
		n := &w.notes[i]
		l.Notes = append(l.Notes, NoteRef{Position: w.position(n.at), Kind: n.kind, ID: n.id, Story: -1, Last: -1})
	}
}

// fieldKind returns the first word of an instruction.
func fieldKind(instruction string) string {
	if strings.HasPrefix(instruction, "=") {
		return "="
	}
	kind, _, _ := strings.Cut(instruction, " ")
	kind, _, _ = strings.Cut(kind, `\`)
	return strings.ToUpper(kind)
}

// targets replaces relation ids of links by what they point to.
func (l *Layout) targets(r *storyReader) error {
	if len(l.Links) == 0 {
		return nil
	}
	rels := r.pkg.mainRels
	if r.kind != Body {
		var err error
		if rels, err = r.pkg.relationsOf(r.part); err != nil {
			return err
		}
	}
	byID := make(map[string]string, len(rels))
	for _, rel := range rels {
		byID[rel.id] = rel.target
	}
	for i := range l.Links {
		l.Links[i].Target = byID[l.Links[i].Target]
	}
	return nil
}

// connectNotes finds the notes that references mean.
func (f *Formatted) connectNotes() {
	type key struct {
		kind StoryKind
		id   string
	}
	type found struct {
		story int
		note  *recordedNote
	}
	notes := map[key]found{}
	for i, l := range f.Others {
		for k := range l.texts {
			n := &l.texts[k]
			if _, dup := notes[key{n.kind, n.id}]; !dup {
				notes[key{n.kind, n.id}] = found{i, n}
			}
		}
	}
	for _, l := range append([]*Layout{f.Body}, f.Others...) {
		for i := range l.Notes {
			n := &l.Notes[i]
			if to, ok := notes[key{n.Kind, n.ID}]; ok {
				n.Story, n.First, n.Last = to.story, int(to.note.first), int(to.note.last)
			}
		}
	}
}
