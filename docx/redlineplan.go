package docx

import (
	"slices"
	"sort"
)

// redlinePlan is the script as it can be written into the new version: pairs stand in containers that correspond.
type redlinePlan struct {
	steps []ParagraphEdit
	// cells, rows, tables and boxes of the new version with those of the old one they continue, and back.
	toOld, toNew map[int32]int32
	// partner of each paragraph of the old file that has one, in the new file.
	partner map[int32]int32
}

// placeOf is where a paragraph of a version stands: what holds it, and the row and table around that, 0 for none.
type placeOf struct{ box, row, table, top int32 }

// where finds what a paragraph stands in.
func (l *locator) where(paragraph int) placeOf {
	boxes := l.r.tr.boxes
	p := placeOf{box: l.r.tr.paras[l.file[paragraph]].box}
	for b := p.box; b > 0; b = boxes[b].parent {
		switch boxes[b].kind {
		case 'r':
			if p.row == 0 {
				p.row = b
			}
		case 't':
			if p.table == 0 {
				p.table = b
			}
			p.top = b
		}
	}
	return p
}

// plan turns the script into one that can be written.
func (r *redliner) plan() *redlinePlan {
	p := &redlinePlan{toOld: map[int32]int32{}, toNew: map[int32]int32{}}
	p.steps = slices.Clone(r.script)
	p.part(func(s *ParagraphEdit) bool { return r.apart[s.Old] || !r.canPair(s) })
	for {
		clear(p.toOld)
		clear(p.toNew)
		p.toOld[0], p.toNew[0] = 0, 0
		parted := r.matchContainers(p)
		r.matchTextBoxes(p)
		if !parted && !r.breakTables(p) && !r.breakRuns(p) {
			break
		}
	}
	r.pairLast(p)
	return p
}

// canPair reports whether both sides of a step may share one paragraph: they stand in the same kind of place, and cuts
// do not fall into what cannot be cut.
func (r *redliner) canPair(s *ParagraphEdit) bool {
	ob, nb := r.old.where(s.Old).box, r.new.where(s.New).box
	if r.old.r.tr.boxes[ob].kind != r.new.r.tr.boxes[nb].kind {
		return false
	}
	if !r.labelsAgree(s) {
		return false
	}
	at := r.new.d.typed(s.New)
	for _, e := range s.Edits {
		if e.Kind == DeletedText {
			if r.new.solidAt(s.New, at, at) {
				return false
			}
			continue
		}
		if e.Kind == InsertedText && r.new.solidAt(s.New, at, at+len(e.Text)) {
			return false
		}
		at += len(e.Text)
	}
	return true
}

// labelsAgree reports whether the label of both sides is computed, or that of neither.
func (r *redliner) labelsAgree(s *ParagraphEdit) bool {
	return (r.old.d.paragraphs[s.Old].Label == "") == (r.new.d.paragraphs[s.New].Label == "")
}

// solidAt reports whether a border of a stretch falls inside a formula or ruby, or the stretch holds part of one.
func (l *locator) solidAt(paragraph, start, end int) bool {
	for _, p := range l.of(paragraph) {
		if _, _, whole := l.solid(p.piece); whole && p.end > start-1 && p.start < end+1 && p.start < max(end, start+1) && p.end > start {
			return true
		}
	}
	return false
}

// solid returns the bounds of what tracked changes cannot go into: a formula, ruby, or text outside of runs. Text boxes
// hold paragraphs of their own, with tracked changes of their own.
func (l *locator) solid(p *piece) (from, to int, whole bool) {
	if p.run < 0 {
		return p.tag, p.end, true
	}
	r := &l.r.tr.runs[p.run]
	if h := &l.r.tr.runs[r.host]; h.solid || r.host != p.run && h.para == r.para {
		return h.from, h.to, true
	}
	return 0, 0, false
}

// matchContainers lets the pairs of paragraphs say which cell, row, table and text box continues which. A pair that
// contradicts those before it is parted, and that is reported.
func (r *redliner) matchContainers(p *redlinePlan) (parted bool) {
	p.partner = map[int32]int32{}
	for _, s := range p.steps {
		if s.Old >= 0 && s.New >= 0 {
			p.partner[r.old.file[s.Old]] = r.new.file[s.New]
		}
	}
	return p.part(func(s *ParagraphEdit) bool { return !r.matchUp(p, s) })
}

// matchUp matches the containers of a pair from the inside out, all of them or none.
func (r *redliner) matchUp(p *redlinePlan, s *ParagraphEdit) bool {
	type pair struct{ o, n int32 }
	var found []pair
	o, n := r.old.where(s.Old).box, r.new.where(s.New).box
	for o > 0 || n > 0 {
		ob, nb := &r.old.r.tr.boxes[o], &r.new.r.tr.boxes[n]
		if ob.kind != nb.kind {
			return false
		}
		was, known := p.toOld[n]
		is, taken := p.toNew[o]
		if ob.kind == 'x' && !r.sameHost(p, o, n) {
			return false
		}
		if known && was != o || taken && is != n {
			return false
		}
		found = append(found, pair{o, n})
		o, n = ob.parent, nb.parent
	}
	for _, f := range found {
		p.toOld[f.n], p.toNew[f.o] = f.o, f.n
	}
	return true
}

// sameHost reports whether two text boxes hang in two paragraphs that are a pair.
func (r *redliner) sameHost(p *redlinePlan, o, n int32) bool {
	a, b := r.old.hostParagraph(o), r.new.hostParagraph(n)
	partner, ok := p.partner[a]
	return ok && partner == b
}

// matchTextBoxes lets the text boxes of a paragraph go on as those of its old version, one by one, where there are as many
// of them.
func (r *redliner) matchTextBoxes(p *redlinePlan) {
	oldBoxes, newBoxes := r.old.textBoxes(), r.new.textBoxes()
	for _, s := range p.steps {
		if s.Old < 0 || s.New < 0 {
			continue
		}
		a, b := oldBoxes[r.old.file[s.Old]], newBoxes[r.new.file[s.New]]
		if len(a) != len(b) {
			continue
		}
		for i := range a {
			if _, known := p.toOld[b[i]]; known {
				continue
			}
			if _, taken := p.toNew[a[i]]; !taken {
				p.toOld[b[i]], p.toNew[a[i]] = a[i], b[i]
			}
		}
	}
}

// textBoxes lists the text boxes that hang in each paragraph of the file.
func (l *locator) textBoxes() map[int32][]int32 {
	out := map[int32][]int32{}
	for i, b := range l.r.tr.boxes {
		if b.kind != 'x' {
			continue
		}
		if at := l.hostParagraph(int32(i)); at >= 0 {
			out[at] = append(out[at], int32(i))
		}
	}
	return out
}

// hostParagraph is the paragraph of the file a text box hangs in, -1 for none.
func (l *locator) hostParagraph(box int32) int32 {
	paras, b := l.r.tr.paras, &l.r.tr.boxes[box]
	at := sort.Search(len(paras), func(k int) bool { return paras[k].from > b.from })
	for at--; at >= 0; at-- {
		if paras[at].box == b.parent && b.from < paras[at].to {
			return int32(at)
		}
	}
	return -1
}

// breakTables parts all pairs of tables in which a row that goes on does not have its cells one to one, and reports
// whether there were any.
func (r *redliner) breakTables(p *redlinePlan) bool {
	oldCells, newCells := r.old.cells(), r.new.cells()
	broken := map[int32]bool{} // tables of the new version
	for n, o := range p.toOld {
		if n == 0 || r.new.r.tr.boxes[n].kind != 'r' {
			continue
		}
		a, b := oldCells[o], newCells[n]
		same := len(a) == len(b)
		for i := range min(len(a), len(b)) {
			was, ok := p.toOld[b[i]]
			is, back := p.toNew[a[i]]
			same = same && (!ok || was == a[i]) && (!back || is == b[i])
		}
		if !same {
			broken[r.new.topTable(n)] = true
			continue
		}
		for i := range a {
			p.toOld[b[i]], p.toNew[a[i]] = a[i], b[i]
		}
	}
	r.nested(p, broken)
	return p.part(func(s *ParagraphEdit) bool { return broken[r.new.where(s.New).top] })
}

// part parts the pairs that are to be, and reports whether there were any.
func (p *redlinePlan) part(which func(*ParagraphEdit) bool) bool {
	var out []ParagraphEdit
	for i := range p.steps {
		s := &p.steps[i]
		if s.Old >= 0 && s.New >= 0 && which(s) {
			out = append(out, ParagraphEdit{Old: s.Old, New: -1}, ParagraphEdit{Old: -1, New: s.New})
			continue
		}
		out = append(out, *s)
	}
	parted := len(out) > len(p.steps)
	p.steps = out
	return parted
}

// breakRuns parts the pairs in text boxes that hang in one run with a text box that has no counterpart: a run is inserted
// as a whole or not at all.
func (r *redliner) breakRuns(p *redlinePlan) bool {
	hosts := map[int32][]int32{}
	tr := r.new.r.tr
	for i := range tr.boxes {
		if tr.boxes[i].kind == 'x' {
			host := r.new.hostOf(tr.boxes[i].from)
			hosts[host] = append(hosts[host], int32(i))
		}
	}
	broken := map[int32]bool{}
	for _, boxes := range hosts {
		matched := 0
		for _, b := range boxes {
			if _, ok := p.toOld[b]; ok {
				matched++
			}
		}
		for _, b := range boxes {
			broken[b] = matched < len(boxes)
		}
	}
	return p.part(func(s *ParagraphEdit) bool {
		for b := r.new.where(s.New).box; b > 0; b = tr.boxes[b].parent {
			if broken[b] {
				return true
			}
		}
		return false
	})
}

// hostOf is the outermost run around an offset, -1 for none.
func (l *locator) hostOf(at int) int32 {
	runs := l.r.tr.runs
	i := sort.Search(len(runs), func(i int) bool { return runs[i].from > at })
	for i--; i >= 0; i-- {
		if h := runs[i].host; runs[h].from < at && at < runs[h].to {
			return h
		}
		if runs[i].to < at && runs[i].host == int32(i) {
			break
		}
	}
	return -1
}

// nested breaks tables that hold a table with no counterpart in a cell that has one: such a table would have to be
// tracked inside a tracked row.
func (r *redliner) nested(p *redlinePlan, broken map[int32]bool) {
	for i, b := range r.new.r.tr.boxes {
		if _, paired := p.toOld[int32(i)]; b.kind == 't' && !paired && r.new.topTable(b.parent) != 0 {
			if _, up := p.toOld[b.parent]; up {
				broken[r.new.topTable(b.parent)] = true
			}
		}
	}
	for i, b := range r.old.r.tr.boxes {
		if _, paired := p.toNew[int32(i)]; b.kind == 't' && !paired && r.old.topTable(b.parent) != 0 {
			if n, up := p.toNew[b.parent]; up {
				broken[r.new.topTable(n)] = true
			}
		}
	}
}

// topTable is the outermost table around a box, 0 for none.
func (l *locator) topTable(b int32) int32 {
	top := int32(0)
	for ; b > 0; b = l.r.tr.boxes[b].parent {
		if l.r.tr.boxes[b].kind == 't' {
			top = b
		}
	}
	return top
}

// tableAfter reports whether a table follows a paragraph in its container.
func (l *locator) tableAfter(paragraph int) bool {
	p := &l.r.tr.paras[l.file[paragraph]]
	for _, b := range l.r.tr.boxes {
		if b.kind == 't' && b.parent == p.box && b.from >= p.to {
			return true
		}
	}
	return false
}

// cells lists the cells of each row.
func (l *locator) cells() map[int32][]int32 {
	out := map[int32][]int32{}
	for i, b := range l.r.tr.boxes {
		if b.kind == 'c' && !b.gone {
			out[b.parent] = append(out[b.parent], int32(i))
		}
	}
	return out
}

// pairLast pairs the last paragraphs of containers that correspond, where neither has a partner. The mark of a
// container's last paragraph can be neither deleted nor inserted, so both texts must share it.
func (r *redliner) pairLast(p *redlinePlan) {
	lastOld, lastNew := r.old.lastOf(), r.new.lastOf()
	stepOld, stepNew := map[int]int{}, map[int]int{}
	for i, s := range p.steps {
		if s.Old >= 0 {
			stepOld[s.Old] = i
		}
		if s.New >= 0 {
			stepNew[s.New] = i
		}
	}
	gone := map[int]bool{}
	for n, o := range p.toOld {
		po, ok := lastOld[o]
		pn, ok2 := lastNew[n]
		if !ok || !ok2 {
			continue
		}
		i, j := stepOld[po], stepNew[pn]
		if p.steps[i].New >= 0 || p.steps[j].Old >= 0 || r.apart[po] {
			continue
		}
		s := ParagraphEdit{Old: po, New: pn}
		if t := r.old.d.paragraphs[po].Text[r.old.d.typed(po):]; t != "" {
			s.Edits = append(s.Edits, TextEdit{DeletedText, t})
		}
		if t := r.new.d.paragraphs[pn].Text[r.new.d.typed(pn):]; t != "" {
			s.Edits = append(s.Edits, TextEdit{InsertedText, t})
		}
		if !r.canPair(&s) {
			continue
		}
		p.steps[max(i, j)] = s
		gone[min(i, j)] = true
	}
	kept := p.steps[:0:0]
	for i, s := range p.steps {
		if !gone[i] {
			kept = append(kept, s)
		}
	}
	p.steps = kept
}

// lastOf is the last paragraph of each container that ends with one.
func (l *locator) lastOf() map[int32]int {
	out := map[int32]int{}
	for i := range l.d.paragraphs {
		out[l.where(i).box] = i
	}
	for _, b := range l.r.tr.boxes {
		if b.kind != 't' {
			continue
		}
		if p, ok := out[b.parent]; ok && l.r.tr.paras[l.file[p]].to < b.from {
			delete(out, b.parent) // a table comes last
		}
	}
	return out
}

// numberMoves gives each moved paragraph a number of its own, the same at both places: an article of several paragraphs
// moves as so many moves. Moves whose ends no longer match, because a step was parted or paired, are forgotten.
func numberMoves(steps []ParagraphEdit) {
	type ends struct{ from, to []int }
	moves := map[int]*ends{}
	var order []int
	for i := range steps {
		s := &steps[i]
		if s.MoveID == 0 {
			continue
		}
		m := moves[s.MoveID]
		if m == nil {
			m = &ends{}
			moves[s.MoveID] = m
			order = append(order, s.MoveID)
		}
		switch {
		case s.New < 0:
			m.from = append(m.from, i)
		case s.Old < 0:
			m.to = append(m.to, i)
		}
		s.MoveID = 0
	}
	n := 0
	for _, id := range order {
		m := moves[id]
		if len(m.from) != len(m.to) {
			continue
		}
		for k := range m.from {
			n++
			steps[m.from[k]].MoveID, steps[m.to[k]].MoveID = n, n
		}
	}
}
