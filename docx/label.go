package docx

import (
	"fmt"
	"strconv"
	"strings"
)

// counter computes the list labels of one story, paragraph by paragraph, as Word does.
type counter struct {
	st    *styles
	num   *numbering
	lists map[int]*list  // list definition -> where it stands
	begun map[begun]bool // an overridden start counts when a list first comes to the level
	links map[int]linked // cache of numbering.follow
}

// list is where the counting of one definition stands.
type list struct {
	value [9]int
	seen  [9]bool
}

// begun names a level of a w:num.
type begun struct{ num, level int }

type linked struct {
	id int
	a  *abstractNum
}

func newCounter(st *styles, n *numbering) *counter {
	return &counter{st: st, num: n, lists: map[int]*list{}, begun: map[begun]bool{}, links: map[int]linked{}}
}

// listPlace is where a paragraph stands in the lists.
type listPlace struct {
	linked
	num   *num
	numID int
	level int
}

// place finds the list and level of a paragraph; direct holds what the paragraph itself says, sty is its style.
func (c *counter) place(direct props, sty *style) (listPlace, bool) {
	at, fromStyle := listPlace{numID: direct.numID, level: direct.level}, false
	if at.numID == numAbsent {
		at.numID, fromStyle = sty.numID, true
	}
	if at.numID <= 0 {
		return at, false
	}
	if at.num = c.num.nums[at.numID]; at.num == nil {
		return at, false
	}
	to, ok := c.links[at.numID]
	if !ok {
		to.id, to.a = c.num.follow(at.num, c.st)
		c.links[at.numID] = to
	}
	if at.linked = to; to.a == nil {
		return at, false
	}
	if at.level == numAbsent {
		at.level = c.levelOf(to.a, at.num, sty, fromStyle)
	}
	return at, at.level >= 0 && at.level < len(to.a.levels)
}

// label returns the label of the next paragraph and what separates it from the text, both empty when it has none.
func (c *counter) label(direct props, sty *style) (label, suffix string) {
	at, ok := c.place(direct, sty)
	if !ok {
		return "", ""
	}
	l := c.lists[at.id]
	if l == nil {
		l = &list{}
		c.lists[at.id] = l
	}
	if key := (begun{at.numID, at.level}); at.num.starts[at.level] != startAbsent && !c.begun[key] {
		c.begun[key] = true
		l.restart(at.a, at.num, at.level)
	} else {
		l.advance(at.a, at.num, at.level)
	}
	def := levelAt(at.a, at.num, at.level)
	if !def.defined || def.format == "bullet" {
		return "", ""
	}
	lang := sty.lang
	if lang == "" {
		lang = c.st.base.lang
	}
	if label = l.render(at.a, at.num, at.level, lang); label == "" {
		return "", ""
	}
	return label, def.suffix
}

// levelOf finds the level of a paragraph that does not say one: the level its style is tied to, then the style's own.
func (c *counter) levelOf(a *abstractNum, m *num, sty *style, fromStyle bool) int {
	if fromStyle && sty.id != "" {
		for i := range a.levels {
			if levelAt(a, m, i).style == sty.id {
				return i
			}
		}
	}
	return max(sty.level, 0)
}

// levelAt returns a level of a list, with the list's own departures applied.
func levelAt(a *abstractNum, m *num, i int) *level {
	if m.overrides[i] != nil {
		return m.overrides[i]
	}
	return &a.levels[i]
}

// restart begins level i at the number the list overrides it with, once: later the level begins where its definition says.
// Other levels that the list overrides are left alone until it comes to them, or items that begin again under each chapter
// would begin the chapters again. A definition of the list's own comes before such a number ([MS-DOC] 2.9.133).
func (l *list) restart(a *abstractNum, m *num, i int) {
	l.seen[i] = false
	l.advance(a, m, i)
	if m.overrides[i] == nil {
		l.value[i] = m.starts[i]
	}
}

// advance counts one paragraph at level i. Higher levels that have not come count as begun: after 1.1.1 without a 1.1 comes
// 1.2. Deeper levels begin again, unless they say otherwise.
func (l *list) advance(a *abstractNum, m *num, i int) {
	for k := range i {
		if !l.seen[k] {
			l.value[k], l.seen[k] = levelAt(a, m, k).start, true
		}
	}
	if l.seen[i] {
		l.value[i] = min(l.value[i]+1, maxNumber)
	} else {
		l.value[i], l.seen[i] = levelAt(a, m, i).start, true
	}
	for k := i + 1; k < len(l.seen); k++ {
		switch r := levelAt(a, m, k).restart; {
		case r == 0:
		case r == restartDefault || r > k || i < r:
			l.seen[k] = false
		}
	}
}

// render fills the level's pattern with the numbers it names. A pattern that names a deeper level shows nothing at all ([MS-OI29500] 2.1.283).
func (l *list) render(a *abstractNum, m *num, i int, lang string) string {
	def := levelAt(a, m, i)
	if !strings.Contains(def.text, "%") {
		return def.text
	}
	var b strings.Builder
	for p := 0; p < len(def.text); p++ {
		if def.text[p] != '%' || p+1 == len(def.text) || def.text[p+1] < '1' || def.text[p+1] > '9' {
			b.WriteByte(def.text[p])
			continue
		}
		p++
		k := int(def.text[p] - '1')
		if k > i {
			return ""
		}
		format := levelAt(a, m, k).format
		if def.legal && format != "decimalZero" { // [MS-DOC] 2.9.150, fLegal: a leading zero is kept
			format = "decimal"
		}
		b.WriteString(formatNumber(l.value[k], format, lang))
	}
	return b.String()
}

// formatNumber writes a list number in one of the formats of ECMA-376 part 1, 17.18.59. Beyond what a format can
// write, and in formats no Chinese document uses, it falls back to decimal, as Word does. lang is the language of numbers
// in words.
func formatNumber(n int, format, lang string) string {
	s := ""
	switch format {
	case "none", "bullet":
		return ""
	case "decimalZero":
		s = fmt.Sprintf("%02d", n)
	case "001", "0001", "00001": // the custom formats Word offers
		s = fmt.Sprintf("%0*d", len(format), n)
	case "decimalFullWidth", "decimalFullWidth2":
		s = fullWidth(n)
	case "upperRoman":
		s = roman(n)
	case "lowerRoman":
		s = strings.ToLower(roman(n))
	case "upperLetter":
		s = letters(n, 'A')
	case "lowerLetter":
		s = letters(n, 'a')
	case "ordinal":
		s = ordinal(n, lang)
	case "cardinalText":
		s = inWords(n, lang, false)
	case "ordinalText":
		s = inWords(n, lang, true)
	case "numberInDash":
		s = fmt.Sprintf("- %d -", n)
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		s = circled(n)
	case "decimalEnclosedParen":
		s = fromTable(n, '⑴', 20)
	case "decimalEnclosedFullstop":
		s = fromTable(n, '⒈', 20)
	case "ideographEnclosedCircle":
		s = fromTable(n, '㈠', 10) // in parentheses in spite of its name ([MS-OI29500] 2.1.540)
	// Word writes 一百〇一, and for chineseCounting 一○一, where GB/T 15835 and all legislation write 一百零一; the label is
	// read by people and rules against legislation, so it follows the latter.
	case "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
		"japaneseCounting", "koreanCounting":
		if n > 0 {
			s = FormatNumeral(n)
		}
	case "chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal":
		s = financial(n)
	case "ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand", "koreanDigital":
		s = digitByDigit(n)
	case "ideographTraditional":
		s = cycle(n, "甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		s = cycle(n, "子丑寅卯辰巳午未申酉戌亥")
	case "ideographZodiacTraditional":
		if n >= 1 && n <= 60 {
			s = cycle((n-1)%10+1, "甲乙丙丁戊己庚辛壬癸") + cycle((n-1)%12+1, "子丑寅卯辰巳午未申酉戌亥")
		}
	}
	if s == "" {
		return strconv.Itoa(n)
	}
	return s
}

func fullWidth(n int) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, strconv.Itoa(n))
}

// roman writes 1 to 32,767; thousands are repeated M.
func roman(n int) string {
	if n <= 0 || n > maxNumber {
		return ""
	}
	var b strings.Builder
	for _, p := range []struct {
		value int
		name  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= p.value; n -= p.value {
			b.WriteString(p.name)
		}
	}
	return b.String()
}

// letters writes A to Z, then AA, BB: Word repeats the letter, and begins again after thirty rounds.
func letters(n int, first rune) string {
	if n <= 0 {
		return ""
	}
	n = (n - 1) % (26 * 30)
	return strings.Repeat(string(first+rune(n%26)), n/26+1)
}

// circled writes 1 to 50 in circles; they lie in three ranges of Unicode.
func circled(n int) string {
	switch {
	case n <= 20:
		return fromTable(n, '①', 20)
	case n <= 35:
		return fromTable(n-20, '㉑', 15)
	default:
		return fromTable(n-35, '㊱', 15)
	}
}

// fromTable writes 1 to size by characters that follow one another.
func fromTable(n int, first rune, size int) string {
	if n < 1 || n > size {
		return ""
	}
	return string(first + rune(n-1))
}

// cycle writes a number by its character in a series, decimal beyond it.
func cycle(n int, series string) string {
	r := []rune(series)
	if n < 1 || n > len(r) {
		return ""
	}
	return string(r[n-1])
}

// digitByDigit writes 一〇三 for 103.
func digitByDigit(n int) string {
	if n < 0 {
		return ""
	}
	var b strings.Builder
	for _, c := range strconv.Itoa(n) {
		b.WriteString(chineseDigits[c-'0'])
	}
	return b.String()
}

// financial writes 壹佰零叁 for 103.
func financial(n int) string {
	if n <= 0 {
		return ""
	}
	s := FormatNumeral(n)
	if strings.HasPrefix(s, "十") {
		s = "一" + s
	}
	return strings.NewReplacer("一", "壹", "二", "贰", "三", "叁", "四", "肆", "五", "伍", "六", "陆", "七", "柒",
		"八", "捌", "九", "玖", "十", "拾", "百", "佰", "千", "仟").Replace(s)
}
