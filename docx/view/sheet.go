package view

import (
	"math"
	"strconv"
	"strings"

	"guibei/docx"
)

// sheet makes classes of formats: equal rules are one class.
type sheet struct {
	classes    map[string]string // rule -> class
	rules      []string
	paragraphs map[paragraphKey]string
	runs       map[runKey]string
	plain      map[*docx.RunFormat]string
}

type paragraphKey struct {
	format *docx.ParagraphFormat
	base   *docx.RunFormat
	pitch  int
}

type runKey struct{ format, base *docx.RunFormat }

func newSheet() *sheet {
	return &sheet{
		classes: map[string]string{}, paragraphs: map[paragraphKey]string{}, runs: map[runKey]string{},
		plain: map[*docx.RunFormat]string{},
	}
}

// maxRules bounds the classes of a page. Official documents need a few dozen; a file may hold tens of thousands of formats.
const maxRules = 4_000

// class returns the class with a rule, "" for the empty one and for those beyond the limit.
func (s *sheet) class(rule string) string {
	if rule == "" {
		return ""
	}
	c, ok := s.classes[rule]
	if !ok && len(s.rules) < maxRules {
		c = "k" + strconv.Itoa(len(s.rules)+1)
		s.classes[rule] = c
		s.rules = append(s.rules, rule)
	}
	return c
}

// fixed are the rules of every page. Chromium 86 knows all of them.
const fixed = `.gb-doc{color:#000;background:#fff;line-height:1.6;font-family:var(--gb-song);font-size:calc(12pt*var(--gb-scale,1));overflow-wrap:anywhere}
.gb-doc p{margin:0;white-space:pre-wrap;min-height:1em;tab-size:4}
.gb-doc .gb-header,.gb-doc .gb-footer{color:#595959;font-size:calc(10.5pt*var(--gb-scale,1));border:0 solid #8c8c8c}
.gb-doc .gb-header{border-bottom-width:1px;margin-bottom:1em}
.gb-doc .gb-footer{border-top-width:1px;margin-top:1em}
.gb-doc .gb-notes{border-top:1px solid #595959;margin-top:2em;padding-top:.5em}
.gb-doc .gb-note{position:relative;padding-left:2.5em}
.gb-doc .gb-note[data-n]::before{content:"［" attr(data-n) "］";position:absolute;left:0}
.gb-doc .gb-ref::before{content:"［" attr(data-n) "］"}
.gb-doc .gb-image::before{content:attr(data-note);color:#595959;border:1px dashed #8c8c8c;padding:0 .3em}
.gb-doc .gb-bullet::before{content:"● "}
.gb-doc .gb-box{border:1px solid #8c8c8c;padding:.3em .5em;margin:.3em 0}
.gb-doc .gb-table{overflow-x:auto;margin:.3em 0}
.gb-doc table{border-collapse:collapse;min-width:100%}
.gb-doc td,.gb-doc th{font-weight:inherit;border:1px solid #595959;padding:.1em .4em;vertical-align:middle}
.gb-doc td.gb-gap{border:0}
.gb-doc .gb-merged{border-top:1px dotted #8c8c8c}
.gb-doc ins.gb-ins{color:#0b5394;text-decoration:underline}
.gb-doc del.gb-del{color:#a61b1b;text-decoration:line-through}
.gb-doc .gb-move{text-decoration-style:double}
.gb-doc mark.gb-mark{color:inherit;background:#fff3bf;border-bottom:2px solid #8a6d00;cursor:pointer}
.gb-doc mark.sev-blocker{background:#ffd6d6;border-bottom-color:#a61b1b}
.gb-doc mark.sev-high{background:#ffe2c7;border-bottom-color:#a64b00}
.gb-doc mark.sev-low{background:#e6f0ff;border-bottom-color:#0b5394}
`

// css returns the style sheet. Only the font stacks that are used are in it.
func (s *sheet) css() string {
	var b strings.Builder
	b.WriteString(fixed)
	b.WriteString(".gb-doc{")
	for r := song; r <= xiaobiaosong; r++ {
		b.WriteString(stacks[r].name + ":" + stacks[r].fonts + ";")
	}
	b.WriteString("}\n")
	for i, rule := range s.rules {
		b.WriteString(".gb-doc .k" + strconv.Itoa(i+1) + "{" + rule + "}\n")
	}
	return b.String()
}

// paragraph returns the class of a paragraph whose text mostly has the format base.
func (s *sheet) paragraph(f *docx.ParagraphFormat, base *docx.RunFormat, pitch int) string {
	key := paragraphKey{f, base, pitch}
	c, ok := s.paragraphs[key]
	if !ok {
		c = s.class(paragraphRule(f, base, pitch))
		s.paragraphs[key] = c
	}
	return c
}

// paragraphRule is how a paragraph looks.
func paragraphRule(f *docx.ParagraphFormat, base *docx.RunFormat, pitch int) string {
	var b rule
	switch f.Align {
	case docx.Center:
		b.add("text-align", "center")
	case docx.Right:
		b.add("text-align", "right")
	case docx.Justify:
		b.add("text-align", "justify")
	case docx.Distribute:
		b.add("text-align", "justify")
		b.add("text-align-last", "justify")
	case docx.Left:
	}
	size := sizeOf(base)
	b.length("margin-left", f.Indent.LeftAt(size), size, 0, 15)
	b.length("margin-right", f.Indent.RightAt(size), size, 0, 15)
	b.length("text-indent", f.Indent.FirstLineAt(size), size, -10, 20)
	if !f.Spacing.BeforeAuto {
		b.length("margin-top", f.Spacing.BeforeAt(pitch), size, 0, 6)
	}
	if !f.Spacing.AfterAuto {
		b.length("margin-bottom", f.Spacing.AfterAt(pitch), size, 0, 6)
	}
	b.lines(f, size, pitch)
	for i, v := range looks(base) {
		if v != defaultLooks[i] {
			b.add(lookNames[i], v)
		}
	}
	return b.text
}

// natural is the height of a line of Chinese text in sizes of its font.
const natural = 1.3

// lines is the distance of lines.
func (b *rule) lines(f *docx.ParagraphFormat, size, pitch int) {
	line := float64(f.Spacing.Line)
	em := float64(size) * 10 // twips
	switch f.Spacing.Rule {
	case docx.LineExact, docx.LineAtLeast:
		if line <= 0 {
			return
		}
		n := line / em
		if f.Spacing.Rule == docx.LineAtLeast {
			n = max(n, natural)
		}
		b.add("line-height", number(min(max(n, .9), 5))+"em")
	case docx.LineAuto:
		single := natural
		if f.SnapToGrid && pitch > 0 {
			single = max(float64(pitch)/em, natural)
		}
		if line <= 0 {
			line = 240
		}
		b.add("line-height", number(min(max(single*line/240, .9), 5)))
	}
}

// run returns the class of text in a paragraph whose text mostly has another format.
func (s *sheet) run(f, base *docx.RunFormat) string {
	key := runKey{f, base}
	c, ok := s.runs[key]
	if ok {
		return c
	}
	var b rule
	from := looks(base)
	for i, v := range looks(f) {
		if v != from[i] {
			b.add(lookNames[i], v)
		}
	}
	b.decorate(f)
	c = s.class(b.text)
	s.runs[key] = c
	return c
}

// lines returns the class of what a paragraph cannot say for its text, because it could not be taken back: lines at the
// text, its background and its place above the line.
func (s *sheet) lines(f *docx.RunFormat) string {
	c, ok := s.plain[f]
	if !ok {
		var b rule
		b.decorate(f)
		c = s.class(b.text)
		s.plain[f] = c
	}
	return c
}

// decorate adds what is not inherited.
func (b *rule) decorate(f *docx.RunFormat) {
	var lines []string
	if f.Underline != "" {
		lines = append(lines, "underline")
	}
	if f.Strike || f.DoubleStrike {
		lines = append(lines, "line-through")
	}
	if len(lines) > 0 {
		b.add("text-decoration", strings.Join(lines, " "))
	}
	if f.Highlight != "" && f.Highlight != "none" && f.Highlight != "white" {
		b.add("background", "#fff8c5")
	}
	switch f.VertAlign {
	case "superscript":
		b.add("vertical-align", "super")
	case "subscript":
		b.add("vertical-align", "sub")
	}
}

// The looks that a paragraph can give its text and a run can take back.
var (
	lookNames    = [...]string{"font-family", "font-size", "font-weight", "font-style", "color", "letter-spacing", "text-transform", "-webkit-text-emphasis"}
	defaultLooks = [...]string{"var(--gb-song)", "", "400", "normal", "#000", "normal", "none", "none"}
)

func looks(f *docx.RunFormat) [8]string {
	out := defaultLooks
	if r := roleOf(f.Fonts.EastAsia); r != noRole {
		out[0] = "var(" + stacks[r].name + ")"
	}
	points := float64(sizeOf(f)) / 2
	if f.VertAlign == "superscript" || f.VertAlign == "subscript" {
		points *= .65
	}
	out[1] = "calc(" + number(points) + "pt*var(--gb-scale,1))"
	if f.Bold {
		out[2] = "700"
	}
	if f.Italic {
		out[3] = "italic"
	}
	out[4] = readable(f.Color)
	if em := float64(f.Spacing) / float64(sizeOf(f)*10); f.Spacing != 0 {
		out[5] = number(min(max(em, -.3), 2)) + "em"
	}
	if f.Caps {
		out[6] = "uppercase"
	}
	if f.Emphasis != "" && f.Emphasis != "none" {
		out[7] = "dot"
	}
	return out
}

// sizeOf is a font size in half points between 5 and 72 pt.
func sizeOf(f *docx.RunFormat) int {
	if f.Size <= 0 {
		return 20
	}
	return min(max(f.Size, 10), 144)
}

// rule is the declarations of a class.
type rule struct{ text string }

func (b *rule) add(name, value string) {
	if b.text != "" {
		b.text += ";"
	}
	b.text += name + ":" + value
}

// length adds a length in twips as multiples of the font size, between two bounds.
func (b *rule) length(name string, twips, size int, least, most float64) {
	if em := min(max(float64(twips)/float64(size*10), least), most); em != 0 {
		b.add(name, number(em)+"em")
	}
}

// number writes at most two digits behind the point.
func number(f float64) string {
	return strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64)
}

// readable returns a colour that can be read on white, as #rrggbb: a light one is darkened until its contrast is 4.5, as
// WCAG 2.2 asks. What is no colour is black.
func readable(hex string) string {
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || len(hex) != 6 || n == 0 {
		return "#000"
	}
	c := [3]float64{float64(n >> 16), float64(n >> 8 & 255), float64(n & 255)}
	for contrast(c) < 4.5 {
		for i := range c {
			c[i] = math.Floor(c[i] * .9)
		}
	}
	out := []byte{'#'}
	for _, v := range c {
		out = append(out, "0123456789abcdef"[int(v)>>4], "0123456789abcdef"[int(v)&15])
	}
	return string(out)
}

// contrast is that of a colour on white, by WCAG's formula.
func contrast(c [3]float64) float64 {
	var l float64
	for i, weight := range []float64{.2126, .7152, .0722} {
		v := c[i] / 255
		if v <= .04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+.055)/1.055, 2.4)
		}
		l += weight * v
	}
	return 1.05 / (l + .05)
}
