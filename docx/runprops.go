package docx

import (
	"bytes"
	"math"
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
