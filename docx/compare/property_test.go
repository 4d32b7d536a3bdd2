package compare

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// phrases are what generated texts are made of; many are alike, since that is what is hard to align.
var phrases = []string{
	"第一条 ", "第二条　", "第三条", "第十条之一 ", "第一章 总则", "第二章", "附则", "附件1", "附件：1.名单", "目录",
	"（一）", "（二）", "一、", "1.", "①", "行政机关应当", "可以", "不得", "公民、法人", "和其他组织", "在30日内", "五个工作日",
	"处5万元以下罚款", "《行政处罚法》", "〔2021〕3号", "自2024年5月1日起施行", "。", "；", "，", " ", "　", "\v", "\t", "的", "本办法第三条",
	"2024年5月1日", "青山区人民政府", "abc", "é", "\u200b", "",
}

func genText(t *rapid.T, name string) Text {
	var x Text
	n := rapid.IntRange(0, 12).Draw(t, name+" paragraphs")
	table, row, column := 0, 0, 0
	for range n {
		var b strings.Builder
		for _, k := range rapid.SliceOfN(rapid.IntRange(0, len(phrases)-1), 0, 8).Draw(t, name) {
			b.WriteString(phrases[k])
		}
		p := Paragraph{Text: b.String()}
		switch rapid.IntRange(0, 5).Draw(t, name+" cell") {
		case 0:
			table, row, column = table+1, 1, 1
		case 1:
			row, column = row+1, 1
		case 2:
			column++
		case 3:
		default:
			row = 0
		}
		if row > 0 && table > 0 {
			p.Table, p.Row, p.Column = table, row, column
		} else if strings.HasPrefix(p.Text, "第") || strings.HasPrefix(p.Text, "（") {
			p.LabelLen = rapid.IntRange(0, min(5, utf8.RuneCountInString(p.Text))).Draw(t, name+" label")
		}
		x.Paragraphs = append(x.Paragraphs, p)
	}
	return x
}

func TestScriptGivesBothTextsForAnyTwoTexts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		old, new := genText(t, "old"), genText(t, "new")
		r := Compare(old, new)
		checkScript(t, old, new, r)
		checkChanges(t, r)
	})
}

func TestATextComparedWithItselfHasNoChanges(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x := genText(t, "text")
		r := Compare(x, x)
		checkScript(t, x, x, r)
		for _, c := range r.Changes {
			require.Equal(t, Unchanged, c.Kind, "%+v", c)
			require.False(t, c.Renumbered)
			require.Empty(t, c.Effect.Aspects)
		}
		for _, s := range r.Script {
			require.Equal(t, s.Old, s.New)
		}
	})
}

// checkChanges proves that the edits of each change give the texts of its places.
func checkChanges(t require.TestingT, r *Result) {
	for _, c := range r.Changes {
		if c.Unit == Table {
			continue // shown by rows; cells may have changed places
		}
		require.Equal(t, joined(c.Old), oldText(c.Diff), "old text of a change")
		require.Equal(t, joined(c.New), newText(c.Diff), "new text of a change")
		require.Equal(t, c.Kind == Inserted, len(c.Old) == 0)
		require.Equal(t, c.Kind == Deleted, len(c.New) == 0)
	}
	moves := map[int]int{}
	for _, s := range r.Script {
		if s.MoveID > 0 {
			require.True(t, s.Old < 0 || s.New < 0, "a moved paragraph is gone and comes again")
			moves[s.MoveID] |= 1 << min(s.New+1, 1)
		}
	}
	for id, ends := range moves {
		require.Equal(t, 3, ends, "both ends of move %d are in the script", id)
	}
}

func FuzzCompare(f *testing.F) {
	f.Add("第一条 甲应当乙。\n第二条 丙。", "第一条 丙。\n第二条 甲可以乙。")
	f.Add("目录\n第一章 总则\n第一章 总则\n第一条 甲", "第一章\n总则\n第一条之一 甲\v第二条 乙")
	f.Add("一、甲\n（一）乙\n1.丙", "一、甲\n（一）乙；\n附件1\n表\n2024年5月1日")
	f.Add("\xff\xfe第一条", "第一条\xff")
	f.Add("第一   \xff\xbb\x99\n第一章总则", "第一章总则\n0一   \xe6 \xb2\v0") // a move that ends inside a paragraph
	f.Fuzz(func(t *testing.T, a, b string) {
		old, new := FromLines(a), FromLines(b)
		r := Compare(old, new)
		checkScript(t, old, new, r)
		checkChanges(t, r)
	})
}
