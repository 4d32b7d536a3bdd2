package main

import (
	"archive/zip"
	"bytes"
	"time"
)

// part is one file of the package.
type part struct{ name, content string }

const (
	ctMain = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	ctCore = "application/vnd.openxmlformats-package.core-properties+xml"
	ctApp  = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
	ctRels = "application/vnd.openxmlformats-package.relationships+xml"
	relNS  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	pkgNS  = "http://schemas.openxmlformats.org/package/2006/"
)

// parts returns the files of a document in the order in which Word writes them.
func (p paper) parts(blocks []block) []part {
	types := `<Default Extension="rels" ContentType="` + ctRels + `"/><Default Extension="xml" ContentType="application/xml"/>`
	rels := ""
	var word []part
	add := func(id, kind, file, content string) {
		types += `<Override PartName="/word/` + file + `" ContentType="` + ctMain + kind + `+xml"/>`
		if id != "" {
			rels += `<Relationship Id="` + id + `" Type="` + relNS + kind + `" Target="` + file + `"/>`
		}
		word = append(word, part{"word/" + file, content})
	}
	types += `<Override PartName="/word/document.xml" ContentType="` + ctMain + `document.main+xml"/>`
	add("rId1", "styles", "styles.xml", styles())
	add("rId2", "numbering", "numbering.xml", numbering())
	add("rId3", "settings", "settings.xml", settings)
	add("rId4", "footer", "footer1.xml", footer("right"))
	add("rId5", "footer", "footer2.xml", footer("left"))
	if p.header != "" {
		add("rId7", "header", "header1.xml", headerOf(p.header))
	}
	types += `<Override PartName="/docProps/core.xml" ContentType="` + ctCore + `"/><Override PartName="/docProps/app.xml" ContentType="` + ctApp + `"/>`
	out := []part{
		{"[Content_Types].xml", prolog + `<Types xmlns="` + pkgNS + `content-types">` + types + `</Types>`},
		{"_rels/.rels", relations(`<Relationship Id="rId1" Type="` + relNS + `officeDocument" Target="word/document.xml"/>` +
			`<Relationship Id="rId2" Type="` + pkgNS + `relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
			`<Relationship Id="rId3" Type="` + relNS + `extended-properties" Target="docProps/app.xml"/>`)},
		{"word/document.xml", body(blocks, p.header != "")},
		{"word/_rels/document.xml.rels", relations(rels)},
	}
	return append(append(out, word...), part{"docProps/core.xml", core(p)}, part{"docProps/app.xml", app})
}

func relations(list string) string {
	return prolog + `<Relationships xmlns="` + pkgNS + `relationships">` + list + `</Relationships>`
}

const settings = prolog + `<w:settings ` + wNS + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>` +
	`<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" ` +
	`w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

const app = prolog + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">` +
	`<Application>Microsoft Office Word</Application><AppVersion>16.0000</AppVersion></Properties>`

// pack stores the parts uncompressed: a compressor's output may change with
// the Go release, and the committed files must not.
func pack(parts []part) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{
			Name: p.name, Method: zip.Store, Modified: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
		})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(p.content)); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
