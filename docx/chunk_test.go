package docx

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func chunkFile(name, contentType, content string) *file {
	return newFile(pt("前")+`<w:altChunk r:id="c"/>`+pt("后")).
		with("aFChunk", "c", name, content).typeOf("word/"+name, contentType)
}

func TestAnAltChunkIsReadInItsPlace(t *testing.T) {
	t.Parallel()
	html := `<html><head><title>题</title><style>p{}</style></head><body><h1>办 法</h1><p>第一条&nbsp;甲&lt;乙</p>` +
		`<script>alert("<p>no</p>")</script><p>a
  b<br/>c</p><!-- no --><table><tr><td>x</td><td><p>y</p></td></tr></table>尾</body></html>`
	want := "前\n办 法\n第一条\u00a0甲<乙\na b\vc\nx\ny\n尾\n后"
	mht := func(enc, body string) string {
		return "MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"=b\"\r\n\r\n--=b\r\n" +
			"Content-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: " + enc + "\r\n\r\n" + body + "\r\n--=b--\r\n"
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(`<meta charset="gb2312"><p>规备</p>`)
	require.NoError(t, err)
	inner := newFile(wp(`<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>` + wr("内"))).
		numbering(`<w:abstractNum w:abstractNumId="0">` + lvl(0, "chineseCounting", "第%1条") + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
	for name, c := range map[string]struct {
		f    *file
		want string
	}{
		"HTML":                    {chunkFile("a.html", "text/html", html), want},
		"web archive, base64":     {chunkFile("a.mht", "message/rfc822", mht("base64", base64.StdEncoding.EncodeToString([]byte(html)))), want},
		"web archive, quoted":     {chunkFile("a.mht", "message/rfc822", mht("quoted-printable", "<p class=3D\"x\">=E8=A7=84=\r\n=E5=A4=87</p>")), "前\n规备\n后"},
		"HTML in GB2312":          {chunkFile("a.htm", "text/html", gb), "前\n规备\n后"},
		"plain text":              {chunkFile("a.txt", "text/plain", "甲\r\n乙"), "前\n甲\n乙\n后"},
		"a document in the chunk": {chunkFile("a.docx", wordML+"document.main+xml", string(inner.bytes(t))), "前\n第一条\t内\n后"},
		"bad markup loses nothing": {
			chunkFile("a.html", "text/html", "<p title=it's>甲</p>1 < 2<style>乙"),
			"前\n甲\n1 < 2乙\n后",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := mustOpen(t, c.f)
			require.Equal(t, c.want, d.Text())
			require.Equal(t, 1, d.Inventory().Chunks)
			require.Empty(t, d.Inventory().UnreadChunks)
			require.Equal(t, "a1p1", d.Paragraphs()[1].ID)
		})
	}
}

func TestAnAltChunkThatCannotBeReadIsReported(t *testing.T) {
	t.Parallel()
	external := newFile(pt("前") + `<w:altChunk r:id="c"/>`)
	external.rels.WriteString(`<Relationship Id="c" Type="` + relNS + `/aFChunk" Target="http://127.0.0.1:9/x.html" TargetMode="External"/>`)
	for name, f := range map[string]*file{
		"RTF":      chunkFile("a.rtf", "application/rtf", `{\rtf1}`),
		"missing":  newFile(pt("前") + `<w:altChunk r:id="c"/>`),
		"external": external,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := mustOpen(t, f)
			require.Len(t, d.Inventory().UnreadChunks, 1)
			require.NotEmpty(t, d.Notes())
		})
	}
}
