package docx

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Relations and content types of the parts that hold comments.
const (
	relTransitional = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	relStrict       = "http://purl.oclc.org/ooxml/officeDocument/relationships/"

	relCommentsEx  = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
	relCommentsIDs = "http://schemas.microsoft.com/office/2016/09/relationships/commentsIds"

	ctWordPart = "application/vnd.openxmlformats-officedocument.wordprocessingml."

	nsW14URI    = "http://schemas.microsoft.com/office/word/2010/wordml"
	nsW15URI    = "http://schemas.microsoft.com/office/word/2012/wordml"
	nsW16cidURI = "http://schemas.microsoft.com/office/word/2016/wordml/cid"
	nsMCURI     = "http://schemas.openxmlformats.org/markup-compatibility/2006"
)

// wordDate writes a time as Word does: the clock on the wall, and a Z.
func wordDate(t time.Time) string { return t.Format("2006-01-02T15:04:05") + "Z" }

// writeComments adds the comments to the comments part, and to the parts that give them lasting identifiers.
func (a *annotator) writeComments(e *edit) error {
	if len(a.written) == 0 {
		return nil
	}
	rel := relTransitional
	if a.strict {
		rel = relStrict
	}
	var extended, ids strings.Builder
	for _, c := range a.written {
		fmt.Fprintf(&extended, `<w15:commentEx w15:paraId="%s" w15:done="0"/>`, c.paraID)
		fmt.Fprintf(&ids, `<w16cid:commentId w16cid:paraId="%s" w16cid:durableId="%s"/>`, c.paraID, c.durable)
	}
	empty := xmlDeclaration + `<w:comments xmlns:w="` + wordNamespace(a.strict) + `" xmlns:w14="` + nsW14URI + `" xmlns:mc="` + nsMCURI + `" mc:Ignorable="w14"/>`
	if err := a.extend(e, "comments", rel+"comments", "comments.xml", ctWordPart+"comments+xml", empty, a.commentElements); err != nil {
		return err
	}
	err := a.extend(e, "commentsExtended", relCommentsEx, "commentsExtended.xml", ctWordPart+"commentsExtended+xml",
		xmlDeclaration+`<w15:commentsEx xmlns:w15="`+nsW15URI+`" xmlns:mc="`+nsMCURI+`" mc:Ignorable="w15"/>`,
		func(prefix string) string { return reprefix(extended.String(), "w15:", prefix, nsW15URI) })
	if err != nil {
		return err
	}
	return a.extend(e, "commentsIds", relCommentsIDs, "commentsIds.xml", ctWordPart+"commentsIds+xml",
		xmlDeclaration+`<w16cid:commentsIds xmlns:w16cid="`+nsW16cidURI+`" xmlns:mc="`+nsMCURI+`" mc:Ignorable="w16cid"/>`,
		func(prefix string) string { return reprefix(ids.String(), "w16cid:", prefix, nsW16cidURI) })
}

// reprefix writes elements with the prefix their part uses; where it uses none, each declares its own.
func reprefix(s, own, prefix, uri string) string {
	switch prefix {
	case own:
		return s
	case "":
		local := strings.TrimSuffix(own, ":")
		return strings.ReplaceAll(s, " "+own+"paraId=", " xmlns:"+local+`="`+uri+`" `+own+"paraId=")
	}
	return strings.ReplaceAll(s, own, prefix)
}

// extend appends to the part of a kind, or makes one.
func (a *annotator) extend(e *edit, kind, rel, target, contentType, empty string, children func(prefix string) string) error {
	names := a.f.pkg.related(kind)
	if len(names) > 0 {
		b, err := e.part(names[0])
		if err != nil {
			return err
		}
		if b, err = appendChild(b, children); err != nil {
			return refuseXML(names[0], err)
		}
		e.set(names[0], b)
		return nil
	}
	b, err := appendChild([]byte(empty), children)
	if err != nil {
		return err
	}
	return e.add(a.f.pkg.main, rel, target, contentType, b)
}

// commentElements writes the comments for a part that uses a prefix.
func (a *annotator) commentElements(prefix string) string {
	x := markup{w: prefix}
	if prefix == "" {
		x = markup{w: "gbw:", ns: ` xmlns:gbw="` + wordNamespace(a.strict) + `"`}
	}
	text, ref := a.l.r.styles.named("annotation text"), a.l.r.styles.named("annotation reference")
	var b strings.Builder
	for _, c := range a.written {
		n := c.note
		fmt.Fprintf(&b, `<%scomment%s %sid="%d" %sauthor="%s" %sdate="%s" %sinitials="%s">`,
			x.w, x.ns, x.w, c.id, x.w, escapeAttr(n.Author), x.w, wordDate(n.Date), x.w, escapeAttr(initials(n)))
		lines := strings.Split(n.Text, "\n")
		for i, line := range lines {
			b.WriteString("<" + x.w + "p")
			if i == len(lines)-1 {
				b.WriteString(` xmlns:w14="` + nsW14URI + `" w14:paraId="` + c.paraID + `" w14:textId="77777777"`)
			}
			b.WriteString(">")
			if text != "" {
				b.WriteString("<" + x.w + "pPr><" + x.w + "pStyle " + x.w + `val="` + escapeAttr(text) + `"/></` + x.w + "pPr>")
			}
			if i == 0 {
				b.WriteString("<" + x.w + "r>")
				if ref != "" {
					b.WriteString("<" + x.w + "rPr><" + x.w + "rStyle " + x.w + `val="` + escapeAttr(ref) + `"/></` + x.w + "rPr>")
				}
				b.WriteString("<" + x.w + "annotationRef/></" + x.w + "r>")
			}
			b.WriteString("<" + x.w + "r>" + runText(x.w, line) + "</" + x.w + "r></" + x.w + "p>")
		}
		b.WriteString("</" + x.w + "comment>")
	}
	return b.String()
}

// initials are what Word shows beside a comment.
func initials(n *Note) string {
	if n.Initials != "" || n.Author == "" {
		return n.Initials
	}
	_, size := utf8.DecodeRuneInString(n.Author)
	return n.Author[:size]
}

// verify reads the copy as a stranger would.
func (a *annotator) verify(copied []byte) error {
	f, err := OpenBytes(copied)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrAnnotate, err)
	}
	f.ours = true
	d, err := f.Read(Final)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrAnnotate, err)
	}
	suggests := false
	for i := range a.placed {
		suggests = suggests || a.placed[i].Suggested
	}
	if !suggests && d.text != a.d.text {
		return fmt.Errorf("%w: the text", ErrAnnotate)
	}
	if suggests {
		if err := a.verifySuggestions(f, d); err != nil {
			return err
		}
	}
	return a.verifyComments(d)
}

// verifySuggestions holds the copy against what accepting and rejecting must give.
func (a *annotator) verifySuggestions(f *File, d *Document) error {
	before, err := a.f.Read(Original)
	if err != nil {
		return err // the file is broken in what the final view passes over: a character no XML may hold
	}
	after, err := f.Read(Original)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrAnnotate, err)
	}
	if before.text != after.text {
		return fmt.Errorf("%w: the text with all changes rejected", ErrAnnotate)
	}
	want := a.accepted()
	if len(d.paragraphs) != len(want) {
		return fmt.Errorf("%w: the paragraphs with all changes accepted", ErrAnnotate)
	}
	for i := range want {
		if d.paragraphs[i].Text[d.typed(i):] != want[i] {
			return fmt.Errorf("%w: paragraph %d with all changes accepted", ErrAnnotate, i+1)
		}
	}
	return nil
}

// accepted is what the paragraphs say without their labels when all suggestions are accepted. One whose mark is gone, and
// of which nothing is left, is gone too.
func (a *annotator) accepted() []string {
	texts := make([]string, len(a.d.paragraphs))
	for i := range a.d.paragraphs {
		texts[i] = a.d.paragraphs[i].Text
	}
	for i := range slices.Backward(a.spans) {
		a.apply(texts, i)
	}
	out := texts[:0]
	for i, t := range texts {
		if t = t[a.d.typed(i):]; t != "" || !a.l.r.tr.para(int(a.l.file[i])).markGone {
			out = append(out, t)
		}
	}
	return out
}

// apply makes the change a suggestion asks for.
func (a *annotator) apply(texts []string, i int) {
	if !a.placed[i].Suggested {
		return
	}
	at, shift := a.spans[i], 0
	for k := range a.spans { // what suggestions before it in the paragraph have moved
		if o := a.spans[k]; k > i && a.placed[k].Suggested && o.paragraph == at.paragraph && o.start < at.start {
			shift += len(shownAs(*a.notes[k].Replace)) - (o.end - o.start)
		}
	}
	t := texts[at.paragraph]
	texts[at.paragraph] = t[:at.start+shift] + shownAs(*a.notes[i].Replace) + t[at.end+shift:]
}

// shownAs is how the reader shows text that is written: without what XML cannot hold.
func shownAs(s string) string {
	return strings.Map(func(r rune) rune {
		if !xmlChar(r) && r != '\v' {
			return -1
		}
		return r
	}, s)
}

// verifyComments looks for every old comment as it was and every new one at its text.
func (a *annotator) verifyComments(d *Document) error {
	if len(d.annotations) != len(a.d.annotations)+len(a.written) {
		return fmt.Errorf("%w: %d comments", ErrAnnotate, len(d.annotations))
	}
	for i, old := range a.d.annotations {
		if now := d.annotations[i]; now.ID != old.ID || now.Text != old.Text || now.Author != old.Author || now.Done != old.Done || now.Parent != old.Parent {
			return fmt.Errorf("%w: comment %s", ErrAnnotate, old.ID)
		}
	}
	byID := map[string]*Annotation{}
	for i := range d.annotations {
		byID[d.annotations[i].ID] = &d.annotations[i]
	}
	suggested := map[int]bool{}
	for i := range a.spans {
		suggested[a.spans[i].paragraph] = suggested[a.spans[i].paragraph] || a.placed[i].Suggested
	}
	for i := range a.placed {
		p := &a.placed[i]
		if p.ID == "" {
			continue
		}
		n := byID[p.ID]
		if n == nil || n.Paragraph < 0 && !suggested[a.spans[i].paragraph] {
			return fmt.Errorf("%w: comment %s is nowhere", ErrAnnotate, p.ID)
		}
		if at := a.spans[i]; p.Exact && !suggested[at.paragraph] {
			if got := a.spanOf(d, n); got != at {
				return fmt.Errorf("%w: comment %s is at %v, not %v", ErrAnnotate, p.ID, got, at)
			}
		}
	}
	return nil
}

// spanOf is where a comment stands, in bytes.
func (a *annotator) spanOf(d *Document, n *Annotation) place {
	t := d.paragraphs[n.Paragraph].Text
	p := place{n.Paragraph, byteOffset(t, n.Start), byteOffset(t, n.End)}
	if n.EndParagraph != n.Paragraph {
		p.end = -1
	}
	return p
}
