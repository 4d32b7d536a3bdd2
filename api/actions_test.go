package api_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/store/storetest"
)

// filed is a published case that owes two filings: one not made yet, one that
// is being checked.
func filed() *guibei.Case {
	return &guibei.Case{
		ID: "c", Stage: guibei.InFiling, DraftingOrgan: "zjj", OfficeOrgan: "office", ReviewOrgan: "sfj",
		Obligations: []guibei.Obligation{
			{ID: "c/up", Status: guibei.FilingDue, Track: guibei.Track{Authority: "city", Desk: guibei.FilingReviewer}},
			{ID: "c/npc", Status: guibei.FilingSubmitted, Track: guibei.Track{Authority: "npc", Desk: guibei.CongressDesk}},
		},
	}
}

func TestFilingsAreOfferedToWhoActsOnThem(t *testing.T) {
	t.Parallel()
	check := []guibei.CommandKind{guibei.SupplementFilingCmd, guibei.RegisterFilingCmd, guibei.RefuseFilingCmd}
	for name, tt := range map[string]struct {
		by          guibei.Person
		want        []guibei.CommandKind
		obligations []string
	}{
		"the office files what is due":                  {storetest.Clerk, []guibei.CommandKind{guibei.SubmitFilingCmd}, []string{"c/up"}},
		"the congress desk checks what came":            {storetest.CongressDesk, check, []string{"c/npc"}},
		"the city's desk has nothing before it":         {storetest.CityDesk, nil, nil},
		"nobody else has anything to do with a filing":  {storetest.Lead, nil, nil},
		"and the drafter cannot withdraw what is out":   {storetest.Drafter, nil, nil},
		"nor does the administrator act on a document":  {storetest.Admin, nil, nil},
		"nor does the supervisor, who sees all of them": {storetest.Supervisor, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			can, cannot := api.Actions(tt.by, filed())
			var got []guibei.CommandKind
			for _, a := range can {
				got = append(got, a.Command)
				require.Equal(t, tt.obligations, a.Obligations)
			}
			require.Equal(t, tt.want, got)
			for _, r := range cannot {
				require.NotEmpty(t, r.Why, r.Command)
			}
		})
	}
}

// TestWhatIsOfferedFollowsTheTable holds actions to the table: an act that the
// table gives to a role in a stage is offered to that role there, and no other.
func TestWhatIsOfferedFollowsTheTable(t *testing.T) {
	t.Parallel()
	for _, stage := range guibei.Stages {
		for _, role := range guibei.Roles {
			c := &guibei.Case{Stage: stage, DraftingOrgan: "o", OfficeOrgan: "o", ReviewOrgan: "o", FairOrgan: "o"}
			offered := map[guibei.CommandKind]bool{}
			can, _ := api.Actions(guibei.Person{Grants: []guibei.Grant{{Role: role, Organ: "o"}}}, c)
			for _, a := range can {
				offered[a.Command] = true
			}
			for _, kind := range guibei.CommandKinds {
				require.Equal(t, given(stage, role, kind), offered[kind], "%s %s %s", stage, role, kind)
			}
		}
	}
}

// given reads the table row by row; commands of one filing, of a parked
// case and of a question to counsel need more than a stage.
func given(stage guibei.Stage, role guibei.Role, kind guibei.CommandKind) bool {
	switch kind {
	case guibei.SubmitFilingCmd, guibei.SupplementFilingCmd, guibei.RegisterFilingCmd, guibei.RefuseFilingCmd, guibei.RetryParkedCmd,
		guibei.GiveCounselOpinionCmd, guibei.WithdrawCounselCmd:
		return false
	}
	for _, t := range guibei.Transitions {
		for _, from := range t.From {
			for _, by := range t.By {
				if t.Command == kind && from == stage && by == role {
					return true
				}
			}
		}
	}
	return false
}
