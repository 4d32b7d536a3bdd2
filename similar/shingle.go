// Package similar says how alike two texts are, and where two documents say
// different things of one matter.
//
// A text is the set of its pieces of five characters (shingles); two texts are
// alike by the share of pieces that both have (Jaccard). Whole documents and
// single clauses are compared in the same way. Nothing here knows a database: an
// index keeps a Sketch of each text, finds those that could be alike, and asks
// Jaccard.
package similar

import (
	"slices"
	"unicode"
)

// FNV-1a, a character at a time.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// size is how many characters a piece has.
const size = 5

// Set is the pieces of a text, in ascending order, each once.
type Set []uint64

// Of returns the pieces of a text: of its letters, digits and Han characters;
// punctuation, blanks and the width of characters do not count.
func Of(text string) Set {
	rs := make([]rune, 0, len(text)/3)
	for _, r := range text {
		switch {
		case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ':
			rs = append(rs, unicode.ToLower(r-'０'+'0'))
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			rs = append(rs, unicode.ToLower(r))
		}
	}
	out := make(Set, 0, len(rs))
	for i := 0; i+size <= len(rs); i++ {
		h := uint64(fnvOffset)
		for _, r := range rs[i : i+size] {
			h = (h ^ uint64(r)) * fnvPrime //nolint:gosec // a character is never negative
		}
		out = append(out, h)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// common counts the pieces that both sets have.
func common(a, b Set) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}

// Jaccard is the share of all pieces that both texts have, from 0 to 1.
func Jaccard(a, b Set) float64 {
	n := common(a, b)
	if n == 0 {
		return 0
	}
	return float64(n) / float64(len(a)+len(b)-n)
}

// Containment is the share of the smaller text that stands in the other, from 0
// to 1.
func Containment(a, b Set) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	return float64(common(a, b)) / float64(min(len(a), len(b)))
}

// Kind says what two texts are to each other.
type Kind string

// The kinds, by the bounds that were measured on pairs of laws and their
// revisions.
const (
	Duplicate Kind = "duplicate" // one text
	Revision  Kind = "revision"  // one document in two wordings
	Subject   Kind = "subject"   // about the same matter
	Unlike    Kind = "unlike"
)

// The lowest Jaccard of each kind.
const (
	duplicateFrom = 0.9
	revisionFrom  = 0.35
	subjectFrom   = 0.04
)

// KindOf names a Jaccard.
func KindOf(jaccard float64) Kind {
	switch {
	case jaccard >= duplicateFrom:
		return Duplicate
	case jaccard >= revisionFrom:
		return Revision
	case jaccard >= subjectFrom:
		return Subject
	}
	return Unlike
}

var kindLabels = map[Kind]string{Duplicate: "文字相同", Revision: "同一文件的不同文本", Subject: "同一事项", Unlike: "不相似"}

// Label returns the kind in Chinese.
func (k Kind) Label() string { return kindLabels[k] }

// Sketch is the lowest n pieces of a text after mixing: two texts that are alike
// share some of them, and an index can find those that do.
func (s Set) Sketch(n int) []int64 {
	mixed := make([]uint64, len(s))
	for i, h := range s {
		// The finaliser of MurmurHash3, so that what is lowest says nothing about the characters.
		h ^= h >> 33
		h *= 0xff51afd7ed558ccd
		h ^= h >> 33
		mixed[i] = h
	}
	slices.Sort(mixed)
	out := make([]int64, 0, n)
	for _, h := range mixed[:min(n, len(mixed))] {
		out = append(out, int64(h)) //nolint:gosec // the bits count, not the number
	}
	return out
}
