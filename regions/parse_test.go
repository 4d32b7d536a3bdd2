package regions_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/deadline"
	"guibei/regions"
)

// variant reads the pack of 青山区 with one piece of its text replaced.
func variant(t *testing.T, old, replacement string) (*regions.Region, error) {
	t.Helper()
	data, err := os.ReadFile("qingshan/region.yaml")
	require.NoError(t, err)
	require.Contains(t, string(data), old)
	return regions.Parse([]byte(strings.Replace(string(data), old, replacement, 1)))
}

func TestAMistakeInAPackIsNamedByItsPlace(t *testing.T) {
	t.Parallel()
	const review = "  review:\n    - from: 2018-12-04\n      value: {n: 15, unit: working_day}"
	for name, c := range map[string]struct{ old, replacement, want string }{
		"unknown field":     {"code: \"150204\"", "code: \"150204\"\ncolour: red", "colour（第13行）：没有这个参数"},
		"misspelt in depth": {review, strings.Replace(review, "unit:", "units:", 1), "clocks.review[1].value.units"},
		"repeated":          {"zone: Asia/Shanghai", "zone: Asia/Shanghai\nzone: Asia/Shanghai", "zone（第17行）：重复出现"},
		"number as text":    {review, strings.Replace(review, "15", `"15"`, 1), "clocks.review[1].value.n（第"},
		"text as number":    {`code: "150204"`, "code: 150204", "code（第12行）：这里应写文字（数字须加引号）"},
		"bad date":          {review, strings.Replace(review, "2018-12-04", "2018-13-04", 1), "日期“2018-13-04”无效"},
		"list as mapping":   {"organs:\n", "organs: {a: 1}\nold:\n", "organs（第"},
		"no unit":           {review, strings.Replace(review, ", unit: working_day", "", 1), "clocks.review[1]：期限单位“”无效"},
		"negative":          {review, strings.Replace(review, "15", "-1", 1), "clocks.review[1]：期限应为正整数"},
		"none and a period": {review, strings.Replace(review, "n: 15", "none: true, n: 15", 1), "写了 none: true，就不要再写期限"},
		"no clock":          {"  supplement:\n    - from: 2018-12-04\n      value: {n: 5, unit: working_day}", "  supplement:\n  revised:\n    - from: 2018-12-04\n      value: {n: 5, unit: working_day}", "clocks.supplement（第"},
		"clock of a track":  {"  revision:\n", "  filing:\n", "clocks.filing：这里没有“filing”这种期限"},
		"missing clock":     {"  revision:\n", "  filing:\n", "clocks.revision：缺少修改期限"},
		"no source":         {"      source: 政府信息公开条例第二十六条\n", "", "clocks.publication[1]：没有写明依据"},
		"no date":           {review, strings.Replace(review, "- from: 2018-12-04\n      value", "- value", 1), "clocks.review[1]：没有写明自何日起适用"},
		"out of order": {
			review, "  review:\n    - from: 2020-01-01\n      value: {n: 20, unit: working_day}\n      source: 旧规定\n      confirmed: true\n" + review[len("  review:\n"):],
			"clocks.review[2]：适用日期2018-12-04不晚于前一项",
		},
		"unknown organ":      {"authority: bt-gov", "authority: bt-zf", "tracks.gov_up：备案机关“bt-zf”不在机关清单里"},
		"unknown handler":    {"handled_by: qs-sfj", "handled_by: qs-fzb", "tracks.gov_down：承办机构“qs-fzb”"},
		"routed to nobody":   {"{office: qs-office, review: qs-sfj, fair: qs-scjg}", "{office: qs-office, review: qs-fzb, fair: qs-scjg}", "routing.government[1]：机关清单里没有“qs-fzb”"},
		"routed congress":    {"  subdistrict:\n    - from", "  congress:\n    - from", "routing.congress：“congress”不是制定机关的类别"},
		"wrong desk":         {"desk: npc_desk", "desk: drafter", "tracks.npc_same：办理岗位“drafter”"},
		"wrong class":        {"value: [gov]", "value: [party]", "tracks.gov_up.classes[1]：没有“party”"},
		"wrong material":     {"value: [drafting_explanation,", "value: [draft,", "procedure.required_materials[1]：没有“draft”"},
		"no material":        {"value: [drafting_explanation, legal_basis, adoption_record, unit_opinion]", "value: []", "没有列出任何材料"},
		"wrong exemption":    {"[emergency, superior_urgent_order]", "[holiday]", "procedure.exemptions[1]：没有“holiday”"},
		"days beyond a year": {"value: 90", "value: 400", "应在0至366之间"},
		"square brackets":    {"{prefix}规发〔{year}〕{n}号", "{prefix}规发[{year}]{n}号", "不合 GB/T 9704—2012"},
		"leading zeros":      {"{prefix}规发〔{year}〕{n}号", "{prefix}规发〔{year}〕{n:03}号", "不合 GB/T 9704—2012"},
		"with 第":             {"{prefix}规发〔{year}〕{n}号", "{prefix}规发第〔{year}〕{n}号", "不合 GB/T 9704—2012"},
		"placeholder":        {"QSGS-{year}-{n:04}", "QSGS-{year}-{n:04}-{dept}", "{dept}不会被替换"},
		"no year":            {"QSGS-{year}-{n:04}", "QSGS-{n:04}", "须有 {year} 和 {n}"},
		"same for all":       {`"QSGS-{year}-{n:04}", scope: region`, `"QSGS-{year}-{n:04}", scope: organ`, "须有 {prefix}"},
		"wrong scope":        {`"QSGS-{year}-{n:04}", scope: region`, `"QSGS-{year}-{n:04}", scope: city`, "编号范围“city”"},
		"number of nothing":  {"  opinion_no:", "  order_no:", "numbers.order_no：没有“order_no”这种编号"},
		"wrong start":        {"value: effective_on", "value: signed_on", "validity.count_from[1]：没有“signed_on”"},
		"zone":               {"zone: Asia/Shanghai", "zone: Asia/Baotou", "没有“Asia/Baotou”这个时区"},
		"code":               {`"150204"`, `"1502"`, "行政区划代码“1502”应为六位数字"},
		"no name":            {"name: 青山区\n", "name: \"\"\n", "name：没有填写"},
		"organ twice":        {"id: qs-office,", "id: qs-gov,", "机关编号“qs-gov”重复"},
		"organ kind":         {"kind: gov_office", "kind: court", "organs[2]：没有“court”这类机关"},
		"organ id":           {"id: qs-kxl", "id: self", "机关编号“self”"},
		"not YAML":           {"words:", "words: [", "不是有效的YAML"},
		"two documents":      {"words:", "---\nwords:", "一份以上的内容"},
		"an anchor":          {"zone: Asia/Shanghai", "zone: *z", "不是有效的YAML"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := variant(t, c.old, c.replacement)
			require.ErrorIs(t, err, guibei.Invalid)
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestAnEmptyPackIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "# nothing\n", "{}", "[]", "text"} {
		_, err := regions.Parse([]byte(text))
		require.ErrorIs(t, err, guibei.Invalid, "%q", text)
	}
}

func TestAllMistakesAreNamedAtOnce(t *testing.T) {
	t.Parallel()
	_, err := variant(t, "name: 青山区\nparent: 包头市\n", "name: \"\"\nparent: \"\"\n")
	require.ErrorContains(t, err, "有2处错误")
}

func TestAPackMayLeaveOutAKindOfIssuer(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("qingshan/region.yaml")
	require.NoError(t, err)
	head, tail, ok := strings.Cut(string(data), "  subdistrict:\n")
	require.True(t, ok)
	_, tail, ok = strings.Cut(tail, "\n\n")
	require.True(t, ok)
	r, err := regions.Parse([]byte(head + "\n" + tail))
	require.NoError(t, err)
	_, err = r.Terms(morning("2026-06-01"), organ(t, r, "qs-kxl"))
	require.ErrorIs(t, err, guibei.Invalid)
	require.ErrorContains(t, err, "没有规定“街道办事处”制定的文件由谁审核")
}

func TestLocalDaysLieOverTheNationalCalendar(t *testing.T) {
	t.Parallel()
	const local = "local_days:\n  off:\n    - {date: 2026-07-20, name: 那达慕, source: 测试}\n\norgans:\n"
	r, err := variant(t, "organs:\n", local)
	require.NoError(t, err)
	national := deadline.China()
	cal, err := r.Calendar(national)
	require.NoError(t, err)
	monday := day("2026-07-20")
	require.True(t, national.Working(monday))
	require.False(t, cal.Working(monday))
	require.Equal(t, "cn-150204", cal.ID())

	same, err := load(t, qingshan).Calendar(national)
	require.NoError(t, err)
	require.Same(t, national, same)

	_, err = variant(t, "organs:\n", strings.Replace(local, "那达慕", `""`, 1))
	require.ErrorContains(t, err, "local_days：2026-07-20的放假安排不完整")
	r, err = variant(t, "organs:\n", strings.Replace(local, "off:", "work:", 1))
	require.NoError(t, err)
	_, err = r.Calendar(national)
	require.ErrorIs(t, err, guibei.Invalid)
}
