package docx

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Locator names a paragraph in the words of the law, with hashes of what it and its neighbours say. It finds the
// paragraph again after articles were inserted and renumbered before it, and after the paragraph itself was edited.
type Locator struct {
	// Article is the label of the 条, such as 第十二条之一; "" outside of articles.
	Article string `json:"article,omitempty"`
	// Paragraph, Item and Subitem number the 款, 项 and 目 within the article, from 1; 0 where the paragraph is none. The
	// line that begins an article is its first 款.
	Paragraph int `json:"paragraph,omitempty"`
	Item      int `json:"item,omitempty"`
	Subitem   int `json:"subitem,omitempty"`
	// Outline is the place in a document without articles, by its numbered headings: 一/（二）/3.
	Outline string `json:"outline,omitempty"`
	// Hash is of the paragraph's words without labels and blanks; Before and After are those of the next paragraphs with
	// words on either side.
	Hash   string `json:"hash"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

// String writes the place as people cite it: 第十二条第二款第（三）项.
func (l Locator) String() string {
	var b strings.Builder
	b.WriteString(l.Article)
	if l.Article == "" {
		return l.Outline
	}
	if l.Paragraph > 0 && (l.Paragraph > 1 || l.Item > 0) {
		fmt.Fprintf(&b, "第%s款", FormatNumeral(l.Paragraph))
	}
	if l.Item > 0 {
		fmt.Fprintf(&b, "第（%s）项", FormatNumeral(l.Item))
	}
	if l.Subitem > 0 {
		fmt.Fprintf(&b, "第%d目", l.Subitem)
	}
	return b.String()
}

// same reports whether two locators name the same place.
func (l Locator) same(o Locator) bool {
	return l.Article == o.Article && l.Paragraph == o.Paragraph && l.Item == o.Item && l.Subitem == o.Subitem && l.Outline == o.Outline
}

// Locators returns one locator for each paragraph of the body.
func (d *Document) Locators() []Locator {
	out := make([]Locator, len(d.paragraphs))
	var a addresser
	for i := range d.paragraphs {
		article, ok := d.ArticleAt(i)
		if !ok {
			article = Article{}
		}
		out[i] = a.next(&d.paragraphs[i], article)
		out[i].Hash = wordHash(d.paragraphs[i].Text)
	}
	last := ""
	for i := range out {
		if out[i].Before = last; out[i].Hash != "" {
			last = out[i].Hash
		}
	}
	last = ""
	for i := len(out) - 1; i >= 0; i-- {
		if out[i].After = last; out[i].Hash != "" {
			last = out[i].Hash
		}
	}
	return out
}

// Match says how a locator was found again.
type Match string

// How a locator was found again, best first.
const (
	Unchanged Match = "unchanged" // the same words
	Edited    Match = "edited"    // other words in the same place or between the same neighbours
	Lost      Match = "lost"      // nothing that could be it
)

// Find looks for the paragraph a locator was made from in this document. Its words count before its number: after a
// renumbering 第五条 is found as 第六条. index is -1 when it is lost.
func (d *Document) Find(l Locator) (index int, m Match) {
	return find(d.Locators(), l)
}

// FindAll is Find for many locators.
func (d *Document) FindAll(ls []Locator) (indexes []int, ms []Match) {
	all := d.Locators()
	for _, l := range ls {
		i, m := find(all, l)
		indexes, ms = append(indexes, i), append(ms, m)
	}
	return indexes, ms
}

func find(all []Locator, l Locator) (int, Match) {
	best, score := -1, 0
	for i := range all {
		s, n := 0, &all[i]
		if n.Hash == l.Hash && l.Hash != "" {
			s += 8
		}
		if n.same(l) && (n.Article != "" || n.Outline != "") {
			s += 3
		}
		if n.Before == l.Before && l.Before != "" {
			s += 2
		}
		if n.After == l.After && l.After != "" {
			s += 2
		}
		if s > score {
			best, score = i, s
		}
	}
	switch {
	case score >= 8:
		return best, Unchanged
	case score >= 4: // both neighbours, or the place and one of them
		return best, Edited
	case score == 3 && l.Hash != "":
		return best, Edited
	}
	return -1, Lost
}

// wordHash is a short hash of a paragraph's words, "" for a blank one.
func wordHash(s string) string {
	body := s
	if h := parseHeading(s, false); h.unit != 0 {
		body = h.rest
	} else if _, rest := outlineMark(s); rest != "" {
		body = rest
	}
	body = Squeeze(body)
	if body == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:6])
}

// addresser counts 款, 项 and 目 while the paragraphs go by.
type addresser struct {
	article                  Article
	paragraph, item, subitem int
	outline                  []outlineStep
}

// outlineStep is a numbered heading the following paragraphs stand under.
type outlineStep struct {
	level int
	mark  string
}

func (a *addresser) next(p *Paragraph, article Article) Locator {
	level, _ := outlineMark(p.Text)
	if article.Label == "" {
		return Locator{Outline: a.under(p.Text, level)}
	}
	a.outline = a.outline[:0]
	if article.Start != a.article.Start || article.Label != a.article.Label {
		a.article, a.paragraph, a.item, a.subitem = article, 0, 0, 0
	}
	l := Locator{Article: article.Label}
	switch {
	case p.Start <= article.Start || strings.TrimFunc(p.Text, IsSpace) == "":
		a.paragraph = max(a.paragraph, 1)
		if p.Start > article.Start {
			return l // blank
		}
	case level == levelItem:
		a.item, a.subitem = a.item+1, 0
	case level > levelItem && a.item > 0:
		a.subitem++
	case level == levelFirst: // 一、 within an article
		a.item, a.subitem = a.item+1, 0
	default:
		a.paragraph, a.item, a.subitem = a.paragraph+1, 0, 0
	}
	l.Paragraph, l.Item, l.Subitem = max(a.paragraph, 1), a.item, a.subitem
	return l
}

// under places a paragraph in the outline and returns the path of headings it stands under or is.
func (a *addresser) under(s string, level int) string {
	if level > 0 {
		for len(a.outline) > 0 && a.outline[len(a.outline)-1].level >= level {
			a.outline = a.outline[:len(a.outline)-1]
		}
		a.outline = append(a.outline, outlineStep{level, markText(s)})
	}
	parts := make([]string, len(a.outline))
	for i := range a.outline {
		parts[i] = a.outline[i].mark
	}
	return strings.Join(parts, "/")
}

// The levels of GB/T 9704: 一、 （一） 1. （1） and beyond.
const (
	levelFirst = 1
	levelItem  = 2
)

// outlineMark reads a hand-typed or computed mark at the start of a paragraph: its level, 0 for none, and what follows.
func outlineMark(s string) (level int, rest string) {
	s = strings.TrimLeftFunc(s, IsSpace)
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == '（' || r == '(':
		inner, after, ok := cutBracket(s[size:])
		if !ok {
			return 0, ""
		}
		if _, ok := Numeral(inner); !ok {
			return 0, ""
		}
		if inner[0] < utf8.RuneSelf || strings.ContainsAny(inner, "０１２３４５６７８９") {
			return 4, after
		}
		return levelItem, after
	case r >= '①' && r <= '⑳' || r >= '㈠' && r <= '㈩' || r >= '⑴' && r <= '⒇':
		if r >= '㈠' && r <= '㈩' {
			return levelItem, s[size:]
		}
		if r >= '⑴' && r <= '⒇' {
			return 4, s[size:]
		}
		return 5, s[size:]
	}
	end := 0
	for i, c := range s {
		if digitOf(c) < 0 && unitOf(c) == 0 || i > 12 {
			end = i
			break
		}
	}
	if end == 0 {
		return 0, ""
	}
	mark, sep := s[:end], s[end:]
	c, n := utf8.DecodeRuneInString(sep)
	arabic := mark[0] < utf8.RuneSelf || strings.ContainsAny(mark, "０１２３４５６７８９")
	switch {
	case !arabic && c == '、':
		return levelFirst, sep[n:]
	case arabic && strings.ContainsRune(".．、", c) && !startsWithDigit(sep[n:]):
		return 3, sep[n:]
	}
	return 0, ""
}

// startsWithDigit tells 1.5 from 1.
func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// cutBracket splits what follows an opening bracket at the closing one.
func cutBracket(s string) (inner, after string, ok bool) {
	i := strings.IndexAny(s, "）)")
	if i <= 0 || i > 15 {
		return "", "", false
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return s[:i], s[i+n:], true
}

// markText is the mark itself, brackets included, without what follows.
func markText(s string) string {
	s = strings.TrimLeftFunc(s, IsSpace)
	_, rest := outlineMark(s)
	return strings.TrimRight(strings.TrimSpace(s[:len(s)-len(rest)]), "、.．")
}
