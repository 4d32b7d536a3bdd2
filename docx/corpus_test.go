package docx

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// corpus lists the files of other projects' test suites. They are not ours to commit, so a checkout may lack them.
func corpus(tb testing.TB, under string) []string {
	tb.Helper()
	root := filepath.Join("..", "..", "shared", "data", "docx", under)
	var files []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) == 0 {
		tb.Skipf("the docx corpus is not at %s: corpus test skipped", root)
	}
	return files
}

// typed is the text of a document without what Word computes.
func typed(d *Document) []string {
	var out []string
	for _, p := range d.Paragraphs() {
		out = append(out, string([]rune(p.Text)[p.LabelLen:]))
	}
	return out
}

func TestEveryFileOfTheCorpusOpensOrIsRefusedWithAReason(t *testing.T) {
	t.Parallel()
	reasons := map[Reason]int{}
	compared, labelled, noted := 0, 0, 0
	files := corpus(t, "")
	for i, path := range files {
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		d, err := openBytes(b)
		if err != nil {
			requireRefusal(t, err)
			reasons[ReasonOf(err)]++
			if ReasonOf(err) == Empty && len(b) > 0 {
				require.Empty(t, strings.TrimFunc(strings.Join(oracleText(t, b), ""), IsSpace), path)
			}
			continue
		}
		reasons["opened"]++
		requireConsistent(t, d)
		for _, p := range d.Paragraphs() {
			if p.Label != "" {
				labelled++
			}
		}
		if len(d.Notes()) > 0 {
			noted++
		}
		if d.Inventory().Chunks == 0 && (!testing.Short() || i%8 == 0) { // the oracle is slow, slower still with -race
			if want, got := oracleText(t, b), typed(d); !slices.Equal(want, got) {
				require.Equal(t, want, got, path)
			}
			compared++
		}
	}
	require.Greater(t, reasons["opened"], len(files)*8/10)
	t.Logf("%d files: %v; %d compared with the oracle; %d labelled paragraphs; %d files with notes", len(files), reasons, compared, labelled, noted)
}

func TestLawsWhoseTextSitsInAnAltChunkAreRead(t *testing.T) {
	t.Parallel()
	want := map[string]int{"专利法": 76, "公务员法": 113, "公司法": 266, "刑事诉讼法": 308}
	for _, path := range corpus(t, "cn-law") {
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		d, err := openBytes(b)
		require.NoError(t, err)
		name := strings.TrimSuffix(filepath.Base(path), ".docx")
		require.Equal(t, name, d.Title())
		require.Greater(t, len([]rune(d.Text())), 5000, path)
		t.Logf("%s: %d paragraphs, %d articles", name, len(d.Paragraphs()), len(d.Articles()))
		if n := want[strings.TrimPrefix(name, "中华人民共和国")]; n > 0 {
			require.Len(t, d.Articles(), n)
			for i, a := range d.Articles() {
				require.Equal(t, i+1, a.Number)
				require.NotEmpty(t, a.Part+a.Chapter, a.Label)
			}
		}
	}
}

// Open-Xml-PowerTools ships documents with tracked changes beside what they become when all are accepted.
func TestTheTextOfTrackedChangesIsTheAcceptedDocument(t *testing.T) {
	t.Parallel()
	pairs, equal := 0, 0
	for _, path := range corpus(t, "openxmlpowertools") {
		accepted := strings.TrimSuffix(path, ".docx") + "-Accepted.docx"
		want, err := os.ReadFile(accepted)
		if err != nil {
			continue
		}
		pairs++
		got, err := os.ReadFile(path)
		require.NoError(t, err)
		a, err := openBytes(got)
		b, err2 := openBytes(want)
		if err != nil || err2 != nil {
			require.Equal(t, ReasonOf(err), ReasonOf(err2), path)
			equal++
			continue
		}
		if strings.Join(typed(a), "\n") == strings.Join(typed(b), "\n") {
			equal++
			continue
		}
		require.Equal(t, Squeeze(strings.Join(typed(b), "")), Squeeze(strings.Join(typed(a), "")), path)
		t.Logf("%s: paragraphs are divided differently: %d and %d", filepath.Base(path), len(a.Paragraphs()), len(b.Paragraphs()))
	}
	t.Logf("%d pairs, %d equal paragraph by paragraph", pairs, equal)
}

func TestChineseListLabelsOfTheCorpus(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"LIR008-zh-CH-chineseCountingThousand.docx": {"一", "二", "十", "一百零一"},
		"LIR009-zh-CN-chineseCounting.docx":         {"一", "二", "十"},
		"LIR010-zh-CN-ideographTraditional.docx":    {"甲", "乙", "癸"},
		"LIR017-en-US-decimalEnclosedCircle.docx":   {"①", "②", "⑩"},
		"LIR013-en-US-001.docx":                     {"001", "002", "010"},
	} {
		corpus(t, "openxmlpowertools")
		b, err := os.ReadFile(filepath.Join("..", "..", "shared", "data", "docx", "openxmlpowertools", name))
		require.NoError(t, err)
		d, err := openBytes(b)
		require.NoError(t, err)
		var got []string
		for _, p := range d.Paragraphs() {
			got = append(got, strings.Trim(p.Label, "()（）.、| "))
		}
		require.Subset(t, got, want, name)
	}
}

// What of the corpus is refused, and why. Word would open none of the first five kinds as it is: fuzzed and truncated
// archives, one whose extra fields swap the names of two parts, one whose main part is a theme, one with a DTD.
func TestOfTheCorpusOnlyWhatIsBrokenEncryptedOrWithoutTextIsRefused(t *testing.T) {
	t.Parallel()
	got := map[Code]int{}
	files := corpus(t, "")
	for _, path := range files {
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		if _, err := openBytes(b); err != nil {
			var r *Refusal
			require.ErrorAs(t, err, &r, path)
			got[r.Code]++
		}
	}
	want := map[Code]int{
		"directory": 12, "two_names": 2, "not_word": 1, "doctype": 1, "old_word": 1,
		"encrypted": 3, "macro": 3, "empty_file": 1, "no_text": 108,
	}
	if len(files) == 1310 {
		require.Equal(t, want, got)
	}
}
