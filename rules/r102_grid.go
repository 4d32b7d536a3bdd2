package rules

import (
	"fmt"
	"strconv"

	"guibei"
)

var r102 = rule(Rule{
	ID: "R102", Version: 1, Group: Format,
	Title:    "每页行数、每行字数或者行距与要求不符",
	Basis:    "GB/T 9704—2012（一般每面排22行，每行排28个字，特定情况可以作适当调整）",
	Source:   Standard,
	Severity: guibei.Info,
	Looks:    "正文多数段落设了固定行距而不在28磅至30磅之间；没有固定行距的，文档网格不是22行、28字或者没有网格。",
	Blind:    "标准允许作适当调整，只作参考；不计算实际排出的行数；纯文本不检查。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if !in.looksCount() || len(in.Layout.Pages) == 0 {
		return nil
	}
	pitches := map[float64]int{}
	var first *line
	in.eachLook(func(l *line, k *Look) {
		if l.running() {
			pitches[k.Pitch]++
			if first == nil {
				first = l
			}
		}
	})
	if first == nil {
		return nil
	}
	common := 0.0
	for p, n := range pitches {
		if n > pitches[common] || n == pitches[common] && p < common {
			common = p
		}
	}
	detail := gridDetail(common, in.Layout.Pages[0])
	if detail == "" {
		return nil
	}
	return []guibei.Finding{r.finding(first.beginning(), detail)}
})

// gridDetail judges the distance of lines by what is set exactly, and only
// without that by the grid.
func gridDetail(pitch float64, p Page) string {
	const next = "三号字每面22行、每行28字时，行距约为28.95磅。有意调整的，不必处理。"
	switch {
	case pitch != 0 && (pitch < 28 || pitch > 30):
		return "正文行距固定为" + decimal(pitch) + "磅。" + next
	case pitch != 0:
		return ""
	case p.Lines == 0:
		return "正文没有设固定行距，文档也没有设网格。" + next
	case p.Lines != 22 || p.Chars != 0 && p.Chars != 28:
		return fmt.Sprintf("文档网格是每面%d行、每行%s字。", p.Lines, gridChars(p.Chars)) + next
	}
	return ""
}

func gridChars(n int) string {
	if n == 0 {
		return "未设"
	}
	return strconv.Itoa(n)
}
