package rules

import (
	"fmt"

	"guibei"
)

var r280 = rule(Rule{
	ID: "R280", Version: 1, Group: Authority,
	Title:    "制定机关不在制定主体清单",
	Basis:    "《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号）",
	Source:   Regulation,
	Severity: guibei.High,
	Looks:    "落款的机关不在本地区已导入的制定主体清单里。",
	Blind:    "没有导入清单的不检查；没有落款的看不到；联合发文只看日期上方的一个。",
}, func(r *Rule, in *Input) []guibei.Finding {
	signer := in.signer()
	if signer == "" {
		return nil
	}
	listed, known := in.Lists.Maker(signer)
	if listed || !known {
		return nil
	}
	l := in.signedBy()
	return []guibei.Finding{r.finding(l.placeOf(0, len(l.text)), fmt.Sprintf("“%s”不在本地区的制定主体清单里。请核对名称，或者改由清单内的机关制定。", signer))}
})
