package compare

import (
	"slices"
	"strings"
	"unicode/utf8"

	"guibei/docx"
)

// Effect is what a change does in law. A change is mechanical only where that is provable: it renumbers, follows a
// renumbering, changes punctuation, blanks, 的 or the way a number is written. Everything else is substantive.
type Effect struct {
	Substantive bool     `json:"substantive"`
	Aspects     []Aspect `json:"aspects"`
}

// Aspect is one thing that a change does: in place of Old stands New.
type Aspect struct {
	Kind   AspectKind `json:"kind"`
	Old    string     `json:"old"`
	New    string     `json:"new"`
	Reason string     `json:"reason"` // Chinese, for the reviewer
}

// effectOf judges a change. places are the references in its new text.
func effectOf(c *Change, places []located) Effect {
	eff := Effect{Aspects: []Aspect{}}
	if c.Unit == Contents && c.Kind != Unchanged {
		eff.add(Aspect{Kind: Structure, Reason: "目录变化，以正文为准"})
		return eff
	}
	switch c.Kind {
	case Inserted, Deleted:
		wholeEffect(c, &eff)
	case Unchanged:
	case Moved, MovedModified:
		eff.position(c)
		eff.edits(c.Diff, places)
	case Split, Merged:
		eff.add(Aspect{Kind: Structure, Reason: map[Kind]string{Split: "一条拆分为多条", Merged: "多条合并为一条"}[c.Kind]})
		eff.edits(c.Diff, places)
	case Modified:
		if c.Unit == Table {
			eff.rows(c.Rows)
		} else {
			eff.edits(c.Diff, places)
		}
	}
	if c.Renumbered && len(c.Old) > 0 && len(c.New) > 0 {
		eff.add(Aspect{Kind: Numbering, Old: c.Old[0].Label, New: c.New[0].Label, Reason: "仅序号变化"})
	}
	return eff
}

// add notes an aspect, once.
func (e *Effect) add(a Aspect) {
	if slices.Contains(e.Aspects, a) {
		return
	}
	e.Aspects = append(e.Aspects, a)
	if !a.Kind.mechanical() {
		e.Substantive = true
	}
}

// wholeEffect judges a unit that is new or gone: always substantive.
func wholeEffect(c *Change, eff *Effect) {
	name := unitNames[c.Unit]
	a := Aspect{Kind: Provision, Reason: "新增" + name}
	old, new := "", ""
	if c.Kind == Deleted {
		a.Reason = "删除" + name
		old = c.Old[0].Text
	} else {
		new = c.New[0].Text
	}
	eff.add(a)
	eff.compare(findPhrases(old, 0, len(old)), findPhrases(new, 0, len(new)))
}

// position judges a move: within its chapter it is mechanical, into another it may change what a provision applies to.
func (e *Effect) position(c *Change) {
	o, n := c.Old[0], c.New[0]
	if o.Part == n.Part && docx.Squeeze(o.Chapter) == docx.Squeeze(n.Chapter) && o.Annex == n.Annex {
		e.add(Aspect{Kind: Position, Old: o.Label, New: n.Label, Reason: "在同一章内移动位置"})
		return
	}
	e.add(Aspect{Kind: Scope, Old: placeName(&o), New: placeName(&n), Reason: "移到另一章，适用范围可能随之变化"})
}

func placeName(p *Place) string {
	return strings.Trim(strings.Join([]string{p.Annex, p.Part, p.Chapter, p.Section}, " "), " ")
}

// rows judges a table cell by cell.
func (e *Effect) rows(rows []RowChange) {
	for _, r := range rows {
		if r.Kind == Unchanged {
			continue
		}
		if r.Kind == Inserted || r.Kind == Deleted {
			e.add(Aspect{Kind: Provision, Reason: map[Kind]string{Inserted: "表格新增一行", Deleted: "表格删除一行"}[r.Kind]})
		}
		for _, c := range r.Cells {
			if c.Kind != Unchanged {
				e.edits(c.Diff, nil)
			}
		}
	}
}

// hunk is one place of change with the clause around it on both sides.
type hunk struct {
	deleted, inserted string
	old, new          string // the clause: up to contextRunes on both sides, not beyond the sentence
	oldAt, newAt      int    // where the changed text begins in it
	atLineStart       bool
	newFrom           int // byte in the whole new text
}

// contextRunes is how far around a change the phrase it is part of is looked for.
const contextRunes = 16

// edits judges the hunks of a diff.
func (e *Effect) edits(es []Edit, places []located) {
	n := 0
	for k := 0; k < len(es); k++ {
		if es[k].Kind == Equal {
			n += len(es[k].Text)
			continue
		}
		h := hunk{newFrom: n}
		before, after := "", ""
		if k > 0 {
			before = es[k-1].Text
		}
		if es[k].Kind == Delete {
			h.deleted = es[k].Text
			if k+1 < len(es) && es[k+1].Kind == Insert {
				k++
			}
		}
		if es[k].Kind == Insert {
			h.inserted = es[k].Text
		}
		if k+1 < len(es) {
			after = es[k+1].Text
		}
		h.around(before, after)
		h.atLineStart = before == "" || strings.HasSuffix(before, "\n")
		e.hunk(&h, places)
		n += len(h.inserted)
	}
}

// around sets the clause around a hunk.
func (h *hunk) around(before, after string) {
	left, right := clauseEnd(before), clauseStart(after)
	h.old, h.oldAt = left+h.deleted+right, len(left)
	h.new, h.newAt = left+h.inserted+right, len(left)
}

// clauseEnd is what stands before a change in its sentence.
func clauseEnd(s string) string {
	i := len(s)
	for range contextRunes {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if size == 0 || strings.ContainsRune("。；\n", r) {
			break
		}
		i -= size
	}
	return s[i:]
}

// clauseStart is what stands after a change in its sentence.
func clauseStart(s string) string {
	n := 0
	for i, r := range s {
		if n == contextRunes || strings.ContainsRune("。；\n", r) {
			return s[:i]
		}
		n++
	}
	return s
}

// hunk judges one place of change.
func (e *Effect) hunk(h *hunk, places []located) {
	if a, ok := mechanicalAspect(h, places); ok {
		e.add(a)
		return
	}
	known := e.compare(findPhrases(h.old, h.oldAt, h.oldAt+len(h.deleted)), findPhrases(h.new, h.newAt, h.newAt+len(h.inserted)))
	if !e.subject(h) && !known {
		e.add(Aspect{Kind: Wording, Old: shortened(h.deleted), New: shortened(h.inserted), Reason: "文字变化，不能证明不影响含义，请人工判断"})
	}
}

// subject notes a change of who acts, the text before the first modal verb of a clause, and reports whether it did.
func (e *Effect) subject(h *hunk) bool {
	a, okA := actor(h.old, h.oldAt, h.oldAt+len(h.deleted))
	b, okB := actor(h.new, h.newAt, h.newAt+len(h.inserted))
	if !okA || !okB || a == b || strings.ContainsAny(a+b, "的按依根自在由对") {
		return false
	}
	e.add(Aspect{Kind: Subject, Old: a, New: b, Reason: "行为主体变化"})
	return true
}

// actor is the subject of the clause that holds clause[from:to], if the change is in it: the text up to the first modal.
func actor(clause string, from, to int) (string, bool) {
	start := 0
	if i := max(strings.LastIndex(clause[:from], "，"), strings.LastIndex(clause[:from], "：")); i >= 0 {
		start = i + len("，") // 经批准的，行政机关应当
	}
	for i := start; i < len(clause); {
		r, size := utf8.DecodeRuneInString(clause[i:])
		if strings.ContainsRune("，。；：\n", r) {
			return "", false
		}
		for _, w := range modals[r] {
			if strings.HasPrefix(clause[i:], w) {
				return clause[start:i], to <= i && i > start
			}
		}
		i += size
	}
	return "", false
}

// maxQuote bounds what an aspect quotes, in runes.
const maxQuote = 40

func shortened(s string) string {
	if runes(s) <= maxQuote {
		return s
	}
	return s[:runeOffset(s, maxQuote)] + "…"
}

// compare notes the kinds of phrases that differ between both sides of a change, and reports whether any does.
func (e *Effect) compare(old, new []phrase) bool {
	differs := false
	for _, kind := range phraseKinds {
		a, b := phrasesOf(old, kind), phrasesOf(new, kind)
		a, b = without(a, b), without(b, a)
		if len(a)+len(b) == 0 {
			continue
		}
		x, y := quoteAll(a), quoteAll(b)
		e.add(Aspect{Kind: kind, Old: x, New: y, Reason: reasonOf(kind, x, y)})
		differs = true
	}
	return differs
}

func phrasesOf(ps []phrase, kind AspectKind) []string {
	var out []string
	for _, p := range ps {
		if p.kind == kind {
			out = append(out, p.text)
		}
	}
	return out
}

// without is a without what b has too, counting.
func without(a, b []string) []string {
	if len(a) == 0 || len(b) == 0 {
		return a
	}
	left := make(map[string]int, len(b))
	for _, s := range b {
		left[s]++
	}
	var out []string
	for _, s := range a {
		if left[s] > 0 {
			left[s]--
		} else {
			out = append(out, s)
		}
	}
	return out
}

// quoteAll joins what was found, each once, as far as there is room.
func quoteAll(ss []string) string {
	var out []string
	room := maxQuote
	for _, s := range ss {
		if room >= 0 && !slices.Contains(out, s) {
			out = append(out, s)
			room -= runes(s)
		}
	}
	return shortened(strings.Join(out, "、"))
}
