package view

import (
	"cmp"
	"slices"
	"strconv"
)

// span is a place of a mark in a reading: the paragraph's id and UTF-16 units of its text. ok is false for none.
type span struct {
	paragraph  string
	start, end int
	ok         bool
}

// placedMark is a mark in one paragraph.
type placedMark struct {
	index      int // in the caller's list
	start, end int // UTF-16 units, then bytes
}

// groupMarks sorts the marks by paragraph id.
func groupMarks(places []span, marks []Mark) map[string][]placedMark {
	out := make(map[string][]placedMark, len(marks))
	for i, m := range marks {
		at := span{m.Paragraph, m.Start, m.End, true}
		if places != nil {
			at = places[i]
		}
		if at.ok && at.paragraph != "" {
			out[at.paragraph] = append(out[at.paragraph], placedMark{i, at.start, at.end})
		}
	}
	return out
}

// settle turns the marks of one paragraph into bytes of its text, in the order of their beginnings. A mark that lies
// outside the text is dropped; an empty one takes all of it.
func (r *renderer) settle(ms []placedMark, text string) []placedMark {
	if len(ms) == 0 {
		return nil
	}
	r.units = unitTable(r.units[:0], text)
	last := len(r.units) - 1
	out := ms[:0]
	for _, m := range ms {
		switch {
		case m.start < 0 || m.start > last || m.end < m.start:
			continue
		case m.start == m.end:
			m.start, m.end = 0, last
		}
		m.start, m.end = int(r.units[m.start]), int(r.units[min(m.end, last)])
		r.page.Anchored[m.index] = true
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b placedMark) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end), cmp.Compare(a.index, b.index))
	})
	return out
}

// unitTable lists the byte at which each UTF-16 unit of a text begins, and its length last. The second half of a pair
// begins where the first does, so that no character is cut.
func unitTable(table []int32, text string) []int32 {
	for i, c := range text {
		table = append(table, int32(i))
		if c >= 0x10000 {
			table = append(table, int32(i))
		}
	}
	return append(table, int32(len(text)))
}

// maxDepth bounds how many marks one piece of text lists: no reader follows more, and the lists of n marks inside one
// another would take the square of n.
const maxDepth = 32

// active is the set of marks around the current place.
type active struct {
	marks []placedMark
	next  int          // in marks
	open  []placedMark // those around the place, at most maxDepth
	fresh []int        // marks that have begun and are not in the page yet
}

// enter goes to a byte of the text and reports whether the set changed.
func (a *active) enter(at int) bool {
	n := len(a.open)
	a.open = slices.DeleteFunc(a.open, func(m placedMark) bool { return m.end <= at })
	changed := len(a.open) != n
	for a.next < len(a.marks) && a.marks[a.next].start <= at {
		m := a.marks[a.next]
		a.next++
		a.fresh = append(a.fresh, m.index)
		if m.end > at && len(a.open) < maxDepth {
			a.open = append(a.open, m)
			changed = true
		}
	}
	return changed || len(a.fresh) > 0
}

// severities in the order of their weight.
var severities = []string{"blocker", "high", "medium", "low"}

// gravest returns the class of the gravest mark that is open.
func (r *renderer) gravest(open []placedMark) string {
	best := len(severities) - 1
	for _, m := range open {
		if i := slices.Index(severities, r.severities[m.index].Severity); i >= 0 && i < best {
			best = i
		}
	}
	return severities[best]
}

// openMark writes the start of a piece, and the ids of the marks that begin with it. Without an open mark only the ids
// are written.
func (r *renderer) openMark(a *active) {
	ids := a.fresh
	own := -1
	if len(a.open) > 0 {
		for i, f := range ids {
			if slices.ContainsFunc(a.open, func(m placedMark) bool { return m.index == f }) {
				own = f
				ids = append(append([]int{}, ids[:i]...), ids[i+1:]...)
				break
			}
		}
	}
	for _, f := range ids {
		r.raw(`<span class="gb-at" id="f-`)
		r.number(f)
		r.raw(`"></span>`)
	}
	a.fresh = a.fresh[:0]
	if len(a.open) == 0 {
		return
	}
	r.raw(`<mark class="gb-mark sev-`)
	r.raw(r.gravest(a.open))
	r.raw(`" data-f="`)
	for i, m := range a.open {
		if i > 0 {
			r.raw(" ")
		}
		r.number(m.index)
	}
	if own >= 0 {
		r.raw(`" id="f-`)
		r.number(own)
		r.raw(`" tabindex="0`)
	}
	r.raw(`">`)
}

func (r *renderer) number(n int) { r.out = strconv.AppendInt(r.out, int64(n), 10) }
