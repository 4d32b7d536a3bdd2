package docx

import (
	"bytes"
	"html"
	"strings"
)

// htmlReader turns HTML into paragraphs: block elements end one, blanks collapse, scripts and styles are passed over.
// It is no browser: no style sheet is applied, and list items get no number.
type htmlReader struct {
	r     *storyReader
	buf   []byte
	sty   *style
	cells int             // open table cells
	blank bool            // a blank is due before the next character
	pre   int             // open pre elements
	never map[string]bool // end tags that do not come any more, so that they are looked for once
}

// Styles that HTML headings stand for; the name is what Word gives them when it imports HTML.
var htmlHeadings = map[string]*style{
	"h1": {name: "heading 1", props: props{numID: numAbsent, level: numAbsent, outline: 1, size: 48}},
	"h2": {name: "heading 2", props: props{numID: numAbsent, level: numAbsent, outline: 2, size: 36}},
	"h3": {name: "heading 3", props: props{numID: numAbsent, level: numAbsent, outline: 3, size: 27}},
	"h4": {name: "heading 4", props: props{numID: numAbsent, level: numAbsent, outline: 4, size: 24}},
	"h5": {name: "heading 5", props: props{numID: numAbsent, level: numAbsent, outline: 5, size: 20}},
	"h6": {name: "heading 6", props: props{numID: numAbsent, level: numAbsent, outline: 6, size: 15}},
}

var (
	htmlNormal   = &style{name: "Normal", props: noProps}
	htmlCentered = &style{name: "Normal", props: props{numID: numAbsent, level: numAbsent, center: on}}
)

// htmlChunk reads HTML into the story.
func (r *storyReader) htmlChunk(name string, b []byte, charset string) {
	if len(b) > maxHTML {
		r.err = guardHTML.refuse(name, nil)
		return
	}
	h := &htmlReader{r: r, sty: htmlNormal, never: map[string]bool{}}
	text := decodeText(b, charset)
	for len(text) > 0 && r.err == nil {
		if text[0] != '<' {
			n := bytes.IndexByte(text, '<')
			if n < 0 {
				n = len(text)
			}
			h.chars(text[:n])
			text = text[n:]
			continue
		}
		text = h.markup(text)
	}
	if len(h.buf) > 0 {
		h.flush()
	}
}

// markup handles what starts with '<' and returns what comes after it.
func (h *htmlReader) markup(text []byte) []byte {
	switch {
	case bytes.HasPrefix(text, []byte("<!--")):
		return after(text[4:], "-->")
	case len(text) > 1 && (text[1] == '!' || text[1] == '?'):
		return after(text[2:], ">")
	}
	closing := len(text) > 1 && text[1] == '/'
	p := 1
	if closing {
		p = 2
	}
	q := p
	for q < len(text) && (text[q]|0x20 >= 'a' && text[q]|0x20 <= 'z' || q > p && text[q] >= '0' && text[q] <= '9') {
		q++
	}
	if q == p { // a bare '<' is a character
		h.chars(text[:1])
		return text[1:]
	}
	name := strings.ToLower(string(text[p:min(q, p+16)]))
	end := tagEnd(text, q)
	attrs := text[q:end]
	rest := text[min(end+1, len(text)):]
	if closing {
		h.close(name)
		return rest
	}
	switch name {
	case "script", "style", "head", "title", "template", "noscript", "textarea", "svg", "iframe", "object":
		return h.skipElement(name, attrs, rest)
	}
	h.open(name, attrs)
	return rest
}

// after returns what follows the first end, nothing when there is none.
func after(text []byte, end string) []byte {
	i := bytes.Index(text, []byte(end))
	if i < 0 {
		return nil
	}
	return text[i+len(end):]
}

// tagEnd returns where the '>' of a tag is, past quoted values.
func tagEnd(text []byte, p int) int {
	for p < len(text) && text[p] != '>' {
		if c := text[p]; (c == '"' || c == '\'') && text[p-1] == '=' {
			if n := bytes.IndexByte(text[p+1:], c); n >= 0 {
				p += n + 1
			}
		}
		p++
	}
	return p
}

// skipElement passes over an element that is no text. Where its end tag is missing the rest of the chunk is kept: text
// must not vanish because of bad markup.
func (h *htmlReader) skipElement(name string, attrs, rest []byte) []byte {
	if h.never[name] || bytes.HasSuffix(attrs, []byte("/")) {
		return rest
	}
	end := []byte("</" + name)
	for i := 0; i+len(end) <= len(rest); i++ {
		n := bytes.Index(rest[i:], []byte("</"))
		if n < 0 || i+n+len(end) > len(rest) {
			break
		}
		if i += n; bytes.EqualFold(rest[i:i+len(end)], end) {
			return after(rest[i:], ">")
		}
	}
	h.never[name] = true
	return rest
}

// open acts on a start tag.
func (h *htmlReader) open(name string, attrs []byte) {
	switch name {
	case "br":
		h.buf, h.blank = append(h.buf, '\v'), false
		return
	case "img":
		h.r.inv.Images++
		return
	}
	if !isBlock(name) {
		return
	}
	h.breakParagraph()
	switch name {
	case "td", "th":
		h.cells++
	case "pre":
		h.pre++
	}
	if d, ok := htmlHeadings[name]; ok {
		h.sty = d
	} else if centered(attrs) && h.sty == htmlNormal {
		h.sty = htmlCentered
	}
}

// close acts on an end tag. An empty p is an empty paragraph, as in Word.
func (h *htmlReader) close(name string) {
	if !isBlock(name) {
		return
	}
	if name == "p" && len(h.buf) == 0 {
		h.flush()
	}
	h.breakParagraph()
	switch name {
	case "td", "th":
		h.cells = max(0, h.cells-1)
	case "pre":
		h.pre = max(0, h.pre-1)
	}
	h.sty = htmlNormal
}

func isBlock(name string) bool {
	switch name {
	case "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "table", "tbody", "thead", "tfoot",
		"tr", "td", "th", "caption", "blockquote", "pre", "center", "section", "article", "header", "footer", "main", "nav",
		"aside", "form", "fieldset", "address", "figure", "figcaption", "hr", "body", "html":
		return true
	}
	return false
}

// centered reports whether a tag centres its text, by attribute or inline style.
func centered(attrs []byte) bool {
	a := bytes.ToLower(attrs[:min(len(attrs), 1024)])
	a = bytes.Map(func(r rune) rune {
		if r == ' ' || r == '"' || r == '\'' {
			return -1
		}
		return r
	}, a)
	return bytes.Contains(a, []byte("align:center")) || bytes.Contains(a, []byte("align=center"))
}

// chars adds text, with blanks collapsed and entities decoded.
func (h *htmlReader) chars(b []byte) {
	s := string(b)
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	for _, c := range s {
		switch {
		case !xmlChar(c):
		case h.pre > 0 && c == '\n':
			h.flush()
		case h.pre > 0 && c != '\r':
			h.buf = append(h.buf, string(c)...)
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			h.blank = len(h.buf) > 0 && h.buf[len(h.buf)-1] != '\v'
		default:
			if h.blank {
				h.buf = append(h.buf, ' ')
				h.blank = false
			}
			h.buf = append(h.buf, string(c)...)
		}
	}
}

// breakParagraph ends the paragraph if there is one.
func (h *htmlReader) breakParagraph() {
	if len(h.buf) > 0 {
		h.flush()
	}
	h.blank = false
}

func (h *htmlReader) flush() {
	text := bytes.TrimSuffix(h.buf, []byte("\v")) // a br before the end of a block shows nothing
	h.r.plain(text, h.sty, h.cells > 0)
	h.buf, h.blank = h.buf[:0], false
}
