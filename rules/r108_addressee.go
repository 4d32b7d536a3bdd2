package rules

import (
	"strings"

	"guibei"
)

var r108 = rule(Rule{
	ID: "R108", Version: 1, Group: Format,
	Title:    "主送机关的写法不规范",
	Basis:    "GB/T 9704—2012 7.3.2",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "主送机关后的冒号是半角的；主送机关没有居左顶格。",
	Blind:    "没有主送机关的不报：公告、通告和随令公布的文本不需要；机关名称是否规范、统称是否恰当不看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	v := in.read()
	for i := range v.lines {
		l := &v.lines[i]
		if l.role != roleAddressee || l.part != 0 {
			continue
		}
		var wrong []string
		if strings.HasSuffix(strings.TrimSpace(l.para.Text), ":") {
			wrong = append(wrong, "后面的冒号应当是全角的“：”")
		}
		if in.looksCount() && !flush(l, &in.Layout.Looks[l.n]) {
			wrong = append(wrong, "应当居左顶格")
		}
		if len(wrong) == 0 {
			return nil
		}
		return []guibei.Finding{r.finding(l.beginning(), "主送机关"+strings.Join(wrong, "，")+"。请更正。")}
	}
	return nil
})
