package docx

import (
	"bytes"
	"strconv"
	"strings"
)

// listRef is the list a paragraph is in.
type listRef struct{ id, level int }

// listOf finds the list a paragraph is in; its id is 0 for none.
func (l *locator) listOf(paragraph int) listRef {
	p := &l.r.paras[l.file[paragraph]]
	ref := listRef{p.direct.numID, p.direct.level}
	fromStyle := ref.id == numAbsent
	if fromStyle {
		ref.id = p.style.numID
	}
	m := l.r.num.nums[ref.id]
	if m == nil {
		return listRef{}
	}
	if ref.level == numAbsent {
		_, a := l.r.num.follow(m, l.r.styles)
		if a == nil {
			return listRef{}
		}
		ref.level = newCounter(l.r.styles, l.r.num).levelOf(a, m, p.style, fromStyle)
	}
	return ref
}

// block writes what was deleted.
func (w *redlineWriter) block(g *goneBlock) string {
	switch g.kind {
	case 'r':
		return w.goneRow(g.box)
	case 't':
		return w.goneTable(g.box)
	}
	name, mark := "del", w.trackedMark("del")
	if g.move != 0 {
		name, mark = "moveFrom", w.trackedMark("moveFrom")
	}
	props, change := w.goneProps(g), ""
	switch {
	case g.both:
		mark = w.trackedMark("ins") + mark
	case g.last:
		change, props, mark = w.change(props), w.ownProps(g.like), ""
	}
	open, end := "", ""
	if g.move != 0 {
		open, end = w.rangeOf(g.move, "moveFrom")
	}
	return "<" + w.x.w + "p" + w.x.ns + ">" + w.pPr(props, mark, change) + open + w.goneText(g.para, name) + "</" + w.x.w + "p>" + end
}

// pPr puts paragraph properties together in the order the format asks for.
func (w *redlineWriter) pPr(props, mark, change string) string {
	if mark != "" {
		mark = "<" + w.x.w + "rPr>" + mark + "</" + w.x.w + "rPr>"
	}
	return "<" + w.x.w + "pPr>" + props + mark + change + "</" + w.x.w + "pPr>"
}

// change is a tracked change of paragraph properties that had these before.
func (w *redlineWriter) change(props string) string {
	open, end := w.tracked("pPrChange")
	return open + "<" + w.x.w + "pPr>" + props + "</" + w.x.w + "pPr>" + end
}

// goneText is all text of an old paragraph, its label spelled out where it would not be computed as it was.
func (w *redlineWriter) goneText(para int, name string) string {
	q := &w.r.old.d.paragraphs[para]
	label := ""
	if q.LabelLen > 0 && !w.numbered(para) {
		open, end := w.tracked(name)
		label = open + "<" + w.x.w + "r>" + runTextAs(w.x.w, textElement(name), q.Text[:byteOffset(q.Text, q.LabelLen)]) + "</" + w.x.w + "r>" + end
	}
	return label + w.goneRuns(para, w.r.old.d.typed(para), len(q.Text), name)
}

// numbered reports whether an old paragraph can go on being numbered by a list of the new version.
func (w *redlineWriter) numbered(para int) bool {
	ref := w.r.old.listOf(para)
	return ref.id > 0 && w.numbers[ref.id] > 0 && !w.r.typedLabels[para]
}

// textElement is the element that holds text in a tracked change: moved text stays w:t.
func textElement(name string) string {
	if name == "del" {
		return "delText"
	}
	return "t"
}

// goneRuns writes a stretch of an old paragraph as a tracked deletion, run by run in its old format.
func (w *redlineWriter) goneRuns(para, start, end int, name string) string {
	l := w.r.old
	text := l.d.paragraphs[para].Text
	var b strings.Builder
	for _, p := range l.between(para, start, end) {
		s := text[max(start, p.start):min(end, p.end)]
		if s == "" {
			continue
		}
		rPr := ""
		if p.run >= 0 {
			r := &l.r.tr.runs[p.run]
			if rPr = w.portable(l.b[r.rPr.from:r.rPr.to], "rStyle"); rPr != "" {
				rPr = "<" + w.x.w + "rPr>" + rPr + "</" + w.x.w + "rPr>"
			}
		}
		b.WriteString("<" + w.x.w + "r>" + rPr + runTextAs(w.x.w, textElement(name), s) + "</" + w.x.w + "r>")
	}
	if b.Len() == 0 {
		return ""
	}
	open, shut := w.tracked(name)
	return open + b.String() + shut
}

// goneProps are the properties of a deleted paragraph, as far as the new version understands them.
func (w *redlineWriter) goneProps(g *goneBlock) string {
	l := w.r.old
	drop := []string{"numPr", "sectPr", "rPr", "framePr"}
	if w.r.typedLabels[g.para] {
		drop = append(drop, "pStyle")
	}
	at := l.r.tr.paras[l.file[g.para]].pPr
	props := w.portable(l.b[at.from:at.to], drop...)
	num := ""
	switch {
	case w.numbered(g.para):
		ref := l.listOf(g.para)
		num = w.numPr(ref.level, w.numbers[ref.id])
	case w.styleNumbers(props):
		num = w.numPr(0, 0)
	}
	return insertNumPr(props, num)
}

// styleNumbers reports whether paragraph properties name a style that is numbered in the new version.
func (w *redlineWriter) styleNumbers(props string) bool {
	style := child([]byte("<x>"+props+"</x>"), "pStyle")
	if style == nil {
		return false
	}
	s := &scanner{b: style}
	s.next()
	d := w.r.new.r.styles.byID[local(s, "val")]
	return d != nil && d.numID > 0
}

func (w *redlineWriter) numPr(level, id int) string {
	v := func(name string, n int) string {
		return "<" + w.x.w + name + " " + w.x.w + `val="` + strconv.Itoa(n) + `"/>`
	}
	return "<" + w.x.w + "numPr>" + v("ilvl", level) + v("numId", id) + "</" + w.x.w + "numPr>"
}

// beforeNumPr are the paragraph properties that stand before w:numPr.
var beforeNumPr = []string{"<w:pStyle", "<w:keepNext", "<w:keepLines", "<w:pageBreakBefore", "<w:framePr", "<w:widowControl"}

// insertNumPr puts a w:numPr into its place among paragraph properties.
func insertNumPr(props, num string) string {
	if num == "" {
		return props
	}
	at := 0
	for _, name := range beforeNumPr {
		if i := strings.LastIndex(props, name); i >= 0 {
			if end := strings.IndexByte(props[i:], '>'); end >= 0 {
				at = max(at, i+end+1)
				if shut := "</" + name[1:] + ">"; strings.HasPrefix(props[at:], shut) {
					at += len(shut)
				}
			}
		}
	}
	return props[:at] + num + props[at:]
}

// ownProps are the properties of a paragraph of the new version, for a tracked change.
func (w *redlineWriter) ownProps(paragraph int) string {
	l := w.r.new
	at := l.r.tr.paras[l.file[paragraph]].pPr
	return childrenOf(l.b[at.from:at.to], func(name string, _ []byte) bool { return name != "rPr" && name != "sectPr" && name != "pPrChange" })
}

// portable keeps the properties of the old version that mean the same in the new one.
func (w *redlineWriter) portable(b []byte, drop ...string) string {
	if w.foreign || len(b) == 0 {
		return ""
	}
	return childrenOf(b, func(name string, raw []byte) bool {
		for _, d := range drop {
			if name == d && d != "rStyle" {
				return false
			}
		}
		switch name {
		case "pStyle", "rStyle", "tblStyle":
			return w.hasStyle(raw)
		case "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numPr":
			return false
		}
		return !strings.HasSuffix(name, "Change") && !bytes.Contains(raw, []byte(" r:"))
	})
}

// hasStyle reports whether the new version has the style that an element of the old one names, under the same name.
func (w *redlineWriter) hasStyle(raw []byte) bool {
	s := &scanner{b: raw}
	s.next()
	id := local(s, "val")
	o, n := w.r.old.r.styles.byID[id], w.r.new.r.styles.byID[id]
	return o != nil && n != nil && strings.EqualFold(o.name, n.name)
}

// childrenOf returns the children of an element that pass, as they are written. Only those with the prefix w are looked
// at: what other namespaces add to properties is not needed to show text.
func childrenOf(b []byte, keep func(name string, raw []byte) bool) string {
	var out strings.Builder
	s := &scanner{b: b}
	for t := s.next(); t != tokEOF; t = s.next() {
		if t != tokStart || s.depth != 2 {
			continue
		}
		from, name := s.from, string(s.local)
		prefixed := bytes.HasPrefix(b[from:], []byte("<w:"))
		s.skip()
		if raw := b[from:s.p]; prefixed && onlyW(raw) && keep(name, raw) {
			out.Write(raw)
		}
	}
	return out.String()
}

// onlyW reports whether all names in markup have the prefix w, or none.
func onlyW(b []byte) bool {
	s := &scanner{b: b}
	for t := s.next(); t != tokEOF; t = s.next() {
		if t != tokStart {
			continue
		}
		for _, a := range s.attrs {
			if i := bytes.IndexByte(a.name, ':'); i >= 0 && string(a.name[:i]) != "w" && string(a.name[:i]) != "xml" {
				return false
			}
		}
		if prefixOf(b[s.from:s.p]) != "w:" {
			return false
		}
	}
	return s.err == nil
}
