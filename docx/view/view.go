// Package view shows a Word document as an HTML fragment: what Word shows, made from the model of package docx, with
// findings marked in it.
//
//	docx.File ── view.go: one reading for each mode ──┐
//	   project.go: offsets of the final text in it ───┤
//	                                                  ├─ blocks.go, table.go: what stands in what
//	                                                  ├─ inline.go: a paragraph, cut where anything changes
//	                                                  ├─ marks.go: which findings cover which piece
//	                                                  └─ sheet.go, fonts.go: few CSS rules for many formats
//
// # What gets out
//
// Elements, attributes and CSS are ours, each from a fixed list; from the file come characters, which are escaped, and
// numbers and colours, which are read as such and written anew. No link, picture, script, style or name of the file gets
// out. There are no style attributes, so that a page may forbid them.
//
// # Text
//
// The text of an element p with data-p is the text of the model's paragraph of that id, UTF-16 unit by unit, with "\n" in
// place of U+000B. What is shown besides, such as numbers of notes, is drawn by CSS from attributes.
package view

import (
	"guibei/docx"
)

// Mode says how tracked changes are shown.
type Mode string

// The modes.
const (
	Final    Mode = "final"    // all accepted
	Markup   Mode = "markup"   // insertions and deletions marked
	Original Mode = "original" // all rejected
)

// Mark is a stretch of the final text to be marked. Marks may overlap.
type Mark struct {
	// Paragraph, Start and End are as in docx.Anchor. An empty stretch marks the whole paragraph.
	Paragraph  string
	Start, End int
	// Severity is written into the class: blocker, high, medium or low. Anything else is taken for low.
	Severity string
}

// Page is a document as HTML.
type Page struct {
	HTML string
	CSS  string
	// Anchored says of each mark whether it is in the page: its paragraph may be away, and in the original the words.
	Anchored []bool
	// Notes say in Chinese what was not shown.
	Notes []string
}

// Render shows a document that was read already, in the final mode.
func Render(d *docx.Formatted, marks []Mark) *Page { return newPage(d, d, nil, marks) }

// RenderFile shows a file in a mode. final is its final view, as docx.File.Formatted gives it. Errors are those of package
// docx.
func RenderFile(f *docx.File, final *docx.Formatted, mode Mode, marks []Mark) (*Page, error) {
	if mode == Final || !HasChanges(final.Document) {
		return Render(final, marks), nil
	}
	marked, err := f.FormattedIn(docx.Marked)
	if err != nil {
		return nil, err
	}
	p := projectionOf(final.Document, marked)
	if mode == Markup {
		return newPage(marked, final, p.marks(marks), marks), nil
	}
	original, err := f.FormattedIn(docx.Original)
	if err != nil {
		return nil, err
	}
	return newPage(original, original, p.onto(original.Document).marks(marks), marks), nil
}

// HasChanges reports whether a document carries tracked insertions or deletions.
func HasChanges(d *docx.Document) bool {
	inv := d.Inventory()
	return inv.Insertions+inv.Deletions > 0
}

// newPage shows the body of one reading with the stories of another. places are where the marks stand in the body; nil
// where they stand as they say.
func newPage(body, beside *docx.Formatted, places []span, marks []Mark) *Page {
	r := &renderer{
		body: body, beside: beside, sheet: newSheet(), page: &Page{Anchored: make([]bool, len(marks))},
		marks: groupMarks(places, marks), severities: marks, numbers: map[noteKey]int{}, first: map[place]int{},
	}
	r.run()
	r.page.HTML = string(r.out)
	r.page.CSS = r.sheet.css()
	return r.page
}
