package docx

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"
)

// scanner walks well-formed XML by byte offset. It is what makes reading cost little more than inflating: it copies
// nothing, resolves a name once, and keeps its stack in one slice. It refuses what a document has no need of: DTDs,
// deep nesting, floods of attributes, declarations or elements.
type scanner struct {
	b []byte
	p int

	// The current token.
	ns    space  // of the element's name
	local []byte // the element's name without prefix
	attrs []attr // of a start tag; valid until the next one
	text  []byte // raw character data
	cdata bool   // text is literal

	depth     int // of the current element; the root has 1
	elements  int
	frames    []frame
	bindings  []binding
	innermost map[string]int32 // prefix -> its binding in scope
	prefix    []byte           // the last prefix that was looked up,
	prefixNS  space            // and what it stands for
	from      int              // offset of the start tag reported last
	scope     int              // names the set of declarations in scope; equal values mean equal sets
	scopes    int              // the last value given to scope
	selfEnd   bool             // an end token is due for <x/>
	declares  bool             // an attribute of the start tag may be a namespace declaration
	err       error
}

// token is the kind of the current token.
type token uint8

const (
	tokEOF token = iota // end of input or s.err
	tokStart
	tokEnd
	tokText
)

// attr is one attribute, unresolved and undecoded.
type attr struct{ name, val []byte }

// frame is an open element.
type frame struct {
	name     []byte // as written
	local    int32  // where the local name starts in it
	ns       space
	bindings int32 // how many declarations were in scope outside it,
	scope    int   // and the name of their set
}

// binding is a namespace declaration in scope.
type binding struct {
	prefix []byte
	ns     space
	outer  int32 // the binding of the same prefix that this one hides, -1 for none
}

// space is a namespace that matters here. Transitional and Strict forms are the same space.
type space uint8

const (
	nsOther space = iota
	nsW           // WordprocessingML
	nsMC          // markup compatibility
	nsR           // relationship references
	nsM           // formulas
	nsW14         // Word 2010, for w14:paraId
	nsA           // DrawingML
	nsV           // VML
	nsPR          // package relationships
	nsCT          // package content types
)

// The two URIs of WordprocessingML.
const (
	nsWTransitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsWStrict       = "http://purl.oclc.org/ooxml/wordprocessingml/main"
)

// spaceOf maps a namespace URI to its space.
func spaceOf(uri []byte) space {
	switch string(uri) {
	case nsWTransitional, nsWStrict:
		return nsW
	case "http://schemas.openxmlformats.org/markup-compatibility/2006":
		return nsMC
	case "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships":
		return nsR
	case "http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math":
		return nsM
	case "http://schemas.microsoft.com/office/word/2010/wordml":
		return nsW14
	case "http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main":
		return nsA
	case "urn:schemas-microsoft-com:vml":
		return nsV
	case "http://schemas.openxmlformats.org/package/2006/relationships":
		return nsPR
	case "http://schemas.openxmlformats.org/package/2006/content-types":
		return nsCT
	}
	return nsOther
}

var (
	errXML      = errors.New("XML is not well-formed")
	errBadChar  = errors.New("character not allowed in XML")
	errEntity   = errors.New("unknown entity")
	errEncoding = errors.New("unsupported or wrong encoding")
)

// next moves to the next token. Comments and processing instructions are passed over.
func (s *scanner) next() token {
	if s.selfEnd {
		s.selfEnd = false
		return s.pop()
	}
	for s.err == nil {
		p, b := s.p, s.b
		if p >= len(b) {
			if s.depth != 0 || s.elements == 0 {
				s.fail(errXML, "unexpected end")
			}
			return tokEOF
		}
		if b[p] != '<' {
			return s.chars()
		}
		if p+1 >= len(b) {
			return s.fail(errXML, "unexpected end")
		}
		switch b[p+1] {
		case '/':
			return s.endTag()
		case '?':
			s.skipPast("?>")
		case '!':
			if t, done := s.declaration(); done {
				return t
			}
		default:
			return s.startTag()
		}
	}
	return tokEOF
}

// fail stops the scan.
func (s *scanner) fail(err error, what string) token {
	if s.err == nil {
		s.err = fmt.Errorf("%w: %s at byte %d", err, what, s.p)
	}
	return tokEOF
}

// chars takes character data up to the next tag.
func (s *scanner) chars() token {
	b := s.b[s.p:]
	if i := bytes.IndexByte(b, '<'); i >= 0 {
		b = b[:i]
	}
	if s.depth == 0 && len(bytes.TrimSpace(b)) != 0 {
		return s.fail(errXML, "text outside the root")
	}
	s.p += len(b)
	s.text, s.cdata = b, false
	return tokText
}

// skipPast passes over a construct that ends in end.
func (s *scanner) skipPast(end string) {
	i := bytes.Index(s.b[s.p:], []byte(end))
	if i < 0 {
		s.fail(errXML, "unexpected end")
		return
	}
	s.p += i + len(end)
}

// declaration handles what starts with "<!": a comment, CDATA, or a DOCTYPE, which is refused. done is false when
// there is nothing to report.
func (s *scanner) declaration() (t token, done bool) {
	rest := s.b[s.p:]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.p += 4
		s.skipPast("-->")
		return tokEOF, false
	case bytes.HasPrefix(rest, []byte("<![CDATA[")) && s.depth > 0:
		from := s.p + 9
		s.skipPast("]]>")
		if s.err != nil {
			return tokEOF, true
		}
		s.text, s.cdata = s.b[from:s.p-3], true
		return tokText, true
	}
	return s.fail(guardError{guardDoctype}, "<!"), true
}

// endTag closes the innermost element, whose name it must repeat.
func (s *scanner) endTag() token {
	b := s.b[s.p+2:]
	i := bytes.IndexByte(b, '>')
	if i < 0 || s.depth == 0 {
		return s.fail(errXML, "end tag")
	}
	name := b[:i]
	for len(name) > 0 && name[len(name)-1] <= ' ' {
		name = name[:len(name)-1]
	}
	if !bytes.Equal(name, s.frames[s.depth-1].name) {
		return s.fail(errXML, "end tag does not match")
	}
	s.p += 2 + i + 1
	return s.pop()
}

// pop leaves the innermost element and reports its end; s.depth is its parent's already.
func (s *scanner) pop() token {
	f := &s.frames[s.depth-1]
	s.ns, s.local = f.ns, f.name[f.local:]
	if len(s.bindings) != int(f.bindings) {
		for _, v := range slices.Backward(s.bindings[f.bindings:]) {
			if v.outer >= 0 {
				s.innermost[string(v.prefix)] = v.outer
			} else {
				delete(s.innermost, string(v.prefix))
			}
		}
		s.bindings = s.bindings[:f.bindings]
		s.scope = f.scope
		s.prefix, s.prefixNS = nil, nsOther
	}
	s.depth--
	return tokEnd
}

// startTag reads a start tag with its attributes.
func (s *scanner) startTag() token {
	b, p := s.b, s.p+1
	from, colon := p, 0
	for p < len(b) && b[p] > ' ' && b[p] != '>' && b[p] != '/' {
		if b[p] == ':' {
			colon = p - from + 1
		}
		p++
	}
	name := b[from:p]
	if len(name) == colon || colon == 1 { // an empty prefix is no prefix, and must not be taken for the default one
		return s.fail(errXML, "element name")
	}
	p, ok := s.attributes(p)
	if !ok {
		return tokEOF
	}
	if s.elements++; s.elements > maxElements {
		return s.fail(guardError{guardElements}, "element")
	}
	if s.depth == 0 && s.elements > 1 {
		return s.fail(errXML, "second root")
	}
	if s.depth++; s.depth > maxDepth {
		return s.fail(guardError{guardDepth}, "element")
	}
	bindings, scope := len(s.bindings), s.scope
	if s.declares && !s.declare() {
		return tokEOF
	}
	ns := s.resolve(name[:max(0, colon-1)])
	s.frames = append(s.frames[:s.depth-1], frame{name: name, local: int32(colon), ns: ns, bindings: int32(bindings), scope: scope})
	s.ns, s.local, s.from, s.p = ns, name[colon:], from-1, p
	return tokStart
}

// attributes reads from the end of the element's name to the end of the tag, and returns the offset behind it.
func (s *scanner) attributes(p int) (int, bool) {
	b, first := s.b, p
	s.attrs, s.declares = s.attrs[:0], false
	for {
		for p < len(b) && b[p] <= ' ' {
			p++
		}
		if p >= len(b) {
			break
		}
		if b[p] == '>' || b[p] == '/' && p+1 < len(b) && b[p+1] == '>' {
			if bytes.IndexByte(b[first:p], '<') >= 0 {
				break
			}
			if b[p] == '/' {
				s.selfEnd = true
				p++
			}
			return p + 1, true
		}
		from := p
		for p < len(b) && b[p] != '=' && b[p] > ' ' && b[p] != '>' && b[p] != '<' {
			p++
		}
		name := b[from:p]
		for p < len(b) && b[p] <= ' ' {
			p++
		}
		if len(name) == 0 || p >= len(b) || b[p] != '=' {
			break
		}
		for p++; p < len(b) && b[p] <= ' '; p++ {
		}
		if p >= len(b) || b[p] != '"' && b[p] != '\'' {
			break
		}
		n := bytes.IndexByte(b[p+1:], b[p])
		if n < 0 {
			break
		}
		if n > maxAttrLen {
			s.fail(guardError{guardAttributeLen}, "attribute")
			return 0, false
		}
		if len(s.attrs) == maxAttrs {
			s.fail(guardError{guardAttributes}, "attribute")
			return 0, false
		}
		s.attrs = append(s.attrs, attr{name: name, val: b[p+1 : p+1+n]})
		s.declares = s.declares || name[0] == 'x'
		p += n + 2
	}
	s.fail(errXML, "start tag")
	return 0, false
}

// declare brings the namespace declarations of the current start tag into scope.
func (s *scanner) declare() bool {
	for _, a := range s.attrs {
		if len(a.name) < 5 || a.name[0] != 'x' || string(a.name[:5]) != "xmlns" || len(a.name) > 5 && a.name[5] != ':' {
			continue
		}
		if len(s.bindings) == maxBindings {
			s.fail(guardError{guardBindings}, "namespace declaration")
			return false
		}
		var prefix []byte
		if len(a.name) > 6 {
			prefix = a.name[6:]
		}
		outer, hidden := s.innermost[string(prefix)]
		if !hidden {
			outer = -1
		}
		if s.innermost == nil {
			s.innermost = map[string]int32{}
		}
		s.innermost[string(prefix)] = int32(len(s.bindings))
		s.bindings = append(s.bindings, binding{prefix: prefix, ns: spaceOf(a.val), outer: outer})
		s.scopes++
		s.scope = s.scopes
		s.prefix, s.prefixNS = nil, nsOther
	}
	return true
}

// resolve finds what a prefix stands for. Nearly all names of a part share one, so the last answer is kept. The others
// are looked up in a map: a search through the declarations would cost a hostile part maxBindings steps a name.
func (s *scanner) resolve(prefix []byte) space {
	if s.prefix != nil && bytes.Equal(prefix, s.prefix) {
		return s.prefixNS
	}
	ns := nsOther
	if i, ok := s.innermost[string(prefix)]; ok {
		ns = s.bindings[i].ns
	}
	s.prefix, s.prefixNS = prefix, ns
	return ns
}

// get returns an attribute of the current start tag by namespace and local name; nsOther asks for one without prefix.
// The value is undecoded, see value.
func (s *scanner) get(ns space, local string) ([]byte, bool) {
	for _, a := range s.attrs {
		n := len(a.name) - len(local)
		if n < 0 || string(a.name[n:]) != local {
			continue
		}
		if n == 0 {
			if ns == nsOther {
				return a.val, true
			}
			continue
		}
		if ns != nsOther && n > 1 && a.name[n-1] == ':' && s.resolve(a.name[:n-1]) == ns {
			return a.val, true
		}
	}
	return nil, false
}

// value returns a decoded attribute, "" when it is absent.
func (s *scanner) value(ns space, local string) string {
	v, ok := s.get(ns, local)
	if !ok {
		return ""
	}
	if bytes.IndexByte(v, '&') < 0 {
		return string(v)
	}
	out, err := unescape(nil, v)
	if err != nil {
		s.fail(err, "attribute "+local)
	}
	return string(out)
}

// val is w:val, the attribute most properties have. It is not copied; decode it with value where entities may occur.
func (s *scanner) val() []byte {
	v, _ := s.get(nsW, "val")
	return v
}

// is reports whether the current element has this name.
func (s *scanner) is(ns space, local string) bool { return s.ns == ns && string(s.local) == local }

// skip passes over the rest of the element whose start was reported last.
func (s *scanner) skip() { s.skipTo(s.depth) }

// skipTo passes over everything up to and including the end of the open element at depth.
func (s *scanner) skipTo(depth int) {
	for s.depth >= depth && s.next() != tokEOF {
	}
}

// leap passes over the rest of the element whose start was reported last and which is n bytes long in all.
func (s *scanner) leap(n int) {
	s.p, s.selfEnd = s.from+n, false
	s.pop()
}

// appendText decodes the current character data onto dst, with line ends normalised as XML asks.
func (s *scanner) appendText(dst []byte) []byte {
	from := len(dst)
	switch {
	case s.cdata || bytes.IndexByte(s.text, '&') < 0:
		dst = append(dst, s.text...)
	default:
		var err error
		if dst, err = unescape(dst, s.text); err != nil {
			s.fail(err, "text")
		}
	}
	for _, c := range dst[from:] {
		if forbidden[c] {
			s.fail(errBadChar, "text")
			break
		}
	}
	return foldLines(dst, from)
}

// forbidden marks the control characters XML does not allow. Only text that is kept is checked against it: in markup
// they do no harm, and looking at every byte of a part would cost a third of the scan.
var forbidden = func() (t [256]bool) {
	for c := range 0x20 {
		t[c] = !xmlChar(rune(c))
	}
	return t
}()

// foldLines turns line ends after from into spaces, which is how Word shows them; CR LF is one line end.
func foldLines(b []byte, from int) []byte {
	if bytes.IndexByte(b[from:], '\n') < 0 && bytes.IndexByte(b[from:], '\r') < 0 {
		return b
	}
	out := b[:from]
	for i := from; i < len(b); i++ {
		switch {
		case b[i] == '\r' && i+1 < len(b) && b[i+1] == '\n':
		case b[i] == '\r' || b[i] == '\n':
			out = append(out, ' ')
		default:
			out = append(out, b[i])
		}
	}
	return out
}

// unescape decodes the predefined entities and character references of src onto dst. Anything else needs a DTD.
func unescape(dst, src []byte) ([]byte, error) {
	for {
		i := bytes.IndexByte(src, '&')
		if i < 0 {
			return append(dst, src...), nil
		}
		dst = append(dst, src[:i]...)
		src = src[i+1:]
		j := bytes.IndexByte(src[:min(len(src), 12)], ';')
		if j < 0 {
			return dst, errEntity
		}
		r, err := entity(src[:j])
		if err != nil {
			return dst, err
		}
		dst = utf8.AppendRune(dst, r)
		src = src[j+1:]
	}
}

// entity decodes the part of a reference between '&' and ';'.
func entity(e []byte) (rune, error) {
	switch string(e) {
	case "amp":
		return '&', nil
	case "lt":
		return '<', nil
	case "gt":
		return '>', nil
	case "quot":
		return '"', nil
	case "apos":
		return '\'', nil
	}
	if len(e) < 2 || e[0] != '#' {
		return 0, errEntity
	}
	digits, base := e[1:], rune(10)
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	var n rune
	for _, c := range digits {
		var d rune
		switch {
		case c >= '0' && c <= '9':
			d = rune(c - '0')
		case base == 16 && c|0x20 >= 'a' && c|0x20 <= 'f':
			d = rune(c|0x20-'a') + 10
		default:
			return 0, errEntity
		}
		if n = n*base + d; n > utf8.MaxRune {
			return 0, errBadChar
		}
	}
	if len(digits) == 0 || !xmlChar(n) {
		return 0, errBadChar
	}
	return n, nil
}

// xmlChar reports whether XML 1.0 allows a character (section 2.2).
func xmlChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000
}
