package deadline_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/deadline"
)

const good2027 = `{"year": 2027, "notice": "示例", "off": [
  {"date": "2026-12-31", "name": "元旦"}, {"date": "2027-01-01", "name": "元旦"},
  {"date": "2027-05-01", "name": "劳动节"}, {"date": "2027-10-01", "name": "国庆节"}],
  "work": [{"date": "2027-01-03", "name": "元旦"}]}`

func TestParseYearAcceptsADayOfTheOldDecember(t *testing.T) {
	t.Parallel()
	y, err := deadline.ParseYear([]byte(good2027))
	require.NoError(t, err)
	require.Equal(t, 2027, y.Year)
	require.Len(t, y.Off, 4)
	cal, err := deadline.China().With(y)
	require.NoError(t, err)
	require.False(t, cal.Working(day("2026-12-31")))
	require.True(t, cal.Working(day("2027-01-03")))
}

func TestParseYearRefuses(t *testing.T) {
	t.Parallel()
	replace := func(old, fresh string) string { return strings.Replace(good2027, old, fresh, 1) }
	for name, c := range map[string]struct{ text, want string }{
		"a file that is no JSON":                 {"放假", "格式有误"},
		"an unknown field, a slip of spelling":   {replace(`"off"`, `"offf"`), "格式有误"},
		"text after the end":                     {good2027 + "{}", "多余内容"},
		"a date that does not exist":             {replace("2027-05-01", "2027-02-30"), "2027-02-30"},
		"a day without date":                     {replace(`"date": "2026-12-31", `, ""), "无效"},
		"a day without name":                     {replace(`"2026-12-31", "name": "元旦"`, `"2026-12-31", "name": ""`), "没有写明节日名称"},
		"the same day off twice":                 {replace("2026-12-31", "2027-05-01"), "2027-05-01重复"},
		"a day both off and worked":              {replace("2027-01-03", "2027-05-01"), "2027-05-01重复"},
		"a worked day that is no weekend":        {replace("2027-01-03", "2027-01-04"), "2027年1月4日（周一）不是周六、周日"},
		"a day long before the year":             {replace("2026-12-31", "2026-12-20"), "2026-12-20不在2027年通知可以安排的范围内"},
		"a day long after the year":              {replace("2026-12-31", "2028-01-04"), "2028-01-04不在2027年"},
		"a year out of range":                    {replace(`"year": 2027`, `"year": 27`), "年份27无效"},
		"a year that does not match its days":    {replace(`"year": 2027`, `"year": 2029`), "不在2029年"},
		"an empty placeholder":                   {`{"year": 2027, "off": [], "work": []}`, "缺少法定节假日2027-01-01（元旦）"},
		"a file cut off before the National Day": {replace("2027-10-01", "2027-09-30"), "缺少法定节假日2027-10-01（国庆节）"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := deadline.ParseYear([]byte(c.text))
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestParseYearReportsEverythingAtOnce(t *testing.T) {
	t.Parallel()
	_, err := deadline.ParseYear([]byte(`{"year": 2027, "off": [], "work": [{"date": "2027-01-04", "name": "元旦"}]}`))
	for _, want := range []string{"2027年放假安排有误", "元旦", "劳动节", "国庆节", "不是周六、周日"} {
		require.ErrorContains(t, err, want)
	}
}
