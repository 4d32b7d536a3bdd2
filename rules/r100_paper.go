package rules

import (
	"fmt"

	"guibei"
)

var r100 = rule(Rule{
	ID: "R100", Version: 1, Group: Format,
	Title:    "公文用纸不是A4",
	Basis:    "GB/T 9704—2012（公文用纸采用A4型纸）",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "页面尺寸不是210毫米×297毫米的节；横排的表格页不算。",
	Blind:    "不看打印时的缩放；纯文本没有页面，不检查。",
}, func(r *Rule, in *Input) []guibei.Finding {
	if !in.looksCount() {
		return nil
	}
	for i, p := range in.Layout.Pages {
		short, long := min(p.Width, p.Height), max(p.Width, p.Height)
		if !closeTo(short, 210, 1) || !closeTo(long, 297, 1) {
			return []guibei.Finding{r.finding(in.pageStart(p), fmt.Sprintf(
				"第%d节的纸张是%s毫米×%s毫米。请在页面设置中改为A4（210毫米×297毫米）。", i+1, decimal(p.Width), decimal(p.Height)))}
		}
	}
	return nil
})

// pageStart is where a section begins.
func (in *Input) pageStart(p Page) guibei.Place {
	lines := in.read().lines
	for i := range lines {
		if l := &lines[i]; l.n >= p.First && l.text != "" {
			return l.beginning()
		}
	}
	return guibei.Place{}
}
