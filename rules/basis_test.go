package rules_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/laws"
	"guibei/rules"
)

// TestWhatARuleRestsOnIsInForceAndHasThatArticle looks every provision of every
// rule up: a rule that cites a repealed law or an article that does not exist would
// do what it blames others for.
func TestWhatARuleRestsOnIsInForceAndHasThatArticle(t *testing.T) {
	t.Parallel()
	on, err := guibei.ParseDate("2026-11-26")
	require.NoError(t, err)
	looked := 0
	for _, r := range rules.All() {
		answers, err := laws.Resolver{Register: laws.Default()}.Resolve(r.Basis, on, nil)
		require.NoError(t, err)
		for _, a := range answers {
			if a.Law == nil {
				continue // standards and documents are not in the register
			}
			looked++
			require.Equal(t, laws.InForce, a.Status, "%s cites %s", r.ID, a.Quote)
			for _, p := range a.Provisions {
				require.NotEqual(t, laws.Missing, p.Exists, "%s cites %s", r.ID, a.Quote)
			}
		}
	}
	require.Greater(t, looked, 100)
}
