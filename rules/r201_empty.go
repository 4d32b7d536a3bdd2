package rules

import (
	"fmt"

	"guibei"
)

var r201 = rule(Rule{
	ID: "R201", Version: 1, Group: Structure,
	Title:    "条或者章没有内容",
	Basis:    "《立法法》第六十五条（参照）",
	Source:   Practice,
	Severity: guibei.Medium,
	Looks:    "只有“第×条”而没有正文；章下没有条。",
	Blind:    "第一条之前的章名按目录处理，不看；内容只有图片的看不到。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	var open *line // a heading that nothing has followed yet
	begun := false
	report := func() {
		if open != nil {
			out = append(out, r.finding(open.placeOf(0, open.heading.size), fmt.Sprintf("“%s”之下没有内容。请补充，或者删去后顺改序号。", open.heading.label)))
		}
		open = nil
	}
	for i := range in.read().lines {
		l := &in.view.lines[i]
		switch {
		case l.text == "" || l.contents:
		case l.heading.unit == '条':
			if open != nil && open.heading.unit == '条' {
				report()
			}
			open, begun = nil, true
			if len(l.text) == l.heading.size {
				open = l
			}
		case l.heading.unit == '章' && begun:
			report()
			open = l
		default:
			if open != nil && open.heading.unit == '条' {
				open = nil
			}
		}
	}
	report()
	return out
})
