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

// horizonAt is a horizon whose working days are all days.
func horizonAt(now time.Time) store.Horizon {
	today := guibei.DateOf(now, zone)
	return store.Horizon{Now: now, Today: today, Soon: today.AddDays(3), Week: today.AddDays(5)}
}

// watched reads every page of a bucket.
func (b *bench) watched(f store.WatchFilter) []store.WatchRow {
	b.t.Helper()
	var out []store.WatchRow
	for {
		rows, next, err := b.Watch(b.t.Context(), f)
		require.NoError(b.t, err)
		out = append(out, rows...)
		if f.Cursor = next; next == "" {
			return out
		}
	}
}

func TestAClockMovesThroughTheBucketsAsItsEndComesNear(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toReview()
	c := l.reload()
	due := c.Clocks[len(c.Clocks)-1].DueOn
	for days, want := range map[int]store.Bucket{
		9: store.BucketLater, 6: store.BucketLater, 5: store.BucketWeek, 4: store.BucketWeek, 3: store.BucketSoon, 1: store.BucketSoon,
		0: store.BucketToday, -1: store.BucketOverdue, -100: store.BucketOverdue,
	} {
		l.now = due.AddDays(-days).In(zone).Add(23 * time.Hour)
		f := store.WatchFilter{Viewer: storetest.Supervisor, Horizon: horizonAt(l.now)}
		counts, err := l.WatchCounts(t.Context(), f)
		require.NoError(t, err)
		require.Equal(t, map[store.Bucket]int{want: 1}, counts, "%d days before", days)
		for _, f.Bucket = range store.Buckets {
			require.Len(t, l.watched(f), counts[f.Bucket], "%d days before: %s", days, f.Bucket)
		}
	}
}

func TestARowOfTheWatchListSaysWhyAndWhoseTurnItIs(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toSigned().publish()
	l.do(storetest.Clerk, guibei.SubmitFilingCmd, l.file("gov_up"), guibei.InFiling)
	c := l.reload()
	f := store.WatchFilter{Viewer: storetest.Supervisor, Horizon: horizonAt(l.now), Bucket: store.BucketLater, Limit: 1}
	rows := l.watched(f)
	require.Len(t, rows, 2)
	for _, r := range rows {
		require.Equal(t, l.id, r.Case)
		require.Equal(t, c.Title, r.Title)
		require.Equal(t, "备案中", r.StageLabel)
		require.Equal(t, []string{"自次日起算", "共十日"}, r.Why)
		require.True(t, r.Provisional)
		require.Equal(t, r.DueOn.EndOfDay(zone).UTC(), r.DueAt)
		require.Len(t, r.Turn, 1)
		require.Equal(t, r.Obligation, r.Turn[0].Obligation, "the turn is that of the clock")
	}
	require.Equal(t, []guibei.ClockKind{guibei.FilingClock, guibei.FormCheckClock}, []guibei.ClockKind{rows[0].Clock, rows[1].Clock}, "what ends first comes first")
	require.Equal(t, "报本级人大备案", rows[0].Track)
	require.Equal(t, guibei.CheckFiling, rows[1].Turn[0].Kind)
}

func TestWhatIsPausedIsListedSinceWhenAndWhy(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().open()
	l.do(storetest.Drafter, guibei.SubmitCmd, &guibei.Submit{}, guibei.Submitted)
	l.do(storetest.Head, guibei.ApproveSubmissionCmd, &guibei.Plain{}, guibei.Completeness)
	on := l.today()
	l.do(storetest.Clerk, guibei.RequestSupplementCmd, &guibei.RequestSupplement{Reason: "缺材料"}, guibei.Supplement)
	f := store.WatchFilter{Viewer: storetest.Drafter, Horizon: horizonAt(l.now), Bucket: store.BucketPaused}
	rows := l.watched(f)
	require.Len(t, rows, 1)
	require.Equal(t, guibei.ClockPaused, rows[0].State)
	require.Equal(t, guibei.CompletenessClock, rows[0].Clock)
	require.Equal(t, on, rows[0].PausedSince)
	require.Equal(t, "补正", rows[0].PauseReason)
	counts, err := l.WatchCounts(t.Context(), f)
	require.NoError(t, err)
	require.Equal(t, map[store.Bucket]int{store.BucketPaused: 1, store.BucketLater: 1}, counts, "the clock of the supplement runs")
}

func TestTheWatchListAndTheStepsAreThoseOfTheCasesOneMaySee(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	lives := b.variety()
	cases := make([]guibei.Case, len(lives))
	for i, l := range lives {
		cases[i] = l.reload()
	}
	organs := []string{"gov", "office", "zjj", "sfj", "scjg", "city", "npc"}
	b.now = start.AddDate(0, 0, 20)
	positive := 0
	rapid.Check(t, func(t *rapid.T) {
		viewer := guibei.Person{ID: "someone"}
		for range rapid.IntRange(0, 3).Draw(t, "grants") {
			viewer.Grants = append(viewer.Grants, guibei.Grant{
				Role: rapid.SampledFrom(guibei.Roles).Draw(t, "role"), Organ: rapid.SampledFrom(organs).Draw(t, "organ"),
			})
		}
		clocks, open := 0, 0
		for _, c := range cases {
			if !c.VisibleTo(viewer) {
				continue
			}
			open += len(c.Tasks)
			for _, k := range c.Clocks {
				if k.State == guibei.ClockRunning {
					clocks++
				}
			}
		}
		positive += clocks
		f := store.WatchFilter{Viewer: viewer, Horizon: horizonAt(b.now), Limit: 2}
		counts, err := b.WatchCounts(b.t.Context(), f)
		require.NoError(t, err)
		n := 0
		for _, f.Bucket = range store.Buckets {
			n += counts[f.Bucket]
			require.Len(t, b.watched(f), counts[f.Bucket], "%v %s", viewer.Grants, f.Bucket)
		}
		require.Equal(t, clocks, n, "%v", viewer.Grants)

		steps, err := b.Steps(b.t.Context(), store.StepFilter{Viewer: viewer, From: start.AddDate(-1, 0, 0), To: start.AddDate(1, 0, 0)})
		require.NoError(t, err)
		n = 0
		for _, s := range steps {
			n += s.Open
		}
		require.Equal(t, open, n, "%v", viewer.Grants)
	})
	require.Positive(t, positive)
	_, _, err := b.Watch(t.Context(), store.WatchFilter{Viewer: storetest.Supervisor, Horizon: horizonAt(b.now), Bucket: "x"})
	require.ErrorIs(t, err, guibei.Invalid)
	_, _, err = b.Watch(t.Context(), store.WatchFilter{Viewer: storetest.Supervisor, Horizon: horizonAt(b.now), Bucket: store.BucketToday, Cursor: "x"})
	require.ErrorIs(t, err, guibei.Invalid)
}

func TestStepsAreMeasuredFromTheTasksThatWereClosed(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	var ids []string
	for _, days := range []int{1, 2, 3, 4, 10} { // how long the head of the unit took
		l := b.newLife().open()
		l.do(storetest.Drafter, guibei.SubmitCmd, &guibei.Submit{}, guibei.Submitted)
		l.now = l.now.AddDate(0, 0, days-1)
		l.do(storetest.Head, guibei.ApproveSubmissionCmd, &guibei.Plain{}, guibei.Completeness)
		ids = append(ids, l.id)
	}
	f := store.StepFilter{Viewer: storetest.Supervisor, From: start.AddDate(-1, 0, 0), To: b.now.AddDate(0, 0, 1)}
	steps, err := b.Steps(t.Context(), f)
	require.NoError(t, err)
	require.Equal(t, []guibei.TaskKind{guibei.FinishDraft, guibei.ApproveSubmission, guibei.CheckCompleteness},
		[]guibei.TaskKind{steps[0].Kind, steps[1].Kind, steps[2].Kind}, "in the order of the procedure")
	approve := steps[1]
	require.Equal(t, "同意报送", approve.Label)
	require.Equal(t, 5, approve.N)
	require.InDelta(t, 3.0, approve.Median, 0)
	require.InDelta(t, 7.6, approve.P90, 0)
	require.InDelta(t, 4.0, approve.Mean, 0)
	require.Equal(t, ids[4], approve.Longest.Case)
	require.InDelta(t, 10.0, approve.Longest.Days, 0)
	require.Zero(t, approve.Open)
	require.Nil(t, approve.Oldest)
	check := steps[2]
	require.Equal(t, 5, check.Open)
	require.Zero(t, check.N)
	require.Nil(t, check.Longest)
	require.Equal(t, ids[0], check.Oldest.Case)
	require.Equal(t, "青山区人民政府办公室", check.Oldest.OrganName)

	f.Organ = "office"
	steps, err = b.Steps(t.Context(), f)
	require.NoError(t, err)
	require.Len(t, steps, 1)
	f.Organ, f.To = "zjj", start
	steps, err = b.Steps(t.Context(), f)
	require.NoError(t, err)
	require.Empty(t, steps, "nothing was closed before, and what is open is another organ's")
}
