package compare

import (
	"strings"
	"unicode/utf8"

	"guibei/docx"
)

// Unit is what is matched as a whole.
type Unit string

// The units of a document. In one without articles each paragraph is a unit of its own.
const (
	Preamble  Unit = "preamble"  // title and what stands before the first heading or article
	Contents  Unit = "contents"  // a typed table of contents
	Heading   Unit = "heading"   // 编, 章, 节
	Article   Unit = "article"   // 条 with its 款, 项 and 目
	Item      Unit = "item"      // 一、（一）1. outside articles
	Body      Unit = "paragraph" // any other paragraph
	Table     Unit = "table"
	Annex     Unit = "annex"     // the heading of an annex; its text follows as units of its own
	Signature Unit = "signature" // who issued it, and when
)

// unit is one of them, lines[first:last+1].
type unit struct {
	kind        Unit
	first, last int
	label       label
	// part, chapter and section are the headings it stands under, annex the annex it belongs to.
	part, chapter, section, annex string
	scope                         int // 0 for the main text, n for the nth annex: numbers of articles are unique within
	// content is what it says without its own label; blanks at the ends and blank lines do not count.
	content string
}

// splitter walks the lines and makes units.
type splitter struct {
	ls                            []line
	out                           []unit
	part, chapter, section, annex string
	scope                         int
	lawful                        bool // the text or annex has articles
	inArticle, begun              bool
	lastNumber, lastSub           int
	pending                       bool // the words of a heading stand on the next line
}

// split finds the units of a text.
func split(ls []line, ps []Paragraph) []unit {
	markContents(ls)
	s := &splitter{ls: ls}
	s.lawful = hasArticles(ls)
	for i := range ls {
		s.line(i, &ps[ls[i].para])
	}
	for i := range s.out {
		s.out[i].content = s.contentOf(&s.out[i])
	}
	return s.out
}

// hasArticles reports whether articles come before the next annex.
func hasArticles(ls []line) bool {
	for i := range ls {
		if i > 0 && isAnnexHead(ls[i].text) {
			return false
		}
		if ls[i].label.level == articleLevel && !ls[i].toc {
			return true
		}
	}
	return false
}

// contentOf joins what the lines of a unit say.
func (s *splitter) contentOf(u *unit) string {
	if u.first == u.last {
		return strings.TrimRightFunc(s.ls[u.first].body, docx.IsSpace)
	}
	var b strings.Builder
	for i := u.first; i <= u.last; i++ {
		l := &s.ls[i]
		text := l.body
		if i > u.first && l.label.level != noLevel {
			text = strings.TrimLeftFunc(l.text, docx.IsSpace)
		}
		if text = strings.TrimRightFunc(text, docx.IsSpace); text == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(text)
	}
	return b.String()
}

// line puts one line where it belongs.
func (s *splitter) line(i int, p *Paragraph) {
	l := &s.ls[i]
	switch {
	case p.Table > 0:
		s.cell(i, p)
		return
	case l.blank:
		if len(s.out) == 0 || s.top().kind == Table {
			s.open(i, Body, label{})
		} else {
			s.extend(i)
		}
		return
	case l.toc:
		if len(s.out) > 0 && s.top().kind == Contents {
			s.extend(i)
		} else {
			s.open(i, Contents, label{})
		}
		return
	case s.pending && l.label.level == noLevel && isShort(l.body):
		s.extend(i)
		s.enter(s.top().label, s.contentOf(s.top()))
		s.pending = false
		return
	}
	s.pending = false
	s.text(i, l)
}

// text puts a line of running text where it belongs.
func (s *splitter) text(i int, l *line) {
	switch {
	case l.isHeading():
		s.heading(i, l)
	case l.label.level == articleLevel && s.isArticle(l):
		s.inArticle, s.begun = true, true
		s.lastNumber, s.lastSub = l.label.number, l.label.sub
		s.open(i, Article, l.label)
	case docx.Squeeze(l.text) == "附则":
		s.leave()
		s.begun = true
		s.part, s.chapter, s.section = "", "附则", ""
		s.open(i, Heading, label{})
	case isAnnexHead(l.text):
		s.leave()
		s.scope++
		s.lastNumber, s.begun, s.lawful = 0, false, hasArticles(s.ls[i:])
		s.annex = strings.TrimFunc(l.text, docx.IsSpace)
		s.part, s.chapter, s.section = "", "", ""
		s.open(i, Annex, annexLabel(l.text))
	case isAnnexList(l.text):
		s.leave()
		s.open(i, Body, label{})
	case s.isSignature(i):
		s.signature(i)
	case s.inArticle:
		s.extend(i)
	case s.lawful && !s.begun && l.label.level == noLevel:
		s.open(i, Preamble, label{})
	default:
		s.loose(i, l)
	}
}

// loose is a paragraph outside articles.
func (s *splitter) loose(i int, l *line) {
	switch l.label.level {
	case noLevel, articleLevel, partLevel, chapterLevel, sectionLevel:
		kind := Body
		if len(s.out) == 0 && isShort(l.body) {
			kind = Preamble
		}
		s.open(i, kind, label{})
		return
	case outline1:
		s.chapter, s.section = "", ""
		if isShort(l.body) {
			s.chapter = strings.TrimFunc(l.text, docx.IsSpace)
		}
	case outline2:
		s.section = ""
		if isShort(l.body) {
			s.section = strings.TrimFunc(l.text, docx.IsSpace)
		}
	default:
	}
	s.open(i, Item, l.label)
}

// heading opens a heading of a 编, 章 or 节.
func (s *splitter) heading(i int, l *line) {
	s.leave()
	s.begun = true
	s.open(i, Heading, l.label)
	body := strings.TrimFunc(l.body, docx.IsSpace)
	s.enter(l.label, body)
	s.pending = body == ""
}

// enter takes note of a heading; a higher one ends the lower ones.
func (s *splitter) enter(l label, words string) {
	name := strings.TrimSpace(l.text + " " + docx.Squeeze(words))
	switch l.level {
	case partLevel:
		s.part, s.chapter, s.section = name, "", ""
	case chapterLevel:
		s.chapter, s.section = name, ""
	default:
		s.section = name
	}
	s.out[len(s.out)-1].part, s.out[len(s.out)-1].chapter, s.out[len(s.out)-1].section = s.part, s.chapter, s.section
}

// cell puts a paragraph of a table: tables are units, whatever stands in them.
func (s *splitter) cell(i int, p *Paragraph) {
	s.pending = false
	if len(s.out) > 0 && s.top().kind == Table && s.top().label.number == p.Table {
		s.extend(i)
		return
	}
	s.leave()
	s.open(i, Table, label{number: p.Table})
}

// signature opens the signature block: the issuer and the date, or the date alone.
func (s *splitter) signature(i int) {
	if len(s.out) > 0 && s.top().kind == Signature {
		s.extend(i)
		return
	}
	s.leave()
	s.open(i, Signature, label{})
}

func (s *splitter) open(i int, kind Unit, l label) {
	s.out = append(s.out, unit{
		kind: kind, first: i, last: i, label: l,
		part: s.part, chapter: s.chapter, section: s.section, annex: s.annex, scope: s.scope,
	})
}

func (s *splitter) extend(i int) { s.top().last = i }
func (s *splitter) top() *unit   { return &s.out[len(s.out)-1] }
func (s *splitter) leave()       { s.inArticle, s.pending = false, false }

// isArticle tells the beginning of an article from a paragraph that begins by citing one: 第三条规定的情形.
func (s *splitter) isArticle(l *line) bool {
	if l.label.auto {
		return true
	}
	if l.label.spaced {
		return !citesAfterBlank(l.body)
	}
	if cites(l.body) {
		return false
	}
	n := l.label.number
	return n == s.lastNumber+1 || n == 1 || n == s.lastNumber && l.label.sub == s.lastSub+1
}

// isSignature reports whether a line is a date alone, or a short line right before one. Dates in brackets under a
// title say when it was adopted, and are left in the preamble.
func (s *splitter) isSignature(i int) bool {
	if !s.begun && s.lawful {
		return false
	}
	l := &s.ls[i]
	if l.label.level != noLevel && !isDateLine(l.text) {
		return false
	}
	if isDateLine(l.text) {
		return i > 0
	}
	if utf8.RuneCountInString(l.body) > 30 || strings.ContainsAny(l.body, "。；，：:") {
		return false
	}
	for j := i + 1; j < len(s.ls) && j <= i+4; j++ {
		if s.ls[j].blank {
			continue
		}
		return isDateLine(s.ls[j].text)
	}
	return false
}

// isDateLine reports whether a line is a date and nothing else: 2024年5月1日, 二〇二四年五月一日.
func isDateLine(s string) bool {
	s = docx.Squeeze(s)
	if len(s) > 40 || !strings.HasSuffix(s, "日") {
		return false
	}
	year, rest, ok := strings.Cut(s, "年")
	month, day, ok2 := strings.Cut(rest, "月")
	if !ok || !ok2 {
		return false
	}
	for _, numeral := range []string{year, month, strings.TrimSuffix(day, "日")} {
		if _, ok := docx.Numeral(numeral); !ok {
			return false
		}
	}
	return true
}

// isShort reports whether a line can be a heading: short, and no sentence.
func isShort(s string) bool {
	s = strings.TrimFunc(s, docx.IsSpace)
	return s != "" && utf8.RuneCountInString(s) <= maxHeading && !strings.ContainsAny(s, "。；")
}

// annexWords begin the heading of an annex.
var annexWords = [...]string{"附件", "附表", "附录", "附图"}

// cutAnnex splits 附件1 off a line without blanks: the numeral, and what follows.
func cutAnnex(s string) (numeral, rest string, ok bool) {
	s = strings.TrimLeftFunc(s, docx.IsSpace)
	if !strings.HasPrefix(s, "附") {
		return "", "", false
	}
	s = docx.Squeeze(s)
	for _, w := range annexWords {
		if rest, found := strings.CutPrefix(s, w); found {
			numeral, rest = cutNumeral(rest)
			return numeral, rest, true
		}
	}
	return "", "", false
}

// isAnnexHead reports whether a line is the heading of an annex: 附件, 附件1, 附件2：.
func isAnnexHead(s string) bool {
	_, rest, ok := cutAnnex(s)
	return ok && (rest == "" || rest == "：" || rest == ":")
}

// isAnnexList reports whether a line begins the list of annexes under a text: 附件：1.××名单.
func isAnnexList(s string) bool {
	_, rest, ok := cutAnnex(s)
	return ok && (strings.HasPrefix(rest, "：") || strings.HasPrefix(rest, ":"))
}

func annexLabel(s string) label {
	numeral, _, _ := cutAnnex(s)
	n, _ := docx.Numeral(numeral)
	return label{number: n, text: docx.Squeeze(s)}
}
