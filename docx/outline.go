package docx

import (
	"strings"
	"unicode/utf8"
)

// HeadingKind says what an entry of the outline is.
type HeadingKind string

// The kinds of headings, highest first.
const (
	PartHeading    HeadingKind = "part"    // 编
	ChapterHeading HeadingKind = "chapter" // 章, and 附则 without a number
	SectionHeading HeadingKind = "section" // 节
	ArticleHeading HeadingKind = "article" // 条
	ItemHeading    HeadingKind = "item"    // 一、 and （一） in a document without articles
)

// Heading is an entry of the outline of a document.
type Heading struct {
	Kind      HeadingKind
	Level     int    // from 1, as deep as the headings above it
	Label     string // 第三条, 一; "" for 附则
	Title     string // its words; of an article and an item the beginning of its text
	Paragraph int    // in Document.Paragraphs
}

// maxHeadingTitle bounds a title in runes: it is for a list at the margin.
const maxHeadingTitle = 40

// Outline lists the 编, 章, 节 and 条 of the body in order, a table of contents left out. A document without articles is
// listed by its 一、 and （一）.
func (d *Document) Outline() []Heading {
	lines := splitLines(d.paragraphs)
	markContents(lines)
	if len(d.articles) == 0 {
		return itemsOf(lines)
	}
	o := outliner{lines: lines, articles: d.articles, rank: map[HeadingKind]int{PartHeading: 1, ChapterHeading: 2, SectionHeading: 3, ArticleHeading: 4}}
	for i := range lines {
		o.line(i)
	}
	return o.out
}

// outliner walks the lines of a document with articles.
type outliner struct {
	lines    []line
	articles []Article
	next     int // article
	above    []int
	out      []Heading
	rank     map[HeadingKind]int
}

func (o *outliner) line(i int) {
	l := &o.lines[i]
	if o.next < len(o.articles) && l.start >= o.articles[o.next].Start {
		a := &o.articles[o.next]
		o.next++
		o.add(Heading{Kind: ArticleHeading, Label: a.Label, Title: clipTitle(parseHeading(l.text, l.auto).rest), Paragraph: l.para})
		return
	}
	if l.toc {
		return
	}
	h := parseHeading(l.text, l.auto)
	kind := map[rune]HeadingKind{'编': PartHeading, '章': ChapterHeading, '节': SectionHeading}[h.unit]
	switch {
	case kind != "" && isHeading(h):
		title := squeezeHan(h.rest)
		if title == "" {
			title = o.wordsBelow(i)
		}
		o.add(Heading{Kind: kind, Label: h.label, Title: clipTitle(title), Paragraph: l.para})
	case isClosing(l.text):
		o.add(Heading{Kind: ChapterHeading, Title: "附则", Paragraph: l.para})
	}
}

// wordsBelow returns the words of a heading that stand on the next line with text.
func (o *outliner) wordsBelow(i int) string {
	for _, l := range o.lines[i+1:] {
		s := strings.TrimFunc(l.text, IsSpace)
		if s == "" {
			continue
		}
		if parseHeading(s, l.auto).unit != 0 || utf8.RuneCountInString(s) > maxHeading || endsSentence(s) {
			return ""
		}
		return squeezeHan(s)
	}
	return ""
}

// add puts a heading below those of higher rank that are open.
func (o *outliner) add(h Heading) {
	rank := o.rank[h.Kind]
	for len(o.above) > 0 && o.above[len(o.above)-1] >= rank {
		o.above = o.above[:len(o.above)-1]
	}
	o.above = append(o.above, rank)
	h.Level = len(o.above)
	o.out = append(o.out, h)
}

// itemsOf lists the 一、 and （一） of a document without articles.
func itemsOf(lines []line) []Heading {
	var out []Heading
	for i := range lines {
		l := &lines[i]
		level, rest := outlineMark(l.text)
		if l.toc || level != levelFirst && level != levelItem {
			continue
		}
		title, _, _ := strings.Cut(strings.TrimFunc(rest, IsSpace), "。")
		out = append(out, Heading{Kind: ItemHeading, Level: level, Label: markText(l.text), Title: clipTitle(title), Paragraph: l.para})
	}
	return out
}

func clipTitle(s string) string {
	s = strings.TrimFunc(s, IsSpace)
	n := 0
	for i := range s {
		if n++; n > maxHeadingTitle {
			return s[:i] + "…"
		}
	}
	return s
}
