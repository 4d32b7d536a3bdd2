package docx

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
)

// Annotation is a comment (批注) of the document with the text it is about.
type Annotation struct {
	ID       string // w:id; Word gives new ones whenever it saves
	Author   string
	Initials string
	Date     string // as written, normally 2006-01-02T15:04:05Z in the writer's own time zone
	Text     string // its paragraphs joined by "\n"

	// DurableID stays the same when Word and others save the file, "" in files older than Word 2019. ParaID names the
	// comment within the file.
	DurableID, ParaID string
	// Parent is the ID of the comment this one replies to, "" for none. Done says that the thread is resolved.
	Parent string
	Done   bool

	// Paragraph and EndParagraph are the indexes in Document.Paragraphs of where the text it is about begins and ends, -1
	// when the file says nothing; Start and End are runes in their Texts.
	Paragraph, Start  int
	EndParagraph, End int
	// Quote is that text, the paragraphs it spans joined by "\n".
	Quote string
}

// Annotations returns the comments in the order of the comments part.
func (d *Document) Annotations() []Annotation { return d.annotations }

// DurableID is the identifier under which a comment written with this key is found again after others have saved the
// file: eight hexadecimal digits below 80000000, as Word asks.
func DurableID(key string) string {
	sum := sha256.Sum256([]byte(key))
	n := binary.BigEndian.Uint32(sum[:]) & 0x7FFFFFFF
	return hex8(max(n, 1))
}

// remark is a comment while the comments part is read.
type remark struct {
	Annotation
	first, last int // its paragraphs in storyReader.paras
}

// marksEach is how many marks a comment has in the body: where it begins, where it ends, and where Word shows it.
const marksEach = 3

// commentMark is a w:commentRangeStart, w:commentRangeEnd or w:commentReference in the body.
type commentMark struct {
	id   string
	kind byte // 's', 'e' or 'r'
	para int  // in storyReader.paras; the next paragraph for a mark between paragraphs
	at   int  // bytes of the paragraph's own text before it
	from int  // offset of the element in the part
}

func (r *storyReader) startRemark() {
	s := r.s
	if len(r.remarks) == maxComments {
		r.err = guardComments.refuse("", nil)
		return
	}
	r.remarks = append(r.remarks, remark{
		Annotation: Annotation{
			ID: s.value(nsW, "id"), Author: s.value(nsW, "author"), Initials: s.value(nsW, "initials"), Date: s.value(nsW, "date"),
			Paragraph: -1, EndParagraph: -1,
		},
		first: len(r.paras), last: len(r.paras),
	})
}

func (r *storyReader) endRemark() {
	if n := len(r.remarks); n > 0 {
		r.remarks[n-1].last = len(r.paras)
	}
}

// markComment notes where in the text a comment begins or ends.
func (r *storyReader) markComment() {
	if r.kind != Body {
		return
	}
	if len(r.marks) == marksEach*maxComments {
		r.err = guardComments.refuse("", nil)
		return
	}
	m := commentMark{id: r.s.value(nsW, "id"), para: len(r.paras), from: r.s.from}
	switch string(r.s.local) {
	case "commentRangeStart":
		m.kind = 's'
	case "commentRangeEnd":
		m.kind = 'e'
	default:
		m.kind = 'r'
	}
	if o := r.current(); o != nil {
		m.para, m.at = o.index, len(o.buf)
	} else if m.kind != 's' {
		m.para = len(r.paras) - 1
		m.at = 1 << 30 // behind the paragraph
	}
	r.marks = append(r.marks, m)
}

// annotate puts together what the comments part says, where the body says it belongs, and what the parts of later
// versions of Word add.
func (d *Document) annotate(l *loader, body *storyReader, others []*storyReader) error {
	for _, o := range others {
		if o.kind != Comment {
			continue
		}
		for i := range o.remarks {
			d.annotations = append(d.annotations, o.remark(&o.remarks[i]))
		}
	}
	if len(d.annotations) == 0 {
		return nil
	}
	d.anchor(body)
	if err := d.threads(l); err != nil {
		return err
	}
	return d.durable(l)
}

// remark finishes a comment: its text, and the id its last paragraph gives it.
func (r *storyReader) remark(m *remark) Annotation {
	a := m.Annotation
	var lines []string
	for i := m.first; i < m.last && i < len(r.paras); i++ {
		p := &r.paras[i]
		if p.paraID != 0 {
			a.ParaID = hex8(p.paraID)
		}
		if !p.dropped {
			lines = append(lines, p.label+string(r.arena[p.text.from:p.text.to]))
		}
	}
	a.Text = strings.Join(lines, "\n")
	return a
}

// anchor finds the text each comment is about.
func (d *Document) anchor(body *storyReader) {
	byID := make(map[string]int, len(d.annotations))
	for i := range d.annotations {
		if _, twice := byID[d.annotations[i].ID]; !twice {
			byID[d.annotations[i].ID] = i
		}
	}
	places := body.places()
	counts := runeCounts{}
	ranges := make([]span, len(d.annotations)) // bytes of the text
	offsets := d.offsets()
	for _, m := range body.marks {
		i, ok := byID[m.id]
		if !ok {
			continue
		}
		a := &d.annotations[i]
		p, at := places.of(m.para, m.at)
		if p < 0 {
			continue
		}
		at = min(at, len(d.paragraphs[p].Text))
		runes := counts.before(p, at, d.paragraphs[p].Text)
		if m.kind == 's' || a.Paragraph < 0 {
			a.Paragraph, a.Start, a.EndParagraph, a.End = p, runes, p, runes
			ranges[i] = span{offsets[p] + at, offsets[p] + at}
		}
		if m.kind == 'e' {
			a.EndParagraph, a.End = p, runes
			ranges[i].to = offsets[p] + at
		}
	}
	for i, r := range ranges {
		if r.to > r.from {
			quote := d.text[r.from:r.to]
			d.annotations[i].Quote = quote[:byteOffset(quote, maxQuote)]
		}
	}
}

// offsets are where the paragraphs begin in the text, in bytes.
func (d *Document) offsets() []int {
	out, at := make([]int, len(d.paragraphs)), 0
	for i := range d.paragraphs {
		out[i] = at
		at += len(d.paragraphs[i].Text) + len("\n")
	}
	return out
}

// maxQuote bounds how much text a comment quotes, in runes; one may span the whole document.
const maxQuote = 2000

// threads reads who replies to whom and what is resolved.
func (d *Document) threads(l *loader) error {
	byPara := map[string]*Annotation{}
	for i := range d.annotations {
		byPara[d.annotations[i].ParaID] = &d.annotations[i]
	}
	return l.eachElement("commentsExtended", "commentEx", func(s *scanner) {
		a := byPara[strings.ToUpper(local(s, "paraId"))]
		if a == nil || a.ParaID == "" {
			return
		}
		if v := local(s, "done"); v != "" {
			a.Done = toggleOf([]byte(v)) == on
		}
		if parent := byPara[strings.ToUpper(local(s, "paraIdParent"))]; parent != nil && parent.ParaID != "" {
			a.Parent = parent.ID
		}
	})
}

// durable reads the identifiers that survive saving.
func (d *Document) durable(l *loader) error {
	ids := map[string]string{}
	err := l.eachElement("commentsIds", "commentId", func(s *scanner) {
		ids[strings.ToUpper(local(s, "paraId"))] = strings.ToUpper(local(s, "durableId"))
	})
	for i := range d.annotations {
		d.annotations[i].DurableID = ids[d.annotations[i].ParaID]
	}
	return err
}

// eachElement calls do for each element of a name in the parts the main part is related to in a given way.
func (l *loader) eachElement(relation, element string, do func(*scanner)) error {
	for _, name := range first(l.pkg.related(relation)) {
		b, err := l.pkg.smallPart(name)
		if err != nil {
			return err
		}
		s := &scanner{b: b}
		for t := s.next(); t != tokEOF; t = s.next() {
			if t == tokStart && string(s.local) == element {
				do(s)
			}
		}
		if s.err != nil {
			return refuseXML(name, s.err)
		}
	}
	return nil
}

// local is the value of the first attribute with this local name, in whatever namespace: the parts that later versions
// of Word add are known by their relation, and have one namespace each.
func local(s *scanner, name string) string {
	for _, a := range s.attrs {
		if n := string(a.name); n == name || strings.HasSuffix(n, ":"+name) {
			v, err := unescape(nil, a.val)
			if err != nil {
				s.fail(err, "attribute "+name)
			}
			return string(v)
		}
	}
	return ""
}
