package api

import (
	"regexp"
	"strings"

	"guibei/docx"
)

// oldPlace is a place that an opinion names, in the text it speaks of.
type oldPlace struct {
	name      string // 第十二条, 第十二条第二款
	paragraph int
	within    bool // a part of an article
}

// placeFinder reads places as reviewers write them.
type placeFinder struct {
	d        *docx.Document
	locators []docx.Locator
}

func newPlaceFinder(d *docx.Document) *placeFinder { return &placeFinder{d: d, locators: d.Locators()} }

const numerals = `[〇零一二三四五六七八九十百千两\d０-９]+`

var (
	namedPlace = regexp.MustCompile(`第(` + numerals + `)条(?:之(` + numerals + `))?(?:第(` + numerals + `)款)?(?:第?[（(]?(` + numerals + `)[）)]?项)?`)
	itemMark   = regexp.MustCompile(`[（(](` + numerals + `)[）)]|(` + numerals + `)[、.．]|第(` + numerals + `)(?:部分|项|点)`)
	quoted     = regexp.MustCompile(`“([^“”]{2,})”`)
)

// maxPlaces bounds the places that one item names.
const maxPlaces = 20

// find returns the places that a location names: articles with their parts;
// in a text without articles its numbered headings; or words in “”, if they
// stand in one paragraph only. What cannot be found is left out.
func (f *placeFinder) find(location string) []oldPlace {
	var out []oldPlace
	for _, m := range namedPlace.FindAllStringSubmatch(location, maxPlaces) {
		if p, ok := f.article(m); ok {
			out = append(out, p)
		}
	}
	if len(out) > 0 {
		return out
	}
	if p, ok := f.outline(location); ok {
		return []oldPlace{p}
	}
	for _, m := range quoted.FindAllStringSubmatch(location, maxPlaces) {
		if p, ok := f.words(m[1]); ok {
			out = append(out, p)
		}
	}
	return out
}

// article finds the paragraph that a match names, or the first of its article.
func (f *placeFinder) article(m []string) (oldPlace, bool) {
	number, sub := numeral(m[1]), numeral(m[2])
	for _, a := range f.d.Articles() {
		if a.Number != number || a.Sub != sub {
			continue
		}
		p := oldPlace{name: a.Label, paragraph: a.First}
		if m[3] == "" && m[4] == "" {
			return p, true
		}
		for i := a.First; i <= a.Last; i++ {
			l := f.locators[i]
			if l.Subitem == 0 && l.Item == numeral(m[4]) && (m[3] == "" || l.Paragraph == numeral(m[3])) {
				return oldPlace{name: l.String(), paragraph: i, within: true}, true
			}
		}
		return p, true
	}
	return oldPlace{}, false
}

// numeral reads a number, 0 for none.
func numeral(s string) int {
	n, _ := docx.Numeral(s)
	return n
}

// outline finds a numbered heading in a text without articles: 三、（二）.
func (f *placeFinder) outline(location string) (oldPlace, bool) {
	if len(f.d.Articles()) > 0 {
		return oldPlace{}, false
	}
	var path []int
	for _, m := range itemMark.FindAllStringSubmatch(location, maxPlaces) {
		path = append(path, numeral(m[1]+m[2]+m[3]))
	}
	if len(path) == 0 {
		return oldPlace{}, false
	}
	for i := range f.locators {
		marks := strings.Split(f.locators[i].Outline, "/")
		if len(marks) != len(path) {
			continue
		}
		same := true
		for k, mark := range marks {
			same = same && numeral(strings.Trim(mark, "（）()")) == path[k]
		}
		if same {
			return oldPlace{name: strings.Join(marks, ""), paragraph: i}, true
		}
	}
	return oldPlace{}, false
}

// words finds the one paragraph that has some words.
func (f *placeFinder) words(s string) (oldPlace, bool) {
	found := -1
	for i, p := range f.d.Paragraphs() {
		if strings.Contains(p.Text, s) {
			if found >= 0 {
				return oldPlace{}, false
			}
			found = i
		}
	}
	if found < 0 {
		return oldPlace{}, false
	}
	name := f.locators[found].String()
	if name == "" {
		name = "“" + clipped(s, 12) + "”处"
	}
	return oldPlace{name: name, paragraph: found}, true
}
