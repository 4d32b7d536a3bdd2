package main

import (
	"regexp"
	"strings"
)

// The marks at the start of a line of text/.
//
//	#   title                ##  chapter            =   发文字号 below a title
//	^   line below a title   *   article numbered by Word (第%1条)
//	-   主送机关              >   署名, 成文日期       !   密级
//	%   new page             ~   title of an annex  |   row of a table
//
// Everything else is a paragraph of the text; an empty line is an empty one.

// kind is what a paragraph is; its value is the style's identifier.
type kind string

const (
	titleLine   kind = "Title"
	chapterLine kind = "Chapter"
	numberLine  kind = "DocumentNo"
	underTitle  kind = "Subtitle"
	autoArticle kind = "Article"
	addressee   kind = "Addressee"
	signature   kind = "Signature"
	secrecy     kind = "Secrecy"
	annexLabel  kind = "AnnexLabel"
	annexTitle  kind = "AnnexTitle"
	bodyText    kind = "BodyText"
	tableRow    kind = ""
)

// block is one paragraph, or one row of a table.
type block struct {
	kind    kind
	label   string // first words set in 黑体
	text    string
	cells   []string
	newPage bool
}

var marks = []struct {
	mark string
	kind kind
}{
	{"## ", chapterLine},
	{"# ", titleLine},
	{"= ", numberLine},
	{"^ ", underTitle},
	{"* ", autoArticle},
	{"- ", addressee},
	{"> ", signature},
	{"! ", secrecy},
	{"~ ", annexTitle},
}

// bold is what stands in 黑体 at the start of a paragraph: the number of an
// article, or a heading of the first level.
var bold = regexp.MustCompile(`^(第[一二三四五六七八九十]+条　|[一二三四五六七八九十]+、[^。]{1,16}$)`)

func parse(text string) []block {
	var out []block
	newPage := false
	for line := range strings.Lines(strings.TrimRight(text, "\n")) {
		line = strings.TrimRight(line, "\n")
		if line == "%" {
			newPage = true
			continue
		}
		b := parseLine(line)
		if newPage {
			b.kind, b.newPage, newPage = annexLabel, true, false
		}
		out = append(out, b)
	}
	return out
}

func parseLine(line string) block {
	if row, ok := strings.CutPrefix(line, "|"); ok {
		cells := strings.Split(row, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		return block{kind: tableRow, cells: cells}
	}
	for _, m := range marks {
		if text, ok := strings.CutPrefix(line, m.mark); ok {
			return block{kind: m.kind, text: text}
		}
	}
	label := bold.FindString(line)
	return block{kind: bodyText, label: label, text: line[len(label):]}
}
