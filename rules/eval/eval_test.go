package eval_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/rules/eval"
)

func day(t *testing.T) guibei.Date {
	t.Helper()
	d, err := guibei.ParseDate("2026-11-24")
	require.NoError(t, err)
	return d
}

func TestEveryDefectThatIsPutIntoADraftIsFound(t *testing.T) {
	t.Parallel()
	ms, quiet, said, right := eval.Mutate(day(t))
	require.GreaterOrEqual(t, len(ms), 30)
	require.Zero(t, quiet, "the drafts as they are")
	found, put := 0, 0
	for _, m := range ms {
		require.Positive(t, m.Put, m.Name)
		found, put = found+m.Found, put+m.Put
		if m.Found < m.Put {
			t.Logf("%s: %d of %d", m.Name, m.Found, m.Put)
		}
	}
	require.GreaterOrEqual(t, float64(found)/float64(put), 0.98)
	for g, n := range said {
		t.Logf("%s: %d of %d", g, right[g], n)
	}
}
