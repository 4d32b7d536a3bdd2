package rules

import (
	"fmt"
	"strconv"
	"strings"

	"guibei"
	"guibei/docx"
)

var r121 = rule(Rule{
	ID: "R121", Version: 1, Group: Structure,
	Title:    "项、目或者层次的序号不连续",
	Basis:    "《立法法》第六十五条（参照）；GB/T 9704—2012 7.3.3",
	Source:   Practice,
	Severity: guibei.Medium,
	Looks:    "“一、”“（一）”“1.”“（1）”在同一层次中跳号、重号、倒序；重新从一开始的不算，全文连续编号的不算。",
	Blind:    "段落中间的序号不看，表格不看；列举从“（二）”开始而前一段里有“（一）”的不报。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	var n items
	lines := in.read().lines
	for i := range lines {
		l := &lines[i]
		switch {
		case l.role == roleTitle || l.role == roleAnnex || l.heading.unit != 0:
			n.reset()
			n.seen = l.text
		case l.role == roleAside || l.role == roleBlank:
		case l.level == 0:
			n.text(l)
		default:
			if detail := n.next(l); detail != "" {
				out = append(out, r.finding(l.placeOf(0, labelSize(l)), detail))
			}
			n.seen = l.text
		}
	}
	return out
})

// items follows the numbers of the four levels.
type items struct {
	last [len(labels)]int // of the list that is open; 0 for none
	all  [len(labels)]int // the last number at all, for those that are counted through the whole text
	seen string           // the line before
	prev int              // its level, 0 for one without a label

	fresh bool // a line came that may be a title, behind which 一、 begins again
}

func (n *items) reset() { *n = items{} }

// text takes a line without a label. Behind it a list inside of a list may go
// on, or a new one begin.
func (n *items) text(l *line) {
	n.seen, n.prev = l.text, 0
	n.fresh = n.fresh || beginsText(l.text)
}

// next takes a label and says what is wrong with it, "" for nothing.
func (n *items) next(l *line) string {
	k, was := l.level, n.last[l.level]
	inner := n.last[k+1:]
	for i := range inner {
		inner[i] = 0
	}
	through := l.count == n.all[k]+1
	opened := was == 0 && (l.count == 1 || strings.Contains(n.seen, labelName(k, l.count-1)))
	n.last[k] = l.count
	n.all[k] = l.count
	again := l.count == 1 && was > 0 && (k == 1 && !n.fresh || was == 1 && n.prev == k)
	n.fresh = n.fresh && k > 1
	n.prev = k
	switch {
	case again:
		return fmt.Sprintf("序号“%s”重复。请重新编排其后的序号；这里另起一个文本的，请写出它的标题。", labelName(k, 1))
	case l.count == was+1, l.count == 1, through, opened:
		return ""
	case was == 0:
		return fmt.Sprintf("这一层的序号从“%s”开始，之前没有“%s”。请核对是否漏项或者序号有误。", labelName(k, l.count), labelName(k, 1))
	case l.count == was:
		return fmt.Sprintf("序号“%s”重复。请重新编排其后的序号，并核对正文中的引用。", labelName(k, l.count))
	case l.count < was:
		return fmt.Sprintf("序号“%s”排在“%s”之后，顺序颠倒。请核对。", labelName(k, l.count), labelName(k, was))
	}
	return fmt.Sprintf("序号“%s”之前缺少“%s”。请核对是否漏项或者序号有误。", labelName(k, l.count), labelName(k, was+1))
}

// labelName writes the label of a level.
func labelName(level, n int) string {
	switch level {
	case 1:
		return docx.FormatNumeral(n) + "、"
	case 2:
		return "（" + docx.FormatNumeral(n) + "）"
	case 3:
		return strconv.Itoa(n) + "."
	}
	return "（" + strconv.Itoa(n) + "）"
}
