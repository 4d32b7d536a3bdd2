package docx

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// withPlaceholders types {{名称}} at the beginning of some texts of the main part.
func withPlaceholders(tb testing.TB, rnd *rand.Rand, f *File, n int) ([]byte, int) {
	tb.Helper()
	b, err := f.pkg.part(f.Main())
	require.NoError(tb, err)
	s, err := scanFill(f.Main(), "", b)
	require.NoError(tb, err)
	var ss []splice
	for _, i := range rnd.Perm(len(s.texts))[:min(n, len(s.texts))] {
		t := s.texts[i]
		at := t.tag + bytes.IndexByte(b[t.tag:], '>') + 1
		if t.n > 0 && b[at-2] != '/' {
			ss = append(ss, splice{at, at, "{{名称}}"})
		}
	}
	e := f.edit()
	e.set(f.Main(), spliced(b, ss))
	var out bytes.Buffer
	require.NoError(tb, e.write(&out))
	return out.Bytes(), len(ss)
}

func TestFillingPlaceholdersInTheCorpusChangesNothingElse(t *testing.T) {
	t.Parallel()
	count := map[string]int{}
	for i, path := range corpus(t, "") {
		if testing.Short() && i%8 != 0 {
			continue
		}
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		if _, err := openBytes(b); err != nil {
			continue
		}
		f, err := OpenBytes(b)
		require.NoError(t, err, path)
		template, n := withPlaceholders(t, rand.New(rand.NewPCG(uint64(i), 3)), f, 5)
		before, err := openBytes(template)
		require.NoError(t, err, path)
		f, err = OpenBytes(template)
		require.NoError(t, err, path)
		var out bytes.Buffer
		err = f.Fill(&out, fillFields, fillValues())
		if e, ok := errors.AsType[*TemplateError](err); ok { // the corpus has templates of others, and braces
			count[string(e.Reason)]++
			continue
		}
		require.NoError(t, err, path)
		after, err := openBytes(out.Bytes())
		require.NoError(t, err, path)
		require.Equal(t, strings.ReplaceAll(before.Text(), "{{名称}}", "《管理办法》"), after.Text(), path)
		count["filled"]++
		count["placeholders"] += n
	}
	require.Positive(t, count["filled"])
	t.Log(count)
}
