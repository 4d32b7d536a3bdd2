package rules

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"guibei"
)

// coded are the rules that are code, by identifier; the others are rows of
// table/.
var coded = []Rule{
	r001, r002, r003, r004, r005, r006, r007, r008, r009, r010, r011, r012,
	r100, r101, r102, r103, r105, r106, r107, r108, r109, r111, r112, r113, r114, r116, r117, r118, r119, r120,
	r121, r122, r123, r124, r125, r126, r127, r128, r129, r131, r132, r133, r135,
	r136, r140, r142, r145, r146, r147, r148, r149,
	r220, r221, r222, r223, r230, r231, r232, r233, r234, r240, r241, r246, r278, r280, r281, r282,
}

var shipped = sync.OnceValues(func() ([]Rule, error) {
	rows, err := shippedRows()
	if err != nil {
		return nil, err
	}
	all := slices.Concat(coded, rows)
	slices.SortFunc(all, func(a, b Rule) int { return cmp.Compare(a.ID, b.ID) })
	if ring, err = newRing(all); err != nil {
		return nil, err
	}
	return all, nil
})

// All returns the rules that come with the program, by identifier. The caller
// must not change them.
func All() []Rule {
	all, err := shipped()
	if err != nil {
		panic(fmt.Sprintf("embedded rules: %v", err)) // a broken build, held by a test
	}
	return all
}

// FromTable reports whether the rule is a row of a table, not code.
func (r *Rule) FromTable() bool { return r.row != nil }

// Texts returns the texts that a row was written with: those it speaks of and
// those it lets pass; none for a rule that is code, see Examples.
func (r *Rule) Texts() (catch, pass []string) {
	if r.row == nil {
		return nil, nil
	}
	return r.row.Catch, r.row.Pass
}

// Keys returns the words that a row's patterns begin with; none for code.
func (r *Rule) Keys() []string {
	var out []string
	for _, p := range r.probes {
		out = append(out, p.keys...)
	}
	return out
}

// Patterns returns the patterns of the rule as they are tried.
func (r *Rule) Patterns() []string {
	out := make([]string, len(r.probes))
	for i, p := range r.probes {
		out[i] = p.re.String()
	}
	return out
}

// Find returns a rule that comes with the program.
func Find(id string) (Rule, bool) {
	i, ok := slices.BinarySearchFunc(All(), id, func(r Rule, id string) int { return cmp.Compare(r.ID, id) })
	if !ok {
		return Rule{}, false
	}
	return All()[i], true
}

// neighbours is how many leads around one are looked at for one that says the
// same; leads stand in the order of the text.
const neighbours = 40

// once drops a row's lead that stands on the words of a graver one of the same
// group, or of an earlier rule of the same weight: many patterns can meet in one
// place, and one lead is read. What code finds stays.
func (in *Input) once(found []guibei.Finding) []guibei.Finding {
	rank := map[string]int{}
	for i, r := range in.rules() {
		if r.row != nil {
			rank[r.ID] = i + 1
		}
	}
	out := make([]guibei.Finding, 0, len(found))
	for i, f := range found {
		shadow := false
		for j := max(0, i-neighbours); j < min(len(found), i+neighbours) && !shadow && rank[f.Rule] > 0; j++ {
			shadow = j != i && shadows(found[j], f, rank)
		}
		if !shadow {
			out = append(out, f)
		}
	}
	return out
}

// shadows reports whether a lead makes another superfluous.
func shadows(a, b guibei.Finding, rank map[string]int) bool {
	if a.Group != b.Group || a.Place.Paragraph != b.Place.Paragraph || a.Place.Start >= b.Place.End || b.Place.Start >= a.Place.End {
		return false
	}
	if c := cmp.Compare(weight[a.Severity], weight[b.Severity]); c != 0 {
		return c < 0
	}
	return rank[a.Rule] < rank[b.Rule]
}

var weight = map[guibei.Severity]int{guibei.Blocker: 0, guibei.High: 1, guibei.Medium: 2, guibei.Low: 3, guibei.Info: 4}
