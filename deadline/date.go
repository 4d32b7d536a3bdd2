package deadline

import (
	"time"

	"guibei"
)

// Date is the vocabulary's civil date: the law counts in civil dates.
type Date = guibei.Date

// ParseDate reads a date written as 2026-02-12.
func ParseDate(s string) (Date, error) { return guibei.ParseDate(s) }

// DateOf returns the civil date on which the instant t falls in loc.
func DateOf(t time.Time, loc *time.Location) Date { return guibei.DateOf(t, loc) }

// weekend reports whether d is a Saturday or a Sunday.
func weekend(d Date) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

// later returns the later of two dates.
func later(a, b Date) Date {
	if a.After(b) {
		return a
	}
	return b
}
