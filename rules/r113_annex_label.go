package rules

import (
	"strings"

	"guibei"
)

var r113 = rule(Rule{
	ID: "R113", Version: 1, Group: Format,
	Title:    "附件标识的写法或者位置不规范",
	Basis:    "GB/T 9704—2012 7.3.7",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "“附件1”后面有冒号；在Word中没有另面编排，没有顶格。",
	Blind:    "附件标识的字体（三号黑体）不看；附件与正文是否同一册装订不看；分页只认分页符、段前分页和分节。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	lines := in.read().lines
	for i := range lines {
		l := &lines[i]
		if l.role != roleAnnex {
			continue
		}
		var wrong []string
		if strings.HasSuffix(l.text, "：") {
			wrong = append(wrong, "后面不加冒号")
		}
		if in.looksCount() {
			k := &in.Layout.Looks[l.n]
			if !flush(l, k) {
				wrong = append(wrong, "应当顶格")
			}
			if !k.NewPage && !pageBroken(lines, i, in.Layout) {
				wrong = append(wrong, "附件应当另面编排")
			}
		}
		if len(wrong) > 0 {
			out = append(out, r.finding(l.placeOf(0, len(l.text)), "附件标识"+strings.Join(wrong, "，")+"。请更正。"))
		}
	}
	return out
})

// pageBroken reports whether the blank lines before a line begin a page.
func pageBroken(lines []line, i int, y *Layout) bool {
	for i--; i >= 0 && lines[i].role == roleBlank; i-- {
		if y.Looks[lines[i].n].NewPage {
			return true
		}
	}
	return false
}
