package rules

import (
	"fmt"
	"strings"

	"guibei"
)

var r212 = rule(Rule{
	ID: "R212", Version: 1, Group: Writing,
	Title:    "同一意思用了不同的词",
	Basis:    "《立法法》第六条（参照）",
	Source:   Practice,
	Severity: guibei.Info,
	Looks:    "全文混用“缴纳/交纳”“账户/帐户”“其他/其它”“年度/年份”等应当统一的写法；混用“应当/必须”。",
	Blind:    "书名号、引号中的原文不分别对待；不判断哪一个更恰当。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if !in.isDocument() {
		return nil
	}
	var out []guibei.Finding
	for _, p := range mixtures {
		a, b := in.firstOf(p[0]), in.firstOf(p[1])
		if a == nil || b == nil {
			continue
		}
		i := strings.Index(b.text, p[1])
		out = append(out, r.finding(b.placeOf(i, i+len(p[1])), fmt.Sprintf("文中既用“%s”，又用“%s”。请统一用词；意思确有不同的，可以保留。", p[0], p[1])))
	}
	return out
})

// mixtures are pairs of which a text should use one.
var mixtures = [][2]string{
	{"缴纳", "交纳"}, {"账户", "帐户"}, {"账号", "帐号"}, {"其他", "其它"}, {"应当", "必须"}, {"公布之日", "发布之日"}, {"监督管理部门", "监管部门"}, {"制订", "制定"},
}

// firstOf returns the first line that holds a word.
func (in *Input) firstOf(word string) *line {
	for i := range in.read().lines {
		if l := &in.view.lines[i]; !l.contents && strings.Contains(l.text, word) {
			return l
		}
	}
	return nil
}
