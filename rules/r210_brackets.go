package rules

import (
	"fmt"
	"unicode/utf8"

	"guibei"
)

var r210 = rule(Rule{
	ID: "R210", Version: 1, Group: Writing,
	Title:    "括号、引号、书名号不成对",
	Basis:    "《标点符号用法》（GB/T 15834—2011）4.8、4.9、4.15",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "一段之内圆括号、书名号、弯引号缺一半或者颠倒。",
	Blind:    "引文跨段时每段都有前引号是对的，不报；序号“1）”不报；直引号不看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	opened, half := -2*spansLines, rune(0) // the line of the last half that was left open
	for i := range in.read().lines {
		l := &in.view.lines[i]
		from, to, what := unpaired(l.text)
		if what == "" {
			continue
		}
		left, closes := closers[firstRune(l.text[from:])]
		if closes && left == half && i-opened <= spansLines {
			out, opened = out[:len(out)-1], -2*spansLines // a bracket that runs over lines, as below a title
			continue
		}
		if !closes {
			opened, half = i, firstRune(l.text[from:])
		}
		out = append(out, r.finding(l.placeOf(from, to), what+"。请补上缺的一半，或者删去多的一半。"))
	}
	return out
})

// spansLines is how many lines a bracket may run over.
const spansLines = 12

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

var pairs = map[rune]rune{'（': '）', '《': '》', '“': '”', '【': '】', '〔': '〕'}

var closers = map[rune]rune{'）': '（', '》': '《', '”': '“', '】': '【', '〕': '〔'}

// unpaired returns the first half of a pair that has no other half.
func unpaired(text string) (from, to int, what string) {
	type open struct {
		r  rune
		at int
	}
	var stack []open
	for i, r := range text {
		size := len(string(r))
		if _, ok := pairs[r]; ok {
			stack = append(stack, open{r, i})
			continue
		}
		left, ok := closers[r]
		if !ok {
			continue
		}
		if len(stack) > 0 && stack[len(stack)-1].r == left {
			stack = stack[:len(stack)-1]
			continue
		}
		if r == '）' && numbersItem(text[:i]) {
			continue
		}
		return i, i + size, fmt.Sprintf("“%c”前面没有与它成对的“%c”", r, left)
	}
	for _, o := range stack {
		if o.r != '“' { // a quotation may go on in the next paragraph
			return o.at, o.at + len(string(o.r)), fmt.Sprintf("“%c”后面没有与它成对的“%c”", o.r, pairs[o.r])
		}
	}
	return 0, 0, ""
}

// numbersItem reports whether 1） or a） begins an item.
func numbersItem(before string) bool {
	if before == "" {
		return false
	}
	c := before[len(before)-1]
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z'
}
