package rules

import (
	"fmt"
	"regexp"

	"guibei"
)

var r140 = rule(Rule{
	ID: "R140", Version: 1, Group: Writing,
	Title:    "汉字之间用了半角标点",
	Basis:    "GB/T 15834（标点符号用法）",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "夹在汉字之间的半角逗号、分号、冒号、问号、叹号、括号和直引号，合为一条并计数。",
	Blind:    "网址、公式、西文和数字旁边的半角符号不算；表格一并检查；小数点、千分位不看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var found gathered
	ps := in.Text.Paragraphs
	for i := range ps {
		for _, m := range halfWidth.FindAllStringIndex(ps[i].Text, -1) {
			quote := ps[i].Text[m[0]:m[1]]
			at := units(ps[i].Text[:m[0]])
			found.add(guibei.Place{Paragraph: ps[i].ID, Article: ps[i].Article, Start: at, End: at + units(quote), Quote: quote})
		}
	}
	if found.count == 0 {
		return nil
	}
	return []guibei.Finding{r.finding(found.first, fmt.Sprintf("“%s”中的标点是半角的。请改为全角的中文标点。", found.first.Quote)+found.places())}
})

var halfWidth = regexp.MustCompile(`[\p{Han}”》）][,;:?!"][\p{Han}“《（]|[\p{Han}”》]\([^()\n]{0,60}?[\p{Han}][^()\n]{0,60}?\)|[\p{Han}][,;:](?:\s|$)|[\p{Han}]\.(?:\s*$|[\p{Han}])`)
