package similar_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/similar"
)

func TestPunctuationBlanksAndWidthDoNotCount(t *testing.T) {
	t.Parallel()
	require.InDelta(t, 1, similar.Jaccard(similar.Of("停车人应当缴纳２０元停车费。"), similar.Of("停车人 应当缴纳20元，停车费")), 0)
	require.Zero(t, similar.Jaccard(similar.Of("停车"), similar.Of("停车")), "too short to say anything")
	require.Equal(t, similar.Subject, similar.KindOf(0.1))
}

func TestAPartIsContainedInTheWhole(t *testing.T) {
	t.Parallel()
	whole := similar.Of("停车场经营者应当公示收费标准、服务内容和监督电话，接受社会监督，并做好台账。")
	part := similar.Of("应当公示收费标准、服务内容和监督电话")
	require.InDelta(t, 1, similar.Containment(part, whole), 0)
	require.Less(t, similar.Jaccard(part, whole), 0.6)
}

func TestSketchesOfAlikeTextsMeet(t *testing.T) {
	t.Parallel()
	a := similar.Of("停车场经营者应当公示收费标准、服务内容和监督电话，接受社会监督，并做好台账。").Sketch(16)
	b := similar.Of("停车场经营者应当公示收费标准、服务内容以及监督电话，接受社会监督，并做好台账。").Sketch(16)
	have := map[int64]bool{}
	for _, h := range a {
		have[h] = true
	}
	shared := 0
	for _, h := range b {
		if have[h] {
			shared++
		}
	}
	require.Greater(t, shared, 5)
}

func TestDocumentsThatContradictEachOtherAreFound(t *testing.T) {
	t.Parallel()
	a := similar.Clauses("第三条 在禁停区域停放机动车的，处二百元罚款。\n第四条 主管部门应当自收到申请之日起十日内作出决定。\n第五条 停车场的监督管理由区城市管理局负责。\n第六条 其他。")
	b := similar.Clauses("第七条　在禁停区域停放机动车的，处五十元罚款；\n第八条　主管部门应当自收到申请之日起二十个工作日内作出决定。\n第九条　停车场的监督管理由区公安分局负责。")
	got := map[string][2]string{}
	for _, c := range similar.Contradictions(a, b) {
		got[c.What+c.A.Article+c.B.Article] = [2]string{c.InA, c.InB}
	}
	require.Equal(t, map[string][2]string{
		"数额第三条第七条": {"二百元", "五十元"}, "期限第四条第八条": {"十日", "二十个工作日"}, "责任机关第五条第九条": {"由区城市管理局", "由区公安分局"},
	}, got)
	require.Empty(t, similar.Contradictions(a, a))
}

// TestPairsOfTheCollectionAreNamed holds the measure to pairs that somebody else
// measured and named.
func TestPairsOfTheCollectionAreNamed(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..", "shared", "data")
	f, err := os.Open(filepath.Join(root, "similarity", "pairs.csv"))
	if err != nil {
		t.Skipf("the pairs are not at hand: %v", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	sets := map[string]similar.Set{}
	set := func(name string) similar.Set {
		if s, ok := sets[name]; ok {
			return s
		}
		data, err := os.ReadFile(filepath.Join(root, name))
		require.NoError(t, err)
		sets[name] = similar.Of(string(data))
		return sets[name]
	}
	same, kind, all := 0, 0, 0
	for _, row := range rows[1:] {
		want, err := strconv.ParseFloat(row[3], 64)
		require.NoError(t, err)
		got := similar.Jaccard(set(row[1]), set(row[2]))
		all++
		if math.Abs(got-want) <= 0.02 {
			same++
		}
		if similar.KindOf(got) == similar.KindOf(want) {
			kind++
		}
	}
	t.Logf("%d pairs: Jaccard within 0.02 of the one measured %d, same kind %d", all, same, kind)
	require.Greater(t, all, 400)
	require.GreaterOrEqual(t, float64(same)/float64(all), 0.95)
	require.GreaterOrEqual(t, float64(kind)/float64(all), 0.97)
}
