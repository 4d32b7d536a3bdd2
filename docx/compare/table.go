package compare

import (
	"strings"

	"guibei/docx"
)

// RowChange is what happened to a row of a table.
type RowChange struct {
	Kind Kind `json:"kind"` // unchanged, modified, inserted, deleted
	// Old and New are the numbers of the row, 0 where it does not exist.
	Old   int          `json:"old_row"`
	New   int          `json:"new_row"`
	Cells []CellChange `json:"cells"`
}

// CellChange is what happened to a cell.
type CellChange struct {
	Kind Kind   `json:"kind"`
	Old  int    `json:"old_column"`
	New  int    `json:"new_column"`
	Diff []Edit `json:"diff"`
}

// row is a row of a table; cells in order.
type row struct {
	number int
	cells  []cell
}

type cell struct {
	column int
	lines  []int
	text   string
}

// rowsOf cuts the lines of a table into rows and cells.
func (s *side) rowsOf(u *unit) []row {
	var out []row
	for i := u.first; i <= u.last; i++ {
		p := &s.ps[s.ls[i].para]
		if n := len(out); n == 0 || out[n-1].number != p.Row && p.Table > 0 {
			out = append(out, row{number: p.Row})
		}
		r := &out[len(out)-1]
		if n := len(r.cells); n == 0 || r.cells[n-1].column != p.Column && p.Table > 0 {
			r.cells = append(r.cells, cell{column: p.Column})
		}
		c := &r.cells[len(r.cells)-1]
		c.lines = append(c.lines, i)
		c.text += strings.TrimFunc(s.ls[i].text, docx.IsSpace) + "\n"
	}
	return out
}

// table compares two tables by rows, and matching rows by cells.
func (e *engine) table(o, n *unit) (script []move, rows []RowChange) {
	a, b := e.old.rowsOf(o), e.new.rowsOf(n)
	columns := e.columns(a, b)
	to := e.rows(a, b)
	i := 0
	drop := func(end int) {
		for ; i < end; i++ {
			rc := RowChange{Kind: Deleted, Old: a[i].number}
			for k := range a[i].cells {
				script = e.cellGone(&a[i].cells[k], Delete, script, &rc)
			}
			rows = append(rows, rc)
		}
	}
	j := 0
	add := func(end int) {
		for ; j < end; j++ {
			rc := RowChange{Kind: Inserted, New: b[j].number}
			for k := range b[j].cells {
				script = e.cellGone(&b[j].cells[k], Insert, script, &rc)
			}
			rows = append(rows, rc)
		}
	}
	for r := range a {
		if to[r] < 0 {
			continue
		}
		drop(r)
		add(to[r])
		var rc RowChange
		script, rc = e.row(&a[r], &b[to[r]], columns, script)
		rows = append(rows, rc)
		i, j = r+1, to[r]+1
	}
	drop(len(a))
	add(len(b))
	return script, rows
}

// cellGone tells of a cell that is on one side only.
func (e *engine) cellGone(c *cell, kind EditKind, script []move, rc *RowChange) []move {
	ch := CellChange{Kind: Inserted, New: c.column}
	if kind == Delete {
		ch = CellChange{Kind: Deleted, Old: c.column}
	}
	ch.Diff = appendEdit(nil, kind, strings.TrimRight(c.text, "\n"))
	rc.Cells = append(rc.Cells, ch)
	for _, l := range c.lines {
		if kind == Delete {
			script = append(script, move{old: l, new: -1})
		} else {
			script = append(script, move{old: -1, new: l})
		}
	}
	return script
}

// rows aligns rows by what they say. Rows left over in the same gap are paired when there are as many on both sides.
func (e *engine) rows(a, b []row) []int {
	items := func(rs []row) []item {
		out := make([]item, len(rs))
		for k := range rs {
			for _, c := range rs[k].cells {
				out[k].text += c.text
			}
		}
		return out
	}
	to, _ := align(e.sim, items(a), items(b))
	i, j := 0, 0
	fill := func(n, m int) {
		if n-i == m-j {
			for ; i < n; i, j = i+1, j+1 {
				to[i] = j
			}
		}
	}
	for r := range a {
		if to[r] >= 0 {
			fill(r, to[r])
			i, j = r+1, to[r]+1
		}
	}
	fill(len(a), len(b))
	return to
}

// columns maps old columns to new ones: by position where there are as many, else by what stands in them.
func (e *engine) columns(a, b []row) map[int]int {
	na, ca := columnItems(a)
	nb, cb := columnItems(b)
	out := map[int]int{}
	if len(na) == len(nb) {
		for k := range na {
			out[na[k]] = nb[k]
		}
		return out
	}
	to, _ := align(e.sim, ca, cb)
	for k, j := range to {
		if j >= 0 {
			out[na[k]] = nb[j]
		}
	}
	return out
}

// columnItems lists the columns of a table and what stands in each.
func columnItems(rs []row) (numbers []int, items []item) {
	last := 0
	for k := range rs {
		for _, c := range rs[k].cells {
			last = max(last, c.column)
		}
	}
	at := make([]int, last+1)
	for k := range rs {
		for _, c := range rs[k].cells {
			at[c.column] = 1
		}
	}
	for c := range at {
		if at[c] > 0 {
			at[c] = len(numbers)
			numbers = append(numbers, c)
		}
	}
	items = make([]item, len(numbers))
	for k := range rs {
		for _, c := range rs[k].cells {
			items[at[c.column]].text += c.text
		}
	}
	return numbers, items
}

// row compares two rows cell by cell.
func (e *engine) row(a, b *row, columns map[int]int, script []move) ([]move, RowChange) {
	rc := RowChange{Kind: Unchanged, Old: a.number, New: b.number}
	j := 0
	add := func(end int) {
		for ; j < end; j++ {
			script = e.cellGone(&b.cells[j], Insert, script, &rc)
		}
	}
	for i := range a.cells {
		at := -1
		if to, ok := columns[a.cells[i].column]; ok {
			for k := j; k < len(b.cells); k++ {
				if b.cells[k].column == to {
					at = k
					break
				}
			}
		}
		if at < 0 {
			script = e.cellGone(&a.cells[i], Delete, script, &rc)
			continue
		}
		add(at)
		script = append(script, e.pieces(a.cells[i].lines, b.cells[at].lines)...)
		shown := e.diff.edits(strings.TrimRight(a.cells[i].text, "\n"), strings.TrimRight(b.cells[at].text, "\n"))
		kind := Unchanged
		if changed(shown) {
			kind = Modified
		}
		rc.Cells = append(rc.Cells, CellChange{Kind: kind, Old: a.cells[i].column, New: b.cells[at].column, Diff: shown})
		j = at + 1
	}
	add(len(b.cells))
	for _, c := range rc.Cells {
		if c.Kind != Unchanged {
			rc.Kind = Modified
		}
	}
	return script, rc
}
