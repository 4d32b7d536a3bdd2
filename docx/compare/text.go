package compare

import (
	"strings"

	"guibei/docx"
)

// Paragraph is one paragraph of a text to be compared.
type Paragraph struct {
	// Text is what is shown, with the computed label. It may hold "\v" for a line break and "\t" for a tab.
	Text string
	// LabelLen is how many runes at the start Word computes and nobody typed.
	LabelLen int
	// Table, Row and Column are the place in a table, from 1; all 0 outside of tables.
	Table, Row, Column int
	// Contents says that it is an entry of a table of contents. One that is typed under 目录 is recognised without.
	Contents bool
	// ID names the paragraph for the caller; it is handed through and never looked at.
	ID string
}

// Text is one version of a document.
type Text struct {
	Title      string
	Paragraphs []Paragraph
}

// FromLines makes a Text of plain text, one paragraph a line. Any of the usual line ends will do; a line end at the end
// of the text makes no paragraph. The title is the first line, if it can be one.
func FromLines(s string) Text {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(s, "\uFEFF"))
	s = strings.TrimSuffix(s, "\n")
	var t Text
	if s == "" {
		return t
	}
	for l := range strings.SplitSeq(s, "\n") {
		t.Paragraphs = append(t.Paragraphs, Paragraph{Text: l})
	}
	for i := range t.Paragraphs {
		title := strings.TrimFunc(t.Paragraphs[i].Text, docx.IsSpace)
		if title == "" {
			continue
		}
		if isShort(title) && scanLabel(title).level == noLevel {
			t.Title = title
		}
		break
	}
	return t
}

// FromDocument makes a Text of the body of a Word document.
func FromDocument(d *docx.Document) Text {
	ps := d.Paragraphs()
	t := Text{Title: d.Title(), Paragraphs: make([]Paragraph, len(ps))}
	for i := range ps {
		t.Paragraphs[i] = Paragraph{
			Text: ps[i].Text, LabelLen: ps[i].LabelLen, Contents: ps[i].Contents, ID: ps[i].ID,
			Table: ps[i].Table, Row: ps[i].Row, Column: ps[i].Column,
		}
	}
	return t
}
