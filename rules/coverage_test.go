package rules_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/rules"
)

// TestEveryProhibitedItemHasARuleOrAReason holds docs/coverage.md to the rules
// there are: every item stands there once, with a rule that exists or with why it
// needs a person.
func TestEveryProhibitedItemHasARuleOrAReason(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join("..", "docs", "coverage.md"))
	require.NoError(t, err)
	rows := map[string]string{}
	for line := range strings.Lines(string(data)) {
		if m := regexp.MustCompile(`^\| ([PL]\d+) \|[^|]*\| ([^|]+) \|`).FindStringSubmatch(line); m != nil {
			require.NotContains(t, rows, m[1])
			rows[m[1]] = m[2]
		}
	}
	for n := 1; n <= 34; n++ {
		require.Contains(t, rows, fmt.Sprintf("P%d", n))
	}
	for n := 1; n <= 69; n++ {
		require.Contains(t, rows, fmt.Sprintf("L%03d", n))
	}
	for item, says := range rows {
		named := regexp.MustCompile(`R\d{3}`).FindAllString(says, -1)
		require.True(t, len(named) > 0 || strings.Contains(says, "需要人："), "%s has neither a rule nor a reason", item)
		for _, id := range named {
			_, ok := rules.Find(id)
			require.True(t, ok, "%s names %s", item, id)
		}
	}
}

// TestTheNegativeListIsTheOneThatIsCovered compares the items with the collection.
func TestTheNegativeListIsTheOneThatIsCovered(t *testing.T) {
	t.Parallel()
	require.Len(t, readCollected(t, "negative_list_items.jsonl"), 69)
}
