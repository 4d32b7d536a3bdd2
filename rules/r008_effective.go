package rules

import (
	"regexp"
	"strings"

	"guibei"
)

var r008 = rule(Rule{
	ID: "R008", Version: 3, Group: Dates,
	Title:    "没有写明施行日期",
	Basis:    "《立法法》第六十一条（参照）；本地行政规范性文件管理规定",
	Source:   Practice,
	Severity: guibei.Medium,
	Looks:    "全文没有“自…起施行（实施、执行）”一类表述；有表述但日期没有填全的，指出其位置。",
	Blind:    "不判断施行日期是否早于公布、是否留足间隔；不足三百字且没有条文的文本不检查；国务院的文件不检查。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if !in.isDocument() || in.view.national {
		return nil
	}
	var blank *guibei.Place
	for i := range in.read().clauses {
		c := &in.view.clauses[i]
		for _, m := range takesEffectIn(c.text) {
			if !unfilled(c.text[m[0]:m[1]]) {
				return nil
			}
			at := c.placeOf(m[0], m[1])
			blank = &at
		}
	}
	if blank != nil {
		return []guibei.Finding{r.finding(*blank, "“"+blank.Quote+"”的日期没有填全。请填写完整的年月日，或者写明“自公布之日起施行”。")}
	}
	return []guibei.Finding{r.finding(guibei.Place{}, "全文没有写明施行日期。请在附则或者文末写明“自×年×月×日起施行”，并与有效期一并核对。")}
})

var placeholder = regexp.MustCompile(`[×xX＿_○*…]|自年|年月|月日|待定`)

// unfilled reports whether words about taking effect have a date with holes.
func unfilled(words string) bool {
	if _, ok := firstDate(words); ok {
		return false
	}
	return strings.Contains(words, "年") && strings.Contains(words, "月") || placeholder.MatchString(words)
}
