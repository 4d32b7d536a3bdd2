package main

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/unidoc/unioffice/v2/common"
	"github.com/unidoc/unioffice/v2/document"
	"github.com/unidoc/unioffice/v2/schema/soo/wml"
)

func TestPlaceholdersAreReplacedAcrossRuns(t *testing.T) {
	t.Parallel()
	values := map[string]string{"甲": "A", "乙": "", "丙": "{{甲}}"}
	tests := []struct{ in, want string }{
		{"无", "无"},
		{"{{甲}}", "A"},
		{"前{{ 甲 }}后", "前A后"},
		{"前{|{甲|}}后", "前A||后"},
		{"{{甲}}{{甲}}|{{甲}}", "AA|A"},
		{"{{甲|}}与{{乙}}与{{|甲}}", "A|与与A|"},
		{"|{{甲}}|", "|A|"},
		{"{{丙}}", "{{甲}}"}, // a value is text, not a template
		{"{{丁}}{{甲}}", "{{丁}}A"},
	}
	for _, tt := range tests {
		got := replaceAcross(strings.Split(tt.in, "|"), func(n string) (string, bool) { v, ok := values[n]; return v, ok })
		require.Equal(t, tt.want, strings.Join(got, "|"), tt.in)
	}
}

func TestATemplateThatAsksForMoreIsRefused(t *testing.T) {
	t.Parallel()
	r := request{
		Fields: map[string]string{"机关": "某局", "a.b": "x"},
		Tables: map[string][][]string{"条目": {{"1", "2"}, {"1", "2", "3"}}, "空": {}},
	}
	tests := []struct{ text, want string }{
		{"{{机关}} {{a.b}} {{条目.2}} {{空.9}}", ""},
		{"{{ 机关 }}", ""},
		{"{{单位}}和{{日期}}", "单位、日期"},
		{"{{条目.3}}", "条目.3"}, // the first row has no third column
		{"{{条目.0}}", "条目.0"},
		{"{{条目}}", "条目"},
		{"{{机关}", "占位符不完整"},
		{"机关}}", "占位符不完整"},
	}
	for _, tt := range tests {
		p, err := openPackage(docx(t, `<w:p><w:r><w:t>`+tt.text+`</w:t></w:r></w:p>`))
		require.NoError(t, err)
		err = r.checkTemplate(p)
		if tt.want == "" {
			require.NoError(t, err, tt.text)
			continue
		}
		require.ErrorContains(t, err, tt.want, tt.text)
	}
}

// paragraph adds a paragraph whose runs are cut as given.
func paragraph(p document.Paragraph, runs ...string) {
	for _, text := range runs {
		p.AddRun().AddText(text)
	}
}

func TestADocumentIsFilled(t *testing.T) {
	t.Parallel()
	doc := document.New()
	paragraph(doc.AddParagraph(), "致{{机", "关}}：", "甲")
	paragraph(doc.AddHeader().AddParagraph(), "{{机关}}")
	paragraph(doc.AddFooter().AddParagraph(), "{{机关}}")
	table := doc.AddTable()
	for _, cells := range [][]string{{"条", "意见"}, {"第{{条目.1}}条", "{{条目.2}}（{{机关}}）"}, {"完", "{{机关}}"}} {
		row := table.AddRow()
		for _, text := range cells {
			paragraph(row.AddCell().AddParagraph(), text)
		}
	}
	row := table.Rows()[1]
	row.Cells()[0].Paragraphs()[0].Runs()[0].Properties().SetBold(true)

	require.NoError(t, fillDocument(doc, request{
		Fields: map[string]string{"机关": "某局"},
		Tables: map[string][][]string{"条目": {{"三", "删去\n重写"}, {"四", "{{机关}}"}}},
	}))
	require.Equal(t, "致某局：甲", textOf(doc.Paragraphs()[0]))
	require.Equal(t, []string{"致某局", "：", "甲"}, runs(doc.Paragraphs()[0]))
	require.Equal(t, "某局", textOf(doc.Headers()[0].Paragraphs()[0]))
	require.Equal(t, "某局", textOf(doc.Footers()[0].Paragraphs()[0]))
	require.Equal(t, [][]string{{"条", "意见"}, {"第三条", "删去重写（某局）"}, {"第四条", "某局（某局）"}, {"完", "某局"}}, cells(table))
	first := table.Rows()[1].Cells()
	require.True(t, first[0].Paragraphs()[0].Runs()[0].Properties().IsBold(), "the look of the row that was repeated")
	require.NotNil(t, first[1].Paragraphs()[0].Runs()[0].X().EG_RunInnerContent[1].RunInnerContentChoice.Br, "a line end is a break")
}

func TestATableWithoutRowsLosesItsRow(t *testing.T) {
	t.Parallel()
	doc := document.New()
	table := doc.AddTable()
	paragraph(table.AddRow().AddCell().AddParagraph(), "条")
	paragraph(table.AddRow().AddCell().AddParagraph(), "{{条目.1}}")
	require.NoError(t, fillDocument(doc, request{Tables: map[string][][]string{"条目": {}}}))
	require.Equal(t, [][]string{{"条"}}, cells(table))
}

func TestTwoTablesInOneRowAreRefused(t *testing.T) {
	t.Parallel()
	doc := document.New()
	row := doc.AddTable().AddRow()
	paragraph(row.AddCell().AddParagraph(), "{{甲.1}}")
	paragraph(row.AddCell().AddParagraph(), "{{乙.1}}")
	err := fillDocument(doc, request{Tables: map[string][][]string{"甲": {{"1"}}, "乙": {{"1"}}}})
	require.ErrorContains(t, err, "甲 和 乙")
}

func TestAPlaceholderThatIsLeftIsAnError(t *testing.T) {
	t.Parallel()
	r := request{Fields: map[string]string{"甲": "写作 {{乙}}"}}
	require.NoError(t, r.checkFilled(docx(t, `<w:p><w:r><w:t>写作 {{乙}}</w:t></w:r></w:p>`)))
	require.ErrorContains(t, r.checkFilled(docx(t, `<w:p><w:r><w:t>{{甲}}</w:t></w:r></w:p>`)), "甲")
}

func TestADocumentIsComposedAsTheStandardAsks(t *testing.T) {
	t.Parallel()
	doc := document.New()
	layOut(doc, content{Title: "审查意见书", Blocks: []block{
		{Kind: kindHeading, Level: 1, Text: "一、情况"},
		{Kind: kindHeading, Level: 2, Text: "（一）来文"},
		{Kind: kindHeading, Level: 3, Text: "1.要点"},
		{Kind: kindParagraph, Text: "意见如下。"},
		{Kind: kindParagraph, Text: "某局", Align: "right"},
		{Kind: kindTable, Rows: [][]string{{"序号", "意见"}, {"1", "删去"}}},
	}})
	want := []struct {
		text, font string
		halfPoints uint64
		align      wml.ST_Jc
		indent     bool
	}{
		{"审查意见书", fontTitle, 44, wml.ST_JcCenter, false},
		{"一、情况", fontHeading1, 32, wml.ST_JcBoth, true},
		{"（一）来文", fontHead2, 32, wml.ST_JcBoth, true},
		{"1.要点", fontBody, 32, wml.ST_JcBoth, true},
		{"意见如下。", fontBody, 32, wml.ST_JcBoth, true},
		{"某局", fontBody, 32, wml.ST_JcRight, false},
	}
	for i, w := range want {
		p := doc.Paragraphs()[i]
		look := p.Runs()[0].Properties().X()
		require.Equal(t, w.text, textOf(p))
		require.Equal(t, w.font, *look.RFonts.EastAsiaAttr, w.text)
		require.Equal(t, w.halfPoints, *look.Sz.ValAttr.ST_UnsignedDecimalNumber, w.text)
		require.Equal(t, w.align, p.X().PPr.Jc.ValAttr, w.text)
		require.Equal(t, w.indent, p.X().PPr.Ind != nil, w.text)
	}
	require.Equal(t, [][]string{{"序号", "意见"}, {"1", "删去"}}, cells(doc.Tables()[0]))
	size := doc.BodySection().X().PgSz
	require.EqualValues(t, 11906, *size.WAttr.ST_UnsignedDecimalNumber)
	require.EqualValues(t, 16838, *size.HAttr.ST_UnsignedDecimalNumber)
	require.Len(t, doc.Footers(), 1)
}

func TestAPDFNeedsFonts(t *testing.T) {
	t.Parallel()
	empty, full := t.TempDir(), t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(full, "FS.TTF"), nil, 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(full, "readme.txt"), nil, 0o600))
	for _, folder := range []string{"", empty, filepath.Join(empty, "none")} {
		_, err := fontFiles(folder)
		r, ok := errors.AsType[*refusal](err)
		require.True(t, ok)
		require.Equal(t, codeNotReady, r.code)
		require.Contains(t, r.msg, "GUIBEI_UNIOFFICE_FONTS")
	}
	got, err := fontFiles(full)
	require.NoError(t, err)
	require.Equal(t, []string{filepath.Join(full, "FS.TTF")}, got)
}

func runs(p document.Paragraph) []string {
	var out []string
	for _, r := range p.Runs() {
		out = append(out, r.Text())
	}
	return out
}

func cells(t document.Table) [][]string {
	var out [][]string
	for _, r := range t.Rows() {
		var row []string
		for _, c := range r.Cells() {
			var text []string
			for _, p := range c.Paragraphs() {
				text = append(text, textOf(p))
			}
			row = append(row, strings.Join(text, "\n"))
		}
		out = append(out, row)
	}
	return out
}

func TestARowIsCopiedWithAllThatStandsInIt(t *testing.T) {
	t.Parallel()
	doc := document.New()
	var b bytes.Buffer
	require.NoError(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 2))))
	img, err := common.ImageFromBytes(b.Bytes())
	require.NoError(t, err)
	ref, err := doc.AddImage(img)
	require.NoError(t, err)

	table := doc.AddTable()
	row := table.AddRow()
	row.Properties().SetTblHeader(true)
	cell := row.AddCell()
	p := cell.AddParagraph()
	paragraph(p, "{{条目.1}}")
	_, err = p.AddRun().AddDrawingInline(ref)
	require.NoError(t, err)
	link := p.AddHyperLink()
	link.SetToolTip("网址")
	link.AddRun().AddText("链接")
	paragraph(cell.AddTable().AddRow().AddCell().AddParagraph(), "表中表")

	require.NoError(t, fillDocument(doc, request{Tables: map[string][][]string{"条目": {{"甲"}, {"乙"}}}}))
	require.Len(t, table.Rows(), 2)
	for i, want := range []string{"甲", "乙"} {
		xml, err := rowXML(table.Rows()[i].X())
		require.NoError(t, err)
		for _, part := range []string{want, "wp:inline", `r:embed`, "链接", "网址", "表中表", "w:tblHeader"} {
			require.Contains(t, string(xml), part)
		}
	}
}
