package compare

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/docx"
)

func TestReferencesAreReadAsWritten(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"违反本办法第十二条第二款规定的", []string{"第十二条第二款"}},
		{"本条例第三条、第五条和第六条之一规定的情形", []string{"第三条", "第五条", "第六条之一"}},
		{"依照第八条第一款第（三）项处理", []string{"第八条第一款第（三）项"}},
		{"《行政处罚法》第三十三条和第三十四条", nil},
		{"《中华人民共和国刑法》（以下简称刑法）第二百八十条", nil},
		{"依照刑法第一百三十三条之一、第一百三十四条", nil},
		{"依照行政许可法第八条；违反本规定第九条", []string{"第九条"}},
		{"有前款第一项、第三项情形的", []string{"前款第一项", "第三项"}},
		{"前两款规定的期限；前条所称", []string{"前两款", "前条"}},
		{"由附件2列明，本章另有规定的除外", []string{"附件2", "本章"}},
		{"依照本办法第三章的规定；《民法典》第三章", []string{"第三章"}},
		{"本条第二款规定", []string{"第二款"}},
		{"第一审程序、第二次会议、第十四届全国人民代表大会", nil},
		{"本章程第三条", []string{"第三条"}},
	} {
		var got []string
		for _, m := range mentions(tt.text) {
			got = append(got, tt.text[m.from:m.to])
		}
		require.Equal(t, tt.want, got, tt.text)
	}
}

func TestReferencesAreFollowedThroughRenumbering(t *testing.T) {
	t.Parallel()
	const head, tail = "第一条 甲机关负责登记工作。\n", "负责解释有关事项的是丙机关。\n"
	old := head + "第二条 乙机关应当公开信息。\n乙机关可以收取工本费。\n第三条 违反第二条第一款的，给予警告。\n前款规定适用于委托机关。\n第四条 " + tail + "第五条 本办法第四条规定的解释应当公布。"
	inserted := head + "第二条 丁机关应当建立投诉制度，接受社会监督。\n第三条 乙机关应当公开信息。\n乙机关可以收取工本费。\n"
	for _, tt := range []struct {
		name, new string
		want      []string
	}{
		{
			"followed", inserted + "第四条 违反第三条第一款的，给予警告。\n前款规定适用于委托机关。\n第五条 " + tail + "第六条 本办法第五条规定的解释应当公布。",
			[]string{
				"第三条第一款 第二条第一款>第三条第一款 followed", "前款 第三条第一款>第四条第一款 followed", "第五条 第四条>第五条 followed",
			},
		},
		{
			"left as they were", inserted + "第四条 违反第二条第一款的，给予警告。\n前款规定适用于委托机关。\n第五条 " + tail + "第六条 本办法第四条规定的解释应当公布。",
			[]string{
				"第二条第一款 第二条第一款>第二条第一款 stale", "前款 第三条第一款>第四条第一款 followed", "第四条 第四条>第四条 stale",
			},
		},
		{
			"target dropped", head + "第二条 乙机关应当公开信息。\n乙机关可以收取工本费。\n第三条 违反第二条第一款的，给予警告。\n前款规定适用于委托机关。\n第四条 本办法第四条规定的解释应当公布。",
			[]string{
				"第二条第一款 第二条第一款>第二条第一款 kept", "前款 第三条第一款>第三条第一款 kept", "第四条 第四条>第四条 dangling",
			},
		},
		{
			"a paragraph before the cited one", strings.Replace(old, "第二条 乙机关应当公开信息。", "第二条 丁机关建立投诉制度，接受社会监督。\n乙机关应当公开信息。", 1),
			[]string{
				"第二条第一款 第二条第一款>第二条第一款 stale", "前款 第三条第一款>第三条第一款 kept", "第四条 第四条>第四条 kept",
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := compareLines(t, old, tt.new)
			var got []string
			for _, ref := range r.References {
				got = append(got, fmt.Sprintf("%s %s>%s %s", ref.Quote, ref.OldTarget, ref.NewTarget, ref.Status))
			}
			require.Equal(t, tt.want, got)
		})
	}
}

func TestAListOfReferencesIsPairedByMeaning(t *testing.T) {
	t.Parallel()
	r := compareLines(t, "第一条 甲机关负责登记工作。\n第二条 乙机关负责备案审查。\n第三条 还适用第一条和第二条的规定。",
		"第一条 丙单位建立投诉制度，接受监督。\n第二条 甲机关负责登记工作。\n第三条 乙机关负责备案审查。\n第四条 还适用第二条、第三条和第一条的规定。")
	var got []string
	for _, ref := range r.References {
		got = append(got, ref.OldTarget+">"+ref.NewTarget+" "+string(ref.Status))
	}
	require.Equal(t, []string{"第一条>第二条 followed", "第二条>第三条 followed", ">第一条 added"}, got)
}

func TestFollowingARenumberingIsMechanical(t *testing.T) {
	t.Parallel()
	r := compareLines(t, "第一条 甲机关负责登记工作。\n第二条 违反第一条的，给予警告。",
		"第一条 乙单位建立投诉制度，接受监督。\n第二条 甲机关负责登记工作。\n第三条 违反第二条的，给予警告。")
	c := r.Changes[2]
	require.Equal(t, Modified, c.Kind)
	require.False(t, c.Effect.Substantive)
	require.Equal(t, Following, c.Effect.Aspects[0].Kind)
}

func TestARedirectedReferenceIsSubstantive(t *testing.T) {
	t.Parallel()
	r := compareLines(t, "第一条 甲机关负责登记工作。\n第二条 乙机关负责备案审查。\n第三条 违反第一条的，给予警告。",
		"第一条 甲机关负责登记工作。\n第二条 乙机关负责备案审查。\n第三条 违反第二条的，给予警告。")
	require.Equal(t, Redirected, r.References[0].Status)
	require.True(t, r.Changes[2].Effect.Substantive)
	require.Equal(t, Pointer, r.Changes[2].Effect.Aspects[0].Kind)
}

// TestGeneratedReferencesAreJudgedRightly renumbers real articles by insertions, deletions and moves, with references
// that a careful drafter has updated and that a careless one has not.
func TestGeneratedReferencesAreJudgedRightly(t *testing.T) {
	t.Parallel()
	donors := slices.DeleteFunc(drafts(t), func(d draft) bool { return !d.lawful })
	m := &mutator{rng: rand.New(rand.NewPCG(11, 3)), donors: donors}
	ops := slices.DeleteFunc(slices.Clone(operators), func(o operator) bool {
		return o.name != "insert article" && o.name != "delete article" && o.name != "move article"
	})
	seen := map[ReferenceStatus]int{}
	for n := range 400 {
		old := donors[m.rng.IntN(len(donors))].clone()
		from, target := m.rng.IntN(len(old.articles)), m.rng.IntN(len(old.articles))
		if from == target {
			continue
		}
		fromID, targetID := old.articles[from].id, old.articles[target].id
		new := old.clone()
		m.next = 1_000_000
		for range 1 + m.rng.IntN(3) {
			i := m.rng.IntN(len(new.articles))
			if id := new.articles[i].id; id != fromID && id != targetID {
				ops[m.rng.IntN(len(ops))].do(m, &new, i)
			}
		}
		careful := m.rng.IntN(2) == 0
		was, is := old.numbers()[targetID], new.numbers()[targetID]
		cite(&old, fromID, was)
		if careful {
			cite(&new, fromID, is)
		} else {
			cite(&new, fromID, was)
		}
		want := Kept
		switch {
		case was == is:
		case careful:
			want = Followed
		case was > len(new.articles):
			want = Dangling
		default:
			want = Stale
		}
		r := Compare(FromLines(old.text()), FromLines(new.text()))
		i := slices.IndexFunc(r.References, func(x Reference) bool {
			return x.Quote == cited(was, is, careful) && strings.HasSuffix(x.Article, label条(new.numbers()[fromID]))
		})
		require.GreaterOrEqual(t, i, 0, "script %d", n)
		got := slices.ContainsFunc(r.References, func(x Reference) bool {
			return x.Quote == cited(was, is, careful) && x.Article == label条(new.numbers()[fromID]) && x.Status == want
		})
		require.True(t, got, "script %d: %s expected, %+v", n, want, r.References)
		seen[want]++
	}
	require.Greater(t, seen[Followed], 50)
	require.Greater(t, seen[Stale], 50)
	require.Greater(t, seen[Kept], 20)
}

func label条(n int) string { return "第" + docx.FormatNumeral(n) + "条" }

func cited(was, is int, careful bool) string {
	if careful {
		return label条(is)
	}
	return label条(was)
}

// cite adds a sentence that cites an article.
func cite(d *draft, id, number int) {
	for i := range d.articles {
		if d.articles[i].id == id {
			d.articles[i].paras = append(d.articles[i].paras, "具体办法依照本办法"+label条(number)+"另行制定。")
		}
	}
}
