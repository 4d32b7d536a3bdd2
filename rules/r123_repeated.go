package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"guibei"
)

var r123 = rule(Rule{
	ID: "R123", Version: 1, Group: Structure,
	Title:    "条文或者段落重复",
	Basis:    "《行政法规制定程序条例》第六条（参照：备而不繁、用语简洁）",
	Source:   Practice,
	Severity: guibei.Low,
	Looks:    "同一文本中两个段落（去掉序号后）文字完全相同，不少于20个字。",
	Blind:    "意思重复而文字不同的不看；各条相同的项（如兜底的项）不看；表格不看；正文与附件之间的重复不算。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	seen := map[string]*line{}
	lines := in.read().lines
	for i := range lines {
		l := &lines[i]
		words := l.text[l.heading.size:]
		if l.role != roleBody || l.level > 0 || strings.HasSuffix(words, "：") || utf8.RuneCountInString(words) < minRepeated || !hasHan(words) {
			continue
		}
		key := fmt.Sprint(l.part, " ", words)
		first, again := seen[key]
		if !again {
			seen[key] = l
			continue
		}
		out = append(out, r.finding(l.beginning(), fmt.Sprintf("这一段与%s文字完全相同。请核对是否重复粘贴；确需重复的，宜合并为一处。", whereIs(first))))
	}
	return out
})

// minRepeated is how many characters a paragraph has that is hardly written
// twice on purpose.
const minRepeated = 20

// whereIs names a line for people.
func whereIs(l *line) string {
	if l.para.Article != "" {
		return "“" + l.para.Article + "”中的一段"
	}
	return "“" + head(l.text, 36) + "……”一段"
}
