package docx

import (
	"slices"
	"strconv"
	"strings"
)

// toggle is a property that a style may switch on, switch off or leave alone.
type toggle uint8

const (
	unset toggle = iota
	off
	on
)

// toggleOf reads an on/off property; the element alone means on.
func toggleOf(val []byte) toggle {
	switch string(val) {
	case "0", "false", "off":
		return off
	}
	return on
}

// props are the paragraph and run properties that matter to the text. Zero means "not said here".
type props struct {
	center  toggle
	size    int // half points
	vanish  toggle
	numID   int    // numAbsent when not said; 0 switches numbering off
	level   int    // numAbsent when not said
	outline int    // 1 for the highest level
	lang    string // of Latin text, such as "en-US"; list numbers in words depend on it
}

const numAbsent = -1

var noProps = props{numID: numAbsent, level: numAbsent}

// inherit fills what p leaves open from what it is based on.
func (p *props) inherit(base props) {
	if p.center == unset {
		p.center = base.center
	}
	if p.size == 0 {
		p.size = base.size
	}
	if p.vanish == unset {
		p.vanish = base.vanish
	}
	if p.numID == numAbsent {
		p.numID = base.numID
	}
	if p.level == numAbsent {
		p.level = base.level
	}
	if p.outline == 0 {
		p.outline = base.outline
	}
	if p.lang == "" {
		p.lang = base.lang
	}
}

// style is one style with everything it inherits filled in.
type style struct {
	id, name, basedOn string
	kind              string // paragraph, character, table, numbering
	isDefault         bool
	props
	resolved bool
	own      styleSource
}

// styleSource is what a style itself says, to be read when somebody asks how text looks.
type styleSource struct {
	para, run, table fragment
	parts            []fragment // w:tblStylePr
}

// styles is the style sheet. The zero value is a document without one.
type styles struct {
	byID      map[string]*style
	paragraph *style // the default paragraph style
	base      props  // docDefaults
	table     *style // the default table style, nil without one
	defaults  fragment
}

// maxParts bounds what a table style says about parts of tables; there are twelve of them.
const maxParts = 24

// defaultSize is what Word uses when nothing says a size: 10 pt, in half points.
const defaultSize = 20

// noStyle is the style of a paragraph in a document without a style sheet.
var noStyle = &style{props: noProps, resolved: true}

// readStyles reads styles.xml.
func readStyles(b []byte) (*styles, error) {
	st := &styles{byID: map[string]*style{}, paragraph: noStyle, base: noProps}
	s := &scanner{b: b}
	var frags fragments
	var order []*style // a cycle of basedOn must end at the same style each time
	for t := s.next(); t != tokEOF; t = s.next() {
		if t != tokStart {
			continue
		}
		from := s.from
		switch {
		case s.is(nsW, "docDefaults"):
			readProps(s, &st.base)
			st.defaults = frags.take(s, from)
		case s.is(nsW, "style"):
			d := readStyle(s, &frags)
			if _, dup := st.byID[d.id]; dup || d.id == "" {
				continue
			}
			if len(order) == maxStyles {
				s.fail(guardError{guardStyles}, "style")
			}
			st.byID[d.id], order = d, append(order, d)
			switch {
			case d.isDefault && d.kind == "paragraph":
				st.paragraph = d
			case d.isDefault && d.kind == "table":
				st.table = d
			}
		}
	}
	for _, d := range order {
		st.resolve(d)
	}
	return st, s.err
}

// readStyle reads one w:style.
func readStyle(s *scanner, frags *fragments) *style {
	d := &style{id: s.value(nsW, "styleId"), kind: s.value(nsW, "type"), props: noProps}
	if v, ok := s.get(nsW, "default"); ok {
		d.isDefault = toggleOf(v) == on
	}
	depth := s.depth
	for s.depth >= depth {
		switch s.next() {
		case tokEOF:
			return d
		case tokStart:
			from := s.from
			switch {
			case s.is(nsW, "name"):
				d.name = s.value(nsW, "val")
			case s.is(nsW, "basedOn"):
				d.basedOn = s.value(nsW, "val")
			case s.is(nsW, "pPr"):
				readProps(s, &d.props)
				d.own.para = frags.take(s, from)
			case s.is(nsW, "rPr"):
				readProps(s, &d.props)
				d.own.run = frags.take(s, from)
			case s.is(nsW, "tblPr"):
				s.skip()
				d.own.table = frags.take(s, from)
			case s.is(nsW, "tblStylePr"): // holds for parts of tables only
				if s.skip(); len(d.own.parts) < maxParts {
					d.own.parts = append(d.own.parts, frags.take(s, from))
				}
			}
		case tokEnd, tokText:
		}
	}
	return d
}

// readProps reads the properties of a pPr, an rPr or docDefaults: the open element and everything in it.
func readProps(s *scanner, p *props) {
	depth := s.depth
	for s.depth >= depth {
		switch s.next() {
		case tokEOF:
			return
		case tokStart:
			if s.ns == nsW {
				readProp(s, p)
			}
		case tokEnd, tokText:
		}
	}
}

// readProp reads one property element. What a tracked change replaced is not read.
func readProp(s *scanner, p *props) {
	switch string(s.local) {
	case "jc":
		p.center = off
		if string(s.val()) == "center" {
			p.center = on
		}
	case "sz":
		p.size = atoi(s.val(), 0)
	case "vanish":
		p.vanish = toggleOf(s.val())
	case "ilvl":
		p.level = atoi(s.val(), numAbsent)
	case "numId":
		p.numID = atoi(s.val(), numAbsent)
	case "outlineLvl":
		p.outline = atoi(s.val(), -1) + 1
	case "lang":
		p.lang = s.value(nsW, "val")
	case "pPrChange", "rPrChange", "numberingChange":
		s.skip()
	}
}

// atoi reads a number, and gives other for what is none.
func atoi(b []byte, other int) int {
	n, err := strconv.Atoi(string(b))
	if err != nil {
		return other
	}
	return n
}

// resolve fills in what a style inherits. It walks up to a style that is done, then down again; a cycle ends the walk
// where it closes.
func (st *styles) resolve(d *style) {
	var chain []*style
	for d != nil && !d.resolved {
		d.resolved = true
		chain = append(chain, d)
		d = st.byID[d.basedOn]
	}
	for _, c := range slices.Backward(chain) {
		if d != nil {
			c.inherit(d.props)
		}
		d = c
	}
}

// of returns the paragraph style with an id, the default one when there is none.
func (st *styles) of(id []byte) *style {
	if d, ok := st.byID[string(id)]; ok {
		return d
	}
	return st.paragraph
}

// named returns the id of the style with a built-in name, "" when the document has none.
func (st *styles) named(name string) string {
	best := ""
	for id, d := range st.byID {
		if strings.EqualFold(d.name, name) && (best == "" || id < best) {
			best = id
		}
	}
	return best
}
