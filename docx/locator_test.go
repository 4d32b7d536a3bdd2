package docx

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPlacesAreNamedAsTheLawCitesThem(t *testing.T) {
	t.Parallel()
	d := mustOpen(t, newFile(lines(
		"某某管理办法", "第一章 总则", "第一条 为了规范管理，制定本办法。",
		"第二条 有下列情形之一的，应当备案：", "（一）第一种情形：", "1.甲；", "2．乙；", "（二）第二种情形。", "前款规定以外的，不备案。", "第二条之一 丙。",
		"附件", "一、总体要求", "（一）目标", "1.到2025年，完成。", "补充说明。", "二、措施", "1.5公里以内的路段。")))
	want := []string{
		"", "", "第一条", "第二条", "第二条第一款第（一）项", "第二条第一款第（一）项第1目", "第二条第一款第（一）项第2目", "第二条第一款第（二）项", "第二条第二款", "第二条之一",
		"", "一", "一/（一）", "一/（一）/1", "一/（一）/1", "二", "二",
	}
	for i, l := range d.Locators() {
		require.Equal(t, want[i], l.String(), d.Paragraphs()[i].Text)
	}
}

func TestAPlaceIsFoundAgainAfterRenumberingAndEditing(t *testing.T) {
	t.Parallel()
	old := mustOpen(t, newFile(lines("第一条 为了规范管理，制定本办法。", "第二条 本办法适用于摊点。", "第三条 摊主应当备案：", "（一）甲；", "（二）乙。", "第四条 本办法自公布之日起施行。")))
	now := mustOpen(t, newFile(lines("第一条 为了规范管理，制定本办法。", "第二条 新增的一条。", "第三条 本办法适用于摊点。", "第四条 摊主应当在五日内备案：", "（一）甲；", "（二）丙。", "第五条 本办法自公布之日起施行。")))
	at, how := now.FindAll(old.Locators())
	require.Equal(t, []int{0, 2, 3, 4, 5, 6}, at)
	require.Equal(t, []Match{Unchanged, Unchanged, Edited, Unchanged, Edited, Unchanged}, how)
	_, m := now.Find(Locator{Article: "第九条", Paragraph: 1, Hash: "000000000000"})
	require.Equal(t, Lost, m)
}
