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
