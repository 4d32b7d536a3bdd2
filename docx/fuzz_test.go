package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzPackage feeds whole files: nothing may panic, and what opens must be consistent.
func FuzzPackage(f *testing.F) {
	for _, h := range append(hostileArchives(), hostilePackages()...) {
		if b := h.file(f); len(b) < 8<<10 {
			f.Add(b)
		}
	}
	f.Add(newFile(lines("某办法", "第一条 甲。")).bytes(f))
	f.Add(newFile(item(1, 0, "甲")).numbering(`<w:abstractNum w:abstractNumId="0">` + lvl(0, "decimal", "第%1条") + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`).bytes(f))
	f.Add(chunkFile("a.html", "text/html", "<p>甲<table><td>乙").bytes(f))
	f.Add(overlapping(f, 3))
	f.Add(ole("EncryptedPackage"))
	for _, path := range smallest(f) {
		b, err := os.ReadFile(path)
		require.NoError(f, err)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) { check(t, b) })
}

// FuzzScanner feeds XML to the scanner and to encoding/xml. Both are stricter than the other in places; what both take
// must be the same elements, attributes and text.
func FuzzScanner(f *testing.F) {
	for _, s := range []string{
		`<a/>`, `<a b="1" c='&lt;'>x<![CDATA[<y>]]>&#x4E2D;<!-- z --></a >`, xmlHead + `<w:p xmlns:w="` + wNS + `"><w:r w:val="a>b"/></w:p>`,
		`<a xmlns="urn:x"><b xmlns:p="` + relNS + `"><p:c p:id="1"/></b><p:c/></a>`, "<a>\r\n\r\n</a>", `<a><b></a></b>`, `<?x y?><a><?z?></a>`,
		`<a xmlns:w="` + wNS + `"><w:b xmlns:w="u"><w:c/></w:b><w:d/></a>`, `<a b/>`, `<a>]]></a>`, `<!DOCTYPE a><a/>`, `<a b="&amp;&quot;&apos;"/>`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		ours, err := scanned(b)
		theirs, xmlErr := decoded(b)
		if err == nil && xmlErr == nil {
			require.Equal(t, theirs, ours)
		}
	})
}

// scanned writes what the scanner sees, one event a line.
func scanned(b []byte) (string, error) {
	b, err := toUTF8(b)
	if err != nil {
		return "", err
	}
	var out, text strings.Builder
	s := &scanner{b: b}
	for t := s.next(); t != tokEOF; t = s.next() {
		if t == tokText {
			text.Write(s.appendText(nil))
			continue
		}
		event(&out, &text)
		if t == tokEnd {
			fmt.Fprintf(&out, "end %d %s\n", s.ns, s.local)
			continue
		}
		fmt.Fprintf(&out, "start %d %s\n", s.ns, s.local)
		for _, a := range s.attrs {
			v, err := unescape(nil, a.val)
			prefix, local, found := bytes.Cut(a.name, []byte(":"))
			switch {
			case err != nil:
				return "", err
			case !found:
				local = prefix
			case len(prefix) == 0, len(local) == 0:
				return "", errXML // encoding/xml takes the colon for a part of the name
			}
			fmt.Fprintf(&out, "%s=%s\n", local, Squeeze(string(v)))
		}
	}
	event(&out, &text)
	return out.String(), s.err
}

// event ends a stretch of text. Line ends and blanks are not compared: the scanner folds them.
func event(out, text *strings.Builder) {
	if s := Squeeze(text.String()); s != "" {
		out.WriteString("text " + s + "\n")
	}
	text.Reset()
}

// decoded writes what encoding/xml sees in the same way.
func decoded(b []byte) (string, error) {
	var out, text strings.Builder
	d := xml.NewDecoder(bytes.NewReader(b))
	depth := 0
	for {
		tok, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			event(&out, &text)
			return out.String(), nil
		case err != nil:
			return "", err //nolint:wrapcheck // only whether there is one matters
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			event(&out, &text)
			depth++
			fmt.Fprintf(&out, "start %d %s\n", spaceOf([]byte(tok.Name.Space)), tok.Name.Local)
			for _, a := range tok.Attr {
				fmt.Fprintf(&out, "%s=%s\n", a.Name.Local, Squeeze(a.Value))
			}
		case xml.EndElement:
			event(&out, &text)
			depth--
			fmt.Fprintf(&out, "end %d %s\n", spaceOf([]byte(tok.Name.Space)), tok.Name.Local)
		case xml.CharData:
			if depth > 0 {
				text.Write(tok)
			}
		}
	}
}

// FuzzNumbering feeds list definitions, styles and the lists that paragraphs belong to.
func FuzzNumbering(f *testing.F) {
	abstract := func(id int, inner string) string {
		return fmt.Sprintf(`<w:abstractNum w:abstractNumId="%d">%s</w:abstractNum>`, id, inner)
	}
	num := func(id, abstract int, inner string) string {
		return fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>`, id, abstract, inner)
	}
	levels := lvl(0, "chineseCounting", "第%1条") + lvl(1, "decimal", "%1.%2", `<w:isLgl/>`, `<w:lvlRestart w:val="0"/>`) + lvl(8, "upperRoman", "%9%1")
	f.Add(abstract(0, levels)+num(1, 0, ""), "", []byte{1, 0, 1, 1, 1, 8, 1, 0})
	f.Add(abstract(0, levels)+num(1, 0, "")+num(2, 0, `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>`), "", []byte{1, 0, 2, 0, 1, 0})
	f.Add(abstract(0, `<w:numStyleLink w:val="L"/>`)+abstract(1, `<w:styleLink w:val="L"/>`+levels)+num(1, 0, "")+num(2, 1, ""),
		`<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>`, []byte{1, 0, 2, 1})
	f.Add(abstract(0, lvl(0, "lowerLetter", "%1)", `<w:pStyle w:val="A"/>`, `<w:suff w:val="space"/>`))+num(1, 0, `<w:lvlOverride w:ilvl="0">`+lvl(0, "ideographTraditional", "%1、")+`</w:lvlOverride>`),
		`<w:style w:type="paragraph" w:default="1" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`, []byte{0, 0, 200, 0, 1, 255})
	for _, format := range []string{"decimalZero", "ordinal", "decimalEnclosedCircle", "chineseLegalSimplified", "ideographZodiacTraditional", "custom", "bullet", "none", "x"} {
		f.Add(abstract(0, lvl(0, format, "%1", `<w:start w:val="-7"/>`))+num(1, 0, ""), "", []byte{1, 0, 1, 0})
	}
	f.Fuzz(func(t *testing.T, lists, styles string, items []byte) {
		var body strings.Builder
		for i := 0; i+1 < min(len(items), 400); i += 2 {
			if items[i] == 200 {
				body.WriteString(pt("丙")) // numbered by its style or not at all
				continue
			}
			body.WriteString(item(int(items[i]), int(int8(items[i+1])), "条"))
		}
		file := newFile(pt("首") + body.String()).numbering(lists).styles(styles).bytes(t)
		check(t, file)
		first, err := openBytes(file)
		if err != nil {
			return
		}
		second, err := openBytes(file)
		require.NoError(t, err)
		require.Equal(t, first.Text(), second.Text(), "the same file, read twice")
	})
}

// FuzzBody feeds the markup of a body, which reaches deeper than bytes of a zip do.
func FuzzBody(f *testing.F) {
	for _, s := range []string{
		lines("第一条 甲。", "第二条之一 乙。"), `<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>` + pt("甲") + `</w:tc></w:tr></w:tbl>`,
		wp(`<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>`+wr("甲")) + wp(`<w:r><w:txbxContent>`+pt("乙")+`</w:txbxContent></w:r>`),
		wp(`<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>a</w:t></w:r>`),
		item(1, 0, "甲") + item(1, 8, "乙"), `<mc:AlternateContent><mc:Choice>` + pt("a") + `</mc:Choice><mc:Fallback/></mc:AlternateContent>`,
		`<w:sdt><w:sdtPr><w:tag w:val="a"/></w:sdtPr>` + wp(pPr(`<w:pStyle w:val="A"/><w:sectPr><w:cols w:num="3"/></w:sectPr>`)+`<w:hyperlink>`+wrf(`<w:rStyle w:val="C"/><w:b/>`, "甲")+`</w:hyperlink>`) + `</w:sdt>`,
		`<w:tbl><w:tblPr><w:tblStyle w:val="T"/><w:tblLook w:val="04A0"/></w:tblPr><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>` + pt("甲") + `</w:tc></w:tr></w:tbl>`,
		`<w:p><w:p>` + wr("a") + `</w:p></w:p><w:tc>` + pt("b") + `</w:tc><w:txbxContent/>`, `<w:p><w:tbl><w:tr><w:tc></w:tc></w:tr></w:tbl></w:p>`,
	} {
		f.Add(s)
	}
	n := `<w:abstractNum w:abstractNumId="0">` + lvl(0, "chineseCounting", "第%1条") + lvl(8, "decimal", "%1%9") + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	st := pStyle("A", "B", pPr(`<w:numPr><w:numId w:val="1"/></w:numPr>`)) + pStyle("B", "A", rPr(`<w:b/>`)) + cStyle("C", "", rPr(`<w:b/>`)) +
		styleOf("table", "T", "T", `<w:tblStylePr w:type="firstRow">`+rPr(`<w:i/>`)+`</w:tblStylePr>`)
	f.Fuzz(func(t *testing.T, body string) { check(t, newFile(body).numbering(n).styles(st).bytes(t)) })
}

// FuzzStyles feeds the style sheet and the list definitions.
func FuzzStyles(f *testing.F) {
	f.Add(pStyle("A", "B", pPr(`<w:ind w:left="1cm"/>`)), `<w:abstractNum w:abstractNumId="0">`+lvl(0, "decimal", "%1.", pPr(`<w:ind w:left="1"/>`))+`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
	f.Add(styleOf("table", "T", "T", `<w:tblStylePr w:type="firstRow"/>`), `<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/></w:abstractNum>`)
	body := wp(pPr(`<w:pStyle w:val="A"/>`)+wrf(`<w:rStyle w:val="C"/>`, "甲")) + item(1, 0, "乙") + item(1, 1, "丙") +
		`<w:tbl><w:tblPr><w:tblStyle w:val="T"/><w:tblLook w:val="04A0"/></w:tblPr><w:tr><w:tc>` + pt("丁") + `</w:tc></w:tr></w:tbl>`
	f.Fuzz(func(t *testing.T, styles, numbering string) {
		check(t, newFile(body).styles(styles).numbering(numbering).bytes(t))
	})
}

// FuzzHTML feeds the text of an altChunk.
func FuzzHTML(f *testing.F) {
	f.Add("<p>甲<br>乙</p><pre>a\nb</pre><script>x</script>")
	f.Add("<!-- x --><td a='b'>&nbsp;&#0;</td></td><style>")
	f.Fuzz(func(t *testing.T, s string) {
		check(t, chunkFile("a.html", "text/html", s).bytes(t))
		check(t, chunkFile("a.mht", "message/rfc822", s).bytes(t))
	})
}

// check opens a file and looks at everything the face offers.
func check(t *testing.T, b []byte) {
	t.Helper()
	d, err := openBytes(b)
	if err != nil {
		requireRefusal(t, err)
		return
	}
	requireConsistent(t, d)
	require.NotEmpty(t, strings.TrimFunc(d.Text(), IsSpace))
	d.Notes()
	for i, p := range d.Paragraphs() {
		d.ArticleAt(i)
		p.Anchor(0, p.LabelLen)
	}
	formatted, err := openFormatted(b)
	if err != nil {
		require.Equal(t, TooLarge, ReasonOf(err), "only a flood of formats or cells is refused here and not there")
		return
	}
	require.Equal(t, d.Text(), formatted.Text())
	requireLaidOut(t, formatted)
}

// smallest lists a few small corpus files, none when the corpus is absent.
func smallest(f *testing.F) []string {
	f.Helper()
	var out []string
	for _, name := range []string{"poi/delins.docx", "poi/truncated62886.docx", "pandoc/track_changes_move.docx", "mammoth/text-box.docx"} {
		if path := "../../shared/data/docx/" + name; fileSize(path) > 0 && fileSize(path) < 64<<10 {
			out = append(out, path)
		}
	}
	return out
}

func fileSize(path string) int64 {
	i, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return i.Size()
}
