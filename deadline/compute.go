package deadline

import (
	"slices"
	"strings"
)

// Compute returns the last day of the period p that an event on start sets
// running, with its derivation. The package comment states the rules. The
// calendar may be nil only for a period that no working day bears on; pauses
// may come in any order and overlap. Errors are Chinese sentences.
func Compute(start Date, p Period, cal *Calendar, pauses ...Pause) (Result, error) {
	if err := check(start, p, cal, pauses); err != nil {
		return Result{}, err
	}
	c := newCount(start, p, cal, pauses)
	if c.run() && c.roll() {
		c.step(StepDue, c.res.Due, c.restAtEnd())
	}
	return c.res, nil
}

// count is one computation under way.
type count struct {
	res Result
	cal *Calendar
	n   int // days counted so far
}

func newCount(start Date, p Period, cal *Calendar, pauses []Pause) *count {
	c := &count{cal: cal, res: Result{Start: start, Period: p, Pauses: slices.Clone(pauses)}}
	slices.SortStableFunc(c.res.Pauses, func(a, b Pause) int { return a.From.Compare(b.From) })
	if cal != nil {
		c.res.CalendarID, c.res.CalendarVersion, c.res.CalendarThrough = cal.ID(), cal.Version(), cal.Through()
	}
	c.step(StepStart, start, "")
	c.res.Total = p.N
	switch p.Unit {
	case Months:
		c.anchor(start.AddMonths(p.N))
	case Years:
		c.anchor(start.AddYears(p.N))
	case Days, WorkingDays:
	}
	return c
}

// anchor turns months and years into the days up to their corresponding day,
// so that pauses have days to suspend.
func (c *count) anchor(day Date) {
	c.res.Total = day.DaysSince(c.res.Start)
	c.res.Steps = append(c.res.Steps, Step{Kind: StepAnchor, From: c.res.Start, To: day, Days: c.res.Total})
}

// run counts day by day until the period is used up, and reports false if an
// open pause stopped it.
func (c *count) run() bool {
	for d := c.res.Start.AddDays(1); c.n < c.res.Total; d = d.AddDays(1) {
		if suspended, open := c.suspend(d); open {
			return false
		} else if suspended {
			continue
		}
		kind, name := c.classify(d)
		if kind != StepRest {
			c.n++
			c.res.Last = d
		}
		c.step(kind, d, name)
	}
	return true
}

// classify says whether day d, which is not suspended, is counted, and why.
func (c *count) classify(d Date) (StepKind, string) {
	if c.res.Period.Unit != WorkingDays {
		return StepCount, ""
	}
	switch name := c.cal.Name(d); {
	case !c.working(d):
		return StepRest, name
	case name != "":
		return StepMakeUp, name
	}
	return StepCount, ""
}

// roll settles the due date, and reports false if an open pause keeps the last
// day from being moved to a working day.
func (c *count) roll() bool {
	c.res.Due = c.res.Last
	if !c.res.Period.RollForward || c.res.Period.Unit == WorkingDays {
		return true
	}
	d := c.res.Last
	if c.working(d) {
		c.step(StepStay, d, c.cal.Name(d))
		return true
	}
	c.step(StepRoll, d, c.cal.Name(d))
	for d = d.AddDays(1); ; d = d.AddDays(1) {
		if suspended, open := c.suspend(d); open {
			c.res.Due = Date{}
			return false
		} else if suspended {
			continue
		}
		if c.working(d) {
			c.res.Due = d
			return true
		}
		c.step(StepRoll, d, c.cal.Name(d))
	}
}

// restAtEnd names the rest day on which a period ends that does not roll. It
// decides nothing, so it makes nothing provisional.
func (c *count) restAtEnd() string {
	if c.cal == nil || c.cal.Working(c.res.Due) {
		return ""
	}
	return c.cal.Name(c.res.Due)
}

// working asks the calendar and remembers what it could not know.
func (c *count) working(d Date) bool {
	if year, unknown := c.cal.missing(d); unknown {
		c.res.Provisional = true
		if at, found := slices.BinarySearch(c.res.MissingYears, year); !found {
			c.res.MissingYears = slices.Insert(c.res.MissingYears, at, year)
		}
	}
	return c.cal.Working(d)
}

// suspend notes day d if a pause covers it, and says whether one that is still
// open does: then the count ends here.
func (c *count) suspend(d Date) (suspended, open bool) {
	var reasons []string
	for _, p := range c.res.Pauses {
		if p.suspends(d) {
			open = open || p.open()
			if !slices.Contains(reasons, p.reason()) {
				reasons = append(reasons, p.reason())
			}
		}
	}
	if len(reasons) == 0 {
		return false, false
	}
	name := strings.Join(reasons, "、")
	if !open {
		c.step(StepPause, d, name)
		return true, false
	}
	c.res.Paused, c.res.Remaining = true, c.res.Total-c.n
	c.res.Steps = append(c.res.Steps, Step{Kind: StepPause, From: d, Total: c.n, Name: name})
	return true, true
}

// step appends day d to the derivation, as part of the last run if it fares
// like it.
func (c *count) step(kind StepKind, d Date, name string) {
	if n := len(c.res.Steps); n > 0 {
		last := &c.res.Steps[n-1]
		if last.Kind == kind && last.Name == name && last.To.AddDays(1) == d {
			last.To, last.Days, last.Total = d, last.Days+1, c.n
			return
		}
	}
	c.res.Steps = append(c.res.Steps, Step{Kind: kind, From: d, To: d, Days: 1, Total: c.n, Name: name})
}
