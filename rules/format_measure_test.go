package rules_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/docx"
	"guibei/rules"
)

// formGroups are the groups about form, not about what the law allows.
var formGroups = []string{string(rules.Format), string(rules.Structure), string(rules.Writing), string(rules.Secrecy)}

// TestMutatedDraftsAreCaught holds the rules on form to drafts that were spoilt
// in one way each, and to the draft before it was.
func TestMutatedDraftsAreCaught(t *testing.T) {
	t.Parallel()
	clean := draft(cleanNotice)
	for _, f := range rules.Check(clean).Findings {
		if slices.Contains(formGroups, f.Group) {
			require.Equal(t, guibei.Info, f.Severity, "%s in the clean draft: %s", f.Rule, f.Detail)
		}
	}
	caught := 0
	for _, m := range mutations {
		in := draft(cleanNotice)
		m.spoil(&in)
		found := slices.ContainsFunc(rules.Check(in).Findings, func(f guibei.Finding) bool { return f.Rule == m.rule })
		if found {
			caught++
		} else {
			t.Logf("missed: %s %s", m.rule, m.name)
		}
	}
	t.Logf("%d of %d mutations caught", caught, len(mutations))
	require.GreaterOrEqual(t, len(mutations), 30)
	require.GreaterOrEqual(t, float64(caught)/float64(len(mutations)), 0.98)
}

// TestSpoiltPublishedDocumentsAreCaught puts each slip into each published
// document in two places: what the rules say must change.
func TestSpoiltPublishedDocumentsAreCaught(t *testing.T) {
	t.Parallel()
	caught, all := map[string]int{}, map[string]int{}
	for name, text := range published(t) {
		before := said(text, "")
		for _, o := range operators {
			for n := range 2 {
				spoilt, ok := o.apply(text, 3*n)
				if !ok {
					continue
				}
				all[""]++
				all[o.name]++
				if !isSubset(said(spoilt, o.rule), before) {
					caught[""]++
					caught[o.name]++
				} else {
					t.Logf("missed: %s %s, place %d of %s", o.rule, o.name, 3*n, name)
				}
			}
		}
	}
	for _, o := range operators {
		t.Logf("%s %s: %d of %d", o.rule, o.name, caught[o.name], all[o.name])
		require.Positive(t, all[o.name], o.name)
	}
	t.Logf("%d of %d slips in published documents are caught", caught[""], all[""])
	require.GreaterOrEqual(t, float64(caught[""])/float64(all[""]), 0.98)
}

// said is what a rule finds in a text, or all rules do, without the places that
// move.
func said(text, rule string) map[string]bool {
	out := map[string]bool{}
	for _, f := range rules.Check(rules.Input{Text: rules.FromString(text)}).Findings {
		if rule == "" || f.Rule == rule {
			out[f.Rule+f.Place.Quote+f.Detail] = true
		}
	}
	return out
}

func isSubset(a, b map[string]bool) bool {
	for k := range a {
		if !b[k] {
			return false
		}
	}
	return true
}

// published are proofread documents of the collection, by name.
func published(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(collection(t, "normdocs", "gwy", "txt"), "*.txt"))
	require.NoError(t, err)
	require.Greater(t, len(files), 30)
	out := map[string]string{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		out[filepath.Base(name)] = string(data)
	}
	return out
}

// TestPublishedDocumentsHaveFewLeadsOfForm measures false alarms where texts
// were proofread: at most one lead of Writing and Structure a document, those
// for information aside, and none that blocks.
func TestPublishedDocumentsHaveFewLeadsOfForm(t *testing.T) {
	t.Parallel()
	leads, byRule, texts := 0, map[string]int{}, published(t)
	for name, text := range texts {
		for _, f := range rules.Check(rules.Input{Text: rules.FromString(text)}).Findings {
			if !slices.Contains(formGroups, f.Group) {
				continue
			}
			require.NotEqual(t, guibei.Blocker, f.Severity, "%s in %s: %s", f.Rule, name, f.Place.Quote)
			byRule[f.Rule+" "+string(f.Severity)]++
			if (f.Group == string(rules.Writing) || f.Group == string(rules.Structure)) && f.Severity != guibei.Info {
				leads++
			}
		}
	}
	t.Logf("%d leads in %d documents: %v", leads, len(texts), byRule)
	require.LessOrEqual(t, float64(leads)/float64(len(texts)), 1.0)
}

// TestChineseDocxAreReadWithTheirLooks runs the rules over the Chinese docx of
// the collection. Only a few were set by GB/T 9704, so the leads on looks are
// printed, not bounded; those on words are.
func TestChineseDocxAreReadWithTheirLooks(t *testing.T) {
	t.Parallel()
	var files []string
	for _, dir := range []string{"cn-gongwen-cooper", "cn-gongwen-liuhanning", "cn-law"} {
		more, err := filepath.Glob(filepath.Join(collection(t, "docx", dir), "*.docx"))
		require.NoError(t, err)
		files = append(files, more...)
	}
	require.NotEmpty(t, files)
	words := 0
	for _, name := range files {
		in := readDocx(t, name)
		byRule := map[string]int{}
		for _, f := range rules.Check(in).Findings {
			if !slices.Contains(formGroups, f.Group) {
				continue
			}
			require.NotEqual(t, guibei.Blocker, f.Severity, "%s in %s", f.Rule, name)
			byRule[f.Rule]++
			if f.Group == string(rules.Writing) && f.Severity != guibei.Info {
				words++
			}
		}
		t.Logf("%s: %v", strings.TrimPrefix(name, ".."), byRule)
	}
	require.LessOrEqual(t, float64(words)/float64(len(files)), 2.0)
}

func readDocx(t *testing.T, name string) rules.Input {
	t.Helper()
	file, err := os.Open(name)
	require.NoError(t, err)
	defer file.Close()
	info, err := file.Stat()
	require.NoError(t, err)
	f, err := docx.OpenFile(file, info.Size())
	require.NoError(t, err)
	doc, layout, err := rules.Read(f)
	require.NoError(t, err)
	return rules.Input{Text: rules.FromDocx(doc), Layout: layout, Title: doc.Title()}
}
