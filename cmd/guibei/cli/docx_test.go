package cli_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/cmd/guibei/cli"
	"guibei/docx"
	"guibei/docx/compare"
	"guibei/internal/schematest"
)

var update = flag.Bool("update", false, "write docs/schema anew")

const root = "../../.."

func TestTheSchemasOfWhatIsPrintedAreTheOnesInTheDocumentation(t *testing.T) {
	t.Parallel()
	for name, v := range map[string]any{
		"text": cli.TextOutput{}, "compare": compare.Result{}, "annotate": cli.AnnotateOutput{}, "inspect": cli.InspectOutput{},
		"check": cli.CheckOutput{}, "resolve": cli.ResolveOutput{},
	} {
		schematest.Golden(t, root, name, v, *update)
	}
}

func TestTextAsJSONNamesEveryParagraphInTheWordsOfTheLaw(t *testing.T) {
	t.Parallel()
	out, err := run(t, "text", "--json", examples+"stalls-planted.docx")
	require.NoError(t, err)
	schematest.Valid(t, root, "text", []byte(out))
	var text cli.TextOutput
	require.NoError(t, json.Unmarshal([]byte(out), &text))
	require.Equal(t, "青山区城区临时摊点管理办法", text.Title)
	places := map[string]bool{}
	for _, p := range text.Paragraphs {
		places[p.Place] = true
	}
	require.True(t, places["第二条第二款"], places)
}

func TestCompareWritesAPageAndARedlineThatGoesBothWays(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	page, word := filepath.Join(dir, "对照.html"), filepath.Join(dir, "修订.docx")
	out, err := run(t, "compare", examples+"stalls-planted.docx", examples+"stalls-revised.docx", "--json", "--html", page, "--docx", word)
	require.NoError(t, err)
	schematest.Valid(t, root, "compare", []byte(out))
	html, err := os.ReadFile(page)
	require.NoError(t, err)
	require.Contains(t, string(html), "第五条")
	require.NotContains(t, string(html), "<script")
	for view, name := range map[docx.View]string{docx.Original: "stalls-planted.docx", docx.Final: "stalls-revised.docx"} {
		require.Equal(t, textOf(t, examples+name, docx.Final), textOf(t, word, view))
	}
}

func textOf(t *testing.T, name string, v docx.View) string {
	t.Helper()
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	f, err := docx.OpenBytes(b)
	require.NoError(t, err)
	d, err := f.Read(v)
	require.NoError(t, err)
	return d.Text()
}

func TestCompareOfPlainTextsSaysWhatChangedAndWhatReferencesAreStale(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	old, now := filepath.Join(dir, "旧.txt"), filepath.Join(dir, "新.txt")
	require.NoError(t, os.WriteFile(old, []byte("某某办法\n第一条 为了规范管理，制定本办法。\n第二条 摊主可以在三十日内备案。\n第三条 违反本办法第二条的，责令改正。\n"), 0o600))
	require.NoError(t, os.WriteFile(now, []byte("某某办法\n第一条 为了规范管理，制定本办法。\n第二条 本办法适用于全区范围内的临时摊点。\n第三条 摊主应当在三十日内备案。\n第四条 违反本办法第二条的，责令改正。\n"), 0o600))
	out, err := run(t, "compare", old, now)
	require.NoError(t, err)
	require.Contains(t, out, "第二条 → 第三条")
	require.Contains(t, out, "[-可以-]{+应当+}")
	require.Contains(t, out, "没有跟着改")
	_, err = run(t, "compare", old, now, "--docx", filepath.Join(dir, "x.docx"))
	require.ErrorContains(t, err, "--html")
	require.NoError(t, os.WriteFile(now, []byte{0xB5, 0xDA, 0xD2, 0xBB}, 0o600))
	_, err = run(t, "compare", old, now)
	require.ErrorContains(t, err, "UTF-8")
}

func TestAnnotateWritesTheFindingsIntoACopyAndNeverIntoTheOriginal(t *testing.T) {
	t.Parallel()
	original, err := os.ReadFile(examples + "stalls-planted.docx")
	require.NoError(t, err)
	mine := filepath.Join(t.TempDir(), "送审稿.docx")
	require.NoError(t, os.WriteFile(mine, original, 0o600))
	copied := filepath.Join(filepath.Dir(mine), "批注稿.docx")
	_, err = run(t, "annotate", mine, "-o", mine)
	require.ErrorContains(t, err, "换一个文件名")
	out, err := run(t, "annotate", mine, "-o", copied, "--json")
	require.NoError(t, err)
	schematest.Valid(t, root, "annotate", []byte(out))
	var a cli.AnnotateOutput
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	require.GreaterOrEqual(t, len(a.Comments), 10)
	now, err := os.ReadFile(mine)
	require.NoError(t, err)
	require.True(t, bytes.Equal(original, now))
	require.Equal(t, textOf(t, mine, docx.Final), textOf(t, copied, docx.Final))

	out, err = run(t, "docx", "inspect", "--json", copied)
	require.NoError(t, err)
	schematest.Valid(t, root, "inspect", []byte(out))
	var in cli.InspectOutput
	require.NoError(t, json.Unmarshal([]byte(out), &in))
	require.Len(t, in.Comments, len(a.Comments))
	for i, c := range in.Comments {
		require.Equal(t, a.Comments[i].DurableID, c.DurableID)
		require.Equal(t, a.Comments[i].Quote, c.Quote)
	}
}

func TestAcceptMakesACleanCopy(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	word, clean := filepath.Join(dir, "修订.docx"), filepath.Join(dir, "清稿.docx")
	_, err := run(t, "compare", examples+"stalls-planted.docx", examples+"stalls-revised.docx", "--docx", word)
	require.NoError(t, err)
	out, err := run(t, "docx", "inspect", word)
	require.NoError(t, err)
	require.Contains(t, out, "修订 规备")
	_, err = run(t, "docx", "accept", word, "-o", clean)
	require.NoError(t, err)
	require.Equal(t, textOf(t, examples+"stalls-revised.docx", docx.Final), textOf(t, clean, docx.Marked))
	_, err = run(t, "docx", "accept", word, "-o", filepath.Join(dir, "nowhere", "x.docx"))
	require.ErrorContains(t, err, "请换一个可以写入的文件夹")
}
