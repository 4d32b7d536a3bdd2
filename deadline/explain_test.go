package deadline_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/deadline"
)

func TestTheDerivationNamesWhatTheExamplesDoNotShow(t *testing.T) {
	t.Parallel()
	bare, err := deadline.New("bare", "v1", nil)
	require.NoError(t, err)
	sourced := deadline.Period{N: 2, Unit: deadline.WorkingDays, Source: "某办法第九条"}
	for name, c := range map[string]struct {
		start  string
		period deadline.Period
		cal    *deadline.Calendar
		pauses []deadline.Pause
		want   string
	}{
		"the source and the calendar": {
			"2026-03-02", sourced, bare, nil,
			"期限为2个工作日（依据：某办法第九条），按工作日历bare（版本v1）推算。",
		},
		"a last day that rests because the rule does not roll": {
			"2026-02-05", days(15), deadline.China(), nil,
			"期间于2026年2月20日（周五）届满（逢春节放假，本期限未设顺延），截止时间为当日二十四时；有业务时间的，为停止业务活动的时间（民法典第二百零三条）。",
		},
		"a last day that is an ordinary working day": {
			"2026-03-02", rolling(3, deadline.Days), deadline.China(), nil,
			"最后一日2026年3月5日（周四）为工作日，不顺延。",
		},
		"a roll from a weekend into a holiday": {
			"2024-03-30", rolling(35, deadline.Days), deadline.China(), nil,
			"最后一日2024年5月4日（周六）逢劳动节放假，顺延至其后第一个工作日（民法典第二百零三条）：2024年5月4日（周六）至5月5日（周日），劳动节放假。",
		},
		"a roll that goes on after a pause": {
			"2026-02-05", rolling(15, deadline.Days), deadline.China(),
			[]deadline.Pause{pause("2026-02-21", "2026-02-22", "补正")},
			"2026年2月23日（周一），春节放假，继续顺延。",
		},
		"two reasons on the same days": {
			"2026-03-02", days(9), nil,
			[]deadline.Pause{pause("2026-03-04", "2026-03-06", "补正"), pause("2026-03-04", "2026-03-06", "专家论证")},
			"2026年3月5日（周四）至3月6日（周五），因补正、专家论证暂停计时，2天不计。",
		},
		"a corresponding day that exists": {
			"2026-03-02",
			deadline.Period{N: 2, Unit: deadline.Years},
			nil, nil,
			"2026年3月2日（周一）之后2年，到期月的对应日为2028年3月2日（周四）（民法典第二百零二条），共计731日。",
		},
		"a past year that is not on record": {
			"2006-12-20", working(2), deadline.China(), nil,
			"2006年放假安排未收录，暂按周末推算，补录后重新计算。",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := deadline.Compute(day(c.start), c.period, c.cal, c.pauses...)
			require.NoError(t, err)
			require.Contains(t, r.Explain(), c.want)
		})
	}
}
