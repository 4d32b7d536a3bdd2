package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"guibei/docx"
)

// heading is what a line says about the structure: 第三条, 第二章.
type heading struct {
	unit   rune // 条 节 章 编, 0 for any other line
	number int
	sub    int // 1 for 第三条之一
	label  string
	size   int // bytes of the folded line that the label takes
}

// maxLabel bounds the numeral of a label, in characters.
const maxLabel = 12

// readHeading reads the label at the start of a folded line. spaced says that
// a blank or the line's end follows the label in the text as typed. A line
// that goes on as a reference does (第三条规定的) has no label.
func readHeading(text string, spaced bool) heading {
	rest, ok := strings.CutPrefix(text, "第")
	if !ok {
		return heading{}
	}
	i := strings.IndexAny(rest, "条章节编")
	if i <= 0 || utf8.RuneCountInString(rest[:i]) > maxLabel {
		return heading{}
	}
	number, ok := docx.Numeral(rest[:i])
	if !ok {
		return heading{}
	}
	unit, width := utf8.DecodeRuneInString(rest[i:])
	h := heading{unit: unit, number: number, size: len("第") + i + width}
	h.readSub(text)
	h.label = text[:h.size]
	if h.unit != '条' && !isTitleLine(text[h.size:]) || !spaced && refersOn(text[h.size:]) {
		return heading{}
	}
	return h
}

// readSub reads 之一 behind 第三条.
func (h *heading) readSub(text string) {
	rest, ok := strings.CutPrefix(text[h.size:], "之")
	if !ok || h.unit != '条' {
		return
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return !strings.ContainsRune("一二三四五六七八九十", r) })
	if end < 0 {
		end = len(rest)
	}
	if n, ok := docx.Numeral(rest[:end]); ok {
		h.sub = n
		h.size += len("之") + end
	}
}

// isTitleLine tells the words of a chapter from a sentence.
func isTitleLine(rest string) bool {
	return utf8.RuneCountInString(rest) <= 40 && !strings.ContainsAny(rest, "，；：。")
}

// refersOn reports whether what follows a label shows that the article is only
// mentioned.
func refersOn(rest string) bool {
	for _, s := range []string{
		"规定", "所称", "所列", "所述", "的", "、", "，", "和", "或", "及", "与", "至", "到", "中", "第", "修改",
		"改为", "增加", "删除", "款", "项", "以及", "之规定", "；", "。", "”", "》", "）",
	} {
		if strings.HasPrefix(rest, s) {
			return true
		}
	}
	return false
}

// headingSpaced reports whether a blank or the end follows the first 条, 章,
// 节 or 编 of a line as typed.
func headingSpaced(raw string) bool {
	i := strings.IndexAny(raw, "条章节编")
	if i < 0 {
		return false
	}
	_, width := utf8.DecodeRuneInString(raw[i:])
	rest := raw[i+width:]
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || unicode.IsSpace(r)
}
