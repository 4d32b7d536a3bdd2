package rules

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"guibei"
)

var r128 = rule(Rule{
	ID: "R128", Version: 1, Group: Structure,
	Title:    "印发通知与所附文本的名称不一致",
	Basis:    "名称应当一致（通行做法；GB/T 9704—2012 7.3.1）",
	Source:   Practice,
	Severity: guibei.Medium,
	Looks:    "标题“关于印发（发布、公布）《×》的通知”、正文“现将《×》印发”里的名称，与所附文本的标题逐字比较，标点和书名号除外。",
	Blind:    "所附文本不在同一文件里的不检查；一次印发几个文本的，只看正文里第一个；标题里用简写的（如“两个规定”）不检查。",
}, func(r *Rule, in *Input) []guibei.Finding {
	v := in.read()
	title, _ := v.wholeTitle()
	carried, at := v.carriedTitle()
	if at == nil {
		return nil
	}
	var out []guibei.Finding
	if m := carriesOut.FindStringSubmatch(title); m != nil && !several.MatchString(m[1]) && differs(m[1], carried) {
		out = append(out, r.finding(at.placeOf(0, len(at.text)), fmt.Sprintf("标题中印发的是“%s”，所附文本的标题是“%s”。请核对，改为一致。", m[1], carried)))
	}
	for i := range v.lines {
		l := &v.lines[i]
		if l.role != roleBody || l.part != 0 {
			continue
		}
		if m := givesOut.FindStringSubmatchIndex(l.text); m != nil {
			if name := l.text[m[2]:m[3]]; differs(name, carried) {
				out = append(out, r.finding(l.placeOf(m[2], m[3]), fmt.Sprintf("正文印发的是《%s》，所附文本的标题是“%s”。请核对，改为一致。", name, carried)))
			}
			break
		}
	}
	return out
})

var (
	carriesOut = regexp.MustCompile(`关于(?:印发|发布|公布)《?(.{4,60}?)》?的(?:通知|公告|通告|决定|令)$`)
	several    = regexp.MustCompile(`[两二三四五六七八九十\d][个项件]`)
	givesOut   = regexp.MustCompile(`(?:现将|现印发|现发布|现公布)[^《。]{0,30}《([^》]{4,60})》`)
	marks      = strings.NewReplacer("《", "", "》", "", "〈", "", "〉", "", "“", "", "”", "", "、", "", "，", "", "（", "", "）", "")
)

// carriedTitle is the title of the text a notice gives out.
func (v *view) carriedTitle() (string, *line) {
	for part := 1; part < 3; part++ {
		if t, l := v.titleOf(part); l != nil && namesGenre(t) {
			return t, l
		}
	}
	return "", nil
}

// differs reports whether two names that mean one text are not the same. Names
// that have too little in common mean two texts.
func differs(named, carried string) bool {
	a, b := marks.Replace(named), marks.Replace(carried)
	return a != b && 10*commonRunes(a, b) >= 6*max(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
}

// commonRunes counts the characters that two texts share, each as often as
// both have it.
func commonRunes(a, b string) int {
	count := map[rune]int{}
	for _, r := range a {
		count[r]++
	}
	n := 0
	for _, r := range b {
		if count[r] > 0 {
			count[r]--
			n++
		}
	}
	return n
}
