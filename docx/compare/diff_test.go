package compare

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// mark writes edits the way a proof-reader would: [-gone-]{+new+}.
func mark(es []Edit) string {
	var b strings.Builder
	for _, e := range es {
		switch e.Kind {
		case Delete:
			b.WriteString("[-" + e.Text + "-]")
		case Insert:
			b.WriteString("{+" + e.Text + "+}")
		default:
			b.WriteString(e.Text)
		}
	}
	return b.String()
}

func TestEditsReadLikeAPersonMadeThem(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ old, new, want string }{
		{"行政机关应当公开。", "行政机关可以公开。", "行政机关[-应当-]{+可以+}公开。"},
		{"应当在30日内办理", "应当在20日内办理", "应当在[-30日-]{+20日+}内办理"},
		{"三十个工作日内", "十五个工作日内", "[-三十个工作日-]{+十五个工作日+}内"},
		{"自2024年5月1日起施行", "自2024年6月1日起施行", "自[-2024年5月1日-]{+2024年6月1日+}起施行"},
		{"自二〇二四年五月一日起", "自二〇二五年五月一日起", "自[-二〇二四年五月一日-]{+二〇二五年五月一日+}起"},
		{"处5万元以上罚款", "处50万元以上罚款", "处[-5万元-]{+50万元+}以上罚款"},
		{"不超过百分之五", "不超过百分之十五", "不超过百分之[-五-]{+十五+}"},
		{"青政发〔2021〕3号文件", "青政发〔2023〕3号文件", "青政发[-〔2021〕3号-]{+〔2023〕3号+}文件"},
		{"依照《合同法》的规定", "依照《民法典》的规定", "依照[-《合同法》-]{+《民法典》+}的规定"},
		{"依照本法第十二条的规定", "依照本法第二十二条的规定", "依照本法[-第十二条-]{+第二十二条+}的规定"},
		{"甲、丙。", "甲、乙、丙。", "甲、{+乙、+}丙。"},
		{"应当公开。应当备案。", "应当公开。应当审查。应当备案。", "应当公开。{+应当审查。+}应当备案。"},
		{"不得设定", "不得违法设定", "不得{+违法+}设定"},
		{"三年以上", "三年以下", "三年[-以上-]{+以下+}"},
		{"统一管理", "统一监督管理", "统一{+监督+}管理"},
	} {
		var d differ
		require.Equal(t, tt.want, mark(d.edits(tt.old, tt.new)))
	}
}

func TestEditsGiveBothTexts(t *testing.T) {
	t.Parallel()
	alphabet := rapid.StringOfN(rapid.SampledFrom([]rune("甲乙丙应当可以不得第一二三条12年月日〔〕《》（）。，\n")), 0, 60, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := alphabet.Draw(t, "old"), alphabet.Draw(t, "new")
		var d differ
		es := d.edits(a, b)
		require.Equal(t, a, oldText(es))
		require.Equal(t, b, newText(es))
		for i, e := range es {
			if e.Kind == Equal && i > 0 && i+1 < len(es) && runes(e.Text) <= island {
				t.Fatalf("%q is an island in %s", e.Text, mark(es))
			}
		}
	})
}

func TestLongTextsAreCutBeforeTheyAreCompared(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	random := func(n int) []rune {
		out := make([]rune, n)
		for i := range out {
			out[i] = 0x4E00 + rune(rng.IntN(3000))
		}
		return out
	}
	base := random(20_000)
	edited := append([]rune{}, base...)
	for k := range 40 {
		edited[k*500+7] = '改'
	}
	var d differ
	es := d.edits(string(base), string(edited))
	var c tally
	c.add(es)
	require.Equal(t, string(base), oldText(es))
	require.Equal(t, string(edited), newText(es))
	require.Equal(t, tally{chars: 80, hunks: 40}, c)

	es = d.edits(string(random(200_000)), string(random(200_000)))
	require.LessOrEqual(t, len(es), 400_000, "texts that have nothing in common end, too")
}

func TestAShortStretchWhereLabelAndTextMeetIsPartOfTheChange(t *testing.T) {
	t.Parallel()
	old := "第一条 甲乙丙丁制定本办法。\n第二条 摊主应当在三十日内备案。\n"
	now := "第一条 甲乙丙丁制定本办法。\n第二条 新增的规定事项内容。\n第三条 各摊主应当在三十日内备案。\n"
	for _, s := range Compare(FromLines(old), FromLines(now)).Script {
		if s.Old == 1 && s.New == 2 {
			require.Equal(t, []Edit{{Delete, "第二条 "}, {Insert, "第三条 各"}, {Equal, "摊主应当在三十日内备案。"}}, s.Edits)
			return
		}
	}
	t.Fatal("the renumbered article is not paired")
}
