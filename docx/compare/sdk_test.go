package compare

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/docx"
	"guibei/docx/docxtest"
)

// corpusPairs are pairs of corpus files that stand side by side, as two versions of one document might.
func corpusPairs(t *testing.T) [][2]string {
	t.Helper()
	root := filepath.Join("..", "..", "..", "shared", "data", "docx")
	var out [][2]string
	last := ""
	_ = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil //nolint:nilerr // a missing corpus is said below
		}
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		if d, err := docx.Open(bytes.NewReader(b), int64(len(b))); err != nil || len(d.Paragraphs()) > 1500 || len(b) > 1<<20 {
			return nil //nolint:nilerr // refused files are another test's business
		}
		if last != "" && filepath.Dir(path) == filepath.Dir(last) {
			out = append(out, [2]string{last, path})
		}
		last = path
		return nil
	})
	if len(out) == 0 {
		t.Skipf("the docx corpus is not at %s: test skipped", root)
	}
	return out
}

// TestTheOpenXMLSDKFindsNothingNewInRedlines holds redlines against the new version they are made from.
func TestTheOpenXMLSDKFindsNothingNewInRedlines(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("another program reads the files: one run is enough")
	}
	dir := t.TempDir()
	var pairs [][2]string
	for i, p := range corpusPairs(t) {
		if i%cmp.Or(*docxtest.Every, 60) != 0 {
			continue
		}
		a, err := os.ReadFile(p[0])
		require.NoError(t, err)
		b, err := os.ReadFile(p[1])
		require.NoError(t, err)
		out, err := redline(t, a, b)
		if docx.ReasonOf(err) == docx.Foreign {
			continue
		}
		require.NoError(t, err)
		before, err := filepath.Abs(p[1])
		require.NoError(t, err)
		after := filepath.Join(dir, fmt.Sprintf("%d.docx", i))
		require.NoError(t, os.WriteFile(after, out, 0o600))
		pairs = append(pairs, [2]string{before, after})
	}
	docxtest.Validate(t, filepath.Join("..", ".."), pairs)
}

// TestAnEngineThatIsNotOursGetsBothVersionsOutOfARedline covers the edges of containers, tables, lists and moves.
func TestAnEngineThatIsNotOursGetsBothVersionsOutOfARedline(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("another program reads the files: one run is enough")
	}
	p := func(s string) string { return `<w:p><w:r><w:t xml:space="preserve">` + s + `</w:t></w:r></w:p>` }
	row := func(cells ...string) string {
		const tc = `<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>`
		return `<w:tr>` + tc + strings.Join(cells, `</w:tc>`+tc) + `</w:tc></w:tr>`
	}
	table := func(rows string) string {
		return `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>` + rows + `</w:tbl>`
	}
	pairs := [][2]string{
		{p("第一条 摊主应当备案。") + p("第二条 自公布之日起施行。"), p("第一条 摊主可以备案。") + p("第二条 新增一条。") + p("第三条 自公布之日起施行。")},
		{p("甲办法规定事项") + p("乙最后一段文字"), p("甲办法规定事项")},
		{p("甲办法规定事项"), p("甲办法规定事项") + p("乙最后一段文字") + p("丙又一段")},
		{p("表前") + table(row(p("项目一"), p("金额"))+row(p("项目二"), p("一百元"))) + p("表后"), p("表前") + table(row(p("项目一"), p("金额"))+row(p("项目二"), p("二百元"))+row(p("项目三"), p("三百元"))) + p("表后")},
		{p("表前") + table(row(p("项目一"), p("金额"))+row(p("项目二"), p("一百元"))) + p("表后"), p("表前") + p("表后")},
	}
	for _, name := range []string{"26_*", "38_*"} {
		found, err := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "law-pairs", name+".old"))
		require.NoError(t, err)
		for _, path := range found {
			a, err := os.ReadFile(path)
			require.NoError(t, err)
			b, err := os.ReadFile(path[:len(path)-len("old")] + "new")
			require.NoError(t, err)
			pairs = append(pairs, [2]string{"\n" + string(a), "\n" + string(b)})
		}
	}
	make1 := func(s string) []byte {
		if s[0] == '\n' {
			return wordFile(t, s[1:])
		}
		return wordBody(t, s)
	}
	var redlines [][]byte
	for _, pair := range pairs {
		out, err := redline(t, make1(pair[0]), make1(pair[1]))
		require.NoError(t, err)
		redlines = append(redlines, out)
	}
	for side, verb := range []string{"reject", "accept"} {
		for i, b := range docxtest.Resolve(t, filepath.Join("..", ".."), verb, redlines) {
			require.Equal(t, finalText(t, make1(pairs[i][side])), finalText(t, b), "%s pair %d", verb, i)
		}
	}
}

func finalText(t *testing.T, b []byte) string {
	t.Helper()
	d, err := docx.Open(bytes.NewReader(b), int64(len(b)))
	require.NoError(t, err)
	return d.Text()
}
