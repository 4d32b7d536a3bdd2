package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"guibei"
	"guibei/store"
	"guibei/store/storetest"
)

// listAll reads every page.
func listAll(t require.TestingT, b *bench, f store.CaseFilter) []store.CaseRow {
	var out []store.CaseRow
	for {
		rows, next, err := b.Cases(b.t.Context(), f)
		require.NoError(t, err)
		out = append(out, rows...)
		if f.Cursor = next; next == "" {
			return out
		}
	}
}

func idsOf(rows []store.CaseRow) []string {
	out := []string{}
	for _, r := range rows {
		out = append(out, r.ID)
	}
	return out
}

// variety is cases at every point where somebody else comes to see one, the
// one changed last first.
func (b *bench) variety() []*life {
	lives := []*life{b.newLife().open(), b.newLife().toReview(), b.newLife().toSigned(), b.newLife().toSigned().publish()}
	for _, track := range []string{"gov_up", "npc_same"} {
		l := b.newLife()
		l.issuing = "zjj"
		l.toSigned().publish()
		l.do(storetest.Clerk, guibei.SubmitFilingCmd, l.file(track), guibei.InFiling)
		lives = append(lives, l)
	}
	lives[0].do(storetest.Drafter, guibei.WithdrawCmd, &guibei.Reasoned{Reason: "不办了"}, guibei.Withdrawn)
	lives = append(lives, b.newLife().open(), b.counselled())
	for i, l := range lives {
		l.now = start.AddDate(1, 0, len(lives)-i)
		require.NoError(b.t, l.SaveCheck(b.t.Context(), l.id, 1, guibei.CheckReceipt{RuleSet: "r", Verdict: "clean"}))
	}
	return lives
}

func TestAListShowsExactlyWhatItsViewerMaySee(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	lives := b.variety()
	organs := []string{"gov", "office", "zjj", "sfj", "scjg", "city", "npc"}
	cases := make([]guibei.Case, len(lives))
	for i, l := range lives {
		cases[i] = l.reload()
	}
	var seen, unseen int
	rapid.Check(t, func(t *rapid.T) {
		viewer := guibei.Person{ID: rapid.SampledFrom([]string{"someone", "counsel", "other-" + b.id, "third-" + b.id}).Draw(t, "person")}
		for range rapid.IntRange(0, 4).Draw(t, "grants") {
			viewer.Grants = append(viewer.Grants, guibei.Grant{
				Role: rapid.SampledFrom(guibei.Roles).Draw(t, "role"), Organ: rapid.SampledFrom(organs).Draw(t, "organ"),
			})
		}
		want := []string{}
		for _, c := range cases {
			if c.VisibleTo(viewer) {
				want = append(want, c.ID)
				seen++
			} else {
				unseen++
			}
		}
		got := idsOf(listAll(t, b, store.CaseFilter{Viewer: viewer, Limit: rapid.IntRange(1, 4).Draw(t, "limit")}))
		require.Equal(t, want, got, "%v", viewer.Grants)
	})
	require.Positive(t, seen)
	require.Positive(t, unseen)
}

func TestAListIsNarrowedByStageOrganAndWords(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	lives := b.variety()
	all := func(f store.CaseFilter) []string {
		f.Viewer = storetest.Supervisor
		return idsOf(listAll(t, b, f))
	}
	require.Len(t, all(store.CaseFilter{}), len(lives))
	require.Equal(t, []string{lives[2].id}, all(store.CaseFilter{Stage: guibei.Signed}))
	require.Equal(t, []string{lives[4].id, lives[5].id}, all(store.CaseFilter{Organ: "zjj", Stage: guibei.InFiling, Text: "QSGS"})[1:])
	require.Len(t, all(store.CaseFilter{Organ: "gov", Limit: 2}), 6)
	require.Len(t, all(store.CaseFilter{Organ: "zjj", Limit: 2}), len(lives))
	require.Empty(t, all(store.CaseFilter{Organ: "sfj"}))
	number := lives[3].reload().UnifiedNo
	for text, want := range map[string]int{
		"青山区": len(lives), "某": len(lives), "山某": 0, "法青": 0, number: 1, "qsgs-2026": 4, "100%": 0, `'\`: 0, "某_法": 0,
	} {
		require.Len(t, all(store.CaseFilter{Text: text}), want, "%s", text)
	}
	require.Len(t, all(store.CaseFilter{Text: "  办法\t"}), len(lives), "white space around it is not looked for")
	require.Equal(t, []string{lives[3].id}, idsOf(listAll(t, b, store.CaseFilter{Viewer: storetest.Clerk, Text: number})))
	_, _, err := b.Cases(t.Context(), store.CaseFilter{Viewer: storetest.Supervisor, Cursor: "xx"})
	require.ErrorIs(t, err, guibei.Invalid)
	rows, next, err := b.Cases(t.Context(), store.CaseFilter{Viewer: guibei.Person{}})
	require.NoError(t, err)
	require.Empty(t, rows)
	require.Empty(t, next)
}

func TestARowSaysWhoseTurnItIsAndUntilWhen(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toReview()
	c := l.reload()
	rows := listAll(t, l.bench, store.CaseFilter{Viewer: storetest.Lead})
	require.Len(t, rows, 1)
	due := c.Clocks[len(c.Clocks)-1].DueOn
	turn := store.TaskRow{
		Case: l.id, Title: c.Title, Kind: guibei.WriteOpinion, Label: "拟写合法性审核意见", Role: guibei.Reviewer, Organ: "sfj",
		OrganName: "青山区司法局", Assignee: "reviewer", OpenedAt: c.Tasks[0].OpenedAt, DueOn: due,
	}
	require.Equal(t, store.CaseRow{
		ID: l.id, Title: c.Title, Class: c.Class, Stage: c.Stage, StageLabel: "合法性审核", Revision: c.Revision, DraftingOrgan: "zjj",
		IssuingOrgan: "gov", OpenedAt: c.OpenedAt, ChangedAt: c.LastAt, DueOn: due, Turn: []store.TaskRow{turn},
	}, rows[0])
	l.now = due.EndOfDay(zone).Add(-time.Second)
	require.False(t, listAll(t, l.bench, store.CaseFilter{Viewer: storetest.Lead})[0].Overdue)
	l.now = due.EndOfDay(zone)
	row := listAll(t, l.bench, store.CaseFilter{Viewer: storetest.Lead})[0]
	require.True(t, row.Overdue)
	require.True(t, row.Turn[0].Overdue)
}

func TestAnInboxHoldsWhatThePersonMayTakeUp(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	b.variety()
	colleague := guibei.Person{ID: "colleague", Grants: []guibei.Grant{{Role: guibei.Reviewer, Organ: "sfj"}}}
	elsewhere := guibei.Person{ID: "clerk", Grants: []guibei.Grant{{Role: guibei.OfficeClerk, Organ: "sfj"}}}
	for _, c := range []struct {
		p    guibei.Person
		want []guibei.TaskKind
	}{
		{storetest.Drafter, []guibei.TaskKind{guibei.FinishDraft}},
		{storetest.Reviewer, []guibei.TaskKind{guibei.WriteOpinion, guibei.WriteOpinion}},
		{storetest.Counsel, []guibei.TaskKind{guibei.WriteCounselOpinion}},
		{storetest.CityDesk, []guibei.TaskKind{guibei.CheckFiling}},
		{storetest.CongressDesk, []guibei.TaskKind{guibei.CheckFiling}},
		{storetest.Clerk, []guibei.TaskKind{guibei.PublishDocument, guibei.FileDocument, guibei.FileDocument, guibei.FileDocument, guibei.FileDocument}},
		{colleague, nil},
		{elsewhere, nil},
		{guibei.Person{}, nil},
	} {
		tasks, err := b.Tasks(t.Context(), c.p)
		require.NoError(t, err)
		var got []guibei.TaskKind
		for i, task := range tasks {
			got = append(got, task.Kind)
			if i > 0 && !task.DueOn.IsZero() {
				require.False(t, task.DueOn.Before(tasks[i-1].DueOn), "what is due first comes first")
			}
		}
		require.ElementsMatch(t, c.want, got, "%s", c.p.ID)
	}
}

func TestOpenCasesComeInPagesById(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	want := map[string]bool{}
	for _, l := range b.variety()[1:] {
		want[l.id] = true
	}
	got, after := map[string]bool{}, ""
	for {
		page, err := b.OpenCases(t.Context(), after, 2)
		require.NoError(t, err)
		if len(page) == 0 {
			break
		}
		for _, c := range page {
			require.Greater(t, c.ID, after)
			after = c.ID
			got[c.ID] = true
		}
	}
	require.Equal(t, want, got, "the withdrawn one needs no workflow")
}
