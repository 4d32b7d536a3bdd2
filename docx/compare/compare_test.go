package compare

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// told lists the changes in short: kind, labels, and the edits for people.
func told(r *Result) []string {
	var out []string
	for i := range r.Changes {
		c := &r.Changes[i]
		s := string(c.Kind) + " " + labelsOf(c.Old) + ">" + labelsOf(c.New)
		if c.Kind != Unchanged && c.Kind != Moved {
			s += " " + mark(c.Diff)
		}
		out = append(out, s)
	}
	return out
}

func compareLines(t *testing.T, old, new string) *Result {
	t.Helper()
	a, b := FromLines(old), FromLines(new)
	r := Compare(a, b)
	checkScript(t, a, b, r)
	checkChanges(t, r)
	return r
}

func TestAnInsertedArticleRenumbersTheOthersAndChangesNoneOfThem(t *testing.T) {
	t.Parallel()
	r := compareLines(t,
		"第一条 为了规范管理，制定本办法。\n第二条 行政机关应当公开信息。\n第三条 本办法自公布之日起施行。",
		"第一条 为了规范管理，制定本办法。\n第二条 公民可以申请获取信息，不收取费用。\n第三条 行政机关可以公开信息。\n第四条 本办法自公布之日起施行。")
	require.Equal(t, []string{
		"unchanged 第一条>第一条",
		"inserted >第二条 {+公民可以申请获取信息，不收取费用。+}",
		"modified 第二条>第三条 行政机关[-应当-]{+可以+}公开信息。",
		"unchanged 第三条>第四条",
	}, told(r))
	require.True(t, r.Changes[3].Renumbered)
	require.False(t, r.Changes[3].Effect.Substantive)
	require.Equal(t, Aspect{Obligation, "应当", "可以", "义务变为裁量"}, r.Changes[2].Effect.Aspects[0])
	require.Equal(t, "修改1处、新增1处、序号调整2处；其中有法律效果的变化2处，技术性变化1处。", r.Summary.Sentence)
}

func TestAComputedLabelIsTheSameAsATypedOne(t *testing.T) {
	t.Parallel()
	auto := func(label, text string) Paragraph {
		return Paragraph{Text: label + "\t" + text, LabelLen: len([]rune(label)) + 1}
	}
	old := Text{Paragraphs: []Paragraph{{Text: "第一条　甲机关应当公开信息。"}, {Text: "第二条　乙机关应当保存档案。"}}}
	new := Text{Paragraphs: []Paragraph{
		auto("第一条", "丙单位负责解释有关事项。"), auto("第二条", "甲机关应当公开信息。"), auto("第三条", "乙机关应当保存档案。"),
	}}
	r := Compare(old, new)
	checkScript(t, old, new, r)
	require.Equal(t, []string{
		"inserted >第一条 {+丙单位负责解释有关事项。+}", "unchanged 第一条>第二条", "unchanged 第二条>第三条",
	}, told(r))
	require.Equal(t, []Edit{{Delete, "第一条　"}, {Equal, "甲机关应当公开信息。"}}, r.Script[1].Edits,
		"the script is about what was typed")
}

func TestArticlesMoveSplitAndMerge(t *testing.T) {
	t.Parallel()
	const a, b, c, d = "行政机关应当在二十日内公布文件。", "起草单位负责征求有关部门的意见。", "司法行政部门进行合法性审核，并出具书面意见。", "本办法由区司法局负责解释。"
	article := func(n, text string) string { return "第" + n + "条 " + text + "\n" }
	for _, tt := range []struct {
		name, old, new string
		want           []string
	}{
		{
			"moved", article("一", a) + article("二", b) + article("三", c) + article("四", d),
			article("一", b) + article("二", c) + article("三", d) + article("四", a),
			[]string{"unchanged 第二条>第一条", "unchanged 第三条>第二条", "unchanged 第四条>第三条", "moved 第一条>第四条"},
		},
		{
			"moved and modified", article("一", a) + article("二", b) + article("三", c) + article("四", d),
			article("一", b) + article("二", c) + article("三", d) + article("四", strings.Replace(a, "二十", "三十", 1)),
			[]string{
				"unchanged 第二条>第一条", "unchanged 第三条>第二条", "unchanged 第四条>第三条",
				"moved_modified 第一条>第四条 行政机关应当在[-二十日-]{+三十日+}内公布文件。",
			},
		},
		{
			"split", article("一", a+"\n"+c) + article("二", d), article("一", a) + article("二", c) + article("三", d),
			[]string{"split 第一条>第一条、第二条 " + a + "\n" + c, "unchanged 第二条>第三条"},
		},
		{
			"merged", article("一", a) + article("二", c) + article("三", d), article("一", a+"\n"+c) + article("二", d),
			[]string{"merged 第一条、第二条>第一条 " + a + "\n" + c, "unchanged 第三条>第二条"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, told(compareLines(t, tt.old, tt.new)))
		})
	}
}

func TestAMovedArticleIsOneMoveInTheScript(t *testing.T) {
	t.Parallel()
	r := compareLines(t, "第一条 甲机关负责登记事项。\n第二条 乙机关负责审核工作。\n第三条 丙机关负责备案工作。",
		"第一条 乙机关负责审核工作。\n第二条 丙机关负责备案工作。\n第三条 甲机关负责登记事项。")
	var ends []string
	for _, s := range r.Script {
		if s.MoveID == 1 {
			ends = append(ends, fmt.Sprint(s.Old, s.New, mark(s.Edits)))
		}
	}
	require.Equal(t, []string{"0 -1[-第一条 甲机关负责登记事项。-]", "-1 2{+第三条 甲机关负责登记事项。+}"}, ends)
}

func TestADocumentWithoutArticlesIsAlignedByItsItems(t *testing.T) {
	t.Parallel()
	r := compareLines(t,
		"关于加强停车管理的通知\n各街道办事处：\n一、总体要求\n坚持依法管理，方便群众停车。\n二、主要任务\n（一）规划建设。新建小区应当配建停车位。\n（二）严格执法。对违法停车依法处罚。\n青山区人民政府\n2024年5月1日",
		"关于加强停车管理的通知\n各街道办事处：\n一、总体要求\n坚持依法管理，方便群众停车。\n二、职责分工\n公安机关负责道路停车秩序。\n三、主要任务\n（一）规划建设。新建小区应当配建停车位和充电桩。\n（二）严格执法。对违法停车依法处罚。\n青山区人民政府\n2025年6月1日")
	require.Equal(t, []string{
		"unchanged >", "unchanged >", "unchanged 一、>一、", "unchanged >",
		"inserted >二、 {+职责分工+}", "inserted > {+公安机关负责道路停车秩序。+}",
		"unchanged 二、>三、", "modified （一）>（一） 规划建设。新建小区应当配建停车位{+和充电桩+}。", "unchanged （二）>（二）",
		"modified > 青山区人民政府\n[-2024年5月1日-]{+2025年6月1日+}",
	}, told(r))
	last := r.Changes[len(r.Changes)-1]
	require.Equal(t, Signature, last.Unit)
	require.Equal(t, []Aspect{{Date, "2024年5月1日", "2025年6月1日", "日期变化"}}, last.Effect.Aspects)
}

func TestAnAnnexHasItsOwnArticles(t *testing.T) {
	t.Parallel()
	r := compareLines(t,
		"第一条 本办法适用于停车管理。\n附件1\n停车收费标准\n第一条 每小时收取2元。\n附件2\n停车场名录",
		"第一条 本办法适用于停车管理。\n附件1\n停车收费标准\n第一条 每小时收取3元。\n附件2\n停车场名录")
	require.Equal(t, []string{
		"unchanged 第一条>第一条", "unchanged 附件1>附件1", "unchanged >", "modified 第一条>第一条 每小时收取[-2元-]{+3元+}。",
		"unchanged 附件2>附件2", "unchanged >",
	}, told(r))
	require.Equal(t, "附件1", r.Changes[3].New[0].Annex)
}

func TestTablesAreComparedByRowsAndCells(t *testing.T) {
	t.Parallel()
	table := func(rows ...string) Text {
		x := FromLines("第一条 收费标准如下：")
		for i, r := range rows {
			for k, c := range strings.Split(r, "|") {
				x.Paragraphs = append(x.Paragraphs, Paragraph{Text: c, Table: 1, Row: i + 1, Column: k + 1})
			}
		}
		return x
	}
	old := table("项目|标准", "停车费|1000元", "服务费|50元")
	new := table("项目|标准|说明", "停车费|2000元|按年", "押金|300元|可退", "服务费|50元|按月")
	r := Compare(old, new)
	checkScript(t, old, new, r)
	c := r.Changes[1]
	require.Equal(t, Table, c.Unit)
	var got []string
	for _, row := range c.Rows {
		cells := []string{fmt.Sprint(row.Kind, " ", row.Old, row.New)}
		for _, cell := range row.Cells {
			cells = append(cells, mark(cell.Diff))
		}
		got = append(got, strings.Join(cells, " | "))
	}
	require.Equal(t, []string{
		"modified 1 1 | 项目 | 标准 | {+说明+}",
		"modified 2 2 | 停车费 | [-1000元-]{+2000元+} | {+按年+}",
		"inserted 0 3 | {+押金+} | {+300元+} | {+可退+}",
		"modified 3 4 | 服务费 | 50元 | {+按月+}",
	}, got)
	require.True(t, c.Effect.Substantive)
	require.Contains(t, c.Effect.Aspects, Aspect{Amount, "1000元", "2000元", "数额、比例变化"})
}

func TestSeveralArticlesInOneParagraphAreStillArticles(t *testing.T) {
	t.Parallel()
	old := Text{Paragraphs: []Paragraph{{Text: "第一条 甲机关应当公开。\v第二条 乙机关负责备案。\v第三条 丙机关负责解释。"}}}
	new := Text{Paragraphs: []Paragraph{{Text: "第一条 甲机关应当公开。\v第二条 乙机关可以备案。"}, {Text: "第三条 丙机关负责解释。"}}}
	r := Compare(old, new)
	checkScript(t, old, new, r)
	require.Equal(t, []string{
		"unchanged 第一条>第一条", "modified 第二条>第二条 乙机关[-负责-]{+可以+}备案。", "unchanged 第三条>第三条",
	}, told(r))
	require.Len(t, r.Script, 2)
	require.Equal(t, "第一条 甲机关应当公开。\v第二条 乙机关[-负责-]{+可以+}备案。[-\v第三条 丙机关负责解释。-]", mark(r.Script[0].Edits))
}

func TestTypedContentsAreNotArticles(t *testing.T) {
	t.Parallel()
	r := compareLines(t, "目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲机关应当公开。\n第二章 附则\n第二条 本办法自公布之日起施行。",
		"目录\n第一章 总则\n第二章 责任\n第三章 附则\n第一章 总则\n第一条 甲机关应当公开。\n第二章 责任\n第二条 不公开的，给予处分。\n第三章 附则\n第三条 本办法自公布之日起施行。")
	require.Equal(t, Contents, r.Changes[0].Unit)
	require.False(t, r.Changes[0].Effect.Substantive, "a table of contents says nothing of its own")
	require.Equal(t, []string{
		"unchanged 第一章>第一章", "unchanged 第一条>第一条", "inserted >第二章 {+责任+}", "inserted >第二条 {+不公开的，给予处分。+}",
		"unchanged 第二章>第三章", "unchanged 第二条>第三条",
	}, told(r)[1:])
}

func TestEntriesOfAContentsFieldAreNoHeadings(t *testing.T) {
	t.Parallel()
	x := FromLines("第一章 总则\t1\n第二章 附则\t2\n第一章 总则\n第一条 甲机关应当公开。\n第二章 附则\n第二条 本办法自公布之日起施行。")
	x.Paragraphs[0].Contents, x.Paragraphs[1].Contents = true, true
	r := Compare(x, x)
	require.Equal(t, Contents, r.Changes[0].Unit)
	require.Equal(t, Heading, r.Changes[1].Unit)
	require.Len(t, r.Changes, 5)
}

func TestEmptyTextsCompare(t *testing.T) {
	t.Parallel()
	r := Compare(Text{}, Text{})
	require.Empty(t, r.Changes)
	require.Equal(t, "两个文本内容一致。", r.Summary.Sentence)
	require.Len(t, compareLines(t, "", "第一条 甲。").Changes, 1)
	require.Len(t, compareLines(t, "第一条 甲。", "").Changes, 1)
}
