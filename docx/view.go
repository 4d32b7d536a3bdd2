package docx

// View says how tracked changes are read.
type View uint8

// The views of a document with tracked changes.
const (
	// Final is the text after all changes are accepted: what the document is about to say. It is what Open reads.
	Final View = iota
	// Original is the text after all changes are rejected: what the document said before.
	Original
	// Marked is both at once, deleted text beside what replaces it. A paragraph whose mark is inserted or deleted stands
	// on its own, and list labels count what is inserted and what is deleted, as Word shows it with all markup.
	Marked
)

// shows reports whether text inside a tracked insertion (or the new place of a move) and inside a deletion (or the old
// place of a move) belongs to the view.
func (v View) shows(inserted bool) bool {
	switch v {
	case Final:
		return inserted
	case Original:
		return !inserted
	case Marked:
	}
	return true
}

// undone is the change that a view takes for not being there: the paragraph marks, rows and cells with it are gone.
type undone struct{ mark, move, row, cell string }

// gone names the tracked changes whose paragraph marks, rows and cells are not part of the view.
func (v View) gone() undone {
	switch v {
	case Final:
		return undone{mark: "del", move: "moveFrom", row: "del", cell: "cellDel"}
	case Original:
		return undone{mark: "ins", move: "moveTo", row: "ins", cell: "cellIns"}
	case Marked:
	}
	return undone{}
}
