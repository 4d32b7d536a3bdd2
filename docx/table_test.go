package docx

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// tc makes a cell with properties, tr a row.
func tc(props string, inner ...string) string {
	return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + strings.Join(inner, "") + `</w:tc>`
}

func tr(props string, cells ...string) string {
	return `<w:tr><w:trPr>` + props + `</w:trPr>` + strings.Join(cells, "") + `</w:tr>`
}

func gridSpan(n int) string { return fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, n) }

const (
	down = `<w:vMerge w:val="restart"/>`
	on2  = `<w:vMerge/>`
)

// grid shows a table as column+colspan×rowspan, rows by "/".
func grid(t Table) string {
	var rows []string
	for _, r := range t.Rows {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, fmt.Sprintf("%d+%d×%d", c.Column, c.ColSpan, c.RowSpan))
		}
		rows = append(rows, strings.Join(cells, " "))
	}
	return strings.Join(rows, " / ")
}

func TestTablesWithMergedCells(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ rows, want string }{
		"plain":            {tr("", tc("", pt("a")), tc("", pt("b"))), "0+1×1 1+1×1"},
		"across":           {tr("", tc(gridSpan(2), pt("a")), tc("", pt("b"))) + tr("", tc("", pt("c")), tc("", pt("d")), tc("", pt("e"))), "0+2×1 2+1×1 / 0+1×1 1+1×1 2+1×1"},
		"down":             {tr("", tc(down, pt("a")), tc("", pt("b"))) + tr("", tc(on2, pt("")), tc(down, pt("d"))) + tr("", tc(on2, pt("")), tc(on2, pt(""))), "0+1×3 1+1×1 / 0+1×0 1+1×2 / 0+1×0 1+1×0"},
		"both":             {tr("", tc(gridSpan(2)+down, pt("a")), tc("", pt("b"))) + tr("", tc(gridSpan(2)+on2, pt("")), tc("", pt("c"))), "0+2×2 2+1×1 / 0+2×0 2+1×1"},
		"restart below":    {tr("", tc(down, pt("a"))) + tr("", tc(on2, pt(""))) + tr("", tc(down, pt("b"))) + tr("", tc(on2, pt(""))), "0+1×2 / 0+1×0 / 0+1×2 / 0+1×0"},
		"nothing above":    {tr("", tc(on2, pt("a"))) + tr("", tc("", pt("b"))), "0+1×1 / 0+1×1"},
		"old merge":        {tr("", tc(`<w:hMerge w:val="restart"/>`, pt("a")), tc(`<w:hMerge/>`, pt("")), tc("", pt("b"))), "0+2×1 1+0×1 2+1×1"},
		"columns left out": {tr(`<w:gridBefore w:val="2"/>`, tc("", pt("a"))), "2+1×1"},
		"a hostile span":   {tr("", tc(gridSpan(2_000_000_000), pt("a")), tc(gridSpan(-5), pt("b"))), "0+1024×1 1024+1×1"},
		"a deleted row": {
			tr("", tc(down, pt("a"))) + tr(`<w:del/>`, tc(on2, pt("x"))) + tr("", tc(on2, pt(""))) + tr("", tc(`<w:cellDel/>`, pt("y")), tc("", pt("z"))),
			"0+1×2 / 0+1×0 / 0+1×1",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := mustFormat(t, newFile(`<w:tbl><w:tblPr/>`+c.rows+`</w:tbl>`+pt("后")))
			require.Len(t, d.Body.Tables, 1)
			require.Equal(t, c.want, grid(d.Body.Tables[0]))
		})
	}
}

func TestParagraphsKnowTheirCells(t *testing.T) {
	t.Parallel()
	inner := `<w:tbl><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid>` + tr("", tc("", pt("内"))) + `</w:tbl>`
	box := wp(`<w:r><w:txbxContent>` + pt("框") + `</w:txbxContent></w:r>` + wr("主"))
	d := mustFormat(t, newFile(pt("前")+`<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="2000"/></w:tblGrid>`+
		tr(`<w:del/>`, tc("", pt("删")))+tr(`<w:tblHeader/><w:cantSplit/>`, tc("", pt("甲"), pt("乙")), `<w:sdt><w:sdtContent>`+tc(`<w:tcW w:w="2000" w:type="dxa"/>`, inner, pt("丙"))+`</w:sdtContent></w:sdt>`)+
		tr("", tc("", box))+`</w:tbl>`+pt("后")).styles(styleOf("table", "T", "", "")))
	require.Equal(t, "前\n甲\n乙\n内\n丙\n主\n框\n后", d.Text())
	ref := func(i int) CellRef { c, _ := d.Body.Cell(i); return c }
	require.Equal(t, []CellRef{outside, {0, 0, 0}, {0, 0, 0}, {1, 0, 0}, {0, 0, 1}, {0, 1, 0}, outside, outside},
		[]CellRef{ref(0), ref(1), ref(2), ref(3), ref(4), ref(5), ref(6), ref(7)})
	outer, nested := d.Body.Tables[0], d.Body.Tables[1]
	require.Equal(t, []int{1, 6, 3, 3}, []int{outer.First, outer.Last, nested.First, nested.Last})
	require.Equal(t, CellRef{0, 0, 1}, nested.Outer)
	require.Equal(t, -1, outer.Outer.Table)
	require.Equal(t, "T", outer.Style)
	require.Equal(t, []int{1000, 2000}, outer.Grid)
	require.True(t, outer.Rows[0].Header && outer.Rows[0].CantSplit)
	require.Equal(t, 2000, outer.Rows[0].Cells[1].Width)
	require.Equal(t, []int{1, 2}, []int{outer.Rows[0].Cells[0].First, outer.Rows[0].Cells[0].Last})
}

func TestTooManyCellsAreRefused(t *testing.T) {
	t.Parallel()
	f := newFile(pt("甲") + `<w:tbl><w:tr>` + strings.Repeat(`<w:tc/>`, maxCells+1) + `</w:tr></w:tbl>`)
	_, err := openFormatted(f.bytes(t))
	requireRefusal(t, err)
}
