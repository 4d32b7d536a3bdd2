package deadline_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"guibei/deadline"
)

func TestParseDateRefusesWhatIsNoDate(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "2026-02-30", "2026-2-3", "2026/02/03", "0000-01-01", "2026-02-03T00:00:00Z", "二月三日"} {
		_, err := deadline.ParseDate(s)
		require.ErrorContains(t, err, "无效", "%q", s)
	}
}

func TestDateTextRoundTrips(t *testing.T) {
	t.Parallel()
	type row struct {
		A deadline.Date `json:"a"`
		B deadline.Date `json:"b,omitzero"`
	}
	text, err := json.Marshal(row{A: day("2026-02-12")})
	require.NoError(t, err)
	require.JSONEq(t, `{"a":"2026-02-12"}`, string(text))
	var back row
	require.NoError(t, json.Unmarshal([]byte(`{"a":"2026-02-12","b":""}`), &back))
	require.Equal(t, row{A: day("2026-02-12")}, back)
	require.Error(t, json.Unmarshal([]byte(`{"a":"2026-02-31"}`), &back))
	_, err = deadline.Date{Year: 2026, Month: time.February, Day: 30}.MarshalText()
	require.ErrorContains(t, err, "不存在")
}

func TestAMonthWithoutTheDayEndsOnItsLast(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		start  string
		months int
		want   string
	}{
		"31 January and one month, common year": {"2026-01-31", 1, "2026-02-28"},
		"31 January and one month, leap year":   {"2028-01-31", 1, "2028-02-29"},
		"31 August and one month":               {"2026-08-31", 1, "2026-09-30"},
		"the corresponding day over a new year": {"2026-11-15", 3, "2027-02-15"},
		"29 February and a year":                {"2024-02-29", 12, "2025-02-28"},
		"29 February and four years":            {"2024-02-29", 48, "2028-02-29"},
		"backwards, for 届满前六个月":                 {"2026-08-31", -6, "2026-02-28"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, day(c.start).AddMonths(c.months).String())
		})
	}
	require.Equal(t, "2025-02-28", day("2024-02-29").AddYears(1).String())
}

func TestTheEndOfADayIsTheStartOfTheNextInTheZone(t *testing.T) {
	t.Parallel()
	shanghai := time.FixedZone("UTC+8", 8*60*60)
	d := day("2026-12-31")
	require.Equal(t, time.Date(2026, 12, 30, 16, 0, 0, 0, time.UTC), d.In(shanghai).UTC())
	require.Equal(t, time.Date(2026, 12, 31, 16, 0, 0, 0, time.UTC), d.EndOfDay(shanghai).UTC())
	require.Equal(t, d, deadline.DateOf(d.EndOfDay(shanghai).Add(-time.Nanosecond), shanghai))
	require.Equal(t, "2027-01-01", deadline.DateOf(d.EndOfDay(shanghai), shanghai).String())
	require.Equal(t, d, deadline.DateOf(d.EndOfDay(shanghai), time.UTC), "the zone decides the date")
}

func TestDatesAreOrderedAsTheirDistances(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := day("1950-01-01").AddDays(rapid.IntRange(0, 90000).Draw(t, "a"))
		n := rapid.IntRange(-90000, 90000).Draw(t, "n")
		b := a.AddDays(n)
		require.Equal(t, n, b.DaysSince(a))
		require.Equal(t, n > 0, b.After(a))
		require.Equal(t, n < 0, b.Before(a))
		require.Equal(t, -a.Compare(b), b.Compare(a))
		require.True(t, a.Valid())
		require.Equal(t, a, day(a.String()))
	})
	require.True(t, deadline.Date{}.Before(day("0001-01-01")))
	require.True(t, deadline.Date{}.IsZero())
	require.Equal(t, time.Thursday, day("2026-02-12").Weekday())
}
