package rules

import (
	"regexp"
	"slices"

	"guibei"
)

var r245 = rule(Rule{
	ID: "R245", Version: 1, Group: Procedure,
	Title:    "涉及经营者而没有公平竞争审查材料",
	Basis:    "《公平竞争审查条例》第二条、第十八条",
	Source:   Regulation,
	Severity: guibei.High,
	Looks:    "正文对企业、经营者设定条件、义务、扶持，而材料包里没有公平竞争审查意见。",
	Blind:    "还没有材料包的不检查；是否确实涉及经营者由人判断，不涉及的也应留下结论和理由。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if in.Materials == nil || slices.Contains(in.Materials, guibei.FairCompetitionDoc) {
		return nil
	}
	for i := range in.read().clauses {
		c := &in.view.clauses[i]
		if m := operators.FindStringIndex(c.text); m != nil && m[1] > c.lead {
			return []guibei.Finding{r.finding(c.placeOf(m[0], m[1]), "正文涉及经营者的经济活动，材料包中没有公平竞争审查的材料。未经公平竞争审查的不得出台；不涉及的，请附结论和理由。")}
		}
	}
	return nil
})

var operators = regexp.MustCompile(`(?:企业|经营者|供应商|投标人|商户|市场主体|经营主体|个体工商户)[^。；，]{0,16}?(?:应当|必须|不得|可以申请|给予|奖励|补贴|扶持|须)|(?:给予|奖励|补贴|扶持)[^。；，]{0,12}?(?:企业|经营者|经营主体)`)
