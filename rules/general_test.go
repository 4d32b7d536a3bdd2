package rules_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/rules"
)

// others are nouns that a sentence could have had instead. None of them is what
// a provision is about.
var others = [][2]string{
	{"停车场", "农贸市场"},
	{"餐饮", "家政"},
	{"馒头", "豆腐"},
	{"水泥", "钢材"},
	{"城管局", "水务局"},
	{"住建局", "商务局"},
	{"市场监督管理局", "水利局"},
	{"路灯", "电缆"},
	{"早点摊", "小吃店"},
	{"校园", "车站"},
	{"物流", "印刷"},
	{"光伏", "风电"},
	{"课桌", "窗帘"},
	{"羊绒", "枸杞"},
	{"快递", "家政"},
	{"摊位", "铺面"},
	{"商户", "店主"},
	{"出租车", "货运车"},
	{"渣土车", "洒水车"},
	{"公章", "牌匾"},
	{"共享单车", "充电桩"},
	{"砂石", "煤炭"},
	{"驾校", "画室"},
	{"华安", "泰和"},
	{"青山", "东河"},
	{"新生", "幼儿"},
	{"早点", "面点"},
	{"家装", "装潢"},
	{"建筑公司", "保洁公司"},
	{"大米", "面粉"},
	{"家电", "家具"},
}

var digitsIn = regexp.MustCompile(`\d+`)

// another says the same of other things and with other numbers. What the row
// looks for by name stays.
func another(text string, keys []string) string {
	for _, o := range others {
		kept := false
		for _, k := range keys {
			kept = kept || strings.Contains(o[0], k) || strings.Contains(k, o[0])
		}
		if !kept {
			text = strings.ReplaceAll(text, o[0], o[1])
		}
	}
	return text
}

// TestNoRowKnowsOnlyItsOwnExample changes the nouns and the numbers of what a row
// catches: it must catch that too.
func TestNoRowKnowsOnlyItsOwnExample(t *testing.T) {
	t.Parallel()
	changed := 0
	for _, r := range rules.All() {
		catch, _ := r.Texts()
		for _, text := range catch {
			nouns := another(text, r.Keys())
			if nouns != text {
				changed++
				require.NotEmpty(t, plain(r, nouns), "%s: %s", r.ID, nouns)
			}
			if r.Group != rules.Writing && r.Group != rules.Dates && r.Group != rules.Format { // there the numbers are the matter
				numbers := digitsIn.ReplaceAllString(nouns, "73")
				require.NotEmpty(t, plain(r, numbers), "%s: %s", r.ID, numbers)
			}
		}
	}
	require.Greater(t, changed, 30)
}

// TestNoPatternIsLongerThanItsProvisionNeeds bounds what a pattern spells out in
// one piece: a word, not a sentence.
func TestNoPatternIsLongerThanItsProvisionNeeds(t *testing.T) {
	t.Parallel()
	literal := regexp.MustCompile(`\p{Han}+`)
	classes := regexp.MustCompile(`\[[^\]]*\]`)
	for _, r := range rules.All() {
		for _, p := range r.Patterns() {
			p = classes.ReplaceAllString(p, "")
			for _, word := range literal.FindAllString(p, -1) {
				require.LessOrEqual(t, len([]rune(word)), 12, "%s spells out %q", r.ID, word)
			}
		}
	}
}
