package deadline_test

import (
	"time"

	"guibei/deadline"
)

// oracle answers the questions of the package the slow way: one day after the
// other, over sets of days, sharing nothing with it but the published years.
type oracle struct {
	off, work map[string]bool
	published map[int]bool
}

const iso = "2006-01-02"

func newOracle(cal *deadline.Calendar) oracle {
	o := oracle{off: map[string]bool{}, work: map[string]bool{}, published: map[int]bool{}}
	for _, n := range cal.Years() {
		o.published[n] = true
		y, _ := cal.Year(n)
		for _, d := range y.Off {
			o.off[d.Date.String()] = true
		}
		for _, d := range y.Work {
			o.work[d.Date.String()] = true
		}
	}
	return o
}

type answer struct {
	due       string
	paused    bool
	remaining int
	uncertain bool
}

func (o oracle) rests(t time.Time) bool {
	s := t.Format(iso)
	if o.off[s] {
		return true
	}
	if o.work[s] {
		return false
	}
	return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday
}

func (o oracle) known(t time.Time) bool {
	s := t.Format(iso)
	if o.off[s] || o.work[s] {
		return true
	}
	if t.Month() == time.December && t.Day() >= 28 {
		return o.published[t.Year()] && o.published[t.Year()+1]
	}
	return o.published[t.Year()]
}

// ask simulates the period from the start.
func (o oracle) ask(start deadline.Date, p deadline.Period, pauses []deadline.Pause) answer {
	suspended, stopped := mark(pauses)
	var a answer
	t := start.In(time.UTC)
	for left := o.length(t, p); left > 0; {
		t = t.AddDate(0, 0, 1)
		if !t.Before(stopped) {
			return answer{paused: true, remaining: left, uncertain: a.uncertain}
		}
		if suspended[t.Format(iso)] {
			continue
		}
		if p.Unit == deadline.WorkingDays {
			a.uncertain = a.uncertain || !o.known(t)
			if o.rests(t) {
				continue
			}
		}
		left--
	}
	if p.RollForward && p.Unit != deadline.WorkingDays {
		for {
			a.uncertain = a.uncertain || (!suspended[t.Format(iso)] && !o.known(t))
			if !o.rests(t) && !suspended[t.Format(iso)] {
				break
			}
			t = t.AddDate(0, 0, 1)
			if !t.Before(stopped) {
				return answer{paused: true, uncertain: a.uncertain}
			}
		}
	}
	a.due = t.Format(iso)
	return a
}

// mark lists the days that closed pauses suspend, and the first day that an
// open one does.
func mark(pauses []deadline.Pause) (suspended map[string]bool, stopped time.Time) {
	suspended, stopped = map[string]bool{}, time.Date(2300, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, q := range pauses {
		first := q.From.In(time.UTC).AddDate(0, 0, 1)
		if q.To.IsZero() {
			if first.Before(stopped) {
				stopped = first
			}
			continue
		}
		for t := first; t.Format(iso) <= q.To.String(); t = t.AddDate(0, 0, 1) {
			suspended[t.Format(iso)] = true
		}
	}
	return suspended, stopped
}

// length is how many days the period counts, months and years by walking to
// the corresponding day.
func (o oracle) length(begin time.Time, p deadline.Period) int {
	months := p.N
	switch p.Unit {
	case deadline.Days, deadline.WorkingDays:
		return p.N
	case deadline.Years:
		months = 12 * p.N
	case deadline.Months:
	}
	year, month := begin.Year(), int(begin.Month())
	for range months {
		if month++; month > 12 {
			year, month = year+1, 1
		}
	}
	n := 0
	for t := begin; ; t = t.AddDate(0, 0, 1) {
		here := t.Year() == year && int(t.Month()) == month
		lastOfMonth := t.AddDate(0, 0, 1).Day() == 1
		if here && (t.Day() == begin.Day() || lastOfMonth) {
			return n
		}
		n++
	}
}
