package docx

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestTheTextIsWhatAReaderOfTheAcceptedDocumentSees(t *testing.T) {
	t.Parallel()
	cell := func(s string) string { return `<w:tc>` + s + `</w:tc>` }
	for name, c := range map[string]struct{ body, want string }{
		"runs of a paragraph join":                {wp(wr("第一") + wr("条")), "第一条"},
		"empty paragraphs stay":                   {pt("甲") + `<w:p/>` + pt("乙"), "甲\n\n乙"},
		"an insertion is in":                      {wp(wr("甲") + `<w:ins w:id="1">` + wr("乙") + `</w:ins>`), "甲乙"},
		"a deletion is out":                       {wp(wr("甲") + `<w:del w:id="1"><w:r><w:delText>乙</w:delText></w:r></w:del>`), "甲"},
		"text in a deletion is out":               {wp(wr("甲") + `<w:del w:id="1">` + wr("乙") + `</w:del>`), "甲"},
		"moved text is where it went":             {wp(`<w:moveFrom>`+wr("甲")+`</w:moveFrom>`+wr("乙")) + wp(`<w:moveTo>`+wr("甲")+`</w:moveTo>`), "乙\n甲"},
		"a deleted paragraph mark joins":          {wp(`<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>`+wr("甲")) + pt("乙") + pt("丙"), "甲乙\n丙"},
		"a deleted paragraph is gone":             {pt("甲") + wp(`<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:del>`+wr("乙")+`</w:del>`) + pt("丙"), "甲\n丙"},
		"a deleted mark does not join a table":    {wp(`<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>`+wr("甲")) + `<w:tbl><w:tr>` + cell(pt("乙")) + `</w:tr></w:tbl>`, "甲\n乙"},
		"a deleted row is gone":                   {`<w:tbl><w:tr><w:trPr><w:del w:id="1"/></w:trPr>` + cell(pt("甲")) + `</w:tr><w:tr>` + cell(pt("乙")) + `</w:tr></w:tbl>`, "乙"},
		"an inserted row is in":                   {`<w:tbl><w:tr><w:trPr><w:ins w:id="1"/></w:trPr>` + cell(pt("甲")) + `</w:tr></w:tbl>`, "甲"},
		"a deleted cell is gone":                  {`<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>` + pt("甲") + `</w:tc>` + cell(pt("乙")) + `</w:tr></w:tbl>`, "乙"},
		"old properties do not count":             {wp(`<w:pPr><w:pPrChange><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:pPrChange></w:pPr>`+wr("甲")) + pt("乙"), "甲\n乙"},
		"nested tables are read in order":         {`<w:tbl><w:tr>` + cell(pt("甲")+`<w:tbl><w:tr>`+cell(pt("乙"))+`</w:tr></w:tbl>`+pt("丙")) + cell(pt("丁")) + `</w:tr></w:tbl>`, "甲\n乙\n丙\n丁"},
		"tab, break and hyphens":                  {wp(`<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:noBreakHyphen/><w:softHyphen/><w:t>d</w:t></w:r>`), "a\tb\vc\v-d"},
		"tab stops are no tabs":                   {wp(`<w:pPr><w:tabs><w:tab w:val="left" w:pos="10"/></w:tabs></w:pPr>` + wr("甲")), "甲"},
		"symbols of symbol fonts":                 {wp(`<w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>是</w:t><w:sym w:font="X" w:char="F0AA"/></w:r>`), "☑是\uF0AA"},
		"a line end in text is a blank":           {wp("<w:r><w:t>甲\r\n乙\n丙\r丁</w:t></w:r>"), "甲 乙 丙 丁"},
		"blanks at the ends need preserve":        {wp(`<w:r><w:t> 甲 </w:t></w:r>` + wr(" 乙 ")), "甲 乙 "},
		"CDATA, comments and entities":            {wp(`<w:r><w:t>a<![CDATA[<b>&]]><!-- no -->&lt;&#x4E2D;&#22269;&amp;</w:t></w:r>`), "a<b>&<中国&"},
		"a field shows its result":                {wp(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + wr("第三条") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>` + wr("。")), "第三条。"},
		"a field inside an instruction is out":    {wp(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>` + wr("藏") + `<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + wr("显") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`), "显"},
		"a field that never ends hides nothing":   {wp(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>`+wr("甲")) + pt("乙"), "甲\n乙"},
		"a simple field shows its result":         {wp(`<w:fldSimple w:instr="PAGE">` + wr("3") + `</w:fldSimple>`), "3"},
		"links, tags, controls are transparent":   {wp(`<w:hyperlink r:id="x">`+wr("甲")+`</w:hyperlink><w:smartTag>`+wr("乙")+`</w:smartTag>`) + `<w:sdt><w:sdtPr/><w:sdtContent>` + pt("丙") + `</w:sdtContent></w:sdt><w:customXml>` + pt("丁") + `</w:customXml>`, "甲乙\n丙\n丁"},
		"ruby shows its base":                     {wp(`<w:r><w:ruby><w:rubyPr/><w:rt>` + wr("guī") + `</w:rt><w:rubyBase>` + wr("规") + `</w:rubyBase></w:ruby></w:r>`), "规"},
		"a text box is read once":                 {wp(wr("主")+`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent>`+pt("框")+`</w:txbxContent></mc:Choice><mc:Fallback><w:pict><w:txbxContent>`+pt("框")+`</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`+wr("体")) + pt("后"), "主体\n框\n后"},
		"a fallback alone is read":                {wp(`<mc:AlternateContent><mc:Fallback>` + wr("甲") + `</mc:Fallback></mc:AlternateContent>`), "甲"},
		"hidden runs are out":                     {wp(wr("甲") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>乙</w:t></w:r>`), "甲乙"},
		"formulas are read":                       {wp(`<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>`), "x=1"},
		"characters outside the BMP":              {pt("𠮷野"), "𠮷野"},
		"section properties hold no text":         {pt("甲") + `<w:sectPr><w:headerReference r:id="x"/></w:sectPr>`, "甲"},
		"a processing instruction is no text":     {wp(`<w:r><w:t>甲<?x y?>乙</w:t></w:r>`), "甲乙"},
		"a greater-than sign in an attribute":     {`<w:p w:rsidR="a>b">` + wr("甲") + `</w:p>`, "甲"},
		"single quotes and blanks in a start tag": {"<w:p\n w:rsidR = 'x' >" + wr("甲") + "</w:p >", "甲"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, mustOpen(t, newFile(c.body)).Text())
		})
	}
}

func TestNamespacesAreMatchedByURI(t *testing.T) {
	t.Parallel()
	strict := "http://purl.oclc.org/ooxml/wordprocessingml/main"
	for name, xml := range map[string]string{
		"another prefix":      `<ns0:document xmlns:ns0="` + wNS + `"><ns0:body><ns0:p><ns0:r><ns0:t>正文</ns0:t></ns0:r></ns0:p></ns0:body></ns0:document>`,
		"the default":         `<document xmlns="` + wNS + `"><body><p><r><t>正文</t></r></p></body></document>`,
		"Strict":              `<w:document xmlns:w="` + strict + `"><w:body>` + pt("正文") + `</w:body></w:document>`,
		"a foreign w:t":       `<w:document xmlns:w="` + wNS + `"><w:body>` + wp(wr("正文")+`<w:r><w:t xmlns:w="urn:x">假</w:t></w:r>`) + `</w:body></w:document>`,
		"a redeclared prefix": `<x:document xmlns:x="` + wNS + `"><x:body><x:p xmlns:w="` + wNS + `">` + wr("正") + `<x:r><x:t>文</x:t></x:r></x:p></x:body></x:document>`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, "正文", mustOpen(t, newFile("").set("word/document.xml", xmlHead+xml)).Text())
		})
	}
}

func TestTheMainPartIsFoundThroughTheRelations(t *testing.T) {
	t.Parallel()
	main := xmlHead + `<w:document ` + allNS + `><w:body>` + pt("正文") + `</w:body></w:document>`
	strict := "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
	root := func(kind, target string) string {
		return rels(`<Relationship Id="a" Type="` + kind + `" Target="` + target + `"/>`)
	}
	for name, f := range map[string]*file{
		"in another place":    newFile("").set("word/document.xml", drop).set("x/正文.xml", main).set("_rels/.rels", root(relNS+"/officeDocument", "/x/%E6%AD%A3%E6%96%87.xml")),
		"by Strict relation":  newFile("").set("word/document.xml", main).set("_rels/.rels", root(strict, "word/document.xml")),
		"in another case":     newFile("").set("word/document.xml", drop).set("WORD/Document.XML", main),
		"by its content type": newFile("").set("word/document.xml", main).set("_rels/.rels", rels("")),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, "正文", mustOpen(t, f).Text())
		})
	}
}

func TestPartsInOtherEncodingsAreRead(t *testing.T) {
	t.Parallel()
	xml := `<?xml version="1.0" encoding="@"?><w:document xmlns:w="` + wNS + `"><w:body>` + pt("规范性文件") + `</w:body></w:document>`
	as := func(name string) string { return strings.Replace(xml, "@", name, 1) }
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(as("GB2312"))
	require.NoError(t, err)
	le, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(as("UTF-16"))
	require.NoError(t, err)
	be, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(as("UTF-16"))
	require.NoError(t, err)
	for name, part := range map[string]string{
		"GB2312": gb, "UTF-16 with mark": le, "UTF-16 without mark": be, "UTF-8 with mark": "\xEF\xBB\xBF" + as("utf-8"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, "规范性文件", mustOpen(t, newFile("").set("word/document.xml", part)).Text())
		})
	}
}

func TestParagraphsHaveStableIDs(t *testing.T) {
	t.Parallel()
	id := func(v, s string) string { return `<w:p w14:paraId="` + v + `">` + wr(s) + `</w:p>` }
	box := `<w:r><w:txbxContent>` + pt("框") + `</w:txbxContent></w:r>`
	d := mustOpen(t, newFile(id("0A1B2C3D", "a")+id("00000001", "b")+id("00000001", "c")+wp(wr("d")+box)+
		`<w:tbl><w:tr><w:tc>`+pt("e")+`</w:tc><w:tc>`+pt("f")+pt("g")+`<w:tbl><w:tr><w:tc>`+pt("h")+`</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>`+id("xyz", "i")))
	var ids []string
	for _, p := range d.Paragraphs() {
		ids = append(ids, p.ID)
	}
	require.Equal(t, []string{"0A1B2C3D", "p2", "p3", "p4", "p4x1p1", "t1r1c1p1", "t1r1c2p1", "t1r1c2p2", "t1r1c2t1r1c1p1", "p5"}, ids)
	require.True(t, d.Paragraphs()[4].InBox)
	require.True(t, d.Paragraphs()[5].InTable)
	require.False(t, d.Paragraphs()[9].InTable)
}

func TestOtherStoriesStayOutOfTheText(t *testing.T) {
	t.Parallel()
	note := `<w:footnotes ` + allNS + `><w:footnote w:type="separator" w:id="-1">` + pt("线") + `</w:footnote><w:footnote w:id="1">` + pt("脚注") + `</w:footnote></w:footnotes>`
	d := mustOpen(t, newFile(pt("正文")).
		with("header", "h1", "header1.xml", `<w:hdr `+allNS+`>`+pt("内部资料")+`</w:hdr>`).
		with("footnotes", "f1", "footnotes.xml", note).
		with("comments", "c1", "comments.xml", `<w:comments `+allNS+`><w:comment w:id="0">`+pt("请核")+`</w:comment></w:comments>`))
	require.Equal(t, "正文", d.Text())
	got := map[StoryKind]string{}
	for _, s := range d.Stories() {
		require.Len(t, s.Paragraphs, 1)
		require.Equal(t, s.Kind, s.Paragraphs[0].Story)
		got[s.Kind] = s.Paragraphs[0].ID + " " + s.Paragraphs[0].Text
	}
	require.Equal(t, map[StoryKind]string{Header: "header1p1 内部资料", Footnote: "footnote1p1 脚注", Comment: "comment1p1 请核"}, got)
	require.Equal(t, 1, d.Inventory().Comments)
}

func TestHiddenTextByStyleIsOut(t *testing.T) {
	t.Parallel()
	f := newFile(wp(`<w:r><w:rPr><w:rStyle w:val="H"/></w:rPr><w:t>藏</w:t></w:r>`+wr("显")) + wp(`<w:pPr><w:pStyle w:val="HP"/></w:pPr>`+wr("也藏"))).
		styles(`<w:style w:type="character" w:styleId="H"><w:name w:val="hide"/><w:rPr><w:vanish/></w:rPr></w:style>` +
			`<w:style w:type="paragraph" w:styleId="B"><w:name w:val="base"/><w:rPr><w:vanish/></w:rPr></w:style>` +
			`<w:style w:type="paragraph" w:styleId="HP"><w:name w:val="hp"/><w:basedOn w:val="B"/></w:style>`)
	d := mustOpen(t, f)
	require.Equal(t, "显\n", d.Text())
	require.Equal(t, 3, d.Inventory().HiddenRunes)
	require.Contains(t, strings.Join(d.Notes(), ""), "隐藏文字 3 字")
}

func TestAStyleCycleEnds(t *testing.T) {
	t.Parallel()
	f := newFile(wp(`<w:pPr><w:pStyle w:val="A"/></w:pPr>` + wr("循环"))).
		styles(`<w:style w:type="paragraph" w:styleId="A"><w:name w:val="甲"/><w:basedOn w:val="B"/></w:style>` +
			`<w:style w:type="paragraph" w:styleId="B"><w:name w:val="乙"/><w:basedOn w:val="A"/></w:style>`)
	require.Equal(t, "甲", mustOpen(t, f).Paragraphs()[0].Style)
}

func TestTheInventoryListsWhatIsNotText(t *testing.T) {
	t.Parallel()
	f := newFile(wp(wr("甲")+`<w:ins w:id="1">`+wr("乙")+`</w:ins><w:del w:id="2">`+wr("丙")+`</w:del>`) + `<v:imagedata r:id="i"/>`)
	f.rels.WriteString(`<Relationship Id="i" Type="` + relNS + `/image" Target="http://127.0.0.1:9/t.png" TargetMode="External"/>` +
		`<Relationship Id="l" Type="` + relNS + `/hyperlink" Target="http://127.0.0.1:9/" TargetMode="External"/>` +
		`<Relationship Id="o" Type="` + relNS + `/oleObject" Target="embeddings/o.bin"/>`)
	f.set("word/embeddings/o.bin", "MZ").set("_xmlsignatures/origin.sigs", "")
	v := mustOpen(t, f).Inventory()
	require.Equal(t, Inventory{
		Insertions: 1, Deletions: 1, Images: 1, Objects: 1, Signed: true,
		External: []External{{"image", "http://127.0.0.1:9/t.png"}, {"hyperlink", "http://127.0.0.1:9/"}},
	}, v)
	require.Len(t, v.Notes(), 6)
}

func TestParagraphsSayWhichCellTheyStandIn(t *testing.T) {
	t.Parallel()
	cell := func(s string) string { return `<w:tc>` + s + `</w:tc>` }
	nested := cell(`<w:tbl><w:tr>` + cell(pt("己")) + `</w:tr></w:tbl>` + pt("庚"))
	d := mustOpen(t, newFile(`<w:tbl><w:tr>`+cell(pt("乙"))+cell(pt("丙")+pt("丁"))+`</w:tr></w:tbl>`+pt("戊")+
		`<w:tbl><w:tr>`+cell(pt("辛"))+`</w:tr><w:tr>`+cell(pt("壬"))+nested+`</w:tr></w:tbl>`))
	var got []string
	for _, p := range d.Paragraphs() {
		got = append(got, fmt.Sprintf("%s %d %d %d", p.Text, p.Table, p.Row, p.Column))
	}
	require.Equal(t, []string{
		"乙 1 1 1", "丙 1 1 2", "丁 1 1 2", "戊 0 0 0", "辛 2 1 1", "壬 2 2 1", "己 2 2 2", "庚 2 2 2",
	}, got)
}
