//go:build unix

package docx

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// ownCPU is the CPU time of this process.
func ownCPU(tb testing.TB) time.Duration {
	tb.Helper()
	var u syscall.Rusage
	require.NoError(tb, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// pythonDocx has python-docx read files and returns those it could read, and its CPU time.
func pythonDocx(tb testing.TB, files []string) ([]string, time.Duration) {
	tb.Helper()
	cmd := exec.Command(python, filepath.Join("testdata", "pythondocx_text.py"))
	cmd.Stdin, cmd.Stderr = strings.NewReader(strings.Join(files, "\n")+"\n"), os.Stderr
	out, err := cmd.Output()
	require.NoError(tb, err)
	return strings.Fields(string(out)), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// BenchmarkOpenBesidePythonDocx reports how many times as much CPU time python-docx takes to open the same files and
// give their text, its start not counted. The budget is 40. The median of the rounds is reported.
func BenchmarkOpenBesidePythonDocx(b *testing.B) {
	needPython(b, "docx")
	var files []string
	for i, path := range corpus(b, "") {
		if !strings.ContainsAny(path, " \t") && (strings.HasPrefix(corpusName(path), "cn-") || i%10 == 0) {
			files = append(files, path)
		}
	}
	files, _ = pythonDocx(b, files)
	files = slices.DeleteFunc(files, func(path string) bool {
		data, err := os.ReadFile(path)
		require.NoError(b, err)
		_, err = openBytes(data)
		return err != nil
	})
	var ratios []float64
	var ours, theirs time.Duration
	for b.Loop() {
		_, start := pythonDocx(b, nil)
		_, whole := pythonDocx(b, files)
		theirs = whole - start
		const rounds = 5 // reading them once is too short to be timed
		from := ownCPU(b)
		for range rounds {
			for _, path := range files {
				data, err := os.ReadFile(path)
				require.NoError(b, err)
				_, err = openBytes(data)
				require.NoError(b, err)
			}
		}
		ours = (ownCPU(b) - from) / rounds
		ratios = append(ratios, float64(theirs)/float64(ours))
	}
	slices.Sort(ratios)
	n := float64(len(files))
	b.ReportMetric(ratios[len(ratios)/2], "x-faster")
	b.ReportMetric(n, "files")
	b.ReportMetric(float64(ours.Microseconds())/1000/n, "ms-ours/file")
	b.ReportMetric(float64(theirs.Microseconds())/1000/n, "ms-python-docx/file")
}
