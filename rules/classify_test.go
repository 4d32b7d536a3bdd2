package rules_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/rules"
)

func classify(text string) rules.Classified {
	return rules.Classify(rules.Input{Text: rules.FromString(text)})
}

func TestWhatATextDoesCountsMoreThanWhatItIsCalled(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]rules.Recommendation{
		"青山区停车管理办法\n第一条 为了规范停车，适用本行政区域内的停车活动，制定本办法。\n第二条 车主应当按位停放。\n第三条 本办法自2027年1月1日起施行，有效期五年。": rules.Normative,
		"青山区餐饮油烟整治工作方案\n各街道：\n一、餐饮企业必须安装净化设备。\n二、个体经营者不得露天烧烤。\n三、本方案自印发之日起施行，建立长期机制。":            rules.Normative,
		"青山区司法局2027年工作要点\n一、加强学习。\n二、抓好落实。":       rules.NotNormative,
		"关于同意设立青山区停车管理中心的批复\n区城管局：\n你局来函收悉。同意设立。": rules.NotNormative,
		"关于张三同志任职的通知\n经研究，任命张三为局长。":               rules.NotNormative,
		"关于召开全区停车工作会议的通知\n各单位：\n请按时参加。":           rules.NotNormative,
	} {
		c := classify(text)
		require.Equal(t, want, c.Recommendation, "%s %+v", text, c)
		require.GreaterOrEqual(t, c.Confidence, 0.5)
		require.Len(t, c.Tests, 5)
		require.NotEmpty(t, c.Recommendation.Label())
	}
	c := classify("青山区停车管理办法\n第二条 车主应当按位停放。")
	require.Equal(t, "车主应当", c.Tests[1].Evidence[0].Quote)
}

// oneMatter are titles of papers on one matter, one person or the inside of the
// administration. Labels are made of the kind that the State Council's index gives,
// and of these titles.
var oneMatter = regexp.MustCompile(`组成人员|节假日安排|遗弃化学武器|工作方案`)

// TestStateCouncilPapersAreClassified labels replies, letters, approvals,
// commendations and appointments as no normative documents, opinions and notices
// as such, and regulations as something else.
func TestStateCouncilPapersAreClassified(t *testing.T) {
	t.Parallel()
	f, err := os.Open(collection(t, "normdocs", "gwy", "index.csv"))
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	right, wrong, unsure, all := 0, 0, 0, 0
	for _, row := range rows[1:] {
		kind, title := row[column["doc_kind"]], row[column["title"]]
		want := rules.Normative
		switch kind {
		case "函", "复函", "答复", "批复", "通报", "条例":
			want = rules.NotNormative
		}
		if oneMatter.MatchString(title) {
			want = rules.NotNormative
		}
		data, err := os.ReadFile(filepath.Join(collection(t, "normdocs", "gwy"), row[column["txt"]]))
		require.NoError(t, err)
		in := rules.Input{Text: rules.FromString(string(data)), Title: title}
		c := rules.Classify(in)
		all++
		switch c.Recommendation {
		case want:
			right++
		case rules.Unsure:
			unsure++
			t.Logf("unsure: %s %s", kind, title)
		case rules.Normative, rules.NotNormative:
			wrong++
			t.Logf("%s instead of %s (%.2f): %s %s", c.Recommendation, want, c.Confidence, kind, title)
		}
	}
	t.Logf("%d right, %d wrong, %d unsure of %d", right, wrong, unsure, all)
	require.Greater(t, all, 30)
	require.GreaterOrEqual(t, float64(right)/float64(all), 0.9)
}
