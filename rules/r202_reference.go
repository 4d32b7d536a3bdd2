package rules

import (
	"fmt"
	"regexp"

	"guibei"
	"guibei/docx"
)

var r202 = rule(Rule{
	ID: "R202", Version: 1, Group: Structure,
	Title:    "引用本文的条、款、项不存在",
	Basis:    "《立法法》第六十五条（参照）",
	Source:   Practice,
	Severity: guibei.Medium,
	Looks:    "“本办法第×条”“本条第×款”“第×条第（×）项”所指的条、款、项在本文里没有；第一条引“前条”，一条的第一款引“前款”。",
	Blind:    "不判断所指的内容是否对得上；没有写“本”字、又不在条文里的引用不看；引用他文的由另外的规则看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	s := skeletonOf(in.read().lines)
	if len(s.articles) == 0 {
		return nil
	}
	var out []guibei.Finding
	for i := range in.view.clauses {
		c := &in.view.clauses[i]
		for _, m := range ownReference.FindAllStringSubmatchIndex(c.text, -1) {
			if what := s.missing(c, m); what != "" && m[1] > c.lead {
				at := c.placeOf(m[0], m[1])
				out = append(out, r.finding(at, fmt.Sprintf("“%s”%s。请核对条、款、项的序号，增删条文后引用要一并修改。", at.Quote, what)))
			}
		}
	}
	return append(out, s.dangling(r, in.view.lines)...)
})

// ownReference is a reference to the text itself: its article, paragraph, item.
var ownReference = regexp.MustCompile(`本(?:` + itself[3:len(itself)-1] + `|条)(?:第(` + digits + `+)条)?(?:第(` + digits + `+)款)?(?:第（(` + digits + `+)）项)?`)

// skeleton is how many paragraphs and items each article has.
type skeleton struct {
	articles map[int]*shape
	last     int
}

// shape is one article: its paragraphs, and its items in all.
type shape struct {
	paragraphs int
	items      int
}

// skeletonOf reads the last run of articles: where a notice carries an annex,
// the annex is what refers to itself.
func skeletonOf(lines []line) skeleton {
	s := skeleton{articles: map[int]*shape{}}
	var at *shape
	for i := range lines {
		l := &lines[i]
		switch {
		case l.text == "" || l.contents || l.para.Table:
		case l.heading.unit == '条' && l.heading.sub == 0:
			at = &shape{paragraphs: 1}
			s.articles[l.heading.number] = at
			s.last = max(s.last, l.heading.number)
			at.items += len(inlineItem.FindAllString(l.text, -1))
		case l.heading.unit != 0:
			at = nil
		case at == nil:
		case itemLabel.MatchString(l.text):
			at.items++
		case subitemLabel.MatchString(l.text):
		default:
			at.paragraphs++
			at.items += len(inlineItem.FindAllString(l.text, -1))
		}
	}
	return s
}

// missing says what a reference points to that is not there, "" when all is.
func (s skeleton) missing(c *clause, m []int) string {
	group := func(i int) int {
		if m[2*i] < 0 {
			return 0
		}
		n, _ := docx.Numeral(c.text[m[2*i]:m[2*i+1]])
		return n
	}
	article, paragraph, item := group(1), group(2), group(3)
	if article == 0 {
		if paragraph+item == 0 {
			return ""
		}
		h := readHeading(c.at[0].article, true)
		if article = h.number; article == 0 || h.sub > 0 {
			return ""
		}
	}
	a, ok := s.articles[article]
	switch {
	case !ok:
		return fmt.Sprintf("所指的条在本文中没有（最后一条是第%s条）", docx.FormatNumeral(s.last))
	case paragraph > a.paragraphs:
		return fmt.Sprintf("所指的条只有%d款", a.paragraphs)
	case item > a.items:
		return fmt.Sprintf("所指的条只有%d项", a.items)
	}
	return ""
}

var backward = regexp.MustCompile(`(?:依照|按照|根据|符合|违反|有|除|适用|^|，)前(条|款)`)

// dangling finds 前条 in the first article and 前款 in the first paragraph of
// one.
func (s skeleton) dangling(r *Rule, lines []line) []guibei.Finding {
	var out []guibei.Finding
	for i := range lines {
		l := &lines[i]
		if l.heading.unit != '条' {
			continue
		}
		for _, m := range backward.FindAllStringSubmatchIndex(l.text[l.heading.size:], -1) {
			unit := l.text[l.heading.size+m[2] : l.heading.size+m[3]]
			if unit == "条" && l.heading.number > 1 {
				continue
			}
			at := l.placeOf(l.heading.size+m[0], l.heading.size+m[1])
			out = append(out, r.finding(at, fmt.Sprintf("“%s”之前没有可以指的%s。请写明所指的条、款。", at.Quote, unit)))
		}
	}
	return out
}
