package rules

import (
	"fmt"
	"regexp"

	"guibei"
)

var r240 = rule(Rule{
	ID: "R240", Version: 1, Group: Authority,
	Title:    "制定主体疑似没有制定权",
	Basis:    "《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号）",
	Source:   Regulation,
	Severity: guibei.High,
	Looks:    "标题或者落款中的制定机关是议事协调机构、临时机构、内设机构（领导小组、指挥部、专班、联席会议、办公室、科、股、中心）。",
	Blind:    "导入制定主体清单之后才能核对具体机关；政府办公室（厅）印发的不报；正文提到这些机构不报。",
}, func(r *Rule, in *Input) []guibei.Finding {
	title := in.title()
	if m := temporary.FindStringSubmatchIndex(title); m != nil {
		return []guibei.Finding{r.finding(in.read().titleClause(in).titlePlace(), fmt.Sprintf("标题中的制定机关“%s”是议事协调机构、临时机构或者内设机构，不得制定行政规范性文件。请改由有权的机关制定。", title[m[2]:m[3]]))}
	}
	lines := in.read().lines
	for i := len(lines) - 1; i > 0; i-- {
		if !dateLine.MatchString(lines[i].text) {
			continue
		}
		// The signature stands right above the date.
		l := &lines[i-1]
		if temporarySigned.MatchString(l.text) {
			return []guibei.Finding{r.finding(l.placeOf(0, len(l.text)), fmt.Sprintf("落款“%s”是议事协调机构、临时机构或者内设机构，不得制定行政规范性文件。请改由有权的机关制定。", l.text))}
		}
		break
	}
	return nil
})

var (
	temporary       = regexp.MustCompile(`^([\p{Han}（）]{0,30}?(?:领导小组(?:办公室)?|指挥部(?:办公室)?|工作专班|联席会议(?:办公室)?|工作组|委员会办公室))关于`)
	temporarySigned = regexp.MustCompile(`^[\p{Han}（）]{2,30}(?:领导小组(?:办公室)?|指挥部(?:办公室)?|工作专班|联席会议(?:办公室)?|工作组|[局委][\p{Han}]{1,8}[科股室])$`)
)

// titlePlace is where the title stands in the text, nowhere when it does not.
func (c *clause) titlePlace() guibei.Place {
	if c.at == nil {
		return guibei.Place{}
	}
	return c.placeOf(0, len(c.text))
}
