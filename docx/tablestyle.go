package docx

import (
	"slices"
	"strconv"
)

// condition is a part of a table that its style may format on its own (ECMA-376 part 1, 17.18.89).
type condition uint16

// The conditions, in the order in which they are applied (17.7.6): what comes later wins.
const (
	band1Vert condition = 1 << iota
	band2Vert
	band1Horz
	band2Horz
	firstRow
	lastRow
	firstCol
	lastCol
	neCell
	nwCell
	seCell
	swCell
	conditions = iota
)

var conditionNames = [conditions]string{
	"band1Vert", "band2Vert", "band1Horz", "band2Horz", "firstRow", "lastRow",
	"firstCol", "lastCol", "neCell", "nwCell", "seCell", "swCell",
}

// tableContext is where a paragraph stands as far as table styles care. The zero value is outside of tables.
type tableContext struct {
	style *style
	cond  condition
}

// tablePart is what a table style says about the text of cells under the same conditions.
type tablePart struct {
	para paraProps
	run  runProps
}

// part resolves a table style under conditions.
func (f *formatter) part(in tableContext) *tablePart {
	if p := f.parts[in]; p != nil {
		return p
	}
	p := &tablePart{para: noParaProps, run: noRunProps}
	f.parts[in] = p
	chain := f.ancestry(in.style)
	for _, d := range slices.Backward(chain) {
		f.overlayPart(p, d.own.para, d.own.run)
	}
	for c := range conditions {
		if in.cond&(1<<c) == 0 {
			continue
		}
		for _, d := range slices.Backward(chain) {
			f.overlayCondition(p, d, conditionNames[c])
		}
	}
	return p
}

// maxAncestry bounds how many styles a table style may be based on; the styles of Word are at most a few deep.
const maxAncestry = 32

// ancestry lists a style and what it is based on. A cycle ends where it closes.
func (f *formatter) ancestry(d *style) []*style {
	var chain []*style
	for ; d != nil && len(chain) < maxAncestry && !slices.Contains(chain, d); d = f.styles.byID[d.basedOn] {
		chain = append(chain, d)
	}
	return chain
}

func (f *formatter) overlayPart(p *tablePart, para, run fragment) {
	if s, ok := para.scan(); ok {
		own := f.readParaProps(s).props
		p.para.overlay(&own)
	}
	if s, ok := run.scan(); ok {
		own, _ := runPropsOf(s)
		p.run.overlay(&own)
	}
}

// overlayCondition puts what a style says under one condition over p.
func (f *formatter) overlayCondition(p *tablePart, d *style, name string) {
	for _, frag := range d.own.parts {
		s, ok := frag.scan()
		if !ok || s.value(nsW, "type") != name {
			continue
		}
		eachChild(s, func() {
			switch string(s.local) {
			case "pPr":
				own := f.readParaProps(s).props
				p.para.overlay(&own)
			case "rPr":
				own, _ := runPropsOf(s)
				p.run.overlay(&own)
			default:
				s.skip()
			}
		})
	}
}

// look is which conditions a table asks for (w:tblLook), and how wide its bands are.
type look struct {
	first, last, firstCol, lastCol bool
	rows, cols                     bool // banded
	rowBand, colBand               int
}

// readLook takes a w:tblLook. Word before 2010 writes a bit mask only.
func readLook(s *scanner) look {
	mask, _ := strconv.ParseUint(s.value(nsW, "val"), 16, 16)
	flag := func(name string, bit uint64) bool {
		if v, ok := s.get(nsW, name); ok {
			return toggleOf(v) == on
		}
		return mask&bit != 0
	}
	return look{
		first: flag("firstRow", 0x20), last: flag("lastRow", 0x40), firstCol: flag("firstColumn", 0x80), lastCol: flag("lastColumn", 0x100),
		rows: !flag("noHBand", 0x200), cols: !flag("noVBand", 0x400), rowBand: 1, colBand: 1,
	}
}

// bandSizes reads how many rows and columns a band of a table style has.
func (f *formatter) bandSizes(d *style, l *look) {
	rows, cols := 0, 0
	for _, d := range f.ancestry(d) {
		s, ok := d.own.table.scan()
		if !ok {
			continue
		}
		eachChild(s, func() {
			switch {
			case s.is(nsW, "tblStyleRowBandSize") && rows == 0:
				rows = atoi(s.val(), 1)
			case s.is(nsW, "tblStyleColBandSize") && cols == 0:
				cols = atoi(s.val(), 1)
			}
		})
	}
	l.rowBand, l.colBand = max(rows, 1), max(cols, 1)
}

// conditionsAt returns the conditions of the cell of a table of so many rows; cols is how many grid columns its row
// takes, col and span which of them are the cell's.
func (l *look) conditionsAt(row, rows, col, span, cols int) condition {
	var c condition
	first, last := l.first && row == 0, l.last && row == rows-1 && rows > 1
	left, right := l.firstCol && col == 0, l.lastCol && col+span >= cols && cols > 1
	if l.first {
		row--
	}
	if l.firstCol {
		col--
	}
	if l.rows && !first && !last {
		c |= band1Horz << (row / l.rowBand % 2)
	}
	if l.cols && !left && !right {
		c |= band1Vert << (col / l.colBand % 2)
	}
	for _, k := range [...]struct {
		yes bool
		c   condition
	}{
		{first, firstRow},
		{last, lastRow},
		{left, firstCol},
		{right, lastCol},
		{first && right, neCell},
		{first && left, nwCell},
		{last && right, seCell},
		{last && left, swCell},
	} {
		if k.yes {
			c |= k.c
		}
	}
	return c
}
