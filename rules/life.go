package rules

import (
	"strings"

	"guibei"
	"guibei/similar"
)

// Life is one lead through the texts of a case.
type Life struct {
	guibei.Finding     // as it was found last
	First          int // the text it was first found in
	Last           int
}

// Lives joins the leads of successive texts of a case: a lead goes on when the same
// rule speaks of the same words, or of words that are more alike than not. Nothing
// is left out: a lead that is found no more ends, and stays in the list.
func Lives(checks map[int][]guibei.Finding, versions []int) []Life {
	var out []Life
	for _, v := range versions {
		open := map[int]bool{} // of out: not yet met in this text
		for i := range out {
			open[i] = out[i].Last < v
		}
		for _, f := range checks[v] {
			if i := continues(out, open, f); i >= 0 {
				out[i].Finding, out[i].Last, open[i] = f, v, false
				continue
			}
			out = append(out, Life{f, v, v})
		}
	}
	return out
}

// continues returns which lead a finding goes on with, -1 for none: the same words
// first, then the most alike.
func continues(all []Life, open map[int]bool, f guibei.Finding) int {
	best, most := -1, sameLead
	for i := range all {
		if !open[i] || all[i].Rule != f.Rule {
			continue
		}
		a, b := all[i].Place.Quote, f.Place.Quote
		switch j := likeness(a, b); {
		case a == b && all[i].Place.Article == f.Place.Article:
			return i
		case j > most:
			best, most = i, j
		}
	}
	return best
}

// sameLead is how alike the words of two leads of one rule must be to be one lead.
const sameLead = 0.5

// SameLead reports whether words said of a lead are about this one.
func SameLead(a, b string) bool { return likeness(a, b) > sameLead }

// likeness is 1 for the same words; short words are compared by whether one
// contains the other.
func likeness(a, b string) float64 {
	switch {
	case a == b:
		return 1
	case a == "" || b == "":
		return 0
	case strings.Contains(a, b) || strings.Contains(b, a):
		return 0.9
	}
	return similar.Jaccard(similar.Of(a), similar.Of(b))
}
