package view

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"guibei/docx"
)

// projection tells where the characters of the final text stand in another reading of the same file. Where a deleted
// paragraph mark joined paragraphs, one of the final text comes from several.
type projection struct {
	final map[string]*docx.Paragraph
	from  map[string][]stretch // by id of the final paragraph
}

// stretch is typed text of a paragraph of the other reading that is in the final text.
type stretch struct {
	paragraph string
	at        int    // UTF-16 units of the paragraph's text
	final     int    // UTF-16 units of the final paragraph's text
	text      string // of the final text
}

// projectionOf aligns the final text with the marked one: what is not deleted there is the final text.
func projectionOf(final *docx.Document, marked *docx.Formatted) *projection {
	p := &projection{final: map[string]*docx.Paragraph{}, from: map[string][]stretch{}}
	ps := marked.Paragraphs()
	kept, index := make([][]stretch, len(ps)), make(map[string]int, len(ps))
	change := marked.Body.Changes
	for i := range ps {
		index[ps[i].ID] = i
		n := 0
		for n < len(change) && change[n].Paragraph == i {
			n++
		}
		kept[i] = keptOf(&ps[i], change[:n])
		change = change[n:]
	}
	fs := final.Paragraphs()
	for i := range fs {
		f := &fs[i]
		p.final[f.ID] = f
		k, ok := index[f.ID]
		if !ok {
			continue
		}
		if ss, ok := gather(typedOf(f), kept, k, p.final, ps); ok {
			p.from[f.ID] = at(ss, f)
		}
	}
	return p
}

// typedOf is the text of a paragraph without its label.
func typedOf(p *docx.Paragraph) string {
	return p.Text[len(p.Text)-len(runesFrom(p.Text, p.LabelLen)):]
}

func runesFrom(s string, n int) string {
	for ; n > 0 && s != ""; n-- {
		_, size := utf8.DecodeRuneInString(s)
		s = s[size:]
	}
	return s
}

// keptOf lists the stretches of a marked paragraph that are not deleted.
func keptOf(p *docx.Paragraph, changes []docx.Change) []stretch {
	var out []stretch
	rest := typedOf(p)
	runes, units := p.LabelLen, docx.UTF16Offset(p.Text, p.LabelLen)
	take := func(to int, keep bool) {
		tail := runesFrom(rest, to-runes)
		text := rest[:len(rest)-len(tail)]
		if keep && text != "" {
			out = append(out, stretch{paragraph: p.ID, at: units, text: text})
		}
		units += unitsIn(text)
		rest, runes = tail, max(runes, to)
	}
	for _, c := range changes {
		if c.Kind == docx.Deleted || c.Kind == docx.MovedFrom {
			take(c.Start, true)
			take(c.End, false)
		}
	}
	take(runes+utf8.RuneCountInString(rest), true)
	return out
}

func unitsIn(s string) int { return docx.UTF16Offset(s, len(s)) }

// maxJoined bounds how many deleted paragraph marks in a row are followed.
const maxJoined = 100

// gather finds the stretches of paragraph k, and as many before it that are not in the final text by themselves, that
// make up a text.
func gather(text string, kept [][]stretch, k int, seen map[string]*docx.Paragraph, ps []docx.Paragraph) ([]stretch, bool) {
	var out []stretch
	for i := k; i >= max(0, k-maxJoined) && (i == k || seen[ps[i].ID] == nil); i-- {
		out = append(slices.Clone(kept[i]), out...)
		n := 0
		for _, s := range out {
			n += len(s.text)
		}
		if n >= len(text) {
			var b strings.Builder
			for _, s := range out {
				b.WriteString(s.text)
			}
			return out, b.String() == text
		}
	}
	return nil, text == ""
}

// at numbers the stretches by the final text.
func at(ss []stretch, f *docx.Paragraph) []stretch {
	units := docx.UTF16Offset(f.Text, f.LabelLen)
	for i := range ss {
		ss[i].final = units
		units += unitsIn(ss[i].text)
	}
	return ss
}

// marks places marks of the final text. One that runs over joined paragraphs stands in the one it begins in.
func (p *projection) marks(ms []Mark) []span {
	out := make([]span, len(ms))
	for i, m := range ms {
		out[i] = p.place(m)
	}
	return out
}

func (p *projection) place(m Mark) span {
	f := p.final[m.Paragraph]
	if f == nil {
		return span{m.Paragraph, m.Start, m.End, true} // outside the body
	}
	ss, known := p.from[m.Paragraph]
	switch {
	case m.Start < 0:
		return span{}
	case len(ss) == 0 || m.End <= m.Start:
		return span{paragraph: m.Paragraph, ok: known}
	case m.End <= ss[0].final && ss[0].at > 0: // in the label
		return span{ss[0].paragraph, 0, ss[0].at, true}
	}
	k := sort.Search(len(ss), func(i int) bool { return ss[i].final+unitsIn(ss[i].text) > m.Start })
	if k == len(ss) {
		return span{}
	}
	s := span{paragraph: ss[k].paragraph, start: ss[k].at + max(0, m.Start-ss[k].final), ok: true}
	for ; k < len(ss) && ss[k].final < m.End && ss[k].paragraph == s.paragraph; k++ {
		s.end = ss[k].at + min(m.End-ss[k].final, unitsIn(ss[k].text))
	}
	s.ok = s.end > s.start
	return s
}

// onto is the projection onto the original: a paragraph that was not changed is there as it is, of the others nothing is
// known for certain.
func (p *projection) onto(original *docx.Document) *projection {
	out := &projection{final: p.final, from: map[string][]stretch{}}
	ps := original.Paragraphs()
	for i := range ps {
		f := p.final[ps[i].ID]
		if f == nil || typedOf(f) != typedOf(&ps[i]) {
			continue
		}
		out.from[f.ID] = []stretch{{
			paragraph: f.ID, at: docx.UTF16Offset(ps[i].Text, ps[i].LabelLen),
			final: docx.UTF16Offset(f.Text, f.LabelLen), text: typedOf(f),
		}}
	}
	return out
}
