package rules

import (
	"regexp"
	"strconv"
	"strings"
)

// grid is a table with the same number of cells in each row.
type grid struct{ rows [][]gridCell }

// gridCell is a cell with its text, folded, and the line it stands in.
type gridCell struct {
	text string
	line *line
}

// grids reads the tables of a docx and the lines of plain text that tabs part.
// Those whose rows differ in length, because cells are merged, are left out.
func (in *Input) grids() []grid {
	var out []grid
	var open [][]gridCell
	at := Cell{}
	end := func() {
		if g := (grid{open}); g.even() {
			out = append(out, g)
		}
		open = nil
	}
	lines := in.read().lines
	for i := range lines {
		l := &lines[i]
		switch c := l.para.Cell; {
		case c.Table > 0:
			if c.Table != at.Table {
				end()
			}
			open = addCell(open, c, at, l)
			at = c
		case strings.Contains(strings.TrimSpace(l.para.Text), "\t"):
			if at.Table > 0 {
				end()
				at = Cell{}
			}
			open = append(open, tabbed(l))
		case len(open) > 0:
			end()
			at = Cell{}
		}
	}
	end()
	return out
}

// addCell puts a paragraph into its cell; several paragraphs of one cell are
// joined.
func addCell(rows [][]gridCell, c, before Cell, l *line) [][]gridCell {
	if len(rows) == 0 || c.Row != before.Row {
		rows = append(rows, nil)
	}
	row := &rows[len(rows)-1]
	if c == before && len(*row) > 0 {
		if last := &(*row)[len(*row)-1]; len(last.text) < maxFigure {
			last.text += l.text
		}
		return rows
	}
	*row = append(*row, gridCell{l.text, l})
	return rows
}

// maxFigure is how much of a cell is read, in bytes: one with more is no figure.
const maxFigure = 200

func tabbed(l *line) []gridCell {
	var row []gridCell
	for s := range strings.SplitSeq(strings.TrimSpace(l.para.Text), "\t") {
		row = append(row, gridCell{foldString(s), l})
	}
	return row
}

func (g grid) even() bool {
	for _, row := range g.rows {
		if len(row) != len(g.rows[0]) {
			return false
		}
	}
	return len(g.rows) > 1
}

// holds reports whether a cell matches.
func (g grid) holds(re *regexp.Regexp) bool {
	for i, row := range g.rows {
		for k, c := range row {
			if (i > 0 && k == 0 || i == 0 && k < len(row)-1) && re.MatchString(c.text) {
				return true
			}
		}
	}
	return false
}

// number reads a cell that is a number and nothing else; folding has taken the
// commas between thousands out, or they stand alone in a cell of tabs.
func (c gridCell) number() (float64, bool) {
	f, err := strconv.ParseFloat(strings.ReplaceAll(c.text, "，", ""), 64)
	return f, err == nil
}

// places is how many decimals a cell shows.
func (c gridCell) places() int {
	_, decimals, _ := strings.Cut(c.text, ".")
	return len(decimals)
}
