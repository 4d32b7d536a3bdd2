package view

import (
	"slices"
	"strconv"
	"strings"

	"guibei/docx"
)

// paragraph writes one paragraph. Its text is cut where the format, a tracked change, a mark, the label, a note or a
// picture begins or ends.
func (r *renderer) paragraph(s *story, i int) {
	p := &s.paragraphs[i]
	w := inline{renderer: r, s: s, p: p, i: i, text: p.Text}
	w.runes = runeTable(r.runes[:0], p.Text)
	r.runes = w.runes
	w.label = w.byteAt(p.LabelLen)
	w.around.marks = r.settle(r.marks[p.ID], p.Text)
	delete(r.marks, p.ID) // once: ids are unique, and a broken file must not make the page larger
	w.base = w.baseFormat()
	w.start()
	w.pieces()
	r.raw("</p>")
}

// inline is a paragraph being written.
type inline struct {
	*renderer
	s     *story
	p     *docx.Paragraph
	i     int
	text  string
	runes []int32 // byte of each rune
	label int     // bytes
	base  *docx.RunFormat

	around active
	change int // in the layout's changes, -1 outside
	marked bool
}

// runeTable lists the byte at which each rune begins, and the length last.
func runeTable(table []int32, text string) []int32 {
	for i := range text {
		table = append(table, int32(i))
	}
	return append(table, int32(len(text)))
}

func (w *inline) byteAt(runes int) int { return int(w.runes[min(max(runes, 0), len(w.runes)-1)]) }

// baseFormat is the format that most of the paragraph probably has: that of the first typed text.
func (w *inline) baseFormat() *docx.RunFormat {
	for _, run := range w.s.layout.Runs(w.i) {
		if run.End > w.p.LabelLen {
			return run.Format
		}
	}
	return w.s.layout.Paragraph(w.i).Mark
}

// start writes the start tag.
func (w *inline) start() {
	f := w.s.layout.Paragraph(w.i)
	w.raw(`<p data-p="`)
	w.attr(w.p.ID)
	if label := w.s.articles[w.i]; label != "" {
		w.raw(`" data-a="`)
		w.attr(label)
	}
	pitch := 0
	if s := w.s.section(w.i); s != nil && s.Grid.Kind != "" {
		pitch = s.Grid.LinePitch
	}
	class := w.sheet.paragraph(f, w.base, pitch)
	if f.Bullet && w.p.Label == "" && w.text != "" {
		class = strings.TrimSpace(class + " gb-bullet")
	}
	if class != "" {
		w.raw(`" class="`)
		w.raw(class)
	}
	w.raw(`">`)
}

// pieces writes the text, cut.
func (w *inline) pieces() {
	cuts := w.cuts()
	runs, run := w.s.layout.Runs(w.i), 0
	changes, change := w.s.changes[w.i], 0
	things, thing := w.s.things[w.i], 0
	w.change = -1
	for k, from := range cuts {
		for thing < len(things) && w.byteAt(things[thing].at) <= from {
			w.closeAll()
			w.thing(&things[thing])
			thing++
		}
		for change < len(changes) && w.byteAt(changes[change].End) <= from {
			change++
		}
		c := -1
		if change < len(changes) && w.byteAt(changes[change].Start) <= from {
			c = change
		}
		if c != w.change {
			w.closeAll()
			w.openChange(changes, c)
		}
		if w.around.enter(from) {
			w.closeMark()
			w.openMark(&w.around)
			w.marked = len(w.around.open) > 0
		} else if len(w.around.open) > 0 && !w.marked {
			w.openMark(&w.around)
			w.marked = true
		}
		if k+1 == len(cuts) {
			break
		}
		for run < len(runs) && w.byteAt(runs[run].End) <= from {
			run++
		}
		format := w.base
		if run < len(runs) {
			format = runs[run].Format
		}
		w.piece(w.text[from:cuts[k+1]], format, from < w.label)
	}
	w.closeAll()
}

// cuts lists where pieces begin, and the end of the text last.
func (w *inline) cuts() []int {
	cuts := w.cutBuffer[:0]
	cuts = append(cuts, 0, w.label, len(w.text))
	for _, run := range w.s.layout.Runs(w.i) {
		cuts = append(cuts, w.byteAt(run.Start))
	}
	for _, c := range w.s.changes[w.i] {
		cuts = append(cuts, w.byteAt(c.Start), w.byteAt(c.End))
	}
	for _, m := range w.around.marks {
		cuts = append(cuts, m.start, m.end)
	}
	for _, t := range w.s.things[w.i] {
		cuts = append(cuts, w.byteAt(t.at))
	}
	slices.Sort(cuts)
	w.cutBuffer = slices.Compact(cuts)
	return w.cutBuffer
}

// piece writes text of one format.
func (w *inline) piece(text string, f *docx.RunFormat, label bool) {
	var class string
	if f == w.base {
		class = w.sheet.lines(f)
	} else {
		class = w.sheet.run(f, w.base)
	}
	if label {
		class = strings.TrimSpace("gb-label " + class)
	}
	if class == "" {
		w.escape(text)
		return
	}
	w.raw(`<span class="`)
	w.raw(class)
	w.raw(`">`)
	w.escape(text)
	w.raw(`</span>`)
}

// openChange enters a tracked change, -1 for none.
func (w *inline) openChange(changes []docx.Change, c int) {
	if w.change = c; c < 0 {
		return
	}
	ch := &changes[c]
	word := changeNames[ch.Kind]
	w.raw("<" + word.tag + ` class="` + word.class + `" title="`)
	w.attr(word.name)
	if ch.Author != "" {
		w.attr("　" + clip(ch.Author))
	}
	if ch.Date != "" {
		w.attr("　" + clip(strings.TrimSuffix(strings.Replace(ch.Date, "T", " ", 1), "Z")))
	}
	w.raw(`" data-author="`)
	w.attr(clip(ch.Author))
	w.raw(`" data-date="`)
	w.attr(clip(ch.Date))
	w.raw(`">`)
	w.changeTag = word.tag
}

// clip bounds what a file may put into an attribute of each change.
func clip(s string) string {
	const most = 64
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

var changeNames = map[docx.RevisionKind]struct{ tag, class, name string }{
	docx.Inserted:  {"ins", "gb-ins", "插入"},
	docx.Deleted:   {"del", "gb-del", "删除"},
	docx.MovedFrom: {"del", "gb-del gb-move", "移走"},
	docx.MovedTo:   {"ins", "gb-ins gb-move", "移入"},
}

func (w *inline) closeMark() {
	if w.marked {
		w.raw("</mark>")
		w.marked = false
	}
}

func (w *inline) closeAll() {
	w.closeMark()
	if w.change >= 0 {
		w.raw("</" + w.changeTag + ">")
		w.change = -1
	}
}

// thing is what stands between two characters.
type thing struct {
	at     int // rune
	note   int // number of a note, 0 for none
	end    bool
	extent docx.Extent
}

// thing writes a reference to a note, or the place of a picture.
func (w *inline) thing(t *thing) {
	if t.note > 0 {
		n := strconv.Itoa(t.note)
		name := "脚注"
		if t.end {
			name = "尾注"
		}
		w.raw(`<sup class="gb-ref" data-n="` + n + `" data-note="fn-` + n + `" role="doc-noteref" tabindex="0" aria-label="` + name + n + `"></sup>`)
		return
	}
	what := "图片"
	if t.extent.Width > 0 && t.extent.Height > 0 {
		what += "，" + centimetres(t.extent.Width) + "×" + centimetres(t.extent.Height) + "厘米"
	}
	w.raw(`<span class="gb-image" role="img" aria-label="` + what + `" data-note="［` + what + `］"></span>`)
}

func centimetres(twips int) string {
	return strconv.FormatFloat(float64(twips)*2.54/1440, 'f', 1, 64)
}

// raw writes markup of ours.
func (r *renderer) raw(s string) { r.out = append(r.out, s...) }

// escape writes text. A line break is U+000B in the model; a carriage return must not become another one.
func (r *renderer) escape(s string) {
	from := 0
	for i := range len(s) {
		var e string
		switch s[i] {
		case '&':
			e = "&amp;"
		case '<':
			e = "&lt;"
		case '>':
			e = "&gt;"
		case '"':
			e = "&#34;"
		case '\'':
			e = "&#39;"
		case '\r':
			e = "&#13;"
		case '\v':
			e = "\n"
		default:
			continue
		}
		r.out = append(append(r.out, s[from:i]...), e...)
		from = i + 1
	}
	r.out = append(r.out, s[from:]...)
}

// attr writes text into an attribute.
func (r *renderer) attr(s string) { r.escape(s) }
