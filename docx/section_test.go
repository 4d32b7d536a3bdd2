package docx

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSectionsDivideTheBody(t *testing.T) {
	t.Parallel()
	page := `<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/>`
	wide := `<w:type w:val="continuous"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:cols w:num="3" w:space="425" w:equalWidth="0"><w:col w:w="5000"/><w:col w:w="4000"/></w:cols>` +
		`<w:pgNumType w:fmt="numberInDash" w:start="1"/><w:titlePg/><w:textDirection w:val="tbRl"/><w:vAlign w:val="center"/>`
	d := mustFormat(t, newFile(
		pt("甲")+wp(pPr(`<w:sectPr><w:headerReference w:type="default" r:id="h1"/><w:headerReference w:type="first" r:id="h2"/><w:footerReference w:type="even" r:id="f1"/>`+
			page+`<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-849"/></w:sectPr>`)+wr("乙"))+
			`<w:tbl><w:tr><w:tc>`+pt("表")+`</w:tc></w:tr></w:tbl>`+wp(pPr(`<w:sectPr>`+wide+`</w:sectPr>`)+wr("丙"))+
			pt("丁")+`<w:sectPr><w:headerReference w:type="default" r:id="h2"/><w:footerReference w:type="default" r:id="nowhere"/></w:sectPr>`).
		styles(`<w:style w:type="paragraph" w:default="1" w:styleId="A"><w:name w:val="Normal"/>`+rPr(`<w:sz w:val="32"/>`)+`</w:style>`).
		with("header", "h1", "header1.xml", `<w:hdr `+allNS+`>`+pt("眉一")+`</w:hdr>`).with("header", "h2", "header2.xml", `<w:hdr `+allNS+`>`+pt("眉二")+`</w:hdr>`).
		with("footer", "f1", "footer1.xml", `<w:ftr `+allNS+`>`+pt("脚")+`</w:ftr>`).
		with("settings", "x", "settings.xml", `<w:settings `+allNS+`><w:evenAndOddHeaders/></w:settings>`))
	s := d.Body.Sections
	require.Len(t, s, 3)
	require.Equal(t, []int{0, 1, 2, 3, 4, 4}, []int{s[0].First, s[0].Last, s[1].First, s[1].Last, s[2].First, s[2].Last})
	require.Same(t, &s[1], d.Body.Section(2))
	require.Nil(t, d.Body.Section(9))

	require.Equal(t, 22, s[0].LinesPerPage())
	require.Equal(t, 28, s[0].CharsPerLine())
	require.Equal(t, "nextPage", s[0].Break)
	require.Equal(t, Edge{Default: "word/header1.xml", First: "word/header2.xml"}, s[0].Header)
	require.Equal(t, Edge{Even: "word/footer1.xml"}, s[0].Footer)
	require.True(t, s[0].EvenAndOdd)
	require.Equal(t, -1, s[0].PageStart)

	require.Equal(t, []int{5000, 4000}, s[1].ColumnWidths)
	require.Equal(t, 2, s[1].Columns)
	require.True(t, s[1].Landscape && s[1].TitlePage)
	require.Equal(t, []any{"continuous", "numberInDash", 1, "tbRl", "center"}, []any{s[1].Break, s[1].PageFormat, s[1].PageStart, s[1].TextDirection, s[1].VerticalAlign})
	require.Equal(t, s[0].Header, s[1].Header, "what a section does not say is the previous section's")
	require.Zero(t, s[1].LinesPerPage()+s[1].CharsPerLine())

	require.Equal(t, Edge{Default: "word/header2.xml", First: "word/header2.xml"}, s[2].Header)
	require.Equal(t, Edge{Even: "word/footer1.xml"}, s[2].Footer)
	require.Equal(t, 12240, s[2].Width)
}

func TestABodyWithoutSettingsIsOneSection(t *testing.T) {
	t.Parallel()
	d := mustFormat(t, newFile(pt("甲")+pt("乙")))
	require.Len(t, d.Body.Sections, 1)
	require.Equal(t, 1, d.Body.Sections[0].Last)
}

func TestASectionBreakInATextBoxOrDeletedParagraphDividesNothing(t *testing.T) {
	t.Parallel()
	end := `<w:sectPr><w:pgSz w:w="5000" w:h="5000"/></w:sectPr>`
	d := mustFormat(t, newFile(wp(`<w:r><w:txbxContent>`+wp(pPr(end)+wr("框"))+`</w:txbxContent></w:r>`+wr("甲"))+
		wp(pPr(rPr(`<w:del/>`)+end)+wr("乙"))+pt("丙")))
	require.Len(t, d.Body.Sections, 1)
	require.Equal(t, 12240, d.Body.Sections[0].Width)
}
