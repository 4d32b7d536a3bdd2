package rules

import (
	"fmt"
	"regexp"

	"guibei"
	"guibei/docx"
)

var r246 = rule(Rule{
	ID: "R246", Version: 1, Group: Procedure,
	Title:    "征求意见的时间疑似不足",
	Basis:    "《优化营商环境条例》第六十二条；《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号）",
	Source:   Regulation,
	Severity: guibei.Low,
	Looks:    "写明公开征求意见为若干日，少于三十日。",
	Blind:    "只看正文、说明里写出的天数，不核对实际公布的起止时间；向单位征求意见不看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	for i := range in.read().clauses {
		c := &in.view.clauses[i]
		for _, m := range consulted.FindAllStringSubmatchIndex(c.text, -1) {
			n, ok := docx.Numeral(c.text[m[2]:m[3]])
			if !ok || n >= 30 || n == 0 || m[1] <= c.lead {
				continue
			}
			out = append(out, r.finding(c.placeOf(m[0], m[1]), fmt.Sprintf("向社会公开征求意见的时间为%d日，一般不少于30日。请延长，或者说明可以缩短的理由。", n)))
		}
	}
	return out
})

var consulted = regexp.MustCompile(`公开征求[^。；，]{0,16}?意见[^。；]{0,24}?(?:时间|期限|为期|期)[^。；\d一二三四五六七八九十]{0,6}(` + num + `)(?:个)?(?:工作)?(?:日|天)`)
