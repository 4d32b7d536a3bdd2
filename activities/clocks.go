package activities

import (
	"slices"
	"strings"
	"time"

	"guibei"
	"guibei/deadline"
	"guibei/regions"
)

// alarmHour is when people are reminded on the day of a warning.
const alarmHour = 9

// clockwork resolves clocks with a region's periods and a calendar.
type clockwork struct {
	region   *regions.Region
	calendar *deadline.Calendar
}

// carryOut returns all clocks of the case after the outcome's operations.
func (c clockwork) carryOut(o guibei.Outcome) ([]guibei.Clock, error) {
	clocks := slices.Clone(o.Case.Clocks)
	for _, op := range o.Clocks {
		i := slices.IndexFunc(clocks, func(k guibei.Clock) bool {
			return k.Kind == op.Kind && k.Obligation == op.Obligation && k.State != guibei.ClockStopped
		})
		switch op.Op {
		case guibei.StartClock:
			clocks = append(clocks, guibei.Clock{
				Kind: op.Kind, Obligation: op.Obligation, Run: runs(clocks, op) + 1,
				State: guibei.ClockRunning, StartedOn: op.On,
			})
			i = len(clocks) - 1
		case guibei.StopClock:
			if i >= 0 {
				closePause(&clocks[i], op.On)
				clocks[i].State, clocks[i].StoppedOn, clocks[i].Alarms = guibei.ClockStopped, op.On, nil
			}
			continue
		case guibei.PauseClock:
			if i >= 0 {
				clocks[i].State = guibei.ClockPaused
				clocks[i].Pauses = append(slices.Clone(clocks[i].Pauses), guibei.Interval{From: op.On, Reason: op.Reason})
			}
		case guibei.ResumeClock:
			if i >= 0 {
				clocks[i].State = guibei.ClockRunning
				closePause(&clocks[i], op.On)
			}
		}
		if i < 0 {
			continue // a region may set no limit, but then there is still a clock; nothing to move is a lost race with a stop
		}
		if err := c.resolve(&clocks[i]); err != nil {
			return nil, err
		}
		c.catchUp(&clocks[i], o)
	}
	return clocks, nil
}

// catchUp puts off the alarms that lie in the past when an act is entered
// late: whoever enters what was done on paper has the rest of the day to enter
// what came next, before anybody is told that a period has run out. Of the
// alarms put off only the gravest is kept.
func (c clockwork) catchUp(k *guibei.Clock, o guibei.Outcome) {
	if len(o.Events) == 0 {
		return
	}
	recorded := o.Events[0].RecordedAt
	past := 0
	for past < len(k.Alarms) && !k.Alarms[past].At.After(recorded) {
		past++
	}
	if past == 0 {
		return
	}
	zone := c.region.Location()
	morning := guibei.DateOf(recorded, zone).AddDays(1).In(zone).Add(alarmHour * time.Hour).UTC()
	k.Alarms = slices.Clone(k.Alarms[past-1:])
	k.Alarms[0].At = morning
	slices.SortStableFunc(k.Alarms, func(a, b guibei.Alarm) int { return a.At.Compare(b.At) })
}

func runs(clocks []guibei.Clock, op guibei.ClockOp) int {
	n := 0
	for _, k := range clocks {
		if k.Kind == op.Kind && k.Obligation == op.Obligation {
			n++
		}
	}
	return n
}

func closePause(k *guibei.Clock, on guibei.Date) {
	if n := len(k.Pauses); n > 0 && k.Pauses[n-1].To.IsZero() {
		k.Pauses = slices.Clone(k.Pauses)
		k.Pauses[n-1].To = on
	}
}

func pausesOf(k guibei.Clock) []deadline.Pause {
	var out []deadline.Pause
	for _, p := range k.Pauses {
		out = append(out, deadline.Pause{From: p.From, To: p.To, Reason: p.Reason})
	}
	return out
}

// resolve computes when a clock ends and when to look at it. A clock that the
// region sets no limit for runs without an end.
func (c clockwork) resolve(k *guibei.Clock) error {
	period, limited := c.region.Period(k.Kind, trackOf(k.Obligation), k.StartedOn)
	if !limited {
		k.Why = []string{c.region.Name + "没有规定" + k.Kind.Label() + "。"}
		return nil
	}
	res, err := deadline.Compute(k.StartedOn, period, c.calendar, pausesOf(*k)...)
	if err != nil {
		return err
	}
	k.Calendar, k.Provisional, k.Why = res.CalendarID+"@"+res.CalendarVersion, res.Provisional, res.Explain()
	k.DueOn, k.DueAt, k.Alarms = guibei.Date{}, time.Time{}, nil
	if res.Paused {
		return nil
	}
	zone := c.region.Location()
	k.DueOn, k.DueAt = res.Due, res.Due.EndOfDay(zone).UTC()
	if k.FirstDueOn.IsZero() {
		k.FirstDueOn = k.DueOn
	}
	for _, w := range deadline.Warnings(res, c.calendar) {
		at := w.Date.In(zone).Add(alarmHour * time.Hour).UTC()
		k.Alarms = append(k.Alarms, guibei.Alarm{Level: levelOf(w.Kind), At: at})
	}
	k.Alarms = append(k.Alarms, guibei.Alarm{Level: guibei.Overdue, At: k.DueAt})
	return nil
}

func levelOf(k deadline.WarningKind) guibei.Level {
	switch k {
	case deadline.WarnHalf:
		return guibei.HalfGone
	case deadline.WarnMost:
		return guibei.MostGone
	case deadline.WarnEve:
	}
	return guibei.DayBefore
}

// trackOf returns the track id of an obligation id.
func trackOf(obligation string) string {
	_, track, _ := strings.Cut(obligation, "/")
	return track
}
