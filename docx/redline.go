package docx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"
)

// EditKind says whether a stretch of text is in both versions or in one.
type EditKind string

// The kinds of stretches.
const (
	KeptText     EditKind = "equal"
	DeletedText  EditKind = "delete"
	InsertedText EditKind = "insert"
)

// TextEdit is a stretch of a paragraph's typed text.
type TextEdit struct {
	Kind EditKind
	Text string
}

// ParagraphEdit is a step from the old paragraphs to the new ones. The steps with New ≥ 0 list the new paragraphs in
// order without gaps, those with Old ≥ 0 the old ones.
type ParagraphEdit struct {
	Old, New int // indexes in Document.Paragraphs, -1 for none
	// Edits, of a step with both, cover what was typed: without insertions the old text, without deletions the new one.
	Edits []TextEdit
	// MoveID is the same in the step where a moved paragraph is gone and the one where it is again; 0 for no move.
	MoveID int
}

// ErrRedline is the error for a redline that does not give the old text when all changes are rejected and the new text
// when all are accepted; it was not written.
var ErrRedline = errors.New("redline does not round-trip")

// Redline writes the new version as a copy in which the way from the old one is tracked changes, as Word makes them:
// reject them all, and it says what the old version says; accept them all, and it says what the new one says. Both are
// checked before anything is written to w; where they do not hold, the error is ErrRedline. Tracked changes that the new
// version came with are accepted first. What was deleted comes back as text in its old format, pictures do not.
func Redline(w io.Writer, old, new *File, script []ParagraphEdit, author string, date time.Time) error {
	clean, err := new.clean()
	if err != nil {
		return err
	}
	r := &redliner{author: author, date: wordDate(date), script: script, typedLabels: map[int]bool{}, apart: map[int]bool{}}
	if r.old, err = traced(old); err != nil {
		return err
	}
	for range maxRedlineTries {
		if r.new, err = traced(clean); err != nil {
			return err
		}
		out, berr := r.build(clean)
		if berr != nil {
			return berr
		}
		again, verr := r.verify(out)
		if verr == nil {
			if _, err := w.Write(out); err != nil {
				return fmt.Errorf("write redline: %w", err)
			}
			return nil
		}
		if err = verr; !again {
			break
		}
	}
	return err
}

// maxRedlineTries bounds how often a redline is made anew with list labels that are computed differently spelled out.
const maxRedlineTries = 4

// clean is the file itself, or where it has tracked changes a copy with all accepted.
func (f *File) clean() (*File, error) {
	d, err := f.Read(Final)
	if err != nil {
		return nil, err
	}
	if v := d.inv; v.Insertions+v.Deletions+v.FormatChanges == 0 {
		return f, nil
	}
	b, err := f.accepted()
	if err != nil {
		return nil, err
	}
	c, err := OpenBytes(b)
	if err != nil {
		return nil, err
	}
	c.ours = true
	return c, nil
}

// traced reads a version with the places of its text.
func traced(f *File) (*locator, error) {
	d, body, err := f.load(Final, true)
	if err != nil {
		return nil, err
	}
	l := newLocator(d, body)
	for i := range body.paras {
		if body.tr.para(i).foreign {
			return nil, guardForeign.refuse("", nil)
		}
	}
	return l, nil
}

// redliner is one run of Redline.
type redliner struct {
	old, new *locator
	author   string
	date     string
	script   []ParagraphEdit
	// typedLabels are old paragraphs whose computed label must be spelled out, apart are those that must not share a
	// paragraph with their new version; the check of a try adds to them.
	typedLabels, apart map[int]bool
}

// build makes one redline.
func (r *redliner) build(base *File) ([]byte, error) {
	p := r.plan()
	w := newRedlineWriter(r, p)
	w.write()
	e := base.edit()
	e.set(base.pkg.main, spliced(r.new.b, outermost(w.splices())))
	var out bytes.Buffer
	if err := e.write(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// verify reads a redline as a stranger would. again says that another try may do better: a list label came out
// differently, and is now to be spelled out.
func (r *redliner) verify(b []byte) (again bool, err error) {
	f, err := OpenBytes(b)
	if err != nil {
		return false, fmt.Errorf("%w: %w", ErrRedline, err)
	}
	f.ours = true
	accepted, err := f.Read(Final)
	if err != nil {
		return false, fmt.Errorf("%w: %w", ErrRedline, err)
	}
	if at := differingAt(accepted.paragraphs, r.new.d.paragraphs); at >= 0 {
		return false, differs("accepted", at, accepted.paragraphs, r.new.d.paragraphs)
	}
	rejected, err := f.Read(Original)
	if err != nil {
		return false, fmt.Errorf("%w: %w", ErrRedline, err)
	}
	at := differingAt(rejected.paragraphs, r.old.d.paragraphs)
	if at < 0 {
		return false, nil
	}
	err = differs("rejected", at, rejected.paragraphs, r.old.d.paragraphs)
	if len(rejected.paragraphs) != len(r.old.d.paragraphs) {
		return false, err
	}
	for i := range rejected.paragraphs {
		if rejected.paragraphs[i].Text != r.old.d.paragraphs[i].Text && !r.typedLabels[i] {
			r.typedLabels[i], r.apart[i], again = true, true, true
		}
	}
	return again, err
}

// differingAt is the index of the first paragraph that differs, -1 for none.
func differingAt(a, b []Paragraph) int {
	for i := range min(len(a), len(b)) {
		if a[i].Text != b[i].Text {
			return i
		}
	}
	if len(a) != len(b) {
		return min(len(a), len(b))
	}
	return -1
}

// differs says where a redline went wrong, for the log.
func differs(how string, at int, got, want []Paragraph) error {
	text := func(ps []Paragraph) string {
		if at >= len(ps) {
			return "nothing"
		}
		return fmt.Sprintf("%.60q", ps[at].Text)
	}
	return fmt.Errorf("%w: with all changes %s, paragraph %d of %d is %s, not %s (of %d)", ErrRedline, how, at+1, len(got), text(got), text(want), len(want))
}
