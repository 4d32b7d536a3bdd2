package docx

// Align is how the lines of a paragraph stand between its indents.
type Align string

// The alignments of Chinese documents. Word writes "start" and "left" for one thing; here it is Left.
const (
	Left       Align = "left"
	Right      Align = "right"
	Center     Align = "center"
	Justify    Align = "both"
	Distribute Align = "distribute"
)

// ParagraphFormat is how a paragraph looks when all styles, the list level and its own settings have been applied.
// Paragraphs that look alike may share one; do not change it.
type ParagraphFormat struct {
	Style   string // name of the paragraph style
	Align   Align
	Indent  Indent
	Spacing Spacing
	Outline int // 1 for the highest heading, 0 for body text
	NumID   int // the list it belongs to, 0 for none
	Level   int // its level in the list, 0 for the highest
	Tabs    []Tab

	KeepNext, KeepLines, PageBreakBefore, WidowControl bool

	SnapToGrid        bool // lines stand on the grid of the section
	AdjustRightIndent bool // the right indent is rounded to the character grid
	ContextualSpacing bool // no space between paragraphs of the same style
	Kinsoku           bool // no line begins or ends with a mark that must not stand there
	HangPunctuation   bool // a mark may hang into the margin
	AutoSpaceLatin    bool // a little space between Chinese characters and Latin letters,
	AutoSpaceDigits   bool // and digits
	RightToLeft       bool // Left is then the right-hand edge

	Borders, Frame bool   // there is one
	Shading        string // "" or RRGGBB
	TextAlignment  string // of characters in a line, such as "center"; "" for auto
	TextDirection  string // "" or such as "tbRl", vertical

	Mark  *RunFormat // of the paragraph mark, which gives an empty paragraph its height
	Label *RunFormat // of the computed list label or bullet, nil without one
	// Bullet says that the list marks its items with a bullet, which is no label and not in the text.
	Bullet bool

	base *runBase
}

// Indent is where lines begin and end. Twips are 1/20 pt; Chars are hundredths of a character. Where a Chars field is
// not zero Word takes it and passes over the twips, see Indent.FirstLineAt.
type Indent struct {
	Left, Right, FirstLine                int // twips; FirstLine is negative when it hangs
	LeftChars, RightChars, FirstLineChars int // hundredths of a character
}

// FirstLineAt returns the indent of the first line in twips when a character is so many half points wide.
func (i Indent) FirstLineAt(halfPoints int) int {
	return charsOr(i.FirstLineChars, i.FirstLine, halfPoints)
}

// LeftAt returns the left indent in twips when a character is so many half points wide.
func (i Indent) LeftAt(halfPoints int) int { return charsOr(i.LeftChars, i.Left, halfPoints) }

// RightAt returns the right indent in twips when a character is so many half points wide.
func (i Indent) RightAt(halfPoints int) int { return charsOr(i.RightChars, i.Right, halfPoints) }

func charsOr(chars, twips, halfPoints int) int {
	if chars != 0 {
		return chars * halfPoints * 10 / 100
	}
	return twips
}

// LineRule says what Spacing.Line means.
type LineRule string

// The line rules.
const (
	LineAuto    LineRule = "auto"    // Line is in 240ths of a single line
	LineExact   LineRule = "exact"   // Line is in twips
	LineAtLeast LineRule = "atLeast" // Line is in twips, more where a character is taller
)

// Spacing is the space around a paragraph and between its lines. Where a Lines field is not zero Word takes it and
// passes over the twips; where Auto is set it takes neither.
type Spacing struct {
	Before, After           int // twips
	BeforeLines, AfterLines int // hundredths of a line
	BeforeAuto, AfterAuto   bool
	Line                    int
	Rule                    LineRule
}

// BeforeAt returns the space before the paragraph in twips where the grid's lines are linePitch twips apart; without a grid
// a line counts as 12 pt. What Auto comes to depends on the neighbours and is not computed.
func (s Spacing) BeforeAt(linePitch int) int { return linesOr(s.BeforeLines, s.Before, linePitch) }

// AfterAt returns the space after the paragraph, as BeforeAt does.
func (s Spacing) AfterAt(linePitch int) int { return linesOr(s.AfterLines, s.After, linePitch) }

func linesOr(lines, twips, linePitch int) int {
	if lines == 0 {
		return twips
	}
	if linePitch <= 0 {
		linePitch = 240
	}
	return lines * linePitch / 100
}

// Tab is a tab stop.
type Tab struct {
	Position int    // twips from the margin
	Kind     string // left, center, right, decimal, bar, num
	Leader   string // "" or what fills the gap: dot, hyphen, underscore, middleDot
}

// RunFormat is how a stretch of text looks. Equal formats of one document are one pointer; do not change it.
type RunFormat struct {
	Style  string // name of the character style, "" for none
	Fonts  Fonts
	Hint   string // "eastAsia" sends characters that both scripts have, such as “ and …, to the East Asian font
	Size   int    // half points
	SizeCS int    // half points, of complex scripts

	Bold, Italic, BoldCS, ItalicCS   bool
	Caps, SmallCaps                  bool
	Strike, DoubleStrike             bool
	Outline, Shadow, Emboss, Imprint bool
	Vanish, WebHidden                bool
	SnapToGrid                       bool // characters stand on the grid of the section
	RightToLeft, ComplexScript       bool

	Underline string // "" or its kind, such as "single"
	Color     string // RRGGBB, "auto" when nothing says one
	Highlight string // "" or the name of a colour
	Shading   string // "" or RRGGBB
	Emphasis  string // "" or the mark at each character: dot, comma, circle, underDot
	VertAlign string // "", "superscript" or "subscript"
	Spacing   int    // twips added after each character
	Scale     int    // width in percent of normal
	Kern      int    // half points from which pairs are kerned, 0 for never
	Position  int    // half points above the line
	FitText   int    // twips the text is squeezed or spread to, 0 for none
	Border    bool

	Lang, LangEastAsia, LangBidi string
}

// Fonts are the four fonts of a run; which character takes which is for RunFormat.Font to say. Theme fonts are resolved.
type Fonts struct{ ASCII, HAnsi, EastAsia, CS string }

// Run is a stretch of text with one format.
type Run struct {
	Start, End int // runes in Paragraph.Text
	Format     *RunFormat
}
