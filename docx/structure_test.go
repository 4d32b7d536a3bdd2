package docx

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// shown returns the text of a span within one paragraph.
func shown(d *Formatted, s Span) string {
	if s.From.Paragraph != s.To.Paragraph {
		return "…"
	}
	return string([]rune(d.Paragraphs()[s.From.Paragraph].Text)[s.From.Offset:s.To.Offset])
}

func fld(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
func code(text string) string {
	return `<w:r><w:instrText xml:space="preserve">` + text + `</w:instrText></w:r>`
}

func TestFields(t *testing.T) {
	t.Parallel()
	d := mustFormat(t, newFile(
		wp(wr("见")+fld("begin")+code(" REF _Ref1 ")+code(`\h `)+fld("separate")+wr("第三条")+fld("end")+wr("。"))+
			wp(wr("共")+`<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>9</w:t></w:r></w:fldSimple>`+wr("页"))+
			wp(fld("begin")+code("TOC \\o &quot;1-3&quot;")+fld("separate")+wr("第一章")+fld("begin")+code("PAGEREF _Toc1")+fld("separate")+wr("1")+fld("end"))+
			wp(wr("第二章")+fld("end"))+
			wp(wr("空")+fld("begin")+code("=1+1")+fld("end")+fld("end"))+
			wp(`<w:del>`+fld("begin")+`</w:del>`+wr("尾"))))
	fs := d.Body.Fields
	require.Len(t, fs, 5)
	require.Equal(t, Field{Span{Position{0, 1}, Position{0, 4}}, "REF", `REF _Ref1 \h`}, fs[0])
	require.Equal(t, "第三条", shown(d, fs[0].Span))
	require.Equal(t, []string{"NUMPAGES", "9"}, []string{fs[1].Kind, shown(d, fs[1].Span)})
	require.Equal(t, Field{Span{Position{2, 0}, Position{3, 3}}, "TOC", `TOC \o "1-3"`}, fs[2])
	require.Equal(t, []string{"PAGEREF", "1"}, []string{fs[3].Kind, shown(d, fs[3].Span)})
	require.Equal(t, []string{"=", ""}, []string{fs[4].Kind, shown(d, fs[4].Span)})
}

func TestAFieldThatNeverEndsIsNoField(t *testing.T) {
	t.Parallel()
	d := mustFormat(t, newFile(wp(fld("begin")+code("TOC")+wr("甲"))+pt("乙")))
	require.Equal(t, "甲\n乙", d.Text())
	require.Empty(t, d.Body.Fields)
}

func TestContentControls(t *testing.T) {
	t.Parallel()
	sdt := func(props, inner string) string {
		return `<w:sdt><w:sdtPr>` + props + `</w:sdtPr><w:sdtContent>` + inner + `</w:sdtContent></w:sdt>`
	}
	d := mustFormat(t, newFile(
		wp(wr("机关：")+sdt(`<w:alias w:val="制定机关"/><w:tag w:val="organ"/><w:text/>`, wr("市政府"))+wr("。"))+
			sdt(`<w:tag w:val="block"/><w:showingPlcHdr/><w:dropDownList><w:listItem w:value="text"/></w:dropDownList>`, pt("甲")+pt("乙"))+
			wp(sdt(`<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>`, wr("☒")))))
	cs := d.Body.Controls
	require.Len(t, cs, 3)
	require.Equal(t, Control{Span: Span{Position{0, 3}, Position{0, 6}}, Title: "制定机关", Tag: "organ", Kind: "text"}, cs[0])
	require.Equal(t, Control{Span: Span{Position{1, 0}, Position{2, 1}}, Tag: "block", Kind: "dropDownList", Placeholder: true}, cs[1])
	require.Equal(t, Control{Span: Span{Position{3, 0}, Position{3, 1}}, Kind: "checkbox", Checked: true}, cs[2])
}

func TestLinksAndBookmarks(t *testing.T) {
	t.Parallel()
	f := newFile(wp(wr("见")+`<w:hyperlink r:id="l1">`+wr("官网")+`</w:hyperlink>`+`<w:hyperlink w:anchor="b">`+wr("附件")+`</w:hyperlink>`) +
		wp(wr("附")+`<w:bookmarkStart w:id="7" w:name="b"/>`+wr("件")) + pt("一") + `<w:bookmarkEnd w:id="7"/>` + `<w:bookmarkStart w:id="8" w:name="open"/>` + pt("二"))
	f.rels.WriteString(`<Relationship Id="l1" Type="` + relNS + `/hyperlink" Target="https://example.org/a" TargetMode="External"/>`)
	d := mustFormat(t, f)
	require.Equal(t, []Link{
		{Span: Span{Position{0, 1}, Position{0, 3}}, Target: "https://example.org/a"},
		{Span: Span{Position{0, 3}, Position{0, 5}}, Anchor: "b"},
	}, d.Body.Links)
	require.Equal(t, []Bookmark{{Span{Position{1, 1}, Position{2, 1}}, "b"}}, d.Body.Bookmarks)
}

func TestPlacesCountComputedLabels(t *testing.T) {
	t.Parallel()
	d := mustFormat(t, newFile(wp(`<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>`+wr("甲")+`<w:hyperlink w:anchor="b">`+wr("乙")+`</w:hyperlink>`)).
		numbering(`<w:abstractNum w:abstractNumId="0">`+lvl(0, "decimal", "第%1条")+`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`))
	require.Equal(t, "第1条\t甲乙", d.Text())
	require.Equal(t, "乙", shown(d, d.Body.Links[0].Span))
}

func TestNotesAreConnected(t *testing.T) {
	t.Parallel()
	d := mustFormat(t, newFile(wp(wr("甲")+`<w:r><w:footnoteReference w:id="2"/></w:r>`+wr("乙")+`<w:r><w:endnoteReference w:id="1"/></w:r><w:r><w:footnoteReference w:id="9"/></w:r>`)).
		with("footnotes", "n", "footnotes.xml", `<w:footnotes `+allNS+`><w:footnote w:type="separator" w:id="0">`+pt("线")+`</w:footnote><w:footnote w:id="1">`+pt("注一")+
			`</w:footnote><w:footnote w:id="2">`+pt("注二")+pt("又")+`</w:footnote></w:footnotes>`).
		with("endnotes", "e", "endnotes.xml", `<w:endnotes `+allNS+`><w:endnote w:id="1">`+wp(wrf(`<w:b/>`, "尾注"))+`</w:endnote></w:endnotes>`))
	require.Equal(t, []NoteRef{
		{Position{0, 1}, Footnote, "2", 0, 1, 2},
		{Position{0, 2}, Endnote, "1", 1, 0, 0},
		{Position{0, 2}, Footnote, "9", -1, 0, -1},
	}, d.Body.Notes)
	require.Equal(t, "注二", d.Stories()[0].Paragraphs[1].Text)
	require.True(t, firstRun(d.Others[1], 0).Bold)
}

func TestAnEmbeddedDocumentKeepsItsFormats(t *testing.T) {
	t.Parallel()
	inner := newFile(wp(pPr(`<w:pStyle w:val="A"/>`)+wrf(`<w:i/>`, "内")+wr("文")) + pt("段")).styles(pStyle("A", "", pPr(`<w:jc w:val="center"/>`)+rPr(`<w:sz w:val="44"/>`)))
	d := mustFormat(t, newFile(pt("前")+`<w:altChunk r:id="c"/>`+pt("后")).styles(pStyle("A", "", rPr(`<w:sz w:val="10"/>`))).
		with("aFChunk", "c", "chunk.docx", string(inner.bytes(t))))
	require.Equal(t, "前\n内文\n段\n后", d.Text())
	require.Equal(t, Center, d.Body.Paragraph(1).Align)
	require.Equal(t, 44, firstRun(d.Body, 1).Size)
	require.Len(t, d.Body.Runs(1), 2)
	require.True(t, firstRun(d.Body, 1).Italic)
}

func TestTextFromHTMLHasTheFormatOfItsElement(t *testing.T) {
	t.Parallel()
	d, err := openFormatted(chunkFile("a.html", "text/html", `<h1>题</h1><p align="center">中</p><p>文</p>`).bytes(t))
	require.NoError(t, err)
	requireLaidOut(t, d)
	f := d.Body.Paragraph(1)
	require.Equal(t, []any{"heading 1", 1, 48}, []any{f.Style, f.Outline, firstRun(d.Body, 1).Size})
	require.Equal(t, []Align{Left, Center, Left}, []Align{f.Align, d.Body.Paragraph(2).Align, d.Body.Paragraph(3).Align})
}
