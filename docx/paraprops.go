package docx

import "slices"

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
