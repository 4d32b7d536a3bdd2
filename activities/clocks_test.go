package activities

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/deadline"
	"guibei/regions"
)

func qingshan(t *testing.T) clockwork {
	t.Helper()
	r, err := regions.Load("150204")
	require.NoError(t, err)
	return clockwork{region: r, calendar: deadline.China()}
}

func date(t *testing.T, s string) guibei.Date {
	t.Helper()
	d, err := guibei.ParseDate(s)
	require.NoError(t, err)
	return d
}

// turnClocks carries operations out one after the other.
func turnClocks(t *testing.T, w clockwork, ops ...guibei.ClockOp) []guibei.Clock {
	t.Helper()
	var c guibei.Case
	for _, op := range ops {
		clocks, err := w.carryOut(guibei.Outcome{Case: c, Clocks: []guibei.ClockOp{op}})
		require.NoError(t, err)
		c.Clocks = clocks
	}
	return c.Clocks
}

func op(t *testing.T, o guibei.Op, k guibei.ClockKind, on string) guibei.ClockOp {
	t.Helper()
	return guibei.ClockOp{Op: o, Kind: k, On: date(t, on), Reason: "补正"}
}

func TestAReviewClockEndsAfterFifteenWorkingDaysAndSaysWhy(t *testing.T) {
	t.Parallel()
	k := turnClocks(t, qingshan(t), op(t, guibei.StartClock, guibei.ReviewClock, "2026-02-10"))[0]
	require.Equal(t, "2026-03-09", k.DueOn.String(), "domain.md §8")
	require.Equal(t, time.Date(2026, 3, 9, 16, 0, 0, 0, time.UTC), k.DueAt, "24:00 in the region")
	require.Equal(t, k.DueOn, k.FirstDueOn)
	require.NotEmpty(t, k.Why)
	require.Equal(t, guibei.Overdue, k.Alarms[len(k.Alarms)-1].Level)
	for i, a := range k.Alarms[1:] {
		require.True(t, k.Alarms[i].At.Before(a.At), "alarms are in order")
	}
}

func TestPausesAddUpAndSurviveStopAndResume(t *testing.T) {
	t.Parallel()
	w := qingshan(t)
	clocks := turnClocks(t, w,
		op(t, guibei.StartClock, guibei.ReviewClock, "2026-06-01"),
		op(t, guibei.PauseClock, guibei.ReviewClock, "2026-06-03"),
		op(t, guibei.ResumeClock, guibei.ReviewClock, "2026-06-08"),
		op(t, guibei.PauseClock, guibei.ReviewClock, "2026-06-10"))
	require.Equal(t, guibei.ClockPaused, clocks[0].State)
	require.True(t, clocks[0].DueOn.IsZero())
	require.True(t, guibei.Wake(clocks).IsZero(), "a paused clock wakes nobody")

	clocks, err := w.carryOut(guibei.Outcome{Case: guibei.Case{Clocks: clocks}, Clocks: []guibei.ClockOp{op(t, guibei.ResumeClock, guibei.ReviewClock, "2026-06-12")}})
	require.NoError(t, err)
	plain := turnClocks(t, w, op(t, guibei.StartClock, guibei.ReviewClock, "2026-06-01"))[0]
	lost := deadline.China().WorkingDaysBetween(plain.DueOn, clocks[0].DueOn)
	require.Equal(t, 5, lost, "3 working days of the first pause and 2 of the second")
	require.Equal(t, plain.DueOn, clocks[0].FirstDueOn)
}

func TestALateEntryLeavesTheDayToEnterWhatCameNext(t *testing.T) {
	t.Parallel()
	w := qingshan(t)
	recorded := time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)
	clocks, err := w.carryOut(guibei.Outcome{
		Events: []guibei.Event{{RecordedAt: recorded}},
		Clocks: []guibei.ClockOp{op(t, guibei.StartClock, guibei.ReviewClock, "2026-09-30")},
	})
	require.NoError(t, err)
	require.Equal(t, []guibei.Alarm{{Level: guibei.Overdue, At: time.Date(2026, 11, 25, 1, 0, 0, 0, time.UTC)}}, clocks[0].Alarms)
	require.Equal(t, "2026-10-27", clocks[0].DueOn.String(), "the period itself is what it is")
}

func TestAClockThatStartsAgainIsAnotherRun(t *testing.T) {
	t.Parallel()
	clocks := turnClocks(t, qingshan(t),
		op(t, guibei.StartClock, guibei.RevisionClock, "2026-06-01"),
		op(t, guibei.StopClock, guibei.RevisionClock, "2026-06-03"),
		op(t, guibei.StartClock, guibei.RevisionClock, "2026-07-01"))
	require.Len(t, clocks, 2)
	require.Equal(t, 2, clocks[1].Run)
	require.Equal(t, guibei.ClockStopped, clocks[0].State)
	require.Empty(t, clocks[0].Alarms)
	require.Equal(t, "2026-06-03", clocks[0].StoppedOn.String())
}

func TestAPausedClockThatStopsHasNoOpenPause(t *testing.T) {
	t.Parallel()
	k := turnClocks(t, qingshan(t),
		op(t, guibei.StartClock, guibei.CompletenessClock, "2026-06-01"),
		op(t, guibei.PauseClock, guibei.CompletenessClock, "2026-06-02"),
		op(t, guibei.StopClock, guibei.CompletenessClock, "2026-06-04"))[0]
	require.Equal(t, "2026-06-04", k.Pauses[0].To.String())
}

func TestFilingClocksFollowTheirTrack(t *testing.T) {
	t.Parallel()
	w := qingshan(t)
	for track, due := range map[string]string{"gov_up": "2026-02-24", "npc_same": "2026-03-09"} {
		clocks, err := w.carryOut(guibei.Outcome{Clocks: []guibei.ClockOp{{
			Op: guibei.StartClock, Kind: guibei.FilingClock, Obligation: "case/" + track, On: date(t, "2026-02-05"),
		}}})
		require.NoError(t, err)
		require.Equal(t, due, clocks[0].DueOn.String(), track)
	}
}

func TestAYearWithoutACalendarIsProvisionalAndMovesWhenItIsPublished(t *testing.T) {
	t.Parallel()
	w := qingshan(t)
	clocks := turnClocks(t, w, op(t, guibei.StartClock, guibei.ReviewClock, "2026-12-21"))
	require.True(t, clocks[0].Provisional)

	year := deadline.Year{Year: 2027, Off: []deadline.Day{
		{Date: date(t, "2027-01-01"), Name: "元旦"}, {Date: date(t, "2027-05-01"), Name: "劳动节"}, {Date: date(t, "2027-10-01"), Name: "国庆节"},
	}}
	cal, err := deadline.China().With(year)
	require.NoError(t, err)
	a := &Activities{Now: func() time.Time { return time.Date(2026, 12, 25, 0, 0, 0, 0, time.UTC) }}
	moved, events, err := a.again(guibei.Case{ID: "c", Clocks: clocks}, clockwork{region: w.region, calendar: cal})
	require.NoError(t, err)
	require.Len(t, events, 1)
	require.Equal(t, guibei.ClockMoved, events[0].Kind)
	require.False(t, moved[0].Provisional)
	require.Equal(t, "2027-01-11", clocks[0].DueOn.String())
	require.Equal(t, "2027-01-12", moved[0].DueOn.String(), "New Year's Day is off")
	require.Equal(t, clocks[0].FirstDueOn, moved[0].FirstDueOn)

	still, events, err := a.again(guibei.Case{ID: "c", Clocks: moved}, clockwork{region: w.region, calendar: cal})
	require.NoError(t, err)
	require.Empty(t, events, "nothing moves twice")
	require.Equal(t, moved, still)
}

func TestOfSeveralAlarmsAtOnceOnlyTheGravestRings(t *testing.T) {
	t.Parallel()
	w := qingshan(t)
	clocks := turnClocks(t, w, op(t, guibei.StartClock, guibei.ReviewClock, "2026-02-10"))
	c := guibei.Case{ID: "c", Stage: guibei.LegalityReview, Clocks: clocks}
	now := clocks[0].Alarms[0].At.Add(-time.Second)
	a := &Activities{Now: func() time.Time { return now }}
	_, events := a.ring(c)
	require.Empty(t, events, "not yet: a timer that fired early finds nothing")

	now = clocks[0].Alarms[1].At
	after, events := a.ring(c)
	require.Len(t, events, 1)
	require.Equal(t, guibei.ClockWarned, events[0].Kind)
	require.Len(t, after[0].Alarms, len(clocks[0].Alarms)-2)
	require.Len(t, c.Clocks[0].Alarms, len(clocks[0].Alarms), "what was read is not changed")

	now = clocks[0].DueAt
	c.Clocks = after
	after, events = a.ring(c)
	require.Equal(t, guibei.ClockOverdue, events[0].Kind)
	require.Empty(t, after[0].Alarms)
	c.Clocks = after
	_, events = a.ring(c)
	require.Empty(t, events, "an alarm rings once")
}

// rows is a store that answers from memory; what it cannot do panics.
type rows struct {
	Store
	work    guibei.Work
	err     error
	refused string
	commits int
}

func (r *rows) Work(context.Context, string) (guibei.Work, error) { return r.work, r.err }

func (r *rows) Refuse(_ context.Context, _ string, k guibei.Kind, msg string) (guibei.CommandResult, error) {
	r.refused = msg
	return guibei.CommandResult{State: guibei.CommandRejected, Kind: k, Message: msg}, nil
}

func (r *rows) Calendar(context.Context, string) (*deadline.Calendar, error) {
	return deadline.China(), nil
}

func (r *rows) Commit(_ context.Context, o guibei.Outcome, _ []guibei.Clock) (guibei.CommandResult, error) {
	r.commits++
	return guibei.CommandResult{State: guibei.CommandApplied, Stage: o.Case.Stage}, nil
}

func TestARefusalIsRecordedAndAnUnknownRegionIsOne(t *testing.T) {
	t.Parallel()
	r := &rows{work: guibei.Work{
		Command: guibei.Command{Kind: guibei.WithdrawCmd, Payload: &guibei.Reasoned{Reason: "x"}, ReceivedAt: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)},
		Issuer:  guibei.Organ{Region: "000000", Kind: guibei.Government},
	}}
	a := &Activities{Store: r, Region: regions.Load, Now: time.Now}
	res, err := a.apply(t.Context(), "c")
	require.NoError(t, err)
	require.Equal(t, guibei.CommandRejected, res.State)
	require.Contains(t, r.refused, "000000")

	r.work.Issuer = guibei.Organ{ID: "qs-gov", Region: "150204", Kind: guibei.Government}
	_, err = a.apply(t.Context(), "c")
	require.NoError(t, err)
	require.Contains(t, r.refused, "请先立件")
	require.Zero(t, r.commits)
}

func TestADecidedCommandIsNotDecidedAgain(t *testing.T) {
	t.Parallel()
	want := guibei.CommandResult{State: guibei.CommandApplied, Revision: 7}
	r := &rows{work: guibei.Work{Result: want}}
	got, err := (&Activities{Store: r, Region: regions.Load}).apply(t.Context(), "c")
	require.NoError(t, err)
	require.Equal(t, want, got)
	require.Zero(t, r.commits)
}

func TestOnlyAnswersAreRefusals(t *testing.T) {
	t.Parallel()
	for _, k := range guibei.Kinds {
		want := k != guibei.Internal && k != guibei.Unavailable && k != guibei.TooMany && k != guibei.Unauthenticated
		require.Equal(t, want, refusal(guibei.Errorf(k, "x")), k)
	}
	require.False(t, refusal(nil))
}
