package rules

import (
	"fmt"
	"strings"

	"guibei"
)

var r145 = rule(Rule{
	ID: "R145", Version: 1, Group: Writing,
	Title:    "同一意思用了不同的字词",
	Basis:    "《规章制定程序条例》第八条（参照：用语准确）",
	Source:   Practice,
	Severity: guibei.Info,
	Looks:    "同一文本里“应当”与“必须”“须”，“缴纳”与“交纳”，“其他”与“其它”，“账”与“帐”，“抵销”与“抵消”混用，列出各自的次数。",
	Blind:    "用词不同而含义确有区别的，不必处理；引文里的字词一并计算。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	lines := in.read().lines
	for _, g := range wordGroups {
		if f, ok := r.mixed(lines, g); ok {
			out = append(out, f)
		}
	}
	return out
})

// wordGroup is words for one thing; common is what laws write.
type wordGroup struct{ common, other string }

var wordGroups = []wordGroup{{"应当", "必须"}, {"缴纳", "交纳"}, {"其他", "其它"}, {"账户", "帐户"}, {"抵销", "抵消"}, {"登录", "登陆"}}

// mixed counts the words of a group and shows the first of the rarer kind.
func (r *Rule) mixed(lines []line, g wordGroup) (guibei.Finding, bool) {
	common := 0
	var other gathered
	for i := range lines {
		l := &lines[i]
		common += strings.Count(l.text, g.common)
		for at := strings.Index(l.text, g.other); at >= 0; {
			other.add(l.placeOf(at, at+len(g.other)))
			next := strings.Index(l.text[at+len(g.other):], g.other)
			if next < 0 {
				break
			}
			at += len(g.other) + next
		}
	}
	if common == 0 || other.count == 0 {
		return guibei.Finding{}, false
	}
	return r.finding(other.first, fmt.Sprintf("文中用“%s”%d次，又用“%s”%d次。意思相同的，请统一用“%s”。", g.common, common, g.other, other.count, g.common)), true
}
