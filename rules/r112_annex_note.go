package rules

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"guibei"
)

var r112 = rule(Rule{
	ID: "R112", Version: 1, Group: Format,
	Title:    "附件说明的写法不规范",
	Basis:    "GB/T 9704—2012 7.3.4",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "“附件”后的冒号是半角的；附件名称后有标点；两个以上附件没有依次用1. 2.编号，只有一个却编了号；附件说明写在成文日期之后。",
	Blind:    "附件名称是否与附件一致见R127；左空几字、回行对齐不看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	v := in.read()
	notes, out := v.annexNotes(), []guibei.Finding{}
	for _, n := range notes {
		if m := namePunctuation.FindStringIndex(n.line.text); m != nil {
			out = append(out, r.finding(n.line.placeOf(m[0], m[1]), "附件名称后面不加标点符号。请删去。"))
		}
	}
	if len(notes) > 0 {
		l := notes[0].line
		if halfColon.MatchString(l.para.Text) {
			out = append(out, r.finding(l.beginning(), "“附件”后面应当用全角的冒号“：”。请更正。"))
		}
		if detail := annexOrder(notes); detail != "" {
			out = append(out, r.finding(l.beginning(), detail))
		}
	}
	return append(out, r.lateNote(v)...)
})

var (
	namePunctuation = regexp.MustCompile(`[。；，、]$`)
	halfColon       = regexp.MustCompile(`^\s*附\s*件\s*\d*\s*:`)
	noteLabel       = regexp.MustCompile(`^(?:附件)?：?(?:(\d{1,2})[.、：])?`)
)

// annexName is an entry of 附件说明.
type annexName struct {
	line   *line
	number int // 0 for none
	name   string
}

// annexNotes reads 附件说明 of the document itself.
func (v *view) annexNotes() []annexName {
	var out []annexName
	for i := range v.lines {
		l := &v.lines[i]
		if l.role != roleAnnexNote || l.part != 0 {
			continue
		}
		m := noteLabel.FindStringSubmatch(l.text)
		out = append(out, annexName{l, atoi(m[1]), l.text[len(m[0]):]})
	}
	return out
}

// annexOrder says what is wrong with the numbers of annexes, "" for nothing.
func annexOrder(notes []annexName) string {
	if len(notes) == 1 {
		if notes[0].number != 0 {
			return "只有一个附件的，不编顺序号。请写作“附件：”加附件名称；漏列附件的，请补上。"
		}
		return ""
	}
	for i, n := range notes {
		if n.number != i+1 {
			return "附件应当依次用阿拉伯数字编号（如“附件：1.”，下一行“2.”）。请核对顺序号。"
		}
	}
	return ""
}

// lateNote finds 附件说明 that stands behind 成文日期.
func (r *Rule) lateNote(v *view) []guibei.Finding {
	signed := false
	for i := range v.lines {
		l := &v.lines[i]
		if l.part != 0 {
			break
		}
		signed = signed || l.role == roleDate
		if signed && (l.role == roleBody || l.role == roleTitle) && strings.HasPrefix(l.text, "附件：") && utf8.RuneCountInString(l.text) > len("附件：")/3 {
			return []guibei.Finding{r.finding(l.beginning(), "附件说明写在成文日期之后。请移到正文下空一行处，署名之前。")}
		}
	}
	return nil
}
