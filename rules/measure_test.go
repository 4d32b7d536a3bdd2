package rules_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/rules"
)

// collected is a published case or a clean clause of the collection outside
// the repository.
type collected struct {
	ID       string `json:"id"`
	Text     string `json:"clause_text"`
	Item     string `json:"item"`
	Category string `json:"category_code"`
}

func collection(t *testing.T, parts ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{"..", "..", "shared", "data"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the collection %s is not at hand: %v", path, err)
	}
	return path
}

func readCollected(t *testing.T, name string) []collected {
	t.Helper()
	f, err := os.Open(collection(t, "cases", name))
	require.NoError(t, err)
	defer f.Close()
	var out []collected
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		var c collected
		require.NoError(t, json.Unmarshal(in.Bytes(), &c))
		out = append(out, c)
	}
	require.NoError(t, in.Err())
	return out
}

// onClauses are the rules that a single clause can be judged by.
var onClauses = []string{"R003", "R004", "R005", "R006", "R010", "R011", "R012"}

func leads(t *testing.T, text string) (plain, verify []string) {
	t.Helper()
	on, err := guibei.ParseDate("2026-11-24")
	require.NoError(t, err)
	for _, f := range rules.Check(rules.Input{Text: rules.FromString(text), On: on}).Findings {
		switch {
		case !slices.Contains(onClauses, f.Rule):
		case f.Verify:
			verify = append(verify, f.Rule+" "+f.Place.Quote)
		default:
			plain = append(plain, f.Rule+" "+f.Place.Quote)
		}
	}
	return plain, verify
}

// TestPublishedCasesOfTheseGroupsAreCaught measures recall where a rule of the
// first cut applies. The sample is small; the variants in prohibited_test.go
// say more.
func TestPublishedCasesOfTheseGroupsAreCaught(t *testing.T) {
	t.Parallel()
	applies := map[string]string{"penalty": "R003", "license": "R004", "fee": "R005", "repealed_basis": "R006"}
	var caught, all, besides, others int
	for _, c := range readCollected(t, "cases.jsonl") {
		plain, _ := leads(t, c.Text)
		rule, ok := applies[c.Category]
		if !ok {
			others++
			if len(plain) > 0 {
				besides++
				t.Logf("beside its group: %s %s: %q", c.ID, c.Category, plain)
			}
			continue
		}
		all++
		if slices.ContainsFunc(plain, func(s string) bool { return strings.HasPrefix(s, rule) }) {
			caught++
		} else {
			t.Logf("missed: %s %s", c.ID, c.Text)
		}
	}
	t.Logf("recall %d of %d; of %d cases for rules to come %d are caught beside", caught, all, others, besides)
	require.GreaterOrEqual(t, all, 4)
	require.Equal(t, all, caught)
}

func TestCleanClausesStayQuiet(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"clean.jsonl", "negative_list_items.jsonl"} {
		var alarms, verified int
		list := readCollected(t, name)
		for _, c := range list {
			plain, verify := leads(t, c.Text+c.Item)
			alarms += len(plain)
			verified += len(verify)
			if len(plain)+len(verify) > 0 {
				t.Logf("%s: %q %q", c.ID, plain, verify)
			}
		}
		t.Logf("%s: %d false alarms, %d to verify, in %d clauses", name, alarms, verified, len(list))
		require.NotEmpty(t, list)
		require.Zero(t, alarms, name)
	}
}

// TestLawfulDocumentsRaiseFewLeads counts leads on prohibited content in
// documents of the State Council; regulations, which may set penalties, are
// left out.
func TestLawfulDocumentsRaiseFewLeads(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(collection(t, "normdocs", "gwy", "txt"), "*.txt"))
	require.NoError(t, err)
	var documents, alarms int
	for _, f := range files {
		if strings.HasSuffix(f, "条例.txt") {
			continue
		}
		data, err := os.ReadFile(f)
		require.NoError(t, err)
		documents++
		plain, verify := leads(t, string(data))
		alarms += len(plain)
		if len(plain)+len(verify) > 0 {
			t.Logf("%s: %q %q", filepath.Base(f), plain, verify)
		}
	}
	t.Logf("%d leads in %d documents", alarms, documents)
	require.Greater(t, documents, 30)
	require.LessOrEqual(t, alarms, 5)
}

// TestPenaltiesOfLocalRegulationsAreSeen runs over sentences nobody wrote for
// us. The words below also stand in sentences that set nothing, so that the
// share caught is a lower bound of recall.
func TestPenaltiesOfLocalRegulationsAreSeen(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(collection(t, "normdocs", "local_regs"), "*", "*.md"))
	require.NoError(t, err)
	words := regexp.MustCompile(`罚款|没收|吊销|停产停业|暂扣`)
	var caught, all int
	for i := 0; i < len(files); i += 8 {
		data, err := os.ReadFile(files[i])
		require.NoError(t, err)
		text := rules.FromString(string(data))
		hit := map[string]bool{}
		for _, f := range rules.Check(rules.Input{Text: text}).Findings {
			hit[f.Rule+f.Place.Paragraph] = true
		}
		for _, p := range text.Paragraphs {
			if words.MatchString(p.Text) {
				all++
				if hit["R003"+p.ID] {
					caught++
				}
			}
		}
	}
	t.Logf("%d of %d paragraphs with words of penalty", caught, all)
	require.Greater(t, all, 400)
	require.GreaterOrEqual(t, float64(caught)/float64(all), 0.94)
}
