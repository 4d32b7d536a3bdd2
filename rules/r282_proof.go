package rules

import (
	"fmt"
	"regexp"
	"strings"

	"guibei"
)

var r282 = rule(Rule{
	ID: "R282", Version: 1, Group: Authority,
	Title:    "要求提供已经取消的证明",
	Basis:    "《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号）",
	Source:   Regulation,
	Severity: guibei.High,
	Looks:    "条文里出现已导入的取消清单上的证明名称。",
	Blind:    "没有导入清单的不检查；名称与清单写法不同的认不出来；“不再要求”“取消”的句子不报。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if len(in.Lists) == 0 {
		return nil
	}
	var out []guibei.Finding
	for i := range in.read().clauses {
		c := &in.view.clauses[i]
		for _, p := range in.Lists.Abolished(c.text[c.lead:]) {
			if !spared.MatchString(c.text) {
				at := c.lead + strings.Index(c.text[c.lead:], p.Name)
				out = append(out, r.finding(c.placeOf(at, at+len(p.Name)), fmt.Sprintf("“%s”已经列入取消的证明事项清单。请删去，改用数据共享、告知承诺等方式。", p.Name)))
			}
		}
	}
	return out
})

var spared = regexp.MustCompile(`不再|取消|不得要求|无需|无须|免于|清理`)
