package docx

// Section is a stretch of the body with one page layout. Lengths are in twips, 1/20 pt.
type Section struct {
	First, Last int    // its paragraphs, in Document.Paragraphs; Last < First when it has none
	Break       string // how it begins: nextPage, continuous, evenPage, oddPage, nextColumn

	Width, Height int
	Landscape     bool
	Margin        Margin
	Columns       int
	ColumnSpace   int   // between columns of equal width
	ColumnWidths  []int // of columns of different width, else nil

	Grid Grid

	TitlePage  bool // the first page has a header and footer of its own
	EvenAndOdd bool // even pages have headers and footers of their own, as the whole document does
	Header     Edge
	Footer     Edge

	PageFormat string // of page numbers, such as "decimal"
	PageStart  int    // the first page number, -1 where the count goes on

	TextDirection string // "" or such as "tbRl", vertical
	VerticalAlign string // "" for top

	size   int // of the default paragraph style, half points
	header [3]string
	footer [3]string
}

// Margin is what the page leaves free. A negative Top or Bottom is exact: the header may run into the text.
type Margin struct{ Top, Bottom, Left, Right, Header, Footer, Gutter int }

// Grid is the grid of lines and characters (w:docGrid).
type Grid struct {
	Kind      string // "" for none, lines, linesAndChars, snapToChars
	LinePitch int    // twips
	CharSpace int    // added to the width of a character, in 1/4096 pt
}

// Edge names the parts that hold the headers, or footers, of a section, as in Story.Part; "" for an empty one. What the
// section does not say is the previous section's.
type Edge struct{ Default, First, Even string }

// Text returns the width and height of the text area in twips.
func (s *Section) Text() (width, height int) {
	m := s.Margin
	return s.Width - m.Left - m.Right - m.Gutter, s.Height - abs(m.Top) - abs(m.Bottom)
}

func abs(n int) int { return max(n, -n) }

// LinesPerPage returns how many lines of the grid a page holds, 0 without a grid.
func (s *Section) LinesPerPage() int {
	_, h := s.Text()
	if s.Grid.Kind == "" || s.Grid.LinePitch <= 0 || h <= 0 {
		return 0
	}
	return h / s.Grid.LinePitch
}

// CharsPerLine returns how many full-width characters of the default paragraph style's size a line of the grid holds, 0
// where the grid does not set characters. Word rounds the pitch when it writes it, so a hair is allowed for.
func (s *Section) CharsPerLine() int {
	if s.Grid.Kind != "linesAndChars" && s.Grid.Kind != "snapToChars" || s.Columns > 1 {
		return 0
	}
	w, _ := s.Text()
	pitch := float64(s.size)/2 + float64(s.Grid.CharSpace)/4096
	if w <= 0 || pitch < 1 {
		return 0
	}
	return int(float64(w)/20/pitch + 0.02)
}

// Defaults of Word where a section says nothing: US letter with margins of an inch.
const (
	defaultWidth  = 12240
	defaultHeight = 15840
	defaultMargin = 1440
	defaultEdge   = 720
	maxColumns    = 45 // as many as Word has
)

// readSection reads an open w:sectPr to its end.
func readSection(s *scanner) *Section {
	c := &Section{
		Break: "nextPage", Width: defaultWidth, Height: defaultHeight, Columns: 1, ColumnSpace: defaultEdge, PageFormat: "decimal", PageStart: -1,
		Margin: Margin{defaultMargin, defaultMargin, defaultMargin, defaultMargin, defaultEdge, defaultEdge, 0},
	}
	eachChild(s, func() { c.read(s) })
	return c
}

// read takes one property element of a section.
func (c *Section) read(s *scanner) {
	switch string(s.local) {
	case "type":
		c.Break = s.value(nsW, "val")
	case "pgSz":
		twips(s, "w", &c.Width)
		twips(s, "h", &c.Height)
		c.Landscape = s.value(nsW, "orient") == "landscape"
	case "pgMar":
		m := &c.Margin
		for name, dst := range map[string]*int{
			"top": &m.Top, "bottom": &m.Bottom, "left": &m.Left, "right": &m.Right,
			"header": &m.Header, "footer": &m.Footer, "gutter": &m.Gutter,
		} {
			twips(s, name, dst)
		}
	case "cols":
		c.readColumns(s)
	case "docGrid":
		if c.Grid.Kind = s.value(nsW, "type"); c.Grid.Kind == "default" {
			c.Grid.Kind = ""
		}
		twips(s, "linePitch", &c.Grid.LinePitch)
		if v, ok := s.get(nsW, "charSpace"); ok {
			c.Grid.CharSpace = min(max(atoi(v, 0), -1<<24), 1<<24)
		}
	case "titlePg":
		c.TitlePage = toggleOf(s.val()) == on
	case "headerReference":
		c.header[edgeOf(s)] = s.value(nsR, "id")
	case "footerReference":
		c.footer[edgeOf(s)] = s.value(nsR, "id")
	case "pgNumType":
		setString(&c.PageFormat, s.value(nsW, "fmt"))
		if v, ok := s.get(nsW, "start"); ok {
			c.PageStart = atoi(v, -1)
		}
	case "textDirection":
		if c.TextDirection = s.value(nsW, "val"); c.TextDirection == "lrTb" || c.TextDirection == "tb" {
			c.TextDirection = ""
		}
	case "vAlign":
		if c.VerticalAlign = s.value(nsW, "val"); c.VerticalAlign == "top" {
			c.VerticalAlign = ""
		}
	case "sectPrChange":
		s.skip()
	}
}

func (c *Section) readColumns(s *scanner) {
	if v, ok := s.get(nsW, "num"); ok {
		c.Columns = min(max(atoi(v, 1), 1), maxColumns)
	}
	twips(s, "space", &c.ColumnSpace)
	equal := true
	if v, ok := s.get(nsW, "equalWidth"); ok {
		equal = toggleOf(v) == on
	}
	var widths []int
	eachChild(s, func() {
		if s.is(nsW, "col") && len(widths) < maxColumns {
			w := 0
			twips(s, "w", &w)
			widths = append(widths, w)
		}
	})
	if !equal && len(widths) > 0 {
		c.Columns, c.ColumnWidths = len(widths), widths
	}
}

// twips reads an attribute that is a length, and leaves dst alone when it is none.
func twips(s *scanner, name string, dst *int) {
	if v, ok := s.get(nsW, name); ok {
		n := int32(absent)
		if setMeasure(&n, v, 20); n != absent {
			*dst = int(n)
		}
	}
}

// edgeOf tells which pages a header or footer reference is for.
func edgeOf(s *scanner) int {
	switch s.value(nsW, "type") {
	case "first":
		return 1
	case "even":
		return 2
	}
	return 0
}

// inherit names the parts behind the section's references, and takes over from the previous section what it does not
// say.
func (c *Section) inherit(before *Section, part func(id string) string) {
	for _, e := range [...]struct {
		refs     *[3]string
		own, old *Edge
	}{{&c.header, &c.Header, &before.Header}, {&c.footer, &c.Footer, &before.Footer}} {
		*e.own = *e.old
		for i, dst := range [...]*string{&e.own.Default, &e.own.First, &e.own.Even} {
			if id := e.refs[i]; id != "" {
				*dst = part(id)
			}
		}
	}
}

// sections divides the body: a section ends with the paragraph that holds its settings, the last one's stand at the end
// of the body.
func (r *storyReader) sections() []Section {
	t := r.rec
	part := func(id string) string {
		rel, ok := r.pkg.target(id)
		if !ok || rel.external {
			return ""
		}
		return rel.target
	}
	size := t.f.format(t.f.base(r.styles.paragraph, tableContext{}), 0).Size
	var out []Section
	first, before := 0, &Section{}
	end := func(c *Section, last int) {
		own := *c
		own.First, own.Last, own.size, own.EvenAndOdd = first, last, size, t.f.set.evenAndOdd
		own.inherit(before, part)
		out = append(out, own)
		first, before = last+1, &out[len(out)-1]
	}
	kept := 0
	for i := range r.paras {
		if r.paras[i].dropped {
			continue
		}
		kept++
		if p := &t.paras[i]; p.f == nil && p.cell == outside && p.host < 0 {
			if c := t.f.paraDirect[p.direct].section; c != nil {
				end(c, kept-1)
			}
		}
	}
	last := readSection(&scanner{})
	if n := len(t.sections); n > 0 {
		last = t.sections[n-1]
	}
	end(last, kept-1)
	return out
}
