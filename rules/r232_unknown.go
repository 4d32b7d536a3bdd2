package rules

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"guibei"
	"guibei/laws"
)

var r232 = rule(Rule{
	ID: "R232", Version: 1, Group: Citing,
	Title:    "名录中没有的法律、法规",
	Basis:    "《国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见》（国办发〔2018〕115号）",
	Source:   Regulation,
	Severity: guibei.Info,
	Looks:    "以“法”“条例”结尾而名录没有收录的名称；与名录中某个名称只差一个字的，提示可能写错。",
	Blind:    "地方性法规、规章、文件名录收录不全，没有收录不表示无效；名称错得多的认不出来。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	told := map[string]bool{}
	register := in.register()
	for ref, c := range in.references() {
		key := laws.Key(ref.Title)
		if told[key] || !lawTitle.MatchString(ref.Title) {
			continue
		}
		if _, ok := register.Find(ref.Title); ok {
			continue
		}
		told[key] = true
		at := c.placeOf(ref.Start, ref.End)
		if like, ok := register.Like(ref.Title); ok && utf8.RuneCountInString(key) >= 5 {
			f := r.finding(at, fmt.Sprintf("名录中没有《%s》，有名称相近的《%s》。请核对名称是否写错。", ref.Title, laws.Key(like.Title)))
			f.Severity = guibei.Medium
			out = append(out, f)
			continue
		}
		if !localTitle.MatchString(key) && !strings.Contains(c.text, "废止") {
			out = append(out, r.finding(at, fmt.Sprintf("名录中没有《%s》，无法判断是否有效。请人工确认现行有效、名称无误。", ref.Title)))
		}
	}
	return out
})

var (
	lawTitle   = regexp.MustCompile(`(?:[^办方]法|条例)(?:（[^（）]{1,8}）)?$`)
	localTitle = regexp.MustCompile(`^[\p{Han}]{2,9}(?:省|市|自治区|自治州|自治县|区|县|旗|盟)`)
)
