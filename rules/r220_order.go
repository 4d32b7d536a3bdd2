package rules

import (
	"fmt"
	"regexp"

	"guibei"
)

var r220 = rule(Rule{
	ID: "R220", Version: 1, Group: Dates,
	Title:    "施行日期早于公布，或者间隔不足",
	Basis:    "《立法法》第一百零四条（参照）；《规章制定程序条例》第三十二条（参照）；本地行政规范性文件管理规定",
	Source:   Ordinance,
	Severity: guibei.High,
	Looks:    "施行日期早于成文日期（没有成文日期的，早于检查日期）；与成文日期的间隔少于本地规定的天数。",
	Blind:    "成文日期只认独占一行的日期；不判断是否有需要立即施行的例外情形。",
}, func(r *Rule, in *Input) []guibei.Finding {
	effective, at := in.effectiveWritten()
	if effective.IsZero() {
		return nil
	}
	signed := in.signedOn()
	switch {
	case !signed.IsZero() && effective.Before(signed):
		return []guibei.Finding{r.finding(at, fmt.Sprintf("施行日期早于成文日期（%s），溯及既往。请改为公布之后的日期；为了更好地保护权利而需要溯及的，请写明。", signed))}
	case signed.IsZero() && !in.On.IsZero() && in.isDocument() && !in.view.national && effective.Before(in.On):
		f := r.finding(at, fmt.Sprintf("施行日期早于检查的日期（%s），而文件还没有公布。请改为公布之后的日期。", in.On))
		f.Severity = guibei.Medium
		return []guibei.Finding{f}
	case !signed.IsZero() && in.MinGapDays > 0 && effective.Before(signed.AddDays(in.MinGapDays)):
		f := r.finding(at, fmt.Sprintf("施行日期距成文日期（%s）不足%d日。请推后施行日期；公布后不立即施行将有碍执行的，请说明理由。", signed, in.MinGapDays))
		f.Severity = guibei.Medium
		return []guibei.Finding{f}
	}
	return nil
})

// effectiveWritten returns the first whole date that the text says it takes
// effect on, and where.
func (in *Input) effectiveWritten() (guibei.Date, guibei.Place) {
	for i := range in.read().clauses {
		c := &in.view.clauses[i]
		for _, m := range takesEffectIn(c.text) {
			if d, ok := firstDate(c.text[m[0]:m[1]]); ok && ownEffect(c, m[0]) {
				return d, c.placeOf(m[0], m[1])
			}
		}
	}
	return guibei.Date{}, guibei.Place{}
}

var (
	selfNamed  = regexp.MustCompile(`本` + itself + `|有效期|试行|^(?:第[^条]{1,6}条)?自`)
	otherNamed = regexp.MustCompile(`《[^《》]+》(?:（[^（）]{1,40}）)?(?:已?[自于从]|将)$`)
)

// ownEffect reports whether a sentence speaks of the text itself.
func ownEffect(c *clause, at int) bool {
	return selfNamed.MatchString(c.text[c.lead:]) && !otherNamed.MatchString(tail(c.text[:at], near))
}

var dateLine = regexp.MustCompile(`^` + day + `$`)

// signedOn returns the date that stands alone on a line, the last one: 成文日期.
func (in *Input) signedOn() guibei.Date {
	lines := in.read().lines
	for i := len(lines) - 1; i >= 0; i-- {
		if l := &lines[i]; !l.contents && !l.para.Table && dateLine.MatchString(l.text) {
			if d, ok := firstDate(l.text); ok {
				return d
			}
		}
	}
	return guibei.Date{}
}
