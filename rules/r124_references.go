package rules

import (
	"fmt"
	"regexp"
	"strings"

	"guibei"
	"guibei/docx"
)

var r124 = rule(Rule{
	ID: "R124", Version: 1, Group: Structure,
	Title:    "正文引用的条、款、项不存在",
	Basis:    "引用应当准确（《规章制定程序条例》第八条，参照）",
	Source:   Practice,
	Severity: guibei.Medium,
	Looks:    "“本办法第×条”以及句中没有提到其他法规、文件时的“第×条”，核对条、款、项是否存在；条的第一款里的“前款”。",
	Blind:    "句中有书名号或者“《×法》以下简称”的简称时，单独的“第×条”可能指向别处，不检查；“前两款”“上述规定”不检查；附件编号见R127。",
}, func(r *Rule, in *Input) []guibei.Finding {
	v := in.read()
	var out []guibei.Finding
	for _, t := range v.instruments() {
		if len(t.articles) < 2 {
			continue
		}
		for i := t.first; i < t.last; i++ {
			out = append(out, r.unresolved(&v.lines[i], t)...)
		}
	}
	return out
})

// instrument is a text in articles: its lines and what each article has.
type instrument struct {
	first, last int
	articles    map[[2]int]*provision
}

// provision is what an article holds.
type provision struct {
	paragraphs int          // 款
	items      map[int]bool // 项, wherever their labels stand
}

// read takes the labels of 项 in a line.
func (p *provision) read(l *line) {
	for _, m := range anyItem.FindAllStringSubmatch(l.text, -1) {
		if n, ok := docx.Numeral(m[1]); ok {
			p.items[n] = true
		}
	}
}

// instruments reads the texts in articles. A new one begins with its 第一条.
func (v *view) instruments() []*instrument {
	var out []*instrument
	var t *instrument
	var p *provision
	for i := range v.lines {
		l := &v.lines[i]
		h := l.heading
		switch {
		case l.contents || l.role == roleBlank:
		case h.unit == '条':
			if t == nil || h.number == 1 && h.sub == 0 {
				t = &instrument{first: i, articles: map[[2]int]*provision{}}
				out = append(out, t)
			}
			p = &provision{paragraphs: 1, items: map[int]bool{}}
			p.read(l)
			t.articles[[2]int{h.number, h.sub}] = p
		case h.unit != 0 || l.role != roleBody:
			p = nil
		case p == nil:
		default:
			p.read(l)
			if l.level == 0 {
				p.paragraphs++
			}
		}
		if t != nil {
			t.last = i + 1
		}
	}
	return out
}

var (
	ownReference   = regexp.MustCompile(`(` + `本` + itself + `)?第([一二三四五六七八九十百零〇\d]{1,9})条(?:之([一二三四五六七八九十]{1,2}))?(?:第([一二三四五六七八九十]{1,3})款)?(?:第[（]?([一二三四五六七八九十]{1,3})[）]?项)?`)
	anyItem        = regexp.MustCompile(`（([一二三四五六七八九十百]{1,4})）`)
	itsOwn         = regexp.MustCompile(`本` + itself)
	paragraphAbove = regexp.MustCompile(`前款`)
	otherText      = regexp.MustCompile(`[》法典]$|条例$|解释$|决定$|(?:该|上述|原)[\p{Han}]{0,6}$|[》][\p{Han}、]{0,6}$`)
)

// unresolved finds the references of a line that lead nowhere.
func (r *Rule) unresolved(l *line, t *instrument) []guibei.Finding {
	if l.role != roleBody || !strings.ContainsRune(l.text, '条') && !strings.Contains(l.text, "前款") {
		return nil
	}
	var out []guibei.Finding
	for _, m := range ownReference.FindAllStringSubmatchIndex(l.text, -1) {
		if m[0] < l.heading.size || m[2] < 0 && !speaksOfItself(l.text, m[0]) {
			continue
		}
		if detail := t.missing(l.text, m); detail != "" {
			out = append(out, r.finding(l.placeOf(m[0], m[1]), detail+"请核对条、款、项的序号。"))
		}
	}
	if m := paragraphAbove.FindStringIndex(l.text); m != nil && l.heading.unit == '条' && !strings.ContainsRune(l.text[l.heading.size:m[0]], '条') {
		out = append(out, r.finding(l.placeOf(m[0], m[1]), "这是本条的第一款，之前没有“前款”。请写明是哪一条哪一款。"))
	}
	return out
}

// speaksOfItself reports whether a bare 第三条 can only mean the text itself:
// no other text is named in the sentence before it, nor right behind it as
// what is amended.
func speaksOfItself(text string, at int) bool {
	before := text[:at]
	if i := strings.LastIndexAny(before, "。；"); i >= 0 {
		before = before[i:]
	}
	before = itsOwn.ReplaceAllString(before, "")
	return !strings.ContainsAny(before, "《》“") && !otherText.MatchString(before) && !strings.Contains(before, "法") && !strings.Contains(before, "条例")
}

// missing says what of a reference does not exist, "" for nothing.
func (t *instrument) missing(text string, m []int) string {
	group := func(i int) int {
		if m[2*i] < 0 {
			return 0
		}
		n, _ := docx.Numeral(text[m[2*i]:m[2*i+1]])
		return n
	}
	article, sub, paragraph, item := group(2), group(3), group(4), group(5)
	p, ok := t.articles[[2]int{article, sub}]
	switch {
	case !ok:
		return fmt.Sprintf("引用的“第%s条”在本文中不存在。", docx.FormatNumeral(article))
	case paragraph > p.paragraphs:
		return fmt.Sprintf("“第%s条”只有%d款，没有第%s款。", docx.FormatNumeral(article), p.paragraphs, docx.FormatNumeral(paragraph))
	case item > 0 && !p.items[item]:
		return fmt.Sprintf("“第%s条”没有第（%s）项。", docx.FormatNumeral(article), docx.FormatNumeral(item))
	}
	return ""
}
