package similar

import (
	"regexp"
	"slices"
	"strings"
)

// Contradiction is two clauses of one matter that say different things.
type Contradiction struct {
	What  string // Chinese: 数额, 期限, 责任机关
	A, B  Clause
	InA   string // what the first says: 二百元
	InB   string
	Alike float64 // Jaccard of the clauses with what differs left out
}

// alikeFrom is how alike two clauses must be, without what is compared, to be
// about one thing.
const alikeFrom = 0.45

const number = `[\d.〇零一二三四五六七八九十百千万两]+`

// matters are what is compared, each by how it is written.
var matters = []struct {
	what string
	re   *regexp.Regexp
}{
	{"数额", regexp.MustCompile(`(?:人民币)?` + number + `(?:万|亿)?元|` + number + `(?:%|％|倍)|百分之` + number)},
	{"期限", regexp.MustCompile(number + `(?:个?工作日|日|天|个月|年|小时)`)},
	{"责任机关", regexp.MustCompile(`由[\p{Han}]{2,20}?(?:局|委员会|委|办公室|政府|部门|街道办事处|中心)`)},
}

// Contradictions compares every clause of one document with those of another.
func Contradictions(a, b []Clause) []Contradiction {
	var out []Contradiction
	for _, m := range matters {
		as, bs := saying(a, m.re), saying(b, m.re)
		for _, x := range as {
			for _, y := range bs {
				if slices.Equal(x.says, y.says) || len(x.says) != len(y.says) {
					continue
				}
				if j := Jaccard(x.rest, y.rest); j >= alikeFrom {
					out = append(out, Contradiction{m.what, x.Clause, y.Clause, strings.Join(x.says, "、"), strings.Join(y.says, "、"), j})
				}
			}
		}
	}
	return out
}

// said is a clause taken apart: what it says of one matter, and the rest.
type said struct {
	Clause
	says []string
	rest Set
}

func saying(cs []Clause, re *regexp.Regexp) []said {
	var out []said
	for _, c := range cs {
		if found := re.FindAllString(c.Text, -1); len(found) > 0 {
			out = append(out, said{c, found, Of(re.ReplaceAllString(c.Text, ""))})
		}
	}
	return out
}
