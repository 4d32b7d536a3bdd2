package compare

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei/docx"
)

var redlineDay = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// redline compares two files and writes the redline, whose both readings docx.Redline has checked.
func redline(tb testing.TB, a, b []byte) ([]byte, error) {
	tb.Helper()
	f, err := docx.OpenBytes(a)
	require.NoError(tb, err)
	g, err := docx.OpenBytes(b)
	require.NoError(tb, err)
	r, err := Files(f, g)
	require.NoError(tb, err)
	var out bytes.Buffer
	err = Redline(&out, r, f, g, "规备", redlineDay)
	return out.Bytes(), err
}

// wordFile makes a docx of plain lines.
func wordFile(tb testing.TB, text string) []byte {
	tb.Helper()
	var b strings.Builder
	for l := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		b.WriteString(`<w:p><w:pPr><w:ind w:firstLineChars="200"/></w:pPr><w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t xml:space="preserve">` +
			strings.NewReplacer("&", "&amp;", "<", "&lt;", "\r", "").Replace(l) + `</w:t></w:r></w:p>`)
	}
	return wordBody(tb, b.String())
}

func wordBody(tb testing.TB, body string) []byte {
	tb.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`},
	} {
		w, err := z.Create(p[0])
		require.NoError(tb, err)
		_, err = w.Write([]byte(p[1]))
		require.NoError(tb, err)
	}
	require.NoError(tb, z.Close())
	return out.Bytes()
}

func TestARedlineOfEachLawPairGivesTheOldLawWhenRejectedAndTheNewOneWhenAccepted(t *testing.T) {
	t.Parallel()
	pairs, err := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "law-pairs", "*.old"))
	require.NoError(t, err)
	if len(pairs) == 0 {
		t.Skip("the law pairs are not at ../shared/data/law-pairs: test skipped")
	}
	moves := 0
	for i, path := range pairs {
		if testing.Short() && i%8 != 0 {
			continue
		}
		a, err := os.ReadFile(path)
		require.NoError(t, err)
		b, err := os.ReadFile(strings.TrimSuffix(path, ".old") + ".new")
		require.NoError(t, err)
		out, err := redline(t, wordFile(t, string(a)), wordFile(t, string(b)))
		require.NoError(t, err, path)
		f, err := docx.OpenBytes(out)
		require.NoError(t, err)
		d, err := f.Read(docx.Marked)
		require.NoError(t, err)
		require.Positive(t, d.Inventory().Insertions+d.Inventory().Deletions, path)
		part, err := f.Part(f.Main())
		require.NoError(t, err)
		moves += bytes.Count(part, []byte("<w:moveFromRangeStart"))
	}
	t.Logf("%d law pairs, %d moved paragraphs", len(pairs), moves)
}

func TestARedlineOfNeighbouringCorpusFilesGoesBothWays(t *testing.T) {
	t.Parallel()
	count, foreign := 0, 0
	for i, p := range corpusPairs(t) {
		if testing.Short() && i%8 != 0 {
			continue
		}
		a, err := os.ReadFile(p[0])
		require.NoError(t, err)
		b, err := os.ReadFile(p[1])
		require.NoError(t, err)
		_, err = redline(t, a, b)
		if docx.ReasonOf(err) == docx.Foreign {
			foreign++
			continue
		}
		require.NoError(t, err, "%s and %s", p[0], p[1])
		count++
	}
	t.Logf("%d redlines, %d without text of Word's own", count, foreign)
}
