package rules

import (
	"fmt"
	"regexp"

	"guibei"
)

var r107 = rule(Rule{
	ID: "R107", Version: 1, Group: Format,
	Title:    "层次序数越级或者混用",
	Basis:    "GB/T 9704—2012 7.3.3",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "正文依次用“一、”“（一）”“1.”“（1）”：“一、”“（一）”之下越级直接用“（1）”，“1.”写成“1、”。",
	Blind:    "只有一个层次的，用哪一种都不报；只有“一、”“1.”两层的，标准未作禁止，也不报；条文中的项和目不检查，表格不检查。",
}, func(r *Rule, in *Input) []guibei.Finding {
	v := in.read()
	var out []guibei.Finding
	var comma gathered
	last, part := 0, -1
	for i := range v.lines {
		l := &v.lines[i]
		if l.part != part {
			part, last = l.part, 0
		}
		switch {
		case l.heading.unit != 0:
			last = 0
		case l.role != roleBody || l.level == 0 || l.inArticle():
		default:
			if l.level == 3 && commaLabel.MatchString(l.text) {
				comma.add(l.placeOf(0, len(commaLabel.FindString(l.text))))
			}
			if l.level == 4 && l.count == 1 && (last == 1 || last == 2) {
				out = append(out, r.finding(l.placeOf(0, labelSize(l)), fmt.Sprintf(
					"“%s”之后直接用“%s”，层次越级。请依次用“一、”“（一）”“1.”“（1）”。", levelSample[last], levelSample[l.level])))
			}
			last = l.level
		}
	}
	if comma.count > 0 {
		out = append(out, r.finding(comma.first, "第三层序数后用了顿号。请改为“1.”的形式。"+comma.places()))
	}
	return out
})

var (
	commaLabel  = regexp.MustCompile(`^\d{1,2}、`)
	levelSample = [...]string{1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}
)

// labelSize is how many bytes of a line its label takes.
func labelSize(l *line) int {
	if l.level == 0 {
		return len(l.text)
	}
	m := labels[l.level].FindStringSubmatchIndex(l.text)
	if l.level == 3 {
		return m[3] + 1
	}
	return m[1]
}
