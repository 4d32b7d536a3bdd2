package api

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/docx"
)

// textOf makes a document of paragraphs.
func textOf(t *testing.T, paragraphs ...string) *docx.Document {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for name, content := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/d.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="d.xml"/></Relationships>`,
		"d.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` +
			strings.Join(paragraphs, `</w:t></w:r></w:p><w:p><w:r><w:t>`) + `</w:t></w:r></w:p></w:body></w:document>`,
	} {
		w, err := z.Create(name)
		require.NoError(t, err)
		_, err = w.Write([]byte(content))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	d, err := docx.Open(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	require.NoError(t, err)
	return d
}

func TestAPlaceIsReadAsReviewersWriteIt(t *testing.T) {
	t.Parallel()
	law := textOf(t, "办法", "第一条 目的。", "第十二条 首款。", "第二款有下列情形：", "（一）甲；", "（二）乙。", "第十二条之一 另一条。", "第十三条 罚则。")
	notice := textOf(t, "通知", "一、总体要求", "正文。", "二、主要任务", "（一）建设停车场。", "（二）规范收费。")
	for location, want := range map[string][]oldPlace{
		"第十二条":         {{"第十二条", 2, false}},
		"第12条":         {{"第十二条", 2, false}},
		"草案第十二条之一":     {{"第十二条之一", 6, false}},
		"第十二条第二款":      {{"第十二条第二款", 3, true}},
		"第十二条第二款第（二）项": {{"第十二条第二款第（二）项", 5, true}},
		"第十二条第二项":      {{"第十二条第二款第（二）项", 5, true}},
		"第一条、第十三条":     {{"第一条", 1, false}, {"第十三条", 7, false}},
		"第十二条第九款":      {{"第十二条", 2, false}},
		"第九十九条":        nil,
		"":             nil,
		"全文":           nil,
		"“罚则”的表述":      {{"第十三条", 7, false}},
		"“第”的表述":       nil,
		"标题中的“办法”，以及“条之一”一语": {{"“办法”处", 0, false}, {"第十二条之一", 6, false}},
	} {
		got := newPlaceFinder(law).find(location)
		require.Equal(t, want, got, location)
	}
	for location, want := range map[string][]oldPlace{
		"二、（二）":     {{"二（二）", 5, false}},
		"第二部分第（一）项": {{"二（一）", 4, false}},
		"一、":        {{"一", 1, false}},
		"五、":        nil,
	} {
		require.Equal(t, want, newPlaceFinder(notice).find(location), location)
	}
}
