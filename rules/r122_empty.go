package rules

import (
	"fmt"

	"guibei"
)

var r122 = rule(Rule{
	ID: "R122", Version: 1, Group: Structure,
	Title:    "章、节没有条文或者条没有内容",
	Basis:    "《立法法》第六十五条（参照）",
	Source:   Practice,
	Severity: guibei.Medium,
	Looks:    "章、节的标题后面没有条就到了下一章、节或者全文末尾；条只有序号没有内容。",
	Blind:    "目录里的章不算；没有条的文件（用“一、”分层的）不检查章。",
}, func(r *Rule, in *Input) []guibei.Finding {
	v := in.read()
	if v.articles() == 0 {
		return nil
	}
	var out []guibei.Finding
	var chapter *line // without an article so far
	for i := range v.lines {
		l := &v.lines[i]
		switch unit := l.heading.unit; {
		case l.contents:
		case unit == '章' || unit == '节':
			if chapter != nil && (unit == '章' || chapter.heading.unit == '节') {
				out = append(out, r.emptyChapter(chapter))
			}
			chapter = l
			if unit == '章' && l.heading.number == 1 {
				out = nil // what came before was a table of contents
			}
		case unit == '条':
			chapter = nil
			if l.heading.size == len(l.text) && v.nothingFollows(i) {
				out = append(out, r.finding(l.placeOf(0, l.heading.size), fmt.Sprintf("“%s”没有内容。请补写；已经删去这一条的，请重新编排其后的序号。", l.heading.label)))
			}
		}
	}
	if chapter != nil {
		out = append(out, r.emptyChapter(chapter))
	}
	return out
})

func (r *Rule) emptyChapter(l *line) guibei.Finding {
	return r.finding(l.placeOf(0, len(l.text)), fmt.Sprintf("“%s”没有条文。请补写，或者删去这一%c并重新编排序号。", l.heading.label, l.heading.unit))
}

// nothingFollows reports whether the next line that is not blank begins
// something else, or there is none.
func (v *view) nothingFollows(i int) bool {
	for i++; i < len(v.lines); i++ {
		if l := &v.lines[i]; l.role != roleBlank {
			return l.heading.unit != 0 || l.role == roleAnnex || l.role == roleDate || l.role == roleTitle
		}
	}
	return true
}
