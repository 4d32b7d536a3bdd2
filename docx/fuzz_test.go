package docx

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzOpen feeds whole files: nothing may panic, and what opens must be consistent.
func FuzzOpen(f *testing.F) {
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
	require.NotEmpty(t, strings.TrimFunc(d.Text(), isSpace))
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
