package deadline_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/deadline"
)

func TestWarningsComeAtHalfAtFourFifthsAndOnTheEve(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		start  string
		period deadline.Period
		pauses []deadline.Pause
		want   string
	}{
		"fifteen working days": {
			"2026-03-02", working(15), nil,
			"half 2026-03-12 7, most 2026-03-18 3, eve 2026-03-20 1",
		},
		"the eve of a Monday is the Friday before": {
			"2026-03-02", working(5), nil,
			"half 2026-03-05 2, eve 2026-03-06 1",
		},
		"warnings in Spring Festival come before it": {
			"2026-02-05", rolling(15, deadline.Days), nil,
			"half 2026-02-13 11, eve 2026-02-14 10",
		},
		"two days have one": {"2026-03-02", working(2), nil, "eve 2026-03-03 1"},
		"one day has none":  {"2026-03-02", working(1), nil, ""},
		"days over a weekend alone stay where they fall": {
			"2026-03-06", days(3), nil,
			"eve 2026-03-08 1",
		},
		"a paused clock warns of what it had counted": {
			"2026-03-02", working(10),
			[]deadline.Pause{pause("2026-03-10", "", "补正")},
			"half 2026-03-09 5",
		},
		"a clock paused at once warns of nothing": {"2026-03-02", working(10), []deadline.Pause{pause("2026-03-02", "", "补正")}, ""},
		"suspended days are no share of the period": {
			"2026-03-02", working(10),
			[]deadline.Pause{pause("2026-03-04", "2026-03-18", "补正")},
			"half 2026-03-23 5, most 2026-03-26 2, eve 2026-03-27 1",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, w := range deadline.Warnings(compute(t, c.start, c.period, c.pauses...), deadline.China()) {
				got = append(got, fmt.Sprintf("%s %s %d", w.Kind, w.Date, w.Remaining))
			}
			require.Equal(t, c.want, strings.Join(got, ", "))
		})
	}
	r, err := deadline.Compute(day("2026-03-02"), days(6), nil)
	require.NoError(t, err)
	require.Len(t, deadline.Warnings(r, nil), 2, "without a calendar warnings stay where they fall")
}
