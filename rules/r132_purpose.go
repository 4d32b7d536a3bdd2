package rules

import (
	"regexp"
	"strings"

	"guibei"
)

var r132 = rule(Rule{
	ID: "R132", Version: 1, Group: Structure,
	Title:    "第一条没有写明目的或者依据",
	Basis:    "首条载明目的和依据（通行做法；《规章制定程序条例》第八条，参照）",
	Source:   Practice,
	Severity: guibei.Low,
	Looks:    "五条以上的文本，第一条里没有“为”“为了”“根据”“依据”等字样。",
	Blind:    "目的写得是否恰当、依据是否有效不看；依据见R002、R006。",
}, func(r *Rule, in *Input) []guibei.Finding {
	v := in.read()
	var out []guibei.Finding
	for _, t := range v.instruments() {
		l := &v.lines[t.first]
		if len(t.articles) < fewArticles || l.heading.number != 1 || statesPurpose.MatchString(v.articleText(t.first)) {
			continue
		}
		out = append(out, r.finding(l.placeOf(0, l.heading.size), "第一条没有写制定的目的和依据。请写明“为了……，根据……，制定本办法”。"))
	}
	return out
})

// fewArticles is how many articles make a text that has purpose, interpreter
// and definitions as parts of its own.
const fewArticles = 5

var statesPurpose = regexp.MustCompile(`为了?|根据|依据|依照|按照|贯彻|遵照`)

// articleText joins the lines of the article that begins at a line.
func (v *view) articleText(i int) string {
	var b strings.Builder
	b.WriteString(v.lines[i].text)
	for i++; i < len(v.lines) && v.lines[i].heading.unit == 0 && v.lines[i].role != roleTitle; i++ {
		b.WriteString(v.lines[i].text)
	}
	return b.String()
}
