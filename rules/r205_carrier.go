package rules

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"guibei"
)

var r205 = rule(Rule{
	ID: "R205", Version: 1, Group: Structure,
	Title:    "印发通知与所印发的文件名称不一致",
	Basis:    "《党政机关公文格式》（GB/T 9704—2012）7.3.7",
	Source:   Standard,
	Severity: guibei.Medium,
	Looks:    "标题写“印发《×》的通知”，后面所附文件的标题与《×》不同（差字、多“试行”等）。",
	Blind:    "所印发的文件另存为单独文件的看不到；完全不像的标题按另一份文件处理。",
}, func(r *Rule, in *Input) []guibei.Finding {
	m := carriedTitle.FindStringSubmatch(in.title())
	if m == nil {
		return nil
	}
	want := m[1]
	var near *line
	for i := range in.read().lines {
		l := &in.view.lines[i]
		switch {
		case l.text == "" || l.contents || l.para.Table || strings.ContainsAny(l.text, "《。；，"):
		case l.text == want:
			return nil
		case near == nil && utf8.RuneCountInString(l.text) <= 60 && annexTitle.MatchString(l.text) && alike(l.text, want):
			near = l
		}
	}
	if near == nil {
		return nil
	}
	return []guibei.Finding{r.finding(near.placeOf(0, len(near.text)), fmt.Sprintf("通知印发的是《%s》，所附文件的标题是“%s”，两处不一致。请统一。", want, near.text))}
})

var (
	carriedTitle = regexp.MustCompile(`(?:印发|发布|公布|转发)《([^《》]{4,60})》的(?:通知|公告|决定|通告)$`)
	annexTitle   = regexp.MustCompile(`(?:办法|规定|细则|规则|方案|意见|标准|措施|制度|规程|规范)(?:（[^（）]{1,8}）)?$`)
)

// alike reports whether two titles are more alike than not: most of the pairs of
// characters of the shorter stand in the longer.
func alike(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	rs := []rune(a)
	same := 0
	for i := 0; i+1 < len(rs); i++ {
		if strings.Contains(b, string(rs[i:i+2])) {
			same++
		}
	}
	return len(rs) > 2 && 10*same >= 6*(len(rs)-1)
}
