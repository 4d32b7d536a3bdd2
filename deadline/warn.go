package deadline

// WarningKind says which mark of a period a warning belongs to.
type WarningKind string

// The marks at which somebody is warned (design §6).
const (
	WarnHalf WarningKind = "half" // half of the days have been counted
	WarnMost WarningKind = "most" // four fifths of the days have been counted
	WarnEve  WarningKind = "eve"  // the day before the due date
)

// marks are the warnings by share of the period, in percent.
var marks = []struct {
	kind    WarningKind
	percent int
}{{WarnHalf, 50}, {WarnMost, 80}}

// Warning is a day on which to warn those who work on a case.
type Warning struct {
	Kind      WarningKind `json:"kind"`
	Date      Date        `json:"date"`
	Remaining int         `json:"remaining"` // as [Result.RemainingAt] the date
}

// Warnings returns the warnings of a period in order: on the day that half,
// and four fifths, of its days have been counted (rounded up to a whole day),
// and on the day before the due date. One that would fall on a rest day comes
// on the last working day before it, because nobody reads it on a rest day,
// unless there is none since the event. Every warning lies strictly between
// the event and the due date, so a period of one day has none; of warnings on
// the same day only the most urgent stays. A paused clock has the warnings of
// the days it had counted. The calendar is the one the result was computed by;
// nil leaves every warning where it falls.
func Warnings(r Result, cal *Calendar) []Warning {
	var out []Warning
	add := func(kind WarningKind, d Date) {
		d = r.awake(d, cal)
		if !d.After(r.Start) || (!r.Paused && !d.Before(r.Due)) {
			return
		}
		if n := len(out); n > 0 && out[n-1].Date == d {
			out = out[:n-1]
		}
		out = append(out, Warning{Kind: kind, Date: d, Remaining: r.RemainingAt(d)})
	}
	for _, m := range marks {
		if d, counted := r.nth((r.Total*m.percent + 99) / 100); counted {
			add(m.kind, d)
		}
	}
	if !r.Paused {
		add(WarnEve, r.Due.AddDays(-1))
	}
	return out
}

// nth returns the day on which the k-th day was counted; false if an open
// pause came first.
func (r Result) nth(k int) (Date, bool) {
	for _, s := range r.Steps {
		if (s.Kind == StepCount || s.Kind == StepMakeUp) && s.Total >= k {
			return s.To.AddDays(k - s.Total), true
		}
	}
	return Date{}, false
}

// awake returns the last working day up to d and after the event, else d.
func (r Result) awake(d Date, cal *Calendar) Date {
	if cal == nil {
		return d
	}
	for w := d; w.After(r.Start); w = w.AddDays(-1) {
		if cal.Working(w) {
			return w
		}
	}
	return d
}
