// Package docxtest is what tests of docx and its folders share.
package docxtest

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every says how many files are passed over for one that is validated; a pair takes about a second.
var Every = flag.Int("sdk", 0, "validate every n-th file of the corpus with the Open XML SDK instead of a sample")

// Validate runs the validator of Microsoft's Open XML SDK over pairs of files and fails on what it finds in the second
// that is not wrong with the first. It is a development tool of tools/docxodus below root, the folder of go.mod; without it
// the test is skipped.
func Validate(tb testing.TB, root string, pairs [][2]string) {
	tb.Helper()
	tool := filepath.Join(root, "tools", "docxodus")
	if _, err := os.Stat(filepath.Join(tool, "node_modules")); err != nil {
		tb.Skip("the Open XML SDK validator is not installed: run npm ci in tools/docxodus; test skipped")
	}
	var in strings.Builder
	for _, p := range pairs {
		in.WriteString(p[0] + "\t" + p[1] + "\n")
	}
	cmd := exec.CommandContext(tb.Context(), "node", "validate.mjs")
	cmd.Dir, cmd.Stdin = tool, strings.NewReader(in.String())
	out, _ := cmd.Output() // exit code 1 says that there are findings, which follow
	lines := bytes.Split(bytes.TrimSpace(out), []byte("\n"))
	require.Len(tb, lines, len(pairs))
	known, unread := 0, 0
	for _, l := range lines {
		var r struct {
			Before, Error string
			Known         int
			New           []struct{ Code, Part, Path, Message string }
		}
		require.NoError(tb, json.Unmarshal(l, &r))
		known += r.Known
		if r.Error != "" {
			unread++
			tb.Logf("%s: not read by the validator: %s", filepath.Base(r.Before), r.Error)
		}
		for _, n := range r.New {
			tb.Errorf("%s: %s %s %s %s", r.Before, n.Code, n.Part, n.Path, n.Message)
		}
	}
	tb.Logf("%d pairs validated, %d could not be read by the validator, %d old findings", len(pairs)-unread, unread, known)
}

// Resolve has the engine of tools/docxodus, which is not ours, accept or reject all tracked changes of documents; verb is
// "accept" or "reject". Without the tool the test is skipped.
func Resolve(tb testing.TB, root, verb string, docs [][]byte) [][]byte {
	tb.Helper()
	tool := filepath.Join(root, "tools", "docxodus")
	if _, err := os.Stat(filepath.Join(tool, "node_modules")); err != nil {
		tb.Skip("the engine of tools/docxodus is not installed: run npm ci there; test skipped")
	}
	dir := tb.TempDir()
	var in strings.Builder
	for i, b := range docs {
		from := filepath.Join(dir, strconv.Itoa(i)+".docx")
		require.NoError(tb, os.WriteFile(from, b, 0o600))
		in.WriteString(verb + "\t" + from + "\t" + from + ".out\n")
	}
	cmd := exec.CommandContext(tb.Context(), "node", "resolve.mjs")
	cmd.Dir, cmd.Stdin = tool, strings.NewReader(in.String())
	said, err := cmd.CombinedOutput()
	require.NoError(tb, err, string(said))
	var out [][]byte
	for i := range docs {
		b, err := os.ReadFile(filepath.Join(dir, strconv.Itoa(i)+".docx.out"))
		require.NoError(tb, err)
		out = append(out, b)
	}
	return out
}
