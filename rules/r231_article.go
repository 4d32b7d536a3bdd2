package rules

import (
	"fmt"
	"regexp"

	"guibei"
	"guibei/docx"
	"guibei/laws"
)

var r231 = rule(Rule{
	ID: "R231", Version: 1, Group: Citing,
	Title:    "引用的条在该法中不存在",
	Basis:    "《立法法》第六十五条；各该法律、法规",
	Source:   Statute,
	Severity: guibei.High,
	Looks:    "所引条号超过判断日现行文本的总条数。",
	Blind:    "名录没有条数的不看；条号没有超过总数、内容却已经挪动的，导入法律文本之后由“引文与原文”核对。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	for ref, c := range in.references() {
		if ref.Article == "" {
			continue
		}
		l, ok := in.register().Find(ref.Title)
		if !ok || isPast(tail(c.text[:ref.Start], near), head(c.text[ref.End:], near)) {
			continue
		}
		status, now, _ := l.At(in.On)
		if status != laws.InForce || now == nil || now.Articles == 0 {
			continue
		}
		for _, m := range citedArticle.FindAllStringSubmatch(ref.Article, -1) {
			if n, ok := docx.Numeral(m[1]); ok && n > now.Articles {
				out = append(out, r.finding(c.placeOf(ref.Start, ref.End), fmt.Sprintf("《%s》现行文本（%s公布）共%d条，没有第%s条。请核对条号；按旧文本引用的，改引现行条号。",
					laws.Key(l.Title), now.Published, now.Articles, docx.FormatNumeral(n))))
				break
			}
		}
	}
	return out
})

var citedArticle = regexp.MustCompile(`第(` + digits + `+|[` + `零〇○一二三四五六七八九十百千两\d` + `]+)条`)
