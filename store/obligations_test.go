package store_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/store"
	"guibei/store/storetest"
)

// ledger reads every page of the ledger of filing.
func (b *bench) ledger(f store.ObligationFilter) []store.LedgerRow {
	b.t.Helper()
	first := f
	var out []store.LedgerRow
	for {
		rows, next, err := b.Obligations(b.t.Context(), f)
		require.NoError(b.t, err)
		out = append(out, rows...)
		if f.Cursor = next; next == "" {
			break
		}
	}
	total, err := b.CountObligations(b.t.Context(), first)
	require.NoError(b.t, err)
	require.Len(b.t, out, total.N)
	var exported []store.LedgerRow
	require.NoError(b.t, b.EachObligation(b.t.Context(), first, 100, func(r store.LedgerRow) error {
		exported = append(exported, r)
		return nil
	}))
	require.Equal(b.t, out, exported)
	return out
}

func TestTheLedgerListsObligationsByAuthorityTrackAndStatus(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	l := b.newLife().toSigned().publish()
	l.do(storetest.Clerk, guibei.SubmitFilingCmd, l.file("gov_up"), guibei.InFiling)
	c := l.reload()
	list := func(f store.ObligationFilter) []store.LedgerRow {
		f.Viewer = storetest.Supervisor
		return b.ledger(f)
	}
	require.Len(t, list(store.ObligationFilter{}), 2)
	require.Len(t, list(store.ObligationFilter{From: c.PublishedOn, To: c.PublishedOn, Organ: "gov", Limit: 1}), 2)
	require.Empty(t, list(store.ObligationFilter{From: c.PublishedOn.AddDays(1)}))
	require.Empty(t, list(store.ObligationFilter{To: c.PublishedOn.AddDays(-1)}))
	require.Empty(t, list(store.ObligationFilter{Organ: "zjj"}))
	require.Empty(t, list(store.ObligationFilter{Overdue: true}))
	want := store.LedgerRow{
		Case: l.id, Title: c.Title, Class: c.Class, IssuingOrgan: "gov", IssuingOrganName: "青山区人民政府", DraftingOrgan: "zjj",
		DraftingOrganName: "青山区住房和城乡建设局", DocumentNo: c.DocumentNo, UnifiedNo: c.UnifiedNo,
		PublishedOn: c.PublishedOn, EffectiveOn: c.EffectiveOn, ValidUntil: c.ValidUntil, ReviewedOn: c.Opinion.IssuedOn,
		DeliberatedOn: c.Meeting.HeldOn, Obligation: c.Obligations[0], AuthorityName: "包头市人民政府", StatusLabel: "形式审查中",
		InTime: true, Opens: true,
	}
	for _, f := range []store.ObligationFilter{{Authority: "city"}, {Track: "gov_up"}, {Status: guibei.FilingSubmitted}} {
		require.Equal(t, []store.LedgerRow{want}, list(f))
	}
	l.now = l.now.AddDate(1, 0, 0)
	for _, f := range []store.ObligationFilter{{Status: guibei.FilingDue}, {Overdue: true}} {
		due := list(f)
		require.Len(t, due, 1)
		require.True(t, due[0].Overdue)
	}
	_, _, err := b.Obligations(t.Context(), store.ObligationFilter{Viewer: storetest.Supervisor, Cursor: "x"})
	require.ErrorIs(t, err, guibei.Invalid)
}

func TestADeskSeesInTheLedgerWhatIsOwedToItBeforeItIsSent(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	l := b.newLife().toSigned().publish()
	rows := b.ledger(store.ObligationFilter{Viewer: storetest.CityDesk})
	require.Len(t, rows, 1)
	require.Equal(t, "gov_up", rows[0].Obligation.Track.ID)
	require.False(t, rows[0].Opens)
	l.do(storetest.Clerk, guibei.SubmitFilingCmd, l.file("gov_up"), guibei.InFiling)
	rows = b.ledger(store.ObligationFilter{Viewer: storetest.CityDesk})
	require.True(t, rows[0].Opens)
	require.NotEmpty(t, rows[0].Obligation.Materials)
}

func TestTheLedgerShowsEverybodyTheirOwn(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	for range 2 {
		b.newLife().toSigned().publish()
		b.now = b.now.AddDate(0, 0, 3)
	}
	b.newLife().toSigned() // owes nothing yet
	stranger := guibei.Person{ID: "stranger", Grants: []guibei.Grant{{Role: guibei.Drafter, Organ: "scjg"}}}
	both := guibei.Person{ID: "both", Grants: slices.Concat(storetest.Drafter.Grants, storetest.CongressDesk.Grants)}
	for _, c := range []struct {
		viewer guibei.Person
		want   int
	}{
		{storetest.Supervisor, 4},
		{guibei.Person{ID: "auditor", Grants: []guibei.Grant{{Role: guibei.Auditor, Organ: "office"}}}, 4},
		{storetest.Drafter, 4},
		{storetest.Head, 4},
		{storetest.Clerk, 4},
		{storetest.FairReviewer, 4},
		{storetest.Reviewer, 4},
		{storetest.Lead, 4},
		{storetest.CityDesk, 2},
		{storetest.CongressDesk, 2},
		{both, 4},
		{storetest.Admin, 0},
		{stranger, 0},
		{guibei.Person{}, 0},
	} {
		rows := b.ledger(store.ObligationFilter{Viewer: c.viewer, Limit: 1})
		require.Len(t, rows, c.want, "%s", c.viewer.ID)
		for i := 1; i < len(rows); i++ {
			require.False(t, rows[i].PublishedOn.After(rows[i-1].PublishedOn), "newest first")
		}
	}
}
