package lists_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"guibei/lists"
)

func TestAListIsReadAsItWasPublished(t *testing.T) {
	t.Parallel()
	csv := "青山区权责清单,,,\n序号,实施主体,权力类型,职权名称\n1,青山区城市管理局,行政处罚,对占道经营的处罚\n2,,行政强制,扣押 经营工具\n,,,\n"
	want := []lists.Row{
		{Organ: "青山区城市管理局", Type: "行政处罚", Name: "对占道经营的处罚"}, {Organ: "青山区城市管理局", Type: "行政强制", Name: "扣押经营工具"},
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(csv)
	require.NoError(t, err)
	for name, data := range map[string]string{"UTF-8": csv, "with a mark": "\ufeff" + csv, "GB18030": gb} {
		rows, err := lists.Read(lists.Powers, "清单.csv", []byte(data))
		require.NoError(t, err, name)
		require.Equal(t, want, rows, name)
	}
	f := excelize.NewFile()
	for i, row := range [][]any{{"附件"}, {"单位名称", "事项类型", "事项名称"}, {"青山区城市管理局", "行政处罚", "对占道经营的处罚"}, {nil, "行政强制", "扣押经营工具"}} {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		require.NoError(t, err)
		require.NoError(t, f.SetSheetRow("Sheet1", cell, &row))
	}
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	rows, err := lists.Read(lists.Powers, "清单.xlsx", b.Bytes())
	require.NoError(t, err)
	require.Equal(t, want, rows)
}

func TestWhatIsWrongWithAListIsSaid(t *testing.T) {
	t.Parallel()
	for why, c := range map[string]struct {
		kind lists.Kind
		data string
	}{
		"没有找到":      {lists.Makers, "a,b\n1,2\n"},
		"第3行没有填写":   {lists.Powers, "部门,事项名称\n城管局,处罚\n城管局,\n"},
		"没有内容":      {lists.Proofs, "证明名称\n"},
		"不是 CSV":    {lists.Makers, "a\x00b"},
		"编码认不出来":    {lists.Makers, "\xff\xfe\xfd"},
		"没有“x”这种清单": {"x", ""},
		"打不开":       {lists.Makers, "PK\x03\x04 no sheet"},
	} {
		_, err := lists.Read(c.kind, "清单.csv", []byte(c.data))
		require.ErrorContains(t, err, why)
	}
}

func TestListsAnswerOnlyWhatTheyHold(t *testing.T) {
	t.Parallel()
	l := lists.Lists{
		lists.Makers: {{Organ: "青山区人民政府"}}, lists.Powers: {{Organ: "青山区城市管理局", Type: "行政处罚", Name: "占道"}},
		lists.Proofs: {{Name: "无房证明"}, {Name: "证明"}},
	}
	listed, known := l.Maker("青山区停车办")
	require.False(t, listed)
	require.True(t, known)
	_, known = lists.Lists{}.Maker("青山区停车办")
	require.False(t, known)
	has, known := l.Power("城市管理局", "行政处罚")
	require.True(t, has && known)
	has, known = l.Power("区城市管理局", "行政强制")
	require.True(t, !has && known)
	_, known = l.Power("教育局", "行政处罚")
	require.False(t, known)
	require.Len(t, l.Abolished("提交无房证明和其他证明"), 1)
}
