package docx

import (
	"cmp"
	"slices"
)

// splice replaces bytes from to to of a part. Splices of one part may not overlap; of several at one place the one made
// first comes first.
type splice struct {
	from, to int
	text     string
}

// spliced applies splices to a part.
func spliced(b []byte, ss []splice) []byte {
	slices.SortStableFunc(ss, func(x, y splice) int {
		if c := cmp.Compare(x.from, y.from); c != 0 {
			return c
		}
		return cmp.Compare(x.to, y.to) // an insertion stands before what is replaced there
	})
	size := len(b)
	for _, s := range ss {
		size += len(s.text) - (s.to - s.from)
	}
	out, at := make([]byte, 0, size), 0
	for _, s := range ss {
		out = append(append(out, b[at:s.from]...), s.text...)
		at = s.to
	}
	return append(out, b[at:]...)
}

// outermost drops splices that lie inside others. What is inserted where another begins or ends stays.
func outermost(ss []splice) []splice {
	insertion := func(s splice) int {
		if s.from == s.to {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(ss, func(x, y splice) int {
		return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(insertion(x), insertion(y)), cmp.Compare(y.to, x.to))
	})
	out, end := ss[:0], -1
	for _, s := range ss {
		if s.to <= end && s.from < end {
			continue
		}
		out, end = append(out, s), max(end, s.to)
	}
	return out
}
