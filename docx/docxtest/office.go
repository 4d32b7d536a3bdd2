package docxtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// Text and FlatODT are formats of Office: plain text with the labels of lists, and a document as one XML file.
const (
	Text    = "txt:Text (encoded):UTF8"
	FlatODT = "fodt"
)

// Office has LibreOffice convert documents, all in one start: an independent reader. Documents go by name; what
// LibreOffice does not open is missing from the result. Without LibreOffice the test is skipped.
func Office(tb testing.TB, format string, docs map[string][]byte) map[string][]byte {
	tb.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		tb.Skip("LibreOffice is not installed; scripts/ensure-oracles.sh installs it; test skipped")
	}
	dir := tb.TempDir()
	out := filepath.Join(dir, "out")
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", format, "--outdir", out}
	files, n := map[string]string{}, 0
	for name, b := range docs {
		n++
		files[name] = strconv.Itoa(n)
		path := filepath.Join(dir, files[name]+".docx")
		require.NoError(tb, os.WriteFile(path, b, 0o600))
		args = append(args, path)
	}
	said, err := exec.CommandContext(tb.Context(), program, args...).CombinedOutput()
	require.NoError(tb, err, string(said))
	ext := format
	if format == Text {
		ext = "txt"
	}
	got := map[string][]byte{}
	for name, file := range files {
		if b, err := os.ReadFile(filepath.Join(out, file+"."+ext)); err == nil {
			got[name] = b
		}
	}
	return got
}
