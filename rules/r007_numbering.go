package rules

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"guibei"
	"guibei/docx"
)

var r007 = rule(Rule{
	ID: "R007", Version: 1, Group: Structure,
	Title:    "条或者章的序号不连续",
	Basis:    "《立法法》第六十五条（参照）",
	Source:   Practice,
	Severity: guibei.Medium,
	Looks:    "条、章的序号跳号、重号、倒序，第一条不是“第一条”；附件或者另一份文本从第一条重新开始的不算。",
	Blind:    "不看款、项、目的序号和节的序号，不看正文引用的条号是否对应；“第三条”后面紧跟“规定”等字样的行按引用处理。",
}, func(r *Rule, in *Input) []guibei.Finding {
	n := numbering{rule: r, articles: series{unit: "条"}, chapters: series{unit: "章"}}
	lines := in.read().lines
	for i := range lines {
		n.line(&lines[i])
	}
	return n.out
})

// numbering walks the lines and follows the numbers of articles and chapters.
type numbering struct {
	rule     *Rule
	articles series
	chapters series
	fresh    bool // an annex or a title came: the numbers may begin again
	out      []guibei.Finding
}

func (n *numbering) line(l *line) {
	switch h := l.heading; {
	case l.contents || l.text == "":
	case h.unit == '章':
		// A typed table of contents lists the chapters before the first article.
		if h.number == 1 && (n.fresh || n.articles.last == 0) {
			n.chapters.last = 0
		}
		n.chapter(l)
	case h.unit == '条':
		if h.number == 1 && h.sub == 0 && n.fresh {
			n.articles = series{unit: n.articles.unit}
		}
		n.report(l, n.articles.next(h))
		n.fresh = false
	case h.unit == 0 && beginsText(l.text):
		n.fresh = true
	}
}

func (n *numbering) chapter(l *line) {
	if n.fresh && l.heading.number == 1 {
		n.articles = series{unit: n.articles.unit}
		n.fresh = false
	}
	n.report(l, n.chapters.next(l.heading))
}

func (n *numbering) report(l *line, detail string) {
	if detail != "" {
		n.out = append(n.out, n.rule.finding(l.placeOf(0, l.heading.size), detail))
	}
}

// series is a row of numbers that should go up by one.
type series struct {
	unit      string
	last, sub int
}

// next takes the next number and says what is wrong with it, "" for nothing.
func (s *series) next(h heading) string {
	label := h.label
	switch {
	case h.number == s.last+1 && h.sub == 0, h.number == s.last && h.sub == s.sub+1 && s.last > 0:
		s.last, s.sub = h.number, h.sub
		return ""
	case h.number == s.last && h.sub == s.sub:
		return fmt.Sprintf("“%s”重复出现。请核对序号，重新编排其后各%s，并核对正文中引用的序号。", label, s.unit)
	case h.number < s.last || h.number == s.last && h.sub < s.sub:
		return fmt.Sprintf("“%s”排在“%s”之后，顺序颠倒。请核对序号，重新编排，并核对正文中引用的序号。", label, s.name(s.last))
	}
	missing := s.missing(h)
	s.last, s.sub = h.number, h.sub
	return fmt.Sprintf("“%s”之前缺少%s。请核对是否漏%s或者序号有误，并核对正文中引用的序号。", label, missing, s.unit)
}

func (s *series) missing(h heading) string {
	if h.sub > 0 && h.number == s.last {
		return s.name(h.number) + "之" + docx.FormatNumeral(s.sub+1)
	}
	first, last := s.last+1, h.number-1
	switch {
	case last < first: // 第五条之一 without 第五条
		return s.name(h.number)
	case first == last:
		return s.name(first)
	}
	return s.name(first) + "至" + s.name(last)
}

func (s *series) name(n int) string { return "第" + docx.FormatNumeral(n) + s.unit }

var titleEnd = regexp.MustCompile(`(?:办法|规定|细则|规则|方案|意见|制度|章程|规程|标准|规范|公约|条例|准则|清单|预案)(?:（[^（）]{1,12}）)?$`)

// beginsText reports whether a line can stand before a new 第一条: an annex or
// the title of an instrument.
func beginsText(text string) bool {
	if strings.HasPrefix(text, "附件") || strings.HasPrefix(text, "附表") || strings.HasPrefix(text, "附录") {
		return true
	}
	return utf8.RuneCountInString(text) <= 60 && !strings.ContainsAny(text, "，。；：") && titleEnd.MatchString(text)
}
