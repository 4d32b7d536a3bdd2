package rules

import (
	"fmt"
	"unicode/utf8"

	"guibei"
)

var r207 = rule(Rule{
	ID: "R207", Version: 1, Group: Structure,
	Title:    "整段文字重复",
	Basis:    "《党政机关公文处理工作条例》（中办发〔2012〕14号）第十九条",
	Source:   Practice,
	Severity: guibei.Low,
	Looks:    "二十五字以上的整段文字出现两次。",
	Blind:    "改动了几个字的近似重复不看；表格、目录和分项列举不看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	seen := map[string]string{}
	for i := range in.read().lines {
		l := &in.view.lines[i]
		text := l.text[l.heading.size:]
		if l.contents || l.para.Table || itemLabel.MatchString(text) || utf8.RuneCountInString(text) < 25 {
			continue
		}
		if where, twice := seen[text]; twice {
			if where == "" {
				where = "前文"
			}
			out = append(out, r.finding(l.placeOf(l.heading.size, len(l.text)), fmt.Sprintf("这一段与%s的文字完全相同。请删去重复的一处。", where)))
			continue
		}
		seen[text] = l.para.Article
	}
	return out
})
