package docx

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"strings"
)

// absent marks a number that nothing has said.
const absent = math.MinInt32

// Numbers of runProps. The toggles come first: they combine where all others replace.
const (
	rBold = iota
	rBoldCS
	rItalic
	rItalicCS
	rCaps
	rSmallCaps
	rStrike
	rOutline
	rShadow
	rEmboss
	rImprint
	rVanish
	rToggles // how many there are

	rDoubleStrike = iota - 1
	rWebHidden
	rSnapToGrid
	rRTL
	rCS
	rSize
	rSizeCS
	rSpacing
	rScale
	rKern
	rPosition
	rFitText
	rBorder
	rNumbers
)

// Strings of runProps.
const (
	rASCII = iota
	rHAnsi
	rEastAsia
	rFontCS
	rHint
	rUnderline
	rColor
	rHighlight
	rShading
	rEmphasis
	rVertAlign
	rLang
	rLangEastAsia
	rLangBidi
	rStrings
)

// runProps is what one w:rPr says. A theme font is its reference behind a NUL.
type runProps struct {
	num [rNumbers]int32
	str [rStrings]string
}

// runSwitches are the on/off elements of a w:rPr.
var runSwitches = map[string]int{
	"b": rBold, "bCs": rBoldCS, "i": rItalic, "iCs": rItalicCS, "caps": rCaps, "smallCaps": rSmallCaps, "strike": rStrike,
	"outline": rOutline, "shadow": rShadow, "emboss": rEmboss, "imprint": rImprint, "vanish": rVanish, "dstrike": rDoubleStrike,
	"webHidden": rWebHidden, "snapToGrid": rSnapToGrid, "rtl": rRTL, "cs": rCS,
}

// measures are elements whose value is a number, and how many of it make a point.
type measured struct {
	at    int
	point float64
}

var runMeasures = map[string]measured{
	"sz": {rSize, 2}, "szCs": {rSizeCS, 2}, "spacing": {rSpacing, 20}, "w": {rScale, 0}, "kern": {rKern, 2},
	"position": {rPosition, 2}, "fitText": {rFitText, 20},
}

var runWords = map[string]int{"u": rUnderline, "highlight": rHighlight, "em": rEmphasis, "vertAlign": rVertAlign}

var noRunProps = func() (p runProps) {
	for i := range p.num {
		p.num[i] = absent
	}
	return p
}()

// overlay puts what o says over p.
func (p *runProps) overlay(o *runProps) {
	for i, n := range o.num {
		if n != absent {
			p.num[i] = n
		}
	}
	for i, s := range o.str {
		if s != "" {
			p.str[i] = s
		}
	}
}

// read takes one property element.
func (p *runProps) read(s *scanner) {
	name := string(s.local)
	if i, ok := runSwitches[name]; ok {
		p.num[i] = 0
		if toggleOf(s.val()) == on {
			p.num[i] = 1
		}
		return
	}
	if m, ok := runMeasures[name]; ok {
		setMeasure(&p.num[m.at], s.val(), m.point)
		return
	}
	if i, ok := runWords[name]; ok {
		p.str[i] = s.value(nsW, "val")
		return
	}
	switch name {
	case "rFonts":
		p.readFonts(s)
	case "color":
		p.str[rColor] = strings.ToUpper(s.value(nsW, "val"))
	case "shd":
		p.str[rShading] = shading(s)
	case "lang":
		setString(&p.str[rLang], s.value(nsW, "val"))
		setString(&p.str[rLangEastAsia], s.value(nsW, "eastAsia"))
		setString(&p.str[rLangBidi], s.value(nsW, "bidi"))
	case "bdr":
		p.num[rBorder] = bordered(s)
	}
}

// readFonts takes a w:rFonts; in one element the theme font wins.
func (p *runProps) readFonts(s *scanner) {
	for _, f := range [...]struct {
		at          int
		name, theme string
	}{{rASCII, "ascii", "asciiTheme"}, {rHAnsi, "hAnsi", "hAnsiTheme"}, {rEastAsia, "eastAsia", "eastAsiaTheme"}, {rFontCS, "cs", "cstheme"}} {
		if v := s.value(nsW, f.theme); v != "" {
			p.str[f.at] = "\x00" + v
		} else {
			setString(&p.str[f.at], s.value(nsW, f.name))
		}
	}
	setString(&p.str[rHint], s.value(nsW, "hint"))
}

func setString(dst *string, v string) {
	if v != "" {
		*dst = v
	}
}

// shading returns the fill of a w:shd, "none" where it takes one away.
func shading(s *scanner) string {
	switch fill := strings.ToUpper(s.value(nsW, "fill")); fill {
	case "", "AUTO":
		if v := string(s.val()); v == "clear" || v == "nil" || v == "" {
			return "none"
		}
		return "AUTO"
	default:
		return fill
	}
}

// bordered tells whether a border element draws anything.
func bordered(s *scanner) int32 {
	if v := string(s.val()); v == "" || v == "none" || v == "nil" {
		return 0
	}
	return 1
}

// maxMeasure bounds every measure; Word's own limit is 31,680 twips. It keeps sums from overflowing.
const maxMeasure = 1_000_000

// setMeasure reads a number or a measure with a unit, such as "10.5pt" in Strict documents. point is how many of the
// number make a point; 0 is for percentages.
func setMeasure(dst *int32, v []byte, point float64) {
	if n, err := strconv.Atoi(string(v)); err == nil {
		*dst = int32(min(max(n, -maxMeasure), maxMeasure))
		return
	}
	v = bytes.TrimSpace(v)
	factor := 1.0
	for unit, points := range unitPoints {
		if rest, ok := bytes.CutSuffix(v, []byte(unit)); ok {
			v, factor = rest, points*point
			break
		}
	}
	v = bytes.TrimSuffix(v, []byte("%"))
	if f, err := strconv.ParseFloat(string(v), 64); err == nil && !math.IsNaN(f) {
		*dst = int32(math.Round(min(max(f*factor, -maxMeasure), maxMeasure)))
	}
}

// unitPoints says how many points a unit has (ECMA-376 part 1, 22.9.2.15).
var unitPoints = map[string]float64{"pt": 1, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72, "pc": 12, "pi": 12}

// Numbers of paraProps.
const (
	pLeft = iota
	pRight
	pFirstLine
	pLeftChars
	pRightChars
	pFirstLineChars
	pBefore
	pAfter
	pBeforeLines
	pAfterLines
	pBeforeAuto
	pAfterAuto
	pLine
	pOutline
	pNumID
	pLevel
	pKeepNext
	pKeepLines
	pPageBreak
	pWidow
	pGrid
	pAdjustRight
	pContextual
	pKinsoku
	pHang
	pSpaceLatin
	pSpaceDigits
	pBidi
	pBorders
	pFrame
	pNumbers
)

// Strings of paraProps.
const (
	pAlign = iota
	pRule
	pShading
	pTextAlign
	pTextDirection
	pStrings
)

// paraProps is what one w:pPr says about the paragraph.
type paraProps struct {
	num  [pNumbers]int32
	str  [pStrings]string
	tabs []Tab // Kind "clear" takes one away
}

var paraSwitches = map[string]int{
	"keepNext": pKeepNext, "keepLines": pKeepLines, "pageBreakBefore": pPageBreak, "widowControl": pWidow, "snapToGrid": pGrid,
	"adjustRightInd": pAdjustRight, "contextualSpacing": pContextual, "bidi": pBidi,
	"kinsoku": pKinsoku, "overflowPunct": pHang, "autoSpaceDE": pSpaceLatin, "autoSpaceDN": pSpaceDigits,
}

var noParaProps = func() (p paraProps) {
	for i := range p.num {
		p.num[i] = absent
	}
	return p
}()

// overlay puts what o says over p.
func (p *paraProps) overlay(o *paraProps) {
	for i, n := range o.num {
		if n != absent {
			p.num[i] = n
		}
	}
	for i, s := range o.str {
		if s != "" {
			p.str[i] = s
		}
	}
	p.tabs = mergeTabs(p.tabs, o.tabs)
}

// maxTabs is how many tab stops a paragraph may have, as in Word.
const maxTabs = 64

// mergeTabs adds the tab stops of own to those of base, by position.
func mergeTabs(base, own []Tab) []Tab {
	if len(own) == 0 {
		return base
	}
	out := slices.Clone(base)
	for _, t := range own {
		i, found := slices.BinarySearchFunc(out, t.Position, func(a Tab, p int) int { return a.Position - p })
		switch {
		case found:
			out[i] = t
		case len(out) < maxTabs:
			out = slices.Insert(out, i, t)
		}
	}
	return out
}

// read takes one property element, and what is in it.
func (p *paraProps) read(s *scanner) {
	name := string(s.local)
	if i, ok := paraSwitches[name]; ok {
		p.num[i] = 0
		if toggleOf(s.val()) == on {
			p.num[i] = 1
		}
		return
	}
	switch name {
	case "jc":
		p.str[pAlign] = alignment(string(s.val()))
	case "ind":
		p.readIndent(s)
	case "spacing":
		p.readSpacing(s)
	case "outlineLvl":
		setMeasure(&p.num[pOutline], s.val(), 0)
	case "numPr":
		p.readNumbering(s)
	case "pBdr":
		p.num[pBorders] = 0
		eachChild(s, func() { p.num[pBorders] |= bordered(s) })
	case "framePr":
		p.num[pFrame] = 1
	case "shd":
		p.str[pShading] = shading(s)
	case "textAlignment":
		p.str[pTextAlign] = s.value(nsW, "val")
	case "textDirection":
		p.str[pTextDirection] = s.value(nsW, "val")
	case "tabs":
		eachChild(s, func() { p.readTab(s) })
	}
}

// alignment folds the two vocabularies of w:jc into one.
func alignment(v string) string {
	switch v {
	case "start":
		return string(Left)
	case "end":
		return string(Right)
	}
	return v
}

// readIndent takes a w:ind. Hanging is a negative first line and wins over it, as in Word.
func (p *paraProps) readIndent(s *scanner) {
	set := func(at int, names ...string) {
		for _, n := range names {
			if v, ok := s.get(nsW, n); ok {
				setMeasure(&p.num[at], v, 20)
			}
		}
	}
	set(pLeft, "start", "left")
	set(pRight, "end", "right")
	set(pLeftChars, "startChars", "leftChars")
	set(pRightChars, "endChars", "rightChars")
	set(pFirstLine, "firstLine")
	set(pFirstLineChars, "firstLineChars")
	for _, h := range [...]struct {
		at   int
		name string
	}{{pFirstLine, "hanging"}, {pFirstLineChars, "hangingChars"}} {
		if v, ok := s.get(nsW, h.name); ok {
			n := int32(absent)
			if setMeasure(&n, v, 20); n != absent {
				p.num[h.at] = -n
			}
		}
	}
}

func (p *paraProps) readSpacing(s *scanner) {
	for _, a := range [...]struct {
		at   int
		name string
	}{{pBefore, "before"}, {pAfter, "after"}, {pBeforeLines, "beforeLines"}, {pAfterLines, "afterLines"}, {pLine, "line"}} {
		if v, ok := s.get(nsW, a.name); ok {
			setMeasure(&p.num[a.at], v, 20)
		}
	}
	for _, a := range [...]struct {
		at   int
		name string
	}{{pBeforeAuto, "beforeAutospacing"}, {pAfterAuto, "afterAutospacing"}} {
		if v, ok := s.get(nsW, a.name); ok {
			p.num[a.at] = int32(toggleOf(v) - off)
		}
	}
	if v, ok := s.get(nsW, "lineRule"); ok {
		p.str[pRule] = string(v)
	} else if p.num[pLine] != absent {
		p.str[pRule] = string(LineAuto)
	}
}

func (p *paraProps) readNumbering(s *scanner) {
	eachChild(s, func() {
		switch string(s.local) {
		case "ilvl":
			setMeasure(&p.num[pLevel], s.val(), 0)
		case "numId":
			setMeasure(&p.num[pNumID], s.val(), 0)
		case "numberingChange":
			s.skip()
		}
	})
}

func (p *paraProps) readTab(s *scanner) {
	v, ok := s.get(nsW, "pos")
	n := int32(absent)
	if setMeasure(&n, v, 20); !ok || n == absent || len(p.tabs) >= maxTabs {
		return
	}
	t := Tab{Position: int(n), Kind: alignment(s.value(nsW, "val")), Leader: s.value(nsW, "leader")}
	if t.Leader == "none" {
		t.Leader = ""
	}
	p.tabs = mergeTabs(p.tabs, []Tab{t})
}

// eachChild calls f at each element inside the open one, to its end.
func eachChild(s *scanner, f func()) {
	depth := s.depth
	for s.depth >= depth {
		switch s.next() {
		case tokEOF:
			return
		case tokStart:
			if s.ns == nsW {
				f()
			}
		case tokEnd, tokText:
		}
	}
}

// fragment is an element of a part, to be read when somebody asks.
type fragment struct {
	in       *nest
	from, to int32
}

// nest is what fragments lie in: a part, and the namespace declarations around them.
type nest struct {
	b      []byte
	spaces []binding
}

// fragments makes fragments of one part. Most stand under the same declarations, which they share.
type fragments struct {
	scope int
	in    *nest
}

// take remembers the element that began at from and has just ended.
func (f *fragments) take(s *scanner, from int) fragment {
	if f.in == nil || f.scope != s.scope {
		f.scope, f.in = s.scope, &nest{b: s.b, spaces: wordSpaces(s)}
	}
	return fragment{in: f.in, from: int32(from), to: int32(s.p)}
}

// scan begins to read the element: its start tag is the current token. Without one there is nothing to read.
func (f fragment) scan() (*scanner, bool) {
	if f.in == nil {
		return nil, false
	}
	s := &scanner{b: f.in.b[:f.to], p: int(f.from), bindings: slices.Clip(f.in.spaces)}
	return s, s.next() == tokStart
}

// maxWordPrefixes bounds the prefixes for WordprocessingML that are in use at one place. Word has one.
const maxWordPrefixes = 4

// wordSpaces returns the declarations in scope that mean WordprocessingML. Properties need no other, and a hostile part
// may declare hundreds on each element.
func wordSpaces(s *scanner) []binding {
	var out []binding
	for _, b := range slices.Backward(s.bindings) {
		if b.ns == nsW && len(out) < maxWordPrefixes && s.resolve(b.prefix) == nsW {
			out = append(out, b)
		}
	}
	return out
}
