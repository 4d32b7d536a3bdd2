package docx

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// python is Debian's, which python3-lxml and python3-docx belong to; see scripts/ensure-oracles.sh.
const python = "/usr/bin/python3"

// needPython skips the test where a module is not installed.
func needPython(tb testing.TB, module string) {
	tb.Helper()
	if err := exec.Command(python, "-c", "import "+module).Run(); err != nil {
		tb.Skipf("%s has no module %s; scripts/ensure-oracles.sh installs it", python, module)
	}
}

// lxmlText is one line of testdata/lxml_text.py.
type lxmlText struct {
	File               string
	Accepted, Original []string
	Chunks             int
	Error              string
}

// readWithLXML reads the files with a reader that is not ours.
func readWithLXML(tb testing.TB, files []string) map[string]lxmlText {
	tb.Helper()
	needPython(tb, "lxml.html")
	cmd := exec.Command(python, filepath.Join("testdata", "lxml_text.py"))
	cmd.Stdin, cmd.Stderr = strings.NewReader(strings.Join(files, "\n")+"\n"), os.Stderr
	out, err := cmd.Output()
	require.NoError(tb, err)
	texts := map[string]lxmlText{}
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var l lxmlText
		require.NoError(tb, json.Unmarshal(lines.Bytes(), &l))
		texts[l.File] = l
	}
	require.NoError(tb, lines.Err())
	require.Len(tb, texts, len(files))
	return texts
}

// lxmlDiffers lists the files of the corpus where lxml's text is another, with the cause. A file that is not listed must
// be equal, and one that is listed must differ.
var lxmlDiffers = map[string]string{}

func TestTheTextOfTheCorpusIsTheOneLXMLReads(t *testing.T) {
	t.Parallel()
	files := corpus(t, "")
	texts := readWithLXML(t, files)
	opened, equal, differ := 0, 0, 0
	for _, path := range files {
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		theirs := texts[path]
		d, err := openBytes(b)
		if err != nil {
			switch ReasonOf(err) {
			case Empty:
				require.Empty(t, Squeeze(strings.Join(theirs.Accepted, "")), path)
			case Macro, Unsafe, Ambiguous:
			default:
				require.NotEmpty(t, theirs.Error, "%s: %v", path, err)
			}
			continue
		}
		opened++
		want, got := strings.Join(theirs.Accepted, "\n"), strings.Join(typed(d), "\n")
		if theirs.Chunks > 0 {
			want, got = Squeeze(want), Squeeze(got)
		}
		name := corpusName(path)
		switch cause, listed := lxmlDiffers[name]; {
		case listed:
			differ++
			require.NotEqual(t, want, got, "%s is equal now; its cause was: %s", name, cause)
		case want != got:
			t.Errorf("%s: %s", name, firstDifference(want, got))
		default:
			equal++
		}
	}
	require.GreaterOrEqual(t, 1000*equal, 995*opened)
	t.Logf("%d files opened, text equal in %d (%.2f %%), %d differ for a known cause", opened, equal, 100*float64(equal)/float64(opened), differ)
}

// firstDifference shows where two texts part.
func firstDifference(want, got string) string {
	w, g := []rune(want), []rune(got)
	i := 0
	for i < min(len(w), len(g)) && w[i] == g[i] {
		i++
	}
	around := func(r []rune) string { return string(r[max(0, i-20):min(len(r), i+20)]) }
	return "want …" + around(w) + "…, got …" + around(g) + "…"
}

// Open-Xml-PowerTools ships what Word makes of a document when all changes are accepted, and when all are rejected. The
// reader we compare with must pass that first.
func TestLXMLReadsTrackedChangesAsWordResolvesThem(t *testing.T) {
	t.Parallel()
	texts := readWithLXML(t, corpus(t, "openxmlpowertools"))
	triplets := 0
	for path, text := range texts {
		accepted, ok1 := texts[strings.TrimSuffix(path, ".docx")+"-Accepted.docx"]
		rejected, ok2 := texts[strings.TrimSuffix(path, ".docx")+"-Rejected.docx"]
		if !ok1 || !ok2 {
			continue
		}
		triplets++
		join := func(ps []string) string { return Squeeze(strings.Join(ps, "")) }
		require.Equal(t, join(accepted.Accepted), join(text.Accepted), path)
		require.Equal(t, join(rejected.Accepted), join(text.Original), path)
	}
	require.Equal(t, 51, triplets)
}
