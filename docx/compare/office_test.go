package compare

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/docx"
	"guibei/docx/docxtest"
)

// TestLibreOfficeOpensWhatWeWrite has LibreOffice read an annotated copy, a copy with suggestions, a redline and a clean
// copy of our own example documents: every comment and every tracked change must be there.
func TestLibreOfficeOpensWhatWeWrite(t *testing.T) {
	t.Parallel()
	planted, err := os.ReadFile(filepath.Join("..", "..", "examples", "stalls-planted.docx"))
	require.NoError(t, err)
	revised, err := os.ReadFile(filepath.Join("..", "..", "examples", "stalls-revised.docx"))
	require.NoError(t, err)
	f, err := docx.OpenBytes(planted)
	require.NoError(t, err)
	d, err := f.Read(docx.Final)
	require.NoError(t, err)

	var noted, clean bytes.Buffer
	notes, suggestions := 0, 0
	var all []docx.Note
	for i, p := range d.Paragraphs() {
		n := len([]rune(p.Text))
		if n < p.LabelLen+4 {
			continue
		}
		note := docx.Note{Anchor: p.Anchor(p.LabelLen+1, p.LabelLen+3), Author: "青山区司法局", Date: redlineDay, Text: "请核对依据\n第二段"}
		if i%2 == 0 {
			with := "建议"
			note.Replace = &with
			suggestions++
		}
		notes++
		all = append(all, note)
	}
	_, err = f.Annotate(&noted, all)
	require.NoError(t, err)
	marked, err := redline(t, planted, revised)
	require.NoError(t, err)
	m, err := docx.OpenBytes(marked)
	require.NoError(t, err)
	require.NoError(t, m.Accept(&clean))

	got := docxtest.Office(t, docxtest.FlatODT, map[string][]byte{"noted": noted.Bytes(), "marked": marked, "clean": clean.Bytes(), "revised": revised})
	require.Len(t, got, 4)
	require.Equal(t, notes, strings.Count(string(got["noted"]), "<office:annotation "))
	require.GreaterOrEqual(t, strings.Count(string(got["noted"]), "<text:deletion>"), suggestions)
	require.GreaterOrEqual(t, strings.Count(string(got["noted"]), "<text:insertion>"), suggestions)
	require.Positive(t, strings.Count(string(got["marked"]), "<text:deletion>"))
	require.Positive(t, strings.Count(string(got["marked"]), "<text:insertion>"))
	require.NotContains(t, string(got["clean"]), "<text:changed-region")
	require.Equal(t, bodyOf(got["revised"]), bodyOf(got["clean"]), "LibreOffice reads the clean copy as it reads the new version")
}

// bodyOf is the text of a flat document without its markup.
func bodyOf(b []byte) string {
	_, s, _ := strings.Cut(string(b), "<office:text")
	var out strings.Builder
	tag := true
	for _, r := range s {
		switch {
		case r == '<':
			tag = true
		case r == '>':
			tag = false
		case !tag && r != '\n' && r != ' ':
			out.WriteRune(r)
		}
	}
	return out.String()
}
