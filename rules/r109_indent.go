package rules

import (
	"unicode/utf8"

	"guibei"
	"guibei/docx"
)

var r109 = rule(Rule{
	ID: "R109", Version: 1, Group: Format,
	Title:    "段落首行没有空两个字",
	Basis:    "GB/T 9704—2012 7.3.3",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "正文段落首行缩进不足一个半字或者超过三个字；用全角空格空出的也算。各处合为一条。",
	Blind:    "居中、居右的段落，表格，标题，主送机关和版记不检查；回行是否顶格不看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var found gathered
	in.eachLook(func(l *line, k *Look) {
		if !l.running() || k.Align == docx.Center || k.Align == docx.Right || utf8.RuneCountInString(l.text) < minIndented {
			return
		}
		if n := indentOf(l, k); n < 1.5 || n > 3 {
			found.add(l.beginning())
		}
	})
	if found.count == 0 {
		return nil
	}
	return []guibei.Finding{r.finding(found.first, "段落首行没有空两个字。公文正文每个自然段左空二字，回行顶格，请核对。"+found.places())}
})

// minIndented is how many characters a paragraph has at least: shorter ones
// are often signatures and captions.
const minIndented = 15
