package docx

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Article is one 条 with all its paragraphs.
type Article struct {
	Number int    // 12 for 第十二条
	Sub    int    // 1 for 第十二条之一, 0 without
	Label  string // as written, without blanks: 第十二条之一, 第3条
	Auto   bool   // the label is computed by Word, not typed
	Part   string // 第一编 总则, "" when there is none
	// Chapter and Section are the headings the article stands under, such as 第二章 备案; "" when there is none.
	Chapter, Section string
	// First and Last are the indexes of its paragraphs in Document.Paragraphs, inclusive. Soft line breaks may put two
	// articles into one paragraph; then they share it.
	First, Last int
	// Start and End are where it begins and ends in Document.Text, in runes: label included, last line end not.
	Start, End int
}

// line is a stretch of a paragraph between soft line breaks. Drafts pasted from web pages have whole documents in one
// paragraph, so structure is looked for line by line.
type line struct {
	para  int
	start int // in the text, runes
	text  string
	auto  bool // begins with a computed label
	toc   bool
}

// heading is what a line says about the structure.
type heading struct {
	unit   rune // 条 章 节 编, 0 for none
	number int
	sub    int
	label  string
	rest   string // what follows the label, trimmed
	spaced bool   // a blank or the end of the line follows the label
	auto   bool
}

// maxHeading is the longest chapter heading in runes; the longest in the laws at hand has 31.
const maxHeading = 45

// maxMark is the longest line in bytes that is looked at for 目录, 附则 or 附件, spread with blanks as they may be.
const maxMark = 64

// findArticles finds the articles, and for each paragraph the article it belongs to.
func findArticles(ps []Paragraph) ([]Article, []int32) {
	lines := splitLines(ps)
	markContents(lines)
	f := finder{lines: lines}
	for i := range lines {
		f.line(i)
	}
	f.close(len(lines))
	of := make([]int32, len(ps))
	for i := range of {
		of[i] = -1
	}
	for n, v := range slices.Backward(f.out) {
		for i := v.First; i <= v.Last; i++ {
			of[i] = int32(n)
		}
	}
	for i := range lines {
		para := lines[i].para
		alone := (i == 0 || lines[i-1].para != para) && (i+1 == len(lines) || lines[i+1].para != para)
		if lines[i].toc && alone {
			ps[para].Contents = true
		}
	}
	return f.out, of
}

// splitLines cuts paragraphs at soft line breaks.
func splitLines(ps []Paragraph) []line {
	out := make([]line, 0, len(ps))
	for i := range ps {
		at, rest, auto := ps[i].Start, ps[i].Text, ps[i].LabelLen > 0
		for {
			text, more, found := strings.Cut(rest, "\v")
			out = append(out, line{para: i, start: at, text: text, auto: auto, toc: ps[i].Contents})
			if !found {
				break
			}
			at += utf8.RuneCountInString(text) + 1
			rest, auto = more, false
		}
	}
	return out
}

// markContents marks a table of contents that is typed: it begins with 目录 and ends where its first entry comes again
// as a heading, or, where it never does, with the first line that is not a heading of a chapter.
func markContents(lines []line) {
	for i := range lines {
		if lines[i].toc || len(lines[i].text) > maxMark || strings.TrimFunc(Squeeze(lines[i].text), notHan) != "目录" {
			continue
		}
		lines[i].toc = true
		first := i + 1
		for first < len(lines) && Squeeze(lines[first].text) == "" {
			first++
		}
		if first == len(lines) || lines[first].toc {
			return
		}
		entry := contentsEntry(lines[first].text)
		end := first
		for end < len(lines) && (Squeeze(lines[end].text) == "" || isContentsEntry(lines[end])) {
			end++
		}
		for j := first + 1; j < len(lines); j++ {
			if contentsEntry(lines[j].text) == entry {
				end = j
				break
			}
			if h := parseHeading(lines[j].text, lines[j].auto); h.unit == '条' && utf8.RuneCountInString(lines[j].text) > maxHeading {
				break // the text has begun
			}
		}
		for j := first; j < end; j++ {
			lines[j].toc = true
		}
		return
	}
}

// isContentsEntry reports whether a line can stand in a table of contents.
func isContentsEntry(l line) bool {
	h := parseHeading(l.text, l.auto)
	return h.unit != 0 && h.unit != '条' && utf8.RuneCountInString(l.text) <= maxHeading
}

// contentsEntry makes an entry comparable with the heading it stands for: no blanks, leaders or page number.
func contentsEntry(s string) string {
	s = Squeeze(s)
	return strings.TrimRight(s, ".…·．-—()（）0123456789０１２３４５６７８９")
}

// Squeeze removes all blanks.
func Squeeze(s string) string {
	if strings.IndexFunc(s, IsSpace) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// notHan is true for what may stand around 目录: brackets, colons, stars.
func notHan(r rune) bool { return strings.ContainsRune("【】[]：:*＊《》", r) }

// finder walks the lines and collects articles.
type finder struct {
	lines                  []line
	out                    []Article
	part, chapter, section string
	pending                *string // a heading whose words stand on the next line
	open                   bool
}

// line looks at one line.
func (f *finder) line(i int) {
	l := &f.lines[i]
	if l.toc {
		return
	}
	h := parseHeading(l.text, l.auto)
	switch {
	case h.unit == '条':
		if f.isArticle(h) {
			f.begin(i, h)
		}
	case h.unit != 0 && isHeading(h):
		f.close(i)
		f.enter(h)
		return
	case isClosing(l.text):
		f.close(i)
		f.part, f.chapter, f.section = "", "附则", ""
	case isAnnex(l.text):
		f.close(i)
		f.part, f.chapter, f.section = "", "", ""
	case f.pending != nil && strings.TrimFunc(l.text, IsSpace) != "":
		if s := strings.TrimFunc(l.text, IsSpace); utf8.RuneCountInString(s) <= maxHeading && !endsSentence(s) {
			*f.pending += " " + squeezeHan(s)
		}
	case f.pending != nil:
		return // blank lines may stand between 第一章 and its words
	}
	f.pending = nil
}

// isArticle tells the beginning of an article from a paragraph that begins by citing one: 第三条规定的情形.
func (f *finder) isArticle(h heading) bool {
	if h.auto {
		return true
	}
	if h.spaced {
		return !citesAfterBlank(h.rest)
	}
	if cites(h.rest) {
		return false
	}
	// Without a blank only the number that is due makes it likely.
	if !f.open || len(f.out) == 0 {
		return h.number == 1
	}
	last := f.out[len(f.out)-1]
	return h.number == last.Number+1 || h.number == 1 || h.number == last.Number && h.sub == last.Sub+1
}

// cites reports whether what follows an article number directly shows that the number is only mentioned. None of these
// begins a sentence of law; 有关 and 关于 may, and are left to the order of numbers.
func cites(rest string) bool {
	for _, s := range []string{
		"规定", "所称", "所列", "所述", "所指", "的", "和", "或", "及", "与", "至", "到", "以及", "之规定",
		"中的", "中规定", "中关于", "修改", "改为", "增加", "删除", "款", "项",
	} {
		if strings.HasPrefix(rest, s) {
			return true
		}
	}
	return citesAfterBlank(rest)
}

// citesAfterBlank is cites for a label with a blank after it, which settles nearly all cases: what remains is
// punctuation, and a paragraph, item or further article of the cited one. 第二审 is no such thing.
func citesAfterBlank(rest string) bool {
	r, size := utf8.DecodeRuneInString(rest)
	if strings.ContainsRune("、，；。：”’》）),;", r) {
		return true
	}
	if r != '第' {
		return false
	}
	for _, c := range rest[size:] {
		switch {
		case c == '款' || c == '项' || c == '条':
			return true
		case digitOf(c) < 0 && unitOf(c) == 0:
			return false
		}
	}
	return false
}

// begin opens an article.
func (f *finder) begin(i int, h heading) {
	f.close(i)
	l := f.lines[i]
	f.out = append(f.out, Article{
		Number: h.number, Sub: h.sub, Label: h.label, Auto: h.auto,
		Part: f.part, Chapter: f.chapter, Section: f.section,
		First: l.para, Start: l.start,
	})
	f.open = true
}

// close ends the open article before line end, at its last line that is not blank.
func (f *finder) close(end int) {
	if !f.open {
		return
	}
	f.open = false
	a := &f.out[len(f.out)-1]
	for i := end - 1; i >= 0; i-- {
		l := f.lines[i]
		if l.start <= a.Start || strings.TrimFunc(l.text, IsSpace) != "" {
			a.Last, a.End = l.para, l.start+utf8.RuneCountInString(l.text)
			return
		}
	}
}

// enter takes note of a heading; a higher one ends the lower ones.
func (f *finder) enter(h heading) {
	s := h.label
	if h.rest != "" {
		s += " " + squeezeHan(h.rest)
	}
	var at *string
	switch h.unit {
	case '编':
		f.part, f.chapter, f.section = s, "", ""
		at = &f.part
	case '章':
		f.chapter, f.section = s, ""
		at = &f.chapter
	default:
		f.section = s
		at = &f.section
	}
	f.pending = nil
	if h.rest == "" {
		f.pending = at
	}
}

// isHeading tells a heading from a sentence that begins with 第二章. After a blank nearly anything may follow: 第二章
// 款项支付规定 is a heading.
func isHeading(h heading) bool {
	if utf8.RuneCountInString(h.rest) > maxHeading || endsSentence(h.rest) || strings.ContainsAny(h.rest, "，；：。") {
		return false
	}
	if h.spaced {
		return !citesAfterBlank(h.rest)
	}
	return !cites(h.rest)
}

func endsSentence(s string) bool {
	return strings.HasSuffix(s, "。") || strings.HasSuffix(s, "；") || strings.HasSuffix(s, "：")
}

// isClosing reports whether a line is the heading 附则 without a number, as in 刑事诉讼法.
func isClosing(s string) bool { return len(s) <= maxMark && Squeeze(s) == "附则" }

// isAnnex reports whether a line begins what follows the articles: 附件, 附件1, 附表：.
func isAnnex(s string) bool {
	if s = strings.TrimLeftFunc(s, IsSpace); !strings.HasPrefix(s, "附") {
		return false
	}
	s = Squeeze(s)
	for _, p := range []string{"附件", "附表", "附录", "附图"} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			rest = strings.TrimLeft(rest, "0123456789０１２３４５６７８９一二三四五六七八九十")
			return rest == "" || strings.HasPrefix(rest, "：") || strings.HasPrefix(rest, ":")
		}
	}
	return false
}

// parseHeading reads 第…条, 第…条之一, 第…章, 第…节, 第…编 at the start of a line. unit is 0 for any other line.
func parseHeading(s string, auto bool) heading {
	s = strings.TrimLeftFunc(s, IsSpace)
	rest, ok := strings.CutPrefix(s, "第")
	if !ok {
		return heading{}
	}
	numeral, unit, rest := cutUnit(rest)
	if unit == 0 {
		return heading{}
	}
	n, ok := Numeral(numeral)
	if !ok || n > 9999 {
		return heading{}
	}
	h := heading{unit: unit, number: n, label: "第" + Squeeze(numeral) + string(unit), auto: auto}
	if unit == '条' {
		rest = h.cutSub(rest)
	}
	h.rest = strings.TrimLeftFunc(rest, IsSpace)
	h.spaced = len(h.rest) < len(rest) || rest == ""
	h.rest = strings.TrimRightFunc(h.rest, IsSpace)
	return h
}

// cutUnit splits what follows 第 at its unit. A numeral is at most a dozen characters, blanks included.
func cutUnit(s string) (numeral string, unit rune, rest string) {
	seen := 0
	for i, r := range s {
		switch r {
		case '条', '章', '节', '编':
			return s[:i], r, s[i+utf8.RuneLen(r):]
		}
		if seen++; seen > 12 || digitOf(r) < 0 && unitOf(r) == 0 && r != '廿' && r != '卅' && !IsSpace(r) {
			break
		}
	}
	return "", 0, ""
}

// cutSub reads 之一 after 条.
func (h *heading) cutSub(s string) string {
	rest, ok := strings.CutPrefix(s, "之")
	if !ok {
		return s
	}
	end := len(rest)
	for i, r := range rest {
		if digitOf(r) < 0 && unitOf(r) == 0 {
			end = i
			break
		}
	}
	n, ok := Numeral(rest[:end])
	if !ok {
		return s
	}
	h.sub = n
	h.label += "之" + rest[:end]
	return rest[end:]
}
