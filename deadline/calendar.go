package deadline

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"time"
)

// mark is what a notice says about one day.
type mark struct {
	off  bool
	name string // the holiday
}

// Calendar knows which days government offices of a region work. It is
// immutable and safe for concurrent use.
type Calendar struct {
	id      string
	version string
	years   map[int]Year
	off     []Day // region-local days, over the national ones
	work    []Day
	marks   map[Date]mark
}

// New returns a calendar made of the given years. An empty version is replaced
// by one derived from the content ("2026-1a2b3c4d": last year, then a hash), so
// that equal calendars have equal versions. Where two notices name the same
// day, that of the later year prevails.
func New(id, version string, years []Year) (*Calendar, error) {
	if id == "" {
		return nil, errors.New("工作日历缺少标识")
	}
	byYear := make(map[int]Year, len(years))
	var errs []error
	for _, y := range years {
		if _, twice := byYear[y.Year]; twice {
			errs = append(errs, fmt.Errorf("%d年放假安排重复", y.Year))
		}
		byYear[y.Year] = y
		errs = append(errs, y.Validate())
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return assemble(id, version, byYear, nil, nil), nil
}

func assemble(id, version string, years map[int]Year, off, work []Day) *Calendar {
	c := &Calendar{id: id, version: version, years: years, off: off, work: work, marks: make(map[Date]mark)}
	for _, y := range c.Years() {
		c.mark(years[y].Off, true)
		c.mark(years[y].Work, false)
	}
	c.mark(off, true)
	c.mark(work, false)
	if version == "" {
		c.version = c.fingerprint()
	}
	return c
}

func (c *Calendar) mark(days []Day, off bool) {
	for _, d := range days {
		c.marks[d.Date] = mark{off: off, name: d.Name}
	}
}

// fingerprint derives a version from everything that decides a working day.
func (c *Calendar) fingerprint() string {
	h := sha256.New()
	for _, y := range c.Years() {
		_, _ = io.WriteString(h, strconv.Itoa(y)+"\n") // a hash never fails
	}
	for _, d := range slices.SortedFunc(maps.Keys(c.marks), Date.Compare) {
		m := c.marks[d]
		_, _ = fmt.Fprintf(h, "%s %t %s\n", d, m.off, m.name)
	}
	return fmt.Sprintf("%d-%s", c.Through(), hex.EncodeToString(h.Sum(nil)[:4]))
}

// With returns the calendar with more years, or with newer arrangements for
// years it has: what happens when the next notice arrives. The version is
// derived anew; local days stay.
func (c *Calendar) With(years ...Year) (*Calendar, error) {
	byYear := maps.Clone(c.years)
	for _, y := range years {
		if err := y.Validate(); err != nil {
			return nil, err
		}
		byYear[y.Year] = y
	}
	return assemble(c.id, "", byYear, c.off, c.work), nil
}

// Overlay returns a calendar of its own identity with region-local days over
// this one: days off (off), such as the festivals of autonomous areas
// (全国年节及纪念日放假办法第四条), and weekend days worked in exchange (work).
// Local days prevail over the State Council's. They do not publish a year.
func (c *Calendar) Overlay(id string, off, work []Day) (*Calendar, error) {
	if id == "" {
		return nil, errors.New("工作日历缺少标识")
	}
	allOff, allWork := slices.Concat(c.off, off), slices.Concat(c.work, work)
	if err := checkMarks(allOff, allWork); err != nil {
		return nil, fmt.Errorf("地方放假安排有误：\n%w", err)
	}
	for _, d := range work {
		if c.Working(d.Date) {
			return nil, fmt.Errorf("地方放假安排有误：\n%s本来就是工作日，不需要调休上班", long(d.Date))
		}
	}
	return assemble(id, "", c.years, allOff, allWork), nil
}

// ID names the calendar, e.g. "cn".
func (c *Calendar) ID() string { return c.id }

// Version tells apart calendars of the same name; a due date is reproducible
// from the ID and the version.
func (c *Calendar) Version() string { return c.version }

// Years returns the published years in order.
func (c *Calendar) Years() []int { return slices.Sorted(maps.Keys(c.years)) }

// Year returns a published year's arrangement; false if it is not published.
func (c *Calendar) Year(year int) (Year, bool) {
	y, ok := c.years[year]
	return y, ok
}

// Published reports whether the year's notice is part of the calendar.
func (c *Calendar) Published(year int) bool {
	_, ok := c.years[year]
	return ok
}

// Through returns the last published year, 0 if there is none.
func (c *Calendar) Through() int {
	last := 0
	for y := range c.years {
		last = max(last, y)
	}
	return last
}

// Working reports whether d is a working day. Days no notice names work from
// Monday to Friday.
func (c *Calendar) Working(d Date) bool {
	if m, named := c.marks[d]; named {
		return !m.off
	}
	return !weekend(d)
}

// Name says why d is what it is, in words fit for a derivation: 春节放假,
// 春节调休上班, 周末. It is empty for an ordinary working day.
func (c *Calendar) Name(d Date) string {
	m, named := c.marks[d]
	switch {
	case named && m.off:
		return m.name + "放假"
	case named:
		return m.name + "调休上班"
	case weekend(d):
		return "周末"
	}
	return ""
}

// NextWorking returns d if it is a working day, else the first one after it.
func (c *Calendar) NextWorking(d Date) Date {
	for !c.Working(d) {
		d = d.AddDays(1)
	}
	return d
}

// WorkingDaysBetween counts the working days after a, up to and including b.
// It is negative if b is before a, with the same days counted.
func (c *Calendar) WorkingDaysBetween(a, b Date) int {
	if b.Before(a) {
		return -c.WorkingDaysBetween(b, a)
	}
	n := 0
	for d := a.AddDays(1); !d.After(b); d = d.AddDays(1) {
		if c.Working(d) {
			n++
		}
	}
	return n
}

// ProvisionalFrom returns the first day from d on of which no published notice
// says whether it is worked: a period that reaches it is provisional.
func (c *Calendar) ProvisionalFrom(d Date) Date {
	for {
		if _, missing := c.missing(d); missing {
			return d
		}
		d = d.AddDays(1)
	}
}

// missing returns the year whose unknown notice decides whether d is worked;
// false if d is settled.
func (c *Calendar) missing(d Date) (int, bool) {
	if _, named := c.marks[d]; named {
		return 0, false
	}
	if !c.Published(d.Year) {
		return d.Year, true
	}
	if d.Month == time.December && d.Day >= newYearEve && !c.Published(d.Year+1) {
		return d.Year + 1, true
	}
	return 0, false
}
