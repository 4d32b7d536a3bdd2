package rules

import (
	"fmt"
	"regexp"
	"strings"

	"guibei"
)

var r241 = rule(Rule{
	ID: "R241", Version: 1, Group: Authority,
	Title:    "部门文件由别的机关解释",
	Basis:    "《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号）",
	Source:   Practice,
	Severity: guibei.Low,
	Looks:    "“由×负责解释”同落款机关不是同一个，落款是部门的。",
	Blind:    "政府文件由部门解释是常例，不报；没有落款的看不到；联合发文不看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	signer := in.signer()
	if signer == "" || !department.MatchString(signer) {
		return nil
	}
	var out []guibei.Finding
	for i := range in.read().clauses {
		c := &in.view.clauses[i]
		for _, m := range explains.FindAllStringSubmatchIndex(c.text, -1) {
			who := c.text[m[2]:m[3]]
			if m[1] > c.lead && !alike(who, signer) && !itselfAgain.MatchString(who) {
				out = append(out, r.finding(c.placeOf(m[0], m[1]), fmt.Sprintf("落款是“%s”，解释机关写“%s”。请核对由谁解释。", signer, who)))
			}
		}
	}
	return out
})

var (
	explains    = regexp.MustCompile(`由([\p{Han}（）、]{2,30}?)(?:负责)?(?:解释|说明)`)
	department  = regexp.MustCompile(`(?:局|委员会|委|厅|部|办公室)$`)
	itselfAgain = regexp.MustCompile(`本(?:局|委|厅|部|机关)|制定机关|印发机关|发布机关`)
)

// signer returns the organ that stands right above the date of the document.
func (in *Input) signer() string {
	if l := in.signedBy(); l != nil {
		return l.text
	}
	return ""
}

// signedBy is the line of the signer.
func (in *Input) signedBy() *line {
	lines := in.read().lines
	for i := len(lines) - 1; i > 0; i-- {
		if dateLine.MatchString(lines[i].text) && !lines[i].para.Table {
			if signature.MatchString(lines[i-1].text) {
				return &lines[i-1]
			}
			return nil
		}
	}
	return nil
}

var signature = regexp.MustCompile(`^[\p{Han}（）]{3,40}$`)

// alike reports whether two names are more alike than not: most of the pairs of
// characters of the shorter stand in the longer.
func alike(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	rs := []rune(a)
	same := 0
	for i := 0; i+1 < len(rs); i++ {
		if strings.Contains(b, string(rs[i:i+2])) {
			same++
		}
	}
	return len(rs) > 2 && 10*same >= 6*(len(rs)-1)
}
