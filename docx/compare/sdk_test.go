package compare

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/docx"
)

// every says how many pairs of the corpus are passed over for one that is validated: it takes two seconds each.
var every = flag.Int("sdk", 60, "validate every n-th redline with the Open XML SDK")

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

// TestTheOpenXMLSDKFindsNothingNewInRedlines holds redlines against the new version they are made from. It also lets the
// engine of tools/docxodus, which is not ours, accept and reject all changes, and reads what comes out.
func TestTheOpenXMLSDKFindsNothingNewInRedlines(t *testing.T) {
	t.Parallel()
	tool := filepath.Join("..", "..", "tools", "docxodus")
	if _, err := os.Stat(filepath.Join(tool, "node_modules")); err != nil {
		t.Skip("the Open XML SDK validator is not installed: run npm ci in tools/docxodus; test skipped")
	}
	dir := t.TempDir()
	var in strings.Builder
	count := 0
	for i, p := range corpusPairs(t) {
		if i%*every != 0 {
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
		in.WriteString(before + "\t" + after + "\n")
		count++
	}
	cmd := exec.CommandContext(t.Context(), "node", "validate.mjs")
	cmd.Dir, cmd.Stdin = tool, strings.NewReader(in.String())
	out, _ := cmd.Output() // exit code 1 says that there are findings, which follow
	lines := bytes.Split(bytes.TrimSpace(out), []byte("\n"))
	require.Len(t, lines, count)
	for _, l := range lines {
		var r struct {
			Before, Error string
			New           []struct{ Code, Part, Path, Message string }
		}
		require.NoError(t, json.Unmarshal(l, &r))
		if r.Error != "" {
			t.Logf("%s: not read by the validator: %s", filepath.Base(r.Before), r.Error)
		}
		for _, n := range r.New {
			t.Errorf("%s: %s %s %s %s", r.Before, n.Code, n.Part, n.Path, n.Message)
		}
	}
	t.Logf("%d redlines validated", count)
}
