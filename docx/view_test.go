package docx

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func viewOf(tb testing.TB, b []byte, v View) *Document {
	tb.Helper()
	f, err := OpenBytes(b)
	require.NoError(tb, err)
	f.ours = true // a view may be without text
	d, err := f.Read(v)
	require.NoError(tb, err)
	requireConsistent(tb, d)
	return d
}

// Open-Xml-PowerTools ships documents with tracked changes beside what they become when all are accepted and when all
// are rejected.
func TestTheViewsOfTrackedChangesAreTheAcceptedAndTheRejectedDocument(t *testing.T) {
	t.Parallel()
	triplets, equal := 0, 0
	for _, path := range corpus(t, "openxmlpowertools") {
		if !strings.HasSuffix(path, "-Accepted.docx") {
			continue
		}
		base := strings.TrimSuffix(path, "-Accepted.docx")
		b, err := os.ReadFile(base + ".docx")
		rejected, err2 := os.ReadFile(base + "-Rejected.docx")
		if err != nil || err2 != nil {
			continue
		}
		accepted, err := os.ReadFile(path)
		require.NoError(t, err)
		triplets++
		if reason := ReasonOf(refusalOf(b)); reason != "" && reason != Empty {
			t.Logf("%s is refused: %s", filepath.Base(base), reason)
			continue
		}
		for v, want := range map[View][]byte{Final: accepted, Original: rejected} {
			a, g := typed(viewOf(t, b, v)), typed(viewOf(t, want, Final))
			if strings.Join(a, "\n") == strings.Join(g, "\n") {
				equal++
				continue
			}
			require.Equal(t, Squeeze(strings.Join(g, "")), Squeeze(strings.Join(a, "")), "%s view %d", path, v)
			t.Logf("%s view %d: divided differently: %q and %q", filepath.Base(base), v, a, g)
		}
	}
	require.GreaterOrEqual(t, triplets, 50)
	t.Logf("%d triplets, %d of %d views equal paragraph by paragraph", triplets, equal, 2*triplets)
}

func refusalOf(b []byte) error {
	_, err := openBytes(b)
	return err
}
