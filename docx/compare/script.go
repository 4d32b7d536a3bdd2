package compare

import (
	"strings"
	"unicode/utf8"
)

// script turns the lines of both texts into steps, one per paragraph.
func (e *engine) script(moves []move) []Step {
	if len(e.old.ls) == len(e.old.ps) && len(e.new.ls) == len(e.new.ps) {
		out := make([]Step, len(moves))
		for k := range moves {
			out[k] = e.step(&moves[k])
		}
		return out
	}
	return e.regroup(moves)
}

// step is the step of a line that is a whole paragraph.
func (e *engine) step(m *move) Step {
	s := Step{Old: -1, New: -1, MoveID: m.id}
	if m.old >= 0 {
		s.Old = e.old.ls[m.old].para
	}
	if m.new >= 0 {
		s.New = e.new.ls[m.new].para
	}
	s.Edits = swallowJoints(e.typedEdits(m, []Edit{}, true, true))
	return s
}

// typedEdits appends the edits of a line over what was typed. old and new say which sides count.
func (e *engine) typedEdits(m *move, es []Edit, old, new bool) []Edit {
	old, new = old && m.old >= 0, new && m.new >= 0
	switch {
	case old && new:
		for _, part := range [][]Edit{m.label, m.body} {
			for _, x := range part {
				es = appendEdit(es, x.Kind, x.Text)
			}
		}
	case old:
		es = appendEdit(es, Delete, e.old.ls[m.old].typed())
	case new:
		es = appendEdit(es, Insert, e.new.ls[m.new].typed())
	}
	return es
}

// regroup makes steps of paragraphs that hold several lines: paragraphs are paired where most of their text is paired,
// in order, and what is paired with other paragraphs is deleted and inserted.
func (e *engine) regroup(moves []move) []Step {
	pairs := e.paragraphPairs(moves)
	ofOld, ofNew := none(len(e.old.ps)), none(len(e.new.ps))
	for k, p := range pairs {
		ofOld[p.i], ofNew[p.j] = k, k
	}
	var out []Step
	i, j := 0, 0
	oldLines, newLines := e.byParagraph(moves)
	flush := func(n, m int) {
		for ; i < n; i++ {
			out = append(out, e.collect(moves, oldLines[i], i, -1))
		}
		for ; j < m; j++ {
			out = append(out, e.collect(moves, newLines[j], -1, j))
		}
	}
	for _, p := range pairs {
		flush(p.i, p.j)
		out = append(out, e.collect(moves, merged(oldLines[i], newLines[j]), i, j))
		i, j = i+1, j+1
	}
	flush(len(e.old.ps), len(e.new.ps))
	dropHalfMoves(out)
	return out
}

// dropHalfMoves forgets moves of which one end shares its paragraph with other text.
func dropHalfMoves(steps []Step) {
	const gone, back = 1, 2
	ends := map[int]int{}
	for _, s := range steps {
		if s.New < 0 {
			ends[s.MoveID] |= gone
		} else {
			ends[s.MoveID] |= back
		}
	}
	for k := range steps {
		if ends[steps[k].MoveID] != gone|back {
			steps[k].MoveID = 0
		}
	}
}

// paragraphPairs picks the pairs of paragraphs with the most unchanged text in common, in order.
func (e *engine) paragraphPairs(moves []move) []match {
	var found []match
	var weights []int
	for k := range moves {
		m := &moves[k]
		if m.old < 0 || m.new < 0 {
			continue
		}
		w := 1
		for _, part := range [][]Edit{m.label, m.body} {
			for _, x := range part {
				if x.Kind == Equal {
					w += len(x.Text)
				}
			}
		}
		p := match{e.old.ls[m.old].para, e.new.ls[m.new].para}
		if n := len(found); n > 0 && found[n-1] == p {
			weights[n-1] += w
		} else {
			found, weights = append(found, p), append(weights, w)
		}
	}
	// Both sides rise weakly, so the pairs that share a paragraph with pair k stand right before it.
	best, prev, top := make([]int, len(found)), none(len(found)), none(len(found))
	for k := range found {
		before := k - 1
		for before >= 0 && (found[before].i == found[k].i || found[before].j == found[k].j) {
			before--
		}
		best[k] = weights[k]
		if before >= 0 {
			prev[k] = top[before]
			best[k] += best[top[before]]
		}
		top[k] = k
		if k > 0 && best[top[k-1]] >= best[k] {
			top[k] = top[k-1]
		}
	}
	var out []match
	if len(found) > 0 {
		for k := top[len(found)-1]; k >= 0; k = prev[k] {
			out = append(out, found[k])
		}
	}
	for l, r := 0, len(out)-1; l < r; l, r = l+1, r-1 {
		out[l], out[r] = out[r], out[l]
	}
	return out
}

// byParagraph lists the lines of each paragraph, as indexes of moves.
func (e *engine) byParagraph(moves []move) (old, new [][]int) {
	old, new = make([][]int, len(e.old.ps)), make([][]int, len(e.new.ps))
	for k := range moves {
		if o := moves[k].old; o >= 0 {
			old[e.old.ls[o].para] = append(old[e.old.ls[o].para], k)
		}
		if n := moves[k].new; n >= 0 {
			new[e.new.ls[n].para] = append(new[e.new.ls[n].para], k)
		}
	}
	return old, new
}

// merged merges two rising lists.
func merged(a, b []int) []int {
	out := make([]int, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0] < b[0]:
			out, a = append(out, a[0]), a[1:]
		case len(a) == 0 || b[0] < a[0]:
			out, b = append(out, b[0]), b[1:]
		default:
			out, a, b = append(out, a[0]), a[1:], b[1:]
		}
	}
	return out
}

// collect makes the step of a pair of paragraphs, or of one alone, from its lines.
func (e *engine) collect(moves []move, of []int, i, j int) Step {
	s := Step{Old: i, New: j, Edits: []Edit{}}
	ids := true
	for k, at := range of {
		m := &moves[at]
		s.Edits = e.typedEdits(m, s.Edits, m.old >= 0 && e.old.ls[m.old].para == i, m.new >= 0 && e.new.ls[m.new].para == j)
		if k > 0 && m.id != moves[of[0]].id {
			ids = false
		}
	}
	s.Edits = swallowJoints(s.Edits)
	if ids && len(of) > 0 && (i < 0 || j < 0) {
		s.MoveID = moves[of[0]].id
	}
	return s
}

// swallowJoints makes short unchanged stretches between two changes part of the change. Labels and texts are made readable
// each on their own; where they are put together such a stretch can come about: the blank behind a new number, say.
func swallowJoints(es []Edit) []Edit {
	out := make([]Edit, 0, len(es))
	for i, x := range es {
		if x.Kind == Equal && i > 0 && i+1 < len(es) && utf8.RuneCountInString(x.Text) <= island {
			out = appendEdit(out, Delete, x.Text)
			out = appendEdit(out, Insert, x.Text)
			continue
		}
		out = appendEdit(out, x.Kind, x.Text)
	}
	return out
}

// typedText is what of a paragraph was typed.
func typedText(p *Paragraph) string { return p.Text[runeOffset(p.Text, p.LabelLen):] }

// oldText and newText rebuild one side of a list of edits.
func oldText(es []Edit) string { return sideText(es, Insert) }
func newText(es []Edit) string { return sideText(es, Delete) }

func sideText(es []Edit, without EditKind) string {
	var b strings.Builder
	for _, e := range es {
		if e.Kind != without {
			b.WriteString(e.Text)
		}
	}
	return b.String()
}
