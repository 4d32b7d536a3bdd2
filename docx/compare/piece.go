package compare

import (
	"slices"
	"strings"

	"guibei/docx"
)

// move is a line of the exact script: a line of each side, or -1 for none.
type move struct {
	old, new    int
	label, body []Edit // only with both sides
	id          int    // the same for both ends of a moved unit, 0 for no move
}

// engine compares two texts.
type engine struct {
	old, new side
	sim      *similar
	diff     differ
}

// side is one of the two texts, cut up.
type side struct {
	ps    []Paragraph
	ls    []line
	units []unit
}

// lineRange lists the lines of a unit.
func lineRange(u *unit) []int {
	out := make([]int, 0, u.last-u.first+1)
	for i := u.first; i <= u.last; i++ {
		out = append(out, i)
	}
	return out
}

// pairLines is the script of a pair of lines.
func (e *engine) pairLines(o, n int) move {
	a, b := &e.old.ls[o], &e.new.ls[n]
	m := move{old: o, new: n, label: e.diff.edits(a.typedLabel(), b.typedLabel())}
	m.body = e.diff.edits(a.body, b.body)
	if a.broken != b.broken {
		m.body = slices.Clone(m.body)
		if a.broken {
			m.body = appendEdit(m.body, Delete, "\v")
		} else {
			m.body = appendEdit(m.body, Insert, "\v")
		}
	} else if a.broken {
		m.body = appendEdit(m.body, Equal, "\v")
	}
	return m
}

// lineItems makes lines comparable.
func lineItems(ls []line, of []int) []item {
	out := make([]item, len(of))
	for k, i := range of {
		l := &ls[i]
		out[k] = item{text: strings.TrimRightFunc(l.body, docx.IsSpace), number: l.label.number}
		if out[k].text == "" && !l.blank {
			out[k].text = l.label.text
		}
	}
	return out
}

// pieces aligns the lines of two matching units and returns their part of the script.
func (e *engine) pieces(olds, news []int) []move {
	r := relateLines(e.sim, lineItems(e.old.ls, olds), lineItems(e.new.ls, news))
	script := make([]move, 0, max(len(olds), len(news)))
	i := 0
	drop := func(end int) {
		for ; i < end; i++ {
			script = append(script, move{old: olds[i], new: -1})
		}
	}
	for j, o := range r.from {
		if o < 0 {
			drop(r.nextOld(j))
			script = append(script, move{old: -1, new: news[j]})
			continue
		}
		drop(o)
		i = o + 1
		script = append(script, e.pairLines(olds[o], news[j]))
	}
	drop(len(olds))
	return script
}

// relateLines aligns the lines inside a unit. A line alone on both sides is paired whatever it says.
func relateLines(sim *similar, a, b []item) *relater {
	r := newRelater(sim, a, b)
	if len(a) == 1 && len(b) == 1 {
		r.to[0], r.from[0] = 0, 0
		return r
	}
	r.align()
	return r
}
