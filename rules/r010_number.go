package rules

import (
	"fmt"
	"regexp"
	"strings"

	"guibei"
)

var r010 = rule(Rule{
	ID: "R010", Version: 1, Group: Format,
	Title:    "发文字号格式不规范",
	Basis:    "GB/T 9704—2012 7.2.5",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "年份没有用六角括号〔〕括起，年份没有写全，顺序号前加“第”或者编虚位（如03号）。引用的文号一并检查。",
	Blind:    "不看机关代字是否正确，不看没有括号的文号，不看版头的位置和字体；扫描件和图片中的文号看不到。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	lines := in.read().lines
	for i := range lines {
		l := &lines[i]
		if !strings.Contains(l.text, "号") {
			continue
		}
		for _, m := range number.FindAllStringSubmatchIndex(l.text, -1) {
			if detail := numberDetail(l.text, m); detail != "" {
				out = append(out, r.finding(l.placeOf(m[0], m[1]), detail))
			}
		}
	}
	return out
})

// number is 机关代字〔年份〕顺序号号 in any brackets; folding has made round
// brackets full-width.
var number = regexp.MustCompile(`[\p{Han}]([〔\[［【〖（〈｛{])((?:19|20)?\d{2})年?([〕\]］】〗）〉｝}])(第?)(\d{1,5})号`)

func numberDetail(text string, m []int) string {
	group := func(i int) string { return text[m[2*i]:m[2*i+1]] }
	year, digits := group(2), group(5)
	var wrong []string
	if group(1) != "〔" || group(3) != "〕" {
		wrong = append(wrong, "年份应当用六角括号〔〕")
	}
	if strings.Contains(text[m[2]:m[8]], "年") {
		wrong = append(wrong, "括号内不写“年”字")
	}
	if len(year) != 4 {
		wrong = append(wrong, "年份应当写全四位")
		year = "20" + year
	}
	if group(4) != "" {
		wrong = append(wrong, "顺序号前不加“第”字")
	}
	if strings.HasPrefix(digits, "0") {
		wrong = append(wrong, "顺序号不编虚位")
	}
	if len(wrong) == 0 {
		return ""
	}
	right := fmt.Sprintf("〔%s〕%s号", year, strings.TrimLeft(digits, "0"))
	return fmt.Sprintf("发文字号%s。请改为“机关代字%s”的形式；引用他人文号的，请核对原文。", strings.Join(wrong, "，"), right)
}
