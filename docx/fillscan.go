package docx

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// fillScan is what filling needs to know of one part: its paragraphs with their text as typed, whatever they stand in,
// the rows around them, and where every w:t lies.
type fillScan struct {
	part  string
	title string // of the part in messages, such as 页眉; "" for the body
	b     []byte
	texts []fillText
	paras []fillPara
	rows  []fillRow
	boxes []fillBox // elements that hold paragraphs or tables, by id
	slots []slot

	open   []fillFrame
	last   map[int]int // of each table that is open, by where it begins, its last row
	tables int
	ofBody int // paragraphs directly in the body so far
}

// fillText is a w:t.
type fillText struct {
	tag, end int // the element
	para     int
	at, n    int    // bytes in the paragraph's text
	prefix   string // of the element's name, with its colon
}

// fillPara is a w:p.
type fillPara struct {
	from, tagEnd, to int
	pPr              span
	box              int // what it stands in directly
	row              int // the innermost row, -1 outside of tables
	text             []byte
	section          bool // holds the properties of a section
	ordinal          int  // in its cell, box or part, from 1
}

// fillRow is a w:tr.
type fillRow struct {
	from, to int
	box      int // the element it stands in directly: a table, or a content control in one
	table    int // ordinal of the table in the part, from 1
	outer    int // the row its table stands in, -1 for none
	number   int // in its table, from 1
	cells    int
	tbl      span // of the table; complete once the table has ended
}

// fillBox is an element that holds paragraphs, tables or rows directly.
type fillBox struct {
	name  string
	cell  int // ordinal of the cell in its row
	kids  []fillKid
	paras int
}

// fillKid is a paragraph or table in a box.
type fillKid struct {
	from int
	para bool
}

// fillFrame is an open element.
type fillFrame struct {
	name  string
	para  int // what it is, -1 otherwise
	row   int
	box   int // its own box, or that of its parent
	from  int
	first int // rows before a table began
}

// scanFill reads a part.
func scanFill(part, title string, b []byte) (*fillScan, error) {
	s := &fillScan{part: part, title: title, b: b, last: map[int]int{}}
	x := &scanner{b: b}
	for t := x.next(); t != tokEOF; t = x.next() {
		switch t {
		case tokStart:
			if err := s.start(x); err != nil {
				return nil, err
			}
		case tokEnd:
			s.end(x)
		case tokText, tokEOF:
		}
	}
	if x.err != nil {
		return nil, refuseXML(part, x.err)
	}
	return s, nil
}

// top returns the innermost open element that matches, or one that is nothing.
func (s *fillScan) top(match func(*fillFrame) bool) fillFrame {
	for _, f := range slices.Backward(s.open) {
		if match(&f) {
			return f
		}
	}
	return fillFrame{para: -1, row: -1, box: -1}
}

// para is the paragraph that text belongs to now, -1 for none: a text box begins anew.
func (s *fillScan) para() int {
	f := s.top(func(f *fillFrame) bool { return f.para >= 0 || f.name == "txbxContent" })
	return f.para
}

func (s *fillScan) start(x *scanner) error {
	name := ""
	if x.ns == nsW {
		name = string(x.local)
	}
	f := fillFrame{name: name, para: -1, row: -1, box: -1, from: x.from, first: len(s.rows)}
	if n := len(s.open); n > 0 {
		f.box = s.open[n-1].box
	}
	switch name {
	case "t":
		return s.text(x)
	case "delText", "instrText", "delInstrText":
		return s.otherText(x, name)
	case "p":
		f.para = s.startPara(x, f.box)
	case "pPr":
		s.props(x)
		return nil
	case "tr":
		f.row = s.startRow(x, f.box)
	case "tbl":
		s.tables++
		s.kid(f.box, false, x.from)
	case "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr":
		x.skip()
		return nil
	default:
		if x.ns == nsA && string(x.local) == "t" || x.ns == nsM && string(x.local) == "t" {
			return s.otherText(x, "图形或公式")
		}
		s.barrier(x.ns, name)
	}
	switch name {
	case "body", "tc", "txbxContent", "sdtContent", "hdr", "ftr", "footnote", "endnote", "tbl", "customXml", "ins", "moveTo":
		f.box = s.enterBox(name)
	}
	s.open = append(s.open, f)
	return nil
}

func (s *fillScan) enterBox(name string) int {
	b := fillBox{name: name}
	if name == "tc" {
		if r := s.top(func(f *fillFrame) bool { return f.row >= 0 }).row; r >= 0 {
			s.rows[r].cells++
			b.cell = s.rows[r].cells
		}
	}
	s.boxes = append(s.boxes, b)
	return len(s.boxes) - 1
}

func (s *fillScan) kid(box int, para bool, from int) {
	if box >= 0 {
		s.boxes[box].kids = append(s.boxes[box].kids, fillKid{from: from, para: para})
	}
}

func (s *fillScan) startPara(x *scanner, box int) int {
	s.kid(box, true, x.from)
	p := fillPara{from: x.from, tagEnd: x.p, box: box, row: -1}
	stop := s.top(func(f *fillFrame) bool { return f.row >= 0 || f.name == "txbxContent" })
	p.row = stop.row
	if box >= 0 && s.boxes[box].name != "body" && (stop.row >= 0 || stop.name != "") {
		s.boxes[box].paras++
		p.ordinal = s.boxes[box].paras
	} else {
		s.ofBody++
		p.ordinal = s.ofBody
	}
	s.paras = append(s.paras, p)
	return len(s.paras) - 1
}

func (s *fillScan) startRow(x *scanner, box int) int {
	r := fillRow{from: x.from, box: box, outer: -1, number: 1}
	tbl := s.top(func(f *fillFrame) bool { return f.name == "tbl" })
	r.tbl.from, r.table = tbl.from, s.tables
	if before, ok := s.last[tbl.from]; ok {
		r.number, r.table = s.rows[before].number+1, s.rows[before].table
	}
	s.last[tbl.from] = len(s.rows)
	r.outer = s.top(func(f *fillFrame) bool { return f.row >= 0 }).row
	s.rows = append(s.rows, r)
	return len(s.rows) - 1
}

// props passes over a w:pPr and notes what it is.
func (s *fillScan) props(x *scanner) {
	from, depth := x.from, x.depth
	section := false
	for t := x.next(); t != tokEOF && x.depth >= depth; t = x.next() {
		section = section || t == tokStart && x.is(nsW, "sectPr")
	}
	if i := s.para(); i >= 0 && s.paras[i].pPr == (span{}) {
		s.paras[i].pPr, s.paras[i].section = span{from, x.p}, section
	}
}

func (s *fillScan) end(x *scanner) {
	n := len(s.open)
	if n == 0 {
		return
	}
	f := s.open[n-1]
	s.open = s.open[:n-1]
	switch {
	case f.para >= 0:
		s.paras[f.para].to = x.p
	case f.row >= 0:
		s.rows[f.row].to = x.p
	case f.name == "tbl":
		for i := f.first; i < len(s.rows); i++ {
			if s.rows[i].tbl.from == f.from {
				s.rows[i].tbl.to = x.p
			}
		}
	}
	if x.ns == nsW && f.name == "fldSimple" {
		s.barrier(nsW, "fldSimple")
	}
}

// text reads a w:t.
func (s *fillScan) text(x *scanner) error {
	tag, depth := x.from, x.depth
	prefix := prefixOf(x.b[x.from:x.p])
	keep := bytes.Contains(x.b[x.from:x.p], []byte("preserve"))
	var buf []byte
	for t := x.next(); t != tokEOF && x.depth >= depth; t = x.next() {
		if t == tokText {
			buf = x.appendText(buf)
		}
	}
	if !keep {
		buf = bytes.Trim(buf, " \t\r\n")
	}
	i := s.para()
	if i < 0 {
		return nil
	}
	p := &s.paras[i]
	s.texts = append(s.texts, fillText{tag: tag, end: x.p, para: i, at: len(p.text), n: len(buf), prefix: prefix})
	p.text = append(p.text, buf...)
	return nil
}

// otherText refuses placeholders in text that nothing can be written into.
func (s *fillScan) otherText(x *scanner, kind string) error {
	var buf []byte
	depth := x.depth
	for t := x.next(); t != tokEOF && x.depth >= depth; t = x.next() {
		if t == tokText {
			buf = x.appendText(buf)
		}
	}
	i := s.para()
	if kind != "delText" && i >= 0 {
		if at, n := firstOf(string(buf), slotOpeners); at >= 0 {
			if end, m := firstOf(string(buf)[at+n:], slotClosers); end >= 0 {
				return s.broken(i, string(buf)[at:at+n+end+m], "写在域代码、图形或公式里，无法填写。请移到普通文字中。")
			}
		}
	}
	s.barrier(nsW, "instrText")
	return nil
}

// barrier notes what parts the text of a paragraph.
func (s *fillScan) barrier(ns space, name string) {
	i := s.para()
	if i < 0 {
		return
	}
	switch name {
	case "tab", "ptab", "br", "cr", "sym", "noBreakHyphen", "softHyphen", "fldChar", "instrText", "fldSimple", "footnoteReference",
		"endnoteReference", "footnoteRef", "endnoteRef", "drawing", "pict", "object", "ruby", "del", "moveFrom", "pgNum", "contentPart":
	default:
		if ns != nsM {
			return
		}
	}
	if p := &s.paras[i]; !bytes.HasSuffix(p.text, []byte(string(barrier))) {
		p.text = append(p.text, string(barrier)...)
	}
}

// where says in Chinese where a paragraph stands.
func (s *fillScan) where(para int) string {
	p := &s.paras[para]
	out := s.title
	if p.row >= 0 {
		r := s.rows[p.row]
		out += fmt.Sprintf("第%d个表格第%d行", r.table, r.number)
		if p.box >= 0 && s.boxes[p.box].cell > 0 {
			out += fmt.Sprintf("第%d格", s.boxes[p.box].cell)
		}
		if p.ordinal > 1 {
			out += fmt.Sprintf("第%d段", p.ordinal)
		}
		return out
	}
	if p.box >= 0 && s.boxes[p.box].name == "txbxContent" {
		return out + fmt.Sprintf("文本框第%d段", p.ordinal)
	}
	return out + fmt.Sprintf("第%d段", p.ordinal)
}

// alone reports whether a placeholder is all that its paragraph holds.
func (s *fillScan) alone(t *slot) bool {
	p := &s.paras[t.para]
	return strings.TrimFunc(string(p.text[:t.start])+string(p.text[t.end:]), IsSpace) == ""
}

// textsIn returns the w:t elements that begin in a stretch of the part.
func (s *fillScan) textsIn(from, to int) []fillText {
	i := sort.Search(len(s.texts), func(i int) bool { return s.texts[i].tag >= from })
	j := i
	for j < len(s.texts) && s.texts[j].tag < to {
		j++
	}
	return s.texts[i:j]
}

// decoded returns the text of a w:t.
func (s *fillScan) decoded(t *fillText) string { return string(s.paras[t.para].text[t.at : t.at+t.n]) }
