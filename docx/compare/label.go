package compare

import (
	"strings"
	"unicode/utf8"

	"guibei/docx"
)

// level is the rank of a numbered heading or item, highest first.
type level int8

const (
	noLevel level = iota
	partLevel
	chapterLevel
	sectionLevel
	articleLevel
	outline1 // 一、
	outline2 // （一）
	outline3 // 1. 1、
	outline4 // （1）
	outline5 // ①
	computed // any other label that Word computes
)

// label is the number that stands before a text.
type label struct {
	level       level
	number, sub int    // 第十二条之一 has 12 and 1
	text        string // as written, without blanks
	end         int    // bytes of the label with the blanks around it
	spaced      bool   // a blank or the end follows
	auto        bool   // computed by Word
}

// parseLabel reads the label at the start of a line. skip is how many bytes of it Word computed. Leading blanks count
// as part of the label, so that an indent never counts as content.
func parseLabel(s string, skip int) label {
	start := len(s) - len(strings.TrimLeftFunc(s, docx.IsSpace))
	l := scanLabel(s[start:])
	switch {
	case l.level != noLevel:
		l.end += start
	case skip > 0:
		l = label{level: computed, text: docx.Squeeze(s[:skip]), end: skip}
	default:
		return label{end: start}
	}
	l.auto = skip > 0
	l.end = max(l.end, skip)
	rest := s[l.end:]
	body := strings.TrimLeftFunc(rest, docx.IsSpace)
	l.spaced = len(body) < len(rest) || rest == ""
	l.end = len(s) - len(body)
	return l
}

// scanLabel reads a label at the very start of s; end counts its own bytes.
func scanLabel(s string) label {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == '第':
		return scanOrdinal(s)
	case r == '（' || r == '(':
		numeral, after := cutNumeral(s[size:])
		c, n := utf8.DecodeRuneInString(after)
		if numeral == "" || c != '）' && c != ')' {
			return label{}
		}
		lv := outline2
		if arabic(numeral) {
			lv = outline4
		}
		return numbered(lv, numeral, s[:len(s)-len(after)+n])
	case r >= '①' && r <= '⑳':
		return label{level: outline5, number: int(r-'①') + 1, text: string(r), end: size}
	case r >= '⒈' && r <= '⒛':
		return label{level: outline3, number: int(r-'⒈') + 1, text: string(r), end: size}
	case r >= '⑴' && r <= '⒇':
		return label{level: outline4, number: int(r-'⑴') + 1, text: string(r), end: size}
	}
	numeral, after := cutNumeral(s)
	if numeral == "" {
		return label{}
	}
	c, n := utf8.DecodeRuneInString(after)
	if !arabic(numeral) {
		if c != '、' {
			return label{}
		}
		return numbered(outline1, numeral, s[:len(s)-len(after)+n])
	}
	if !strings.ContainsRune("、．.", c) || c == utf8.RuneError {
		return label{}
	}
	if next, _ := utf8.DecodeRuneInString(after[n:]); next >= '0' && next <= '9' {
		return label{} // 3.5 is a number
	}
	return numbered(outline3, numeral, s[:len(s)-len(after)+n])
}

// numbered completes a label whose numeral is known.
func numbered(lv level, numeral, text string) label {
	n, ok := docx.Numeral(numeral)
	if !ok || n > 999 {
		return label{}
	}
	return label{level: lv, number: n, text: docx.Squeeze(text), end: len(text)}
}

// scanOrdinal reads 第…条, 第…条之一, 第…章, 第…节, 第…编, 第…分编.
func scanOrdinal(s string) label {
	const ordinal = len("第")
	rest := s[ordinal:]
	end, lv := 0, noLevel
	for i, r := range rest {
		if lv = ordinalLevel(r); lv != noLevel || r == '分' {
			end = i
			break
		}
		if i > 40 || !isNumeral(r) && !docx.IsSpace(r) {
			return label{}
		}
	}
	n, ok := docx.Numeral(rest[:end])
	if !ok || n > 9999 {
		return label{}
	}
	after := rest[end:]
	if strings.HasPrefix(after, "分编") {
		lv = partLevel
		after = after[len("分编"):]
	} else {
		if lv == noLevel {
			return label{}
		}
		_, size := utf8.DecodeRuneInString(after)
		after = after[size:]
	}
	sub := 0
	if more, found := strings.CutPrefix(after, "之"); found && lv == articleLevel {
		if numeral, tail := cutNumeral(more); numeral != "" {
			if v, ok := docx.Numeral(numeral); ok {
				sub, after = v, tail
			}
		}
	}
	used := len(s) - len(after)
	return label{level: lv, number: n, sub: sub, text: docx.Squeeze(s[:used]), end: used}
}

func ordinalLevel(r rune) level {
	switch r {
	case '编':
		return partLevel
	case '章':
		return chapterLevel
	case '节':
		return sectionLevel
	case '条':
		return articleLevel
	}
	return noLevel
}

// cutNumeral splits a numeral of at most eight characters off the start.
func cutNumeral(s string) (numeral, rest string) {
	n := 0
	for i, r := range s {
		if !isNumeral(r) || n == 8 {
			return s[:i], s[i:]
		}
		n++
	}
	return s, ""
}

// arabic reports whether a numeral is written in digits, not in Chinese.
func arabic(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isDigit(r)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// isNumeral reports whether r can stand in a numeral of a label.
func isNumeral(r rune) bool { return isDigit(r) || isHanNumeral(r) }

// isHanNumeral reports whether r is a Chinese digit or place word.
func isHanNumeral(r rune) bool {
	switch r {
	case '〇', '零', '○', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '两', '廿', '卅':
		return true
	}
	return false
}

// cites reports whether what follows a number directly shows that the number is only mentioned: 第三条规定的情形.
func cites(rest string) bool {
	for _, s := range citing {
		if strings.HasPrefix(rest, s) {
			return true
		}
	}
	return citesAfterBlank(rest)
}

// citing are words that follow the mention of an article and begin no sentence of law.
var citing = [...]string{
	"规定", "所称", "所列", "所述", "所指", "的", "和", "或", "及", "与", "至", "到", "以及", "之规定",
	"中的", "中规定", "中关于", "修改", "改为", "增加", "删除", "款", "项",
}

// citesAfterBlank is cites for a label with a blank after it.
func citesAfterBlank(rest string) bool {
	r, size := utf8.DecodeRuneInString(rest)
	if size > 0 && strings.ContainsRune("、，；。：”’》）),;", r) {
		return true
	}
	if r != '第' {
		return false
	}
	for _, c := range rest[size:] {
		if c == '款' || c == '项' || c == '条' {
			return true
		}
		if !isNumeral(c) {
			return false
		}
	}
	return false
}
