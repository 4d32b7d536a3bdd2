package docx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"
)

// ErrAccept is the error for a clean copy whose text did not come out as the final view; the copy was not written.
var ErrAccept = errors.New("clean copy differs from the final view")

// Accept writes a clean copy (清稿): all tracked changes accepted, in the body and beside it. Everything else stays as
// it is, comments included. Before anything is written to w, the copy is read again and held against the final view.
func (f *File) Accept(w io.Writer) error {
	want, err := f.Read(Final)
	if err != nil {
		return err
	}
	b, err := f.accepted()
	if err != nil {
		return err
	}
	clean, err := OpenBytes(b)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrAccept, err)
	}
	got, err := clean.Read(Marked)
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", ErrAccept, err)
	case got.text != want.text:
		return fmt.Errorf("%w: the text", ErrAccept)
	case got.inv.Insertions+got.inv.Deletions+got.inv.FormatChanges != 0:
		return fmt.Errorf("%w: changes are left", ErrAccept)
	}
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("write clean copy: %w", err)
	}
	return nil
}

// accepted makes the clean copy in memory.
func (f *File) accepted() ([]byte, error) {
	e := f.edit()
	parts := []string{f.pkg.main}
	for _, kind := range []string{"header", "footer", "footnotes", "endnotes", "comments"} {
		parts = append(parts, f.pkg.related(kind)...)
	}
	slices.Sort(parts)
	for _, name := range slices.Compact(parts) {
		b, err := e.part(name)
		if err != nil {
			return nil, err
		}
		a := &accepter{s: &scanner{b: b}}
		ss, err := a.run()
		if err != nil {
			return nil, refuseXML(name, err)
		}
		if len(ss) > 0 {
			e.set(name, spliced(b, ss))
		}
	}
	var out bytes.Buffer
	if err := e.write(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// accepter finds what accepting all changes takes out of a part.
type accepter struct {
	s      *scanner
	out    []splice // in the order of the part
	joined []splice // of paragraphs that are joined or dropped; they may contain those of out
	open   []acceptFrame
}

// acceptFrame is an open element.
type acceptFrame struct {
	name   string // local name in WordprocessingML, "" elsewhere
	from   int
	tagEnd int
	gone   bool // a row or cell that is deleted
	unwrap bool // only its tags go
	paras  []acceptPara
	kept   int // splices before it began, for dropping those inside what goes as a whole
}

// acceptPara is a paragraph of a container, as far as joining needs it.
type acceptPara struct {
	from, tagEnd, to int
	pPr              span
	markGone         bool
	filled           bool // holds something besides its properties and what goes
	last             bool // something other than a paragraph follows, which nothing can be joined across
}

func (a *accepter) run() ([]splice, error) {
	s := a.s
	for t := s.next(); t != tokEOF; t = s.next() {
		switch t {
		case tokStart:
			a.start()
		case tokEnd:
			a.end()
		case tokText, tokEOF:
		}
	}
	return outermost(append(a.out, a.joined...)), s.err
}

// parent is the open element n levels up; 0 is the innermost.
func (a *accepter) parent(n int) *acceptFrame {
	if i := len(a.open) - 1 - n; i >= 0 {
		return &a.open[i]
	}
	return &acceptFrame{}
}

func (a *accepter) start() {
	s := a.s
	name := ""
	if s.ns == nsW {
		name = string(s.local)
	}
	if a.takes(name) {
		a.cut()
		return
	}
	f := acceptFrame{name: name, from: s.from, tagEnd: s.p, kept: len(a.out)}
	switch name {
	case "ins", "moveTo":
		f.unwrap = true
		a.out = append(a.out, splice{s.from, s.p, ""})
	case "p":
		c := a.container()
		c.paras = append(c.paras, acceptPara{from: s.from, tagEnd: s.p})
	case "tbl", "altChunk":
		if c := a.container(); len(c.paras) > 0 {
			c.paras[len(c.paras)-1].last = true
		}
	}
	a.open = append(a.open, f)
	if fills(s.ns, name) {
		a.fill()
	}
}

// takes reports whether an element goes as a whole: what was deleted, what something was before, and the marks of tracked
// changes.
func (a *accepter) takes(name string) bool {
	switch name {
	case "del", "moveFrom", "ins", "moveTo", "cellDel":
		switch a.parent(0).name {
		case "rPr", "trPr", "numPr", "tcPr":
			a.property(name)
			return true
		}
		return name == "del" || name == "moveFrom"
	case "cellIns", "cellMerge":
		return true
	}
	return strings.HasSuffix(name, "Change") || trackedRange(name)
}

// fills reports whether an element makes a paragraph more than an empty one.
func fills(ns space, name string) bool {
	switch name {
	case "t", "tab", "ptab", "br", "cr", "sym", "noBreakHyphen", "softHyphen", "fldChar", "instrText", "fldSimple", "footnoteReference",
		"endnoteReference", "commentReference", "drawing", "pict", "object", "ruby", "sdt", "pgNum", "contentPart":
		return true
	}
	return ns == nsM
}

// trackedRange tells the ranges that belong to tracked changes from those of bookmarks, comments and permissions.
func trackedRange(name string) bool {
	if !strings.HasSuffix(name, "RangeStart") && !strings.HasSuffix(name, "RangeEnd") {
		return false
	}
	return strings.HasPrefix(name, "move") || strings.HasPrefix(name, "customXmlIns") || strings.HasPrefix(name, "customXmlDel") ||
		strings.HasPrefix(name, "customXmlMove")
}

// property acts on a tracked change that is said among properties: of a paragraph mark, a row or a cell.
func (a *accepter) property(name string) {
	if name == "ins" || name == "moveTo" {
		return
	}
	switch a.parent(0).name + " of " + a.parent(1).name {
	case "trPr of tr", "tcPr of tc":
		a.parent(1).gone = true
	case "rPr of pPr":
		if p := a.paragraph(); p != nil {
			p.markGone = true
		}
	}
}

// cut takes out the element that has just begun.
func (a *accepter) cut() {
	from := a.s.from
	a.s.skip()
	a.out = append(a.out, splice{from, a.s.p, ""})
}

// container is what the next paragraph stands in: the innermost open element that is no wrapper of blocks.
func (a *accepter) container() *acceptFrame {
	for i := range slices.Backward(a.open) {
		switch f := &a.open[i]; f.name {
		case "sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag":
		default:
			return f
		}
	}
	return &acceptFrame{}
}

// paragraph is the innermost open paragraph.
func (a *accepter) paragraph() *acceptPara {
	from := -1
	for i := range slices.Backward(a.open) {
		f := &a.open[i]
		if from < 0 && f.name == "p" {
			from = f.from
			continue
		}
		if n := len(f.paras); from >= 0 && n > 0 && f.paras[n-1].from == from {
			return &f.paras[n-1]
		}
	}
	return nil
}

func (a *accepter) fill() {
	if p := a.paragraph(); p != nil {
		p.filled = true
	}
}

func (a *accepter) end() {
	s := a.s
	if len(a.open) == 0 {
		return
	}
	f := a.open[len(a.open)-1]
	a.open = a.open[:len(a.open)-1]
	a.join(f.paras)
	switch {
	case f.gone:
		a.out = append(a.out[:f.kept], splice{f.from, s.p, ""})
	case f.unwrap:
		if end := endTagAt(s.b, s.p); end > f.from { // not <w:ins/>
			a.out = append(a.out, splice{end, s.p, ""})
		}
	case f.name == "pPr" && a.parent(0).name == "p":
		a.open = append(a.open, f)
		if p := a.paragraph(); p != nil && p.pPr == (span{}) {
			p.pPr = span{f.from, s.p}
		}
		a.open = a.open[:len(a.open)-1]
	case f.name == "p":
		a.open = append(a.open, f)
		if p := a.paragraph(); p != nil {
			p.to = s.p
		}
		a.open = a.open[:len(a.open)-1]
	}
}

// join puts paragraphs whose marks are gone together with the next one of their container: the joined paragraph keeps
// the properties of the last. One of which nothing is left goes as a whole.
func (a *accepter) join(ps []acceptPara) {
	kept := slices.ContainsFunc(ps, func(p acceptPara) bool { return p.filled || !p.markGone })
	for i := 0; i < len(ps); i++ {
		if !ps[i].markGone {
			continue
		}
		if !ps[i].filled && (kept || i+1 < len(ps)) { // a cell holds at least one paragraph
			a.drop(ps[i])
			continue
		}
		j := i
		for j+1 < len(ps) && ps[j].markGone && !ps[j].last {
			j++
		}
		a.merge(ps[i : j+1])
		i = j
	}
}

// drop takes out a paragraph of which nothing is left. Marks in it, such as those of bookmarks, stay behind between the
// paragraphs, where they are allowed too.
func (a *accepter) drop(p acceptPara) {
	from := max(p.tagEnd, p.pPr.to)
	rest := a.s.b[from:max(from, endTagAt(a.s.b, p.to))]
	if p.to == p.tagEnd || !bytes.ContainsRune(rest, '<') || hasRun(rest) {
		a.joined = append(a.joined, splice{p.from, p.to, ""})
		return
	}
	a.joined = append(a.joined, splice{p.from, from, ""}, splice{endTagAt(a.s.b, p.to), p.to, ""})
}

// hasRun reports whether markup holds elements that may stand in paragraphs only.
func hasRun(b []byte) bool {
	s := &scanner{b: slices.Concat([]byte("<x>"), b, []byte("</x>"))}
	for t := s.next(); t != tokEOF; t = s.next() {
		if t == tokStart && s.depth == 2 {
			switch string(s.local) {
			case "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd", "proofErr", "del", "moveFrom",
				"moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd":
				s.skip()
			default:
				return true
			}
		}
	}
	return false
}

// merge makes one paragraph of several.
func (a *accepter) merge(ps []acceptPara) {
	if len(ps) < 2 {
		return
	}
	first, last := ps[0], ps[len(ps)-1]
	props := a.within(last.pPr)
	if at := first.pPr; at != (span{}) {
		a.joined = append(a.joined, splice{at.from, at.to, props})
	} else {
		a.joined = append(a.joined, splice{first.tagEnd, first.tagEnd, props})
	}
	for k, p := range ps {
		if k == len(ps)-1 && p.to == p.tagEnd { // <w:p/>: the paragraph before it keeps its end tag
			a.joined = append(a.joined, splice{p.from, p.to, ""})
			continue
		}
		if k > 0 {
			a.joined = append(a.joined, splice{p.from, max(p.tagEnd, p.pPr.to), ""})
		}
		if k < len(ps)-1 && (k < len(ps)-2 || last.to != last.tagEnd) {
			a.joined = append(a.joined, splice{endTagAt(a.s.b, p.to), p.to, ""})
		}
	}
}

// within returns a stretch of the part as it is after the changes inside it.
func (a *accepter) within(at span) string {
	i := sort.Search(len(a.out), func(i int) bool { return a.out[i].from >= at.from })
	var inner []splice
	for ; i < len(a.out) && a.out[i].to <= at.to; i++ {
		s := a.out[i]
		inner = append(inner, splice{s.from - at.from, s.to - at.from, s.text})
	}
	return string(spliced(a.s.b[at.from:at.to], inner))
}
