package rules

import (
	"strings"

	"guibei"
)

var r133 = rule(Rule{
	ID: "R133", Version: 1, Group: Structure,
	Title:    "没有写明由谁解释",
	Basis:    "附则载明解释机关（通行做法）",
	Source:   Practice,
	Severity: guibei.Info,
	Looks:    "五条以上的文本，通篇没有“解释”。",
	Blind:    "解释机关是否有权解释不看；不规定解释机关的，由制定机关解释，未必有误。",
}, func(r *Rule, in *Input) []guibei.Finding {
	v := in.read()
	var out []guibei.Finding
	for _, t := range v.instruments() {
		if len(t.articles) < fewArticles {
			continue
		}
		explained := false
		var final *line
		for i := t.first; i < t.last; i++ {
			l := &v.lines[i]
			explained = explained || strings.Contains(l.text, "解释")
			if l.heading.unit == '条' {
				final = l
			}
		}
		if !explained {
			out = append(out, r.finding(final.placeOf(0, final.heading.size), "没有写明由谁解释。需要的，请在附则中写明解释机关，一般是制定机关。"))
		}
	}
	return out
})
