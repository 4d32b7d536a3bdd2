package docx

import (
	"strings"
)

// suggested remembers which stretches of pieces suggestions have taken, so that none overlaps another.
type suggested struct {
	taken map[*piece][][2]int
}

// suggestions writes the tracked changes. A suggestion that cannot be written stays a comment, and the note says why.
func (a *annotator) suggestions() *suggested {
	t := &suggested{taken: map[*piece][][2]int{}}
	for i := range a.notes {
		if a.notes[i].Replace == nil {
			continue
		}
		if why := a.suggest(i, t); why != "" {
			a.placed[i].Reason += why
			continue
		}
		a.placed[i].Suggested = true
	}
	return t
}

// suggest writes one tracked replacement: the old words struck out run by run, the new ones after the last of them. It
// returns why it did not.
func (a *annotator) suggest(i int, t *suggested) string {
	n, at := &a.notes[i], a.spans[i]
	switch {
	case strings.ContainsAny(*n.Replace, "\n\r"):
		return "建议文字不能分段，已改为只加批注。"
	case !a.placed[i].Exact:
		return "原文位置已变，修改建议没有写成修订。"
	case n.Anchor.Quote != "" && n.Anchor.Quote != a.placed[i].Anchor.Quote:
		return "自动编号不能直接修改，请改编号格式。"
	}
	ps := a.l.between(at.paragraph, at.start, at.end)
	for _, p := range ps {
		if _, _, whole := a.l.whole(p.piece); whole {
			return "这段文字在公式、文本框或注音中，不能写成修订。"
		}
		if t.overlaps(p.piece, max(0, at.start-p.start), min(p.n, at.end-p.start)) {
			return "同一处已有修改建议，没有重复写入修订。"
		}
	}
	x := a.markup()
	for k, p := range ps {
		from, to := max(0, at.start-p.start), min(p.n, at.end-p.start)
		t.taken[p.piece] = append(t.taken[p.piece], [2]int{from, to})
		after := ""
		if k == len(ps)-1 && *n.Replace != "" {
			after = a.inserted(x, p.piece, n)
		}
		a.w.put(p.piece, from, markDelete, "<"+x.w+"del"+x.ns+a.trackedBy(x, n)+">")
		a.w.put(p.piece, to, markKeep, "</"+x.w+"del>"+after)
	}
	return ""
}

// inserted is the new text as a tracked insertion, formatted like the run it follows.
func (a *annotator) inserted(x markup, p *piece, n *Note) string {
	r := &a.l.r.tr.runs[p.run]
	rPr := string(a.w.renumber(a.l.b[r.rPr.from:r.rPr.to]))
	name := prefixOf(a.l.b[r.from:r.tagEnd])
	return "<" + x.w + "ins" + x.ns + a.trackedBy(x, n) + "><" + name + "r>" + rPr + runText(name, *n.Replace) + "</" + name + "r></" + x.w + "ins>"
}

// trackedBy are the attributes of a tracked change.
func (a *annotator) trackedBy(x markup, n *Note) string {
	return trackedAttrs(x, a.w.id(), n.Author, wordDate(n.Date))
}

func trackedAttrs(x markup, id, author, date string) string {
	return " " + x.w + `id="` + id + `" ` + x.w + `author="` + escapeAttr(author) + `" ` + x.w + `date="` + date + `"`
}

// runText is text as the content of a run: tabs and line breaks have elements of their own.
func runText(prefix, s string) string { return runTextAs(prefix, "t", s) }

func runTextAs(prefix, element, s string) string {
	var b strings.Builder
	for len(s) > 0 {
		i := strings.IndexAny(s, "\t\v")
		if i < 0 {
			i = len(s)
		}
		if i > 0 {
			b.WriteString("<" + prefix + element + ` xml:space="preserve">` + escapeText(s[:i]) + "</" + prefix + element + ">")
		}
		if i == len(s) {
			break
		}
		if s[i] == '\t' {
			b.WriteString("<" + prefix + "tab/>")
		} else {
			b.WriteString("<" + prefix + "br/>")
		}
		s = s[i+1:]
	}
	return b.String()
}

func (t *suggested) overlaps(p *piece, from, to int) bool {
	for _, s := range t.taken[p] {
		if from < s[1] && s[0] < to {
			return true
		}
	}
	return false
}

// widen moves the border of a comment out of a stretch that a suggestion strikes out: marks of comments stand between
// runs, and a struck-out stretch is one.
func (t *suggested) widen(p *piece, at int, end bool) int {
	for _, s := range t.taken[p] {
		if s[0] < at && at < s[1] {
			if end {
				return s[1]
			}
			return s[0]
		}
	}
	return at
}

// trimRunes cuts n runes off the front of s.
func trimRunes(s string, n int) string { return s[byteOffset(s, n):] }
