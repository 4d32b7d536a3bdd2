package rules

import (
	"fmt"
	"regexp"

	"guibei"
)

// powerWords are the powers that 权责清单 parts, and how a text gives them.
var powerWords = []struct {
	kind string
	re   *regexp.Regexp
}{
	{"行政处罚", regexp.MustCompile(`由([\p{Han}]{2,18}?(?:局|委员会|委|办事处|人民政府))[^。；，]{0,8}?(?:处以?|给予|予以|实施|并处)[^。；，]{0,20}?(?:罚款|处罚|没收|吊销|警告)`)},
	{"行政许可", regexp.MustCompile(`由([\p{Han}]{2,18}?(?:局|委员会|委|办事处|人民政府))[^。；，]{0,8}?(?:核发|颁发|审批|许可|批准)`)},
	{"行政强制", regexp.MustCompile(`由([\p{Han}]{2,18}?(?:局|委员会|委|办事处|人民政府))[^。；，]{0,8}?(?:查封|扣押|强制|代履行)`)},
	{"行政征收", regexp.MustCompile(`由([\p{Han}]{2,18}?(?:局|委员会|委|办事处|人民政府))[^。；，]{0,8}?(?:征收|收取)`)},
}

var r281 = rule(Rule{
	ID: "R281", Version: 1, Group: Authority,
	Title:    "使用了权责清单之外的职权",
	Basis:    "《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号）",
	Source:   Regulation,
	Severity: guibei.High,
	Looks:    "“由某局处罚、核发、扣押、征收”，而已导入的权责清单里该机关没有这一类职权。",
	Blind:    "没有导入清单、清单里没有该机关的不检查；只看职权的类型，不逐项比对事项；不写“由某局”的看不到。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if len(in.Lists) == 0 {
		return nil
	}
	var out []guibei.Finding
	for i := range in.read().clauses {
		c := &in.view.clauses[i]
		for _, p := range powerWords {
			for _, m := range p.re.FindAllStringSubmatchIndex(c.text, -1) {
				organ := c.text[m[2]:m[3]]
				if has, known := in.Lists.Power(organ, p.kind); m[1] > c.lead && known && !has && !forbidden(c.text[:m[0]]) {
					out = append(out, r.finding(c.placeOf(m[0], m[1]), fmt.Sprintf("权责清单中“%s”没有%s一类的职权。请核对由谁行使，或者写明新的法律依据。", organ, p.kind)))
				}
			}
		}
	}
	return out
})
