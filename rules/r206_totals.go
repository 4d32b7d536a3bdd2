package rules

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"guibei"
)

var r206 = rule(Rule{
	ID: "R206", Version: 1, Group: Structure,
	Title:    "表格合计与各行之和不符",
	Basis:    "《党政机关公文处理工作条例》（中办发〔2012〕14号）第十九条",
	Source:   Practice,
	Severity: guibei.Medium,
	Looks:    "“合计”“总计”“小计”行中的数，与上方各行同一列的数相加不等。",
	Blind:    "只看 docx 里的表格；列里有文字、有多层小计相互包含、合并单元格错位的不看；百分数不加总。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	for _, t := range tablesOf(in) {
		out = append(out, t.check(r)...)
	}
	return out
})

// grid is one table: the lines of its cells.
type grid struct {
	rows, columns int
	cell          map[[2]int]*line
}

func tablesOf(in *Input) []*grid {
	var out []*grid
	last := 0
	for i := range in.read().lines {
		l := &in.view.lines[i]
		c := l.para.Cell
		if c.Table == 0 {
			continue
		}
		if c.Table != last {
			out = append(out, &grid{cell: map[[2]int]*line{}})
			last = c.Table
		}
		g := out[len(out)-1]
		g.rows, g.columns = max(g.rows, c.Row), max(g.columns, c.Column)
		if at := [2]int{c.Row, c.Column}; g.cell[at] == nil || g.cell[at].text == "" {
			g.cell[at] = l
		}
	}
	return out
}

var (
	totalLabel = regexp.MustCompile(`^(?:合计|总计|小计|共计)`)
	plainNum   = regexp.MustCompile(`^-?\d{1,12}(?:\.\d{1,4})?$`)
)

func (g *grid) check(r *Rule) []guibei.Finding {
	var out []guibei.Finding
	from := 1
	for row := 1; row <= g.rows; row++ {
		first := g.cell[[2]int{row, 1}]
		if first == nil || !totalLabel.MatchString(first.text) {
			continue
		}
		for col := 2; col <= g.columns; col++ {
			total := g.cell[[2]int{row, col}]
			if total == nil || !plainNum.MatchString(total.text) {
				continue
			}
			if sum, n, ok := g.sum(from, row, col); ok && n >= 2 && math.Abs(sum-numberIn(total.text)) > 0.0001 {
				out = append(out, r.finding(total.placeOf(0, len(total.text)), fmt.Sprintf("“%s”行写%s，上方%d个数相加为%s。请核对。", first.text, total.text, n, strconv.FormatFloat(sum, 'f', -1, 64))))
			}
		}
		if strings.HasPrefix(first.text, "小计") {
			from = row + 1
		}
	}
	return out
}

// sum adds the numbers of a column between two rows; ok is false when something
// other than a number stands there below the head.
func (g *grid) sum(from, to, col int) (sum float64, n int, ok bool) {
	for row := from; row < to; row++ {
		c := g.cell[[2]int{row, col}]
		switch {
		case c == nil || c.text == "" || c.text == "—" || c.text == "/":
		case plainNum.MatchString(c.text):
			if first := g.cell[[2]int{row, 1}]; first != nil && totalLabel.MatchString(first.text) {
				return 0, 0, false
			}
			sum += numberIn(c.text)
			n++
		case n > 0:
			return 0, 0, false
		}
	}
	return math.Round(sum*10000) / 10000, n, true
}

// numberIn reads what plainNum matches.
func numberIn(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64)
	return v
}
