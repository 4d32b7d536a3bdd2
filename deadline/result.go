package deadline

// StepKind says what a stretch of days is to the count.
type StepKind string

// Every kind of step, in the order in which they can appear.
const (
	StepStart  StepKind = "start"   // the day of the event, not counted
	StepAnchor StepKind = "anchor"  // From the event To the corresponding day, for months and years
	StepCount  StepKind = "count"   // counted days
	StepMakeUp StepKind = "make_up" // counted working days that would be a weekend (调休上班)
	StepRest   StepKind = "rest"    // rest days a working-day count passes over
	StepPause  StepKind = "pause"   // suspended days; To is zero while the pause is open
	StepStay   StepKind = "stay"    // the last day is a working day, nothing to roll
	StepRoll   StepKind = "roll"    // rest days at the end, the last day of the count first
	StepDue    StepKind = "due"     // the last day of the period
)

// Step is a run of consecutive days that fare alike.
type Step struct {
	Kind  StepKind `json:"kind"`
	From  Date     `json:"from"`
	To    Date     `json:"to,omitzero"`
	Days  int      `json:"days"`           // length of the run in civil days; 0 while a pause is open
	Total int      `json:"total"`          // days counted up to and including To
	Name  string   `json:"name,omitempty"` // 春节放假, 周末, 春节调休上班, or the reason of a pause
}

// Result is a due date with everything needed to explain and to repeat it.
type Result struct {
	Start  Date    `json:"start"`
	Period Period  `json:"period"`
	Pauses []Pause `json:"pauses,omitempty"`

	// CalendarID and CalendarVersion name the calendar the result was computed
	// by, CalendarThrough its last published year.
	CalendarID      string `json:"calendar_id,omitempty"`
	CalendarVersion string `json:"calendar_version,omitempty"`
	CalendarThrough int    `json:"calendar_through,omitempty"`

	// Due is the last day of the period; it ends at [Date.EndOfDay]. It is
	// zero while the clock is paused.
	Due Date `json:"due,omitzero"`

	// Last is the day the last unit was counted; Due is later if it rolled.
	// It is zero until a day has been counted.
	Last Date `json:"last,omitzero"`

	// Total is how many days the period counts: N for days and working days,
	// the civil days to the corresponding day for months and years.
	Total int `json:"total"`

	// Provisional is set if a day of a year without a published calendar
	// decided something. MissingYears lists those years in order; when one of
	// them is published, compute again.
	Provisional  bool  `json:"provisional"`
	MissingYears []int `json:"missing_years,omitempty"`

	// Paused is set if an open pause stopped the count before its end;
	// Remaining is then how many of Total are left, 0 if only the move to a
	// working day was. Remaining is 0 for a clock that is not paused.
	Paused    bool `json:"paused"`
	Remaining int  `json:"remaining"`

	Steps []Step `json:"steps"`
}

// RemainingAt returns how many days are left after the day now: working days
// for a working-day period, else civil days up to the due date. Suspended days
// are not counted, so while now is inside a pause the number stands still. It
// is 0 on the due date and after it; see [Result.LateBy].
func (r Result) RemainingAt(now Date) int {
	n := 0
	for _, s := range r.Steps {
		if s.Kind == StepCount || s.Kind == StepMakeUp {
			n += daysAfter(now, s.From, s.To)
		}
	}
	if r.Paused {
		return n + r.Remaining
	}
	return n + r.rolledAfter(now)
}

// rolledAfter counts the days after now that the roll-forward added.
func (r Result) rolledAfter(now Date) int {
	added := r.Last.AddDays(1)
	n := daysAfter(now, added, r.Due)
	for _, s := range r.Steps {
		if s.Kind == StepPause {
			n -= daysAfter(now, later(s.From, added), s.To)
		}
	}
	return n
}

// LateBy returns by how many civil days now is past the due date; 0 if it is
// not, or if the clock is paused.
func (r Result) LateBy(now Date) int {
	if r.Paused || !now.After(r.Due) {
		return 0
	}
	return now.DaysSince(r.Due)
}

// daysAfter counts the days of from..to that are later than now.
func daysAfter(now, from, to Date) int {
	return max(0, to.DaysSince(later(now, from.AddDays(-1))))
}
