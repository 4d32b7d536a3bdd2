package rules

import (
	"fmt"
	"strings"

	"guibei"
)

var r101 = rule(Rule{
	ID: "R101", Version: 1, Group: Format,
	Title:    "页边距不符合版心要求",
	Basis:    "GB/T 9704—2012（天头37毫米±1毫米，订口28毫米±1毫米，版心156毫米×225毫米）",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "竖排页面的上、左边距与37毫米、28毫米相差超过1毫米，下、右边距与由版心得出的35毫米、26毫米相差超过1.5毫米。",
	Blind:    "横排的页不看；装订线与左边距合并计算；纯文本不检查。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if !in.looksCount() {
		return nil
	}
	for i, p := range in.Layout.Pages {
		if wrong := wrongMargins(p); !p.Landscape && wrong != "" {
			return []guibei.Finding{r.finding(in.pageStart(p), fmt.Sprintf(
				"第%d节的页边距：%s。请核对；按版心156毫米×225毫米，宜设为上37毫米、下35毫米、左28毫米、右26毫米。", i+1, wrong))}
		}
	}
	return nil
})

// wrongMargins names the margins that are off, in millimetres.
func wrongMargins(p Page) string {
	var out []string
	for _, m := range []struct {
		name             string
		is, want, within float64
	}{{"上", p.Top, 37, 1}, {"下", p.Bottom, 35, 1.5}, {"左", p.Left, 28, 1}, {"右", p.Right, 26, 1.5}} {
		if !closeTo(m.is, m.want, m.within) {
			out = append(out, m.name+decimal(m.is)+"毫米")
		}
	}
	return strings.Join(out, "、")
}
