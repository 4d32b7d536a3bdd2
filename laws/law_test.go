package laws_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/laws"
)

func TestTheVersionOfADayIsTheOneInForce(t *testing.T) {
	t.Parallel()
	l, ok := laws.Default().Find("商标法")
	require.True(t, ok)
	status, now, next := l.At(date(t, "2026-11-26"))
	require.Equal(t, laws.InForce, status)
	require.Equal(t, "2019-04-23", now.Published.String())
	require.Equal(t, "2027-01-01", next.Effective.String(), "published, not yet in force")
	status, now, next = l.At(date(t, "2027-01-01"))
	require.Equal(t, laws.InForce, status)
	require.Equal(t, "2026-06-26", now.Published.String())
	require.Nil(t, next)
	_, _, next = l.At(date(t, "2026-06-25"))
	require.Nil(t, next, "nobody could know of it on that day")
}

func TestALawIsNotInForceBeforeItsDay(t *testing.T) {
	t.Parallel()
	l := laws.Law{Title: "甲法", Issued: date(t, "2026-06-26"), Versions: []laws.Version{{Published: date(t, "2026-06-26"), Effective: date(t, "2027-01-01")}}}
	status, now, next := l.At(date(t, "2026-12-31"))
	require.Equal(t, laws.NotYet, status)
	require.Nil(t, now)
	require.NotNil(t, next)
	status, now, _ = l.At(date(t, "2027-01-01"))
	require.Equal(t, laws.InForce, status)
	require.NotNil(t, now)
	status, _, _ = l.At(date(t, "0001-01-01"))
	require.NotEqual(t, laws.Repealed, status)
}

func TestAnOlderWordingThatIsNotRecordedWasInForce(t *testing.T) {
	t.Parallel()
	l := laws.Law{Title: "甲法", Issued: date(t, "1990-01-01"), Versions: []laws.Version{{Published: date(t, "2020-01-01"), Effective: date(t, "2020-03-01")}}}
	status, now, _ := l.At(date(t, "2010-01-01"))
	require.Equal(t, laws.InForce, status)
	require.Nil(t, now)
}

func TestWhatIsGoneWithoutADateIsRepealed(t *testing.T) {
	t.Parallel()
	l, ok := laws.Default().Find("信访条例")
	require.True(t, ok)
	require.True(t, l.Gone)
	status, _, _ := l.At(date(t, "2026-11-26"))
	require.Equal(t, laws.Repealed, status)
}

// TestCitationsOfRealDocumentsAreResolved holds the register to citations that
// were labelled by somebody else: 99 of 100 must get the right status.
func TestCitationsOfRealDocumentsAreResolved(t *testing.T) {
	t.Parallel()
	on := date(t, "2026-11-22")
	right, all := 0, 0
	for _, row := range table(t, filepath.Join("..", "..", "shared", "data", "citations", "citations.csv")) {
		all++
		l, ok := laws.Default().Find(row["cited"])
		status := laws.Unknown
		if ok {
			status, _, _ = l.At(on)
		}
		want := map[string]laws.Status{"现行有效": laws.InForce, "已废止": laws.Repealed, "历史/非现行": laws.Repealed}[row["status_2026_11_22"]]
		if status == want {
			right++
			continue
		}
		t.Logf("%s: %s instead of %s", row["cited"], status, row["status_2026_11_22"])
	}
	require.Greater(t, all, 1000)
	require.GreaterOrEqual(t, float64(right)/float64(all), 0.99, "%d of %d", right, all)
}
