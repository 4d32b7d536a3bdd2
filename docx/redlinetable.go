package docx

import (
	"bytes"
	"strconv"
	"strings"
)

// goneTable writes a table of the old version with all rows deleted.
func (w *redlineWriter) goneTable(table int32) string {
	l := w.r.old
	b := &l.r.tr.boxes[table]
	raw := l.b[b.from:b.to]
	props, grid := w.portable(child(raw, "tblPr")), w.portable(child(raw, "tblGrid"))
	var out strings.Builder
	out.WriteString("<" + w.x.w + "tbl" + w.x.ns + "><" + w.x.w + "tblPr>" + props + "</" + w.x.w + "tblPr><" + w.x.w + "tblGrid>" + grid + "</" + w.x.w + "tblGrid>")
	for i := range l.r.tr.boxes {
		if r := &l.r.tr.boxes[i]; r.kind == 'r' && r.parent == table && !r.gone {
			out.WriteString(w.goneRow(int32(i)))
		}
	}
	out.WriteString("</" + w.x.w + "tbl>")
	return out.String()
}

// goneRow writes a row of the old version as deleted. What is nested in its cells becomes paragraphs of the cell.
func (w *redlineWriter) goneRow(row int32) string {
	l := w.r.old
	var out strings.Builder
	out.WriteString("<" + w.x.w + "tr" + w.x.ns + "><" + w.x.w + "trPr>" + w.trackedMark("del") + "</" + w.x.w + "trPr>")
	inside := l.paragraphsIn(row)
	for i := range l.r.tr.boxes {
		c := &l.r.tr.boxes[i]
		if c.kind != 'c' || c.parent != row || c.gone {
			continue
		}
		out.WriteString("<" + w.x.w + "tc><" + w.x.w + "tcPr>" + w.portable(child(l.b[c.from:c.to], "tcPr")) + "</" + w.x.w + "tcPr>")
		ps := inside[int32(i)]
		for k, p := range ps {
			mark := w.trackedMark("del")
			if k == len(ps)-1 {
				mark = ""
			}
			out.WriteString("<" + w.x.w + "p>" + w.pPr(w.goneProps(&goneBlock{para: p}), mark, "") + w.goneText(p, "del") + "</" + w.x.w + "p>")
		}
		if len(ps) == 0 {
			out.WriteString("<" + w.x.w + "p/>")
		}
		out.WriteString("</" + w.x.w + "tc>")
	}
	out.WriteString("</" + w.x.w + "tr>")
	return out.String()
}

// paragraphsIn lists the paragraphs in each cell of a row, those deeper inside included.
func (l *locator) paragraphsIn(row int32) map[int32][]int {
	out := map[int32][]int{}
	boxes := l.r.tr.boxes
	for i := range l.d.paragraphs {
		b := l.where(i).box
		for b > 0 && boxes[b].parent != row {
			b = boxes[b].parent
		}
		if b > 0 {
			out[b] = append(out[b], i)
		}
	}
	return out
}

// child returns the first child of an element with a local name, nil when there is none.
func child(b []byte, name string) []byte {
	s := &scanner{b: b}
	for t := s.next(); t != tokEOF; t = s.next() {
		if t != tokStart || s.depth != 2 {
			continue
		}
		from, is := s.from, string(s.local) == name
		if !is && (string(s.local) == "tr" || string(s.local) == "tc" || string(s.local) == "p") {
			return nil // properties come first
		}
		if s.skip(); is {
			return b[from:s.p]
		}
	}
	return nil
}

// insertRow marks a row of the new version as inserted.
func (w *redlineWriter) insertRow(row int32) {
	if w.rows[row] {
		return
	}
	w.rows[row] = true
	b := &w.r.new.r.tr.boxes[row]
	raw := w.r.new.b[b.from:b.to]
	mark := w.trackedMark("ins")
	if props := child(raw, "trPr"); props != nil {
		at := b.from + bytes.Index(raw, props)
		if bytes.HasSuffix(props, []byte("/>")) && bytes.Count(props, []byte("<")) == 1 {
			name := prefixOf(props) + "trPr"
			w.extra = append(w.extra, splice{at, at + len(props), "<" + name + ">" + mark + "</" + name + ">"})
			return
		}
		end := at + bytes.LastIndexByte(props, '<')
		w.extra = append(w.extra, splice{end, end, mark})
		return
	}
	at := b.tagEnd
	if x := child(raw, "tblPrEx"); x != nil {
		at = b.from + bytes.Index(raw, x) + len(x)
	}
	w.extra = append(w.extra, splice{at, at, "<" + w.x.w + "trPr" + w.x.ns + ">" + mark + "</" + w.x.w + "trPr>"})
}

// rangeOf are the marks around a moved paragraph; both places of a move share a name.
func (w *redlineWriter) rangeOf(move int, name string) (start, end string) {
	id := w.w.id()
	attrs := trackedAttrs(w.x, id, w.r.author, w.r.date) + " " + w.x.w + `name="guibei` + strconv.Itoa(move) + `"`
	return "<" + w.x.w + name + "RangeStart" + w.x.ns + attrs + "/>", "<" + w.x.w + name + "RangeEnd" + w.x.ns + " " + w.x.w + `id="` + id + `"/>`
}

// moveRange puts the marks of a move around a paragraph of the new version.
func (w *redlineWriter) moveRange(p *tracedPara, move int, name string) {
	start, end := w.rangeOf(move, name)
	at := max(p.tagEnd, p.pPr.to)
	w.extra = append(w.extra, splice{at, at, start}, splice{p.to, p.to, end})
}

// markParagraph adds to the properties of a paragraph of the new version.
func (w *redlineWriter) markParagraph(q int32, m *paraMark) []splice {
	p := &w.r.new.r.tr.paras[q]
	b := w.r.new.b
	mark := m.ins + m.del
	if mark == "" && m.change == "" && m.content == "" {
		return nil
	}
	if p.to == p.tagEnd { // <w:p/>
		name := prefixOf(b[p.from:p.tagEnd]) + "p"
		open := bytes.TrimRight(bytes.TrimSuffix(b[p.from:p.tagEnd], []byte("/>")), " ")
		return []splice{{p.from, p.to, string(open) + ">" + w.pPr("", mark, m.change) + m.content + "</" + name + ">"}}
	}
	if p.pPr == (span{}) {
		return []splice{{p.tagEnd, p.tagEnd, w.pPr("", mark, m.change) + m.content}}
	}
	return append(w.markProps(b[p.pPr.from:p.pPr.to], p.pPr.from, mark, m.change), splice{p.pPr.to, p.pPr.to, m.content})
}

// markProps adds a tracked mark and a change to a w:pPr that begins at an offset.
func (w *redlineWriter) markProps(pPr []byte, from int, mark, change string) []splice {
	name := prefixOf(pPr)
	if bytes.HasSuffix(pPr, []byte("/>")) && bytes.Count(pPr, []byte("<")) == 1 {
		return []splice{{from, from + len(pPr), w.pPr("", mark, change)}}
	}
	end := from + bytes.LastIndexByte(pPr, '<')
	var out []splice
	if change != "" {
		out = append(out, splice{end, end, change})
	}
	if mark == "" {
		return out
	}
	rPr := child(pPr, "rPr")
	switch {
	case rPr == nil:
		at := end
		if s := child(pPr, "sectPr"); s != nil {
			at = from + bytes.Index(pPr, s)
		}
		return append([]splice{{at, at, "<" + name + "rPr>" + mark + "</" + name + "rPr>"}}, out...)
	case bytes.HasSuffix(rPr, []byte("/>")) && bytes.Count(rPr, []byte("<")) == 1:
		at := from + bytes.Index(pPr, rPr)
		return append(out, splice{at, at + len(rPr), "<" + name + "rPr>" + mark + "</" + name + "rPr>"})
	}
	at := from + bytes.Index(pPr, rPr) + bytes.IndexByte(rPr, '>') + 1
	return append(out, splice{at, at, mark})
}
