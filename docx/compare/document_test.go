package compare

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/docx"
)

// document makes and opens a docx with the given body; numId 1 counts 第一条, 第二条.
func document(t *testing.T, body string) *docx.Document {
	t.Helper()
	const ns = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"`
	const types = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + types + `document.main+xml"/>` +
			`<Override PartName="/word/numbering.xml" ContentType="` + types + `numbering+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="r1" Type="` + rel + `officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="r1" Type="` + rel + `numbering" Target="numbering.xml"/></Relationships>`},
		{"word/numbering.xml", `<w:numbering ` + ns + `><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>` +
			`<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>` +
			`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`},
		{"word/document.xml", `<w:document ` + ns + `><w:body>` + body + `</w:body></w:document>`},
	} {
		w, err := z.Create(part[0])
		require.NoError(t, err)
		_, err = w.Write([]byte(part[1]))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	d, err := docx.Open(bytes.NewReader(b.Bytes()), int64(b.Len()))
	require.NoError(t, err)
	return d
}

func paragraph(text string) string {
	return fmt.Sprintf(`<w:p w14:paraId="%08X"><w:r><w:t>%s</w:t></w:r></w:p>`, paraID.Add(1), text)
}

// paraID counts, so that every paragraph has the name that Word would give it.
var paraID atomic.Uint32

func numberedParagraph(text string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>` + text + "</w:t></w:r></w:p>"
}

func tableOfRows(rows ...string) string {
	var b strings.Builder
	b.WriteString("<w:tbl>")
	for _, r := range rows {
		b.WriteString("<w:tr>")
		for c := range strings.SplitSeq(r, "|") {
			b.WriteString("<w:tc>" + paragraph(c) + "</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	return b.String() + "</w:tbl>"
}

func TestWordDocumentsAreComparedAsTheyAreShown(t *testing.T) {
	t.Parallel()
	old := FromDocument(document(t, paragraph("青山区停车管理办法")+
		paragraph("第一条　经营者应当明码标价。")+paragraph("第二条　收费标准如下：")+tableOfRows("项目|标准", "停车|5元")))
	new := FromDocument(document(t, paragraph("青山区停车管理办法")+
		numberedParagraph("公安机关负责道路停车秩序。")+numberedParagraph("经营者应当明码标价。")+numberedParagraph("收费标准如下：")+
		tableOfRows("项目|标准", "停车|8元", "押金|100元")))
	require.Equal(t, "青山区停车管理办法", old.Title)
	r := Compare(old, new)
	checkScript(t, old, new, r)
	require.Equal(t, []string{
		"unchanged >", "inserted >第一条 {+公安机关负责道路停车秩序。+}", "unchanged 第一条>第二条", "unchanged 第二条>第三条",
		"modified > 项目\t标准\n停车\t[-5元-]{+8元\n押金\t100元+}",
	}, told(r))
	require.Len(t, r.Changes[4].Rows, 3)
}

func TestLinesEndAsTheyMay(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"甲\n乙\n", "甲\r\n乙", "\uFEFF甲\r乙\r"} {
		require.Equal(t, []Paragraph{{Text: "甲"}, {Text: "乙"}}, FromLines(s).Paragraphs)
	}
	require.Empty(t, FromLines("").Paragraphs)
	require.Equal(t, "停车管理办法", FromLines("\n 停车管理办法 \n第一条 甲。").Title)
	require.Empty(t, FromLines("第一章 总则\n第一条 甲。").Title)
}
