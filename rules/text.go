package rules

import (
	"fmt"
	"strings"

	"guibei/docx"
)

// Text is a document as the rules read it, however it came.
type Text struct {
	Title      string
	Paragraphs []Paragraph
	// Beside is what a docx keeps outside its body: headers, footers, notes,
	// comments. Only the rules on secrecy and personal data read it.
	Beside []Paragraph
}

// Paragraph is one paragraph of a Text.
type Paragraph struct {
	ID       string // unique in the text; what guibei.Place names
	Text     string // without a line end; U+000B is a soft line break
	Article  string // label of the article it belongs to, such as 第三条; "" for none
	Table    bool   // stands in a table cell or a text box: its neighbours are not its context
	Contents bool   // entry of a table of contents
	Cell     Cell   // the table cell it stands in
}

// Cell names a table cell: the nth table, its row and the cell of the row, each
// from 1; all are 0 outside of tables.
type Cell struct{ Table, Row, Column int }

// FromDocx views a docx.
func FromDocx(d *docx.Document) Text {
	ps := d.Paragraphs()
	t := Text{Title: d.Title(), Paragraphs: make([]Paragraph, len(ps))}
	for i := range ps {
		p := &ps[i]
		t.Paragraphs[i] = Paragraph{ID: p.ID, Text: p.Text, Table: p.InTable || p.InBox, Contents: p.Contents, Cell: Cell{p.Table, p.Row, p.Column}}
		if a, ok := d.ArticleAt(i); ok {
			t.Paragraphs[i].Article = a.Label
		}
	}
	for _, s := range d.Stories() {
		for i := range s.Paragraphs {
			t.Beside = append(t.Beside, Paragraph{ID: s.Paragraphs[i].ID, Text: s.Paragraphs[i].Text})
		}
	}
	return t
}

// FromString views plain text: a line is a paragraph named p1, p2, …, the
// first line that is not blank and no article is the title.
func FromString(s string) Text {
	var t Text
	article := ""
	for i, text := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		h := readHeading(foldString(text), headingSpaced(text))
		switch h.unit {
		case '条':
			article = h.label
		case 0:
			if t.Title == "" && article == "" {
				t.Title = strings.TrimSpace(strings.TrimLeft(text, "# "))
			}
		default:
			article = ""
		}
		t.Paragraphs = append(t.Paragraphs, Paragraph{ID: fmt.Sprintf("p%d", i+1), Text: text, Article: article})
	}
	return t
}
