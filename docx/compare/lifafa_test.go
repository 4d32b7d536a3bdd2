package compare

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/docx"
)

// lifafa is where each article of 立法法 (2015) went in 2023, in runs of the same distance. The beginning (articles 3 to
// 9 of the new text) and the list of words replaced throughout are taken from the Decision of 2023-03-13 (全国人民代表大会
// 关于修改《中华人民共和国立法法》的决定); its middle could not be found offline, and is derived by reading both texts.
var lifafa = []struct{ first, last, shift int }{
	{1, 3, 0},
	{4, 6, 1},
	{7, 51, 3},
	{52, 63, 4},
	{64, 64, 5},
	{65, 71, 7},
	{72, 72, 8},
	{73, 73, 9},
	{74, 79, 10},
	{80, 99, 11},
	{100, 102, 12},
	{103, 103, 14},
	{104, 105, 15},
}

// lifafaNew are the articles of 2023 that no article of 2015 has the number of. The Decision makes 第四条 of 第三条
// (将第三条改为两条), though it shares few words with it; 第八十一条 is cut out of 第七十二条.
var lifafaNew = []int{4, 8, 9, 55, 68, 70, 71, 79, 81, 83, 90, 111, 115, 116, 118}

// lifafaWords are the old articles in which the Decision replaces words only, such as 法律委员会.
var lifafaWords = []int{14, 26, 24, 29, 36, 39, 41, 48, 38, 60, 66}

// readLaw reads a law from its Markdown: headings with #, paragraphs apart.
func readLaw(tb testing.TB, path string) Text {
	tb.Helper()
	b, err := os.ReadFile(dataDir + "/laws/text/" + path)
	if err != nil {
		tb.Skipf("%s is not here: the texts of laws are not part of the repository", path)
	}
	var out []string
	for l := range strings.SplitSeq(string(b), "\n") {
		if l = strings.TrimFunc(strings.TrimLeft(l, "#"), docx.IsSpace); l != "" {
			out = append(out, l)
		}
	}
	return FromLines(strings.Join(out, "\n"))
}

func TestLegislationLawIsAlignedAsTheDecisionListsIt(t *testing.T) {
	t.Parallel()
	old := readLaw(t, "法律-历史版本/立法法(2015-03-15).md")
	new := readLaw(t, "法律-宪法相关法/立法法(2023-03-13).md")
	r := Compare(old, new)
	checkScript(t, old, new, r)
	checkChanges(t, r)

	to, news := map[int]int{}, []int{}
	changes := map[int]*Change{}
	for i := range r.Changes {
		c := &r.Changes[i]
		if c.Unit != Article {
			continue
		}
		require.NotEqual(t, Deleted, c.Kind, "the Decision drops no article")
		require.NotEqual(t, Moved, c.Kind)
		require.NotEqual(t, MovedModified, c.Kind)
		if len(c.Old) == 0 {
			news = append(news, c.New[0].Number)
			continue
		}
		require.Len(t, c.Old, 1)
		to[c.Old[0].Number], changes[c.Old[0].Number] = c.New[0].Number, c
		require.Equal(t, c.Old[0].Number != c.New[0].Number, c.Renumbered)
		for _, p := range c.New[1:] {
			news = append(news, p.Number)
		}
	}
	want := map[int]int{}
	for _, s := range lifafa {
		for o := s.first; o <= s.last; o++ {
			want[o] = o + s.shift
		}
	}
	require.Len(t, want, 105)
	require.Equal(t, want, to)
	slices.Sort(news)
	require.Equal(t, lifafaNew, news)
	require.Equal(t, Split, changes[72].Kind)
	for _, o := range lifafaWords {
		require.Equal(t, Modified, changes[o].Kind, "article %d", o)
		require.True(t, changes[o].Effect.Substantive)
	}
	for _, ref := range r.References {
		require.NotEqual(t, Dangling, ref.Status, "%+v", ref)
		require.NotEqual(t, Stale, ref.Status, "%+v", ref)
	}
}
