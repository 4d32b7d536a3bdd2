package compare

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const pairsDir = "../../../shared/data/law-pairs"

type lawPair struct{ name, old, new string }

func lawPairs(tb testing.TB) []lawPair {
	tb.Helper()
	olds, err := filepath.Glob(pairsDir + "/*.old")
	require.NoError(tb, err)
	if len(olds) == 0 {
		tb.Skipf("%s is not here: the pairs of laws are not part of the repository", pairsDir)
	}
	var out []lawPair
	for _, f := range olds {
		name := strings.TrimSuffix(f, ".old")
		a, err := os.ReadFile(f)
		require.NoError(tb, err)
		b, err := os.ReadFile(name + ".new")
		require.NoError(tb, err)
		out = append(out, lawPair{filepath.Base(name), string(a), string(b)})
	}
	return out
}

// checkScript proves the contract of a script. It asks first and requires then, since it runs over millions of edits.
func checkScript(t require.TestingT, old, new Text, r *Result) {
	i, j := 0, 0
	for _, s := range r.Script {
		a, b := "", ""
		if s.Old >= 0 {
			if s.Old != i {
				require.Equal(t, i, s.Old, "old paragraphs in order")
			}
			a = typedText(&old.Paragraphs[i])
			i++
		}
		if s.New >= 0 {
			if s.New != j {
				require.Equal(t, j, s.New, "new paragraphs in order")
			}
			b = typedText(&new.Paragraphs[j])
			j++
		}
		if oldText(s.Edits) != a || newText(s.Edits) != b || s.Old < 0 && s.New < 0 {
			require.Equal(t, a+" → "+b, oldText(s.Edits)+" → "+newText(s.Edits))
			require.True(t, s.Old >= 0 || s.New >= 0, "a step has a side")
		}
		for k, e := range s.Edits {
			if e.Text == "" || k > 0 && (s.Edits[k-1].Kind == e.Kind || s.Edits[k-1].Kind == Insert && e.Kind == Delete) {
				require.Fail(t, "edits are joined, and deletions stand before insertions", "%v", s.Edits)
			}
		}
	}
	require.Len(t, old.Paragraphs, i)
	require.Len(t, new.Paragraphs, j)
}

// tally counts changed characters, places of change and islands in the edits for people.
type tally struct{ chars, hunks, islands int }

func (c *tally) add(es []Edit) {
	in := false
	for i, e := range es {
		if e.Kind == Equal {
			in = false
			if i > 0 && i+1 < len(es) && runes(e.Text) <= 2 {
				c.islands++
			}
			continue
		}
		c.chars += runes(e.Text)
		if !in {
			c.hunks++
		}
		in = true
	}
}

// prototype is what the prototype of this package (article alignment, minimal Myers by character, cleanup) makes of the
// 46 pairs by the same count, labels left out: 0.263 changed characters for each of the 937,572 of both texts.
var prototype = tally{chars: 246_595, hunks: 7_623, islands: 212}

func TestLawPairsAreNoWorseThanThePrototype(t *testing.T) {
	t.Parallel()
	var sum tally
	for _, p := range lawPairs(t) {
		old, new := FromLines(p.old), FromLines(p.new)
		r := Compare(old, new)
		checkScript(t, old, new, r)
		checkChanges(t, r)
		checkPartners(t, r)
		for _, c := range r.Changes {
			sum.add(c.Diff)
		}
	}
	t.Logf("%+v, the prototype %+v", sum, prototype)
	require.LessOrEqual(t, sum.chars, prototype.chars)
	require.LessOrEqual(t, sum.hunks, prototype.hunks)
	require.LessOrEqual(t, sum.islands, prototype.islands)
}

// checkPartners proves that the script ties no paragraph to one of a unit that is not its partner.
func checkPartners(t require.TestingT, r *Result) {
	of := map[[2]int]int{} // side, paragraph -> change
	for k, c := range r.Changes {
		for side, places := range [][]Place{c.Old, c.New} {
			for _, p := range places {
				for i := p.First; i <= p.Last; i++ {
					of[[2]int{side, i}] = k
				}
			}
		}
	}
	for _, s := range r.Script {
		if s.Old >= 0 && s.New >= 0 {
			require.Equal(t, of[[2]int{0, s.Old}], of[[2]int{1, s.New}], "old paragraph %d, new paragraph %d", s.Old, s.New)
		}
	}
}
