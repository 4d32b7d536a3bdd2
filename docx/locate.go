package docx

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// places maps paragraphs of the file to paragraphs of the document: in a view some of them are joined to the next.
type places struct {
	r    *storyReader
	kept []int32 // of each paragraph of the file, its index in the document; -1 when it is not there
	next []int32 // of each paragraph of the file, itself or the first after it that is there; one behind the last for none
}

func (r *storyReader) places() places {
	p := places{r: r, kept: make([]int32, len(r.paras)), next: make([]int32, len(r.paras))}
	n := int32(0)
	for i := range r.paras {
		p.kept[i] = -1
		if !r.paras[i].dropped {
			p.kept[i] = n
			n++
		}
	}
	next := int32(len(r.paras))
	for i := len(r.paras) - 1; i >= 0; i-- {
		if p.kept[i] >= 0 {
			next = int32(i)
		}
		p.next[i] = next
	}
	return p
}

// of returns the paragraph of the document, and the byte of its Text, at a byte of a paragraph of the file.
func (p places) of(para, at int) (index, offset int) {
	if para < 0 || para >= len(p.kept) {
		return -1, 0
	}
	target, shift := int(p.r.paras[para].into), int(p.r.paras[para].shift)
	if target < len(p.next) {
		target = int(p.next[target])
	}
	if target >= len(p.kept) {
		return -1, 0
	}
	q := &p.r.paras[target]
	lead := len(q.label)
	if q.text.to > q.text.from {
		lead += len(q.suffix)
	}
	return int(p.kept[target]), min(lead+shift+at, lead+q.text.to-q.text.from)
}

// runeCounts turns bytes into runes in the texts of paragraphs, by number. Many places may lie far into one long paragraph,
// and counting from its start for each would take the square of its length.
type runeCounts map[int][]int32

// countEvery is how many bytes lie between two counts that are kept.
const countEvery = 1024

// before counts the runes of a paragraph's text before byte at.
func (c runeCounts) before(paragraph, at int, text string) int {
	if at < countEvery {
		return runeCount(text[:at])
	}
	counts := c[paragraph]
	if counts == nil {
		n := int32(0)
		for i := 0; i < len(text); i += countEvery {
			counts = append(counts, n)
			n += int32(runeCount(text[i:min(i+countEvery, len(text))]))
		}
		counts = append(counts, n)
		c[paragraph] = counts
	}
	block := at / countEvery
	return int(counts[block]) + runeCount(text[block*countEvery:at])
}

// locator finds the bytes behind the text of a document.
type locator struct {
	d      *Document
	r      *storyReader
	b      []byte // the main part
	pieces []located
	first  []int32 // of each paragraph of the document, its first piece in pieces; one more at the end
	file   []int32 // of each paragraph of the document, the paragraph of the file that carries its mark
	byID   map[string]int
}

// located is a piece with its place in the document: bytes of its paragraph's Text.
type located struct {
	*piece
	start, end int
}

func newLocator(d *Document, r *storyReader) *locator {
	l := &locator{d: d, r: r, b: r.s.b, byID: make(map[string]int, len(d.paragraphs))}
	for i := range d.paragraphs {
		l.byID[d.paragraphs[i].ID] = i
	}
	pl := r.places()
	l.file = make([]int32, len(d.paragraphs))
	for i, k := range pl.kept {
		if k >= 0 {
			l.file[k] = int32(i)
		}
	}
	l.first = make([]int32, len(d.paragraphs)+1)
	at := make([]int32, len(r.tr.pieces))
	for i := range r.tr.pieces {
		q, _ := pl.of(int(r.tr.pieces[i].para), 0)
		if at[i] = int32(q); q >= 0 {
			l.first[q+1]++
		}
	}
	for i := range d.paragraphs {
		l.first[i+1] += l.first[i]
	}
	l.pieces = make([]located, l.first[len(d.paragraphs)])
	next := append([]int32(nil), l.first...)
	for i := range r.tr.pieces {
		q := at[i]
		if q < 0 {
			continue
		}
		p := &r.tr.pieces[i]
		_, start := pl.of(int(p.para), p.at)
		l.pieces[next[q]] = located{piece: p, start: start, end: start + p.n}
		next[q]++
	}
	return l
}

// of returns the pieces of a paragraph of the document in the order of its text.
func (l *locator) of(paragraph int) []located {
	return l.pieces[l.first[paragraph]:l.first[paragraph+1]]
}

// between returns the pieces of a paragraph that bytes start to end of its Text touch. An empty stretch touches the
// piece it stands in or before.
func (l *locator) between(paragraph, start, end int) []located {
	ps := l.of(paragraph)
	i := sort.Search(len(ps), func(i int) bool { return ps[i].end > start })
	j := i
	for j < len(ps) && ps[j].start < end {
		j++
	}
	return ps[i:j]
}

// raw returns the offset in the part of the n-th byte of a piece's text, and whether it lies in a CDATA section. Entities
// and line ends count as the text they stand for.
func (l *locator) raw(p *piece, n int) (at int, cdata bool) {
	if p.char {
		if n > 0 {
			return p.to, false
		}
		return p.from, false
	}
	w := rawWalk{b: l.b, at: p.from, to: p.to}
	n += p.trimmed
	for n > 0 && w.at < w.to {
		n -= w.step()
	}
	w.markup()
	return w.at, w.cdata
}

// rawWalk walks character data by the decoded bytes it stands for.
type rawWalk struct {
	b      []byte
	at, to int
	cdata  bool
}

// markup passes over what stands for no text: the borders of CDATA sections, comments, processing instructions and
// elements, which w:t may not hold.
func (w *rawWalk) markup() {
	for w.at < w.to {
		rest := w.b[w.at:w.to]
		switch {
		case w.cdata && bytes.HasPrefix(rest, []byte("]]>")):
			w.at, w.cdata = w.at+3, false
		case w.cdata || rest[0] != '<':
			return
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			w.at, w.cdata = w.at+9, true
		case bytes.HasPrefix(rest, []byte("<!--")):
			w.at += len("<!--") // "<!-->" only begins a comment
			w.past("-->")
		case bytes.HasPrefix(rest, []byte("<?")):
			w.past("?>")
		default:
			w.past(">")
		}
	}
}

func (w *rawWalk) past(end string) {
	i := bytes.Index(w.b[w.at:w.to], []byte(end))
	if i < 0 {
		w.at = w.to
		return
	}
	w.at += i + len(end)
}

// step moves over one character and returns how many bytes it decodes to.
func (w *rawWalk) step() int {
	w.markup()
	rest := w.b[w.at:w.to]
	if len(rest) == 0 {
		return 1
	}
	if rest[0] == '&' && !w.cdata {
		if i := bytes.IndexByte(rest, ';'); i > 0 {
			w.at += i + 1
			r, err := entity(rest[1:i])
			if err != nil {
				return 1
			}
			return utf8.RuneLen(r)
		}
	}
	if rest[0] == '\r' && len(rest) > 1 && rest[1] == '\n' {
		w.at += 2
		return 1
	}
	_, n := utf8.DecodeRune(rest)
	w.at += n
	return n
}
