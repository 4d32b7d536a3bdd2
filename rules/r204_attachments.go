package rules

import (
	"fmt"
	"regexp"

	"guibei"
	"guibei/docx"
)

var r204 = rule(Rule{
	ID: "R204", Version: 1, Group: Structure,
	Title:    "附件与正文对不上",
	Basis:    "《党政机关公文格式》（GB/T 9704—2012）7.3.4、7.3.7",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "正文提到“附件×”而文中没有这个附件；附件说明列出的件数与所附的件数不同。",
	Blind:    "附件另存为单独文件的，所附的件数看不到，请人工核对；不比对附件的名称和内容。",
}, func(r *Rule, in *Input) []guibei.Finding {
	a := attachmentsOf(in.read().lines)
	if len(a.mentions) == 0 && a.listed == 0 {
		return nil
	}
	var out []guibei.Finding
	for _, m := range a.mentions {
		if m.n > max(a.listed, a.present) {
			out = append(out, r.finding(m.line.placeOf(m.from, m.to), fmt.Sprintf("提到附件%d，附件说明和文后没有这么多附件。请补上附件，或者核对序号。", m.n)))
		}
	}
	if a.listed > 0 && a.present > 0 && a.listed != a.present {
		out = append(out, r.finding(a.note.placeOf(0, len(a.note.text)), fmt.Sprintf("附件说明列出%d件，文后附有%d件。请核对。", a.listed, a.present)))
	}
	return out
})

// attachments are what a text says of its attachments, and those it has.
type attachments struct {
	mentions []mention
	note     *line // 附件：1. …
	listed   int   // in the note
	present  int   // labels of attachments
}

type mention struct {
	line     *line
	from, to int
	n        int
}

var (
	attachmentNote    = regexp.MustCompile(`^附件：(?:(\d{1,2})[.．、])?`)
	attachmentLabel   = regexp.MustCompile(`^附(?:件|表|录)(\d{0,2}|[一二三四五六七八九十]{0,3})(?:：|$)`)
	attachmentMention = regexp.MustCompile(`(?:见|按照?|详见|填写|参照|所列|列入|符合)附(?:件|表)(\d{1,2}|[一二三四五六七八九十]{1,3})`)
	noteItem          = regexp.MustCompile(`^(\d{1,2})[.．、]`)
)

func attachmentsOf(lines []line) attachments {
	var a attachments
	inNote := false
	for i := range lines {
		l := &lines[i]
		switch {
		case l.text == "":
			continue
		case attachmentNote.MatchString(l.text) && a.note == nil && len(l.text) > len("附件："):
			a.note, a.listed, inNote = l, 1, true
			continue
		case inNote && noteItem.MatchString(l.text):
			a.listed++
			continue
		case attachmentLabel.MatchString(l.text) && !l.contents:
			a.present++
		}
		inNote = false
		for _, m := range attachmentMention.FindAllStringSubmatchIndex(l.text, -1) {
			if n, ok := docx.Numeral(l.text[m[2]:m[3]]); ok {
				a.mentions = append(a.mentions, mention{l, m[0], m[1], n})
			}
		}
	}
	return a
}
