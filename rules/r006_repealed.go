package rules

import (
	"fmt"
	"regexp"
	"strings"

	"guibei"
	"guibei/laws"
)

var r006 = rule(Rule{
	ID: "R006", Version: 4, Group: Citing,
	Title:    "引用已废止的法律、法规、规章",
	Basis:    "各该法律、法规、规章的废止条款；《立法法》第六十一条",
	Source:   Statute,
	Severity: guibei.High,
	Looks:    "书名号中的名称在判断日已经废止；废止以名录中的生效日为准。",
	Blind:    "名录只有已知的废止事实，未收录的名称不表示有效；不核对条号，不认识不加书名号的引用；没有判断日的不检查。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	register, clauses := in.register(), in.read().clauses
	for i := range clauses {
		c := &clauses[i]
		for _, ref := range c.citations() {
			law, gone := register.Repealed(ref.Title, in.On)
			if !gone || ref.End <= c.lead || isPast(tail(c.text[:ref.Start], near), head(c.text[ref.End:], near)) {
				continue
			}
			out = append(out, r.finding(c.placeOf(ref.Start, ref.End), repealedDetail(law)))
		}
	}
	return out
})

var (
	pastBefore = regexp.MustCompile(`(?:原|原来的|废止的?|失效的|修改前的|修订前的|旧)(?:国家)?$`)
	pastAfter  = regexp.MustCompile(`^[^，。；]{0,60}(?:废止|失效)`)
)

// isPast reports whether the words around a reference say themselves that it
// is no longer in force, or repeal it.
func isPast(before, after string) bool {
	return pastBefore.MatchString(before) || pastAfter.MatchString(after)
}

func repealedDetail(l laws.Law) string {
	on := l.RepealedOn
	if l.Gone {
		return fmt.Sprintf("《%s》已经废止（名录没有记载废止的日期和代替它的规定）。请查明后改引现行规定，并重新核对条号和内容；确需提及历史规定的，请写明“原”字。", laws.Key(l.Title))
	}
	return fmt.Sprintf("《%s》自%d年%d月%d日起废止（%s）。请改引现行的《%s》，并重新核对条号和内容；确需提及历史规定的，请写明“原”字。",
		laws.Key(l.Title), on.Year, int(on.Month), on.Day, l.Basis, strings.ReplaceAll(l.Successor, "；", "》《"))
}
