package rules

import (
	"fmt"
	"slices"

	"guibei"
)

var r278 = rule(Rule{
	ID: "R278", Version: 1, Group: Classification,
	Title:    "疑似以工作部署的形式规定权利义务",
	Basis:    "《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号）",
	Source:   Regulation,
	Severity: guibei.Info,
	Looks:    "题目是方案、要点、计划、规划、预案或者内部制度，正文却普遍、反复地规定单位、个人的权利义务。",
	Blind:    "是不是规范性文件按内容判断，由人确认；题目是答复、批复、通报、任免的不看；国家的法律、行政法规不看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if in.read().national {
		return nil
	}
	if !slices.ContainsFunc(excluded(in.title()), func(x Exclusion) bool { return !x.Strong }) {
		return nil
	}
	c := Classify(*in)
	weak := slices.IndexFunc(c.Exclusions, func(x Exclusion) bool { return !x.Strong })
	if c.Recommendation != Normative || len(c.Tests[external].Evidence) == 0 {
		return nil
	}
	at := c.Tests[external].Evidence[0]
	return []guibei.Finding{r.finding(at, fmt.Sprintf("%s，一般不是行政规范性文件，但%s。请按内容确认；属于规范性文件的，按规定的程序审核、公布、备案。", c.Exclusions[weak].Why, c.Tests[external].Why))}
})
