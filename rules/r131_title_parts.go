package rules

import (
	"regexp"

	"guibei"
)

var r131 = rule(Rule{
	ID: "R131", Version: 1, Group: Structure,
	Title:    "标题缺少事由或者文种",
	Basis:    "GB/T 9704—2012 7.3.1",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "正式文本（有发文字号、主送机关或者成文日期）的标题末尾没有文种；标题只有文种，或者只有机关和文种。",
	Blind:    "认不出标题的不检查；命令（令）、公告、通告可以没有事由，不报。",
}, func(r *Rule, in *Input) []guibei.Finding {
	v := in.read()
	title, l := v.wholeTitle()
	if l == nil || !v.formal() {
		return nil
	}
	at := l.placeOf(0, len(l.text))
	switch {
	case !namesGenre(title):
		return []guibei.Finding{r.finding(at, "标题末尾没有文种。标题由发文机关名称、事由和文种组成，请补全。")}
	case bareGenre.MatchString(title) && !mayBeBare.MatchString(title):
		return []guibei.Finding{r.finding(at, "标题没有事由。标题由发文机关名称、事由和文种组成，请补全。")}
	}
	return nil
})

var (
	bareGenre = regexp.MustCompile(`^(?:[\p{Han}]{2,20}(?:政府|办公室|办公厅|委员会|局|厅|部|院|办))?(?:关于)?的?(?:决定|意见|通知|办法|规定|细则|方案|规则)$`)
	mayBeBare = regexp.MustCompile(`(?:令|公告|通告)$`)
)
