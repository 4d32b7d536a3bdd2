package rules

import (
	"fmt"
	"regexp"

	"guibei"
)

var r211 = rule(Rule{
	ID: "R211", Version: 1, Group: Writing,
	Title:    "汉字之间用了英文标点",
	Basis:    "《标点符号用法》（GB/T 15834—2011）5.1",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "汉字之间的半角逗号、分号、冒号、问号、叹号、括号、句点；全文合为一条，指出第一处并给出处数。",
	Blind:    "数字、字母旁边的半角标点不看；网址、代码不看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	count := 0
	var first guibei.Place
	for i := range in.read().lines {
		l := &in.view.lines[i]
		raw := l.para.Text
		for _, m := range asciiMark.FindAllStringIndex(raw, -1) {
			if count++; count == 1 {
				first = rawPlace(l, m[0], m[1])
			}
		}
	}
	if count == 0 {
		return nil
	}
	return []guibei.Finding{r.finding(first, fmt.Sprintf("全文有%d处汉字之间用了英文（半角）标点，这是第一处。请改为中文标点。", count))}
})

var asciiMark = regexp.MustCompile(`\p{Han}[,;:?!.]\p{Han}|\p{Han}\([^()（）]{1,30}\)`)

// rawPlace anchors bytes of a paragraph's text as typed.
func rawPlace(l *line, from, to int) guibei.Place {
	text := l.para.Text
	start := units(text[:from])
	return guibei.Place{Paragraph: l.para.ID, Article: l.para.Article, Start: start, End: start + units(text[from:to]), Quote: text[from:to]}
}
