package rules

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"guibei"
	"guibei/docx"
)

// role is what a line does in an official document.
type role uint8

const (
	roleBody      role = iota // running text, headings and articles among it
	roleBlank                 // nothing
	roleAside                 // a table cell, a text box, an entry of a table of contents
	roleTitle                 // 标题, of the document or of a text it carries
	roleNumber                // 发文机关标志、发文字号
	roleAddressee             // 主送机关
	roleAnnexNote             // 附件说明
	roleAnnex                 // 附件1, above an annex
	roleOrgan                 // 署名
	roleDate                  // 成文日期
	roleNote                  // 附注
	roleImprint               // 版记
)

// roleReader knows its place in the order of an official document, as far as lines are told apart by
// what came before.
type roleReader struct {
	title   string // folded; what is left of it goes while its lines are met
	begun   bool   // running text was met
	signed  bool   // 成文日期 was met
	noting  bool   // the line before belongs to 附件说明
	naming  bool   // the line before may be the first of a title
	about   bool   // the title says what it is about: 关于
	part    int
	lastRef *line
}

var (
	onlyNumber = regexp.MustCompile(`^[\p{Han}]{1,14}[〔\[［【（](?:19|20)?\d{2}[〕\]］】）]第?\d{1,5}号$`)
	letterhead = regexp.MustCompile(`^[\p{Han}]{2,28}(?:政府|办公室|委员会|局|厅|部|院|处)文件$`)
	onlyDate   = regexp.MustCompile(`^` + digits + `{2,4}年` + digits + `{0,3}月` + digits + `{0,3}日$`)
	annexNote  = regexp.MustCompile(`^附件(?:：|\d{1,2}[：.、])`)
	annexLabel = regexp.MustCompile(`^附[件表录](?:\d{1,2}|[一二三四五六七八九十]{1,3})?[：:]?$`)
	onlyNote   = regexp.MustCompile(`^（[^（）]{2,60}）$`)
	imprint    = regexp.MustCompile(`^(?:抄送|分送|主送)：|^[\p{Han}]{2,30}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日印发$`)
)

// maxAddressee bounds 主送机关, in characters: a list of every office of a
// province fits.
const maxAddressee = 200

// assignRoles tells what each line does. title is the document's, folded.
func assignRoles(lines []line, title string) {
	r := roleReader{title: title}
	for i := range lines {
		l := &lines[i]
		l.level, l.count = levelOf(l.text)
		l.role = r.roleOf(l)
		l.part = r.part
		if l.role == roleDate && r.lastRef != nil && r.lastRef.role == roleBody && isOrgan(r.lastRef.text) {
			r.lastRef.role = roleOrgan
		}
		if l.role != roleBlank {
			r.lastRef = l
		}
	}
}

func (r *roleReader) roleOf(l *line) role {
	switch {
	case l.text == "":
		return roleBlank
	case l.para.Table || l.contents:
		return roleAside
	case annexLabel.MatchString(l.text):
		r.part++
		r.signed, r.noting, r.naming, r.begun = true, false, true, true
		return roleAnnex
	}
	if !r.begun {
		if got, ok := r.head(l); ok {
			return got
		}
		r.begun = true
	}
	return r.rest(l)
}

// head reads what stands before the running text.
func (r *roleReader) head(l *line) (role, bool) {
	n := utf8.RuneCountInString(l.text)
	switch {
	case onlyNumber.MatchString(l.text):
		return roleNumber, true
	case letterhead.MatchString(l.text):
		r.naming = true
		return roleNumber, true
	case l.heading.unit != 0:
		return 0, false
	case strings.HasPrefix(r.title, l.text) && n > 1:
		r.title = strings.TrimPrefix(r.title, l.text)
		r.name(l.text)
		return roleTitle, true
	case onlyNote.MatchString(l.text), imprint.MatchString(l.text):
		return roleNote, true
	case strings.HasSuffix(l.text, "：") && n <= maxAddressee && !strings.ContainsAny(l.text, "。；") && hasHan(l.text):
		r.naming, r.begun = false, true
		return roleAddressee, true
	case (r.naming || strings.HasPrefix(l.text, "的")) && n <= 40 && !strings.ContainsAny(l.text, "，。；："):
		r.name(l.text)
		return roleTitle, true
	}
	return 0, false
}

// rest reads the running text and what stands behind it.
func (r *roleReader) rest(l *line) role {
	n := utf8.RuneCountInString(l.text)
	noted := r.noting
	r.noting = false
	switch {
	case onlyDate.MatchString(l.text):
		r.signed, r.naming = true, true
		return roleDate
	case imprint.MatchString(l.text):
		return roleImprint
	case !r.signed && annexNote.MatchString(l.text):
		r.noting = true
		return roleAnnexNote
	case noted && !r.signed && (l.level == 3 || n <= 40 && !strings.ContainsAny(l.text, "，。；")):
		r.noting = l.level == 3
		if r.noting {
			return roleAnnexNote
		}
	case r.signed && onlyNote.MatchString(l.text):
		return roleNote
	case r.naming && l.heading.unit == 0 && l.level == 0 && n <= 45 && !strings.ContainsAny(l.text, "，。；："):
		if r.lastRef != nil && r.lastRef.role != roleTitle && r.lastRef.role != roleAnnex {
			r.part++
		}
		r.name(l.text)
		return roleTitle
	}
	r.naming = false
	return roleBody
}

// name takes a line of a title. The title goes on in the next line unless it
// ends in what kind of document it is; what a title is about (关于…) may end in
// such a word as well, so there only the kinds of official papers end it.
func (r *roleReader) name(text string) {
	r.about = r.about || strings.Contains(text, "关于")
	r.naming = !namesGenre(text) || r.about && !paper.MatchString(text)
	if !r.naming {
		r.about = false
	}
}

func hasHan(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

var paper = regexp.MustCompile(`(?:决议|决定|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|答复|规定|办法|细则|方案|措施)(?:（[^（）]{1,14}）)*$`)

// isOrgan reports whether a line can be a signature: an office's name.
func isOrgan(text string) bool {
	return utf8.RuneCountInString(text) <= 60 && !strings.ContainsAny(text, "，。；：") && levelless(text)
}

func levelless(text string) bool {
	level, _ := levelOf(text)
	return level == 0
}

var genre = regexp.MustCompile(`(?:决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|办法|规定|细则|规则|方案|规划|计划|措施|制度|规程|标准|规范|准则|章程|指引|指南|预案|目录|清单|条例|要点|答复|名单|说明|纲要|安排|条件|目标|分工|解释|基准|公约|守则|大纲|导则|程序|流程|法)(?:（[^（）]{1,14}）)*$`)

// namesGenre reports whether a title ends in what kind of document it is.
func namesGenre(title string) bool { return genre.MatchString(title) }

// labels of the four levels of GB/T 9704 7.3.3, folded.
var labels = [...]*regexp.Regexp{
	1: regexp.MustCompile(`^([一二三四五六七八九十百]{1,4})、`),
	2: regexp.MustCompile(`^（([一二三四五六七八九十百]{1,4})）`),
	3: regexp.MustCompile(`^(\d{1,2})[.、](?:\D|$)`),
	4: regexp.MustCompile(`^（(\d{1,2})）`),
}

// levelOf reads the label of a heading or an item: 1 for 一、, 2 for （一）, 3
// for 1., 4 for （1）, 0 for none, and its number.
func levelOf(text string) (level, number int) {
	if text == "" {
		return 0, 0
	}
	if first, _ := utf8.DecodeRuneInString(text); first > 0x7F && !strings.ContainsRune("一二三四五六七八九十百（", first) {
		return 0, 0
	}
	for level = 1; level < len(labels); level++ {
		if m := labels[level].FindStringSubmatch(text); m != nil {
			if n, ok := docx.Numeral(m[1]); ok {
				return level, n
			}
		}
	}
	return 0, 0
}

// wholeTitle is the title of the document with all its lines, "" when it has
// none, and its first line.
func (v *view) wholeTitle() (string, *line) { return v.titleOf(0) }

// titleOf is the title of a part: 0 is the document, 1 the first text or annex
// that it carries.
func (v *view) titleOf(part int) (string, *line) {
	var first *line
	var b strings.Builder
	for i := range v.lines {
		l := &v.lines[i]
		if l.role != roleTitle || l.part != part {
			continue
		}
		if first == nil {
			first = l
		}
		b.WriteString(l.text)
	}
	return b.String(), first
}

// has reports whether some line has a role.
func (v *view) has(r role) bool {
	for i := range v.lines {
		if v.lines[i].role == r {
			return true
		}
	}
	return false
}

// formal reports whether the text is a whole document, not the draft of a body
// alone: it has 发文字号, 主送机关 or 成文日期.
func (v *view) formal() bool {
	return v.has(roleNumber) || v.has(roleDate) || v.has(roleAddressee)
}

// articles counts the articles of the text.
func (v *view) articles() int {
	n := 0
	for i := range v.lines {
		if v.lines[i].heading.unit == '条' && !v.lines[i].contents {
			n++
		}
	}
	return n
}

// gathered is one lead for many places: the first is shown and all are
// counted.
type gathered struct {
	first guibei.Place
	count int
}

func (g *gathered) add(p guibei.Place) {
	if g.count++; g.count == 1 {
		g.first = p
	}
}

// places says how many there are, for the end of a lead.
func (g *gathered) places() string {
	if g.count < 2 {
		return ""
	}
	return fmt.Sprintf("全文共%d处，请一并检查。", g.count)
}
