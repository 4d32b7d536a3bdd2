package deadline_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/deadline"
)

// The vectors were computed from the 2026 notice without our code.
func TestPeriodsOf2026EndAsComputedByHand(t *testing.T) {
	t.Parallel()
	c15, c30 := rolling(15, deadline.Days), rolling(30, deadline.Days)
	for name, c := range map[string]struct {
		start  string
		period deadline.Period
		want   string
	}{
		"fifteen days end on a worked Saturday, no roll":         {"2026-01-30", c15, "2026-02-14"},
		"thirty days from the end of January":                    {"2026-01-30", c30, "2026-03-02"},
		"fifteen days end in Spring Festival and roll":           {"2026-02-05", c15, "2026-02-24"},
		"thirty days end on a weekend and roll":                  {"2026-02-05", c30, "2026-03-09"},
		"five working days over Spring Festival, Saturday 14th":  {"2026-02-10", working(5), "2026-02-24"},
		"seven working days over Spring Festival":                {"2026-02-10", working(7), "2026-02-26"},
		"fifteen working days over Spring Festival":              {"2026-02-10", working(15), "2026-03-09"},
		"five working days from the eve, two Saturdays":          {"2026-02-12", working(5), "2026-02-26"},
		"seven working days end on a worked Saturday":            {"2026-02-12", working(7), "2026-02-28"},
		"fifteen working days from the eve":                      {"2026-02-12", working(15), "2026-03-11"},
		"five working days over Labour Day, Saturday 9th worked": {"2026-04-30", working(5), "2026-05-11"},
		"seven working days over Labour Day":                     {"2026-04-30", working(7), "2026-05-13"},
		"fifteen working days over Labour Day":                   {"2026-04-30", working(15), "2026-05-25"},
		"fifteen days end in Mid-Autumn and roll":                {"2026-09-10", c15, "2026-09-28"},
		"thirty days end on a worked Saturday in October":        {"2026-09-10", c30, "2026-10-10"},
		"fifteen days end in National Day and roll":              {"2026-09-18", c15, "2026-10-08"},
		"thirty days end on a Sunday and roll":                   {"2026-09-18", c30, "2026-10-19"},
		"five working days, the naive answer is a holiday":       {"2026-09-18", working(5), "2026-09-24"},
		"seven working days over Mid-Autumn":                     {"2026-09-18", working(7), "2026-09-29"},
		"fifteen working days over two holidays":                 {"2026-09-18", working(15), "2026-10-15"},
		"no roll unless the rule says so":                        {"2026-02-05", days(15), "2026-02-20"},
		"one working day is the next working day, not 24 hours":  {"2026-03-02", working(1), "2026-03-03"},
		"one working day from a Friday is Monday":                {"2026-03-06", working(1), "2026-03-09"},
		"one working day from a rest day":                        {"2026-02-17", working(1), "2026-02-24"},
		"one day":                                                {"2026-03-02", days(1), "2026-03-03"},
		"one month to the month's end, a worked Saturday":        {"2026-01-31", rolling(1, deadline.Months), "2026-02-28"},
		"three months roll over Labour Day":                      {"2026-02-01", rolling(3, deadline.Months), "2026-05-06"},
		"two years without roll":                                 {"2024-02-29", deadline.Period{N: 2, Unit: deadline.Years}, "2026-02-28"},
		"Spring Festival 2020 as lengthened by a later notice":   {"2020-01-23", working(5), "2020-02-07"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := compute(t, c.start, c.period)
			require.Equal(t, c.want, r.Due.String())
			require.False(t, r.Provisional)
			require.Zero(t, r.LateBy(r.Due))
			require.Equal(t, 3, r.LateBy(r.Due.AddDays(3)))
		})
	}
}

func TestPausesMoveTheDueDate(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		start  string
		period deadline.Period
		pauses []deadline.Pause
		want   string
	}{
		"the day of the pause counts, the day of the answer does not": {
			"2026-03-02", days(10), []deadline.Pause{pause("2026-03-04", "2026-03-09", "补正")}, "2026-03-17",
		},
		"a pause within one day suspends nothing": {
			"2026-03-02", days(10), []deadline.Pause{pause("2026-03-04", "2026-03-04", "补正")}, "2026-03-12",
		},
		"a pause over a weekend alone costs no working day": {
			"2026-03-02", working(5), []deadline.Pause{pause("2026-03-06", "2026-03-08", "补正")}, "2026-03-09",
		},
		"a pause over a worked Saturday costs it": {
			"2026-02-10", working(5), []deadline.Pause{pause("2026-02-13", "2026-02-14", "补正")}, "2026-02-25",
		},
		"overlapping and touching pauses count once": {
			"2026-03-02", days(10), []deadline.Pause{
				pause("2026-03-08", "2026-03-10", "专家论证"), pause("2026-03-04", "2026-03-07", "补正"),
				pause("2026-03-06", "2026-03-08", "征求意见"),
			}, "2026-03-18",
		},
		"a pause that ended by the event changes nothing": {
			"2026-03-02", days(10), []deadline.Pause{pause("2026-02-01", "2026-03-02", "补正")}, "2026-03-12",
		},
		"a pause that spans the event delays day one": {
			"2026-03-02", days(10), []deadline.Pause{pause("2026-02-01", "2026-03-05", "补正")}, "2026-03-15",
		},
		"a pause from the due date on changes nothing": {
			"2026-03-02", days(10), []deadline.Pause{pause("2026-03-12", "2026-03-30", "补正")}, "2026-03-12",
		},
		"a pause on the eve suspends the due date": {
			"2026-03-02", days(10), []deadline.Pause{pause("2026-03-11", "2026-03-30", "补正")}, "2026-03-31",
		},
		"an open pause from the due date on is too late": {
			"2026-03-02", days(10), []deadline.Pause{pause("2026-03-12", "", "补正")}, "2026-03-12",
		},
		"a period does not end inside a pause that begins while it rolls": {
			"2026-02-05", rolling(15, deadline.Days), []deadline.Pause{pause("2026-02-21", "2026-02-26", "补正")}, "2026-02-27",
		},
		"a pause from the day it rolls to is too late": {
			"2026-02-05", rolling(15, deadline.Days), []deadline.Pause{pause("2026-02-24", "2026-02-26", "补正")}, "2026-02-24",
		},
		"a month is paused by the day": {
			"2026-03-02", rolling(1, deadline.Months), []deadline.Pause{pause("2026-03-10", "2026-03-20", "征求意见")}, "2026-04-13",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, compute(t, c.start, c.period, c.pauses...).Due.String())
		})
	}
}

// Peers lose the clock when a case is sent back (yudao #1018): here every
// send-back is one more pause on the same clock.
func TestSendBacksAccumulateOnOneClock(t *testing.T) {
	t.Parallel()
	first := pause("2026-03-04", "2026-03-10", "补正")
	second := pause("2026-03-12", "2026-03-20", "补正")
	r := compute(t, "2026-03-02", working(15), first)
	require.Equal(t, "2026-03-27", r.Due.String())
	r = compute(t, "2026-03-02", working(15), first, pause("2026-03-12", "", "补正"))
	require.True(t, r.Paused)
	require.Equal(t, 11, r.Remaining, "two days before the first send-back and two before the second are used")
	r = compute(t, "2026-03-02", working(15), first, second)
	require.Equal(t, "2026-04-07", r.Due.String(), "eleven working days after 20 March, Qingming passed over")
}

func TestAnOpenPauseLeavesTheRemainder(t *testing.T) {
	t.Parallel()
	r := compute(t, "2026-02-10", working(15), pause("2026-02-12", "", "补正"))
	require.True(t, r.Paused)
	require.Equal(t, 13, r.Remaining)
	require.True(t, r.Due.IsZero())
	require.False(t, r.Provisional)
	require.Equal(t, 13, r.RemainingAt(day("2026-04-01")), "the clock stands still")
	require.Equal(t, 15, r.RemainingAt(r.Start))
	require.Zero(t, r.LateBy(day("2026-12-01")))

	r = compute(t, "2026-02-10", working(15), pause("2026-02-01", "", "补正"))
	require.Equal(t, 15, r.Remaining, "paused from before the event")

	r = compute(t, "2026-02-05", rolling(15, deadline.Days), pause("2026-02-21", "", "补正"))
	require.True(t, r.Paused)
	require.Zero(t, r.Remaining, "only the roll to a working day is left")
	require.Zero(t, r.RemainingAt(day("2026-02-21")))
}

func TestRemainingCountsWhatIsLeft(t *testing.T) {
	t.Parallel()
	w := compute(t, "2026-02-10", working(5))
	require.Equal(t, 5, w.RemainingAt(day("2026-02-01")))
	require.Equal(t, 1, w.RemainingAt(day("2026-02-14")))
	require.Equal(t, 1, w.RemainingAt(day("2026-02-20")), "holidays use nothing up")
	require.Zero(t, w.RemainingAt(w.Due))
	require.Zero(t, w.RemainingAt(day("2026-12-01")))

	c := compute(t, "2026-02-05", rolling(15, deadline.Days))
	require.Equal(t, 19, c.RemainingAt(c.Start), "civil days up to the rolled due date")
	require.Equal(t, 3, c.RemainingAt(day("2026-02-21")))
	require.Zero(t, c.RemainingAt(c.Due))

	p := compute(t, "2026-02-05", rolling(15, deadline.Days), pause("2026-02-21", "2026-02-26", "补正"))
	require.Equal(t, 17, p.RemainingAt(p.Start), "22 civil days less 5 suspended")
	require.Equal(t, 1, p.RemainingAt(day("2026-02-24")))
}

func TestOnlyDaysThatDecideMakeAResultProvisional(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		start   string
		period  deadline.Period
		pauses  []deadline.Pause
		due     string
		missing []int
	}{
		"thirty working days run into 2027": {
			"2026-11-24", working(30), nil, "2027-01-05", []int{2027},
		},
		"working days end before the last days of December": {
			"2026-12-14", working(5), nil, "2026-12-21", nil,
		},
		"the last days of December wait for the next notice": {
			"2026-12-28", working(3), nil, "2026-12-31", []int{2027},
		},
		"calendar days into 2027 without roll ask nothing": {
			"2026-12-20", days(30), nil, "2027-01-19", nil,
		},
		"calendar days into 2027 with roll look at the last day": {
			"2026-12-20", rolling(30, deadline.Days), nil, "2027-01-19", []int{2027},
		},
		"months roll in 2027": {
			"2026-12-20", rolling(3, deadline.Months), nil, "2027-03-22", []int{2027},
		},
		"calendar days with roll that pass over an unknown start": {
			"2006-12-10", rolling(60, deadline.Days), nil, "2007-02-08", nil,
		},
		"working days from an unknown past year": {
			"2006-12-20", working(10), nil, "2007-01-04", []int{2006},
		},
		"days of 2006 that the notice of 2007 names are known": {
			"2006-12-29", working(2), nil, "2006-12-31", nil,
		},
		"suspended days ask nothing": {
			"2006-12-10", working(1), []deadline.Pause{pause("2006-12-10", "2007-03-01", "补正")}, "2007-03-02", nil,
		},
		"a validity of five years rolls in 2029": {
			"2024-09-22", rolling(5, deadline.Years), nil, "2029-09-24", []int{2029},
		},
		"two years are missing": {
			"2026-12-27", working(270), nil, "2028-01-07", []int{2027, 2028},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := compute(t, c.start, c.period, c.pauses...)
			require.Equal(t, c.due, r.Due.String())
			require.Equal(t, c.missing, r.MissingYears)
			require.Equal(t, len(c.missing) > 0, r.Provisional)
		})
	}
}

func TestANewNoticeSettlesAProvisionalDate(t *testing.T) {
	t.Parallel()
	before := compute(t, "2026-11-24", working(30))
	require.True(t, before.Provisional)
	y, err := deadline.ParseYear([]byte(good2027))
	require.NoError(t, err)
	cal, err := deadline.China().With(y)
	require.NoError(t, err)
	after, err := deadline.Compute(before.Start, before.Period, cal, before.Pauses...)
	require.NoError(t, err)
	require.False(t, after.Provisional)
	require.Equal(t, "2027-01-06", after.Due.String(), "31 December and 1 January off, Sunday 3 January worked")
	require.NotEqual(t, before.CalendarVersion, after.CalendarVersion)
}

func TestRollForwardMeansNothingForWorkingDays(t *testing.T) {
	t.Parallel()
	require.Equal(t, compute(t, "2026-02-10", working(5)).Steps,
		compute(t, "2026-02-10", rolling(5, deadline.WorkingDays)).Steps)
}

// pm4py #558 accepts a calendar and ignores it; Flowable #3629 crashes without
// one.
func TestTheCalendarIsUsedAndItsAbsenceNoticed(t *testing.T) {
	t.Parallel()
	bare, err := deadline.New("weekends", "none", nil)
	require.NoError(t, err)
	r, err := deadline.Compute(day("2026-02-10"), working(5), bare)
	require.NoError(t, err)
	require.Equal(t, "2026-02-17", r.Due.String(), "Monday to Friday alone")
	require.Equal(t, []int{2026}, r.MissingYears)
	require.Equal(t, "weekends", r.CalendarID)
	require.Equal(t, "none", r.CalendarVersion)

	_, err = deadline.Compute(day("2026-02-10"), working(5), nil)
	require.ErrorContains(t, err, "缺少工作日历")
	_, err = deadline.Compute(day("2026-02-10"), rolling(5, deadline.Days), nil)
	require.ErrorContains(t, err, "缺少工作日历")
	r, err = deadline.Compute(day("2026-02-10"), days(5), nil)
	require.NoError(t, err)
	require.Equal(t, "2026-02-15", r.Due.String())
}

func TestComputeRefusesInChinese(t *testing.T) {
	t.Parallel()
	ok := day("2026-03-02")
	for name, c := range map[string]struct {
		start  deadline.Date
		period deadline.Period
		pause  deadline.Pause
		want   string
	}{
		"no start":                   {deadline.Date{}, days(5), deadline.Pause{From: ok}, "起算日期“”无效"},
		"a start that is no date":    {deadline.Date{Year: 2026, Month: 2, Day: 30}, days(5), deadline.Pause{From: ok}, "起算日期“2026-02-30”无效"},
		"a start in another age":     {day("0206-03-02"), days(5), deadline.Pause{From: ok}, "无效"},
		"no days":                    {ok, days(0), deadline.Pause{From: ok}, "期限应为正整数，现为0"},
		"a negative period":          {ok, working(-1), deadline.Pause{From: ok}, "现为-1"},
		"no unit":                    {ok, deadline.Period{N: 5}, deadline.Pause{From: ok}, "期限单位“”无效"},
		"a period beyond reason":     {ok, deadline.Period{N: 101, Unit: deadline.Years}, deadline.Pause{From: ok}, "过长"},
		"a pause that ends too soon": {ok, days(5), pause("2026-03-05", "2026-03-04", "补正"), "暂停（补正）的结束日期2026-03-04早于开始日期2026-03-05"},
		"a pause without beginning":  {ok, days(5), deadline.Pause{To: ok}, "暂停（未注明事由）的开始日期“”无效"},
		"a pause without end":        {ok, days(5), pause("2026-03-05", "9999-12-31", "补正"), "结束日期“9999-12-31”无效"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := deadline.Compute(c.start, c.period, deadline.China(), c.pause)
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestPeriodsAndResultsTravelAsJSON(t *testing.T) {
	t.Parallel()
	var p deadline.Period
	require.NoError(t, json.Unmarshal([]byte(`{"n":15,"unit":"day","roll_forward":true}`), &p))
	require.Equal(t, rolling(15, deadline.Days), p)
	require.Equal(t, deadline.Days, deadline.CalendarDay.Unit())
	require.Equal(t, deadline.WorkingDays, deadline.WorkingDay.Unit())
	require.Error(t, deadline.Period{N: 1, Unit: deadline.DayType("").Unit()}.Validate())

	for _, r := range []deadline.Result{
		compute(t, "2026-02-05", p, pause("2026-02-10", "2026-02-12", "补正")),
		compute(t, "2026-02-05", p, pause("2026-02-10", "", "补正")),
		compute(t, "2026-11-24", working(30)),
	} {
		text, err := json.Marshal(r)
		require.NoError(t, err)
		var back deadline.Result
		require.NoError(t, json.Unmarshal(text, &back))
		require.Equal(t, r, back)
		require.Equal(t, r.Explain(), back.Explain(), "a stored result explains itself")
	}
}
