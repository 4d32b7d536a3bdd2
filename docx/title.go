package docx

import (
	"strings"
	"unicode/utf8"
)

// A title is looked for in the lines before the text begins.
const (
	titleWindow = 40 // paragraphs that are not blank
	maxTitle    = 60 // runes of one line
	titleLines  = 4  // lines of one title
)

// titleWords end the names of 规范性文件 and what is sent with them.
var titleWords = []string{
	"办法", "规定", "细则", "意见", "通知", "决定", "方案", "规则", "条例", "通告", "公告", "规程", "标准", "制度",
	"措施", "规划", "计划", "准则", "指引", "指南", "预案", "法", "函", "批复", "说明", "报告", "目录", "清单", "章程", "命令", "请示", "要点",
}

// findTitle guesses the title: paragraphs styled as one; else the largest group of centred lines before the text, where
// a group that ends like the name of an instrument wins over a larger one that does not (a red letterhead is larger than
// the title); else the first line, if it can be one.
func findTitle(ps []Paragraph, as []Article) string {
	end := len(ps)
	if len(as) > 0 {
		end = as[0].First
		if end == 0 { // title and articles in one paragraph, broken by soft line breaks
			end = 1
		}
	}
	lines := titleCandidates(ps[:end])
	for _, is := range []func(*titleLine) bool{
		func(l *titleLine) bool { return isTitleStyle(l.p.Style) },
		func(l *titleLine) bool { return l.p.outline == 1 },
		func(l *titleLine) bool { return l.p.center },
	} {
		if t := bestGroup(lines, is); t != "" {
			return t
		}
	}
	for i := range lines {
		if lines[i].text != "" {
			return lines[i].text
		}
	}
	return ""
}

// titleLine is a line that may be part of a title; text is "" for one that ends a group.
type titleLine struct {
	text string
	p    *Paragraph
	at   int // counts blank paragraphs too
}

// titleCandidates lists the lines of the head of a document, up to the first that is clearly running text.
func titleCandidates(ps []Paragraph) []titleLine {
	var out []titleLine
	for i := range ps {
		p := &ps[i]
		if len(out) == titleWindow {
			break
		}
		if p.Contents {
			continue
		}
		for s := range strings.SplitSeq(p.Text, "\v") {
			s = strings.TrimFunc(s, IsSpace)
			h := parseHeading(s, false)
			if h.unit != 0 {
				return out
			}
			if s == "" {
				continue
			}
			l := titleLine{p: p, at: i}
			if canBeTitle(s) {
				l.text = squeezeHan(s)
			}
			out = append(out, l)
		}
	}
	return out
}

// canBeTitle leaves out what stands around a title: file numbers, secrecy marks, dates, letterheads in brackets,
// addressees and sentences.
func canBeTitle(s string) bool {
	if utf8.RuneCountInString(s) > maxTitle || strings.ContainsAny(s, "。；") || strings.HasSuffix(s, "：") || strings.HasSuffix(s, ":") {
		return false
	}
	t := Squeeze(s)
	switch {
	case t == "目录" || isAnnex(t) || strings.HasPrefix(t, "附件"):
		return false
	case strings.HasPrefix(t, "（") && strings.HasSuffix(t, "）"), strings.HasPrefix(t, "(") && strings.HasSuffix(t, ")"):
		return false // （征求意见稿）, （2023年3月1日通过）
	case strings.ContainsAny(t, "〔［") && strings.HasSuffix(t, "号"), strings.HasPrefix(t, "第") && strings.HasSuffix(t, "号"):
		return false
	case strings.HasSuffix(t, "日") && strings.ContainsRune(t, '年') && strings.ContainsRune(t, '月'):
		return false
	}
	return strings.ContainsFunc(t, func(r rune) bool { return r >= 0x80 || r|0x20 >= 'a' && r|0x20 <= 'z' })
}

// isTitleStyle knows the built-in title style by the names that Word and WPS give it.
func isTitleStyle(name string) bool {
	switch strings.ToLower(name) {
	case "title", "标题", "公文标题", "文件标题", "大标题":
		return true
	}
	return false
}

// bestGroup joins lines that follow one another, look alike and satisfy is, and returns the best group of them.
func bestGroup(lines []titleLine, is func(*titleLine) bool) string {
	best, bestScore := "", -1
	for i := 0; i < len(lines); {
		if lines[i].text == "" || !is(&lines[i]) {
			i++
			continue
		}
		j := i + 1
		for j < len(lines) && j-i < titleLines && lines[j].text != "" && is(&lines[j]) && joins(&lines[j-1], &lines[j]) {
			j++
		}
		var b strings.Builder
		for _, l := range lines[i:j] {
			if b.Len() > 0 && needsBlank(b.String(), l.text) {
				b.WriteByte(' ')
			}
			b.WriteString(l.text)
		}
		score := lines[i].p.size
		if endsAsTitle(b.String()) {
			score += 10_000
		}
		if score > bestScore {
			best, bestScore = b.String(), score
		}
		i = j
	}
	return best
}

// joins reports whether b continues the title line a: the same size, at most one blank paragraph between, and a is not
// a whole name already.
func joins(a, b *titleLine) bool {
	return a.p.size == b.p.size && b.at-a.at <= 2 && (!endsAsTitle(a.text) || !endsAsTitle(b.text))
}

// endsAsTitle reports whether a line ends like the name of an instrument, a status in brackets aside.
func endsAsTitle(s string) bool {
	if i := strings.LastIndexAny(s, "（("); i > 0 {
		s = s[:i]
	}
	for _, w := range titleWords {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// squeezeHan removes blanks between Chinese characters, which titles are spread with, and keeps those between words.
func squeezeHan(s string) string {
	var b strings.Builder
	blank := false
	var last rune
	for _, r := range s {
		if IsSpace(r) {
			blank = true
			continue
		}
		if blank && last < 0x80 && r < 0x80 && last != 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		blank, last = false, r
	}
	return b.String()
}

// needsBlank reports whether two lines of Latin text need a blank when they are joined.
func needsBlank(a, b string) bool { return a[len(a)-1] < 0x80 && b[0] < 0x80 }
