package main

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

const (
	prolog = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wNS    = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
)

// escape writes text into XML.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder never fails
	return b.String()
}

// body writes word/document.xml.
func body(blocks []block, header bool) string {
	var b strings.Builder
	b.WriteString(prolog + `<w:document ` + wNS + `><w:body>`)
	for i := 0; i < len(blocks); i++ {
		if blocks[i].cells == nil {
			paragraph(&b, blocks[i])
			continue
		}
		end := i
		for end < len(blocks) && blocks[end].cells != nil {
			end++
		}
		table(&b, blocks[i:end])
		b.WriteString(`<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr></w:p>`) // Word wants one after a table
		i = end - 1
	}
	section(&b, header)
	b.WriteString(`</w:body></w:document>`)
	return b.String()
}

func paragraph(b *strings.Builder, p block) {
	b.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + string(p.kind) + `"/>`)
	if p.newPage {
		b.WriteString(`<w:pageBreakBefore/>`)
	}
	b.WriteString(`</w:pPr>`)
	if p.label != "" {
		b.WriteString(`<w:r><w:rPr><w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"/></w:rPr>` + text(p.label) + `</w:r>`)
	}
	if p.text != "" || p.label == "" && p.newPage {
		b.WriteString(`<w:r>` + text(p.text) + `</w:r>`)
	}
	b.WriteString(`</w:p>`)
}

func text(s string) string { return `<w:t xml:space="preserve">` + escape(s) + `</w:t>` }

// textWidth is the width of the 版心, 156 mm, in twentieths of a point.
const textWidth = 8844

func table(b *strings.Builder, rows []block) {
	n := len(rows[0].cells)
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`, textWidth)
	for range n {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, textWidth/n)
	}
	b.WriteString(`</w:tblGrid>`)
	for i, r := range rows {
		b.WriteString(`<w:tr>`)
		if i == 0 {
			b.WriteString(`<w:trPr><w:tblHeader/></w:trPr>`)
		}
		for _, c := range r.cells {
			fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr><w:r>%s</w:r></w:p></w:tc>`, textWidth/n, text(c))
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
}

// section is the page of GB/T 9704—2012: A4, 天头37, 订口28, 版心156×225 mm.
func section(b *strings.Builder, header bool) {
	b.WriteString(`<w:sectPr>`)
	if header {
		b.WriteString(`<w:headerReference w:type="default" r:id="rId7"/><w:headerReference w:type="even" r:id="rId7"/>`)
	}
	b.WriteString(`<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>` +
		`<w:pgSz w:w="11906" w:h="16838"/>` +
		`<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1304" w:gutter="0"/>` +
		`<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>`)
}

// footer is a page number with a dash on each side, 4号宋体: on the right of
// odd pages, on the left of even ones.
func footer(side string) string {
	run := `<w:r><w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>`
	return prolog + `<w:ftr ` + wNS + `><w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="` + side + `"/></w:pPr>` +
		run + text("— ") + `</w:r>` +
		run + `<w:fldChar w:fldCharType="begin"/></w:r>` + run + `<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
		run + `<w:fldChar w:fldCharType="separate"/></w:r>` + run + text("1") + `</w:r>` + run + `<w:fldChar w:fldCharType="end"/></w:r>` +
		run + text(" —") + `</w:r></w:p></w:ftr>`
}

func headerOf(line string) string {
	return prolog + `<w:hdr ` + wNS + `><w:p><w:pPr><w:pStyle w:val="Header"/><w:jc w:val="center"/></w:pPr><w:r>` + text(line) + `</w:r></w:p></w:hdr>`
}

func core(p paper) string {
	when := p.saved.UTC().Format(time.RFC3339)
	return prolog + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escape(p.title) + `</dc:title><dc:creator>` + escape(p.author) + `</dc:creator>` +
		`<cp:lastModifiedBy>` + escape(p.author) + `</cp:lastModifiedBy><cp:revision>1</cp:revision>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + when + `</dcterms:created>` +
		`<dcterms:modified xsi:type="dcterms:W3CDTF">` + when + `</dcterms:modified></cp:coreProperties>`
}
