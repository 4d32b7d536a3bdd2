package docx

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
	// Paragraph is the index in Document.Paragraphs of the marked view, -1 where the change holds no text.
	Paragraph int
	// Start is where it begins in the paragraph's Text, in runes.
	Start int

	tag span // the start tag
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
