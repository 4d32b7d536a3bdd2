package rules

import (
	"regexp"

	"guibei"
)

var r111 = rule(Rule{
	ID: "R111", Version: 1, Group: Format,
	Title:    "成文日期没有用阿拉伯数字",
	Basis:    "GB/T 9704—2012 7.3.5",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "单独成行的成文日期用汉字数字；“〇”写成“○”或者“零”的一并提示。",
	Blind:    "正文句子中的日期不检查；没有写日期的不报；日期的虚位见R110。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	lines := in.read().lines
	for i := range lines {
		l := &lines[i]
		if l.role == roleDate && hanYear.MatchString(l.text) {
			out = append(out, r.finding(l.placeOf(0, len(l.text)), "成文日期用了汉字数字。请用阿拉伯数字标全年、月、日，月、日不编虚位，如“2026年3月5日”。"))
		}
	}
	return out
})

var hanYear = regexp.MustCompile(`^[〇○零一二三四五六七八九]{2,4}年`)
