package docx

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// Document is a docx as it was read. It does not change and may be shared between goroutines.
type Document struct {
	view       View
	text       string
	paragraphs []Paragraph
	stories    []Story
	articles   []Article
	ofPara     []int32 // paragraph -> index of the article it belongs to, -1 for none
	title      string
	inv        Inventory
	authors    []string

	annotations []Annotation
	paraIDs     map[string]struct{} // in use; filled where a copy is to be written
}

// Paragraph is one paragraph of the view the document was read in.
type Paragraph struct {
	// ID is the w14:paraId where the file has one and it is unique, else the place in the structure: p12 is the 12th
	// paragraph of the body, t3r2c1p1 the first in a cell, p4x1p2 the second in the first text box of p4, a1p3 the
	// third of an altChunk.
	ID string
	// Text is what Word shows: Label, its separator, and the typed text. It holds no "\n"; see the package comment.
	Text string
	// Start is the offset of Text in Document.Text (for another story: in the story's text), in runes.
	Start int
	// Label is the computed list label, such as 第三条 or （一）; "" when there is none. Bullets are no labels.
	Label string
	// LabelLen is how many runes at the start of Text are computed, label and separator, and not typed.
	LabelLen int
	// Style is the name of the paragraph style.
	Style string
	// Story says where the paragraph stands.
	Story StoryKind
	// InTable and InBox say that it stands in a table cell or a text box.
	InTable, InBox bool
	// Table, Row and Column are the cell it stands in, each counted from 1: the nth table of the story, row of the table
	// and cell of the row. In a nested table they are those of the outermost. All are 0 outside of tables, in text boxes
	// and in altChunks. A cell that spans several columns counts as one.
	Table, Row, Column int
	// Contents says that it is an entry of a table of contents.
	Contents bool

	center  bool
	size    int // of the first visible text, half points
	outline int // 1 for the highest heading, 0 for body text
}

// StoryKind names a part of the document that is read on its own.
type StoryKind string

// The stories of a document.
const (
	Body     StoryKind = "body"
	Header   StoryKind = "header"
	Footer   StoryKind = "footer"
	Footnote StoryKind = "footnote"
	Endnote  StoryKind = "endnote"
	Comment  StoryKind = "comment"
)

// Story is text outside the body: all footnotes are one story, each header is one.
type Story struct {
	Kind       StoryKind
	Part       string // name of the part in the package
	Paragraphs []Paragraph
}

// Open reads a docx. It reads only; r stays the caller's and is not used after Open returns. A file that must not come
// in is refused with a *Refusal; any other error is r's own.
func Open(r io.ReaderAt, size int64) (*Document, error) {
	src := &source{r: r, size: size}
	d, err := open(src)
	if src.err != nil {
		return nil, fmt.Errorf("read docx: %w", src.err)
	}
	return d, err
}

func open(src *source) (*Document, error) {
	pkg, err := openPackage(src)
	if err != nil {
		return nil, err
	}
	d, _, err := (&loader{pkg: pkg}).document()
	return d, err
}

// document reads all stories; it returns the reader of the body as well, for its trace.
func (l *loader) document() (*Document, *storyReader, error) {
	body, err := l.body()
	if err != nil {
		return nil, nil, err
	}
	d := &Document{view: l.view}
	ids := newIDs()
	ids.note(body)
	others, err := l.others(ids)
	if err != nil {
		return nil, nil, err
	}
	if err := l.survey(); err != nil {
		return nil, nil, err
	}
	d.inv, d.authors = l.inv, l.readAuthors()
	d.text, d.paragraphs = body.finish(Body, ids)
	if len(d.paragraphs)+strings.Count(d.text, "\v") > maxLines {
		return nil, nil, guardLines.refuse("", nil)
	}
	for _, o := range others {
		_, ps := o.finish(o.kind, ids)
		if o.kind == Comment {
			d.inv.Comments += o.comments
		}
		d.stories = append(d.stories, Story{Kind: o.kind, Part: o.part, Paragraphs: ps})
	}
	if l.view == Final && !l.mayBeEmpty && strings.TrimFunc(d.text, IsSpace) == "" {
		return nil, nil, guardNoText.refuse("", nil)
	}
	if l.traced {
		d.paraIDs = ids.used()
	}
	if err := d.annotate(l, body, others); err != nil {
		return nil, nil, err
	}
	d.articles, d.ofPara = findArticles(d.paragraphs)
	d.title = findTitle(d.paragraphs, d.articles)
	if l.formats {
		l.readers = append([]*storyReader{body}, others...)
	}
	return d, body, nil
}

// body reads the main part with the styles and lists it uses.
func (l *loader) body() (*storyReader, error) {
	l.styles = &styles{byID: map[string]*style{}, paragraph: noStyle, base: noProps}
	l.num = &numbering{}
	for _, name := range first(l.pkg.related("styles")) {
		b, err := l.pkg.smallPart(name)
		if err != nil {
			return nil, err
		}
		if l.styles, err = readStyles(b); err != nil {
			return nil, refuseXML(name, err)
		}
	}
	for _, name := range first(l.pkg.related("numbering")) {
		b, err := l.pkg.smallPart(name)
		if err != nil {
			return nil, err
		}
		if l.num, err = readNumbering(b); err != nil {
			return nil, refuseXML(name, err)
		}
	}
	if l.formats {
		if err := l.prepareFormats(); err != nil {
			return nil, err
		}
	}
	return l.story(Body, l.pkg.main, "")
}

// first returns at most one name: Word takes the first of each kind.
func first(names []string) []string { return names[:min(len(names), 1)] }

// others reads the stories beside the body.
func (l *loader) others(ids *ids) ([]*storyReader, error) {
	var out []*storyReader
	for _, k := range []struct {
		relation string
		kind     StoryKind
	}{{"header", Header}, {"footer", Footer}, {"footnotes", Footnote}, {"endnotes", Endnote}, {"comments", Comment}} {
		names := l.pkg.related(k.relation)
		slices.Sort(names)
		for i, name := range slices.Compact(names) {
			s, err := l.story(k.kind, name, fmt.Sprintf("%s%d", k.kind, i+1))
			if err != nil {
				return nil, err
			}
			ids.note(s)
			out = append(out, s)
		}
	}
	return out, nil
}

// story reads one part. A field that never ends would hide all text after its beginning, so such a part is read again
// with fields taken for plain runs.
func (l *loader) story(kind StoryKind, part, prefix string) (*storyReader, error) {
	b, err := l.pkg.part(part)
	if err != nil {
		return nil, err
	}
	before := *l
	for flat := false; ; flat = true {
		r := &storyReader{loader: l, s: &scanner{b: b}, kind: kind, part: part, prefix: prefix, flat: flat}
		if l.traced && kind == Body {
			r.tr = newTrace()
		}
		if l.formats {
			r.rec = &recorder{f: l.formatter}
		}
		if err := r.run(); err != nil {
			return nil, err
		}
		if flat || !r.suppressed || len(r.fields) == 0 {
			if r.tr == nil {
				r.release()
			}
			if r.tr == nil && r.rec == nil {
				recycle(b) // what was read from it are strings and an arena of their own
			}
			return r, r.number()
		}
		*l = before
	}
}

// ids finds which paragraph ids are unique in the whole document.
type ids struct{ count map[uint32]int32 }

func newIDs() *ids { return &ids{count: map[uint32]int32{}} }

func (u *ids) note(r *storyReader) {
	for i := range r.paras {
		if id := r.paras[i].paraID; id != 0 {
			u.count[id]++
		}
	}
}

// used lists them as written.
func (u *ids) used() map[string]struct{} {
	m := make(map[string]struct{}, len(u.count))
	for id := range u.count {
		m[hex8(id)] = struct{}{}
	}
	return m
}

// release lets go of the part, which is many times larger than what was read from it: the stories of a document would
// keep all their parts in memory until the last is read.
func (r *storyReader) release() {
	r.s, r.open = nil, nil
	r.paraProps, r.runProps = propCache[paraEffect]{}, propCache[runEffect]{}
}

// number computes the labels of the paragraphs that have none yet. They count as text: a long pattern on each of many
// paragraphs makes far more of it than the file holds.
func (r *storyReader) number() error {
	c := newCounter(r.styles, r.num)
	size := len(r.arena)
	for i := range r.paras {
		if p := &r.paras[i]; !p.dropped && !p.labelled {
			// Neither an empty paragraph that only ends a section nor one in a cell merged away shows a number.
			if p.text.to > p.text.from || !p.uncounted {
				p.label, p.suffix = c.label(p.direct, p.style)
			}
			p.labelled = true
			if size += len(p.label); size > maxText {
				return guardText.refuse("", nil)
			}
		}
	}
	return nil
}

// finish puts the text together. Paragraph texts are slices of the one text.
func (r *storyReader) finish(kind StoryKind, u *ids) (string, []Paragraph) {
	kept, size := 0, 0
	for i := range r.paras {
		if p := &r.paras[i]; !p.dropped {
			kept++
			size += len(p.label) + len(p.suffix) + p.text.to - p.text.from + 1
		}
	}
	out := make([]Paragraph, 0, kept)
	var text strings.Builder
	text.Grow(size)
	ends := make([]int, 0, kept)
	for i := range r.paras {
		p := &r.paras[i]
		if p.dropped {
			continue
		}
		if len(ends) > 0 {
			text.WriteByte('\n')
		}
		text.WriteString(p.label)
		if p.text.to > p.text.from {
			text.WriteString(p.suffix)
		}
		text.Write(r.arena[p.text.from:p.text.to])
		ends = append(ends, text.Len())
		out = append(out, r.paragraph(p, kind, u))
	}
	whole := text.String()
	at, runes := 0, 0
	for i := range out {
		q := &out[i]
		q.Text, q.Start = whole[at:ends[i]], runes
		runes += runeCount(q.Text) + 1
		at = ends[i] + 1
	}
	return whole, out
}

// paragraph makes the face of a paragraph, all but its text.
func (r *storyReader) paragraph(p *para, kind StoryKind, u *ids) Paragraph {
	q := Paragraph{
		Label: p.label, Style: p.style.name, Story: kind, InTable: p.inTable, InBox: p.inBox,
		Contents: p.contents || isContentsStyle(p.style.name), size: p.size,
	}
	if p.label != "" {
		q.LabelLen = utf8.RuneCountInString(p.label)
		if p.text.to > p.text.from {
			q.LabelLen += utf8.RuneCountInString(p.suffix)
		}
	}
	if q.Style == "" {
		q.Style = p.style.id
	}
	if p.paraID != 0 && u.count[p.paraID] == 1 {
		q.ID = hex8(p.paraID)
	} else {
		q.ID = string(r.ids[p.id.from:p.id.to])
	}
	if c := p.cell; c.column > 0 {
		q.Table, q.Row, q.Column = int(c.table), int(c.row), int(c.column)
	}
	own := p.direct
	own.inherit(p.style.props)
	q.center, q.outline = own.center == on, own.outline
	return q
}

// hex8 writes a paraId as Word does.
func hex8(n uint32) string {
	var b [8]byte
	for i := range b {
		b[i] = "0123456789ABCDEF"[n>>(28-4*i)&0xF]
	}
	return string(b[:])
}

// isContentsStyle knows the styles of table of contents entries by their built-in names.
func isContentsStyle(name string) bool {
	n := strings.ToLower(name)
	return len(n) == 5 && strings.HasPrefix(n, "toc ") || n == "toc heading"
}

// Text returns the body: its paragraphs joined by "\n".
func (d *Document) Text() string { return d.text }

// Paragraphs returns the paragraphs of the body in reading order, with those of table cells, text boxes (after the
// paragraph they hang in) and altChunk bodies in their places. The slice is shared; do not change it.
func (d *Document) Paragraphs() []Paragraph { return d.paragraphs }

// Stories returns headers, footers, notes and comments.
func (d *Document) Stories() []Story { return d.stories }

// Title returns the best guess at the document's title, "" when nothing looks like one.
func (d *Document) Title() string { return d.title }

// Articles returns the 条 of the body in order. Numbers repeat where one file holds several instruments.
func (d *Document) Articles() []Article { return d.articles }

// Inventory returns what the document carries besides its text.
func (d *Document) Inventory() Inventory { return d.inv }

// Authors names who made the file and who saved it last, as its properties say.
func (d *Document) Authors() []string { return d.authors }

// Notes says in Chinese what a reviewer should know before trusting the text; see Inventory.Notes.
func (d *Document) Notes() []string { return d.inv.Notes() }

// TextSHA256 identifies the words of the document: the SHA-256, in hex, of
// [Document.Text]. Two files with the same words have the same, whatever else
// Word changed when it saved them.
func (d *Document) TextSHA256() string {
	sum := sha256.Sum256([]byte(d.Text()))
	return hex.EncodeToString(sum[:])
}

// ParagraphAt returns the index of the paragraph that holds a rune offset of Text, -1 outside the text. The "\n" after a
// paragraph belongs to it.
func (d *Document) ParagraphAt(offset int) int {
	if len(d.paragraphs) == 0 || offset < 0 {
		return -1
	}
	last := d.paragraphs[len(d.paragraphs)-1]
	if offset > last.Start+utf8.RuneCountInString(last.Text) {
		return -1
	}
	return sort.Search(len(d.paragraphs), func(i int) bool { return d.paragraphs[i].Start > offset }) - 1
}

// ArticleAt returns the article a paragraph belongs to. Where soft line breaks put several articles into one paragraph,
// it is the first; Article.Start and End tell them apart.
func (d *Document) ArticleAt(paragraph int) (Article, bool) {
	if paragraph < 0 || paragraph >= len(d.ofPara) || d.ofPara[paragraph] < 0 {
		return Article{}, false
	}
	return d.articles[d.ofPara[paragraph]], true
}

// Anchor is a place in a paragraph, as findings carry it. Start and End count UTF-16 code units, which is what browsers
// and Word count.
type Anchor struct {
	Paragraph  string // Paragraph.ID
	Start, End int
	Quote      string
}

// Anchor makes an anchor of runes start to end of this paragraph's Text. Offsets outside the text are moved to its ends.
func (p Paragraph) Anchor(start, end int) Anchor {
	from := byteOffset(p.Text, start)
	to := max(from, byteOffset(p.Text, end))
	first := utf16Len(p.Text[:from])
	return Anchor{Paragraph: p.ID, Start: first, End: first + utf16Len(p.Text[from:to]), Quote: p.Text[from:to]}
}

// UTF16Offset converts an offset in runes to one in UTF-16 code units.
func UTF16Offset(s string, runes int) int { return utf16Len(s[:byteOffset(s, runes)]) }

// RuneOffset converts an offset in UTF-16 code units to one in runes; one inside a surrogate pair goes to its start.
func RuneOffset(s string, units int) int {
	runes := 0
	for _, r := range s {
		if units -= unitsOf(r); units < 0 {
			break
		}
		runes++
	}
	return runes
}

// byteOffset returns where the given rune of s begins.
func byteOffset(s string, runes int) int {
	for i := range s {
		if runes <= 0 {
			return i
		}
		runes--
	}
	return len(s)
}

// runeCount is utf8.RuneCountInString for text that is known to be valid, at twice the speed for Chinese.
func runeCount(s string) int {
	n := 0
	for i := range len(s) {
		if s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n += unitsOf(r)
	}
	return n
}

func unitsOf(r rune) int {
	if r >= 0x10000 {
		return 2
	}
	return 1
}
