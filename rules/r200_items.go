package rules

import (
	"fmt"
	"regexp"
	"unicode/utf8"

	"guibei"
	"guibei/docx"
)

var r200 = rule(Rule{
	ID: "R200", Version: 1, Group: Structure,
	Title:    "层次序号不连续",
	Basis:    "《党政机关公文格式》（GB/T 9704—2012）7.3.3",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "“一、”“（一）”“1.”“（1）”各层序号跳号、重号、倒序；全文连续编号和每层重新编号都算对。",
	Blind:    "不看表格和目录；不看条、章（另有规则）；一句话里用逗号隔开的“一是、二是”不看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	w := itemWalk{rule: r}
	for i := range in.read().lines {
		w.line(&in.view.lines[i])
	}
	return w.out
})

// itemLevels are the labels of the levels below the article, highest first.
var itemLevels = []*regexp.Regexp{
	regexp.MustCompile(`^([一二三四五六七八九十]{1,4})、`),
	regexp.MustCompile(`^（([一二三四五六七八九十]{1,5})）`),
	regexp.MustCompile(`^(\d{1,2})[.．、]`),
	regexp.MustCompile(`^（(\d{1,2})）`),
}

// inlineItem is where an item begins inside a line.
var inlineItem = regexp.MustCompile(`[；：。]（([一二三四五六七八九十]{1,4})）`)

// itemWalk follows the numbers of each level through the lines.
type itemWalk struct {
	rule  *Rule
	last  [4]int
	fresh [4]bool // a higher level moved on: the count may begin again
	out   []guibei.Finding
}

func (w *itemWalk) line(l *line) {
	switch {
	case l.text == "" || l.contents || l.para.Table:
		return
	case l.heading.unit != 0 || beginsText(l.text):
		for k := range w.fresh {
			w.fresh[k] = true
		}
		w.inline(l)
		return
	}
	for k, re := range itemLevels {
		m := re.FindStringSubmatchIndex(l.text)
		if m == nil || k == 2 && isDecimal(l.text[m[1]:]) {
			continue
		}
		if n, ok := docx.Numeral(l.text[m[2]:m[3]]); ok {
			w.next(l, k, n, m[0], m[1])
		}
		break
	}
	w.inline(l)
}

// isDecimal tells 1.5 from the item 1.
func isDecimal(rest string) bool { return rest != "" && rest[0] >= '0' && rest[0] <= '9' }

func (w *itemWalk) inline(l *line) {
	for _, m := range inlineItem.FindAllStringSubmatchIndex(l.text, -1) {
		if n, ok := docx.Numeral(l.text[m[2]:m[3]]); ok {
			_, stop := utf8.DecodeRuneInString(l.text[m[0]:])
			w.next(l, 1, n, m[0]+stop, m[1])
		}
	}
}

func (w *itemWalk) next(l *line, level, n, from, to int) {
	last, fresh := w.last[level], w.fresh[level]
	w.last[level], w.fresh[level] = n, false
	for k := level + 1; k < len(w.fresh); k++ {
		w.fresh[k] = true
	}
	if n == 1 || n == last+1 || last == 0 || fresh && last == 0 {
		return
	}
	at := l.placeOf(from, to)
	what := fmt.Sprintf("前一个同层序号是第%d个，这里是第%d个，中间缺号", last, n)
	switch {
	case n == last:
		what = "与前一个同层序号相同"
	case n < last:
		what = fmt.Sprintf("前一个同层序号是第%d个，这里倒回第%d个", last, n)
	}
	w.out = append(w.out, w.rule.finding(at, fmt.Sprintf("“%s”%s。请核对是否漏项、重号，并一并核对正文的引用。", at.Quote, what)))
}
