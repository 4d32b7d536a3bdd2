package rules

import (
	"fmt"
	"regexp"
	"strings"

	"guibei"
	"guibei/docx"
)

var r127 = rule(Rule{
	ID: "R127", Version: 1, Group: Structure,
	Title:    "附件与正文不对应",
	Basis:    "GB/T 9704—2012 7.3.4、7.3.7",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "正文提到“附件×”而附件说明和附件里都没有这个编号；有附件而正文没有附件说明；附件说明的份数与后面附件的份数不同。",
	Blind:    "附件单独成册、另行上传的，份数可能不同，请以全套材料为准；附件内部再带附件的，按全文一并计数。",
}, func(r *Rule, in *Input) []guibei.Finding {
	v := in.read()
	notes := v.annexNotes()
	var present []*line
	for i := range v.lines {
		if l := &v.lines[i]; l.role == roleAnnex {
			present = append(present, l)
		}
	}
	out := r.namedAnnexes(v, max(len(notes), len(present)))
	switch {
	case len(present) > 0 && len(notes) == 0 && v.formal():
		l := present[0]
		out = append(out, r.finding(l.placeOf(0, len(l.text)), "文后有附件，正文没有附件说明。请在正文下空一行处注明“附件：”和附件名称。"))
	case len(notes) > 0 && len(present) > 0 && len(notes) != len(present):
		l := notes[0].line
		out = append(out, r.finding(l.beginning(), fmt.Sprintf("附件说明列了%d个附件，后面有%d个。请核对附件是否齐全、顺序是否一致。", len(notes), len(present))))
	case len(notes) > 0 && len(present) == 0 && v.has(roleDate):
		l := notes[0].line
		f := r.finding(l.beginning(), fmt.Sprintf("附件说明列了%d个附件，本文件里没有。附件另行装订的，请核对全套材料是否齐全。", len(notes)))
		f.Severity = guibei.Info
		out = append(out, f)
	}
	return out
})

var namedAnnex = regexp.MustCompile(`(?:见|详见|按照?|填写|填报|[（(])本?[\p{Han}]{0,4}?附件(\d{1,2}|[一二三四五六七八九十]{1,3})?`)

// namedAnnexes finds annexes that the running text names and nobody has.
func (r *Rule) namedAnnexes(v *view, have int) []guibei.Finding {
	if have == 0 && !v.formal() {
		return nil
	}
	for i := range v.lines {
		l := &v.lines[i]
		if l.role != roleBody || !strings.Contains(l.text, "附件") {
			continue
		}
		for _, m := range namedAnnex.FindAllStringSubmatchIndex(l.text, -1) {
			n := 1
			if m[2] >= 0 {
				n, _ = docx.Numeral(l.text[m[2]:m[3]])
			}
			if n > have {
				return []guibei.Finding{r.finding(l.placeOf(m[0], m[1]), fmt.Sprintf("正文提到附件%d，附件说明和文后没有。请补充附件或者核对编号。", n))}
			}
		}
	}
	return nil
}
