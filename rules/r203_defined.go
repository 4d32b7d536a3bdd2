package rules

import (
	"fmt"
	"regexp"
	"strings"

	"guibei"
)

var r203 = rule(Rule{
	ID: "R203", Version: 1, Group: Structure,
	Title:    "简称没有再用或者重复定义",
	Basis:    "《立法法》第六十五条（参照）",
	Source:   Practice,
	Severity: guibei.Low,
	Looks:    "“（以下简称×）”之后没有再用这个简称；同一简称定义两次。",
	Blind:    "不看没有写“以下简称”的定义；不判断简称是否恰当。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	lines := in.read().lines
	seen := map[string]bool{}
	for i := range lines {
		l := &lines[i]
		for _, m := range abbreviation.FindAllStringSubmatchIndex(l.text, -1) {
			name := strings.Trim(l.text[m[2]:m[3]], "“”\"《》‘’")
			at := l.placeOf(m[0], m[1])
			switch {
			case name == "":
			case seen[name]:
				out = append(out, r.finding(at, fmt.Sprintf("简称“%s”前面已经定义过。请删去重复的定义，或者改用不同的简称。", name)))
			case !usedAfter(lines[i:], name, m[1]):
				out = append(out, r.finding(at, fmt.Sprintf("定义了简称“%s”，后文没有再用。请删去定义，或者后文统一改用简称。", name)))
			}
			seen[name] = true
		}
	}
	return out
})

var abbreviation = regexp.MustCompile(`（以下(?:统|简|合|通)?称(?:为)?[：]?([^（）。；，、]{1,24})）`)

// usedAfter reports whether a name stands behind a byte of the first line, or in
// a later one.
func usedAfter(lines []line, name string, from int) bool {
	for i := range lines {
		if strings.Contains(lines[i].text[from:], name) {
			return true
		}
		from = 0
	}
	return false
}
