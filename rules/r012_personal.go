package rules

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"guibei"
)

var r012 = rule(Rule{
	ID: "R012", Version: 1, Group: Secrecy,
	Title:    "疑似个人信息",
	Basis:    "《个人信息保护法》第六条、第二十八条",
	Source:   Statute,
	Severity: guibei.Medium,
	Looks:    "居民身份证号码（核对出生日期和校验码）和手机号码，全角数字和中间的空格、短横也认；页眉、页脚、脚注、批注一并检查。结果中的号码已遮盖。",
	Blind:    "不看姓名、住址、固定电话、银行账号、车牌、十五位旧身份证号；跨行断开的号码连不起来。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	in.everywhere(func(l *line) {
		for _, m := range longNumber.FindAllStringIndex(l.text, -1) {
			out = append(out, r.numbers(l, m[0], m[1])...)
		}
	})
	return out
})

// longNumber is a run of digits; folding has taken blanks out, short dashes
// stay.
var longNumber = regexp.MustCompile(`\+?\d[\d-]{9,60}[\dXx]`)

// numbers judges a run of digits as one number, or, where blanks part it in the
// text as typed, its parts.
func (r *Rule) numbers(l *line, from, to int) []guibei.Finding {
	if f, ok := r.personal(l, from, to); ok {
		return []guibei.Finding{f}
	}
	var out []guibei.Finding
	first := l.index(from) // what follows is ASCII: a byte is a character
	start := from
	for i := from; i < to; i++ {
		at := first + i - from
		if i+1 < to && l.at[at].to == l.at[at+1].from {
			continue
		}
		if f, ok := r.personal(l, start, i+1); ok {
			out = append(out, f)
		}
		start = i + 1
	}
	return out
}

// personal judges a run of digits. The finding's quotation is masked, so that
// the receipt does not spread what it warns of; its offsets are true.
func (r *Rule) personal(l *line, from, to int) (guibei.Finding, bool) {
	written := l.text[from:to]
	n := strings.ReplaceAll(strings.TrimPrefix(written, "+"), "-", "")
	var f guibei.Finding
	switch {
	case isIdentityNumber(n):
		f = r.finding(l.placeOf(from, to), fmt.Sprintf("疑似居民身份证号码%s。请删去或者遮盖；确需载明的，请说明法定依据并取得单独同意。", mask(n, 3, 4)))
		f.Severity = guibei.High
	case isMobile(n):
		n = strings.TrimPrefix(n, "86")
		f = r.finding(l.placeOf(from, to), fmt.Sprintf("疑似手机号码%s。公开发布的文件请改用办公电话；确需载明的，请遮盖或者取得本人同意。", mask(n, 3, 4)))
	default:
		return f, false
	}
	f.Place.Quote = maskDigits(f.Place.Quote)
	return f, true
}

// isIdentityNumber checks an 18-digit resident identity number (GB 11643): a
// date of birth that exists and the check digit of ISO 7064 MOD 11-2.
func isIdentityNumber(n string) bool {
	if len(n) != 18 || n[0] < '1' || n[0] > '8' || strings.ContainsAny(n[:17], "Xx") {
		return false
	}
	born := guibei.Date{Year: atoi(n[6:10]), Month: time.Month(atoi(n[10:12])), Day: atoi(n[12:14])}
	if born.Year < 1900 || born.Year > 2099 || !born.Valid() {
		return false
	}
	sum := 0
	for i, w := range [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += w * int(n[i]-'0')
	}
	return strings.EqualFold("10X98765432"[sum%11:sum%11+1], n[17:])
}

// mobile is a number in a segment that the operators use.
var mobile = regexp.MustCompile(`^(?:86)?1(?:3\d|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}$`)

func isMobile(n string) bool { return mobile.MatchString(n) }

// atoi reads digits; the caller knows that there is nothing else.
func atoi(s string) int {
	n := 0
	for _, r := range s {
		n = 10*n + int(r-'0')
	}
	return n
}

// mask leaves the first and last characters of a number.
func mask(n string, first, last int) string {
	return n[:first] + strings.Repeat("*", len(n)-first-last) + n[len(n)-last:]
}

// maskDigits leaves the first three and last four digits of a quotation and
// its other characters, so that its length stays.
func maskDigits(s string) string {
	rs := []rune(s)
	seen, total := 0, 0
	for _, r := range rs {
		if isDigit(r) {
			total++
		}
	}
	for i, r := range rs {
		if !isDigit(r) {
			continue
		}
		if seen++; seen > 3 && seen <= total-4 {
			rs[i] = '*'
		}
	}
	return string(rs)
}

func isDigit(r rune) bool {
	f := fold(r)
	return f >= '0' && f <= '9' || f == 'X' || f == 'x'
}
