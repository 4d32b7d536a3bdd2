package rules

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"guibei"
)

var r147 = rule(Rule{
	ID: "R147", Version: 1, Group: Secrecy,
	Title:    "疑似银行账号或者旧身份证号码",
	Basis:    "《个人信息保护法》第六条、第二十八条",
	Source:   Statute,
	Severity: guibei.Medium,
	Looks:    "十六位至十九位、符合校验规则的银行卡号；前后写明账号的十二位以上数字；出生日期有效的十五位旧身份证号。结果中的号码已遮盖。",
	Blind:    "单位的对公账号也报，确需公布的请说明；十八位身份证号和手机号见R012；跨行断开的号码连不起来。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	in.everywhere(func(l *line) {
		for _, m := range longNumber.FindAllStringIndex(l.text, -1) {
			what := accountKind(l.text, m[0], m[1])
			if what == "" {
				continue
			}
			written := strings.ReplaceAll(l.text[m[0]:m[1]], "-", "")
			f := r.finding(l.placeOf(m[0], m[1]), fmt.Sprintf("疑似%s%s。请删去或者遮盖；确需公布的，请核对是否为单位账号。", what, mask(written, 3, 4)))
			f.Place.Quote = maskDigits(f.Place.Quote)
			out = append(out, f)
		}
	})
	return out
})

var (
	saysAccount = regexp.MustCompile(`(?:账号|帐号|账户|帐户|卡号|收款)[^，。；\d]{0,12}$`)
	saysOther   = regexp.MustCompile(`(?:信用代码|编号|文号|条码|统一代码|流水号|案号|许可证|执照|备案)[^，。；]{0,10}$`)
)

// accountKind names what a run of digits is, "" for nothing of the kind.
func accountKind(text string, from, to int) string {
	n := strings.ReplaceAll(text[from:to], "-", "")
	before := tail(text[:from], 60)
	switch {
	case !onlyDigits(n) || isIdentityNumber(n) || isMobile(n):
		return ""
	case saysAccount.MatchString(before) && len(n) >= 12 && len(n) <= 30:
		return "银行账号"
	case saysOther.MatchString(before):
		return ""
	case len(n) >= 16 && len(n) <= 19 && (n[0] == '6' || n[0] == '4' || n[0] == '5') && luhn(n):
		return "银行卡号"
	case len(n) == 15 && isOldIdentityNumber(n):
		return "十五位身份证号码"
	}
	return ""
}

func onlyDigits(n string) bool {
	return !strings.ContainsFunc(n, func(r rune) bool { return r < '0' || r > '9' })
}

// luhn checks the last digit of a card number (ISO/IEC 7812).
func luhn(n string) bool {
	sum := 0
	for i := range len(n) {
		d := int(n[len(n)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// isOldIdentityNumber checks a resident identity number of 15 digits: a region
// and a date of birth in the twentieth century.
func isOldIdentityNumber(n string) bool {
	if n[0] < '1' || n[0] > '6' {
		return false
	}
	born := guibei.Date{Year: 1900 + atoi(n[6:8]), Month: time.Month(atoi(n[8:10])), Day: atoi(n[10:12])}
	return born.Valid()
}
