package rules

import (
	"fmt"
	"regexp"
	"strings"

	"guibei"
)

var r223 = rule(Rule{
	ID: "R223", Version: 1, Group: Dates,
	Title:    "废止的文件没有写明文号",
	Basis:    "《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号）；本地行政规范性文件管理规定",
	Source:   Practice,
	Severity: guibei.Low,
	Looks:    "“《×》同时废止”而没有发文字号。",
	Blind:    "政府令号写在书名号之外较远处的看不到；法律、法规不需要文号，名录中有的不报。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	for i := range in.read().clauses {
		c := &in.view.clauses[i]
		if !strings.Contains(c.text, "废止") || !repealing.MatchString(c.text) {
			continue
		}
		for _, ref := range c.citations() {
			if ref.End <= c.lead || ref.DocumentNo != "" || numbered.MatchString(tail(c.text[:ref.Start], 60)) || numbered.MatchString(head(c.text[ref.End:], 60)) {
				continue
			}
			if _, known := in.register().Find(ref.Title); known {
				continue
			}
			out = append(out, r.finding(c.placeOf(ref.Start, ref.End), fmt.Sprintf("废止《%s》没有写明发文字号。请补上，以免与同名文件混淆。", ref.Title)))
		}
	}
	return out
})

var (
	repealing = regexp.MustCompile(`同时废止|予以废止|即行废止|自行废止|停止执行`)
	numbered  = regexp.MustCompile(`[〔\[（][12]\d{3}[〕\]）]|第?\d+号`)
)
