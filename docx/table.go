package docx

import "slices"

// Table is a table. Paragraph numbers are those of the story it stands in.
type Table struct {
	First, Last int     // its paragraphs, those of nested tables among them; Last < First when it has none
	Outer       CellRef // the cell it stands in; Table is -1 for a table of its own
	Style       string  // name of the table style
	Grid        []int   // widths of the grid columns in twips, as far as the file gives them
	Rows        []Row

	style *style
	look  look
}

// Row is a row of a table. Rows that tracked changes delete are left out.
type Row struct {
	Header    bool // repeated at the top of each page
	CantSplit bool
	Cells     []Cell

	before, after int // grid columns left free
	dropped       bool
	number        int // among the rows that are kept
}

// Cell is a cell as the file has it. Cells merged into one are all there: the first has the spans, the others have 0.
type Cell struct {
	Column           int // first grid column, 0 for the leftmost
	ColSpan, RowSpan int // 0 in a cell that is merged into one to its left, or above
	Width            int // twips, 0 when the file gives none in twips
	First, Last      int // its paragraphs; Last < First when it has none

	vMerge, hMerge merge
	dropped        bool
	number         int // among the cells of the row that are kept
}

// CellRef names a cell: table, row and cell by number from 0 in Layout.Tables, Table.Rows and Row.Cells.
type CellRef struct{ Table, Row, Cell int }

// merge is what a cell says about merging with its neighbour.
type merge uint8

const (
	notMerged merge = iota
	mergeStart
	mergeGoesOn
)

const maxGridColumns = 1024 // Word has 63

func (t *recorder) beginTable(r *storyReader) {
	outer, _ := t.around()
	t.tables = append(t.tables, &Table{
		First: len(r.paras), Last: len(r.paras) - 1, Outer: outer, style: r.styles.table,
		look: look{rows: true, cols: true, rowBand: 1, colBand: 1},
	})
	t.push(r.s, 't', int32(len(t.tables)-1))
}

// innermost returns the table whose element, row or cell was opened last at the given depth, nil for none.
func (t *recorder) innermost(kind byte, depth int) *Table {
	if n := len(t.open) - 1; n >= 0 && t.open[n].kind == kind && t.open[n].depth == depth {
		return t.tables[t.open[n].n]
	}
	return nil
}

// tableOf finds the table a new row or cell belongs to.
func (t *recorder) tableOf(kind byte) (int32, bool) {
	for _, e := range slices.Backward(t.open) {
		switch e.kind {
		case kind:
			return e.n, true
		case 's':
		default:
			return 0, false
		}
	}
	return 0, false
}

func (t *recorder) beginRow(s *scanner) {
	if n, ok := t.tableOf('t'); ok {
		t.tables[n].Rows = append(t.tables[n].Rows, Row{})
		t.push(s, 'r', n)
	}
}

func (t *recorder) beginCell(r *storyReader) {
	n, ok := t.tableOf('r')
	if !ok {
		return
	}
	if t.cells++; t.cells > maxCells {
		r.err = guardCells.refuse("", nil)
		return
	}
	row := &t.tables[n].Rows[len(t.tables[n].Rows)-1]
	row.Cells = append(row.Cells, Cell{ColSpan: 1, RowSpan: 1, First: len(r.paras), Last: len(r.paras) - 1})
	t.push(r.s, 'c', n)
}

func (t *recorder) tableProps(s *scanner) {
	tb := t.innermost('t', s.depth-1)
	if tb == nil {
		return
	}
	in := inside(s)
	eachChild(in, func() {
		switch string(in.local) {
		case "tblStyle":
			if d := t.f.styles.byID[in.value(nsW, "val")]; d != nil && d.kind == "table" {
				tb.style = d
			}
		case "tblLook":
			tb.look = readLook(in)
		case "tblPrChange":
			in.skip()
		}
	})
	t.f.bandSizes(tb.style, &tb.look)
	if tb.style != nil {
		tb.Style = tb.style.name
	}
}

func (t *recorder) tableGrid(s *scanner) {
	tb := t.innermost('t', s.depth-1)
	if tb == nil || tb.Grid != nil {
		return
	}
	in := inside(s)
	eachChild(in, func() {
		switch {
		case in.is(nsW, "tblGridChange"):
			in.skip()
		case in.is(nsW, "gridCol") && len(tb.Grid) < maxGridColumns:
			w := 0
			twips(in, "w", &w)
			tb.Grid = append(tb.Grid, w)
		}
	})
}

func (t *recorder) rowProps(r *storyReader) {
	s, gone := r.s, r.view.gone().row
	tb := t.innermost('r', s.depth-1)
	if tb == nil {
		return
	}
	row := &tb.Rows[len(tb.Rows)-1]
	in := inside(s)
	eachChild(in, func() {
		switch string(in.local) {
		case "tblHeader":
			row.Header = toggleOf(in.val()) == on
		case "cantSplit":
			row.CantSplit = toggleOf(in.val()) == on
		case "gridBefore":
			row.before = columns(in, 0)
		case "gridAfter":
			row.after = columns(in, 0)
		case "ins", "del":
			row.dropped = row.dropped || string(in.local) == gone
		case "trPrChange":
			in.skip()
		}
	})
}

// columns reads a count of grid columns. A file may claim two thousand millions.
func columns(s *scanner, least int) int {
	return min(max(atoi(s.val(), least), least), maxGridColumns)
}

func (t *recorder) cellProps(r *storyReader) {
	s, gone := r.s, r.view.gone().cell
	tb := t.innermost('c', s.depth-1)
	if tb == nil {
		return
	}
	row := &tb.Rows[len(tb.Rows)-1]
	c := &row.Cells[len(row.Cells)-1]
	in := inside(s)
	eachChild(in, func() {
		switch string(in.local) {
		case "gridSpan":
			c.ColSpan = columns(in, 1)
		case "vMerge":
			c.vMerge = mergeOf(in)
		case "hMerge":
			c.hMerge = mergeOf(in)
		case "tcW":
			if v := in.value(nsW, "type"); v == "dxa" || v == "" {
				twips(in, "w", &c.Width)
			}
		case "cellIns", "cellDel":
			c.dropped = c.dropped || string(in.local) == gone
		case "tcPrChange":
			in.skip()
		}
	})
}

// mergeOf reads a w:vMerge or w:hMerge; without a value it goes on.
func mergeOf(s *scanner) merge {
	if string(s.val()) == "restart" {
		return mergeStart
	}
	return mergeGoesOn
}

// settle numbers rows and columns and turns merge marks into spans, once the table is complete.
func (tb *Table) settle() {
	kept := 0
	for i := range tb.Rows {
		r := &tb.Rows[i]
		if r.number = kept; !r.dropped {
			kept++
		}
		col, head, number := r.before, -1, 0
		for k := range r.Cells {
			c := &r.Cells[k]
			if c.Column, c.number = col, number; c.dropped {
				continue
			}
			number++
			col += c.ColSpan
			if c.hMerge == mergeGoesOn && head >= 0 {
				r.Cells[head].ColSpan += c.ColSpan
				c.ColSpan = 0
				continue
			}
			head = k
		}
	}
	tb.mergeRows()
}

// mergeRows gives a cell the rows below it whose cell in the same column goes on with it.
func (tb *Table) mergeRows() {
	above := map[int]*Cell{} // by column: the cell that still grows
	for i := range tb.Rows {
		if tb.Rows[i].dropped {
			continue
		}
		grows := map[int]*Cell{}
		for k := range tb.Rows[i].Cells {
			c := &tb.Rows[i].Cells[k]
			switch {
			case c.dropped, c.ColSpan == 0:
			case c.vMerge == mergeGoesOn && above[c.Column] != nil:
				above[c.Column].RowSpan++
				c.RowSpan = 0
				grows[c.Column] = above[c.Column]
			case c.vMerge != notMerged:
				grows[c.Column] = c
			}
		}
		above = grows
	}
}

// drop removes rows and cells that tracked changes delete.
func (tb *Table) drop() {
	rows := tb.Rows[:0]
	for _, r := range tb.Rows {
		if r.dropped {
			continue
		}
		cells := r.Cells[:0]
		for _, c := range r.Cells {
			if !c.dropped {
				cells = append(cells, c)
			}
		}
		r.Cells = cells
		rows = append(rows, r)
	}
	tb.Rows = rows
}

// context returns where paragraphs of a cell stand as far as the table style cares.
func (tb *Table) context(row, cell, rows int) tableContext {
	if tb.style == nil {
		return tableContext{}
	}
	r := &tb.Rows[row]
	c := &r.Cells[cell]
	cols := r.before + r.after
	if n := len(r.Cells); n > 0 {
		last := &r.Cells[n-1]
		cols = last.Column + max(last.ColSpan, 1) + r.after
	}
	return tableContext{style: tb.style, cond: tb.look.conditionsAt(row, rows, c.Column, max(c.ColSpan, 1), cols)}
}
