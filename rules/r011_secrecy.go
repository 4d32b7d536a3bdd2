package rules

import (
	"regexp"
	"strings"

	"guibei"
)

var r011 = rule(Rule{
	ID: "R011", Version: 1, Group: Secrecy,
	Title:    "疑似国家秘密标志",
	Basis:    "《保守国家秘密法》第二十二条",
	Source:   Statute,
	Severity: guibei.Blocker,
	Looks:    "“绝密”“机密”“秘密”后跟★等标志，单独成行的密级（可带保密期限、紧急程度），“密级：…”；页眉、页脚、脚注、批注、文本框一并检查。",
	Blind:    "不看图片、扫描件中的标志，不判断没有标志的内容是否涉密；“商业秘密”“保守秘密”等用语不报。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	in.everywhere(func(l *line) {
		if !strings.Contains(l.text, "密") {
			return
		}
		for _, m := range secretMark.FindAllStringIndex(l.text, -1) {
			out = append(out, r.finding(l.placeOf(m[0], m[1]), secrecyDetail))
		}
		if len(out) == 0 || out[len(out)-1].Place.Paragraph != l.para.ID {
			if m := aloneMark.FindStringIndex(l.text); m != nil && !l.para.Table {
				out = append(out, r.finding(l.placeOf(m[0], m[1]), secrecyDetail))
			}
		}
	})
	return out
})

const secrecyDetail = "疑似国家秘密标志。本系统不得处理涉密文件：请立即停止上传和转发，报本单位保密工作机构处理；确认不涉密的，请删去标志后重新提交。"

const grade = `(?:绝密|机密|秘密)级?`

var (
	secretMark = regexp.MustCompile(grade + `[★☆✩⭐][^。；，]{0,6}|密级(?:和保密期限)?[：为]` + grade)
	aloneMark  = regexp.MustCompile(`^` + grade + `(?:[*＊·—-]?(?:` + num + `(?:年|个月)|长期))?(?:特急|加急|平急|特提)?$`)
)

// everywhere hands on the lines of the text and of what stands beside it:
// headers, footers, notes, comments.
func (in *Input) everywhere(look func(*line)) {
	lines := in.read().lines
	for i := range lines {
		look(&lines[i])
	}
	for i := range in.view.beside {
		look(&in.view.beside[i])
	}
}
