package rules

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"guibei"
)

var r250 = rule(Rule{
	ID: "R250", Version: 1, Group: Secrecy,
	Title:    "疑似银行账号、旧身份证号、车牌号",
	Basis:    "《个人信息保护法》第六条、第二十八条",
	Source:   Statute,
	Severity: guibei.Medium,
	Looks:    "十六至十九位、校验位正确的银行卡号，写“账号”的长数字；出生日期存在的十五位身份证号；机动车号牌。结果中的号码已遮盖。",
	Blind:    "对公账户与个人账户分不出来；没有校验位的存折号只在写“账号”时看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	in.everywhere(func(l *line) {
		for _, m := range longNumber.FindAllStringIndex(l.text, -1) {
			n := strings.ReplaceAll(l.text[m[0]:m[1]], "-", "")
			what := ""
			switch {
			case isIdentityNumber(n) || isMobile(n):
			case len(n) == 15 && isOldIdentity(n):
				what = "十五位居民身份证号码"
			case len(n) >= 16 && len(n) <= 19 && strings.HasPrefix(n, "6") && luhn(n), len(n) >= 12 && len(n) <= 30 && accountWord.MatchString(tail(l.text[:m[0]], 30)):
				what = "银行账号"
			}
			if what != "" {
				f := r.finding(l.placeOf(m[0], m[1]), fmt.Sprintf("疑似%s%s。请删去或者遮盖；确需载明的，请核对依据。", what, mask(n, 3, 4)))
				f.Place.Quote = maskDigits(f.Place.Quote)
				out = append(out, f)
			}
		}
		for _, m := range plate.FindAllStringIndex(l.text, -1) {
			f := r.finding(l.placeOf(m[0], m[1]), "疑似机动车号牌。公开的文件请删去或者遮盖。")
			f.Place.Quote, f.Severity = maskDigits(f.Place.Quote), guibei.Low
			out = append(out, f)
		}
	})
	return out
})

var (
	accountWord = regexp.MustCompile(`(?:账号|帐号|卡号|账户|银行卡)(?:号码)?[：为]?$`)
	plate       = regexp.MustCompile(`[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z](?:·|-)?[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]`)
)

// isOldIdentity checks a 15-digit identity number: a province and a date of
// birth in the twentieth century.
func isOldIdentity(n string) bool {
	if n[0] < '1' || n[0] > '8' || strings.ContainsAny(n, "Xx+") {
		return false
	}
	return guibei.Date{Year: 1900 + atoi(n[6:8]), Month: time.Month(atoi(n[8:10])), Day: atoi(n[10:12])}.Valid()
}

// luhn checks the check digit of bank cards (ISO/IEC 7812-1).
func luhn(n string) bool {
	sum := 0
	for i := range len(n) {
		d := int(n[len(n)-1-i] - '0')
		if d < 0 || d > 9 {
			return false
		}
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}
