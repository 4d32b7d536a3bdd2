package compare

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
