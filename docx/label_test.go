package docx

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// lvl makes a level that starts at 1; extra may add properties.
func lvl(i int, format, text string, extra ...string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/>%s</w:lvl>`,
		i, format, text, strings.Join(extra, ""))
}

// item makes a paragraph of list num at a level.
func item(num, level int, text string) string {
	return wp(fmt.Sprintf(`<w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr>`, level, num) + wr(text))
}

func labels(d *Document) []string {
	var out []string
	for _, p := range d.Paragraphs() {
		out = append(out, p.Label)
	}
	return out
}

func TestListLabelsCountAsInWord(t *testing.T) {
	t.Parallel()
	abstract := func(id int, s string) string {
		return fmt.Sprintf(`<w:abstractNum w:abstractNumId="%d">%s</w:abstractNum>`, id, s)
	}
	num := func(id, abstract int, s string) string {
		return fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>`, id, abstract, s)
	}
	restarted := `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride><w:lvlOverride w:ilvl="1"><w:startOverride w:val="3"/></w:lvlOverride>`
	law := abstract(0, lvl(0, "chineseCountingThousand", "第%1条", `<w:suff w:val="space"/>`)+lvl(1, "chineseCounting", "（%2）")+lvl(2, "decimal", "%3."))
	outline := abstract(1, lvl(0, "upperRoman", "%1")+lvl(1, "decimal", "%1.%2", `<w:isLgl/>`)+lvl(2, "lowerLetter", "%1.%3", `<w:lvlRestart w:val="1"/>`))
	for name, c := range map[string]struct {
		body, numbering string
		want            []string
	}{
		"levels restart below a higher one": {
			item(1, 0, "a") + item(1, 1, "b") + item(1, 1, "c") + item(1, 0, "d") + item(1, 1, "e") + item(1, 2, "f"),
			law + num(1, 0, ""),
			[]string{"第一条", "（一）", "（二）", "第二条", "（一）", "1."},
		},
		"lists of one definition count together": {
			item(1, 0, "a") + item(2, 0, "b") + item(1, 0, "c"), law + num(1, 0, "") + num(2, 0, ""), []string{"第一条", "第二条", "第三条"},
		},
		"an overridden start begins again once": {
			item(1, 0, "a") + item(2, 0, "b") + item(2, 0, "c") + item(1, 0, "d"),
			law + num(1, 0, "") + num(2, 0, `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>`),
			[]string{"第一条", "第七条", "第八条", "第九条"},
		},
		"an overridden start leaves higher levels alone": {
			item(1, 0, "a") + item(2, 1, "b") + item(2, 1, "c") + item(1, 0, "d") + item(3, 1, "e") + item(1, 0, "f"),
			law + num(1, 0, "") + num(2, 0, restarted) + num(3, 0, restarted),
			[]string{"第一条", "（三）", "（四）", "第二条", "（三）", "第三条"},
		},
		"an overridden start holds once": {
			item(2, 0, "a") + item(2, 1, "b") + item(2, 0, "c") + item(2, 1, "d"), law + num(2, 0, restarted), []string{"第一条", "（三）", "第二条", "（一）"},
		},
		"a level of the list's own comes before an overridden start": {
			item(1, 0, "a") + item(1, 0, "b"), law + num(1, 0, `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>`+lvl(0, "decimal", "%1)")+`</w:lvlOverride>`), []string{"1)", "2)"},
		},
		"an overridden level": {
			item(1, 0, "a"), law + num(1, 0, `<w:lvlOverride w:ilvl="0">`+lvl(0, "decimal", "%1)")+`</w:lvlOverride>`), []string{"1)"},
		},
		"legal numbering and restarts by level": {
			item(1, 0, "a") + item(1, 1, "b") + item(1, 2, "c") + item(1, 1, "d") + item(1, 2, "e") + item(1, 0, "f") + item(1, 2, "g"),
			outline + num(1, 1, ""),
			[]string{"I", "1.1", "I.a", "1.2", "I.b", "II", "II.a"},
		},
		"a level without its parent shows the parent's start": {item(1, 1, "a"), outline + num(1, 1, ""), []string{"1.1"}},
		"a level that was left out counts": {
			item(1, 1, "a") + item(1, 0, "b") + item(1, 2, "c") + item(1, 1, "d"), outline + num(1, 1, ""), []string{"1.1", "II", "II.a", "2.2"},
		},
		"a pattern that names a deeper level shows nothing": {
			item(1, 0, "a") + item(1, 1, "b"), abstract(0, lvl(0, "decimal", "%1.%2")+lvl(1, "decimal", "%1.%2")) + num(1, 0, ""), []string{"", "1.1"},
		},
		"legal numbering keeps leading zeros": {
			item(1, 0, "a") + item(1, 1, "b"), abstract(0, lvl(0, "upperRoman", "%1")+lvl(1, "decimalZero", "%1.%2", `<w:isLgl/>`)) + num(1, 0, ""), []string{"I", "1.01"},
		},
		"an empty paragraph that ends a section takes no number": {
			item(1, 0, "a") + wp(`<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:sectPr/></w:pPr>`) + item(1, 0, "b"),
			law + num(1, 0, ""),
			[]string{"第一条", "", "第二条"},
		},
		"an empty cell that is merged away takes no number": {
			`<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>` + item(1, 0, "") + `</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>` + item(1, 0, "") +
				`</w:tc></w:tr><w:tr><w:tc>` + item(1, 0, "") + `</w:tc></w:tr></w:tbl>`, law + num(1, 0, ""), []string{"第一条", "", "第二条"},
		},
		"number 0 is no list":   {item(0, 0, "a"), law + num(1, 0, ""), []string{""}},
		"a bullet is no label":  {item(1, 0, "a"), abstract(0, lvl(0, "bullet", "•")) + num(1, 0, ""), []string{""}},
		"a missing definition":  {item(3, 0, "a") + item(1, 12, "b") + item(1, -1, "c"), law + num(1, 0, "") + num(3, 99, ""), []string{"", "", "第一条"}},
		"text without a number": {item(1, 0, "a"), abstract(0, lvl(0, "none", "附则")) + num(1, 0, ""), []string{"附则"}},
		"a deleted paragraph takes no number": {
			item(1, 0, "a") + wp(`<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>`) + item(1, 0, "b"),
			law + num(1, 0, ""),
			[]string{"第一条", "第二条"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, labels(mustOpen(t, newFile(c.body).numbering(c.numbering))))
		})
	}
}

func TestTheLabelIsPartOfTheText(t *testing.T) {
	t.Parallel()
	n := `<w:abstractNum w:abstractNumId="0">` + lvl(0, "chineseCounting", "第%1条", `<w:suff w:val="space"/>`) + lvl(1, "decimal", "%2.") +
		`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	d := mustOpen(t, newFile(item(1, 0, "为了")+item(1, 1, "甲")+item(1, 1, "")).numbering(n))
	require.Equal(t, "第一条 为了\n1.\t甲\n2.", d.Text())
	require.Equal(t, 4, d.Paragraphs()[0].LabelLen)
	require.Equal(t, 2, d.Paragraphs()[2].LabelLen)
	a := d.Articles()[0]
	require.True(t, a.Auto)
	require.Equal(t, "第一条", a.Label)
	require.Equal(t, 2, a.Last)
}

func TestNumberingThroughStyles(t *testing.T) {
	t.Parallel()
	styled := func(id, s string) string { return wp(`<w:pPr><w:pStyle w:val="` + id + `"/></w:pPr>` + wr(s)) }
	d := mustOpen(t, newFile(styled("C", "总则")+styled("A", "甲")+styled("A2", "乙")+wp(`<w:pPr><w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>`+wr("丙"))+styled("A", "丁")).
		styles(`<w:style w:type="paragraph" w:styleId="C"><w:name w:val="章"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`+
			`<w:style w:type="paragraph" w:styleId="A"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`+
			`<w:style w:type="paragraph" w:styleId="A2"><w:name w:val="条2"/><w:basedOn w:val="A"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>`+
			`<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>`).
		numbering(`<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>`+
			`<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>`+lvl(0, "chineseCounting", "第%1章", `<w:pStyle w:val="C"/>`)+
			lvl(1, "chineseCounting", "第%2条", `<w:pStyle w:val="A"/><w:lvlRestart w:val="0"/>`)+`</w:abstractNum>`+
			`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>`))
	require.Equal(t, []string{"第一章", "第一条", "第二条", "", "第三条"}, labels(d))
	require.Equal(t, "第一章 总则", d.Articles()[2].Chapter)
}

func TestNumberFormats(t *testing.T) {
	t.Parallel()
	for format, want := range map[string]string{
		"decimal": "1 12 103", "decimalZero": "01 12 103", "decimalFullWidth": "１ １２ １０３", "upperRoman": "I XII CIII", "lowerRoman": "i xii ciii",
		"upperLetter": "A L YYYY", "lowerLetter": "a l yyyy", "ordinal": "1st 12th 103rd", "decimalEnclosedCircle": "① ⑫ 103",
		"decimalEnclosedParen": "⑴ ⑿ 103", "chineseCounting": "一 十二 一百零三", "chineseCountingThousand": "一 十二 一百零三",
		"chineseLegalSimplified": "壹 壹拾贰 壹佰零叁", "ideographDigital": "一 一二 一〇三", "ideographTraditional": "甲 12 103",
		"ideographZodiac": "子 亥 103", "ideographZodiacTraditional": "甲子 乙亥 103", "ideographEnclosedCircle": "㈠ 12 103", "001": "001 012 103", "klingon": "1 12 103",
	} {
		require.Equal(t, want, formatNumber(1, format, "")+" "+formatNumber(12, format, "")+" "+formatNumber(103, format, ""), format)
	}
	require.Equal(t, "㉑", formatNumber(21, "decimalEnclosedCircle", ""))
	require.Equal(t, "㊿", formatNumber(50, "decimalEnclosedCircle", ""))
	require.Equal(t, "-5", formatNumber(-5, "chineseCounting", ""))
}

func TestNumeralsAreRead(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]int{
		"一": 1, "十": 10, "十二": 12, "二十": 20, "一百": 100, "一百零三": 103, "一百〇三": 103, "一百○三": 103, "一百一十": 110, "一百十": 110,
		"一千二百六十": 1260, "一千零一": 1001, "廿三": 23, "两百": 200, "二〇二四": 2024, "12": 12, "１２": 12, "一万零一十": 10010,
		"三万五千": 35000, "壹佰零叁": 103, " 十 二 ": 12, //nolint:gocritic // the blanks are the point
		"〇": 0, "一百三": 103,
	} {
		n, ok := Numeral(s)
		require.True(t, ok, s)
		require.Equal(t, want, n, s)
	}
	for _, s := range []string{"", " ", "条", "百", "十百", "一一百", "一百零", "十十", "三a", "一二三四五六七八九", "万", "一百零零三"} {
		_, ok := Numeral(s)
		require.False(t, ok, s)
	}
}

func TestNumeralsReadWhatIsWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.IntRange(0, 99_999_999).Draw(t, "n")
		got, ok := Numeral(FormatNumeral(want))
		require.True(t, ok)
		require.Equal(t, want, got)
	})
}

func TestNumbersInWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n                                int
		lang, cardinal, ordinal, numeral string
	}{
		{1, "en-US", "One", "First", "1st"},
		{12, "zh-CN", "Twelve", "Twelfth", "12th"},
		{20, "", "Twenty", "Twentieth", "20th"},
		{123, "en-GB", "One hundred twenty-three", "One hundred twenty-third", "123rd"},
		{3500, "en-US", "Three thousand five hundred", "Three thousand five hundredth", "3500th"},
		{1, "fr-FR", "Un", "Premier", "1er"},
		{71, "fr-FR", "Soixante-et-onze", "Soixante-et-onzième", "71e"},
		{3280, "fr-FR", "Trois-mille-deux-cent-quatre-vingts", "Trois-mille-deux-cent-quatre-vingtième", "3280e"},
		{21, "ru-RU", "Двадцать один", "Двадцать первый", "21st"},
		{2000, "ru-RU", "Две тысячи", "Двухтысячный", "2000th"},
		{1140, "ru-RU", "Одна тысяча сто сорок", "Одна тысяча сто сороковой", "1140th"},
		{5, "de-DE", "5", "5", "5th"},
	} {
		require.Equal(t, c.cardinal, formatNumber(c.n, "cardinalText", c.lang))
		require.Equal(t, c.ordinal, formatNumber(c.n, "ordinalText", c.lang))
		require.Equal(t, c.numeral, formatNumber(c.n, "ordinal", c.lang))
	}
	require.Equal(t, "ZZZ", formatNumber(78, "upperLetter", ""))
	require.Equal(t, "A", formatNumber(781, "upperLetter", ""))
}

func TestTheLanguageOfAStyleDecidesOnNumbersInWords(t *testing.T) {
	t.Parallel()
	d := mustOpen(t, newFile(item(1, 0, "a")+wp(`<w:pPr><w:pStyle w:val="F"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>`+wr("b"))).
		styles(defaults(`<w:lang w:val="en-US"/>`, "")+pStyle("F", "", rPr(`<w:lang w:val="fr-FR"/>`))).
		numbering(`<w:abstractNum w:abstractNumId="0">`+lvl(0, "ordinalText", "%1")+`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`))
	require.Equal(t, []string{"First", "Deuxième"}, labels(d))
}
