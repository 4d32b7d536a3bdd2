package regions_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/regions"
)

func demo(t *testing.T) []regions.DemoPerson {
	t.Helper()
	_, people, err := regions.Demo(qingshan)
	require.NoError(t, err)
	return people
}

// holders returns the logins of those who hold a role in an organ.
func holders(people []regions.DemoPerson, role guibei.Role, organ string) []string {
	var out []string
	for _, p := range people {
		if p.Person.Has(role, organ) {
			out = append(out, p.Login)
		}
	}
	return out
}

func TestTheDemonstrationHasSomebodyForEveryRole(t *testing.T) {
	t.Parallel()
	organs, people, err := regions.Demo(qingshan)
	require.NoError(t, err)
	require.Equal(t, load(t, qingshan).Organs(), organs)
	for _, role := range guibei.Roles {
		held := false
		for _, p := range people {
			held = held || p.Person.HasRole(role)
			require.NoError(t, guibei.CheckGrants(p.Person.Grants))
		}
		require.True(t, held, role.Label())
	}
}

// Whoever a case is routed to must have people, or the demonstration stops
// half way.
func TestEveryStepOfTheDemonstrationHasPeople(t *testing.T) {
	t.Parallel()
	r, people := load(t, qingshan), demo(t)
	for _, c := range []struct{ drafting, issuing string }{
		{"qs-zjj", "qs-gov"}, {"qs-cgj", "qs-gov"}, {"qs-zjj", "qs-zjj"}, {"qs-cgj", "qs-cgj"}, {"qs-qfz", "qs-qfz"},
	} {
		terms, err := r.Terms(morning("2026-06-01"), organ(t, r, c.issuing))
		require.NoError(t, err)
		for role, at := range map[guibei.Role]string{
			guibei.Drafter: c.drafting, guibei.UnitHead: c.drafting,
			guibei.OfficeClerk: terms.Routing.Office, guibei.CouncilClerk: terms.Routing.Office,
			guibei.FairReviewer: terms.Routing.Fair, guibei.Reviewer: terms.Routing.Review, guibei.ReviewLead: terms.Routing.Review,
		} {
			require.NotEmpty(t, holders(people, role, at), "%s at %s", role, at)
		}
		for _, track := range terms.Tracks {
			require.NotEmpty(t, holders(people, track.Desk, track.Authority), track.Name)
		}
	}
}

func TestTheDemonstrationKeepsDutiesApart(t *testing.T) {
	t.Parallel()
	people := demo(t)
	require.Len(t, holders(people, guibei.Reviewer, "qs-sfj"), 2, "one is assigned, one is not")
	for _, p := range people {
		filing := p.Person.HasRole(guibei.FilingReviewer)
		require.False(t, filing && (p.Person.HasRole(guibei.Reviewer) || p.Person.HasRole(guibei.ReviewLead)), p.Person.Name)
		require.False(t, p.Person.HasRole(guibei.Drafter) && p.Person.HasRole(guibei.FairReviewer), p.Person.Name)
	}
}

func TestARegionWithoutPeopleHasNoDemonstration(t *testing.T) {
	t.Parallel()
	_, _, err := regions.Demo(yueqing)
	require.ErrorIs(t, err, guibei.NotFound)
	_, _, err = regions.Demo("999999")
	require.ErrorIs(t, err, guibei.NotFound)
}
