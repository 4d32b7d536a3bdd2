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
		total, err := b.CountCases(b.t.Context(), store.CaseFilter{Viewer: viewer})
		require.NoError(t, err)
		require.Equal(t, store.Total{N: len(want)}, total)
		stages, err := b.StageCounts(b.t.Context(), store.CaseFilter{Viewer: viewer, Stages: []guibei.Stage{guibei.Draft}})
		require.NoError(t, err)
		sum := 0
		for _, c := range stages {
			sum += c.N
		}
		require.Equal(t, len(want), sum)
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
	require.Equal(t, []string{lives[2].id}, all(store.CaseFilter{Stages: []guibei.Stage{guibei.Signed}}))
	require.Equal(t, []string{lives[4].id, lives[5].id}, all(store.CaseFilter{Organ: "zjj", Stages: []guibei.Stage{guibei.InFiling}, Text: "QSGS"})[1:])
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

func TestAListIsSortedAsAskedFor(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	b.variety()
	all := store.CaseFilter{Viewer: storetest.Supervisor, Limit: 2}
	for sort, ordered := range map[store.CaseSort]func(a, b store.CaseRow) bool{
		store.ByChange:  func(a, b store.CaseRow) bool { return !a.ChangedAt.Before(b.ChangedAt) },
		store.ByOpening: func(a, b store.CaseRow) bool { return !a.OpenedAt.Before(b.OpenedAt) },
		store.ByDue: func(a, b store.CaseRow) bool {
			return b.DueOn.IsZero() || !a.DueOn.IsZero() && !a.DueOn.After(b.DueOn)
		},
	} {
		for _, viewer := range []guibei.Person{storetest.Supervisor, storetest.Clerk, storetest.CityDesk} {
			all.Viewer, all.Sort = viewer, sort
			rows := listAll(t, b, all)
			require.NotEmpty(t, rows)
			for i := 1; i < len(rows); i++ {
				require.True(t, ordered(rows[i-1], rows[i]), "%s", sort)
			}
			total, err := b.CountCases(t.Context(), all)
			require.NoError(t, err)
			require.Len(t, rows, total.N, "every case once")
			var exported []string
			require.NoError(t, b.EachCase(t.Context(), all, 100, func(r store.CaseRow) error {
				exported = append(exported, r.ID)
				return nil
			}))
			require.Equal(t, idsOf(rows), exported)
		}
	}
	_, next, err := b.Cases(t.Context(), store.CaseFilter{Viewer: storetest.Supervisor, Sort: store.ByDue, Limit: 1})
	require.NoError(t, err)
	_, _, err = b.Cases(t.Context(), store.CaseFilter{Viewer: storetest.Supervisor, Cursor: next})
	require.ErrorIs(t, err, guibei.Invalid, "a cursor of another order")
	_, _, err = b.Cases(t.Context(), store.CaseFilter{Viewer: storetest.Supervisor, Sort: "title"})
	require.ErrorIs(t, err, guibei.Invalid)
}

func TestAListIsNarrowedByDatesDelaysAndWhoseTurnItIs(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	lives := b.variety()
	n := func(f store.CaseFilter) int {
		t.Helper()
		if f.Viewer.ID == "" {
			f.Viewer = storetest.Supervisor
		}
		rows := listAll(t, b, f)
		total, err := b.CountCases(t.Context(), f)
		require.NoError(t, err)
		require.Len(t, rows, total.N)
		return total.N
	}
	b.now = start.AddDate(0, 9, 0)
	published := lives[3].reload()
	for _, c := range []struct {
		f    store.CaseFilter
		want int
	}{
		{store.CaseFilter{Class: guibei.GovDocument}, len(lives)},
		{store.CaseFilter{Class: guibei.TownshipDocument}, 0},
		{store.CaseFilter{From: published.OpenedAt}, len(lives) - 3},
		{store.CaseFilter{To: published.OpenedAt}, 3},
		{store.CaseFilter{PubFrom: published.PublishedOn}, 3},
		{store.CaseFilter{PubTo: published.PublishedOn.AddDays(-1)}, 0},
		{store.CaseFilter{TurnRole: guibei.Reviewer}, 2},
		{store.CaseFilter{TurnRole: guibei.Reviewer, TurnOrgan: "office"}, 0},
		{store.CaseFilter{TurnOrgan: "office"}, 4},
		{store.CaseFilter{TurnOrgan: "city"}, 1},
		{store.CaseFilter{Mine: true}, 0},
		{store.CaseFilter{Mine: true, Viewer: storetest.Reviewer}, 2},
		{store.CaseFilter{Mine: true, Viewer: storetest.Drafter}, 1},
		{store.CaseFilter{Mine: true, Viewer: guibei.Person{ID: "other", Grants: storetest.Reviewer.Grants}}, 0},
		{store.CaseFilter{Stages: []guibei.Stage{guibei.Signed, guibei.InFiling}}, 4},
		{store.CaseFilter{Overdue: true}, 6},
	} {
		require.Equal(t, c.want, n(c.f), "%+v", c.f)
	}
	b.now = start
	require.Zero(t, n(store.CaseFilter{Overdue: true}))
	stages, err := b.StageCounts(t.Context(), store.CaseFilter{Viewer: storetest.Supervisor, PubFrom: published.PublishedOn})
	require.NoError(t, err)
	require.Equal(t, []store.StageCount{{Stage: guibei.InFiling, Label: "备案中", N: 3}}, stages)
}

func TestARowSumsUpItsFilings(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toSigned().publish()
	l.do(storetest.Clerk, guibei.SubmitFilingCmd, l.file("gov_up"), guibei.InFiling)
	l.now = l.now.AddDate(1, 0, 0)
	row := listAll(t, l.bench, store.CaseFilter{Viewer: storetest.Supervisor})[0]
	require.Equal(t, store.FilingSummary{Owed: 2, Due: 1, Submitted: 1, Overdue: 1}, row.Filings)
	require.Equal(t, l.reload().PublishedOn, row.PublishedOn)
}

func TestARowWithAPausedClockSaysSo(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().open()
	l.do(storetest.Drafter, guibei.SubmitCmd, &guibei.Submit{}, guibei.Submitted)
	l.do(storetest.Head, guibei.ApproveSubmissionCmd, &guibei.Plain{}, guibei.Completeness)
	require.False(t, listAll(t, l.bench, store.CaseFilter{Viewer: storetest.Supervisor})[0].Paused)
	l.do(storetest.Clerk, guibei.RequestSupplementCmd, &guibei.RequestSupplement{Reason: "缺材料"}, guibei.Supplement)
	require.True(t, listAll(t, l.bench, store.CaseFilter{Viewer: storetest.Supervisor})[0].Paused)
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
		OrganName: "青山区司法局", Assignee: "reviewer", AssigneeName: "审核人员", OpenedAt: c.Tasks[0].OpenedAt, DueOn: due,
	}
	row := rows[0]
	require.Equal(t, []store.TaskRow{turn}, row.Turn)
	require.Equal(t, store.FilingSummary{}, row.Filings)
	require.Equal(t, []any{
		l.id, c.Title, c.Class, c.Stage, "合法性审核", c.Revision, "zjj", "青山区住房和城乡建设局", "gov", "青山区人民政府", c.OpenedAt, c.LastAt, due, false, false,
	}, []any{
		row.ID, row.Title, row.Class, row.Stage, row.StageLabel, row.Revision, row.DraftingOrgan, row.DraftingOrganName, row.IssuingOrgan,
		row.IssuingOrganName, row.OpenedAt, row.ChangedAt, row.DueOn, row.Overdue, row.Paused,
	})
	l.now = due.EndOfDay(zone).Add(-time.Second)
	require.False(t, listAll(t, l.bench, store.CaseFilter{Viewer: storetest.Lead})[0].Overdue)
	l.now = due.EndOfDay(zone)
	row = listAll(t, l.bench, store.CaseFilter{Viewer: storetest.Lead})[0]
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
