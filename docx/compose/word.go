package compose

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
)

// The page of GB/T 9704—2012, in twentieths of a point: A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm, on which stand
// 22 lines of 28 characters of 3号 (16 pt).
const (
	pageWidth, pageHeight = 11906, 16838
	marginTop             = 2098 // 37 mm
	marginLeft            = 1588 // 28 mm
	marginRight           = 1474 // 26 mm, what 156 mm leave
	marginBottom          = 1984 // 35 mm, what 225 mm leave
	textWidth             = pageWidth - marginLeft - marginRight
	linePitch             = 579  // 225 mm / 22
	charSpace             = -849 // 156 mm / 28 less 16 pt, in 4096ths of a point, so that 28 characters fit
	footerEdge            = 1400 // the dash of the page number is 7 mm below the text

	// 信函格式 (10.1): the marking 30 mm from the edge of the paper, red double lines of 170 mm below it and 20 mm above
	// the lower edge.
	letterMarkEdge = 1701
	letterFootEdge = 1134
	letterLine     = `w:left="-454" w:right="-340"`

	// The marking of the issuing organ is 35 mm below the upper edge of the text; the red line 4 mm below the number.
	markBefore = 1984
	lineBelow  = 11 // points
)

// Fonts by the names the offices' computers have them under. What a computer may have instead is in fontTable.
const (
	fangsong = "仿宋_GB2312"
	kaiti    = "楷体_GB2312"
	heiti    = "黑体"
	xiaobiao = "方正小标宋简体"
	songti   = "宋体"
)

// fallbacks are the names under which other systems know a font or its next of kin.
var fallbacks = []struct{ font, others, family string }{
	{fangsong, "FangSong_GB2312,仿宋,FangSong,方正仿宋_GBK,华文仿宋,STFangsong", "modern"},
	{kaiti, "KaiTi_GB2312,楷体,KaiTi,方正楷体_GBK,华文楷体,STKaiti", "modern"},
	{heiti, "SimHei,方正黑体_GBK,Noto Sans CJK SC", "swiss"},
	{xiaobiao, "方正小标宋_GBK,FZXiaoBiaoSong-B05S,小标宋体,华文中宋,STZhongsong", "roman"},
	{songti, "SimSun,Noto Serif CJK SC", "roman"},
}

const (
	prolog = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wNS    = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relNS  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	pkgNS  = "http://schemas.openxmlformats.org/package/2006/"
	ctWord = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// style is how one kind of paragraph looks: GB/T 9704—2012, 7.2 to 7.4.
type style struct {
	id, name string
	font     string
	size     int // half points
	align    string
	indent   string // attributes of w:ind
	before   int    // twentieths of a point
	line     int    // exact height of a line, twentieths of a point
	more     string // further paragraph properties, in the order the format asks for: keepNext, tabs and borders
	red      bool
	heading  int
	foot     bool // stands at the foot of the page, whatever is above it
}

const (
	twoChars   = `w:firstLineChars="200" w:firstLine="632"`
	afterColon = `w:leftChars="400" w:left="1120" w:rightChars="100" w:right="280" w:hangingChars="300" w:hanging="840"` // what follows 抄送： stands below it
	oneChar    = `w:firstLineChars="100" w:firstLine="280"`
	keepNext   = `<w:keepNext/>`
	redBorder  = `<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="FF0000"/></w:pBdr>`
	// The date stands four characters from the right edge (7.3.5.1), its middle some 6440 from the left; the name of the
	// organ stands above it around the same middle.
	signTab = `<w:tabs><w:tab w:val="center" w:pos="6440"/></w:tabs>`
)

// Styles by what they are for.
const (
	stBody = iota
	stMark
	stMarkLong
	stLetterMark
	stLetterMarkLong
	stLetterFoot
	stLetterNumber
	stNumberUp
	stTitle
	stTo
	stClosing
	stHeading
	stPoint
	stAnnex
	stSignature
	stDate
	stCell
	stCellHead
	stCopies
	stImprint
	stSmall
	stSmallHead
	stAnnexNext
	stEnd
	stFooter
)

var styles = []style{
	stBody:           {id: "GBBody", name: "公文正文", font: fangsong, size: 32, align: "left", indent: twoChars, line: linePitch},
	stMark:           {id: "GBMark", name: "发文机关标志", font: xiaobiao, size: 72, align: "center", before: markBefore, line: 940, red: true},
	stMarkLong:       {id: "GBMarkLong", name: "发文机关标志（长）", font: xiaobiao, size: 52, align: "center", before: markBefore, line: 700, red: true},
	stLetterMark:     {id: "GBLetterMark", name: "信函发文机关标志", font: xiaobiao, size: 72, align: "center", indent: letterLine, line: 900, red: true, more: `<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="11" w:color="FF0000"/></w:pBdr>`},
	stLetterMarkLong: {id: "GBLetterMarkLong", name: "信函发文机关标志（长）", font: xiaobiao, size: 52, align: "center", indent: letterLine, line: 700, red: true, more: `<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="11" w:color="FF0000"/></w:pBdr>`},
	stLetterFoot:     {id: "GBLetterFoot", name: "信函下双线", font: fangsong, size: 2, align: "left", indent: letterLine, line: 20, more: `<w:pBdr><w:bottom w:val="thinThickSmallGap" w:sz="24" w:space="1" w:color="FF0000"/></w:pBdr>`},
	stLetterNumber:   {id: "GBLetterNumber", name: "信函发文字号", font: fangsong, size: 32, align: "right", before: 280, line: linePitch},
	stNumberUp:       {id: "GBNumberUp", name: "发文字号和签发人", font: fangsong, size: 32, align: "left", before: 2 * linePitch, line: linePitch, more: redBorder + `<w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs>`},
	stTitle:          {id: "GBTitle", name: "公文标题", font: xiaobiao, size: 44, align: "center", line: 660, heading: 1},
	stTo:             {id: "GBTo", name: "主送机关", font: fangsong, size: 32, align: "left", before: linePitch, line: linePitch},
	stClosing:        {id: "GBClosing", name: "公文结尾段", font: fangsong, size: 32, align: "left", indent: twoChars, line: linePitch, more: keepNext},
	stHeading:        {id: "GBHeading", name: "公文一级标题", font: heiti, size: 32, align: "left", indent: twoChars, line: linePitch, more: keepNext + numbered, heading: 2},
	stPoint:          {id: "GBPoint", name: "公文二级标题", font: kaiti, size: 32, align: "left", indent: twoChars, line: linePitch, more: keepNext},
	stAnnex:          {id: "GBAnnex", name: "附件说明", font: fangsong, size: 32, align: "left", indent: `w:leftChars="600" w:left="1890" w:hangingChars="400" w:hanging="1260"`, before: linePitch, line: linePitch},
	stAnnexNext:      {id: "GBAnnexNext", name: "附件说明续", font: fangsong, size: 32, align: "left", indent: `w:leftChars="600" w:left="1890" w:hangingChars="100" w:hanging="315"`, line: linePitch},
	stEnd:            {id: "GBEnd", name: "文末", font: fangsong, size: 2, align: "left", line: 20},
	stSignature:      {id: "GBSignature", name: "发文机关署名", font: fangsong, size: 32, align: "left", before: 2 * linePitch, line: linePitch, more: keepNext + signTab},
	stDate:           {id: "GBDate", name: "成文日期", font: fangsong, size: 32, align: "left", line: linePitch, more: signTab},
	stCell:           {id: "GBCell", name: "表格文字", font: fangsong, size: 24, align: "left", line: 360},
	stCellHead:       {id: "GBCellHead", name: "表格栏目", font: heiti, size: 24, align: "center", line: 360},
	stCopies:         {id: "GBCopies", name: "信函抄送", font: fangsong, size: 28, align: "left", indent: afterColon, line: 520, foot: true},
	stImprint:        {id: "GBImprint", name: "版记", font: fangsong, size: 28, align: "left", indent: oneChar, line: 520, more: imprintLines, foot: true},
	stSmall:          {id: "GBSmall", name: "目录表格文字", font: fangsong, size: 18, align: "left", line: 280},
	stSmallHead:      {id: "GBSmallHead", name: "目录表格栏目", font: heiti, size: 18, align: "center", line: 280},
	stFooter:         {id: "GBFooter", name: "页码", font: songti, size: 28, align: "left"},
}

// Lines are of exact height and characters are drawn together by a quarter of a point, so that 22 lines of 28 come out
// in every program: LibreOffice gives a character two places of a grid that is finer than the font. The grid of the
// section says the same for what an office adds. Figures stand among the characters without a gap, as in print.
const (
	plainly = `<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>`
	tight   = `<w:spacing w:val="-5"/>`
)

// imprintLines are the lines of the 版记, 0.35 mm first and last and 0.25 mm between, in eighths of a point, and the place
// of the date of printing, one character from the right edge. All its paragraphs must be alike to stand in one frame.
const imprintLines = `<w:pBdr><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/>` +
	`<w:between w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr><w:tabs><w:tab w:val="right" w:pos="8564"/></w:tabs>`

// atFoot lifts a paragraph out of the text and puts it at the foot of the page.
const atFoot = `<w:framePr w:w="8844" w:wrap="notBeside" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="center" w:yAlign="bottom"/>`

// numbered counts the headings of the first level: 一、二、…, whatever sections a letter has.
const numbered = `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`

func (s style) write(b *strings.Builder) {
	fmt.Fprintf(b, `<w:style w:type="paragraph" w:customStyle="1" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>`, s.id, s.name)
	b.WriteString(s.more + plainly)
	if s.line > 0 {
		fmt.Fprintf(b, `<w:spacing w:before="%d" w:line="%d" w:lineRule="exact"/>`, s.before, s.line)
	}
	if s.indent != "" {
		b.WriteString(`<w:ind ` + s.indent + `/>`)
	}
	fmt.Fprintf(b, `<w:jc w:val="%s"/>`, s.align)
	if s.heading > 0 {
		fmt.Fprintf(b, `<w:outlineLvl w:val="%d"/>`, s.heading-1)
	}
	color := ""
	if s.red {
		color = `<w:color w:val="FF0000"/>`
	}
	if s.size == 32 {
		color += tight
	}
	// All scripts in one font: quotation marks and figures take the form they have in Chinese print.
	fmt.Fprintf(b, `</w:pPr><w:rPr><w:rFonts w:ascii="%[1]s" w:hAnsi="%[1]s" w:eastAsia="%[1]s" w:cs="%[1]s"/><w:snapToGrid w:val="0"/>%[2]s<w:sz w:val="%[3]d"/><w:szCs w:val="%[3]d"/></w:rPr></w:style>`, s.font, color, s.size)
}

func stylesPart() string {
	var b strings.Builder
	b.WriteString(prolog + `<w:styles ` + wNS + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="` + fangsong + `" w:hAnsi="` + fangsong +
		`" w:eastAsia="` + fangsong + `" w:cs="` + fangsong + `"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:rPr><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>` +
		`<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`)
	for _, s := range styles {
		s.write(&b)
	}
	return b.String() + `</w:styles>`
}

func fontTable() string {
	var b strings.Builder
	b.WriteString(prolog + `<w:fonts ` + wNS + `>`)
	for _, f := range fallbacks {
		fmt.Fprintf(&b, `<w:font w:name="%s"><w:altName w:val="%s"/><w:charset w:val="86"/><w:family w:val="%s"/><w:pitch w:val="variable"/></w:font>`, f.font, f.others, f.family)
	}
	return b.String() + `</w:fonts>`
}

const numberingPart = prolog + `<w:numbering ` + wNS + `><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>` +
	`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="GBHeading"/><w:suff w:val="nothing"/>` +
	`<w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/><w:pPr><w:ind ` + twoChars + `/></w:pPr></w:lvl></w:abstractNum>` +
	`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`

const settingsPart = prolog + `<w:settings ` + wNS + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>` +
	`<w:drawingGridVerticalSpacing w:val="579"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:adjustLineHeightInTable/>` +
	`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

// footer is a page number with a dash on each side, 4号宋体, one character from the outer edge (7.5).
func footer(right, letter bool) string {
	props := `<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>`
	if right {
		props = `<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>`
	}
	if letter { // the foot of a letter reaches down to its double line
		props = fmt.Sprintf(`<w:spacing w:after="%d"/>`, footerEdge-letterFootEdge) + props
	}
	run := func(inner string) string { return `<w:r>` + inner + `</w:r>` }
	return prolog + `<w:ftr ` + wNS + `><w:p><w:pPr><w:pStyle w:val="GBFooter"/>` + props + `</w:pPr>` +
		run(`<w:t xml:space="preserve">— </w:t>`) + run(`<w:fldChar w:fldCharType="begin"/>`) + run(`<w:instrText xml:space="preserve"> PAGE </w:instrText>`) +
		run(`<w:fldChar w:fldCharType="separate"/>`) + run(`<w:t>1</w:t>`) + run(`<w:fldChar w:fldCharType="end"/>`) + run(`<w:t xml:space="preserve"> —</w:t>`) + `</w:p></w:ftr>`
}

// sheet is a template under construction.
type sheet struct {
	b         strings.Builder
	landscape bool
	letter    bool // 信函格式
}

func (s *sheet) width() int {
	if s.landscape {
		return pageHeight - marginTop - marginBottom
	}
	return textWidth
}

// p adds a paragraph.
func (s *sheet) p(st int, text string) { s.b.WriteString(paragraph(st, text)) }

// ps adds a paragraph of the body for each text; ends of blocks are such paragraphs.
func (s *sheet) ps(texts ...string) {
	for _, t := range texts {
		s.p(stBody, t)
	}
}

// section adds a heading with paragraphs under it.
func (s *sheet) section(heading string, texts ...string) {
	s.p(stHeading, heading)
	s.ps(texts...)
}

// paragraph makes a paragraph; what stands between two "\v" is in 楷体.
func paragraph(st int, text string) string {
	var b strings.Builder
	b.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + styles[st].id + `"/>`)
	if styles[st].foot {
		b.WriteString(atFoot)
	}
	b.WriteString(`</w:pPr>`)
	for i, part := range strings.Split(text, "\t") {
		if i > 0 {
			b.WriteString(`<w:r><w:tab/></w:r>`)
		}
		for k, run := range strings.Split(part, "\v") {
			props := ""
			if k%2 == 1 {
				props = `<w:rPr><w:rFonts w:ascii="` + kaiti + `" w:hAnsi="` + kaiti + `" w:eastAsia="` + kaiti + `" w:cs="` + kaiti + `"/></w:rPr>`
			}
			if run != "" {
				b.WriteString(`<w:r>` + props + `<w:t xml:space="preserve">` + run + `</w:t></w:r>`)
			}
		}
	}
	return b.String() + `</w:p>`
}

// mark is the marking of the issuing organ, smaller where the name is long.
func mark(st, long int, text string) string {
	return paragraph(stBody, "{{^长标志}}") + paragraph(st, text) + paragraph(stBody, "{{/长标志}}") +
		paragraph(stBody, "{{#长标志}}") + paragraph(long, text) + paragraph(stBody, "{{/长标志}}")
}

// column is one of a table: its head, what stands in each row, and its share of the width.
type column struct {
	head, cell string
	share      int
}

// table adds a table with one row for each item of a list.
func (s *sheet) table(list string, st int, cols ...column) {
	total := 0
	for _, c := range cols {
		total += c.share
	}
	b := &s.b
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>`, s.width())
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>`, side)
	}
	b.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, c := range cols {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, s.width()*c.share/total)
	}
	b.WriteString(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	headStyle := stCellHead
	if st == stSmall {
		headStyle = stSmallHead
	}
	for _, c := range cols {
		s.cell(s.width()*c.share/total, headStyle, c.head)
	}
	b.WriteString(`</w:tr><w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	for i, c := range cols {
		text := c.cell
		if i == 0 {
			text = "{{#" + list + "}}" + text
		}
		if i == len(cols)-1 {
			text += "{{/" + list + "}}"
		}
		s.cell(s.width()*c.share/total, st, text)
	}
	b.WriteString(`</w:tr></w:tbl>`)
}

func (s *sheet) cell(width, st int, text string) {
	fmt.Fprintf(&s.b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>%s</w:tc>`, width, paragraph(st, text))
}

// sign adds the name of the organ and the date.
func (s *sheet) sign(organ string) {
	s.p(stSignature, "\t{{"+organ+"}}")
	s.p(stDate, "\t{{成文日期}}")
}

// copies adds the 版记 of a letter, which says no more than who else gets it.
func (s *sheet) copies() {
	s.ps("{{#抄送}}")
	s.p(stCopies, "抄送：{{抄送}}。")
	s.ps("{{/抄送}}")
	s.p(stEnd, "") // what stands at the foot is anchored to the next paragraph
}

// imprint adds the 版记 of a document: thick lines above and below, a thin one between (7.4).
func (s *sheet) imprint() {
	s.ps("{{#抄送}}")
	s.p(stImprint, "抄送：{{抄送}}。")
	s.ps("{{/抄送}}")
	s.p(stImprint, "{{印发机关}}\t{{印发日期}}印发")
	s.p(stEnd, "")
}

// page is the section: the paper, and what stands at its head and foot.
func (s *sheet) page() string {
	refs, size, margins := "", fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"/>`, pageWidth, pageHeight), [...]int{marginTop, marginRight, marginBottom, marginLeft, 851, footerEdge}
	title := ""
	switch {
	case s.letter:
		refs = `<w:headerReference w:type="first" r:id="rId7"/>`
		margins[4], margins[5] = letterMarkEdge, letterFootEdge
		title = `<w:titlePg/>`
	case s.landscape: // turned by a quarter: what was above is on the left
		size = fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`, pageHeight, pageWidth)
		margins = [...]int{marginLeft, marginBottom, marginRight, marginTop, 851, 900}
	}
	refs += `<w:footerReference w:type="default" r:id="rId5"/><w:footerReference w:type="even" r:id="rId6"/>`
	if s.letter {
		refs += `<w:footerReference w:type="first" r:id="rId8"/>`
	}
	return `<w:sectPr>` + refs + size +
		fmt.Sprintf(`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/>`, margins[0], margins[1], margins[2], margins[3], margins[4], margins[5]) +
		`<w:cols w:space="425"/>` + title + fmt.Sprintf(`<w:docGrid w:type="linesAndChars" w:linePitch="%d" w:charSpace="%d"/>`, linePitch, charSpace) + `</w:sectPr>`
}

// packed is one file of the package.
type packed struct{ name, content string }

// parts lists the files of the package.
func (s *sheet) parts(title string) []packed {
	type wordPart struct{ id, kind, file, content string }
	word := []wordPart{
		{"", "document.main", "document.xml", prolog + `<w:document ` + wNS + `><w:body>` + s.b.String() + s.page() + `</w:body></w:document>`},
		{"rId1", "styles", "styles.xml", stylesPart()},
		{"rId2", "numbering", "numbering.xml", numberingPart},
		{"rId3", "settings", "settings.xml", settingsPart},
		{"rId4", "fontTable", "fontTable.xml", fontTable()},
		{"rId5", "footer", "footer1.xml", footer(true, s.letter)},
		{"rId6", "footer", "footer2.xml", footer(false, s.letter)},
	}
	if s.letter {
		word = append(word,
			wordPart{"rId7", "header", "header1.xml", prolog + `<w:hdr ` + wNS + `>` + mark(stLetterMark, stLetterMarkLong, "{{发文机关}}") + `</w:hdr>`},
			wordPart{"rId8", "footer", "footer3.xml", prolog + `<w:ftr ` + wNS + `>` + paragraph(stLetterFoot, "") + `</w:ftr>`})
	}
	var types, rels strings.Builder
	for _, p := range word {
		types.WriteString(`<Override PartName="/word/` + p.file + `" ContentType="` + ctWord + p.kind + `+xml"/>`)
		if p.id != "" {
			rels.WriteString(`<Relationship Id="` + p.id + `" Type="` + relNS + p.kind + `" Target="` + p.file + `"/>`)
		}
	}
	out := []packed{
		{"[Content_Types].xml", prolog + `<Types xmlns="` + pkgNS + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/>` + types.String() + `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`},
		{"_rels/.rels", relations(`<Relationship Id="rId1" Type="` + relNS + `officeDocument" Target="word/document.xml"/>` +
			`<Relationship Id="rId2" Type="` + pkgNS + `relationships/metadata/core-properties" Target="docProps/core.xml"/>`)},
		{"word/_rels/document.xml.rels", relations(rels.String())},
		{"docProps/core.xml", prolog + `<cp:coreProperties xmlns:cp="` + pkgNS + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + title + `</dc:title></cp:coreProperties>`},
	}
	for _, p := range word {
		out = append(out, packed{"word/" + p.file, p.content})
	}
	return out
}

// pack makes the docx. Parts are stored uncompressed: what a compressor makes may change with the Go release, and a
// template must not.
func (s *sheet) pack(title string) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range s.parts(title) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Store})
		if err != nil {
			return nil, fmt.Errorf("write template part %s: %w", p.name, err)
		}
		if _, err := w.Write([]byte(p.content)); err != nil {
			return nil, fmt.Errorf("write template part %s: %w", p.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("write template: %w", err)
	}
	return out.Bytes(), nil
}

func relations(list string) string {
	return prolog + `<Relationships xmlns="` + pkgNS + `relationships">` + list + `</Relationships>`
}
