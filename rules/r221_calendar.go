package rules

import (
	"fmt"
	"regexp"

	"guibei"
	"guibei/docx"
)

var r221 = rule(Rule{
	ID: "R221", Version: 1, Group: Dates,
	Title:    "日期不存在或者前后颠倒",
	Basis:    "《党政机关公文处理工作条例》（中办发〔2012〕14号）第十九条",
	Source:   Practice,
	Severity: guibei.Medium,
	Looks:    "日历上没有的日期（2月30日、13月）；起止日期颠倒；写明的星期与日期不符。",
	Blind:    "只有月日没有年份的不看；农历不看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	for i := range in.read().lines {
		l := &in.view.lines[i]
		all := fullDate.FindAllStringIndex(l.text, -1)
		for k, m := range all {
			d, ok := firstDate(l.text[m[0]:m[1]])
			at := l.placeOf(m[0], m[1])
			if !ok {
				out = append(out, r.finding(at, fmt.Sprintf("“%s”在日历上不存在。请核对。", at.Quote)))
				continue
			}
			if w := weekdayAfter(l.text[m[1]:]); w >= 0 && w != int(d.Weekday()) {
				out = append(out, r.finding(at, fmt.Sprintf("“%s”是星期%s，与写明的星期不符。请核对。", at.Quote, weekdays[int(d.Weekday())])))
			}
			if k+1 < len(all) && rangeSign.MatchString(l.text[m[1]:all[k+1][0]]) {
				if end, ok := firstDate(l.text[all[k+1][0]:all[k+1][1]]); ok && end.Before(d) {
					at := l.placeOf(m[0], all[k+1][1])
					out = append(out, r.finding(at, fmt.Sprintf("“%s”的截止日期早于开始日期。请核对。", at.Quote)))
				}
			}
		}
	}
	return out
})

var (
	rangeSign = regexp.MustCompile(`^起?(?:至|到|—|－|-|～|~|——)$`)
	namedDay  = regexp.MustCompile(`^（?(?:星期|周)([一二三四五六日天])`)
	weekdays  = [7]string{"日", "一", "二", "三", "四", "五", "六"}
)

// notADay is no day of the week.
const notADay = -1

// weekdayAfter reads （星期三） at the start of what follows a date, notADay
// for none.
func weekdayAfter(rest string) int {
	m := namedDay.FindStringSubmatch(head(rest, 40))
	if m == nil {
		return notADay
	}
	if m[1] == "天" || m[1] == weekdays[0] {
		return 0
	}
	n, _ := docx.Numeral(m[1])
	return n
}
