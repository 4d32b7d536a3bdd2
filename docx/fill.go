package docx

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// CheckTemplate reports the first placeholder that a template may not hold, as a *TemplateError, without filling it.
func (f *File) CheckTemplate(fields TemplateFields) error {
	scans, err := f.scanTemplate()
	if err != nil {
		return err
	}
	for _, s := range scans {
		if err := s.checkNames(fields); err != nil {
			return err
		}
		if _, err := s.plan(); err != nil {
			return err
		}
	}
	return nil
}

// Placeholder is one name in a template.
type Placeholder struct {
	Name string
	// Block says that it begins a block that is repeated or left out.
	Block bool
}

// Placeholders lists the names in a template, each once for its use as a field and as a block, in their order.
func (f *File) Placeholders() ([]Placeholder, error) {
	scans, err := f.scanTemplate()
	if err != nil {
		return nil, err
	}
	var out []Placeholder
	for _, s := range scans {
		for _, t := range s.slots {
			p := Placeholder{Name: t.name, Block: t.kind == slotOpen || t.kind == slotEmpty}
			if t.kind != slotClose && !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out, nil
}

// Fill writes a copy of a template with its placeholders filled; it knows
//
//	{{name}}                    a text. It may be typed over several runs; the first character's format wins. "\n" is a
//	                            line break, or, where the placeholder has the paragraph to itself, a further paragraph
//	{{#name}} … {{/name}}       once for each item of a list; of a text, once if it is not empty
//	{{^name}} … {{/name}}       if a list or a text is empty
//
// The ends of a block stand in one paragraph, or each alone in a paragraph, or in rows of one table, which are then
// repeated. Placeholders may stand in the body, headers, footers and notes, in tables and text boxes. Everything else in
// the template stays, and parts without placeholders are copied as they are. The same input gives the same bytes.
//
// A template that cannot be filled is refused with a *TemplateError before anything is written. The copy is read again
// before it is written to w: its text must be the template's with the values in place.
func (f *File) Fill(w io.Writer, fields TemplateFields, v Values) error {
	scans, err := f.scanTemplate()
	if err != nil {
		return err
	}
	e := f.edit()
	want := map[string]string{}
	for _, s := range scans {
		if err := s.checkNames(fields); err != nil {
			return err
		}
		if len(s.slots) == 0 {
			continue
		}
		nodes, err := s.plan()
		if err != nil {
			return err
		}
		p := &filler{s: s, scope: []Values{v}, nextID: highestDrawing(s.b)}
		p.emit(0, len(s.b), nodes)
		if p.err != nil {
			return p.err
		}
		e.set(s.part, p.out)
		want[s.part] = p.want.String()
	}
	var out bytes.Buffer
	if err := e.write(&out); err != nil {
		return err
	}
	if err := verifyFill(out.Bytes(), want); err != nil {
		return err
	}
	if _, err := w.Write(out.Bytes()); err != nil {
		return fmt.Errorf("write filled copy: %w", err)
	}
	return nil
}

// scanTemplate reads the parts that may hold placeholders.
func (f *File) scanTemplate() ([]*fillScan, error) {
	type source struct{ part, title string }
	parts := []source{{f.pkg.main, ""}}
	for _, k := range []struct{ kind, title string }{{"header", "页眉"}, {"footer", "页脚"}, {"footnotes", "脚注"}, {"endnotes", "尾注"}} {
		names := f.pkg.related(k.kind)
		slices.Sort(names)
		for _, n := range slices.Compact(names) {
			parts = append(parts, source{n, k.title})
		}
	}
	var out []*fillScan
	for _, p := range parts {
		b, err := f.read(func() ([]byte, error) { return f.pkg.part(p.part) })
		if err != nil {
			return nil, err
		}
		s, err := scanFill(p.part, p.title, b)
		if err != nil {
			return nil, err
		}
		if err := s.findSlots(); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// verifyFill opens a filled copy and holds the text of its parts against what was asked for.
func verifyFill(b []byte, want map[string]string) error {
	f, err := OpenBytes(b)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFill, err)
	}
	f.ours = true
	if _, err := f.Read(Final); err != nil {
		return fmt.Errorf("%w: %w", ErrFill, err)
	}
	for part, text := range want {
		b, err := f.read(func() ([]byte, error) { return f.pkg.part(part) })
		if err != nil {
			return fmt.Errorf("%w: %w", ErrFill, err)
		}
		s, err := scanFill(part, "", b)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrFill, err)
		}
		var got strings.Builder
		for i := range s.texts {
			got.WriteString(s.decoded(&s.texts[i]))
		}
		if got.String() != text {
			return fmt.Errorf("%w: the text of %s", ErrFill, part)
		}
	}
	return nil
}

// filler writes one part.
type filler struct {
	s      *fillScan
	scope  []Values // innermost last
	out    []byte
	want   strings.Builder // the text of the part as it must come out
	nextID int             // the highest id of a drawing so far
	err    error
}

// emit writes bytes from to to of the part with the nodes in them carried out.
func (p *filler) emit(from, to int, nodes []fillNode) {
	for _, n := range nodes {
		if n.from < from || n.to > to {
			continue // in a row that held nothing but the end of a block
		}
		p.raw(from, n.from)
		p.node(n)
		from = n.to
	}
	p.raw(from, to)
}

// raw copies bytes of the template.
func (p *filler) raw(from, to int) {
	if len(p.out) > maxPart {
		p.fail(guardFilled.refuse("", nil))
	}
	if p.err != nil || from >= to {
		return
	}
	p.out = append(p.out, p.s.b[from:to]...)
	ts := p.s.textsIn(from, to)
	for i := range ts {
		p.want.WriteString(p.s.decoded(&ts[i]))
	}
}

func (p *filler) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

func (p *filler) node(n fillNode) {
	switch n.kind {
	case fillTexts:
		p.texts(n)
	case fillLines:
		p.lines(n)
	case fillBlock:
		p.block(n)
	case fillTable:
		at := len(p.out)
		p.emit(n.from, n.to, n.kids)
		if prefix := prefixOf(p.s.b[n.from:]); !hasElement(p.out[at:], prefix+"tr") {
			p.out = p.out[:at]
		}
	case fillGone:
	}
}

func hasElement(b []byte, name string) bool {
	return bytes.Contains(b, []byte("<"+name+">")) || bytes.Contains(b, []byte("<"+name+" "))
}

// texts writes a w:t anew.
func (p *filler) texts(n fillNode) {
	var b strings.Builder
	for _, part := range n.parts {
		if p.visible(part.under) {
			b.WriteString(p.text(part))
		}
	}
	open, end := "<"+n.prefix+`t xml:space="preserve">`, "</"+n.prefix+"t>"
	p.out = append(p.out, open...)
	rest := b.String()
	for {
		i := strings.IndexAny(rest, "\n\t")
		if i < 0 {
			break
		}
		element := "br"
		if rest[i] == '\t' {
			element = "tab"
		}
		p.out = append(p.out, escapeText(rest[:i])+end+"<"+n.prefix+element+"/>"+open...)
		p.want.WriteString(rest[:i])
		rest = rest[i+1:]
	}
	p.out = append(p.out, escapeText(rest)+end...)
	p.want.WriteString(rest)
}

// visible reports whether the blocks within a paragraph show a part where it stands. A list is written as text where it
// begins.
func (p *filler) visible(under []int) bool {
	for _, i := range under {
		t := &p.s.slots[i]
		_, items, list := p.lookup(t)
		if list && t.kind == slotOpen || list && len(items) > 0 || !list && !p.shown(t) {
			return false
		}
	}
	return true
}

// shown decides a block that is not repeated.
func (p *filler) shown(t *slot) bool {
	text, items, list := p.lookup(t)
	filled := list && len(items) > 0 || !list && text != ""
	return filled == (t.kind == slotOpen)
}

// text returns what a part becomes.
func (p *filler) text(part fillPart) string {
	if part.slot < 0 {
		return part.text
	}
	t := &p.s.slots[part.slot]
	text, items, list := p.lookup(t)
	if t.kind == slotField {
		return text
	}
	if !list || t.kind == slotEmpty {
		return "" // its content is written where it stands
	}
	var b strings.Builder
	for _, item := range items {
		p.scope = append(p.scope, item)
		b.WriteString(p.repeated(part.inner))
		p.scope = p.scope[:len(p.scope)-1]
	}
	return b.String()
}

// repeated is the content of a block within a paragraph, as text.
func (p *filler) repeated(parts []fillPart) string {
	var b strings.Builder
	for _, part := range parts {
		switch {
		case part.slot >= 0 && part.inner != nil:
			if _, _, list := p.lookup(&p.s.slots[part.slot]); list && p.s.slots[part.slot].kind == slotOpen {
				b.WriteString(p.text(part))
			} else if p.shown(&p.s.slots[part.slot]) {
				b.WriteString(p.repeated(part.inner))
			}
		default:
			b.WriteString(p.text(part))
		}
	}
	return b.String()
}

// lookup finds the value of a name, from the inside out.
func (p *filler) lookup(t *slot) (text string, items []Values, list bool) {
	for _, v := range slices.Backward(p.scope) {
		if s, ok := v.Text[t.name]; ok {
			return cleanValue(s), nil, false
		}
		if l, ok := v.Lists[t.name]; ok {
			return "", l, true
		}
	}
	p.fail(p.s.wrong(MissingValue, t, "没有给出内容。请在数据里补上“"+t.name+"”；确实没有的，给出空白。"))
	return "", nil, false
}

// cleanValue leaves out what a document cannot hold, and makes all line ends one.
func cleanValue(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	return strings.Map(func(r rune) rune {
		if !xmlChar(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

// lines repeats a paragraph for each line of its field.
func (p *filler) lines(n fillNode) {
	t := &p.s.slots[n.slot]
	text, _, _ := p.lookup(t)
	for i, line := range strings.Split(text, "\n") {
		p.scope = append(p.scope, Values{Text: map[string]string{t.name: line}})
		p.copyOf(i, func() { p.emit(n.from, n.to, n.kids) })
		p.scope = p.scope[:len(p.scope)-1]
	}
}

// block repeats, shows or leaves out what stands between the ends of a block.
func (p *filler) block(n fillNode) {
	t := &p.s.slots[n.slot]
	at := len(p.out)
	_, items, list := p.lookup(t)
	switch {
	case list && t.kind == slotOpen:
		for i, item := range items {
			p.scope = append(p.scope, item)
			p.copyOf(i, func() { p.emit(n.inner.from, n.inner.to, n.kids) })
			p.scope = p.scope[:len(p.scope)-1]
		}
	case p.shown(t):
		p.emit(n.inner.from, n.inner.to, n.kids)
	}
	if t.spent && p.s.slots[t.pair].spent && !p.s.inRows(n) {
		p.closeBox(n, at)
	}
}

// inRows tells a block of rows from one of paragraphs.
func (s *fillScan) inRows(n fillNode) bool { return n.from != s.paras[s.slots[n.slot].para].from }

// closeBox keeps a paragraph at the end of a cell, text box or note: without one Word does not open the file.
func (p *filler) closeBox(n fillNode, at int) {
	end := &p.s.paras[p.s.slots[p.s.slots[n.slot].pair].para]
	box := &p.s.boxes[end.box]
	if box.name == "body" || box.kids[len(box.kids)-1].from != end.from {
		return
	}
	prefix := prefixOf(p.s.b[end.from:])
	made := bytes.TrimSpace(p.out[at:])
	ends := bytes.HasSuffix(made, []byte("</"+prefix+"p>"))
	if len(made) == 0 {
		for _, k := range box.kids {
			if k.from >= n.from {
				break
			}
			ends = k.para
		}
	}
	if !ends {
		p.out = append(p.out, "<"+prefix+"p>"+string(p.s.b[end.pPr.from:end.pPr.to])+"</"+prefix+"p>"...)
	}
}

// copyOf writes something for the i-th time. What may be in a file only once stays in the first copy.
func (p *filler) copyOf(i int, write func()) {
	at := len(p.out)
	write()
	if i > 0 && p.err == nil {
		p.out = append(p.out[:at], p.again(p.out[at:])...)
	}
}

// again takes bookmarks and comments out of a repeated stretch, and gives drawings ids of their own.
func (p *filler) again(b []byte) []byte {
	const open, end = "<x>", "</x>"
	s := &scanner{b: slices.Concat([]byte(open), b, []byte(end))}
	var ss []splice
	for t := s.next(); t != tokEOF; t = s.next() {
		if t != tokStart || s.depth == 1 {
			continue
		}
		switch string(s.local) {
		case "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference":
			from := s.from
			s.skip()
			ss = append(ss, splice{from, s.p, ""})
			continue
		}
		for _, a := range s.attrs {
			at := bytes.Index(s.b[s.from:s.p], slices.Concat([]byte(" "), a.name, []byte("="))) + s.from
			q := at + 1 + len(a.name) + 1
			switch _, local, ok := bytes.Cut(a.name, []byte(":")); {
			case at < s.from || q >= s.p || s.b[q] != '"' && s.b[q] != '\'':
			case ok && (string(local) == "paraId" || string(local) == "textId"):
				ss = append(ss, splice{at, q + len(a.val) + 2, ""})
			case string(a.name) == "id" && string(s.local) == "docPr":
				p.nextID++
				ss = append(ss, splice{q + 1, q + 1 + len(a.val), strconv.Itoa(p.nextID)})
			}
		}
	}
	if s.err != nil {
		p.fail(refuseXML(p.s.part, s.err))
		return b
	}
	out := spliced(s.b, ss)
	return out[len(open) : len(out)-len(end)]
}

// highestDrawing is the highest id of a drawing in a part.
func highestDrawing(b []byte) int {
	highest := 0
	for {
		i := bytes.Index(b, []byte(":docPr "))
		if i < 0 {
			return highest
		}
		b = b[i+1:]
		if j := bytes.Index(b[:min(len(b), 200)], []byte(` id="`)); j >= 0 {
			rest := b[j+5:]
			if k := bytes.IndexByte(rest, '"'); k > 0 {
				highest = max(highest, atoi(rest[:min(k, 10)], 0))
			}
		}
	}
}
