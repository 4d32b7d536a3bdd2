package deadline

import (
	"errors"
	"fmt"
)

// DayType is how a rule that speaks of days (日) means them.
type DayType string

// The two kinds of days. In filing rules 日 means calendar days unless the
// text says 工作日; 行政许可法第八十二条 and others make it working days.
const (
	CalendarDay DayType = "calendar" // 自然日
	WorkingDay  DayType = "working"  // 工作日
)

// Unit returns the unit in which days of this type are counted, and the empty
// (invalid) unit for an unknown type.
func (t DayType) Unit() Unit {
	switch t {
	case CalendarDay:
		return Days
	case WorkingDay:
		return WorkingDays
	}
	return ""
}

// Unit is what a period is counted in.
type Unit string

// Every unit the law uses for the periods of this procedure.
const (
	Days        Unit = "day"         // 日, civil days
	WorkingDays Unit = "working_day" // 工作日
	Months      Unit = "month"       // 月, to the corresponding day
	Years       Unit = "year"        // 年, to the corresponding day
)

// longest is the largest N of each unit. No rule comes near; the bounds keep a
// slip of the keyboard from counting to the end of time.
var longest = map[Unit]int{Days: 36500, WorkingDays: 25000, Months: 1200, Years: 100}

// Period is a length of time as a rule states it, with the rule.
type Period struct {
	N    int  `json:"n" yaml:"n"`       // how many units, at least 1
	Unit Unit `json:"unit" yaml:"unit"` // what is counted

	// RollForward moves a last day that is a rest day to the first working
	// day after it (民法典第二百零三条). It means nothing for working days.
	RollForward bool `json:"roll_forward,omitempty" yaml:"roll_forward,omitempty"`

	// Source is the law or rule and its clause, in Chinese.
	Source string `json:"source,omitempty" yaml:"source,omitempty"`

	// Confirmed is true once the customer has confirmed the value in writing.
	Confirmed bool `json:"confirmed,omitempty" yaml:"confirmed,omitempty"`
}

// Validate says in Chinese what is wrong with the period.
func (p Period) Validate() error {
	most, known := longest[p.Unit]
	switch {
	case !known:
		return fmt.Errorf("期限单位“%s”无效，应为 day、working_day、month 或 year", p.Unit)
	case p.N <= 0:
		return fmt.Errorf("期限应为正整数，现为%d", p.N)
	case p.N > most:
		return fmt.Errorf("期限%s过长，最长为%s", p, Period{N: most, Unit: p.Unit})
	}
	return nil
}

// String returns the period in Chinese: 15日, 5个工作日, 3个月, 2年.
func (p Period) String() string {
	switch p.Unit {
	case Days:
		return fmt.Sprintf("%d日", p.N)
	case WorkingDays:
		return fmt.Sprintf("%d个工作日", p.N)
	case Months:
		return fmt.Sprintf("%d个月", p.N)
	case Years:
		return fmt.Sprintf("%d年", p.N)
	}
	return fmt.Sprintf("%d（单位“%s”无效）", p.N, p.Unit)
}

// consults reports whether working days bear on the period at all.
func (p Period) consults() bool { return p.Unit == WorkingDays || p.RollForward }

// Pause is a time during which the clock stands still. The days strictly after
// From, up to and including To, are not counted; see the package comment.
type Pause struct {
	From   Date   `json:"from" yaml:"from"`                         // day of the act that stops the clock
	To     Date   `json:"to,omitzero" yaml:"to,omitempty"`          // day of the act that starts it again; zero while it stands
	Reason string `json:"reason,omitempty" yaml:"reason,omitempty"` // 补正, 征求意见, 专家论证, 请予说明
}

// Validate says in Chinese what is wrong with the pause.
func (p Pause) Validate() error {
	switch {
	case !usable(p.From):
		return fmt.Errorf("暂停（%s）的开始日期“%s”无效", p.reason(), p.From)
	case p.To.IsZero():
		return nil
	case !usable(p.To):
		return fmt.Errorf("暂停（%s）的结束日期“%s”无效", p.reason(), p.To)
	case p.To.Before(p.From):
		return fmt.Errorf("暂停（%s）的结束日期%s早于开始日期%s", p.reason(), p.To, p.From)
	}
	return nil
}

func (p Pause) reason() string {
	if p.Reason == "" {
		return "未注明事由"
	}
	return p.Reason
}

func (p Pause) open() bool { return p.To.IsZero() }

// suspends reports whether the pause stops the count on day d.
func (p Pause) suspends(d Date) bool {
	return d.After(p.From) && (p.open() || !d.After(p.To))
}

// The years between which a date can belong to a case. Anything else is a slip
// of the keyboard, and would only make the count long.
const firstYear, lastYear = 1949, 2199

func usable(d Date) bool { return d.Valid() && d.Year >= firstYear && d.Year <= lastYear }

// check gathers everything that keeps a period from being computed.
func check(start Date, p Period, cal *Calendar, pauses []Pause) error {
	var errs []error
	if !usable(start) {
		errs = append(errs, fmt.Errorf("起算日期“%s”无效", start))
	}
	errs = append(errs, p.Validate())
	if cal == nil && p.consults() {
		errs = append(errs, errors.New("缺少工作日历，无法推算工作日或者节假日顺延"))
	}
	for _, pause := range pauses {
		errs = append(errs, pause.Validate())
	}
	return errors.Join(errs...)
}
