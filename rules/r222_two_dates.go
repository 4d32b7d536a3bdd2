package rules

import (
	"fmt"
	"regexp"

	"guibei"
)

var r222 = rule(Rule{
	ID: "R222", Version: 1, Group: Dates,
	Title:    "写了两个不同的施行日期",
	Basis:    "《立法法》第六十一条（参照）",
	Source:   Practice,
	Severity: guibei.Medium,
	Looks:    "全文两处写明本文件施行的日期而不相同。",
	Blind:    "个别条款另行施行的，须写“本办法第×条自…起施行”才认得；“自公布之日起”与具体日期并存的也提示。",
}, func(r *Rule, in *Input) []guibei.Finding {
	first := ""
	for i := range in.read().clauses {
		c := &in.view.clauses[i]
		for _, m := range takesEffectIn(c.text) {
			words := c.text[m[0]:m[1]]
			if unfilled(words) || !ownEffect(c, m[0]) || ofPart.MatchString(c.text[c.lead:m[0]]) {
				continue
			}
			day := "公布之日"
			if d, ok := firstDate(words); ok {
				day = d.String()
			}
			if first == "" {
				first = day
			} else if first != day {
				at := c.placeOf(m[0], m[1])
				return []guibei.Finding{r.finding(at, fmt.Sprintf("前文写的施行日期是%s，这里是%s。请统一；分别施行的，请写明各自适用的条款。", first, day))}
			}
		}
	}
	return nil
})

// ofPart is a sentence about some articles only: 本办法第九条自….
var ofPart = regexp.MustCompile(`\p{Han}第` + digits + `{1,4}[条章]`)
