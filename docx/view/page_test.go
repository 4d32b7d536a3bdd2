package view_test

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/docx"
	"guibei/docx/view"
)

const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" ` +
	`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
	`xmlns:v="urn:schemas-microsoft-com:vml"`

const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

// word makes a docx of a body and of other parts, given as kind and content.
func word(tb testing.TB, body string, parts ...string) []byte {
	tb.Helper()
	var rels strings.Builder
	files := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relation +
			`officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml": `<w:document ` + namespaces + `><w:body>` + body + `</w:body></w:document>`,
	}
	for i := 0; i < len(parts); i += 2 {
		name := parts[i] + ".xml"
		files["word/"+name] = parts[i+1]
		rels.WriteString(`<Relationship Id="r` + parts[i] + `" Type="` + relation + parts[i] + `" Target="` + name + `"/>`)
	}
	rels.WriteString(`<Relationship Id="evil" Type="` + relation + `hyperlink" Target="javascript:alert(1)" TargetMode="External"/>`)
	files["word/_rels/document.xml.rels"] = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels.String() + `</Relationships>`
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.Create(name)
		require.NoError(tb, err)
		_, err = io.WriteString(w, files[name])
		require.NoError(tb, err)
	}
	require.NoError(tb, z.Close())
	return buf.Bytes()
}

// p is a paragraph of text.
func p(text string) string {
	return `<w:p><w:r><w:t xml:space="preserve">` + html.EscapeString(text) + `</w:t></w:r></w:p>`
}

// open reads a file in the final view.
func open(tb testing.TB, b []byte) (*docx.File, *docx.Formatted) {
	tb.Helper()
	f, err := docx.OpenBytes(b)
	require.NoError(tb, err)
	d, err := f.Formatted()
	require.NoError(tb, err)
	return f, d
}

// read is what a browser finds in a fragment: the paragraphs, and the text under each mark.
type read struct {
	paragraphs []shown
	marks      map[int]string
	ids        map[string]bool
	elements   map[string]int
	classes    map[string]int
}

type shown struct{ id, article, text string }

// text returns the text of a paragraph.
func (r *read) text(tb testing.TB, id string) string {
	tb.Helper()
	for _, s := range r.paragraphs {
		if s.id == id {
			return s.text
		}
	}
	require.Fail(tb, "paragraph is not in the page", id)
	return ""
}

// allowed are the elements and attributes that may come out, with the form of the value.
var allowed = map[string]map[string]*regexp.Regexp{
	"div":      {"class": classes, "id": regexp.MustCompile(`^fn-\d+$`), "data-n": digits, "tabindex": digits},
	"p":        {"class": classes, "data-p": anything, "data-a": anything},
	"span":     {"class": classes, "id": findingID, "role": regexp.MustCompile("^img$"), "aria-label": anything, "data-note": anything},
	"sup":      {"class": classes, "data-n": digits, "data-note": regexp.MustCompile(`^fn-\d+$`), "role": anything, "tabindex": digits, "aria-label": anything},
	"mark":     {"class": classes, "data-f": regexp.MustCompile(`^\d+( \d+)*$`), "id": findingID, "tabindex": digits},
	"ins":      {"class": classes, "title": anything, "data-author": anything, "data-date": anything},
	"del":      {"class": classes, "title": anything, "data-author": anything, "data-date": anything},
	"table":    {},
	"colgroup": {},
	"col":      {"class": classes},
	"tr":       {},
	"td":       {"class": classes, "colspan": digits, "rowspan": digits},
	"th":       {"scope": anything, "colspan": digits, "rowspan": digits},
}

var (
	classes   = regexp.MustCompile(`^[a-z0-9 -]*$`)
	digits    = regexp.MustCompile(`^\d+$`)
	findingID = regexp.MustCompile(`^f-\d+$`)
	anything  = regexp.MustCompile(`(?s)^[^<>"]*$`)
	attribute = regexp.MustCompile(`(?s)^ ([a-z-]+)="([^"]*)"`)
	tagName   = regexp.MustCompile(`^[a-z]+`)
)

// parse reads a fragment and fails on everything that is not on the list.
func parse(tb testing.TB, s string) *read {
	tb.Helper()
	r := &read{marks: map[int]string{}, ids: map[string]bool{}, elements: map[string]int{}, classes: map[string]int{}}
	var open []string
	var marked []int
	var current *shown
	for s != "" {
		if s[0] != '<' {
			n := strings.IndexByte(s, '<')
			if n < 0 {
				n = len(s)
			}
			text := html.UnescapeString(s[:n])
			require.NotContains(tb, s[:n], ">")
			s = s[n:]
			require.NotNil(tb, current, "text outside of paragraphs: %q", text)
			current.text += text
			for _, f := range marked {
				r.marks[f] += text
			}
			continue
		}
		if strings.HasPrefix(s, "</") {
			name := tagName.FindString(s[2:])
			require.NotEmpty(tb, open)
			require.Equal(tb, open[len(open)-1], name)
			open = open[:len(open)-1]
			require.Equal(tb, byte('>'), s[2+len(name)])
			s = s[3+len(name):]
			switch name {
			case "p":
				r.paragraphs = append(r.paragraphs, *current)
				current = nil
			case "mark":
				marked = nil
			}
			continue
		}
		name := tagName.FindString(s[1:])
		rules, ok := allowed[name]
		require.True(tb, ok, "element %q", name)
		r.elements[name]++
		s = s[1+len(name):]
		attrs := map[string]string{}
		for m := attribute.FindStringSubmatch(s); m != nil; m = attribute.FindStringSubmatch(s) {
			require.NotNil(tb, rules[m[1]], "attribute %s of %s", m[1], name)
			require.Regexp(tb, rules[m[1]], m[2])
			attrs[m[1]] = html.UnescapeString(m[2])
			s = s[len(m[0]):]
		}
		require.Equal(tb, byte('>'), s[0], "%s", s[:min(len(s), 40)])
		s = s[1:]
		for c := range strings.FieldsSeq(attrs["class"]) {
			r.classes[c]++
		}
		if id := attrs["id"]; id != "" {
			require.False(tb, r.ids[id], "id %s twice", id)
			r.ids[id] = true
		}
		switch name {
		case "p":
			require.Nil(tb, current, "a paragraph in a paragraph")
			current = &shown{id: attrs["data-p"], article: attrs["data-a"]}
		case "mark":
			require.Nil(tb, marked, "a mark in a mark")
			for f := range strings.FieldsSeq(attrs["data-f"]) {
				n, err := strconv.Atoi(f)
				require.NoError(tb, err)
				marked = append(marked, n)
			}
		}
		if name != "col" {
			open = append(open, name)
		}
	}
	require.Empty(tb, open)
	return r
}

// inDOM is how the text of a paragraph is found in the page.
func inDOM(text string) string { return strings.ReplaceAll(text, "\v", "\n") }

// render shows the final view.
func render(tb testing.TB, b []byte, marks ...view.Mark) (*view.Page, *read, *docx.Formatted) {
	tb.Helper()
	_, d := open(tb, b)
	page := view.Render(d, marks)
	return page, parse(tb, page.HTML), d
}
