package rules

import (
	"regexp"
	"strings"

	"guibei"
)

var r148 = rule(Rule{
	ID: "R148", Version: 1, Group: Secrecy,
	Title:    "疑似个人住址或者车牌号码",
	Basis:    "《个人信息保护法》第六条",
	Source:   Statute,
	Severity: guibei.Medium,
	Looks:    "写到楼栋和房号的住址；机动车号牌（含新能源）。",
	Blind:    "没有房号的地址、办公地址不报；姓名和固定电话不看；举例用的号牌也报。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	in.everywhere(func(l *line) {
		if strings.ContainsAny(l.text, "室号户") {
			for _, m := range homeAddress.FindAllStringIndex(l.text, -1) {
				if !office.MatchString(tail(l.text[:m[0]], 45) + l.text[m[0]:m[1]]) {
					out = append(out, r.finding(l.placeOf(m[0], m[1]), "疑似写到房号的住址。公开发布的文件请删去楼栋和房号；办公地址请写明机关名称。"))
				}
			}
		}
		for _, m := range plate.FindAllStringSubmatchIndex(l.text, -1) {
			out = append(out, r.finding(l.placeOf(m[2], m[3]), "疑似机动车号牌。请删去或者遮盖；确属举例的，请换成不存在的号码。"))
		}
	})
	return out
})

var (
	homeAddress = regexp.MustCompile(`(?:路|街|巷|小区|花园|苑|园|村|里|公寓|家园)[^，。；、]{0,12}?\d{1,4}(?:号楼|栋|幢|座|号)(?:[^，。；、]{0,8}?\d{2,4}(?:室|户)|\d{1,2}单元\d{2,4}号?)`)
	office      = regexp.MustCompile(`办公|地址：|窗口|大厅|中心|大厦|政府|局|邮编|受理地点`)
	plate       = regexp.MustCompile(`([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•.]?(?:[A-HJ-NP-Z0-9]{5}|[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF]))(?:[^A-Za-z0-9]|$)`)
)
