package rules_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/rules"
)

func lead(rule, article, quote string) guibei.Finding {
	return guibei.Finding{Rule: rule, Place: guibei.Place{Article: article, Quote: quote}}
}

func TestALeadIsFollowedThroughTheTexts(t *testing.T) {
	t.Parallel()
	lives := rules.Lives(map[int][]guibei.Finding{
		1: {lead("R003", "第三条", "处二百元罚款"), lead("R005", "第四条", "收取清运费"), lead("R008", "", "")},
		2: {lead("R003", "第五条", "处二百元罚款"), lead("R005", "第四条", "每户收取清运费")},
		3: {lead("R003", "第五条", "处二百元罚款"), lead("R003", "第六条", "没收工具")},
	}, []int{1, 2, 3})
	got := map[string][2]int{}
	for _, l := range lives {
		got[l.Rule+l.Place.Quote] = [2]int{l.First, l.Last}
	}
	require.Equal(t, map[string][2]int{
		"R003处二百元罚款": {1, 3}, "R005每户收取清运费": {1, 2}, "R008": {1, 1}, "R003没收工具": {3, 3},
	}, got)
	require.True(t, rules.SameLead("收取清运费", "每户收取清运费"))
	require.False(t, rules.SameLead("收取清运费", "没收工具"))
}
