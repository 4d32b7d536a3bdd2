package deadline_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/deadline"
)

// day reads a date in a test; a date that is wrong is a wrong test.
func day(s string) deadline.Date {
	d, err := deadline.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func days(n int) deadline.Period { return deadline.Period{N: n, Unit: deadline.Days} }

func rolling(n int, unit deadline.Unit) deadline.Period {
	return deadline.Period{N: n, Unit: unit, RollForward: true}
}

func working(n int) deadline.Period { return deadline.Period{N: n, Unit: deadline.WorkingDays} }

// pause reads a pause in a test; an empty end leaves it open.
func pause(from, to, reason string) deadline.Pause {
	p := deadline.Pause{From: day(from), Reason: reason}
	if to != "" {
		p.To = day(to)
	}
	return p
}

// compute computes by the national calendar.
func compute(t *testing.T, start string, p deadline.Period, pauses ...deadline.Pause) deadline.Result {
	t.Helper()
	r, err := deadline.Compute(day(start), p, deadline.China(), pauses...)
	require.NoError(t, err)
	return r
}
