package rules

import (
	"fmt"
	"regexp"

	"guibei"
	"guibei/laws"
)

var r233 = rule(Rule{
	ID: "R233", Version: 1, Group: Citing,
	Title:    "引用法律没有用书名号",
	Basis:    "《标点符号用法》（GB/T 15834—2011）4.15",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "“依照行政处罚法第×条”一类写了条号而没有书名号的引用，名录里有这个名称的才提示。",
	Blind:    "没有条号的简称（如“依照民法典”）不看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	for i := range in.read().clauses {
		c := &in.view.clauses[i]
		for _, m := range bareLaw.FindAllStringSubmatchIndex(c.text, -1) {
			if l, ok := in.register().Find(c.text[m[2]:m[3]]); ok && m[1] > c.lead {
				out = append(out, r.finding(c.placeOf(m[2], m[3]), fmt.Sprintf("引用《%s》没有用书名号。请写全名称并加书名号。", laws.Key(l.Title))))
			}
		}
	}
	return out
})

var bareLaw = regexp.MustCompile(`(?:根据|依照|按照|依据|违反|适用|符合)((?:中华人民共和国)?[\p{Han}]{2,18}?(?:法|法典|条例))第` + digits + `{1,6}条`)
