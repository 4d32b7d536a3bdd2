package rules

import (
	"fmt"
	"slices"
	"strings"

	"guibei"
	"guibei/docx"
)

var r116 = rule(Rule{
	ID: "R116", Version: 1, Group: Format,
	Title:    "正文字体、字号混用",
	Basis:    "GB/T 9704—2012（正文一般用3号仿宋体字）",
	Source:   Standard,
	Severity: guibei.Low,
	Looks:    "正文里与多数文字不同的字体（黑体、楷体作标题用的除外）和字号，合为一条并计数。",
	Blind:    "西文和数字的字体不看；表格、标题和居中、居右的段落不看。",
}, func(r *Rule, in *Input) []guibei.Finding {
	body := in.bodyLook()
	if body.Font == "" {
		return nil
	}
	var found gathered
	var names []string
	in.eachLook(func(l *line, k *Look) {
		if !l.running() || k.Align == docx.Center || k.Align == docx.Right {
			return
		}
		for _, run := range k.Runs {
			name := strayLook(run, body)
			if name == "" {
				continue
			}
			found.add(l.runPlace(run))
			if !slices.Contains(names, name) && len(names) < maxNames {
				names = append(names, name)
			}
		}
	})
	if found.count == 0 {
		return nil
	}
	return []guibei.Finding{r.finding(found.first, fmt.Sprintf(
		"正文以%s、%s为主，另有%s。请统一。", body.Font, sizeName(body.Size), strings.Join(names, "、"))+found.places())}
})

// maxNames is how many names one lead lists.
const maxNames = 5

// strayLook names what is different about a run in running text, "" for
// nothing. 黑体 and 楷体 set off the first words of a paragraph.
func strayLook(run, body LookRun) string {
	switch {
	case run.Font == "":
		return ""
	case !docx.SameFont(run.Font, body.Font) && !isFace(run.Font, "黑体") && !isFace(run.Font, "楷体"):
		return run.Font
	case run.Size != body.Size:
		return sizeName(run.Size)
	}
	return ""
}

// runPlace anchors a run of the line's paragraph.
func (l *line) runPlace(run LookRun) guibei.Place {
	from, to, n := -1, -1, 0
	for i := range l.para.Text {
		if n == run.Start {
			from = i
		}
		if n == min(run.End, run.Start+20) {
			to = i
			break
		}
		n++
	}
	if to < 0 {
		to = len(l.para.Text)
	}
	if from < 0 || from >= to {
		return l.beginning()
	}
	quote := l.para.Text[from:to]
	start := units(l.para.Text[:from])
	return guibei.Place{Paragraph: l.para.ID, Article: l.para.Article, Start: start, End: start + units(quote), Quote: quote}
}
