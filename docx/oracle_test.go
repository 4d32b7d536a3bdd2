package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The oracle reads the accepted text a second time, slowly and differently: archive/zip, encoding/xml, a tree, and
// recursion. It shares no code with the reader but the table of symbol fonts and the transcoding of parts. It knows no
// list labels and no altChunk.

// node is an element; text nodes have no name.
type node struct {
	space, name string
	attrs       []xml.Attr
	kids        []*node
	text        string
}

func (n *node) attr(name string) (string, bool) {
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value, true
		}
	}
	return "", false
}

func (n *node) kid(name string) *node {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// on reads an on/off property of a property element; said is false when it is absent.
func (n *node) on(name string) (on, said bool) {
	k := n.kid(name)
	if k == nil {
		return false, false
	}
	v, _ := k.attr("val")
	return v != "0" && v != "false" && v != "off", true
}

func parseTree(tb testing.TB, b []byte) *node {
	tb.Helper()
	b, err := toUTF8(b)
	require.NoError(tb, err)
	d := xml.NewDecoder(bytes.NewReader(b))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	root := &node{}
	stack := []*node{root}
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return root.kids[0]
		}
		if err != nil {
			require.NoError(tb, err)
		}
		top := stack[len(stack)-1]
		switch tok := tok.(type) {
		case xml.StartElement:
			n := &node{space: tok.Name.Space, name: tok.Name.Local, attrs: slices.Clone(tok.Attr)}
			top.kids = append(top.kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if len(stack) > 1 {
				top.kids = append(top.kids, &node{text: string(tok)})
			}
		}
	}
}

func isW(n *node) bool {
	return n.space == wNS || n.space == "http://purl.oclc.org/ooxml/wordprocessingml/main"
}

// oracle holds what the walk needs to know.
type oracle struct {
	styles   map[string]*node
	def      string // default paragraph style
	base     *node  // docDefaults rPr
	out      []*oraclePara
	fields   []string
	preserve bool
}

type oraclePara struct {
	text string
	gone bool // mark deleted
	drop bool
}

// oracleText reads the paragraphs of a docx.
func oracleText(tb testing.TB, file []byte) []string {
	tb.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	require.NoError(tb, err)
	part := func(name string) []byte {
		for _, f := range z.File {
			if strings.EqualFold(f.Name, name) {
				r, err := f.Open()
				require.NoError(tb, err)
				b, err := io.ReadAll(r)
				require.NoError(tb, err)
				return b
			}
		}
		return nil
	}
	target := func(dir, base, kind string) string {
		b := part(dir + "_rels/" + base + ".rels")
		if b == nil {
			return ""
		}
		for _, k := range parseTree(tb, b).kids {
			typ, _ := k.attr("Type")
			to, _ := k.attr("Target")
			if strings.HasSuffix(typ, "/"+kind) {
				if strings.HasPrefix(to, "/") {
					return to[1:]
				}
				return path.Join(dir, to)
			}
		}
		return ""
	}
	main := target("", "", "officeDocument")
	root := parseTree(tb, part(main))
	o := &oracle{styles: map[string]*node{}}
	if v, _ := root.attr("space"); v == "preserve" {
		o.preserve = true
	}
	if b := part(target(path.Dir(main)+"/", path.Base(main), "styles")); b != nil {
		o.readStyles(parseTree(tb, b))
	}
	o.blocks(root.kids, nil)
	var text []string
	for _, p := range o.out {
		if !p.drop {
			text = append(text, p.text)
		}
	}
	return text
}

func (o *oracle) readStyles(n *node) {
	o.base = n.kid("docDefaults").kid("rPrDefault").kid("rPr")
	for _, s := range n.kids {
		id, _ := s.attr("styleId")
		if s.name != "style" || id == "" || o.styles[id] != nil {
			continue
		}
		o.styles[id] = s
		typ, _ := s.attr("type")
		if d, _ := s.attr("default"); typ == "paragraph" && (d == "1" || d == "true" || d == "on") {
			o.def = id
		}
	}
}

// hiddenBy resolves vanish along basedOn.
func (o *oracle) hiddenBy(id string, depth int) (on, said bool) {
	s := o.styles[id]
	if s == nil || depth > 50 {
		return false, false
	}
	for _, props := range []*node{s.kid("pPr").kid("rPr"), s.kid("rPr")} {
		if on, said := props.on("vanish"); said {
			return on, true
		}
	}
	if b := s.kid("basedOn"); b != nil {
		v, _ := b.attr("val")
		return o.hiddenBy(v, depth+1)
	}
	return false, false
}

// blocks walks what stands in a container; host is the paragraph that inline content goes to. It returns the last
// paragraph of the list whose mark is deleted, for the caller to join with what follows.
func (o *oracle) blocks(kids []*node, host *oraclePara) {
	var carry *oraclePara
	o.list(kids, host, &carry)
	o.settle(&carry)
}

func (o *oracle) settle(carry **oraclePara) {
	if *carry != nil && (*carry).text != "" {
		(*carry).drop = false
	}
	*carry = nil
}

func (o *oracle) list(kids []*node, host *oraclePara, carry **oraclePara) {
	for _, n := range kids {
		switch {
		case n.name == "" || n.name == "Fallback" && hasChoice(kids, n):
		case n.name == "Choice" && hasChoice(kids, n):
		case n.name == "t" && strings.HasSuffix(n.space, "/math"):
			o.text(n, host)
		case !isW(n):
			o.list(n.kids, host, carry)
		case n.name == "p":
			o.paragraph(n, carry)
		case n.name == "tbl":
			o.settle(carry)
			o.list(n.kids, host, carry)
			o.settle(carry)
		case n.name == "tr" && n.kid("trPr").kid("del") != nil, n.name == "tc" && n.kid("tcPr").kid("cellDel") != nil:
		case n.name == "tc", n.name == "txbxContent":
			o.blocks(n.kids, nil)
		default:
			o.inline(n, host, carry)
		}
	}
}

// hasChoice reports whether an earlier sibling of n is a Choice.
func hasChoice(kids []*node, n *node) bool {
	for _, k := range kids {
		if k == n {
			return false
		}
		if k.name == "Choice" {
			return true
		}
	}
	return false
}

func (o *oracle) paragraph(n *node, carry **oraclePara) {
	p := &oraclePara{}
	o.out = append(o.out, p)
	mark := n.kid("pPr").kid("rPr")
	p.gone = mark.kid("del") != nil || mark.kid("moveFrom") != nil
	id := o.def
	if s := n.kid("pPr").kid("pStyle"); s != nil {
		if v, _ := s.attr("val"); o.styles[v] != nil {
			id = v
		}
	}
	hidden, said := o.hiddenBy(id, 0)
	if !said {
		hidden, _ = o.base.on("vanish")
	}
	var none *oraclePara
	o.runs(n, p, hidden, &none)
	if *carry != nil {
		p.text = (*carry).text + p.text
		*carry = nil
	}
	if p.gone {
		p.drop = true
		*carry = p
	}
}

// runs walks the content of a paragraph.
func (o *oracle) runs(n *node, p *oraclePara, hidden bool, carry **oraclePara) {
	for _, k := range n.kids {
		if isW(k) && k.name == "r" {
			run := hidden
			if s := k.kid("rPr").kid("rStyle"); s != nil {
				v, _ := s.attr("val")
				if on, _ := o.hiddenBy(v, 0); on {
					run = !run
				}
			}
			if on, said := k.kid("rPr").on("vanish"); said {
				run = on
			}
			to := p
			if run {
				to = &oraclePara{}
			}
			for _, c := range k.kids {
				if isW(c) && c.name == "ruby" {
					o.runs(c.kid("rubyBase"), p, hidden, carry)
					continue
				}
				o.list([]*node{c}, to, carry)
			}
			continue
		}
		switch {
		case isW(k) && slices.Contains([]string{"ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo"}, k.name):
			o.runs(k, p, hidden, carry)
		case k.name == "AlternateContent" || !isW(k) && (k.name == "Choice" || k.name == "Fallback" || strings.HasSuffix(k.space, "/math")):
			if (k.name == "Choice" || k.name == "Fallback") && hasChoice(n.kids, k) {
				continue
			}
			if k.name == "t" {
				o.text(k, p)
				continue
			}
			o.runs(k, p, hidden, carry)
		default:
			o.list([]*node{k}, p, carry)
		}
	}
}

// inline handles what is left of WordprocessingML.
func (o *oracle) inline(n *node, p *oraclePara, carry **oraclePara) {
	put := func(s string) {
		if p != nil && !slices.Contains(o.fields, "instr") {
			p.text += s
		}
	}
	switch n.name {
	case "t":
		o.text(n, p)
	case "tab", "ptab":
		put("\t")
	case "br", "cr":
		put("\v")
	case "noBreakHyphen":
		put("-")
	case "sym":
		put(oracleSymbol(n))
	case "fldChar":
		o.field(n)
	case "del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "rt", "rubyPr", "instrText", "delText", "tblPrEx", "background":
	default:
		o.list(n.kids, p, carry)
	}
}

func (o *oracle) field(n *node) {
	kind, _ := n.attr("fldCharType")
	last := len(o.fields) - 1
	switch {
	case kind == "begin":
		o.fields = append(o.fields, "instr")
	case kind == "separate" && last >= 0:
		o.fields[last] = "result"
	case kind == "end" && last >= 0:
		o.fields = o.fields[:last]
	}
}

func oracleSymbol(n *node) string {
	char, _ := n.attr("char")
	font, _ := n.attr("font")
	var c rune
	for _, d := range strings.ToLower(char) {
		c = c*16 + rune(strings.IndexRune("0123456789abcdef", d))
	}
	if u, ok := symbols[strings.ToLower(font)][c&0xFF]; ok {
		return string(u)
	}
	return string(c)
}

func (o *oracle) text(n *node, p *oraclePara) {
	if p == nil || slices.Contains(o.fields, "instr") {
		return
	}
	var b strings.Builder
	for _, k := range n.kids {
		if k.name == "" {
			b.WriteString(k.text)
		}
	}
	s := strings.ReplaceAll(b.String(), "\n", " ")
	if v, said := n.attr("space"); v != "preserve" && (said || !o.preserve) {
		s = strings.Trim(s, " \t")
	}
	p.text += s
}
