package deadline_test

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/deadline"
)

// shared are tables of public facts made outside this repository; a checkout
// without them skips the tests that need them.
const shared = "../../shared/data/holidays/"

func table(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(shared + name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("no %s in %s: nothing to compare with", name, shared)
	}
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, f.Close()) })
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Greater(t, len(rows), 1)
	return rows[1:]
}

func TestEveryDayFrom2019To2026IsAsPublished(t *testing.T) {
	t.Parallel()
	cal := deadline.China()
	rows := table(t, "calendar_2019_2026.csv")
	require.Len(t, rows, 2922)
	for _, row := range rows {
		d := day(row[0])
		require.Equal(t, row[2] == "1", cal.Working(d), "%s %v", d, row)
		switch {
		case row[0] == "2020-02-03":
			// A Monday that the notice lengthening the holiday only confirms.
			require.Empty(t, cal.Name(d))
		case row[4] == "调休上班":
			require.Equal(t, row[3]+"调休上班", cal.Name(d), "%s", d)
		case row[4] == "法定/调休休息":
			require.Equal(t, row[3]+"放假", cal.Name(d), "%s", d)
		default:
			require.Equal(t, map[bool]string{true: "", false: "周末"}[cal.Working(d)], cal.Name(d), "%s", d)
		}
	}
}

func TestEveryIndependentWorkingDayVectorAgrees(t *testing.T) {
	t.Parallel()
	rows := table(t, "workday_vectors.csv")
	require.GreaterOrEqual(t, len(rows), 429)
	for _, row := range rows {
		n, err := strconv.Atoi(row[1])
		require.NoError(t, err)
		r := compute(t, row[0], working(n))
		require.Equal(t, row[2], r.Due.String(), "%v", row)
		require.Equal(t, n, deadline.China().WorkingDaysBetween(day(row[0]), r.Due), "%v", row)
	}
}

func TestTheYear2026Has248WorkingDays(t *testing.T) {
	t.Parallel()
	cal := deadline.China()
	require.Equal(t, 248, cal.WorkingDaysBetween(day("2025-12-31"), day("2026-12-31")))
	require.Equal(t, -248, cal.WorkingDaysBetween(day("2026-12-31"), day("2025-12-31")))
	require.Zero(t, cal.WorkingDaysBetween(day("2026-03-02"), day("2026-03-02")))
}

func TestChinaPublishes2007To2026(t *testing.T) {
	t.Parallel()
	cal := deadline.China()
	require.Len(t, cal.Years(), 20)
	require.Equal(t, 2007, slices.Min(cal.Years()))
	require.Equal(t, 2026, cal.Through())
	require.False(t, cal.Published(2006))
	require.False(t, cal.Published(2027), "the notice for 2027 is not out; a placeholder must not ship")
	require.Equal(t, "cn", cal.ID())
	require.Regexp(t, `^2026-[0-9a-f]{8}$`, cal.Version())
	y, ok := cal.Year(2026)
	require.True(t, ok)
	require.Equal(t, "国办发明电〔2025〕7号", y.Notice)
	require.Equal(t, "2026-02-24", cal.NextWorking(day("2026-02-15")).String())
	require.Equal(t, "2026-02-14", cal.NextWorking(day("2026-02-14")).String())
}

func TestTheVersionFollowsTheContent(t *testing.T) {
	t.Parallel()
	cal := deadline.China()
	y, _ := cal.Year(2026)
	same, err := cal.With(y)
	require.NoError(t, err)
	require.Equal(t, cal.Version(), same.Version())

	y.Off = append(slices.Clone(y.Off), deadline.Day{Date: day("2026-09-03"), Name: "纪念日"})
	changed, err := cal.With(y)
	require.NoError(t, err)
	require.NotEqual(t, cal.Version(), changed.Version())
	require.False(t, changed.Working(day("2026-09-03")))
	require.True(t, cal.Working(day("2026-09-03")), "calendars do not change under their readers")

	_, err = cal.With(deadline.Year{Year: 2027})
	require.ErrorContains(t, err, "放假安排不完整")
	named, err := deadline.New("x", "v1", []deadline.Year{y})
	require.NoError(t, err)
	require.Equal(t, "v1", named.Version())
	_, err = deadline.New("x", "", []deadline.Year{y, y})
	require.ErrorContains(t, err, "2026年放假安排重复")
	_, err = deadline.New("", "", nil)
	require.ErrorContains(t, err, "缺少标识")
}

func TestLocalDaysLieOverTheNationalCalendar(t *testing.T) {
	t.Parallel()
	off := []deadline.Day{{Date: day("2026-07-20"), Name: "那达慕"}, {Date: day("2026-07-21"), Name: "那达慕"}}
	work := []deadline.Day{{Date: day("2026-07-25"), Name: "那达慕"}}
	local, err := deadline.China().Overlay("cn-150000", off, work)
	require.NoError(t, err)
	require.Equal(t, "cn-150000", local.ID())
	require.NotEqual(t, deadline.China().Version(), local.Version())
	require.Equal(t, "那达慕放假", local.Name(day("2026-07-20")))
	require.Equal(t, "那达慕调休上班", local.Name(day("2026-07-25")))
	require.Equal(t, "春节放假", local.Name(day("2026-02-17")))
	require.True(t, deadline.China().Working(day("2026-07-20")), "one region's days are not another's")

	r, err := deadline.Compute(day("2026-07-17"), working(4), local)
	require.NoError(t, err)
	require.Equal(t, "2026-07-25", r.Due.String())
	require.Equal(t, "2026-07-23", compute(t, "2026-07-17", working(4)).Due.String())

	y, _ := local.Year(2026)
	again, err := local.With(y)
	require.NoError(t, err)
	require.Equal(t, local.Version(), again.Version(), "an import keeps the local days")
}

func TestAnOverlayRefusesNonsense(t *testing.T) {
	t.Parallel()
	cal := deadline.China()
	d := []deadline.Day{{Date: day("2026-07-20"), Name: "那达慕"}}
	_, err := cal.Overlay("", d, nil)
	require.ErrorContains(t, err, "缺少标识")
	_, err = cal.Overlay("x", append(d, d...), nil)
	require.ErrorContains(t, err, "2026-07-20重复")
	_, err = cal.Overlay("x", nil, d)
	require.ErrorContains(t, err, "本来就是工作日")
	_, err = cal.Overlay("x", []deadline.Day{{Date: day("2026-07-20")}}, nil)
	require.ErrorContains(t, err, "没有写明节日名称")
	_, err = cal.Overlay("x", []deadline.Day{{Name: "那达慕"}}, nil)
	require.ErrorContains(t, err, "无效")
}
