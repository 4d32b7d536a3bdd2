package docx

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestACleanCopyOfEveryCorpusFileSaysWhatTheFinalViewSays(t *testing.T) {
	t.Parallel()
	clean, changed := 0, 0
	for i, path := range corpus(t, "") {
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		d, err := openBytes(b)
		if err != nil {
			continue
		}
		v := d.Inventory()
		tracked := v.Insertions+v.Deletions+v.FormatChanges > 0
		if !tracked && i%20 != 0 {
			continue
		}
		f, err := OpenBytes(b)
		require.NoError(t, err)
		var out bytes.Buffer
		require.NoError(t, f.Accept(&out), path)
		clean++
		if tracked {
			changed++
		}
	}
	t.Logf("%d clean copies, %d of them of documents with tracked changes", clean, changed)
}
