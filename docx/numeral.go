package docx

import "strings"

// Numeral reads a whole number as it stands in Chinese legal text: 一百零三, 一百〇三, 二十, 廿三, 二〇二四, １２ or 12.
// Spaces inside are ignored. It reads values below 一亿, and refuses what is not a numeral through and through.
//
// It is lenient in one point: a missing 零 (一百三) is read by place, as 103, because in an article label that is what a
// drafter who forgot it means; whether the form is right is for a rule to say.
func Numeral(s string) (int, bool) {
	s = strings.Map(func(r rune) rune {
		if IsSpace(r) {
			return -1
		}
		return r
	}, s)
	if s == "" {
		return 0, false
	}
	if n, ok := positional(s); ok {
		return n, true
	}
	return additive(s)
}

// digitOf returns the value of a digit in any of the forms that occur, -1 for other characters.
func digitOf(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '０' && r <= '９':
		return int(r - '０')
	}
	switch r {
	case '零', '〇', '○', '◯', 'Ｏ':
		return 0
	case '一', '壹':
		return 1
	case '二', '两', '贰':
		return 2
	case '三', '叁':
		return 3
	case '四', '肆':
		return 4
	case '五', '伍':
		return 5
	case '六', '陆':
		return 6
	case '七', '柒':
		return 7
	case '八', '捌':
		return 8
	case '九', '玖':
		return 9
	}
	return -1
}

// unitOf returns the value of a place word, 0 for other characters.
func unitOf(r rune) int {
	switch r {
	case '十', '拾':
		return 10
	case '百', '佰':
		return 100
	case '千', '仟':
		return 1000
	}
	return 0
}

// positional reads digits one by one: 2024, 二〇二四.
func positional(s string) (int, bool) {
	n, count := 0, 0
	for _, r := range s {
		d := digitOf(r)
		if d < 0 || count == 8 {
			return 0, false
		}
		n = n*10 + d
		count++
	}
	return n, true
}

// additive reads digits with place words: 一千二百零三, 十二, 三万五千.
func additive(s string) (int, bool) {
	total, section, digit := 0, 0, -1
	last := 10_000 // place words of a section come in falling order
	for _, r := range s {
		if r == '廿' || r == '卅' {
			if section != 0 || digit > 0 {
				return 0, false
			}
			section, digit, last = 20, -1, 10
			if r == '卅' {
				section = 30
			}
			continue
		}
		d, u := digitOf(r), unitOf(r)
		switch {
		case d > 0:
			if digit > 0 {
				return 0, false
			}
			digit = d
		case d == 0:
			if digit >= 0 {
				return 0, false
			}
			digit = 0
		case u > 0:
			if u >= last || digit <= 0 && u != 10 {
				return 0, false
			}
			section, last, digit = section+max(digit, 1)*u, u, -1
		case r == '万':
			if total != 0 || section+max(digit, 0) == 0 {
				return 0, false
			}
			total, section, digit, last = (section+max(digit, 0))*10_000, 0, -1, 10_000
		default:
			return 0, false
		}
	}
	return total + section + max(digit, 0), digit != 0
}

// FormatNumeral writes a number as legislation does: 103 is 一百零三, 12 is 十二, 10010 is 一万零一十. Numbers outside
// 0 to 99,999,999 come back empty.
func FormatNumeral(n int) string {
	switch {
	case n < 0 || n > 99_999_999:
		return ""
	case n == 0:
		return "零"
	case n >= 10 && n < 20:
		return "十" + below10000(n-10)
	case n < 10_000:
		return below10000(n)
	}
	high, low := n/10_000, n%10_000
	s := FormatNumeral(high) + "万"
	if low > 0 && low < 1000 {
		s += "零"
	}
	return s + below10000(low)
}

// below10000 writes 1 to 9,999, and nothing for 0.
func below10000(n int) string {
	var b strings.Builder
	zero := false
	for _, p := range []struct {
		value int
		name  string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / p.value % 10
		if d == 0 {
			zero = b.Len() > 0
			continue
		}
		if zero {
			b.WriteString("零")
			zero = false
		}
		b.WriteString(chineseDigits[d])
		b.WriteString(p.name)
	}
	return b.String()
}

var chineseDigits = [...]string{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"}

// IsSpace reports whether r is blank in a Chinese document: U+3000 and the no-break space as well.
func IsSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r', 0x85, 0xA0, 0x3000, 0x2002, 0x2003, 0x2009, 0x200B, 0xFEFF:
		return true
	}
	return false
}
