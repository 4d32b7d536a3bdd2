package docx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// Note is something to be written beside or into the text of a copy.
type Note struct {
	// Anchor is the text it is about, as Paragraph.Anchor makes it, in the final view. Without a paragraph the note is
	// about the whole document and goes to its first line.
	Anchor Anchor
	Author string
	// Initials stand in for the author where space is short; "" takes the first character of Author.
	Initials string
	// Date is written as the clock of its time zone shows it, which is how Word writes and reads it.
	Date time.Time
	// Text is the comment, paragraphs divided by "\n". "" writes no comment.
	Text string
	// Replace suggests other words for the anchored text, as a tracked change that can be accepted or rejected; "" in it
	// suggests to delete them. nil suggests nothing. It may hold no "\n".
	Replace *string
	// Key makes the comment findable after others have saved the file: see DurableID.
	Key string
}

// Placed says what became of a note.
type Placed struct {
	// ID is the comment's w:id, "" when none was written.
	ID string
	// Anchor is the text the comment is at.
	Anchor Anchor
	// Exact is false where the anchored text was not found as given, so that the note stands at what came nearest.
	Exact bool
	// Suggested says that Replace was written as a tracked change.
	Suggested bool
	// Reason says in Chinese why the place is not exact or the suggestion was not written.
	Reason string
}

// ErrAnnotate is the error for a copy that did not come out as it must; the copy was not written.
var ErrAnnotate = errors.New("annotated copy differs from the original")

// Annotate writes a copy with notes as native Word comments and tracked changes. The original, its comments and its
// tracked changes stay as they are. Before anything is written to w, the copy is read again: its text must be the
// original's, and with all suggestions rejected too; every comment must be at its text. A document whose body is an
// embedded web page cannot hold comments and is refused with reason Foreign.
func (f *File) Annotate(w io.Writer, notes []Note) ([]Placed, error) {
	d, body, err := f.load(Final, true)
	if err != nil {
		return nil, err
	}
	a := &annotator{f: f, d: d, l: newLocator(d, body), strict: body.strict, notes: notes, placed: make([]Placed, len(notes))}
	a.w = newRewriter(a.l, firstFreeID(body.s.b))
	if err := a.place(); err != nil {
		return nil, err
	}
	e := f.edit()
	e.set(f.pkg.main, spliced(a.l.b, a.w.splices()))
	if err := a.writeComments(e); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := e.write(&out); err != nil {
		return nil, err
	}
	if err := a.verify(out.Bytes()); err != nil {
		return nil, err
	}
	if _, err := w.Write(out.Bytes()); err != nil {
		return nil, fmt.Errorf("write annotated copy: %w", err)
	}
	return a.placed, nil
}

// annotator is one run of Annotate.
type annotator struct {
	f       *File
	d       *Document
	l       *locator
	w       *rewriter
	strict  bool
	notes   []Note
	placed  []Placed
	spans   []place
	nextID  int // of comments
	written []writtenComment
}

// place is a stretch of one paragraph's Text, in bytes.
type place struct{ paragraph, start, end int }

// writtenComment is a comment on its way into the comments part.
type writtenComment struct {
	note            *Note
	id              int
	paraID, durable string
}

// place finds the text of every note and puts the marks of comments and suggestions there.
func (a *annotator) place() error {
	for i := range a.d.annotations {
		a.nextID = max(a.nextID, atoi([]byte(a.d.annotations[i].ID), -1)+1)
	}
	for _, m := range a.l.r.marks {
		a.nextID = max(a.nextID, atoi([]byte(m.id), -1)+1)
	}
	a.spans = make([]place, len(a.notes))
	for i := range a.notes {
		at, ok := a.find(i)
		if !ok {
			return guardForeign.refuse("", nil)
		}
		a.spans[i] = at
	}
	taken := a.suggestions()
	for i := range a.notes {
		if a.notes[i].Text != "" {
			a.comment(i, taken)
		}
	}
	return nil
}

// find returns the text a note is about, or what comes nearest to it; ok is false when the document has no text in its
// main part at all.
func (a *annotator) find(i int) (place, bool) {
	n, p := &a.notes[i], &a.placed[i]
	p.Exact = true
	at, ok := a.exact(n.Anchor)
	if !ok {
		at, ok = a.quoted(n.Anchor)
		p.Exact = n.Anchor.Paragraph == ""
		if !p.Exact {
			p.Reason = "原文位置已变，批注放在最接近的文字上。"
		}
	}
	if !ok || len(a.l.of(at.paragraph)) == 0 {
		q, found := a.nearest(at.paragraph)
		if !found {
			return place{}, false
		}
		if ok {
			p.Exact, p.Reason = false, "该段落没有可批注的文字，批注放在相邻段落上。"
		}
		at = place{q, a.d.typed(q), len(a.d.paragraphs[q].Text)}
	}
	at.start = max(at.start, a.d.typed(at.paragraph)) // nothing can stand in a computed label
	if at.start >= at.end || len(a.l.between(at.paragraph, at.start, at.end)) == 0 {
		at.start, at.end = a.d.typed(at.paragraph), len(a.d.paragraphs[at.paragraph].Text)
	}
	p.Anchor = a.anchorOf(at)
	return at, true
}

// typed is where the typed text of a paragraph begins, in bytes of its Text.
func (d *Document) typed(paragraph int) int {
	p := &d.paragraphs[paragraph]
	return byteOffset(p.Text, p.LabelLen)
}

func (a *annotator) anchorOf(at place) Anchor {
	p := a.d.paragraphs[at.paragraph]
	first := utf16Len(p.Text[:at.start])
	q := p.Text[at.start:at.end]
	return Anchor{Paragraph: p.ID, Start: first, End: first + utf16Len(q), Quote: q}
}

// exact finds an anchor whose paragraph is there and whose words are where it says.
func (a *annotator) exact(n Anchor) (place, bool) {
	i, ok := a.l.byID[n.Paragraph]
	if !ok {
		return place{}, false
	}
	t := a.d.paragraphs[i].Text
	start := byteOffset(t, RuneOffset(t, n.Start))
	end := max(start, byteOffset(t, RuneOffset(t, n.End)))
	return place{i, start, end}, n.Quote == "" || t[start:end] == n.Quote
}

// quoted looks for the words of an anchor: in its paragraph, then in the whole document.
func (a *annotator) quoted(n Anchor) (place, bool) {
	i, known := a.l.byID[n.Paragraph]
	if n.Quote != "" {
		if known {
			if at := strings.Index(a.d.paragraphs[i].Text, n.Quote); at >= 0 {
				return place{i, at, at + len(n.Quote)}, true
			}
		}
		for q := range a.d.paragraphs {
			if at := strings.Index(a.d.paragraphs[q].Text, n.Quote); at >= 0 {
				return place{q, at, at + len(n.Quote)}, true
			}
		}
	}
	if known {
		return place{i, 0, len(a.d.paragraphs[i].Text)}, true
	}
	return place{}, false
}

// nearest is the next paragraph before, else after, in which something can be marked.
func (a *annotator) nearest(i int) (int, bool) {
	for q := min(i, len(a.d.paragraphs)-1); q >= 0; q-- {
		if len(a.l.of(q)) > 0 {
			return q, true
		}
	}
	for q := max(i, 0); q < len(a.d.paragraphs); q++ {
		if len(a.l.of(q)) > 0 {
			return q, true
		}
	}
	return 0, false
}

// comment puts the marks of a comment around its text.
func (a *annotator) comment(i int, taken *suggested) {
	n, at := &a.notes[i], a.spans[i]
	c := writtenComment{note: n, id: a.nextID}
	a.nextID++
	c.paraID = a.freeParaID(n, i)
	c.durable = c.paraID
	if n.Key != "" {
		c.durable = DurableID(n.Key)
	}
	a.written = append(a.written, c)
	a.placed[i].ID = strconv.Itoa(c.id)
	ps := a.l.between(at.paragraph, at.start, at.end)
	first, last := ps[0], ps[len(ps)-1]
	from, to := max(0, at.start-first.start), min(last.n, at.end-last.start)
	from, to = taken.widen(first.piece, from, false), taken.widen(last.piece, to, true)
	if a.whole(ps) {
		a.placed[i].Exact = false
		a.placed[i].Reason += "公式、文本框、注音里的文字不能单独批注，批注放在它所在的位置。"
	}
	x := a.markup()
	id := fmt.Sprintf(` %sid="%d"`, x.w, c.id)
	a.w.put(first.piece, from, markStart, "<"+x.w+"commentRangeStart"+x.ns+id+"/>")
	a.w.put(last.piece, to, markEnd, "<"+x.w+"commentRangeEnd"+x.ns+id+"/>"+
		"<"+x.w+"r"+x.ns+">"+a.referenceStyle(x)+"<"+x.w+"commentReference"+id+"/></"+x.w+"r>")
}

// whole reports whether a comment on these pieces stands at more than their text, because some cannot be cut.
func (a *annotator) whole(ps []located) bool {
	for _, p := range ps {
		if _, _, whole := a.l.whole(p.piece); whole {
			return true
		}
	}
	return false
}

// referenceStyle formats the mark of a comment as Word does, where the document has the style for it.
func (a *annotator) referenceStyle(x markup) string {
	if id := a.l.r.styles.named("annotation reference"); id != "" {
		return "<" + x.w + "rPr><" + x.w + "rStyle " + x.w + `val="` + escapeAttr(id) + `"/></` + x.w + "rPr>"
	}
	return ""
}

// markup is how elements of WordprocessingML are written in a part: with the prefix it uses, or one declared on the spot.
type markup struct{ w, ns string }

func (a *annotator) markup() markup { return a.l.markup(a.strict) }

// markup finds the prefix: attributes need one, so a default namespace does not serve.
func (l *locator) markup(strict bool) markup {
	if w := prefixOf(l.b[l.rootTag():]); w != "" {
		return markup{w: w}
	}
	return markup{w: "gbw:", ns: ` xmlns:gbw="` + wordNamespace(strict) + `"`}
}

// rootTag is where the root element begins.
func (l *locator) rootTag() int {
	s := &scanner{b: l.b}
	s.next()
	for s.depth == 0 && s.err == nil && s.p < len(l.b) {
		s.next()
	}
	return s.from
}

func wordNamespace(strict bool) string {
	if strict {
		return nsWStrict
	}
	return nsWTransitional
}

// firstFreeID is above every w:id of tracked changes in the part, which share one series with bookmarks in some programs.
func firstFreeID(b []byte) int {
	highest := 0
	for {
		i := bytes.Index(b, []byte(`:id="`))
		if i < 0 {
			return highest + 1
		}
		b = b[i+5:]
		end := bytes.IndexByte(b[:min(len(b), 12)], '"')
		if end > 0 {
			if n := atoi(b[:end], 0); n > highest && n < 1<<30 {
				highest = n
			}
		}
	}
}

// freeParaID names the comment's paragraph: below 80000000, not zero, and used nowhere else in the file.
func (a *annotator) freeParaID(n *Note, i int) string {
	seed := n.Key
	if seed == "" {
		seed = strings.Join([]string{n.Author, n.Date.Format(time.RFC3339), n.Text, n.Anchor.Paragraph, fmt.Sprint(n.Anchor.Start, i)}, "\x00")
	}
	for k := 0; ; k++ {
		id := DurableID(seed)
		if _, used := a.d.paraIDs[id]; !used {
			a.d.paraIDs[id] = struct{}{}
			return id
		}
		seed = fmt.Sprint(seed, "\x00", k)
	}
}
