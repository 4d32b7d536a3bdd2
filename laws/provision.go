package laws

import (
	"fmt"
	"regexp"
	"strings"

	"guibei/docx"
)

// Provision is a part of a law: an article, and where it is said the paragraph
// (款), the item (项) and the sub-item (目) in it. Zero is "not said".
type Provision struct {
	Article   int
	Inserted  int // 之一 of 第十七条之一
	Paragraph int // 第二款
	Item      int // 第（三）项
	SubItem   int // 第4目
}

// String writes a provision as laws do: 第十七条之一第二款第（三）项.
func (p Provision) String() string {
	var b strings.Builder
	if p.Article > 0 {
		fmt.Fprintf(&b, "第%s条", docx.FormatNumeral(p.Article))
	}
	if p.Inserted > 0 {
		fmt.Fprintf(&b, "之%s", docx.FormatNumeral(p.Inserted))
	}
	if p.Paragraph > 0 {
		fmt.Fprintf(&b, "第%s款", docx.FormatNumeral(p.Paragraph))
	}
	if p.Item > 0 {
		fmt.Fprintf(&b, "第（%s）项", docx.FormatNumeral(p.Item))
	}
	if p.SubItem > 0 {
		fmt.Fprintf(&b, "第%d目", p.SubItem)
	}
	return b.String()
}

// Label is the article of a provision alone: 第十七条之一.
func (p Provision) Label() string {
	return Provision{Article: p.Article, Inserted: p.Inserted}.String()
}

const (
	numeralOf = `([零〇○一二三四五六七八九十百千两\d０-９]+)`
	itemOf    = `第?[（(]?` + numeralOf + `[)）]?项`
)

var part = regexp.MustCompile(`第` + numeralOf + `条(?:之` + numeralOf + `)?|第` + numeralOf + `款|` + itemOf + `|第` + numeralOf + `目`)

// joins is what may stand between two provisions of one reference, and whether
// it spans what lies between.
var joins = regexp.MustCompile(`^\s*(、|，|和|及|以及|与|或者|或)?\s*$`)

var spans = regexp.MustCompile(`^\s*(?:至|到|—|-|－|～|~)\s*$`)

// maxSpan bounds a range of articles; more than that is a whole chapter, and
// its ends are what can be looked at.
const maxSpan = 50

// Provisions reads the provisions of a reference as written: 第九条、第十六条第一款
// 和第（二）项, 第三条至第七条. A paragraph or an item without an article
// belongs to the article before it. What cannot be read ends the list.
func Provisions(written string) []Provision {
	var out []Provision
	var cur Provision
	last, open, span := 0, false, false
	flush := func() {
		if !open {
			return
		}
		if span && len(out) > 0 {
			out = append(out, between(out[len(out)-1], cur)...)
			span = false
		}
		out = append(out, cur)
	}
	for _, m := range part.FindAllStringSubmatchIndex(written, -1) {
		gap := written[last:m[0]]
		joined := gap == "" && open
		p, ok := readPart(written, m)
		if !ok || last > 0 && !joined && !joins.MatchString(gap) && !spans.MatchString(gap) {
			break
		}
		if !joined || p.Article > 0 {
			flush()
			span = spans.MatchString(gap) && last > 0
			cur = inherit(cur, p)
		}
		cur, open, last = with(cur, p), true, m[1]
	}
	flush()
	return out
}

// inherit is what a further provision takes over from the one before: all that
// stands above what it names itself.
func inherit(before, p Provision) Provision {
	switch {
	case p.Article > 0:
		return Provision{}
	case p.Paragraph > 0:
		return Provision{Article: before.Article, Inserted: before.Inserted}
	case p.Item > 0:
		return Provision{Article: before.Article, Inserted: before.Inserted, Paragraph: before.Paragraph}
	}
	before.SubItem = 0
	return before
}

func with(cur, p Provision) Provision {
	switch {
	case p.Article > 0:
		return p
	case p.Paragraph > 0:
		cur.Paragraph = p.Paragraph
	case p.Item > 0:
		cur.Item = p.Item
	case p.SubItem > 0:
		cur.SubItem = p.SubItem
	}
	return cur
}

// readPart reads one of 第…条, 第…款, 第…项, 第…目.
func readPart(s string, m []int) (Provision, bool) {
	var p Provision
	into := []*int{&p.Article, &p.Inserted, &p.Paragraph, &p.Item, &p.SubItem}
	for i, to := range into {
		from, end := m[2+2*i], m[3+2*i]
		if from < 0 {
			continue
		}
		n, ok := docx.Numeral(s[from:end])
		if !ok || n < 1 {
			return p, false
		}
		*to = n
	}
	return p, true
}

// between lists what lies between the ends of a range, as far as it can be
// counted: articles, or items of one article.
func between(a, b Provision) []Provision {
	var out []Provision
	switch {
	case b.Article > a.Article && b.Inserted == 0 && a.Inserted == 0:
		for n := a.Article + 1; n < b.Article && len(out) < maxSpan; n++ {
			out = append(out, Provision{Article: n})
		}
	case b.Article == a.Article && b.Paragraph > a.Paragraph && b.Item == 0:
		for n := a.Paragraph + 1; n < b.Paragraph && len(out) < maxSpan; n++ {
			out = append(out, Provision{Article: a.Article, Inserted: a.Inserted, Paragraph: n})
		}
	case b.Article == a.Article && b.Paragraph == a.Paragraph && b.Item > a.Item:
		for n := a.Item + 1; n < b.Item && len(out) < maxSpan; n++ {
			out = append(out, Provision{Article: a.Article, Inserted: a.Inserted, Paragraph: a.Paragraph, Item: n})
		}
	}
	return out
}
