package rates_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"guibei/rates"
)

func TestAPercentageIsRoundedHalfUpAndNeverFlatters(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n, d int
		want string
	}{
		{0, 0, "—"},
		{3, 0, "—"},
		{0, 7, "0.0%"},
		{7, 7, "100.0%"},
		{1, 3, "33.3%"},
		{2, 3, "66.7%"},
		{1, 8, "12.5%"},
		{1, 16, "6.3%"}, // 6.25: half goes up
		{3, 16, "18.8%"},
		{1999, 2000, "99.9%"}, // 99.95 would round to all of them
		{9999, 10000, "99.9%"},
		{1, 10000, "0.0%"},
		{999_999_999, 1_000_000_000, "99.9%"},
	} {
		require.Equal(t, c.want, rates.Rate{Numerator: c.n, Denominator: c.d}.Percent(), "%d of %d", c.n, c.d)
	}
}

func TestOnlyAllIsAHundredPercentAndMoreIsNeverLess(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.IntRange(1, 1_000_000).Draw(t, "denominator")
		n := rapid.IntRange(0, d-1).Draw(t, "numerator")
		less, more := rates.Rate{Numerator: n, Denominator: d}, rates.Rate{Numerator: n + 1, Denominator: d}
		if less.Percent() == "100.0%" {
			t.Fatalf("%d of %d is shown as all", n, d)
		}
		pad := func(s string) string { return strings.Repeat("0", 6-len(s)) + s }
		if pad(less.Percent()) > pad(more.Percent()) {
			t.Fatalf("%d of %d is %s, one more is %s", n, d, less.Percent(), more.Percent())
		}
	})
}

func TestEveryRateTakesItsOwnCounts(t *testing.T) {
	t.Parallel()
	c := rates.Counts{Issued: 9, Reviewed: 8, Filings: rates.Filings{
		Submitted: 5, Expected: 7, Dated: 4, InTime: 3, Passed: 2, Pending: 6, Unchecked: 1,
	}}
	got := c.Rates()
	require.Len(t, got, len(rates.IDs))
	want := map[rates.ID][3]int{
		rates.FilingRate: {5, 7, 6}, rates.TimelinessRate: {3, 4, 0}, rates.ComplianceRate: {2, 5, 1}, rates.ReviewRate: {8, 9, 0},
	}
	for i, r := range got {
		require.Equal(t, rates.IDs[i], r.ID)
		got := [3]int{r.Numerator, r.Denominator, r.Undecided}
		require.Equal(t, want[r.ID], got, "%s", r.ID)
		require.Equal(t, r.Percent(), r.Text)
		d := rates.Define(r.ID)
		require.Equal(t, d.Name, r.Name)
		require.NotEmpty(t, d.Numerator)
		require.NotEmpty(t, d.Denominator)
	}
}

// ones fills every integer of a struct with 1.
func ones[T any](v T) T {
	e := reflect.ValueOf(&v).Elem()
	for _, f := range e.Fields() {
		if f.Kind() == reflect.Int {
			f.SetInt(1)
		}
	}
	return v
}

func TestASumLeavesNoCountOut(t *testing.T) {
	t.Parallel()
	f := ones(rates.Filings{})
	c := ones(rates.Counts{Organ: "a", Filings: f, ByTrack: map[string]rates.Filings{"up": f}})
	d := ones(rates.Counts{Organ: "b", Filings: f, ByTrack: map[string]rates.Filings{"up": f, "npc": f}})
	sum := rates.Total([]rates.Counts{c, d})
	require.Empty(t, sum.Organ)
	for _, v := range []reflect.Value{reflect.ValueOf(sum), reflect.ValueOf(sum.Filings), reflect.ValueOf(sum.ByTrack["up"])} {
		for name, f := range v.Fields() {
			if f.Kind() == reflect.Int {
				require.EqualValues(t, 2, f.Int(), "%s.%s", v.Type(), name.Name)
			}
		}
	}
	require.Equal(t, f, sum.ByTrack["npc"])
	require.Equal(t, f, c.ByTrack["up"], "adding changes neither summand")
	require.Equal(t, rates.Counts{ByTrack: map[string]rates.Filings{}}, rates.Total(nil))
}
