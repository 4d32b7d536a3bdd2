package main

import (
	"fmt"
	"strings"
)

// look is how one style appears: GB/T 9704—2012 7.2 and 7.3.
type look struct {
	kind    kind
	name    string
	font    string
	size    int // half points
	align   string
	indent  string // attributes of w:ind
	outline int    // 1 for the highest heading, 0 for text
}

const (
	fangsong = "仿宋_GB2312"
	xiaobiao = "方正小标宋简体"
	heiti    = "黑体"
	kaiti    = "楷体_GB2312"
	twoChars = `w:firstLineChars="200" w:firstLine="640"`
)

var looks = []look{
	{kind: bodyText, name: "Body Text", font: fangsong, size: 32, align: "both", indent: twoChars},
	{kind: titleLine, name: "Title", font: xiaobiao, size: 44, align: "center"},
	{kind: underTitle, name: "Subtitle", font: kaiti, size: 32, align: "center"},
	{kind: chapterLine, name: "heading 1", font: heiti, size: 32, align: "center", outline: 1},
	{kind: numberLine, name: "发文字号", font: fangsong, size: 32, align: "center"},
	{kind: autoArticle, name: "条", font: fangsong, size: 32, align: "both", indent: twoChars},
	{kind: addressee, name: "主送机关", font: fangsong, size: 32, align: "left"},
	{kind: signature, name: "Signature", font: fangsong, size: 32, align: "right", indent: `w:rightChars="200" w:right="640"`},
	{kind: secrecy, name: "密级", font: heiti, size: 32, align: "left"},
	{kind: annexLabel, name: "附件标识", font: heiti, size: 32, align: "left"},
	{kind: annexTitle, name: "附件标题", font: xiaobiao, size: 44, align: "center"},
	{kind: "TableText", name: "表格文字", font: fangsong, size: 24, align: "left"},
	{kind: "Header", name: "header", font: "宋体", size: 18, align: "center"},
	{kind: "Footer", name: "footer", font: "宋体", size: 28, align: "center"},
}

// pitch is the line pitch of 22 lines on 225 mm, 28.95 pt, in twentieths.
const pitch = 579

func styles() string {
	var b strings.Builder
	b.WriteString(prolog + `<w:styles ` + wNS + `><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/><w:szCs w:val="32"/>` +
		`<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>` +
		`<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
		`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(&b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="auto"/>`, side)
	}
	b.WriteString(`</w:tblBorders></w:tblPr></w:style>`)
	for _, l := range looks {
		l.write(&b)
	}
	b.WriteString(`</w:styles>`)
	return b.String()
}

func (l look) write(b *strings.Builder) {
	fmt.Fprintf(b, `<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:pPr>`, l.kind, l.name)
	if l.kind == autoArticle {
		b.WriteString(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`)
	}
	if l.kind != "Header" && l.kind != "Footer" {
		fmt.Fprintf(b, `<w:spacing w:line="%d" w:lineRule="exact"/>`, pitch)
	}
	if l.indent != "" {
		b.WriteString(`<w:ind ` + l.indent + `/>`)
	}
	fmt.Fprintf(b, `<w:jc w:val="%s"/>`, l.align)
	if l.outline > 0 {
		fmt.Fprintf(b, `<w:outlineLvl w:val="%d"/>`, l.outline-1)
	}
	fmt.Fprintf(b, `</w:pPr><w:rPr><w:rFonts w:eastAsia="%s"/><w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr></w:style>`, l.font, l.size, l.size)
}

// numbering counts articles as Word does for people who let it: 第一条, 第二条 ….
func numbering() string {
	return prolog + `<w:numbering ` + wNS + `><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>` +
		`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="Article"/><w:suff w:val="space"/>` +
		`<w:lvlText w:val="第%1条"/><w:lvlJc w:val="left"/><w:pPr><w:ind ` + twoChars + `/></w:pPr>` +
		`<w:rPr><w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"/></w:rPr></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
}
