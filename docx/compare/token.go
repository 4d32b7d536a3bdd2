package compare

import (
	"strings"
	"unicode/utf8"
)

// symbol is what the comparison of characters takes as one: a character, or a token that changes as a whole. Nobody
// reads "20[24→25]年": a date, an amount, a file number, a title or a reference is replaced, not edited.
type symbol struct {
	id    int32 // equal for equal text within one symbols
	width int32 // runes
	at    int32 // byte offset
}

// maxTitle is the longest 《title》 in runes that changes as a whole; in a longer one people look for the difference.
const maxTitle = 40

// symbols interns the tokens of one comparison.
type symbols struct {
	ids map[string]int32
}

// tokenID is above all runes.
const tokenID = utf8.MaxRune + 1

// cut appends the symbols of a text to dst.
func (t *symbols) cut(s string, dst []symbol) []symbol {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		n := tokenLen(s[i:], r, size)
		if n <= size {
			id := r
			if r == utf8.RuneError && size == 1 {
				id = t.intern(s[i : i+1]) // bytes that are no character must come out as they went in
			}
			dst = append(dst, symbol{id, 1, int32(i)})
			i += size
			continue
		}
		dst = append(dst, symbol{t.intern(s[i : i+n]), int32(utf8.RuneCountInString(s[i : i+n])), int32(i)})
		i += n
	}
	return dst
}

func (t *symbols) intern(s string) int32 {
	id, ok := t.ids[s]
	if !ok {
		if t.ids == nil {
			t.ids = map[string]int32{}
		}
		id = tokenID + int32(len(t.ids))
		t.ids[s] = id
	}
	return id
}

// tokenLen is the length in bytes of the token at the start of s, 0 when a plain character stands there. r is the
// first rune.
func tokenLen(s string, r rune, size int) int {
	switch {
	case r == '《':
		return titleLen(s)
	case r == '〔', r == '[', r == '［':
		return fileNumberLen(s)
	case r == '第':
		return ordinalLen(s)
	case r == '（', r == '(':
		if l := scanLabel(s); l.level != noLevel {
			return l.end
		}
		return 0
	case isDigit(r):
		return quantityLen(s)
	case isHanNumeral(r):
		return hanQuantityLen(s)
	case r == '百' || r == '千' || r == '万':
		return 0
	case isLatin(r):
		n := size
		for n < len(s) && isLatin(rune(s[n])) {
			n++
		}
		return n
	}
	for _, w := range words[r] {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	return 0
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// words are legal words that change as a whole, by their first character; longer ones first. An inserted 不 in 不得 or a
// changed 上 in 以上 is too small to be seen.
var words = byFirst(
	"应当", "可以", "不得", "必须", "禁止", "有权", "无权", "不予", "不再", "严禁", "不应当", "不可以",
	"以上", "以下", "以内", "以外", "超过", "不足", "低于", "高于", "百分之",
	"或者", "以及", "并且",
)

func byFirst(list ...string) map[rune][]string {
	out := map[rune][]string{}
	for _, w := range list {
		r, _ := utf8.DecodeRuneInString(w)
		out[r] = append(out[r], w)
	}
	for _, ws := range out {
		for i := 1; i < len(ws); i++ {
			for j := i; j > 0 && len(ws[j]) > len(ws[j-1]); j-- {
				ws[j], ws[j-1] = ws[j-1], ws[j]
			}
		}
	}
	return out
}

// titleLen measures 《…》.
func titleLen(s string) int {
	runes := 0
	for i, r := range s {
		if r == '》' {
			return i + len("》")
		}
		if runes++; runes > maxTitle || r == '\n' || r == '\v' || i > 0 && r == '《' {
			return 0
		}
	}
	return 0
}

// fileNumberLen measures 〔2021〕3号, brackets of any kind.
func fileNumberLen(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	n := size
	for digits := 0; ; digits++ {
		r, size := utf8.DecodeRuneInString(s[n:])
		n += size
		if strings.ContainsRune("〕]］", r) && digits == 4 {
			break
		}
		if !isDigit(r) || digits == 4 {
			return 0
		}
	}
	for {
		r, size := utf8.DecodeRuneInString(s[n:])
		n += size
		if r == '号' {
			return n
		}
		if !isDigit(r) && r != '第' && r != ' ' {
			return 0
		}
	}
}

// ordinalLen measures 第十二条之一, 第二款, 第（三）项, 第一章.
func ordinalLen(s string) int {
	if !strings.HasPrefix(s, "第") {
		return 0
	}
	n := len("第")
	open := false
	for seen := range 12 {
		r, size := utf8.DecodeRuneInString(s[n:])
		n += size
		switch {
		case r == '（' || r == '(':
			open = true
		case r == '）' || r == ')':
			if !open {
				return 0
			}
		case isNumeral(r):
		case strings.ContainsRune("条款项目章节编次期届", r) && seen > 0:
			if r == '条' {
				return n + subLen(s[n:])
			}
			return n
		default:
			return 0
		}
	}
	return 0
}

// subLen measures 之一 after 条.
func subLen(s string) int {
	rest, ok := strings.CutPrefix(s, "之")
	if !ok {
		return 0
	}
	numeral, _ := cutNumeral(rest)
	if numeral == "" {
		return 0
	}
	return len("之") + len(numeral)
}

// measures are what a number is counted in, longest first.
var measures = [...]string{
	"个工作日", "个自然日", "平方公里", "平方米", "立方米", "个月", "工作日", "周岁", "公里", "小时", "分钟", "万元", "亿元",
	"公斤", "万吨", "%", "％", "‰", "元", "年", "月", "日", "天", "周", "倍", "人", "名", "户", "次", "吨", "米", "岁", "号", "成",
}

// measureLen measures the unit after a number.
func measureLen(s string) int {
	for _, m := range measures {
		if strings.HasPrefix(s, m) {
			return len(m)
		}
	}
	return 0
}

// quantityLen measures a number in digits with what it counts: 5万元, 30日, 2024年5月1日, 3.5%.
func quantityLen(s string) int {
	n := digitsLen(s)
	for strings.HasPrefix(s[n:], "万") || strings.HasPrefix(s[n:], "亿") || strings.HasPrefix(s[n:], "千") || strings.HasPrefix(s[n:], "百") {
		n += len("万")
	}
	m := measureLen(s[n:])
	end := n + m
	if m > 0 && (s[n:end] == "年" || s[n:end] == "月") {
		if r, _ := utf8.DecodeRuneInString(s[end:]); isDigit(r) {
			return end + quantityLen(s[end:])
		}
	}
	return end
}

// digitsLen measures digits with separators inside.
func digitsLen(s string) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !isDigit(r) {
			if r != '.' && r != ',' && r != '．' {
				break
			}
			if next, _ := utf8.DecodeRuneInString(s[n+size:]); !isDigit(next) {
				break
			}
		}
		n += size
	}
	return n
}

// hanQuantityLen measures a number in Chinese: 五万元, 三十日, 二〇二四年五月一日. A single numeral without a measure is no
// number: 一般, 统一, 万一.
func hanQuantityLen(s string) int {
	n, runes := 0, 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !isHanNumeral(r) && (runes == 0 || r != '万' && r != '亿') {
			break
		}
		n += size
		runes++
	}
	m := measureLen(s[n:])
	if m == 0 {
		if runes < 2 {
			return 0
		}
		return n
	}
	end := n + m
	if u := s[n:end]; u == "年" || u == "月" {
		if r, _ := utf8.DecodeRuneInString(s[end:]); isHanNumeral(r) {
			if more := hanQuantityLen(s[end:]); more > 0 {
				return end + more
			}
		}
	}
	return end
}
