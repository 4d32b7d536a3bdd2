package docx

import "strings"

// RevisionKind says what a tracked change did.
type RevisionKind string

// The kinds of tracked changes of running text.
const (
	Inserted  RevisionKind = "insert"
	Deleted   RevisionKind = "delete"
	MovedFrom RevisionKind = "move_from"
	MovedTo   RevisionKind = "move_to"
)

// Revision is one tracked insertion, deletion or move of running text. Changes of paragraph marks, table rows and
// formatting are counted in the Inventory.
type Revision struct {
	Kind   RevisionKind
	ID     string
	Author string
	Date   string // as written, normally 2006-01-02T15:04:05Z
	Text   string // what was inserted, deleted or moved
}

// Revisions lists the tracked changes of running text in the body, in the order of the text. A change inside another,
// such as the deletion of an insertion, is listed with its own text only.
func (f *File) Revisions() ([]Revision, error) {
	d, body, err := f.load(Marked, true)
	if err != nil {
		return nil, err
	}
	l := newLocator(d, body)
	texts := make([]strings.Builder, len(body.tr.changes))
	for i := range d.paragraphs {
		for _, p := range l.of(i) {
			if p.run < 0 || body.tr.runs[p.run].change < 0 {
				continue
			}
			b := &texts[body.tr.runs[p.run].change]
			b.WriteString(d.paragraphs[i].Text[p.start:p.end])
		}
	}
	out := body.tr.changes
	for i := range out {
		out[i].Text = texts[i].String()
	}
	return out, nil
}

// Change is a stretch of the Marked view that a tracked change inserted, deleted or moved. Text and the innermost change
// around it: what one person inserted and another deleted is a deletion.
type Change struct {
	Paragraph  int // in Document.Paragraphs
	Start, End int // runes in its Text
	Kind       RevisionKind
	Author     string
	Date       string // as written
}

// changesOf lists the changes of a document that was read in the Marked view with its trace.
func changesOf(d *Document, body *storyReader) []Change {
	if len(body.tr.changes) == 0 {
		return nil
	}
	var out []Change
	l := newLocator(d, body)
	for i := range d.paragraphs {
		text := d.paragraphs[i].Text
		at, runes, last := 0, 0, int32(-1)
		for _, p := range l.of(i) {
			k := int32(-1)
			if p.run >= 0 {
				k = body.tr.runs[p.run].change
			}
			if k < 0 {
				last = -1
				continue
			}
			runes += runeCount(text[at:p.start])
			at = p.start
			end := runes + runeCount(text[p.start:p.end])
			if n := len(out) - 1; k == last && out[n].End == runes {
				out[n].End = end
			} else {
				c := &body.tr.changes[k]
				out = append(out, Change{Paragraph: i, Start: runes, End: end, Kind: c.Kind, Author: c.Author, Date: c.Date})
			}
			last = k
		}
	}
	return out
}

// revisionKind maps the element of a tracked change to its kind.
func revisionKind(local string) RevisionKind {
	switch local {
	case "del":
		return Deleted
	case "moveFrom":
		return MovedFrom
	case "moveTo":
		return MovedTo
	}
	return Inserted
}
