package compare

import (
	"strings"
	"unicode/utf8"

	"guibei/docx"
)

// line is a stretch of a paragraph between soft line breaks. Drafts pasted from web pages have whole documents in one
// paragraph, so structure is looked for line by line; nearly always a paragraph is one line.
type line struct {
	para int
	// text is what is shown, skip how many bytes of it Word computed.
	text string
	skip int
	// label is the number the line begins with; body is what follows it, never more than what was typed.
	label label
	body  string
	// broken says that a soft break follows, not the end of the paragraph.
	broken bool
	blank  bool
	toc    bool
}

// typedLabel is the part of the label that somebody typed.
func (l *line) typedLabel() string { return l.text[l.skip:l.label.end] }

// typed is the line without what Word computed, and with the soft break after it.
func (l *line) typed() string {
	if l.broken {
		return l.text[l.skip:] + "\v"
	}
	return l.text[l.skip:]
}

// lines cuts paragraphs at soft line breaks.
func lines(ps []Paragraph) []line {
	out := make([]line, 0, len(ps))
	for i := range ps {
		rest, skip := ps[i].Text, runeOffset(ps[i].Text, ps[i].LabelLen)
		for {
			text, more, found := strings.Cut(rest, "\v")
			if skip > len(text) { // a label that holds a break: Word computes none, a caller might
				text, more, found = rest, "", false
			}
			l := line{para: i, text: text, skip: skip, broken: found, toc: ps[i].Contents}
			l.label = parseLabel(text, skip)
			l.body = text[l.label.end:]
			l.blank = l.body == "" && l.label.level == noLevel
			out = append(out, l)
			if !found {
				break
			}
			rest, skip = more, 0
		}
	}
	return out
}

// runeOffset is the byte offset of the nth rune, at most the length.
func runeOffset(s string, n int) int {
	at := 0
	for range n {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at
}

// maxHeading is the longest chapter heading in runes; the longest in the laws at hand has 31.
const maxHeading = 45

// isHeading tells a heading of a chapter from a sentence that begins with 第二章.
func (l *line) isHeading() bool {
	if l.label.level == noLevel || l.label.level > sectionLevel {
		return false
	}
	rest := strings.TrimRightFunc(l.body, docx.IsSpace)
	if utf8.RuneCountInString(rest) > maxHeading || strings.ContainsAny(rest, "，；：。") {
		return false
	}
	if l.label.spaced { // 第二章 款项支付 is a heading, 第二章款 is none
		return !citesAfterBlank(rest)
	}
	return !cites(rest)
}

// markContents marks a typed table of contents: it begins with 目录 and ends where its first entry comes again as a
// heading, or with the first line that is no heading.
func markContents(ls []line) {
	for i := range ls {
		if ls[i].toc || len(ls[i].text) > 64 || strings.Trim(docx.Squeeze(ls[i].text), "【】[]：:《》") != "目录" {
			continue
		}
		ls[i].toc = true
		first, entry := -1, ""
		for j := i + 1; j < len(ls); j++ {
			if ls[j].blank {
				continue
			}
			e := contentsEntry(ls[j].text)
			if !ls[j].isHeading() && e != "附则" || first >= 0 && e == entry {
				return
			}
			if first < 0 {
				first, entry = j, e
			}
			for k := i; k <= j; k++ {
				ls[k].toc = true
			}
		}
		return
	}
}

// contentsEntry makes an entry comparable with the heading it stands for: no blanks, leaders or page number.
func contentsEntry(s string) string {
	return strings.TrimRight(docx.Squeeze(s), ".…·．-—()（）0123456789０１２３４５６７８９")
}
