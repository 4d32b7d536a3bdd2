package rules

import (
	"regexp"
	"strings"

	"guibei"
)

var r146 = rule(Rule{
	ID: "R146", Version: 1, Group: Writing,
	Title:    "“以上”“以下”没有写明是否包括本数",
	Basis:    "《民法典》第一千二百五十九条（参照）",
	Source:   Statute,
	Severity: guibei.Info,
	Looks:    "五条以上的文本里三处以上“×以上”“×以下”“×以内”，而通篇没有“包括本数”“含本数”之类的说明。",
	Blind:    "各处的含义是否有歧义不看；依上位法含义明确的，不必处理。",
}, func(r *Rule, in *Input) []guibei.Finding {
	v := in.read()
	if v.articles() < fewArticles {
		return nil
	}
	var found gathered
	for i := range v.lines {
		l := &v.lines[i]
		if boundsSaid.MatchString(l.text) {
			return nil
		}
		if !strings.Contains(l.text, "以") {
			continue
		}
		for _, m := range bound.FindAllStringIndex(l.text, -1) {
			found.add(l.placeOf(m[0], m[1]))
		}
	}
	if found.count < 3 {
		return nil
	}
	return []guibei.Finding{r.finding(found.first, "文中多处用“以上”“以下”“以内”，没有说明是否包括本数。容易有不同理解的，请在附则中写明，如“本办法所称‘以上’包括本数”。"+found.places())}
})

var (
	bound      = regexp.MustCompile(num + `[个日年月天元万亩人户级吨次倍%岁]?[^，。；、条第]{0,4}?以[上下内]`)
	boundsSaid = regexp.MustCompile(`本数|本级|含本|均含|包含该数`)
)
