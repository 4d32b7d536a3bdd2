package compare

// Kind says what happened to a unit.
type Kind string

// What can happen to a unit.
const (
	Unchanged     Kind = "unchanged"
	Modified      Kind = "modified"
	Inserted      Kind = "inserted"
	Deleted       Kind = "deleted"
	Moved         Kind = "moved"
	MovedModified Kind = "moved_modified"
	Split         Kind = "split"  // one unit became several
	Merged        Kind = "merged" // several units became one
)

// Result is what Compare finds. The names of its JSON fields are stable.
type Result struct {
	OldTitle string  `json:"old_title"`
	NewTitle string  `json:"new_title"`
	Summary  Summary `json:"summary"`
	// Changes lists all units in the order of the new text, unchanged ones too. A unit that was dropped stands where it
	// stood; one that moved stands where it is now.
	Changes []Change `json:"changes"`
	// References are the internal references of the new text.
	References []Reference `json:"references"`
	// Script turns the old paragraphs into the new ones; see Step.
	Script []Step `json:"script"`
}

// Change is what happened to a unit.
type Change struct {
	Kind Kind `json:"kind"`
	Unit Unit `json:"unit"`
	// Renumbered says that its number changed. By itself that is no change of content.
	Renumbered bool `json:"renumbered"`
	// Old and New are the places in both texts: one each, none where the unit does not exist, several after a split or
	// before a merger.
	Old []Place `json:"old"`
	New []Place `json:"new"`
	// Similarity is between 0 and 1; 1 for unchanged units, 0 for those on one side only.
	Similarity float64 `json:"similarity"`
	// Diff is the text with its changes, without the unit's own label; paragraphs are joined by "\n".
	Diff []Edit `json:"diff"`
	// Rows are the rows of a table.
	Rows []RowChange `json:"rows,omitempty"`
	// Effect is what the change does in law.
	Effect Effect `json:"effect"`
	// MoveID is the same as in the steps of a moved unit, as far as its paragraphs are its own; 0 for no move.
	MoveID int `json:"move_id,omitempty"`
}

// Place is where a unit stands in one of the texts.
type Place struct {
	// Label is as written, without blanks: 第十二条之一, （三）; "" for a unit without one.
	Label  string `json:"label"`
	Number int    `json:"number,omitempty"`
	Sub    int    `json:"sub,omitempty"`
	// Part, Chapter and Section are the headings above, Annex the annex.
	Part    string `json:"part,omitempty"`
	Chapter string `json:"chapter,omitempty"`
	Section string `json:"section,omitempty"`
	Annex   string `json:"annex,omitempty"`
	// First and Last are its paragraphs, inclusive, from 0. Where soft line breaks put several units into one
	// paragraph they share it.
	First int `json:"first_paragraph"`
	Last  int `json:"last_paragraph"`
	// Text is its text without the label; paragraphs are joined by "\n".
	Text string `json:"text"`
}

// Step is one paragraph of the script. The steps with New ≥ 0 list the new paragraphs in order without gaps, those with
// Old ≥ 0 the old ones.
type Step struct {
	Old int `json:"old"` // -1 for a paragraph that is new
	New int `json:"new"` // -1 for one that is gone
	// Edits cover what was typed, after LabelLen: without insertions they give the old text, without deletions the new
	// one. A step of one side has at most one edit, and none for an empty paragraph.
	Edits []Edit `json:"edits"`
	// MoveID is the same in the step where a moved paragraph is gone and the one where it is again; 0 for no move.
	MoveID int `json:"move_id,omitempty"`
}

// Summary counts the changes. A moved unit that was also modified counts as both.
type Summary struct {
	Unchanged  int `json:"unchanged"`
	Modified   int `json:"modified"`
	Inserted   int `json:"inserted"`
	Deleted    int `json:"deleted"`
	Moved      int `json:"moved"`
	Split      int `json:"split"`
	Merged     int `json:"merged"`
	Renumbered int `json:"renumbered"`
	// Substantive counts the changes with an effect in law, Mechanical the others.
	Substantive int `json:"substantive"`
	Mechanical  int `json:"mechanical"`
	// StaleReferences counts references that do not point where they did, or nowhere.
	StaleReferences int `json:"stale_references"`
	// Sentence says it in one Chinese sentence.
	Sentence string `json:"sentence"`
}
