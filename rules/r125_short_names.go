package rules

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"guibei"
)

var r125 = rule(Rule{
	ID: "R125", Version: 1, Group: Structure,
	Title:    "简称没有用到、重复约定或者先用后定",
	Basis:    "用语应当准确（《规章制定程序条例》第八条，参照）",
	Source:   Practice,
	Severity: guibei.Info,
	Looks:    "“以下简称××”约定后全文不再出现；同一文本中对同一简称约定两次（提示）；约定之前已经用了简称。",
	Blind:    "简称与全称混用不看；附件里的约定与正文分开计算；标题里的字样不算先用。",
}, func(r *Rule, in *Input) []guibei.Finding {
	v := in.read()
	var out []guibei.Finding
	seen, looked := map[string]bool{}, 0
	for i := range v.lines {
		l := &v.lines[i]
		if !strings.Contains(l.text, "称") || l.role == roleAside {
			continue
		}
		for _, m := range shortName.FindAllStringSubmatchIndex(l.text, -1) {
			for _, name := range strings.FieldsFunc(l.text[m[2]:m[3]], func(c rune) bool { return strings.ContainsRune("“”\"《》、", c) }) {
				if looked++; looked > maxShortNames {
					return out
				}
				key := fmt.Sprint(l.part, " ", name)
				if f, ok := r.shortName(v, l, m, name, seen[key]); ok {
					out = append(out, f)
				}
				seen[key] = true
			}
		}
	}
	return out
})

var shortName = regexp.MustCompile(`（[^（）]{0,12}?(?:以下|下)(?:统)?(?:简|合)?(?:统)?称(?:为)?：?([^（）。；，]{1,24})`)

// maxShortNames bounds how many short names are followed through the text.
const maxShortNames = 200

// shortName judges one definition of a short name.
func (r *Rule) shortName(v *view, l *line, m []int, name string, again bool) (guibei.Finding, bool) {
	at := l.placeOf(m[0], m[1])
	before, after := v.uses(l, m, name)
	switch full := l.text[:m[0]]; {
	case again:
		f := r.finding(at, fmt.Sprintf("简称“%s”约定了两次。请只在第一次出现时约定。", name))
		f.Severity = guibei.Low
		return f, true
	case !after:
		return r.finding(at, fmt.Sprintf("约定了简称“%s”，但是后面没有再用。不需要的，请删去；需要的，请核对用语是否一致。", name)), true
	case before && !strings.Contains(tail(full, 120), name) && utf8.RuneCountInString(name) > 2:
		return r.finding(at, fmt.Sprintf("简称“%s”在约定之前已经用了。请把约定移到第一次出现的地方。", name)), true
	}
	return guibei.Finding{}, false
}

// uses reports whether a name stands in running text before, and anywhere
// behind, its definition.
func (v *view) uses(l *line, m []int, name string) (before, after bool) {
	behind := false
	for i := range v.lines {
		o := &v.lines[i]
		switch {
		case o == l:
			behind = true
			before = before || strings.Contains(strings.ReplaceAll(l.text[:m[0]], tail(l.text[:m[0]], 120), ""), name)
			after = strings.Contains(l.text[m[1]:], name)
		case behind && !after:
			after = strings.Contains(o.text, name)
		case !behind && o.part == l.part && o.role == roleBody:
			before = before || strings.Contains(o.text, name)
		}
	}
	return before, after
}
