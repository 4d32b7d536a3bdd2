package docx

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/docx/docxtest"
)

// officeText converts files to text with LibreOffice, which writes the labels of lists; a file it cannot read is left out.
func officeText(tb testing.TB, files []string) map[string]string {
	tb.Helper()
	docs := map[string][]byte{}
	for _, path := range files {
		b, err := os.ReadFile(path)
		require.NoError(tb, err)
		docs[path] = b
	}
	texts := map[string]string{}
	for path, b := range docxtest.Office(tb, docxtest.Text, docs) {
		texts[path] = strings.TrimPrefix(string(b), "\uFEFF")
	}
	return texts
}

// corpusName is the name of a file within the corpus.
func corpusName(path string) string {
	return filepath.ToSlash(strings.TrimPrefix(path, filepath.Join("..", "..", "shared", "data", "docx")+string(filepath.Separator)))
}

// Why LibreOffice's text is another.
const (
	showsBullets  = "it shows bullets, which are no labels here"
	showsNotes    = "it shows the marks of footnotes and endnotes, which are no text here"
	computesDates = "it computes date fields anew; here their stored result is the text"
	spellsNumbers = "it writes words and ordinals of English, French and Russian in its own way"
	writesLetters = "it goes on with letters beyond thirty rounds of the alphabet; Word does not"
	movesFrames   = "it makes frames of some shapes and floating tables, and writes them elsewhere"
)

// officeDiffers lists the files where LibreOffice's text is another, with the cause.
var officeDiffers = map[string]string{
	"cn-poi-tl/257_MERGE.docx":                         showsBullets,
	"cn-poi-tl/swagger.docx":                           showsBullets,
	"cn-poi-tl/966.docx":                               showsNotes,
	"cn-poi-tl/template_notes.docx":                    showsNotes,
	"cn-poi-tl/iterable_hyperlink.docx":                computesDates,
	"cn-poi-tl/636.docx":                               movesFrames,
	"cn-poi-tl/certificate.docx":                       movesFrames,
	"openxmlpowertools/LIR002-en-US-ordinalText.docx":  spellsNumbers,
	"openxmlpowertools/LIR005-fr-FR-cardinalText.docx": spellsNumbers,
	"openxmlpowertools/LIR006-fr-FR-ordinal.docx":      spellsNumbers,
	"openxmlpowertools/LIR006-fr-FR-ordinalText.docx":  spellsNumbers,
	"openxmlpowertools/LIR007-ru-RU-ordinalText.docx":  spellsNumbers,
	"openxmlpowertools/LIR015-en-US-cardinalText.docx": spellsNumbers,
	"openxmlpowertools/LIR003-en-US-upperLetter.docx":  writesLetters,
	"openxmlpowertools/LIR019-en-US-lowerLetter.docx":  writesLetters,
}

func TestTextAndLabelsOfChineseFilesAreTheOnesLibreOfficeWrites(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("LibreOffice takes some ten seconds")
	}
	var files []string
	for _, path := range corpus(t, "") {
		if name := corpusName(path); strings.HasPrefix(name, "cn-") || strings.Contains(name, "/LIR") {
			files = append(files, path)
		}
	}
	equal, differ := 0, 0
	for path, text := range officeText(t, files) {
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		d, err := openBytes(b)
		if err != nil || d.Inventory().Chunks > 0 { // LibreOffice passes over altChunks
			continue
		}
		var flow strings.Builder
		for _, p := range d.Paragraphs() {
			if !p.InBox { // what it makes a frame of is in its text, what it makes a shape of is not
				flow.WriteString(p.Text)
			}
		}
		name := corpusName(path)
		if cause := officeDiffers[name]; cause != "" {
			differ++
			continue
		}
		if want, got := Squeeze(text), Squeeze(flow.String()); want != got && want != Squeeze(d.Text()) {
			t.Errorf("%s: %s", name, firstDifference(want, got))
			continue
		}
		equal++
	}
	t.Logf("text and labels equal in %d files, %d differ for a known cause", equal, differ)
	require.Greater(t, equal, 100)
}
