package view

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"guibei/docx"
)

// Place is where a finding or a remark stands in a text: the paragraph, the article and the words.
type Place struct {
	Paragraph  string // docx.Paragraph.ID
	Article    string // such as 第三条, "" outside of articles
	Start, End int    // UTF-16 units of the paragraph's text
	Quote      string
}

// Status says how a place was found in another version of its text.
type Status string

// How a place was found.
const (
	Exact    Status = "exact"    // the same paragraph has the same words
	Moved    Status = "moved"    // the words stand elsewhere, and nowhere else
	Outdated Status = "outdated" // the words are not there, or at several places: nobody may guess
)

// Anchors finds places of earlier versions in a document. It does not change and may be shared between goroutines.
type Anchors struct {
	d        *docx.Document
	byID     map[string]int
	beside   map[string]string // texts of headers, footers, notes and comments
	articles map[string]docx.Article
	folded   []folded
}

// folded is a paragraph without blanks, marks and differences of width, and the byte each of its runes came from.
type folded struct {
	text  string
	runes []rune
	at    []int32
}

// NewAnchors prepares a document for finding places in it.
func NewAnchors(d *docx.Document) *Anchors {
	ps := d.Paragraphs()
	a := &Anchors{d: d, byID: make(map[string]int, len(ps)), beside: map[string]string{}, articles: map[string]docx.Article{}, folded: make([]folded, len(ps))}
	for i := range ps {
		a.byID[ps[i].ID] = i
		a.folded[i] = fold(ps[i].Text)
	}
	for _, s := range d.Stories() {
		for i := range s.Paragraphs {
			a.beside[s.Paragraphs[i].ID] = s.Paragraphs[i].Text
		}
	}
	for _, v := range d.Articles() {
		if _, twice := a.articles[v.Label]; !twice {
			a.articles[v.Label] = v
		}
	}
	return a
}

// fold keeps letters and digits.
func fold(s string) folded {
	f := folded{runes: make([]rune, 0, len(s)/3), at: make([]int32, 0, len(s)/3+1)}
	for i, r := range s {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			f.runes, f.at = append(f.runes, unicode.ToLower(r)), append(f.at, int32(i))
		}
	}
	f.text = string(f.runes)
	return f
}

// Find looks for a place: in its paragraph, in its article, and then wherever its words stand only once, small edits
// allowed for. A place without words is its paragraph. What is Outdated is returned as it was.
func (a *Anchors) Find(p Place) (Place, Status) {
	if p.Quote == "" {
		if i, ok := a.byID[p.Paragraph]; ok && a.articleOf(i) == p.Article {
			return p, Exact
		}
		return p, Outdated
	}
	if q, ok := a.inParagraph(p); ok {
		return q, Exact
	}
	if text, ok := a.beside[p.Paragraph]; ok {
		if from, to := byteOf(text, p.Start), byteOf(text, p.End); from <= to && text[from:to] == p.Quote {
			return p, Exact
		}
	}
	if v, ok := a.articles[p.Article]; ok {
		for i := v.First; i <= v.Last; i++ {
			if at := strings.Index(a.text(i), p.Quote); at >= 0 {
				return a.place(i, at, at+len(p.Quote)), Moved
			}
		}
	}
	if q, ok := a.folds(fold(p.Quote).runes); ok {
		return q, Moved
	}
	if q, ok := a.resembling(fold(p.Quote).runes); ok {
		return q, Moved
	}
	return p, Outdated
}

func (a *Anchors) text(i int) string { return a.d.Paragraphs()[i].Text }

// articleOf is the label of the article of a paragraph.
func (a *Anchors) articleOf(i int) string {
	v, _ := a.d.ArticleAt(i)
	return v.Label
}

// inParagraph finds the words in the paragraph itself, nearest to where they stood. The number of a paragraph is that of
// another one after an insertion; where the file gives no lasting ids the article has to agree.
func (a *Anchors) inParagraph(p Place) (Place, bool) {
	i, ok := a.byID[p.Paragraph]
	if !ok || structural(p.Paragraph) && p.Article != "" && a.articleOf(i) != p.Article {
		return p, false
	}
	text := a.text(i)
	want := byteOf(text, p.Start)
	best := -1
	for from := 0; from <= len(text); {
		n := strings.Index(text[from:], p.Quote)
		if n < 0 {
			break
		}
		if at := from + n; best < 0 || abs(at-want) < abs(best-want) {
			best = at
		}
		from += n + len(p.Quote)
	}
	if best < 0 {
		return p, false
	}
	q := a.place(i, best, best+len(p.Quote))
	if v, ok := a.articles[p.Article]; ok && v.First <= i && i <= v.Last {
		q.Article = p.Article
	}
	return q, true
}

func byteOf(s string, units int) int {
	return len(s) - len(runesFrom(s, docx.RuneOffset(s, max(units, 0))))
}

func abs(n int) int { return max(n, -n) }

// structural tells an id that counts paragraphs from one that the file gives.
func structural(id string) bool {
	return len(id) != 8 || strings.ContainsFunc(id, func(r rune) bool { return !strings.ContainsRune("0123456789ABCDEF", r) })
}

// place makes a place of bytes of a paragraph.
func (a *Anchors) place(i, from, to int) Place {
	p := &a.d.Paragraphs()[i]
	start := docx.UTF16Offset(p.Text[:from], from)
	q := p.Text[from:to]
	return Place{Paragraph: p.ID, Article: a.articleOf(i), Start: start, End: start + unitsIn(q), Quote: q}
}

// minQuote is how many letters words need to be looked for without a place to begin with.
const minQuote = 4

// folds finds words that stand once in the whole text, blanks and marks aside.
func (a *Anchors) folds(quote []rune) (Place, bool) {
	if len(quote) < minQuote {
		return Place{}, false
	}
	para, at := -1, 0
	needle := string(quote)
	for i := range a.folded {
		before, after, found := strings.Cut(a.folded[i].text, needle)
		if !found {
			continue
		}
		if para >= 0 || strings.Contains(after, needle) {
			return Place{}, false
		}
		para, at = i, utf8.RuneCountInString(before)
	}
	if para < 0 {
		return Place{}, false
	}
	return a.unfold(para, at, at+len(quote)), true
}

// unfold turns folded runes of a paragraph into a place.
func (a *Anchors) unfold(i, from, to int) Place {
	f := &a.folded[i]
	end := int(f.at[to-1])
	_, size := utf8.DecodeRuneInString(a.text(i)[end:])
	return a.place(i, int(f.at[from]), end+size)
}

// Words that were edited are recognised when they are long enough to be somebody's own, and at most a fifth of them
// differs. The next best paragraph has to be clearly worse.
const (
	minEdited = 8
	maxEdited = 120
	editShare = 5
	maxAlike  = 30 // paragraphs with half of the words: with more the words are nobody's own
)

// resembling finds the one paragraph with words that differ little.
func (a *Anchors) resembling(quote []rune) (Place, bool) {
	if len(quote) < minEdited || len(quote) > maxEdited {
		return Place{}, false
	}
	most := len(quote) / editShare
	pairs := map[[2]rune]bool{}
	for i := 1; i < len(quote); i++ {
		pairs[[2]rune{quote[i-1], quote[i]}] = true
	}
	var alike []int
	for i := range a.folded {
		if shares(a.folded[i].runes, pairs) {
			alike = append(alike, i)
		}
	}
	if len(alike) > maxAlike {
		return Place{}, false
	}
	best, second, para, from, to := most+1, most+1, -1, 0, 0
	for _, i := range alike {
		n, x, y := approximate(a.folded[i].runes, quote)
		switch {
		case n < best:
			best, second, para, from, to = n, best, i, x, y
		case n < second:
			second = n
		}
	}
	if para < 0 || second-best < 2 && second <= most || to <= from {
		return Place{}, false
	}
	return a.unfold(para, from, to), true
}

// shares reports whether a text has half of the pairs of characters.
func shares(text []rune, pairs map[[2]rune]bool) bool {
	seen := map[[2]rune]bool{}
	for i := 1; i < len(text); i++ {
		if p := [2]rune{text[i-1], text[i]}; pairs[p] && !seen[p] {
			if seen[p] = true; 2*len(seen) >= len(pairs) {
				return true
			}
		}
	}
	return false
}

// approximate finds the stretch of a text with the least edit distance to a quote (Sellers): the distance and the
// stretch.
func approximate(text, quote []rune) (distance, from, to int) {
	type cell struct{ n, from int }
	column := make([]cell, len(quote)+1)
	for j := range column {
		column[j] = cell{n: j}
	}
	distance = len(quote) + 1
	for i, r := range text {
		above := column[0]
		column[0] = cell{0, i + 1}
		for j := 1; j <= len(quote); j++ {
			c := above
			if quote[j-1] != r {
				c.n++
			}
			if d := column[j]; d.n+1 < c.n {
				c = cell{d.n + 1, d.from}
			}
			if d := column[j-1]; d.n+1 < c.n {
				c = cell{d.n + 1, d.from}
			}
			above, column[j] = column[j], c
		}
		if last := column[len(quote)]; last.n < distance {
			distance, from, to = last.n, last.from, i+1
		}
	}
	return distance, from, to
}
