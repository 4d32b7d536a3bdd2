package rules

import (
	"fmt"
	"math"
	"regexp"
	"strconv"

	"guibei"
)

var r129 = rule(Rule{
	ID: "R129", Version: 1, Group: Structure,
	Title:    "表中合计与各项之和不符",
	Basis:    "表中数据前后一致（通行做法）",
	Source:   Practice,
	Severity: guibei.Medium,
	Looks:    "首列为“合计”“总计”的行和列标题为“合计”“小计”的列，各数之和与合计不符（相差超过四舍五入）。",
	Blind:    "带“其中”的表、分级小计的表、有比率和单价的列不检查；单元格有文字的列不检查；合并单元格使列数不齐的表不检查。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	for _, g := range in.grids() {
		out = append(out, r.columnTotals(g)...)
		out = append(out, r.rowTotals(g)...)
	}
	return out
})

var (
	totalLabel = regexp.MustCompile(`^(?:合计|总计|共计|小计|总数)(?:（[^）]*）)?$`)
	notSummed  = regexp.MustCompile(`率|比|价|年|月|日|序号|编号|标准|均|%|占|度|号|电话`)
	within     = regexp.MustCompile(`其中|小计`)
)

// columnTotals adds up the columns above a row of totals that ends a table.
func (r *Rule) columnTotals(g grid) []guibei.Finding {
	last := len(g.rows) - 1
	if last < 3 || !totalLabel.MatchString(g.rows[last][0].text) || g.holds(within) {
		return nil
	}
	var out []guibei.Finding
	for c := 1; c < len(g.rows[last]); c++ {
		if notSummed.MatchString(g.rows[0][c].text) {
			continue
		}
		cells := make([]gridCell, 0, last)
		for i := 1; i < last; i++ {
			cells = append(cells, g.rows[i][c])
		}
		if f, wrong := r.total(cells, g.rows[last][c], "这一列"); wrong {
			out = append(out, f)
		}
	}
	return out
}

// rowTotals adds up the rows before a column of totals that ends a table.
func (r *Rule) rowTotals(g grid) []guibei.Finding {
	if len(g.rows) < 2 {
		return nil
	}
	last := len(g.rows[0]) - 1
	if last < 3 || !totalLabel.MatchString(g.rows[0][last].text) || g.holds(within) {
		return nil
	}
	for _, c := range g.rows[0][1:last] {
		if notSummed.MatchString(c.text) {
			return nil
		}
	}
	var out []guibei.Finding
	for _, row := range g.rows[1:] {
		if f, wrong := r.total(row[1:last], row[last], "这一行"); wrong {
			out = append(out, f)
		}
	}
	return out
}

// total compares a sum with its parts. Parts that are rounded may be off by
// half a unit of the last place each.
func (r *Rule) total(parts []gridCell, sum gridCell, what string) (guibei.Finding, bool) {
	want, ok := sum.number()
	if !ok {
		return guibei.Finding{}, false
	}
	added, numbers, places := 0.0, 0, sum.places()
	for _, p := range parts {
		if p.text == "" || p.text == "—" || p.text == "-" || p.text == "/" {
			continue
		}
		n, ok := p.number()
		if !ok {
			return guibei.Finding{}, false
		}
		added += n
		numbers++
		places = max(places, p.places())
	}
	tolerance := 0.0
	if places > 0 {
		tolerance = 0.5 * math.Pow10(-places) * float64(numbers+1)
	}
	if numbers < 2 || closeTo(added, want, tolerance) {
		return guibei.Finding{}, false
	}
	return r.finding(sum.line.placeOf(0, len(sum.line.text)), fmt.Sprintf("%s各数之和是%s，合计写的是%s。请核对数据。", what, trimmed(added), sum.text)), true
}

func trimmed(f float64) string { return strconv.FormatFloat(math.Round(f*1e4)/1e4, 'f', -1, 64) }
