package main

import (
	"fmt"
	"slices"

	"github.com/unidoc/unioffice/v2/color"
	"github.com/unidoc/unioffice/v2/document"
	"github.com/unidoc/unioffice/v2/measurement"
	"github.com/unidoc/unioffice/v2/schema/soo/wml"
)

// The layout of GB/T 9704-2012: A4, a type area of 156 by 225 mm (5.2.1), body
// in size 3 (16 pt), 22 lines of it on a page (5.2.2, 5.2.3).
const (
	mm   = measurement.Millimeter
	half = measurement.Twips / 2 // unioffice cuts twips off, where Word rounds

	pageWidth, pageHeight   = 210*mm + half, 297*mm + half
	top, bottom             = 37 * mm, 35 * mm
	left, right             = 28 * mm, 26 * mm
	sizeTitle, sizeBody     = 22 * measurement.Point, 16 * measurement.Point
	sizePageNumber          = 14 * measurement.Point
	lineTitle, lineBody     = 35 * measurement.Point, 29 * measurement.Point
	fontTitle               = "方正小标宋简体"
	fontBody                = "仿宋_GB2312"
	fontHeading1, fontHead2 = "黑体", "楷体_GB2312"
	fontNumber              = "宋体"
)

// check refuses what cannot be laid out.
func (c content) check() error {
	const next = "请使用与本程序同一版本的规备。"
	for i, b := range c.Blocks {
		at := fmt.Sprintf("第 %d 块内容", i+1)
		switch {
		case !slices.Contains([]string{"", "left", "center", "right"}, b.Align):
			return refuse(codeInvalid, nil, fmt.Sprintf("%s的对齐方式 %q 不认识。", at, b.Align)+next)
		case b.Kind == kindHeading && (b.Level < 1 || b.Level > 4):
			return refuse(codeInvalid, nil, fmt.Sprintf("%s是 %d 级标题，只能是 1 至 4 级。", at, b.Level)+next)
		case b.Kind == kindTable && (len(b.Rows) == 0 || slices.ContainsFunc(b.Rows, func(r []string) bool { return len(r) != len(b.Rows[0]) || len(r) == 0 })):
			return refuse(codeInvalid, nil, at+"是表格，但各行的列数不一致或没有内容。"+next)
		case b.Kind != kindHeading && b.Kind != kindParagraph && b.Kind != kindTable:
			return refuse(codeInvalid, nil, fmt.Sprintf("%s的种类 %q 不认识。", at, b.Kind)+next)
		}
	}
	return nil
}

// compose makes a new document.
func compose(c content) ([]byte, error) {
	doc := document.New()
	defer doc.Close()
	layOut(doc, c)
	return save(doc)
}

func layOut(doc *document.Document, c content) {
	s := doc.BodySection()
	s.SetPageSizeAndOrientation(pageWidth, pageHeight, wml.ST_PageOrientationPortrait)
	s.SetPageMargins(top, right, bottom, left, 15*mm, 28*mm, 0)
	numberPages(doc, s)
	if c.Title != "" {
		p := doc.AddParagraph()
		p.SetAlignment(wml.ST_JcCenter)
		p.SetLineSpacing(lineTitle, wml.ST_LineSpacingRuleExact)
		p.SetAfterSpacing(lineBody)
		write(p, c.Title, fontTitle, sizeTitle, false)
	}
	for _, b := range c.Blocks {
		switch b.Kind {
		case kindHeading:
			addHeading(doc, b)
		case kindParagraph:
			addParagraph(doc, b)
		case kindTable:
			addTable(doc, b)
		}
	}
}

// numberPages writes — 1 — under each page (7.5).
func numberPages(doc *document.Document, s document.Section) {
	f := doc.AddFooter()
	p := f.AddParagraph()
	p.SetAlignment(wml.ST_JcCenter)
	write(p, "— ", fontNumber, sizePageNumber, false)
	run := p.AddRun()
	style(run, fontNumber, sizePageNumber)
	run.AddField(document.FieldCurrentPage)
	write(p, " —", fontNumber, sizePageNumber, false)
	s.SetFooter(f, wml.ST_HdrFtrDefault)
}

// addHeading sets the fonts of the four levels of 7.3.3: 黑体, 楷体, 仿宋, 仿宋.
func addHeading(doc *document.Document, b block) {
	p := doc.AddParagraph()
	body(p, b)
	p.SetOutlineLvl(int64(b.Level - 1))
	p.Properties().SetKeepWithNext(true)
	font := fontBody
	switch b.Level {
	case 1:
		font = fontHeading1
	case 2:
		font = fontHead2
	}
	write(p, b.Text, font, sizeBody, b.Level == 3)
}

func addParagraph(doc *document.Document, b block) {
	p := doc.AddParagraph()
	body(p, b)
	write(p, b.Text, fontBody, sizeBody, false)
}

// body is 29 pt from line to line and two characters of indent; what is set to
// a side has none.
func body(p document.Paragraph, b block) {
	p.SetLineSpacing(lineBody, wml.ST_LineSpacingRuleExact)
	switch b.Align {
	case "center":
		p.SetAlignment(wml.ST_JcCenter)
	case "right":
		p.SetAlignment(wml.ST_JcRight)
	case "left":
		p.SetAlignment(wml.ST_JcLeft)
	default:
		p.SetAlignment(wml.ST_JcBoth)
		p.SetFirstLineIndent(2 * sizeBody)
	}
}

func addTable(doc *document.Document, b block) {
	t := doc.AddTable()
	t.Properties().SetWidthPercent(100)
	t.Properties().Borders().SetAll(wml.ST_BorderSingle, color.Auto, measurement.HalfPoint)
	for i, cells := range b.Rows {
		row := t.AddRow()
		row.Properties().SetTblHeader(i == 0)
		row.Properties().SetCantSplit(true)
		for _, text := range cells {
			c := row.AddCell()
			c.Properties().SetWidthPercent(100 / float64(len(cells)))
			p := c.AddParagraph()
			if i == 0 {
				p.SetAlignment(wml.ST_JcCenter)
				write(p, text, fontHeading1, sizePageNumber, false)
				continue
			}
			write(p, text, fontBody, sizePageNumber, false)
		}
	}
	t.EnsureGridColumns()
	doc.AddParagraph() // Word wants one between two tables, and after the last
}

func write(p document.Paragraph, text, font string, size measurement.Distance, bold bool) {
	run := p.AddRun()
	style(run, font, size)
	if bold {
		run.Properties().SetBold(true)
	}
	run.AddText(text)
	breakLines(run.X())
}

func style(run document.Run, font string, size measurement.Distance) {
	run.Properties().SetFontFamily(font)
	run.Properties().SetSize(size)
}
