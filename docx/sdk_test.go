package docx

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// every says how many files of the corpus are passed over for one that is validated: it takes about a second each.
var every = flag.Int("sdk", 40, "validate every n-th file of the corpus with the Open XML SDK")

// validated runs the validator of Microsoft's Open XML SDK over pairs of files and fails on what it finds in the second
// that is not wrong with the first. It is a development tool of tools/docxodus; without it the test is skipped.
func validated(t *testing.T, pairs [][2]string) {
	t.Helper()
	tool := filepath.Join("..", "tools", "docxodus")
	if _, err := os.Stat(filepath.Join(tool, "node_modules")); err != nil {
		t.Skip("the Open XML SDK validator is not installed: run npm ci in tools/docxodus; test skipped")
	}
	var in strings.Builder
	for _, p := range pairs {
		in.WriteString(p[0] + "\t" + p[1] + "\n")
	}
	cmd := exec.CommandContext(t.Context(), "node", "validate.mjs")
	cmd.Dir, cmd.Stdin = tool, strings.NewReader(in.String())
	out, _ := cmd.Output() // exit code 1 says that there are findings, which follow
	lines := bytes.Split(bytes.TrimSpace(out), []byte("\n"))
	require.Len(t, lines, len(pairs))
	known, failed := 0, 0
	for _, l := range lines {
		var r struct {
			Before, Error string
			Known         int
			New           []struct{ Code, Part, Path, Message string }
		}
		require.NoError(t, json.Unmarshal(l, &r))
		known += r.Known
		if r.Error != "" {
			failed++
			t.Logf("%s: %s", filepath.Base(r.Before), r.Error)
			continue
		}
		for _, n := range r.New {
			t.Errorf("%s: %s %s %s %s", r.Before, n.Code, n.Part, n.Path, n.Message)
		}
	}
	t.Logf("%d pairs validated, %d could not be read by the validator, %d old findings", len(pairs)-failed, failed, known)
}

func TestTheOpenXMLSDKFindsNothingNewInAnnotatedCopies(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var pairs [][2]string
	for i, path := range corpus(t, "") {
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		d, err := openBytes(b)
		if err != nil || len(b) > 1<<20 || i%*every != 0 {
			continue
		}
		f, err := OpenBytes(b)
		require.NoError(t, err)
		var out bytes.Buffer
		_, err = f.Annotate(&out, someNotes(rand.New(rand.NewPCG(uint64(i), 7)), d, 6))
		if err != nil {
			require.Equal(t, Foreign, ReasonOf(err), path)
			continue
		}
		before, err := filepath.Abs(path)
		require.NoError(t, err)
		after := filepath.Join(dir, fmt.Sprintf("%d.docx", i))
		require.NoError(t, os.WriteFile(after, out.Bytes(), 0o600))
		pairs = append(pairs, [2]string{before, after})
	}
	validated(t, pairs)
}
