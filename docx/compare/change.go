package compare

import (
	"slices"
	"strings"
)

// Compare compares two versions of a text.
func Compare(old, new Text) *Result {
	e := &engine{sim: newSimilar()}
	e.old.cut(old.Paragraphs)
	e.new.cut(new.Paragraphs)
	res := &Result{OldTitle: old.Title, NewTitle: new.Title, Changes: []Change{}, References: []Reference{}}
	r := relate(e.sim, unitItems(e.old.units), unitItems(e.new.units))
	moves, rels := e.changes(r, res)
	res.Script = e.script(moves)
	e.judge(r, rels, res)
	res.summarize()
	return res
}

// judge finds the references and what each change does in law. rels are the relations of the changes.
func (e *engine) judge(r *relater, rels []relation, res *Result) {
	rs := &resolver{e: e, rel: r, old: newTargets(&e.old), new: newTargets(&e.new), clauses: map[match][]int{}}
	for k := range res.Changes {
		c := &res.Changes[k]
		var places []located
		if c.Unit != Table {
			var refs []Reference
			refs, places = rs.references(&rels[k], c.Diff)
			res.References = append(res.References, refs...)
		}
		c.Effect = effectOf(c, places)
	}
}

// cut cuts a text into lines and units.
func (s *side) cut(ps []Paragraph) {
	s.ps = ps
	s.ls = lines(ps)
	s.units = split(s.ls, ps)
}

// unitItems makes units comparable.
func unitItems(us []unit) []item {
	out := make([]item, len(us))
	for i := range us {
		out[i] = item{kind: alignKind(us[i].kind), text: us[i].content, number: us[i].label.number}
	}
	return out
}

// alignKind is the class a unit is aligned in: an item may have become a plain paragraph, never an article a heading.
func alignKind(k Unit) Unit {
	if k == Item || k == Preamble {
		return Body
	}
	return k
}

// changes makes the changes of all relations and collects the script in the order of both texts.
func (e *engine) changes(r *relater, res *Result) (script []move, rels []relation) {
	ids := map[int]int{} // old unit -> move id
	id := func(old int) int {
		if ids[old] == 0 {
			ids[old] = len(ids) + 1
		}
		return ids[old]
	}
	for _, rel := range r.relations() {
		var c Change
		var moves []move
		switch {
		case len(rel.news) == 0:
			u := &e.old.units[rel.olds[0]]
			c, moves = e.gone(u), oneSided(u, Delete, 0)
			if rel.moved {
				moves = oneSided(u, Delete, id(rel.olds[0]))
			}
		case len(rel.olds) == 0:
			u := &e.new.units[rel.news[0]]
			c, moves = e.added(u), oneSided(u, Insert, 0)
		default:
			c, moves = e.pair(rel)
			if rel.moved {
				c.MoveID = id(rel.olds[0])
				moves = oneSided(&e.new.units[rel.news[0]], Insert, c.MoveID)
			}
		}
		script = append(script, moves...)
		if !rel.silent && !isBlank(&c) {
			res.Changes, rels = append(res.Changes, c), append(rels, rel)
		}
	}
	return script, rels
}

// isBlank reports whether a change is about blank lines only; they are in the script, and nobody reads about them.
func isBlank(c *Change) bool {
	for _, ps := range [][]Place{c.Old, c.New} {
		for i := range ps {
			if ps[i].Label != "" || ps[i].Text != "" {
				return false
			}
		}
	}
	return true
}

// oneSided is the script of a unit on one side only.
func oneSided(u *unit, kind EditKind, id int) []move {
	out := make([]move, 0, u.last-u.first+1)
	for i := u.first; i <= u.last; i++ {
		m := move{old: i, new: -1, id: id}
		if kind == Insert {
			m.old, m.new = -1, i
		}
		out = append(out, m)
	}
	return out
}

func (e *engine) gone(u *unit) Change {
	c := Change{Kind: Deleted, Unit: u.kind, Old: []Place{e.old.place(u)}, New: []Place{}}
	c.Diff = appendEdit([]Edit{}, Delete, c.Old[0].Text)
	return c
}

func (e *engine) added(u *unit) Change {
	c := Change{Kind: Inserted, Unit: u.kind, Old: []Place{}, New: []Place{e.new.place(u)}}
	c.Diff = appendEdit([]Edit{}, Insert, c.New[0].Text)
	return c
}

// pair compares the units of a relation with both sides.
func (e *engine) pair(rel relation) (Change, []move) {
	o, n := &e.old.units[rel.olds[0]], &e.new.units[rel.news[0]]
	c := Change{Unit: n.kind, Similarity: float64(rel.like), Old: e.old.places(rel.olds), New: e.new.places(rel.news)}
	var script []move
	if n.kind == Table {
		script, c.Rows = e.table(o, n)
		c.Diff = tableDiff(c.Rows)
	} else {
		script = e.pieces(lineRange(o), lineRange(n))
		c.Diff = e.diff.edits(joined(c.Old), joined(c.New))
	}
	if c.Diff == nil {
		c.Diff = []Edit{}
	}
	differs := changed(c.Diff)
	switch {
	case len(rel.news) > 1:
		c.Kind = Split
	case len(rel.olds) > 1:
		c.Kind = Merged
	case rel.moved && differs:
		c.Kind = MovedModified
	case rel.moved:
		c.Kind = Moved
	case differs:
		c.Kind = Modified
	default:
		c.Kind, c.Similarity = Unchanged, 1
	}
	if differs {
		c.Similarity = min(c.Similarity, 0.9999) // the same pairs of characters do not make the same text
	}
	c.Renumbered = o.label.number != n.label.number || o.label.sub != n.label.sub || o.label.level != n.label.level
	if n.kind == Table {
		c.Renumbered = false
	}
	return c, script
}

// joined is the text of several places, in order.
func joined(ps []Place) string {
	var parts []string
	for i := range ps {
		parts = append(parts, ps[i].Text)
	}
	return strings.Join(parts, "\n")
}

// changed reports whether edits change anything.
func changed(es []Edit) bool {
	return len(es) > 1 || len(es) == 1 && es[0].Kind != Equal
}

// places are the places of several units in the order of the text.
func (s *side) places(of []int) []Place {
	of = slices.Sorted(slices.Values(of))
	out := make([]Place, len(of))
	for k, i := range of {
		out[k] = s.place(&s.units[i])
	}
	return out
}

func (s *side) place(u *unit) Place {
	p := Place{
		Label: u.label.text, Number: u.label.number, Sub: u.label.sub,
		Part: u.part, Chapter: u.chapter, Section: u.section, Annex: u.annex,
		First: s.ls[u.first].para, Last: s.ls[u.last].para, Text: u.content,
	}
	if u.kind == Table {
		p.Number = 0
		p.Text = tableText(s.rowsOf(u))
	}
	return p
}

// tableText is a table as text: cells joined by tabs, rows by line ends.
func tableText(rs []row) string {
	var b strings.Builder
	for i := range rs {
		if i > 0 {
			b.WriteByte('\n')
		}
		for k, c := range rs[i].cells {
			if k > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(strings.ReplaceAll(strings.TrimSpace(c.text), "\n", " "))
		}
	}
	return b.String()
}

// tableDiff joins the edits of all cells.
func tableDiff(rows []RowChange) []Edit {
	var out []Edit
	for i, r := range rows {
		kind := Equal
		switch r.Kind {
		case Inserted:
			kind = Insert
		case Deleted:
			kind = Delete
		default:
		}
		if i > 0 {
			out = appendEdit(out, kind, "\n")
		}
		for k, c := range r.Cells {
			if k > 0 {
				out = appendEdit(out, kind, "\t")
			}
			for _, e := range c.Diff {
				out = appendEdit(out, e.Kind, e.Text)
			}
		}
	}
	return out
}
