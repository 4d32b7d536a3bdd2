package rules

import (
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"guibei"
)

// view is what the rules share: the text cut into lines and clauses.
type view struct {
	lines   []line
	clauses []clause
	beside  []line // headers, footers, notes, comments
	titled  *clause

	national bool // see madeNationally
	chars    int  // characters that are not blank
}

// read makes the view on first use.
func (in *Input) read() *view {
	if in.view == nil {
		v := &view{}
		v.lines = readLines(in.Text.Paragraphs)
		assignRoles(v.lines, in.title())
		v.clauses = readClauses(v.lines)
		v.national = !in.Ablate.National && in.madeNationally(v.lines)
		for i := range v.clauses {
			v.clauses[i].national, v.clauses[i].without = v.national, in.Ablate
		}
		v.beside = readLines(in.Text.Beside)
		for i := range v.lines {
			v.chars += len(v.lines[i].at)
		}
		in.view = v
	}
	return in.view
}

// nationalMaker is a title, or the words below one, of the national organs.
var (
	nationalMaker = regexp.MustCompile(`^(?:国务院|全国人民代表大会|中华人民共和国)`)
	decreed       = regexp.MustCompile(`国务院令第|国务院第.{1,6}次常务会议|全国人民代表大会[^。]{0,30}会议(?:通过|修订|修正)`)
)

// headLines is how many lines below the title say who issued a text.
const headLines = 8

// madeNationally reports whether the text is itself a law, a regulation or a
// document of the State Council: these may set what a normative document may not,
// and are looked at for what they are.
func (in *Input) madeNationally(lines []line) bool {
	title := strings.TrimLeft(in.title(), "#")
	if nationalMaker.MatchString(title) {
		return true
	}
	if _, known := in.register().Find(title); known && title != "" {
		return true
	}
	seen := 0
	for i := range lines {
		if lines[i].text == "" {
			continue
		}
		if seen++; seen > headLines || lines[i].heading.unit == '条' {
			break
		}
		if decreed.MatchString(lines[i].text) {
			return true
		}
	}
	return false
}

// line is a stretch of a paragraph between soft line breaks, folded so that
// one pattern fits every way of typing. at[i] is where character i came from.
type line struct {
	text     string
	at       []mark
	para     *Paragraph
	n        int // number of the paragraph among those of its list
	heading  heading
	contents bool
	role     role // what it does in the document
	part     int  // 0 in the document itself, 1 in the first text or annex it carries, …
	level    int  // of its label: 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）, 0 for none
	count    int  // the number in its label

	whole *clause // the line as one clause, once asked
}

// clause is the line as patterns see it that are tried on lines.
func (l *line) clause() *clause {
	if l.whole == nil {
		l.whole = &clause{text: l.text, at: l.at}
	}
	return l.whole
}

// maxTitle is how many characters a title has at most; what is longer is a
// sentence that came without one.
const maxTitle = 80

// titled reports whether the text has a title: words of that length that are no
// sentence, whatever mark they end with.
func (in *Input) titled() bool {
	t := in.title()
	_, last := utf8.DecodeLastRuneInString(t)
	return t != "" && utf8.RuneCountInString(t) <= maxTitle && !strings.ContainsAny(t[:len(t)-last], "。；")
}

// titleClause is the title as patterns see it. Its place is where the text has
// it; a title that stands nowhere in the text has none.
func (v *view) titleClause(in *Input) *clause {
	if v.titled == nil {
		v.titled = &clause{text: in.title()}
		for i := range v.lines {
			if l := &v.lines[i]; l.text != "" && l.text == v.titled.text {
				v.titled = l.clause()
				break
			}
		}
	}
	return v.titled
}

// mark is the place of one character of a folded text.
type mark struct {
	para    *Paragraph
	article string
	from    int // byte in the paragraph's text
	to      int // byte behind the character
	unit    int // UTF-16 code unit from the paragraph's start
	pos     int // byte in the folded text of its line
}

// readLines folds every paragraph. Where soft breaks put several articles into
// one paragraph, each line takes its own.
func readLines(ps []Paragraph) []line {
	out := make([]line, 0, len(ps))
	for i := range ps {
		p := &ps[i]
		first := len(out)
		if strings.ContainsRune(p.Text, '\v') {
			out = append(out, brokenLines(p)...)
		} else {
			out = append(out, foldLine(p, p.Article, 0, len(p.Text), 0))
		}
		for k := first; k < len(out); k++ {
			out[k].n = i
		}
	}
	return out
}

func brokenLines(p *Paragraph) []line {
	var out []line
	article, from, unit := "", 0, 0
	for {
		size := strings.IndexByte(p.Text[from:], '\v')
		to := len(p.Text)
		if size >= 0 {
			to = from + size
		}
		l := foldLine(p, article, from, to, unit)
		if l.heading.unit == '条' {
			article = l.heading.label
			l.relabel(article)
		}
		out = append(out, l)
		if size < 0 {
			return out
		}
		unit += units(p.Text[from:to]) + 1
		from = to + 1
	}
}

func (l *line) relabel(article string) {
	for i := range l.at {
		l.at[i].article = article
	}
}

func foldLine(p *Paragraph, article string, from, to, unit int) line {
	l := line{para: p, contents: p.Contents, at: make([]mark, 0, (to-from)/3+1)}
	var b strings.Builder
	b.Grow(to - from)
	for i, r := range p.Text[from:to] {
		size := utf8.RuneLen(r)
		if size < 0 || r == utf8.RuneError {
			size = 1 // a broken byte counts as itself, as range does
			if strings.HasPrefix(p.Text[from+i:], string(utf8.RuneError)) {
				size = utf8.RuneLen(utf8.RuneError)
			}
		}
		f := fold(r)
		if f == '，' && groupsDigits(b.String(), p.Text[from+i+size:to]) {
			f = -1 // 1,000元
		}
		if f >= 0 {
			l.at = append(l.at, mark{para: p, article: article, from: from + i, to: from + i + size, unit: unit, pos: b.Len()})
			b.WriteRune(f)
		}
		unit += unitsOf(r)
	}
	l.text = b.String()
	l.heading = readHeading(l.text, headingSpaced(p.Text[from:to]))
	return l
}

// fold gives a character one form: full-width letters and digits become ASCII,
// half-width punctuation becomes Chinese, blanks go (-1).
func fold(r rune) rune {
	switch {
	case r < 0x80:
		return foldASCII(r)
	case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ':
		return r - '０' + '0'
	case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
		return -1
	case r == '％':
		return '%'
	case r == '．':
		return '.'
	case r == '︰' || r == '∶':
		return '：'
	}
	return r
}

func foldASCII(r rune) rune {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r':
		return -1
	case ',':
		return '，'
	case ';':
		return '；'
	case ':':
		return '：'
	case '(':
		return '（'
	case ')':
		return '）'
	case '!':
		return '！'
	case '?':
		return '？'
	}
	return r
}

// groupsDigits reports whether a comma between before and after parts the
// thousands of a number.
func groupsDigits(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	if last < '0' || last > '9' {
		return false
	}
	n := 0
	for _, r := range after {
		if r = fold(r); r < '0' || r > '9' {
			break
		}
		n++
	}
	return n == 3
}

func foldString(s string) string {
	return strings.Map(fold, s)
}

func units(s string) int {
	n := 0
	for _, r := range s {
		n += unitsOf(r)
	}
	return n
}

// unitsOf returns how many UTF-16 code units a character takes.
func unitsOf(r rune) int {
	if r >= 0x10000 {
		return 2
	}
	return 1
}

// place anchors characters from up to to, which is not included. Where they
// cross paragraphs the place is the part in the last one: there stand the
// words that complete the pattern.
func place(at []mark, from, to int) guibei.Place {
	if len(at) == 0 || from >= to {
		return guibei.Place{}
	}
	last := at[to-1]
	for at[from].para != last.para {
		from++
	}
	first := at[from]
	quote := last.para.Text[first.from:last.to]
	return guibei.Place{
		Paragraph: last.para.ID, Article: last.article,
		Start: first.unit, End: first.unit + units(quote), Quote: quote,
	}
}

// placeOf anchors bytes of the line's folded text.
func (l *line) placeOf(from, to int) guibei.Place {
	return place(l.at, l.index(from), l.index(to))
}

// index returns which character of the line begins at a byte of its folded
// text. A line can be a whole document, so it is searched, not counted.
func (l *line) index(b int) int {
	return sort.Search(len(l.at), func(i int) bool { return l.at[i].pos >= b })
}
