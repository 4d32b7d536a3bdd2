package docx

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"strings"
)

// fillNode is a stretch of a part that does not go out as it is.
type fillNode struct {
	kind     fillKind
	from, to int
	inner    span // of a block: what is repeated
	slot     int  // of a block, or of a paragraph that is repeated
	parts    []fillPart
	prefix   string // of a text
	kids     []fillNode
}

type fillKind byte

const (
	fillTexts fillKind = iota // a w:t that is written anew
	fillLines                 // a paragraph that holds one field and nothing else
	fillBlock
	fillTable // a table that goes when no row of it is left
	fillGone  // a paragraph that held the end of a block in a cell
)

// fillPart is a piece of a w:t: a literal, a field, or a block inside one paragraph.
type fillPart struct {
	text  string // literal
	slot  int    // field or head of a block, -1 for a literal
	inner []fillPart
	under []int // the blocks of this paragraph it stands in, by their opening slots
}

// plan turns the placeholders of a part into nodes.
func (s *fillScan) plan() ([]fillNode, error) {
	var nodes []fillNode
	for i := range s.slots {
		if t := &s.slots[i]; t.kind == slotOpen || t.kind == slotEmpty {
			n, err := s.block(i)
			if err != nil {
				return nil, err
			}
			nodes = append(nodes, n...)
		}
	}
	for from := 0; from < len(s.slots); {
		to := from
		for to < len(s.slots) && s.slots[to].para == s.slots[from].para {
			to++
		}
		nodes = append(nodes, s.paragraphNodes(from, to)...)
		from = to
	}
	return s.nest(nodes)
}

// block finds what a block spans: part of a paragraph, paragraphs, or rows.
func (s *fillScan) block(i int) ([]fillNode, error) {
	o := &s.slots[i]
	c := &s.slots[o.pair]
	if o.para == c.para {
		if bytes.ContainsRune(s.paras[o.para].text[o.end:c.start], barrier) {
			return nil, s.wrong(MisplacedBlock, o, "与 "+c.raw+" 在同一段内，中间却有图形、制表符、换行或者域。请让开始标记和结束标记各自单独成段。")
		}
		o.inline, c.inline = true, true
		return nil, nil
	}
	p, q := &s.paras[o.para], &s.paras[c.para]
	if p.box == q.box && s.alone(o) && s.alone(c) {
		if p.section || q.section {
			return nil, s.wrong(MisplacedBlock, o, "或它的结束标记所在的段落带有分节符。请把分节符移到另一段。")
		}
		o.spent, c.spent = true, true
		return s.checkNotes(i, fillNode{kind: fillBlock, slot: i, from: p.from, to: q.to, inner: span{p.to, q.from}})
	}
	first, last, ok := s.commonRows(p.row, q.row)
	if !ok {
		return nil, s.wrong(MisplacedBlock, o, "与 "+c.raw+" 的位置不配对。请让两者在同一段，或者各自单独成段且上下同级，或者放在同一个表格的行里。")
	}
	n := fillNode{kind: fillBlock, slot: i, from: s.rows[first].from, to: s.rows[last].to, inner: span{s.rows[first].from, s.rows[last].to}}
	if first != last && s.markerRow(first, o) {
		o.spent, n.inner.from = true, s.rows[first].to
	}
	if first != last && s.markerRow(last, c) {
		c.spent, n.inner.to = true, s.rows[last].from
	}
	tbl := s.rows[first].tbl
	nodes := []fillNode{{kind: fillTable, slot: -1, from: tbl.from, to: tbl.to}}
	for _, t := range []*slot{o, c} {
		if box := s.paras[t.para].box; !t.spent && s.alone(t) && s.boxes[box].name == "tc" && s.boxes[box].paras > 1 {
			t.spent = true
			nodes = append(nodes, fillNode{kind: fillGone, slot: -1, from: s.paras[t.para].from, to: s.paras[t.para].to})
		}
	}
	block, err := s.checkNotes(i, n)
	return append(nodes, block...), err
}

// commonRows finds the rows of one table in which two paragraphs stand.
func (s *fillScan) commonRows(a, b int) (first, last int, ok bool) {
	for x := a; x >= 0; x = s.rows[x].outer {
		for y := b; y >= 0; y = s.rows[y].outer {
			if s.rows[x].tbl.from == s.rows[y].tbl.from {
				return x, y, s.rows[x].box == s.rows[y].box
			}
		}
	}
	return 0, 0, false
}

// markerRow reports whether a row holds one end of a block and nothing else.
func (s *fillScan) markerRow(row int, t *slot) bool {
	r := &s.rows[row]
	first := sort.Search(len(s.paras), func(i int) bool { return s.paras[i].from >= r.from })
	for i := first; i < len(s.paras) && s.paras[i].from < r.to; i++ {
		p := &s.paras[i]
		if text := strings.TrimFunc(string(p.text), IsSpace); text != "" && (i != t.para || !s.alone(t)) {
			return false
		}
	}
	return true
}

// checkNotes refuses a repeated footnote: two marks would point to one note.
func (s *fillScan) checkNotes(i int, n fillNode) ([]fillNode, error) {
	inner := s.b[n.inner.from:n.inner.to]
	if s.slots[i].kind == slotOpen && (bytes.Contains(inner, []byte("footnoteReference ")) || bytes.Contains(inner, []byte("endnoteReference "))) {
		return nil, s.wrong(MisplacedBlock, &s.slots[i], "块里有脚注或者尾注，不能重复。请把注移到块外，或者改成括号里的文字。")
	}
	return []fillNode{n}, nil
}

// paragraphNodes makes the nodes of one paragraph from its slots.
func (s *fillScan) paragraphNodes(from, to int) []fillNode {
	para := s.slots[from].para
	if !slices.ContainsFunc(s.slots[from:to], func(t slot) bool { return !t.spent }) {
		return nil
	}
	var nodes []fillNode
	if t := &s.slots[from]; to-from == 1 && t.kind == slotField && s.alone(t) && !s.paras[para].section {
		nodes = append(nodes, fillNode{kind: fillLines, slot: from, from: s.paras[para].from, to: s.paras[para].to})
	}
	first := sort.Search(len(s.texts), func(i int) bool { return s.texts[i].tag >= s.paras[para].from })
	for i := first; i < len(s.texts) && s.texts[i].tag < s.paras[para].to; i++ {
		t := &s.texts[i]
		if t.para != para {
			continue
		}
		if parts, touched := s.parts(from, to, t.at, t.at+t.n); touched {
			nodes = append(nodes, fillNode{kind: fillTexts, slot: -1, from: t.tag, to: t.end, parts: parts, prefix: t.prefix})
		}
	}
	return nodes
}

// parts cuts bytes at to end of a paragraph's text at its slots. A slot belongs to where it begins.
func (s *fillScan) parts(from, to, at, end int) (out []fillPart, touched bool) {
	text := s.paras[s.slots[from].para].text
	var under []int
	pos := at
	literal := func(upTo int) {
		if upTo = min(upTo, end); upTo > pos {
			out = append(out, fillPart{text: string(text[pos:upTo]), slot: -1, under: slices.Clone(under)})
			touched = touched || len(under) > 0
			pos = upTo
		}
	}
	for i := from; i < to; i++ {
		t := &s.slots[i]
		literal(t.start)
		if t.start < end && t.end > at {
			touched = true
		}
		begins := t.start >= at && t.start < end
		pos = max(pos, min(t.end, max(end, at)))
		switch {
		case t.spent:
		case t.kind == slotField && begins:
			out = append(out, fillPart{slot: i, under: slices.Clone(under)})
		case t.kind == slotOpen || t.kind == slotEmpty:
			if t.inline && begins {
				out = append(out, fillPart{slot: i, under: slices.Clone(under), inner: s.inside(i)})
			}
			if t.inline {
				under = append(under, i)
			}
		case t.kind == slotClose && t.inline:
			under = under[:len(under)-1]
		}
	}
	literal(end)
	return out, touched
}

// inside is all that stands in a block within a paragraph, for repeating it as text.
func (s *fillScan) inside(open int) []fillPart {
	text := s.paras[s.slots[open].para].text
	var out []fillPart
	pos := s.slots[open].end
	for i := open + 1; i <= s.slots[open].pair; i++ {
		t := &s.slots[i]
		if t.start > pos {
			out = append(out, fillPart{text: string(text[pos:t.start]), slot: -1})
		}
		pos = t.end
		switch t.kind {
		case slotField:
			out = append(out, fillPart{slot: i})
		case slotOpen, slotEmpty:
			out = append(out, fillPart{slot: i, inner: s.inside(i)})
			pos, i = s.slots[t.pair].end, t.pair
		case slotClose:
		}
	}
	return out
}

// nest makes a tree of nodes and refuses blocks that cut across each other.
func (s *fillScan) nest(nodes []fillNode) ([]fillNode, error) {
	slices.SortStableFunc(nodes, func(a, b fillNode) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to), cmp.Compare(rank(a.kind), rank(b.kind)), cmp.Compare(a.slot, b.slot))
	})
	nodes = slices.CompactFunc(nodes, func(a, b fillNode) bool { return a.kind == fillTable && b.kind == fillTable && a.from == b.from })
	at := 0
	var build func(limit, block int) ([]fillNode, error)
	build = func(limit, block int) ([]fillNode, error) {
		var out []fillNode
		for at < len(nodes) && nodes[at].from < limit {
			n := nodes[at]
			at++
			if n.to > limit {
				return nil, s.crossing(n)
			}
			outer := block
			if n.kind == fillBlock {
				if block >= 0 && (n.slot < block || s.slots[n.slot].pair > s.slots[block].pair) {
					return nil, s.crossing(n)
				}
				outer = n.slot
			}
			var err error
			if n.kids, err = build(n.to, outer); err != nil {
				return nil, err
			}
			out = append(out, n)
		}
		return out, nil
	}
	return build(len(s.b)+1, -1)
}

// rank puts what holds others first where two stretches are the same.
func rank(k fillKind) int {
	switch k {
	case fillTable:
		return 0
	case fillBlock:
		return 1
	case fillLines, fillGone, fillTexts:
	}
	return 2
}

func (s *fillScan) crossing(n fillNode) error {
	if n.slot < 0 {
		n.slot = 0
	}
	return s.wrong(MisplacedBlock, &s.slots[n.slot], "与另一个块占用了同一行表格。请让一个块完全包在另一个块里面，或者分在不同的行。")
}
