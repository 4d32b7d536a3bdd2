package rules

import (
	"fmt"

	"guibei"
)

var r106 = rule(Rule{
	ID: "R106", Version: 1, Group: Format,
	Title:    "层次序数的字体不符合要求",
	Basis:    "GB/T 9704—2012 7.3.3",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "第一层“一、”不是黑体，第二层“（一）”不是楷体；各处合为一条。",
	Blind:    "第三、四层与正文同为仿宋体，不检查；条文中的项不是标题，不检查；只看标题的第一个字。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var found gathered
	var detail string
	in.eachLook(func(l *line, k *Look) {
		if l.role != roleBody || !l.isHeading() {
			return
		}
		face := [...]string{1: "黑体", 2: "楷体"}[l.level]
		run, ok := k.firstRun()
		if !ok || isFace(run.Font, face) {
			return
		}
		if found.count == 0 {
			detail = fmt.Sprintf("第%d层标题用的是%s，一般用%s。请核对。", l.level, run.Font, face)
		}
		found.add(l.beginning())
	})
	if found.count == 0 {
		return nil
	}
	return []guibei.Finding{r.finding(found.first, detail+found.places())}
})
