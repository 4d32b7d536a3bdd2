package compare

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// scripts is how many edit scripts the mutation test makes.
const scripts = 2000

// score is what the comparison made of all scripts.
type score struct {
	trueChars, reported int
	missed              []string // substantive edits not reported as such
	unquoted            []string
	renumbering         []string
	noise               []string // articles reported as changed that nobody touched
	kinds               map[string][2]int
	edits               int
}

func TestMutatedTextsAreReportedAsTheyWereMutated(t *testing.T) {
	t.Parallel()
	donors := drafts(t)
	m := &mutator{rng: rand.New(rand.NewPCG(2024, 7)), donors: donors}
	s := score{kinds: map[string][2]int{}}
	for n := range scripts {
		old := donors[m.rng.IntN(len(donors))]
		new, edits := m.mutate(&old)
		a, b := FromLines(old.text()), FromLines(new.text())
		switch n % 4 {
		case 1: // Word counts the articles in the new text, or in both
			b = counted(b)
		case 2:
			a, b = counted(a), counted(b)
		case 3: // the new text is laid out with blanks and empty lines
			if new.lawful {
				b = FromLines(strings.ReplaceAll("\n"+new.text(), "\n", "\n\n　　"))
			}
		}
		r := Compare(a, b)
		checkScript(t, a, b, r)
		s.judge(fmt.Sprint("script ", n), &old, &new, edits, r)
	}
	t.Logf("%d edits, reported ÷ true = %d ÷ %d = %.3f", s.edits, s.reported, s.trueChars, float64(s.reported)/float64(s.trueChars))
	var names []string
	for k := range s.kinds {
		names = append(names, k)
	}
	sort.Strings(names)
	for _, k := range names {
		t.Logf("%-20s %d of %d as expected", k, s.kinds[k][0], s.kinds[k][1])
	}
	require.Empty(t, s.missed, "substantive edits that were not reported as substantive")
	require.Empty(t, s.unquoted, "changed words that no aspect quotes")
	require.Empty(t, s.renumbering, "renumberings that were missed")
	require.Empty(t, s.noise, "articles reported as changed that nobody touched")
	require.LessOrEqual(t, float64(s.reported), 1.2*float64(s.trueChars))
}

// counted makes the numbers of articles computed ones.
func counted(x Text) Text {
	for i := range x.Paragraphs {
		if at := articleLine.FindStringIndex(x.Paragraphs[i].Text); at != nil {
			x.Paragraphs[i].LabelLen = runes(x.Paragraphs[i].Text[:at[1]])
		}
	}
	return x
}

// judge adds one script to the score.
func (s *score) judge(name string, old, new *draft, edits []edit, r *Result) {
	oldNumber, newNumber := old.numbers(), new.numbers()
	touched := map[int]bool{}
	for _, e := range edits {
		s.edits++
		s.trueChars += e.chars
		for _, id := range e.ids {
			touched[id] = true
		}
		s.edit(name, &e, oldNumber, newNumber, old.lawful, r)
	}
	for _, c := range r.Changes {
		for _, e := range c.Diff {
			if e.Kind != Equal {
				s.reported += runes(e.Text)
			}
		}
	}
	if old.lawful {
		s.numbers(name, touched, edits, oldNumber, newNumber, r)
	}
}

// numbers checks that each article that was neither added, dropped, split nor merged is paired with itself.
func (s *score) numbers(name string, touched map[int]bool, edits []edit, oldNumber, newNumber map[int]int, r *Result) {
	regrouped := map[int]bool{}
	for _, e := range edits {
		if e.kind == Split || e.kind == Merged {
			for _, id := range e.ids {
				regrouped[id] = true
			}
		}
	}
	for id, o := range oldNumber {
		n, ok := newNumber[id]
		if !ok || regrouped[id] {
			continue
		}
		c := changeOf(r, o, n)
		if c == nil || c.Renumbered != (o != n) {
			s.renumbering = append(s.renumbering, fmt.Sprintf("%s: article %d → %d", name, o, n))
			continue
		}
		if !touched[id] && c.Kind != Unchanged && c.Kind != Moved {
			s.noise = append(s.noise, fmt.Sprintf("%s: article %d → %d %s %s", name, o, n, c.Kind, mark(c.Diff)))
		}
	}
}

// changeOf finds the change that pairs two numbers; 0 stands for none.
func changeOf(r *Result, o, n int) *Change {
	has := func(ps []Place, k int) bool {
		if k == 0 {
			return len(ps) == 0
		}
		return slices.ContainsFunc(ps, func(p Place) bool { return p.Number == k })
	}
	for i := range r.Changes {
		if has(r.Changes[i].Old, o) && has(r.Changes[i].New, n) {
			return &r.Changes[i]
		}
	}
	return nil
}

// edit checks one edit.
func (s *score) edit(name string, e *edit, oldNumber, newNumber map[int]int, lawful bool, r *Result) {
	c := s.changeFor(e, oldNumber, newNumber, lawful, r)
	k := s.kinds[e.op]
	k[1]++
	if c != nil && (e.kind == "" || c.Kind == e.kind || e.kind == Modified && c.Kind == MovedModified) {
		k[0]++
	}
	s.kinds[e.op] = k
	if !e.substantive {
		return
	}
	if c == nil || !c.Effect.Substantive {
		s.missed = append(s.missed, fmt.Sprintf("%s: %s", name, e.op))
		return
	}
	quoted := slices.ContainsFunc(c.Effect.Aspects, func(a Aspect) bool { return strings.Contains(a.New, e.word) })
	if e.word != "" && !quoted {
		s.unquoted = append(s.unquoted, fmt.Sprintf("%s: %s %q in %v %s", name, e.op, e.word, c.Effect.Aspects, mark(c.Diff)))
	}
}

// changeFor finds the change that reports an edit.
func (s *score) changeFor(e *edit, oldNumber, newNumber map[int]int, lawful bool, r *Result) *Change {
	o, n := oldNumber[e.ids[0]], newNumber[e.ids[0]]
	if lawful {
		return changeOf(r, o, n)
	}
	for i := range r.Changes { // paragraphs have no numbers, but places
		c := &r.Changes[i]
		if (o == 0) != (len(c.Old) == 0) || (n == 0) != (len(c.New) == 0) {
			continue
		}
		if (o == 0 || c.Old[0].First == o-1) && (n == 0 || c.New[0].First == n-1) {
			return c
		}
	}
	return nil
}
