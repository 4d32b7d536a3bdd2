package view

import (
	"strconv"

	"guibei/docx"
)

// table writes a table. Cells that are merged into another are not drawn; text in them, which Word hides and the rules
// read, is shown in the cell they belong to.
func (r *renderer) table(s *story, n, host int) {
	t := &s.layout.Tables[n]
	hidden := mergedText(s, n)
	r.raw(`<div class="gb-table" tabindex="0"><table>`)
	r.columns(t)
	for i := range t.Rows {
		row := &t.Rows[i]
		r.raw("<tr>")
		column := 0
		for k := range row.Cells {
			c := &row.Cells[k]
			ref := docx.CellRef{Table: n, Row: i, Cell: k}
			if k == 0 && c.Column > 0 {
				r.gap(c.Column)
			}
			column = max(column, c.Column+max(c.ColSpan, 1))
			if !gone(c) {
				r.cell(s, c, context{host, ref}, row.Header, hidden[ref])
			}
		}
		if column == 0 {
			r.raw("<td></td>")
		}
		r.raw("</tr>")
	}
	r.raw(`</table></div>`)
	for i := t.First; i <= t.Last; i++ { // a broken file has paragraphs in a table but in no cell
		if !s.written[i] && !blank(s.paragraphs[i:i+1]) {
			r.one(s, i)
		}
	}
}

func gone(c *docx.Cell) bool { return c.ColSpan == 0 || c.RowSpan == 0 }

func (r *renderer) gap(columns int) {
	r.raw(`<td class="gb-gap" colspan="`)
	r.number(columns)
	r.raw(`"></td>`)
}

// cell writes a cell with those that are merged into it and have text.
func (r *renderer) cell(s *story, c *docx.Cell, in context, header bool, merged []docx.CellRef) {
	tag := "td"
	if header {
		tag = "th"
	}
	r.raw("<" + tag)
	if header {
		r.raw(` scope="col"`)
	}
	if c.ColSpan > 1 {
		r.raw(` colspan="`)
		r.number(c.ColSpan)
		r.raw(`"`)
	}
	if c.RowSpan > 1 {
		r.raw(` rowspan="`)
		r.number(c.RowSpan)
		r.raw(`"`)
	}
	r.raw(">")
	r.blocks(s, c.First, c.Last, in)
	for _, m := range merged {
		r.hidden(s, context{in.host, m})
	}
	r.raw("</" + tag + ">")
}

// hidden writes the paragraphs of a cell that is merged away.
func (r *renderer) hidden(s *story, in context) {
	c := &s.layout.Tables[in.cell.Table].Rows[in.cell.Row].Cells[in.cell.Cell]
	r.raw(`<div class="gb-merged">`)
	r.blocks(s, c.First, c.Last, in)
	r.raw(`</div>`)
}

// mergedText lists, for each cell, the cells merged into it that have text.
func mergedText(s *story, n int) map[docx.CellRef][]docx.CellRef {
	t := &s.layout.Tables[n]
	out := map[docx.CellRef][]docx.CellRef{}
	above := map[int]docx.CellRef{} // by column
	for i := range t.Rows {
		var left docx.CellRef
		for k := range t.Rows[i].Cells {
			c := &t.Rows[i].Cells[k]
			ref := docx.CellRef{Table: n, Row: i, Cell: k}
			head := ref
			switch {
			case c.ColSpan == 0:
				head = left
			case c.RowSpan == 0:
				head = above[c.Column]
			default:
				above[c.Column] = ref
			}
			left = head
			if head != ref && c.Last >= c.First && !blank(s.paragraphs[c.First:c.Last+1]) {
				out[head] = append(out[head], ref)
			}
		}
	}
	return out
}

// columns writes the widths of the grid, in parts of a thousand.
func (r *renderer) columns(t *docx.Table) {
	total := 0
	for _, w := range t.Grid {
		total += max(w, 0)
	}
	if total == 0 {
		return
	}
	r.raw("<colgroup>")
	for _, w := range t.Grid {
		r.raw(`<col class="`)
		part := max(w, 0) * 1000 / total
		r.raw(r.sheet.class("width:" + strconv.Itoa(part/10) + "." + strconv.Itoa(part%10) + "%"))
		r.raw(`">`)
	}
	r.raw("</colgroup>")
}
