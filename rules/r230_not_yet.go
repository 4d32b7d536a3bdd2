package rules

import (
	"fmt"

	"guibei"
	"guibei/laws"
)

var r230 = rule(Rule{
	ID: "R230", Version: 1, Group: Citing,
	Title:    "引用尚未施行的法律、法规、规章",
	Basis:    "《立法法》第六十一条",
	Source:   Statute,
	Severity: guibei.High,
	Looks:    "书名号中的名称已经公布，判断日尚未施行；已公布修订、新文本将在以后施行的，提示一并考虑。",
	Blind:    "名录没有收录的看不到；不比对新旧文本的内容。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	told := map[string]bool{}
	for ref, c := range in.references() {
		l, ok := in.register().Find(ref.Title)
		if !ok || told[l.Title] || isPast(tail(c.text[:ref.Start], near), head(c.text[ref.End:], near)) {
			continue
		}
		status, _, next := l.At(in.On)
		if next == nil {
			continue
		}
		told[l.Title] = true
		at := c.placeOf(ref.Start, ref.End)
		if status == laws.NotYet {
			out = append(out, r.finding(at, fmt.Sprintf("《%s》自%s起施行，检查日（%s）尚未施行。请改引现行规定，或者把本文件的施行日期放在其后。", laws.Key(l.Title), next.Effective, in.On)))
			continue
		}
		f := r.finding(at, fmt.Sprintf("《%s》已于%s公布新的文本，自%s起施行。请对照新文本，避免施行后条号、内容不符。", laws.Key(l.Title), next.Published, next.Effective))
		f.Severity = guibei.Low
		out = append(out, f)
	}
	return out
})
