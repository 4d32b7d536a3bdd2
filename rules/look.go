package rules

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"guibei"
	"guibei/docx"
)

// eachLook hands on the lines of the text with how their paragraphs look, a
// paragraph once. Text that is not Chinese is not set by GB/T 9704, and plain
// text has no looks.
func (in *Input) eachLook(look func(*line, *Look)) {
	if !in.looksCount() {
		return
	}
	lines := in.read().lines
	for i := range lines {
		l := &lines[i]
		if i > 0 && lines[i-1].n == l.n || l.role == roleBlank || l.role == roleAside {
			continue
		}
		look(l, &in.Layout.Looks[l.n])
	}
}

// minHan is how many Chinese characters make a text one that GB/T 9704 sets.
const minHan = 20

func (in *Input) looksCount() bool {
	if in.Layout == nil || len(in.Layout.Looks) != len(in.Text.Paragraphs) {
		return false
	}
	han := 0
	lines := in.read().lines
	for i := 0; i < len(lines) && han < minHan; i++ {
		for _, r := range lines[i].text {
			if unicode.Is(unicode.Han, r) {
				han++
			}
		}
	}
	return han >= minHan
}

// running reports whether a line is running text and no heading, so that it
// is set as 正文.
func (l *line) running() bool {
	return l.role == roleBody && !l.isHeading() && l.heading.unit != '章' && l.heading.unit != '节' && l.heading.unit != '编'
}

// maxHeading bounds a heading, in characters.
const maxHeading = 40

// isHeading reports whether a line is a heading of the first two levels, which
// have fonts of their own: 一、 and （一） outside of articles, short and
// without a stop, or a short sentence that the text goes on behind.
func (l *line) isHeading() bool {
	if l.level < 1 || l.level > 2 || l.inArticle() {
		return false
	}
	head, rest, stopped := strings.Cut(l.text, "。")
	n := utf8.RuneCountInString(head)
	switch {
	case strings.ContainsAny(head, "；："):
		return false
	case stopped && rest == "":
		return false // an item that is one sentence
	}
	return n <= maxHeading && (stopped || !strings.ContainsAny(head, "，"))
}

// inArticle reports whether a line belongs to an article.
func (l *line) inArticle() bool { return l.heading.unit == '条' || l.para.Article != "" }

// weighed counts the Chinese characters of looks by what they look like.
type weighed map[LookRun]int

func (w weighed) add(k *Look) {
	for _, r := range k.Runs {
		if r.Font != "" {
			w[LookRun{Font: r.Font, Size: r.Size}] += r.End - r.Start
		}
	}
}

// most returns what most characters look like; of equal ones the first by
// name, so that a check can be repeated.
func (w weighed) most() LookRun {
	var best LookRun
	for r, n := range w {
		if b := w[best]; n > b || n == b && (r.Font < best.Font || r.Font == best.Font && r.Size < best.Size) {
			best = r
		}
	}
	return best
}

// bodyLook is what most of the running text looks like.
func (in *Input) bodyLook() LookRun {
	w := weighed{}
	in.eachLook(func(l *line, k *Look) {
		if l.running() {
			w.add(k)
		}
	})
	return w.most()
}

// firstRun is the first run of a paragraph with Chinese characters.
func (k *Look) firstRun() (LookRun, bool) {
	for _, r := range k.Runs {
		if r.Font != "" {
			return r, true
		}
	}
	return LookRun{}, false
}

// typeface names of GB/T 9704 with what font names have in them.
var typefaces = map[string][]string{
	"小标宋": {"小标宋", "xiaobiaosong", "fzxbs", "大标宋", "dabiaosong"},
	"仿宋":  {"仿宋", "fangsong", "simfang", "fzfs"},
	"黑体":  {"黑体", "细黑", "simhei", "heiti", "fzhei", "方正黑"},
	"楷体":  {"楷", "kai"},
}

// isFace reports whether a font is a cut of a typeface.
func isFace(font, face string) bool {
	font = strings.ToLower(strings.ReplaceAll(font, " ", ""))
	return containsAny(font, typefaces[face])
}

// sizes are the Chinese names of sizes in points.
var sizes = map[float64]string{
	42: "初号", 36: "小初", 26: "一号", 24: "小一", 22: "二号", 18: "小二", 16: "三号", 15: "小三", 14: "四号", 12: "小四", 10.5: "五号", 9: "小五",
}

func sizeName(points float64) string {
	if s, ok := sizes[points]; ok {
		return s
	}
	return decimal(points) + "磅"
}

// closeTo reports whether two lengths differ by no more than a tolerance.
func closeTo(a, b, tolerance float64) bool { return math.Abs(a-b) <= tolerance+1e-6 }

// beginning anchors the first twenty characters of a line.
func (l *line) beginning() guibei.Place {
	n := 0
	for i := range l.text {
		if n == 20 {
			return l.placeOf(0, i)
		}
		n++
	}
	return l.placeOf(0, len(l.text))
}

// indentOf is the indent of the first line in characters, set or typed.
func indentOf(l *line, k *Look) float64 {
	indent := k.Indent
	for _, r := range l.para.Text {
		switch {
		case r == '\u3000':
			indent++
		case r == '\t':
			indent += 2
		case unicode.IsSpace(r):
			indent += 0.5
		default:
			return indent
		}
	}
	return indent
}

// flush reports whether a paragraph begins at the left edge.
func flush(l *line, k *Look) bool {
	return k.Align != docx.Center && k.Align != docx.Right && indentOf(l, k) < 0.5
}
