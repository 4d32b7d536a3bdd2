package guibei

import (
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

var chinese = regexp.MustCompile(`\p{Han}.*[。]$`)

// reachable walks the table from the start and returns every stage it leads to.
func reachable() map[Stage]bool {
	seen := map[Stage]bool{NoCase: true}
	for grew := true; grew; {
		grew = false
		for _, t := range Transitions {
			for _, from := range t.From {
				if !seen[from] {
					continue
				}
				to := []Stage{t.To}
				switch t.To {
				case Stay:
					to = nil
				case Back:
					to = []Stage{Completeness, LegalityReview}
				}
				for _, s := range to {
					if !seen[s] {
						seen[s], grew = true, true
					}
				}
			}
		}
	}
	return seen
}

func TestEveryStageIsReachedAndNamed(t *testing.T) {
	t.Parallel()
	seen := reachable()
	for _, s := range Stages {
		require.True(t, seen[s], "no row leads to %s", s)
		require.NotEmpty(t, s.Label())
	}
	for s := range seen {
		require.True(t, s == NoCase || slices.Contains(Stages, s), "%q is not a stage", s)
	}
}

func TestInEveryOpenStageSomebodyCanGoOn(t *testing.T) {
	t.Parallel()
	for _, s := range Stages {
		if s.Closed() {
			continue
		}
		var forward bool
		for _, row := range Transitions {
			if slices.Contains(row.From, s) && row.To != Stay && row.To != Withdrawn && row.To != Terminated {
				forward = true
				require.NotEmpty(t, row.By, "%s in %s has no actor", row.Command, s)
			}
		}
		require.True(t, forward, "nothing leads on from %s", s)
	}
}

func TestEveryCommandRefusedInAStageHasAReasonInChinese(t *testing.T) {
	t.Parallel()
	everyone := Person{ID: "p", Name: "某人"}
	for _, r := range Roles {
		everyone.Grants = append(everyone.Grants, Grant{Role: r, Organ: "o"})
	}
	for _, s := range append([]Stage{NoCase}, Stages...) {
		for _, k := range CommandKinds {
			if slices.ContainsFunc(Transitions, func(t Transition) bool { return t.Command == k && slices.Contains(t.From, s) }) {
				continue
			}
			c := Case{ID: "c", Stage: s, Revision: 1, DraftingOrgan: "o", OfficeOrgan: "o", ReviewOrgan: "o", FairOrgan: "o"}
			_, err := c.Decide(Command{Kind: k, By: everyone, Payload: commands[k].blank()}, testTerms(t))
			require.ErrorIs(t, err, Conflict, "%s in %s", k, s)
			require.Regexp(t, chinese, err.Error())
			if s != NoCase {
				require.Contains(t, err.Error(), s.Label())
			}
			require.Contains(t, err.Error(), k.Label())
		}
	}
}

func TestEveryCommandHasALabelAPayloadAndARow(t *testing.T) {
	t.Parallel()
	require.Len(t, CommandKinds, len(commands))
	for _, k := range CommandKinds {
		require.NotEmpty(t, k.Label())
		require.NotNil(t, commands[k].blank())
		require.True(t, slices.ContainsFunc(Transitions, func(t Transition) bool { return t.Command == k }), "%s has no row", k)
	}
}

func TestEveryRowClosesWhatItsStageOpened(t *testing.T) {
	t.Parallel()
	clockOf := map[Stage]ClockKind{
		Completeness: CompletenessClock, FairCompetition: FairClock, LegalityReview: ReviewClock,
		Supplement: SupplementClock, Revision: RevisionClock, Signed: PublicationClock,
	}
	for _, row := range Transitions {
		if row.To == Stay || row.To.Closed() {
			continue // closing a case stops every clock
		}
		for _, from := range row.From {
			k, has := clockOf[from]
			if !has {
				continue
			}
			require.True(t, slices.ContainsFunc(row.Clocks, func(op ClockOp) bool {
				return op.Kind == k && (op.Op == StopClock || op.Op == PauseClock)
			}), "%s leaves %s without stopping its clock", row.Command, from)
		}
		if k, has := clockOf[row.To]; has {
			require.True(t, slices.ContainsFunc(row.Clocks, func(op ClockOp) bool { return op.Kind == k && op.Op == StartClock }),
				"%s enters %s without starting its clock", row.Command, row.To)
		}
	}
}

func TestChoicesAreLastCheckedWithoutACondition(t *testing.T) {
	t.Parallel()
	for i, row := range Transitions {
		if row.When == nil || row.When.otherwise != "" {
			continue
		}
		rest := Transitions[i+1:]
		require.True(t, slices.ContainsFunc(rest, func(n Transition) bool {
			return n.Command == row.Command && slices.Equal(n.From, row.From)
		}), "%s: a choice without an alternative must say what to do otherwise", row.Command)
	}
}
