package rules_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/rules"
)

// FuzzCheckNeverPanics also holds every place to its paragraph.
func FuzzCheckNeverPanics(f *testing.F) {
	f.Add(carried)
	f.Add("第一条　𠮷田路 罚 款 ２００ 元。\v第二条 给予：\n（一）警告；（二）没收；\n1. 吊销执照")
	f.Add("\xff\xfe第十条处\xe7\xbd罚款：（一）")
	f.Add("《《》第第条〔25〕第0号机密★\u200b1 3 8-0013-8000，11010519491231002X有效期至２０３１年２月３０日止")
	f.Fuzz(func(t *testing.T, s string) {
		in := rules.Input{
			Text: rules.FromString(s), On: guibei.Date{Year: 2026, Month: time.November, Day: 24}, MaxYears: 5, MaxTrialYears: 2,
		}
		in.Text.Paragraphs = append(in.Text.Paragraphs, rules.Paragraph{ID: "soft", Text: strings.ReplaceAll(s, "\n", "\v")})
		got := rules.Check(in)
		if utf8.ValidString(s) {
			requirePlaces(t, in.Text, got.Findings)
		}
	})
}

// twentyPages is about what a drafted 办法 of twenty pages holds: 28 characters
// by 22 lines a page, in the words of such texts.
func twentyPages() string {
	sentences := []string{
		"为了规范%s管理，维护公共秩序，根据《中华人民共和国道路交通安全法》第三十三条和《优化营商环境条例》，结合本区实际，制定本办法。",
		"区人民政府应当加强对%s工作的领导，建立健全协调机制，研究解决工作中的重大问题，将所需经费列入本级预算。",
		"单位和个人应当遵守下列规定：\n（一）按照规定的时间、地点、方式实施%s行为；\n（二）不得占用、堵塞消防通道和盲道；\n（三）法律、法规规定的其他要求。",
		"未经区城市管理部门批准，任何单位和个人不得擅自改变%s设施的用途；确需改变的，应当报街道办事处备案后方可实施。",
		"不得以任何名义向企业收取费用，不得违法增加办理%s事项的条件、环节和材料。",
		"违反本办法规定的，由有关主管部门依法处理；造成损失的，依法承担赔偿责任；在%s中弄虚作假的，处二百元以上一千元以下罚款。",
	}
	var b strings.Builder
	b.WriteString("青山区公共设施管理办法（试行）\n")
	for i := 1; utf8.RuneCountInString(b.String()) < 20*22*28; i++ {
		fmt.Fprintf(&b, "第%d条　"+sentences[i%len(sentences)]+"\n", i, []string{"停车", "市容", "养犬", "摊点"}[i%4])
	}
	b.WriteString("本办法自2026年12月1日起施行，有效期两年。\n")
	return b.String()
}

// BenchmarkCheck has a budget of 50 ms for a text of twenty pages.
func BenchmarkCheck(b *testing.B) {
	in := rules.Input{
		Text: rules.FromString(twentyPages()), On: guibei.Date{Year: 2026, Month: time.November, Day: 24}, MaxYears: 5, MaxTrialYears: 2,
	}
	b.ReportAllocs()
	for b.Loop() {
		if len(rules.Check(in).Findings) == 0 {
			b.Fatal("nothing found")
		}
	}
}

// TestATextWithoutStopsTakesTimeInProportion holds off texts made to be slow:
// each of these once took time with the square or cube of its length.
func TestATextWithoutStopsTakesTimeInProportion(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"处罚款", "罚1元", "收取费", "不得收取费", "未经批准", "未经\n", "《甲》", "《合同法》", "依《甲》收取费", "（一）给予：\n", "1,", "有效期五年",
		"（", "）", "“\n", "（》", "甲（以下简称乙）", "第一条\n", "第一条见第二条第（三）项\n", "的", "管理", "见附件9。\n", "附件\n", "一、\n", "甲\t1\n", "路1号",
	} {
		in := rules.Input{Text: rules.FromString(strings.Repeat(s, 60_000/len(s))), On: guibei.Date{Year: 2026, Month: time.November, Day: 24}}
		start := time.Now()
		got := rules.Check(in)
		require.Less(t, time.Since(start), time.Minute, s) // it takes well under a second; the limit leaves room for -race on a busy machine
		require.LessOrEqual(t, len(got.Findings), 200*len(rules.All()), s)
	}
}
