package rules_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/rules"
)

// TestEveryRowCatchesAndPassesItsExamples holds each row of the tables to the
// texts it was written with.
func TestEveryRowCatchesAndPassesItsExamples(t *testing.T) {
	t.Parallel()
	for _, r := range rules.All() {
		if !r.FromTable() {
			continue
		}
		t.Run(r.ID, func(t *testing.T) {
			t.Parallel()
			catch, pass := r.Texts()
			require.GreaterOrEqual(t, len(catch), 2, "two ways of saying it")
			require.NotEmpty(t, pass)
			for _, text := range catch {
				require.NotEmpty(t, plain(r, text), "not caught: %s", text)
			}
			for _, text := range pass {
				require.Empty(t, plain(r, text), "not let pass: %s", text)
			}
		})
	}
}

// plain are the leads of one rule that are not softened by a cited basis.
func plain(r rules.Rule, text string) []guibei.Finding {
	var out []guibei.Finding
	in := rules.Input{Text: rules.FromString(text)}
	for _, f := range r.Check(&in) {
		if !f.Verify {
			out = append(out, f)
		}
	}
	return out
}
