package rules

import (
	"fmt"

	"guibei"
)

var r105 = rule(Rule{
	ID: "R105", Version: 1, Group: Format,
	Title:    "正文不是三号仿宋体",
	Basis:    "GB/T 9704—2012（一般用3号仿宋体字）",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "正文中字数最多的字体不是仿宋体，或者字号不是三号。",
	Blind:    "不看表格、标题和附件标识；个别文字的字体见R116；标准允许特定情况作适当调整。",
}, func(r *Rule, in *Input) []guibei.Finding {
	body := in.bodyLook()
	if body.Font == "" || isFace(body.Font, "仿宋") && body.Size == 16 {
		return nil
	}
	var out []guibei.Finding
	in.eachLook(func(l *line, k *Look) {
		run, ok := k.firstRun()
		if len(out) == 0 && l.running() && ok && run.Font == body.Font && run.Size == body.Size {
			out = append(out, r.finding(l.beginning(), fmt.Sprintf(
				"正文主要用%s、%s。公文正文一般用三号仿宋体字，请核对；特定情况作适当调整的除外。", body.Font, sizeName(body.Size))))
		}
	})
	return out
})
