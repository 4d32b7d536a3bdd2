package deadline_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"guibei/deadline"
)

// question is one random case, near enough to the edges of the calendar that
// unknown years occur.
type question struct {
	start  deadline.Date
	period deadline.Period
	pauses []deadline.Pause
}

func (q question) String() string { return fmt.Sprintf("%s %+v %v", q.start, q.period, q.pauses) }

func drawQuestion(t *rapid.T, units ...deadline.Unit) question {
	q := question{start: day("2006-06-01").AddDays(rapid.IntRange(0, 7800).Draw(t, "start"))}
	q.period.Unit = rapid.SampledFrom(units).Draw(t, "unit")
	most := map[deadline.Unit]int{deadline.Days: 90, deadline.WorkingDays: 60, deadline.Months: 12, deadline.Years: 2}
	q.period.N = rapid.IntRange(1, most[q.period.Unit]).Draw(t, "n")
	q.period.RollForward = rapid.Bool().Draw(t, "roll")
	for i := range rapid.IntRange(0, 4).Draw(t, "pauses") {
		q.pauses = append(q.pauses, drawPause(t, q.start, i == 3))
	}
	return q
}

func drawPause(t *rapid.T, start deadline.Date, mayStand bool) deadline.Pause {
	p := deadline.Pause{
		From:   start.AddDays(rapid.IntRange(-20, 70).Draw(t, "from")),
		Reason: rapid.SampledFrom([]string{"补正", "征求意见", "专家论证", "请予说明"}).Draw(t, "reason"),
	}
	if !mayStand || rapid.Bool().Draw(t, "closed") {
		p.To = p.From.AddDays(rapid.IntRange(0, 25).Draw(t, "length"))
	}
	return p
}

func (q question) ask(t require.TestingT) deadline.Result {
	r, err := deadline.Compute(q.start, q.period, deadline.China(), q.pauses...)
	require.NoError(t, err)
	return r
}

var allUnits = []deadline.Unit{deadline.Days, deadline.WorkingDays, deadline.Months, deadline.Years}

func TestTheSlowWayAgrees(t *testing.T) {
	t.Parallel()
	slow := newOracle(deadline.China())
	rapid.Check(t, func(t *rapid.T) {
		for range 8 {
			q := drawQuestion(t, allUnits...)
			r, want := q.ask(t), slow.ask(q.start, q.period, q.pauses)
			got := answer{due: r.Due.String(), paused: r.Paused, remaining: r.Remaining, uncertain: r.Provisional}
			require.Equal(t, want, got, "%s\n%s", q, r.Explain())
			require.Equal(t, r.Provisional, len(r.MissingYears) > 0)
		}
	})
}

func TestTheStepsCoverEveryDayOnceAndAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuestion(t, allUnits...)
		r := q.ask(t)
		next, counted := q.start, 0
		for _, s := range r.Steps {
			require.NotEmpty(t, s.Kind)
			if s.Kind == deadline.StepCount || s.Kind == deadline.StepMakeUp {
				counted += s.Days
				require.Equal(t, counted, s.Total)
			}
			switch {
			case s.Kind == deadline.StepAnchor || s.Kind == deadline.StepStay:
				continue
			case s.From == r.Last, s.Kind == deadline.StepDue && s.From == next.AddDays(-1):
				// the last day counted, seen again by the roll or as the due date
			default:
				require.Equal(t, next, s.From, "%s\n%v", q, r.Steps)
			}
			if s.To.IsZero() {
				require.True(t, r.Paused)
				continue
			}
			require.Equal(t, s.To.DaysSince(s.From)+1, s.Days)
			next = s.To.AddDays(1)
		}
		require.Equal(t, r.Total, counted+r.Remaining)
		require.Len(t, r.Explain(), 1+len(r.Steps)+len(r.MissingYears))
	})
}

func TestALaterStartIsNeverDueEarlier(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		// Months and years under pauses are left out: 30 and 31 January have the
		// same corresponding day, so the earlier of them can lose a day to a pause
		// that the later does not see.
		q := drawQuestion(t, deadline.Days, deadline.WorkingDays)
		if rapid.Bool().Draw(t, "bare") {
			q = drawQuestion(t, allUnits...)
			q.pauses = nil
		}
		early := q.ask(t)
		q.start = q.start.AddDays(rapid.IntRange(1, 12).Draw(t, "shift"))
		late := q.ask(t)
		if early.Paused {
			require.True(t, late.Paused, "%s", q)
		} else if !late.Paused {
			require.False(t, late.Due.Before(early.Due), "%s", q)
		}
	})
}

func TestOneMorePauseIsNeverDueEarlier(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuestion(t, allUnits...)
		before := q.ask(t)
		q.pauses = append(q.pauses, drawPause(t, q.start, true))
		after := q.ask(t)
		if before.Paused {
			require.True(t, after.Paused, "%s", q)
		} else if !after.Paused {
			require.False(t, after.Due.Before(before.Due), "%s", q)
		}
	})
}

func TestCalendarDaysMoveByExactlyTheSuspendedDays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuestion(t, deadline.Days, deadline.Months, deadline.Years)
		q.period.RollForward = false
		r := q.ask(t)
		if r.Paused {
			t.Skip("no due date")
		}
		suspended := 0
		for _, s := range r.Steps {
			if s.Kind == deadline.StepPause {
				suspended += s.Days
			}
		}
		q.pauses = nil
		require.Equal(t, suspended, r.Due.DaysSince(q.ask(t).Due))
	})
}

func TestTheRemainderOnlyShrinks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuestion(t, deadline.Days, deadline.WorkingDays)
		r := q.ask(t)
		left := r.RemainingAt(q.start)
		require.GreaterOrEqual(t, left, q.period.N)
		for d := q.start.AddDays(1); d.DaysSince(q.start) < 120; d = d.AddDays(1) {
			n := r.RemainingAt(d)
			require.Contains(t, []int{left, left - 1}, n)
			left = n
			if !r.Paused && d == r.Due {
				require.Zero(t, n)
			}
		}
	})
}

func TestWarningsLieBetweenTheEventAndTheDueDate(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuestion(t, allUnits...)
		r := q.ask(t)
		last := q.start
		for _, w := range deadline.Warnings(r, deadline.China()) {
			require.True(t, w.Date.After(last), "%s %v", q, w)
			require.True(t, r.Paused || w.Date.Before(r.Due), "%s %v", q, w)
			last = w.Date
		}
	})
}
