package docx

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

const (
	wNS     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relNS   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	wordML  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	allNS   = `xmlns:w="` + wNS + `" xmlns:r="` + relNS + `" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
		`xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" ` +
		`xmlns:v="urn:schemas-microsoft-com:vml"`
)

// file is a docx under construction: parts by name, written in order.
type file struct {
	names []string
	parts map[string]string
	rels  strings.Builder
	types strings.Builder
}

// newFile makes a docx whose body holds the given markup.
func newFile(body string) *file {
	f := &file{parts: map[string]string{}}
	f.set("word/document.xml", xmlHead+`<w:document `+allNS+`><w:body>`+body+`</w:body></w:document>`)
	f.typeOf("word/document.xml", wordML+"document.main+xml")
	return f
}

func (f *file) set(name, content string) *file {
	if _, ok := f.parts[name]; !ok {
		f.names = append(f.names, name)
	}
	f.parts[name] = content
	return f
}

func (f *file) typeOf(name, contentType string) *file {
	f.types.WriteString(`<Override PartName="/` + name + `" ContentType="` + contentType + `"/>`)
	return f
}

// with adds a part that the main part is related to.
func (f *file) with(kind, id, target, content string) *file {
	f.rels.WriteString(`<Relationship Id="` + id + `" Type="` + relNS + "/" + kind + `" Target="` + target + `"/>`)
	return f.set("word/"+target, content)
}

func (f *file) styles(s string) *file {
	return f.with("styles", "rIdS", "styles.xml", xmlHead+`<w:styles `+allNS+`>`+s+`</w:styles>`)
}

func (f *file) numbering(s string) *file {
	return f.with("numbering", "rIdN", "numbering.xml", xmlHead+`<w:numbering `+allNS+`>`+s+`</w:numbering>`)
}

// bytes writes the package. Parts set by the test win over those made here.
func (f *file) bytes(tb testing.TB) []byte {
	tb.Helper()
	made := map[string]string{
		"[Content_Types].xml": xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/>` + f.types.String() + `</Types>`,
		"_rels/.rels":                  rels(`<Relationship Id="rId1" Type="` + relNS + `/officeDocument" Target="word/document.xml"/>`),
		"word/_rels/document.xml.rels": rels(f.rels.String()),
	}
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	write := func(name, content string) {
		w, err := z.Create(name)
		require.NoError(tb, err)
		_, err = w.Write([]byte(content))
		require.NoError(tb, err)
	}
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"} {
		if _, ok := f.parts[name]; !ok {
			write(name, made[name])
		}
	}
	for _, name := range f.names {
		if f.parts[name] != drop {
			write(name, f.parts[name])
		}
	}
	require.NoError(tb, z.Close())
	return buf.Bytes()
}

// drop as a part's content leaves the part out.
const drop = "\x00drop"

func rels(s string) string {
	return xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + s + `</Relationships>`
}

func openBytes(b []byte) (*Document, error) { return Open(bytes.NewReader(b), int64(len(b))) }

// mustOpen opens a docx that must be fine.
func mustOpen(tb testing.TB, f *file) *Document {
	tb.Helper()
	d, err := openBytes(f.bytes(tb))
	require.NoError(tb, err)
	requireConsistent(tb, d)
	return d
}

// requireConsistent checks what holds for every document: paragraphs make up the text, offsets and ids agree.
func requireConsistent(tb testing.TB, d *Document) {
	tb.Helper()
	var texts []string
	seen := map[string]bool{}
	runes := 0
	for i, p := range d.Paragraphs() { // plain conditions: testify's cost a second on the largest files of the corpus
		switch {
		case strings.Contains(p.Text, "\n"), !strings.HasPrefix(p.Text, p.Label):
			require.Failf(tb, "text", "paragraph %d: %q, label %q", i, p.Text, p.Label)
		case p.ID == "" || seen[p.ID]:
			require.Failf(tb, "id", "paragraph %d: %q is empty or comes twice", i, p.ID)
		case p.Start != runes || d.ParagraphAt(p.Start) != i:
			require.Failf(tb, "offset", "paragraph %d: starts at %d, not %d", i, p.Start, runes)
		}
		seen[p.ID] = true
		texts = append(texts, p.Text)
		runes += utf8.RuneCountInString(p.Text) + 1
	}
	require.Equal(tb, d.Text(), strings.Join(texts, "\n"))
	require.Equal(tb, -1, d.ParagraphAt(runes))
	text := []rune(d.Text())
	last := 0
	for _, a := range d.Articles() {
		require.LessOrEqual(tb, last, a.Start)
		require.Less(tb, a.Start, a.End)
		require.LessOrEqual(tb, a.End, len(text))
		require.Equal(tb, a.First, d.ParagraphAt(a.Start))
		require.Equal(tb, a.Last, d.ParagraphAt(a.End))
		last = a.End
	}
}

// para and run make markup.
func wp(inner string) string { return `<w:p>` + inner + `</w:p>` }
func wr(text string) string  { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }
func pt(text string) string  { return wp(wr(text)) }

// lines makes a paragraph of each line.
func lines(text ...string) string {
	var b strings.Builder
	for _, s := range text {
		b.WriteString(pt(s))
	}
	return b.String()
}
