package main

import (
	"bytes"
	"encoding/xml"
	"maps"
	"slices"

	"github.com/unidoc/unioffice/v2/schema/soo/wml"
)

// namespaces are the prefixes that unioffice writes inside a table row.
var namespaces = map[string]string{
	"w":   "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
	"r":   "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
	"wp":  "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
	"a":   "http://schemas.openxmlformats.org/drawingml/2006/main",
	"pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
	"m":   "http://schemas.openxmlformats.org/officeDocument/2006/math",
	"v":   "urn:schemas-microsoft-com:vml",
	"o":   "urn:schemas-microsoft-com:office:office",
	"w10": "urn:schemas-microsoft-com:office:word",
	"mc":  "http://schemas.openxmlformats.org/markup-compatibility/2006",
}

// copyRow makes dst a deep copy of src, by writing and reading it. unioffice
// drops what it does not know when it reads, so the copy is written once more
// and compared.
func copyRow(dst, src *wml.CT_Row) error {
	const msg = "模板中要重复的表格行里有 unioffice 无法复制的内容。请只在该行中放文字，或者改用内置引擎（GUIBEI_DOCX_ENGINE=native）。"
	want, err := rowXML(src)
	if err != nil {
		return refuse(codeInvalid, err, msg)
	}
	d := xml.NewDecoder(bytes.NewReader(want))
	start, err := d.Token()
	if err != nil {
		return refuse(codeInvalid, err, msg)
	}
	if err := dst.UnmarshalXML(d, start.(xml.StartElement)); err != nil {
		return refuse(codeInvalid, err, msg)
	}
	if got, err := rowXML(dst); err != nil || !bytes.Equal(got, want) {
		return refuse(codeInvalid, err, msg)
	}
	return nil
}

func rowXML(row *wml.CT_Row) ([]byte, error) {
	start := xml.StartElement{Name: xml.Name{Local: "w:tr"}}
	for _, prefix := range slices.Sorted(maps.Keys(namespaces)) {
		start.Attr = append(start.Attr, xml.Attr{Name: xml.Name{Local: "xmlns:" + prefix}, Value: namespaces[prefix]})
	}
	var b bytes.Buffer
	e := xml.NewEncoder(&b)
	if err := row.MarshalXML(e, start); err != nil {
		return nil, err
	}
	err := e.Flush()
	return b.Bytes(), err
}
