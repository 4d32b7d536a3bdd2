package rules

import (
	"strings"

	"guibei"
	"guibei/docx"
)

var r103 = rule(Rule{
	ID: "R103", Version: 1, Group: Format,
	Title:    "标题的字体、字号或者位置不符合要求",
	Basis:    "GB/T 9704—2012 7.3.1",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "标题不是小标宋体，不是二号字，没有居中。",
	Blind:    "不看标题的断行和排列形状，不看红色分隔线下空几行；认不出标题的不检查。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	in.eachLook(func(l *line, k *Look) {
		if l.role != roleTitle || l.part != 0 || len(out) > 0 {
			return
		}
		run, ok := k.firstRun()
		if !ok {
			return
		}
		var wrong []string
		if !isFace(run.Font, "小标宋") {
			wrong = append(wrong, "字体是"+run.Font)
		}
		if run.Size != 22 {
			wrong = append(wrong, "字号是"+sizeName(run.Size))
		}
		if k.Align != docx.Center {
			wrong = append(wrong, "没有居中")
		}
		if len(wrong) > 0 {
			out = append(out, r.finding(l.beginning(), "标题"+strings.Join(wrong, "，")+"。标题一般用二号小标宋体字，居中排布，请核对。"))
		}
	})
	return out
})
