package similar

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Clause is a sentence of a document with the article it belongs to.
type Clause struct {
	Article string
	Text    string
}

var articleHead = regexp.MustCompile(`^\s*(第[零〇一二三四五六七八九十百千]+条)[\s　]*`)

// shortest is how many characters a clause must have to be compared: below it
// any two are alike by chance.
const shortest = 12

// Clauses cuts a text into sentences, a paragraph a line.
func Clauses(text string) []Clause {
	var out []Clause
	article := ""
	for line := range strings.SplitSeq(text, "\n") {
		if m := articleHead.FindStringSubmatch(line); m != nil {
			article = m[1]
			line = line[len(m[0]):]
		}
		for s := range strings.FieldsFuncSeq(line, func(r rune) bool { return r == '。' || r == '；' || r == '！' || r == '\v' }) {
			if s = strings.TrimSpace(s); utf8.RuneCountInString(s) >= shortest {
				out = append(out, Clause{article, s})
			}
		}
	}
	return out
}
