package docx

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/unicode"
)

// in16 writes XML in UTF-16, as some programs on Windows do with every part.
func in16(tb testing.TB, xml string) string {
	tb.Helper()
	s, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(strings.Replace(xml, `encoding="UTF-8"`, `encoding="utf-16"`, 1))
	require.NoError(tb, err)
	return s
}

// strict writes what is Transitional in the names of ISO/IEC 29500 Strict.
func strict(f *file) *file {
	names := strings.NewReplacer(
		wNS, "http://purl.oclc.org/ooxml/wordprocessingml/main",
		relNS, "http://purl.oclc.org/ooxml/officeDocument/relationships",
		"http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math",
	)
	for name, content := range f.parts {
		f.parts[name] = names.Replace(content)
	}
	of := f.rels.String()
	f.rels.Reset()
	f.rels.WriteString(names.Replace(of))
	return f.set("_rels/.rels", names.Replace(rels(rel("m", "officeDocument", "word/document.xml", ""))))
}

// rich has a style that hides, a list, a header and a footnote, so that a part that is not found shows.
func rich() *file {
	return newFile(item(1, 0, "甲")+wp(`<w:pPr><w:pStyle w:val="H"/></w:pPr>`+wr("藏"))).
		styles(`<w:style w:type="paragraph" w:styleId="H"><w:name w:val="hide"/><w:rPr><w:vanish/></w:rPr></w:style>`).
		numbering(`<w:abstractNum w:abstractNumId="0">`+lvl(0, "chineseCounting", "第%1条")+`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`).
		with("header", "h", "header1.xml", xmlHead+`<w:hdr `+allNS+`>`+pt("眉")+`</w:hdr>`).
		with("footnotes", "f", "footnotes.xml", xmlHead+`<w:footnotes `+allNS+`><w:footnote w:id="1">`+pt("注")+`</w:footnote></w:footnotes>`)
}

const richText = "第一条\t甲\n"

// move gives a part another name.
func (f *file) move(from, to string) *file {
	content := f.parts[from]
	return f.set(from, drop).set(to, content)
}

func TestPackagesThatAreOddButSoundOpen(t *testing.T) {
	t.Parallel()
	const main = "word/document.xml"
	typed := func(contentType string) *file {
		f := rich()
		f.types.Reset()
		return f.typeOf(main, contentType)
	}
	related := func(edit func(string) string) *file {
		f := rich()
		return f.set("word/_rels/document.xml.rels", rels(edit(f.rels.String())))
	}
	all16 := rich()
	for name, content := range all16.parts {
		all16.parts[name] = in16(t, content)
	}
	all16.set("word/_rels/document.xml.rels", in16(t, rels(all16.rels.String()))).
		set("_rels/.rels", in16(t, rels(rel("m", "officeDocument", main, "")))).
		set("[Content_Types].xml", in16(t, xmlHead+`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`))
	for name, f := range map[string]*file{
		"Strict names":                strict(rich()),
		"every part in UTF-16":        all16,
		"absolute targets":            related(func(s string) string { return strings.ReplaceAll(s, `Target="`, `Target="/word/`) }),
		"targets with dots":           related(func(s string) string { return strings.ReplaceAll(s, `Target="`, `Target="./../word/x/../`) }),
		"targets with backslashes":    related(func(s string) string { return strings.ReplaceAll(s, `Target="`, `Target="\word\`) }),
		"targets in another case":     related(func(s string) string { return strings.ReplaceAll(s, `.xml"`, `.XML"`) }),
		"targets said to be internal": related(func(s string) string { return strings.ReplaceAll(s, `/>`, ` TargetMode="Internal"/>`) }),
		"a prefix for relations":      related(func(s string) string { return s + `<p:x xmlns:p="urn:x"/>` }),
		"a fragment in a target":      related(func(s string) string { return s + rel("x", "header", "header1.xml#a", "") }),
		"relations of parts that are not there": related(func(s string) string {
			return s + rel("x", "header", "no.xml", "") + rel("y", "theme", "theme.xml", "")
		}),
		"relations in another case":                 rich().set("word/_rels/document.xml.rels", drop).set("Word/_Rels/Document.XML.RELS", rels(rich().rels.String())),
		"no type for the main part":                 typed("application/xml"),
		"a type in capitals":                        typed(strings.ToUpper(wordML + "document.main+xml")),
		"a type with a parameter":                   typed(wordML + "document.main+xml; charset=utf-8"),
		"a template":                                typed(wordML + "template.main+xml"),
		"a type with a parameter and no relation":   typed(wordML+"document.main+xml; charset=utf-8").set("_rels/.rels", drop),
		"a type of nobody":                          typed("application/octet-stream"),
		"no types but the file":                     rich().set("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`),
		"a name in code":                            rich().move("word/header1.xml", "word/%68eader1.xml"),
		"folders of their own":                      rich().set("word/", "").set("word/media/", ""),
		"a media file whose name is not ASCII":      rich().set("word/media/图片 1.png", "x"),
		"a part nobody knows":                       rich().set("customXml/item1.xml", "<x/>").set("docProps/custom.bin", "\x00\x01"),
		"relations of a part that is not there":     rich().set("word/_rels/gone.xml.rels", rels("")),
		"a main part whose declarations are inside": rich().set(main, `<d:document xmlns:d="`+wNS+`"><w:body xmlns:w="`+wNS+`">`+item(1, 0, "甲")+wp(`<w:pPr><w:pStyle w:val="H"/></w:pPr>`+wr("藏"))+`</w:body></d:document>`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := mustOpen(t, f)
			require.Equal(t, richText, d.Text())
			require.Equal(t, "眉", d.Stories()[0].Paragraphs[0].Text)
			require.Equal(t, "注", d.Stories()[1].Paragraphs[0].Text)
		})
	}
}

func TestOptionalPartsMayBeMissing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		f    *file
		want string
	}{
		"styles":                 {rich().set("word/styles.xml", drop), "第一条\t甲\n藏"},
		"lists":                  {rich().set("word/numbering.xml", drop), "甲\n"},
		"relations of the main":  {rich().set("word/_rels/document.xml.rels", drop), "甲\n藏"},
		"relations of the whole": {rich().set("_rels/.rels", drop), richText},
		"header and notes":       {rich().set("word/header1.xml", drop).set("word/footnotes.xml", drop), richText},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, mustOpen(t, c.f).Text())
		})
	}
}
