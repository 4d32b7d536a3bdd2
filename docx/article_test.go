package docx

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// outline writes articles as "chapter/section|label|first-last".
func outline(d *Document) []string {
	var out []string
	text := []rune(d.Text())
	for _, a := range d.Articles() {
		s := strings.Trim(strings.Join([]string{a.Part, a.Chapter, a.Section}, "/"), "/")
		out = append(out, s+"|"+a.Label+"|"+string(text[a.Start:a.End]))
	}
	return out
}

func TestArticlesAreFound(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ lines, want []string }{
		"with chapters and sections": {
			[]string{"某某办法", "第一章　总　则", "第一条　为了甲。", "第二款。", "", "第二章　备案", "第一节　报送", "第二条　乙。", "第三章　附则", "第三条　丙。"},
			[]string{"第一章 总则|第一条|第一条　为了甲。\n第二款。", "第二章 备案/第一节 报送|第二条|第二条　乙。", "第三章 附则|第三条|第三条　丙。"},
		},
		"with the words of a chapter on the next line": {
			[]string{"第一章", "", "总则", "第一条 甲。"}, []string{"第一章 总则|第一条|第一条 甲。"},
		},
		"with parts":                  {[]string{"第一编 总则", "第一章 任务", "第一条 甲。", "第二编 分则", "第二条 乙。"}, []string{"第一编 总则/第一章 任务|第一条|第一条 甲。", "第二编 分则|第二条|第二条 乙。"}},
		"with digits of either width": {[]string{"第1条 甲。", "第２条 乙。", "第 3 条 丙。"}, []string{"|第1条|第1条 甲。", "|第２条|第２条 乙。", "|第3条|第 3 条 丙。"}},
		"inserted between":            {[]string{"第十二条 甲。", "第十二条之一 乙。", "第十三条 丙。"}, []string{"|第十二条|第十二条 甲。", "|第十二条之一|第十二条之一 乙。", "|第十三条|第十三条 丙。"}},
		"without a blank, where the number is due": {
			[]string{"第一条为了甲。", "第二条本办法所称乙。", "第二条规定的情形除外。", "第九条是别处的。", "第三条有关部门丙。"},
			[]string{"|第一条|第一条为了甲。", "|第二条|第二条本办法所称乙。\n第二条规定的情形除外。\n第九条是别处的。", "|第三条|第三条有关部门丙。"},
		},
		"not where one is cited": {
			[]string{"第一条 甲。", "第二条、第三条规定的情形。", "第三条第一款的情形。", "第四条 第二款所列。", "第五条和第六条。", "依照第二条办理。", "“第二条 乙。”"},
			[]string{"|第一条|第一条 甲。\n第二条、第三条规定的情形。\n第三条第一款的情形。\n第四条 第二款所列。\n第五条和第六条。\n依照第二条办理。\n“第二条 乙。”"},
		},
		"that begin with an ordinal": {[]string{"第一条 第二审人民法院甲。", "第二条 中央乙。"}, []string{"|第一条|第一条 第二审人民法院甲。", "|第二条|第二条 中央乙。"}},
		"up to the annex":            {[]string{"第一条 甲。", "", "附件1：", "附件的话。"}, []string{"|第一条|第一条 甲。"}},
		"not in a table of contents": {
			[]string{"目　录", "第一章 总则……1", "第二章 附则……2", "第一章 总则", "第一条 甲。", "第二章 附则", "第二条 乙。"},
			[]string{"第一章 总则|第一条|第一条 甲。", "第二章 附则|第二条|第二条 乙。"},
		},
		"not in a table of contents of articles": {
			[]string{"【目录】", "第一条 目的 1", "第二条 范围 2", "第一条 目的", "为了甲。", "第二条 范围"},
			[]string{"|第一条|第一条 目的\n为了甲。", "|第二条|第二条 范围"},
		},
		"after a table of contents that never comes again": {
			[]string{"目录", "第一章 总则", "第二章 附则", "第一条 甲。"}, []string{"|第一条|第一条 甲。"},
		},
		"with a sentence about a chapter": {[]string{"第一章 总则", "第一条 甲。", "第二章规定的乙，适用丙。"}, []string{"第一章 总则|第一条|第一条 甲。\n第二章规定的乙，适用丙。"}},
		"of two instruments":              {[]string{"第一条 甲。", "第二条 乙。", "附件", "某细则", "第一条 丙。"}, []string{"|第一条|第一条 甲。", "|第二条|第二条 乙。", "|第一条|第一条 丙。"}},
		"nowhere":                         {[]string{"关于某事的通知", "一、甲。", "二、乙。"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, outline(mustOpen(t, newFile(lines(c.lines...)))))
		})
	}
}

func TestArticlesBehindSoftLineBreaks(t *testing.T) {
	t.Parallel()
	d := mustOpen(t, newFile(wp(`<w:r><w:t>某办法</w:t><w:br/><w:t>第一条 甲。</w:t><w:br/><w:t>第二条 乙。</w:t></w:r>`)+pt("丙")))
	require.Equal(t, []string{"|第一条|第一条 甲。", "|第二条|第二条 乙。\n丙"}, outline(d))
	require.Equal(t, "某办法", d.Title())
	a, ok := d.ArticleAt(0)
	require.True(t, ok)
	require.Equal(t, 1, a.Number)
	a, ok = d.ArticleAt(1)
	require.True(t, ok)
	require.Equal(t, 2, a.Number)
}

func TestParagraphsKnowTheirArticle(t *testing.T) {
	t.Parallel()
	d := mustOpen(t, newFile(lines("某办法", "第一条 甲。", "款", "第二章 附则", "第二条 乙。")))
	want := []int{0, 1, 1, 0, 2}
	for i, n := range want {
		a, ok := d.ArticleAt(i)
		require.Equal(t, n != 0, ok)
		require.Equal(t, n, a.Number)
	}
	_, ok := d.ArticleAt(-1)
	require.False(t, ok)
	_, ok = d.ArticleAt(99)
	require.False(t, ok)
}

func TestATableOfContentsByFieldIsMarked(t *testing.T) {
	t.Parallel()
	d := mustOpen(t, newFile(wp(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \o "1-3" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`+wr("第一条 目的\t1"))+
		pt("第二条 范围\t2")+wp(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`+wr("第一条 目的"))+pt("第二条 范围")))
	require.Len(t, d.Articles(), 2)
	require.Equal(t, 2, d.Articles()[0].First)
	require.True(t, d.Paragraphs()[1].Contents)
	require.False(t, d.Paragraphs()[2].Contents)
}

func TestTheTitleIsFound(t *testing.T) {
	t.Parallel()
	centred := func(size, s string) string {
		return wp(`<w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="` + size + `"/></w:rPr><w:t>` + s + `</w:t></w:r>`)
	}
	styled := func(s string) string { return wp(`<w:pPr><w:pStyle w:val="T"/></w:pPr>` + wr(s)) }
	for name, c := range map[string]struct{ body, want string }{
		"by style, over lines":       {pt("某府发〔2024〕3号") + styled("某某市行政规范性文件") + styled("管理办法") + pt("第一条 甲。"), "某某市行政规范性文件管理办法"},
		"under a red letterhead":     {centred("72", "某某市人民政府文件") + centred("32", "某府发〔2024〕3号") + centred("44", "某某市人民政府关于印发") + centred("44", "某某办法的通知") + pt("各区："), "某某市人民政府关于印发某某办法的通知"},
		"with a status below it":     {centred("44", "某 某 办 法") + centred("32", "（征求意见稿）") + pt("第一条 甲。"), "某某办法"},
		"when nothing is formatted":  {pt("附件1") + pt("某某办法") + pt("（2024年1月1日通过）") + pt("第一条 甲。"), "某某办法"},
		"not where the text begins":  {pt("第一条 甲。") + centred("44", "不是标题"), ""},
		"not in a sentence":          {pt("各区人民政府：") + pt("现将有关事项通知如下。"), ""},
		"in an empty-looking header": {`<w:p/>` + pt("　") + centred("44", "关于某事的通知") + pt("正文。"), "关于某事的通知"},
		"in Latin letters":           {centred("44", "Annual Report") + centred("44", "of 2024") + pt("Text."), "Annual Report of 2024"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFile(c.body).styles(`<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>`)
			require.Equal(t, c.want, mustOpen(t, f).Title())
		})
	}
}

func TestAnchorsCountAsBrowsersDo(t *testing.T) {
	t.Parallel()
	d := mustOpen(t, newFile(lines("一", "甲𠮷野乙")))
	p := d.Paragraphs()[1]
	require.Equal(t, Anchor{Paragraph: "p2", Start: 1, End: 4, Quote: "𠮷野"}, p.Anchor(1, 3))
	require.Equal(t, Anchor{Paragraph: "p2", Start: 5, End: 5}, p.Anchor(9, 3))
	require.Equal(t, Anchor{Paragraph: "p2", Start: 0, End: 1, Quote: "甲"}, p.Anchor(-1, 1))
	for runes, units := range []int{0, 1, 3, 4, 5} {
		require.Equal(t, units, UTF16Offset(p.Text, runes))
		require.Equal(t, runes, RuneOffset(p.Text, units))
	}
	require.Equal(t, 1, RuneOffset(p.Text, 2))
	require.Equal(t, 1, d.ParagraphAt(p.Start+2))
	require.Equal(t, 0, d.ParagraphAt(p.Start-1))
	require.Equal(t, -1, d.ParagraphAt(-1))
}

func TestAHeadingMayBeginWithAWordThatOtherwiseCites(t *testing.T) {
	t.Parallel()
	d := mustOpen(t, newFile(pt("第一章　总则")+pt("第一条　甲。")+pt("第二章　款项支付规定")+pt("第二条　乙。")))
	require.Equal(t, "第二章 款项支付规定", d.Articles()[1].Chapter)
}
