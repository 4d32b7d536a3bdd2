package compare

import (
	"io"
	"time"

	"guibei/docx"
)

// Redline writes the new version as a Word file in which the way from the old one is tracked changes; see docx.Redline.
// r must be the comparison of the final views of both files.
func Redline(w io.Writer, r *Result, old, new *docx.File, author string, date time.Time) error {
	script := make([]docx.ParagraphEdit, len(r.Script))
	for i, s := range r.Script {
		p := docx.ParagraphEdit{Old: s.Old, New: s.New, MoveID: s.MoveID}
		for _, e := range s.Edits {
			p.Edits = append(p.Edits, docx.TextEdit{Kind: docx.EditKind(e.Kind), Text: e.Text})
		}
		script[i] = p
	}
	return docx.Redline(w, old, new, script, author, date)
}

// Files compares the final views of two Word files.
func Files(old, new *docx.File) (*Result, error) {
	a, err := old.Read(docx.Final)
	if err != nil {
		return nil, err
	}
	b, err := new.Read(docx.Final)
	if err != nil {
		return nil, err
	}
	return Compare(FromDocument(a), FromDocument(b)), nil
}
