package rules

import (
	"regexp"

	"guibei"
)

var r135 = rule(Rule{
	ID: "R135", Version: 1, Group: Structure,
	Title:    "办法、规定没有用通知、令等印发",
	Basis:    "《党政机关公文处理工作条例》第八条",
	Source:   Practice,
	Severity: guibei.Info,
	Looks:    "有发文字号或者成文日期的文本，标题的末尾是办法、规定、细则、规则，而不是法定的文种。",
	Blind:    "只有正文的草案不报；载体另行起草的，不必处理。",
}, func(r *Rule, in *Input) []guibei.Finding {
	v := in.read()
	title, l := v.wholeTitle()
	if l == nil || !annexed.MatchString(title) || !v.has(roleNumber) && !v.has(roleDate) {
		return nil
	}
	return []guibei.Finding{r.finding(l.placeOf(0, len(l.text)), "“办法”“规定”“细则”“规则”不是法定的公文种类。请用通知、公告或者令印发，文本作为所附文件。")}
})

var annexed = regexp.MustCompile(`(?:办法|规定|细则|规则)(?:（[^（）]{1,10}）)?$`)
