package docx

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/docx/docxtest"
)

func TestTheOpenXMLSDKFindsNothingNewInAnnotatedCopies(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("another program reads the files: one run is enough")
	}
	dir := t.TempDir()
	var pairs [][2]string
	for i, path := range corpus(t, "") {
		if i%cmp.Or(*docxtest.Every, 40) != 0 {
			continue
		}
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		d, err := openBytes(b)
		if err != nil || len(b) > 1<<20 {
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
	docxtest.Validate(t, "..", pairs)
}
