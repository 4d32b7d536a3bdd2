package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"guibei"
)

var r142 = rule(Rule{
	ID: "R142", Version: 1, Group: Writing,
	Title:    "括号、引号或者书名号不成对",
	Basis:    "GB/T 15834（标点符号用法）",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "（）《》〈〉〔〕【】在一段之内不成对；引号在全文之内不成对（一段引文可以跨段）；书名号里又用书名号“《”。",
	Blind:    "“1）”这样的序号不算；直引号见R140；表格单元格里的一并检查。",
}, func(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	var open []openMark // in earlier lines, not yet closed
	lines := in.read().lines
	for i := range lines {
		l := &lines[i]
		if l.contents || l.text == "" {
			continue
		}
		if strings.HasPrefix(l.text, "“") { // a quotation goes on in a new paragraph
			open = slices.DeleteFunc(open, func(o openMark) bool { return o.mark == "“" })
		}
		for _, b := range unpaired(l.text) {
			mark := l.text[b.at : b.at+3]
			k := slices.IndexFunc(open, func(o openMark) bool { return o.closedBy(mark) })
			switch {
			case b.nested:
				out = append(out, r.finding(l.placeOf(b.at, b.at+3), "书名号里面又用了“《》”。里面的请改为单书名号“〈〉”；漏写“》”的，请补上。"))
			case closers[firstRune(mark)] == 0:
				if len(open) < maxOpen {
					open = append(open, openMark{l, b.at, mark})
				}
			case k >= 0:
				open = slices.Delete(open, k, k+1)
			default:
				out = append(out, r.unpairedMark(l, b.at, mark))
			}
		}
		open = slices.DeleteFunc(open, func(o openMark) bool {
			stays := o.mark == "“" || o.line == l && !ended(l.text)
			if !stays {
				out = append(out, r.unpairedMark(o.line, o.at, o.mark))
			}
			return !stays
		})
	}
	for _, o := range open {
		out = append(out, r.unpairedMark(o.line, o.at, o.mark))
	}
	return out
})

func (r *Rule) unpairedMark(l *line, at int, mark string) guibei.Finding {
	missing, name := "后", markNames[firstRune(mark)]
	if opener := closers[firstRune(mark)]; opener != 0 {
		missing, name = "前", markNames[opener]
	}
	return r.finding(l.placeOf(at, at+3), fmt.Sprintf("这里的%s不成对，缺少%s一半。请补上或者删去。", name, missing))
}

// ended reports whether a line ends a thought; one that does not may go on in
// the next, where a page of fixed width broke it.
func ended(text string) bool {
	return strings.HasSuffix(text, "。") || strings.HasSuffix(text, "；") || strings.HasSuffix(text, "：")
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// openMark is a mark whose other half may come in a later line: that of a
// quotation in any, that of others in the next.
type openMark struct {
	line *line
	at   int
	mark string
}

func (o openMark) closedBy(mark string) bool { return closers[firstRune(mark)] == firstRune(o.mark) }

// maxOpen is how many open marks are followed. No text nests deeper.
const maxOpen = 50

// bracket is a mark without its other half, or one inside of its own kind.
type bracket struct {
	at     int
	nested bool
}

var (
	closers    = map[rune]rune{'）': '（', '》': '《', '〉': '〈', '〕': '〔', '】': '【', '”': '“', '’': '‘'}
	markNames  = map[rune]string{'（': "圆括号", '《': "书名号", '〈': "单书名号", '〔': "六角括号", '【': "方头括号", '“': "引号", '‘': "单引号"}
	afterLabel = regexp.MustCompile(`(?:^|[^\d.])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3}|[①-⑳])$`)
)

// unpaired walks a line with a stack. ’ is also an apostrophe and counts only
// behind its ‘.
func unpaired(text string) []bracket {
	var out []bracket
	type open struct {
		mark rune
		at   int
	}
	var stack []open
	for i, c := range text {
		switch c {
		case '（', '《', '〈', '〔', '【', '“', '‘':
			if c == '《' && len(stack) > 0 && stack[len(stack)-1].mark == '《' {
				out = append(out, bracket{i, true})
			}
			stack = append(stack, open{c, i})
			continue
		case '）', '》', '〉', '〕', '】', '”', '’':
		default:
			continue
		}
		k := len(stack) - 1
		for k >= max(0, len(stack)-maxOpen) && stack[k].mark != closers[c] {
			k--
		}
		switch {
		case k >= 0 && stack[k].mark == closers[c]:
			for _, o := range stack[k+1:] {
				out = append(out, bracket{at: o.at})
			}
			stack = stack[:k]
		case c == '’', c == '）' && afterLabel.MatchString(tail(text[:i], 12)):
		default:
			out = append(out, bracket{at: i})
		}
	}
	for _, o := range stack {
		out = append(out, bracket{at: o.at})
	}
	return out
}
