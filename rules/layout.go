package rules

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"guibei/docx"
)

// Layout is how a docx looks in Word, as far as GB/T 9704 speaks of it.
type Layout struct {
	Pages   []Page       // one for each section, in order
	Looks   []Look       // one for each of Text.Paragraphs
	Numbers []PageNumber // the places in headers and footers that show the page number

	Changes  int      // tracked changes not yet accepted or rejected
	Comments int      // comments not yet taken out
	Hidden   int      // characters formatted as hidden
	Authors  []string // names that the file carries as properties or in comments
}

// Page is the page of a section. Lengths are in millimetres.
type Page struct {
	Width, Height            float64
	Top, Bottom, Left, Right float64 // Left is the binding edge with its gutter
	Landscape                bool
	Lines, Chars             int // of the grid; 0 where it sets none
	First                    int // its first paragraph
}

// Look is how a paragraph looks.
type Look struct {
	Align   docx.Align
	Indent  float64 // of the first line, in characters of the paragraph's size
	Pitch   float64 // points between lines where the paragraph sets them exactly, else 0
	NewPage bool    // it begins a page
	Runs    []LookRun
}

// LookRun is a stretch of a paragraph that looks alike.
type LookRun struct {
	Start, End int     // runes in Paragraph.Text
	Font       string  // of its Chinese characters
	Size       float64 // points
	Colour     string  // RRGGBB, "" for black and for the automatic one
	Highlight  bool    // marked as with a pen, or shaded
}

// PageNumber is a place that shows the page number.
type PageNumber struct {
	Size   float64 // points
	Dashes bool    // a dash stands on each side
}

// Read views a docx and works out how it looks. One with more formats than can
// be worked out is read without a Layout: its words can still be checked.
func Read(f *docx.File) (*docx.Document, *Layout, error) {
	if formatted, err := f.Formatted(); err == nil {
		return formatted.Document, LayoutOf(formatted), nil
	}
	d, err := f.Read(docx.Final)
	return d, nil, err
}

// LayoutOf views how a docx looks. Its Looks fit the paragraphs of FromDocx.
func LayoutOf(f *docx.Formatted) *Layout {
	inv := f.Inventory()
	out := &Layout{
		Changes: inv.Insertions + inv.Deletions + inv.FormatChanges, Comments: inv.Comments, Hidden: inv.HiddenRunes,
		Numbers: pageNumbers(f), Authors: authors(f.Document),
	}
	for i := range f.Body.Sections {
		out.Pages = append(out.Pages, pageOf(&f.Body.Sections[i]))
	}
	ps := f.Paragraphs()
	out.Looks = make([]Look, len(ps))
	for i := range ps {
		out.Looks[i] = lookOf(f.Body, ps, i)
	}
	return out
}

// mm turns twips, 1/20 pt, into millimetres.
func mm(twips int) float64 { return float64(twips) * 25.4 / 1440 }

func pageOf(s *docx.Section) Page {
	return Page{
		Width: mm(s.Width), Height: mm(s.Height), Landscape: s.Width > s.Height, First: s.First,
		Top: mm(max(s.Margin.Top, -s.Margin.Top)), Bottom: mm(max(s.Margin.Bottom, -s.Margin.Bottom)),
		Left: mm(s.Margin.Left + s.Margin.Gutter), Right: mm(s.Margin.Right),
		Lines: s.LinesPerPage(), Chars: s.CharsPerLine(),
	}
}

func lookOf(l *docx.Layout, ps []docx.Paragraph, i int) Look {
	f := l.Paragraph(i)
	text := ps[i].Text
	size := f.Mark.Size
	out := Look{Align: f.Align, NewPage: f.PageBreakBefore || breaksPage(l, ps, i)}
	for _, r := range l.Runs(i) {
		out.Runs = append(out.Runs, lookRun(r, runesOf(text, r.Start, r.End)))
	}
	if len(out.Runs) > 0 {
		size = int(2 * out.Runs[0].Size)
	}
	if size > 0 {
		out.Indent = float64(f.Indent.FirstLineAt(size)+f.Indent.LeftAt(size)) / float64(10*size)
	}
	if f.Spacing.Rule == docx.LineExact {
		out.Pitch = float64(f.Spacing.Line) / 20
	}
	return out
}

// breaksPage reports whether a break stands before the paragraph. Of a break
// inside a paragraph the text does not say whether it ends the line or the
// page; it counts as the latter.
func breaksPage(l *docx.Layout, ps []docx.Paragraph, i int) bool {
	if i == 0 || strings.HasPrefix(ps[i].Text, "\v") || strings.HasSuffix(ps[i-1].Text, "\v") {
		return true
	}
	s := l.Section(i)
	return s != nil && s.First == i && s.Break != "continuous" && s.Break != "nextColumn"
}

// lookRun takes what a run shows; its font is that of its first Chinese
// character.
func lookRun(r docx.Run, text string) LookRun {
	f := r.Format
	out := LookRun{Start: r.Start, End: r.End, Size: float64(f.Size) / 2, Highlight: f.Highlight != "" || f.Shading != "" && f.Shading != "auto" && f.Shading != "FFFFFF"}
	for _, c := range text {
		if unicode.Is(unicode.Han, c) {
			out.Font = f.Font(c)
			break
		}
	}
	if f.Color != "auto" && f.Color != "000000" {
		out.Colour = f.Color
	}
	return out
}

func runesOf(s string, from, to int) string {
	n, first, last := 0, len(s), len(s)
	for i := range s {
		if n == from {
			first = i
		}
		if n == to {
			last = i
			break
		}
		n++
	}
	return s[min(first, last):last]
}

// pageNumbers finds the fields that show the page number in headers and
// footers.
func pageNumbers(f *docx.Formatted) []PageNumber {
	var out []PageNumber
	for i, s := range f.Stories() {
		if s.Kind != docx.Header && s.Kind != docx.Footer {
			continue
		}
		for _, field := range f.Others[i].Fields {
			if field.Kind != "PAGE" || field.From.Paragraph >= len(s.Paragraphs) {
				continue
			}
			n := PageNumber{Dashes: dashed(s.Paragraphs[field.From.Paragraph].Text)}
			for _, r := range f.Others[i].Runs(field.From.Paragraph) {
				if r.Start <= field.From.Offset {
					n.Size = float64(r.Format.Size) / 2
				}
			}
			out = append(out, n)
		}
	}
	return out
}

// dashed reports whether a line has a dash at either end.
func dashed(s string) bool {
	s = strings.TrimFunc(s, unicode.IsSpace)
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	return utf8.RuneCountInString(s) > 1 && strings.ContainsRune("—-－–─", first) && strings.ContainsRune("—-－–─", last)
}

// authors lists the names in the properties and comments of a file.
func authors(d *docx.Document) []string {
	out := slices.Clone(d.Authors())
	for _, a := range d.Annotations() {
		if a.Author != "" && !slices.Contains(out, a.Author) {
			out = append(out, a.Author)
		}
	}
	return out
}

// decimal writes a length as people do: without zeros at the end.
func decimal(f float64) string { return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64) }
