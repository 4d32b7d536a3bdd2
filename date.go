package guibei

import (
	"fmt"
	"time"
)

// secondsPerDay turns Unix seconds at midnight UTC into a count of days.
const secondsPerDay = 24 * 60 * 60

// Date is a civil date without hour or zone. The law counts in civil dates;
// instants exist only where somebody acts. The zero value is no date.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads a date written as 2026-02-12.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return Date{}, Errorf(Invalid, "日期“%s”无效，应写作2026-02-12的形式", s)
	}
	return dateOf(t), nil
}

// DateOf returns the civil date on which the instant t falls in loc.
func DateOf(t time.Time, loc *time.Location) Date { return dateOf(t.In(loc)) }

func dateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{Year: y, Month: m, Day: d}
}

func (d Date) utc() time.Time { return d.In(time.UTC) }

// In returns the first instant of the date in loc.
func (d Date) In(loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// EndOfDay returns 24:00 of the date in loc, which is 0:00 of the next day:
// the moment at which a period ends (民法典第二百零三条). An act is in time
// while its instant is before EndOfDay.
func (d Date) EndOfDay(loc *time.Location) time.Time { return d.AddDays(1).In(loc) }

// IsZero reports whether d is no date at all.
func (d Date) IsZero() bool { return d == Date{} }

// Valid reports whether d stands in the Gregorian calendar (not 30 February).
func (d Date) Valid() bool { return d.Year >= 1 && d.Year <= 9999 && dateOf(d.utc()) == d }

// String writes the date as 2026-02-12, and no date as the empty string.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText writes the date as String does; it refuses a date that does not
// exist.
func (d Date) MarshalText() ([]byte, error) {
	if !d.IsZero() && !d.Valid() {
		return nil, fmt.Errorf("日期%d年%d月%d日不存在", d.Year, int(d.Month), d.Day)
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText writes; the empty text is no date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// AddDays returns the date n civil days later, earlier if n is negative.
func (d Date) AddDays(n int) Date { return dateOf(d.utc().AddDate(0, 0, n)) }

// AddMonths returns the corresponding day n months later, or the last day of
// that month if it has no such day (民法典第二百零二条): 31 January plus one
// month is 28 or 29 February.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{Year: first.Year(), Month: first.Month(), Day: min(d.Day, last)}
}

// AddYears returns the corresponding day n years later; 29 February becomes
// 28 February in a common year.
func (d Date) AddYears(n int) Date { return d.AddMonths(12 * n) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Before reports whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether d is later than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// Compare returns -1, 0 or +1 as d is earlier than, equal to or later than
// other. No date is earlier than every date.
func (d Date) Compare(other Date) int {
	switch {
	case d == other:
		return 0
	case d.Year != other.Year:
		return sign(d.Year - other.Year)
	case d.Month != other.Month:
		return sign(int(d.Month) - int(other.Month))
	default:
		return sign(d.Day - other.Day)
	}
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// DaysSince returns the number of civil days from other to d; it is negative
// if d is earlier.
func (d Date) DaysSince(other Date) int {
	return int((d.utc().Unix() - other.utc().Unix()) / secondsPerDay)
}
