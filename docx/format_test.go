package docx

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// pStyle and cStyle make paragraph and character styles.
func pStyle(id, basedOn, inner string) string { return styleOf("paragraph", id, basedOn, inner) }
func cStyle(id, basedOn, inner string) string { return styleOf("character", id, basedOn, inner) }

func styleOf(kind, id, basedOn, inner string) string {
	if basedOn != "" {
		inner = `<w:basedOn w:val="` + basedOn + `"/>` + inner
	}
	return `<w:style w:type="` + kind + `" w:styleId="` + id + `"><w:name w:val="` + id + `"/>` + inner + `</w:style>`
}

func rPr(inner string) string { return `<w:rPr>` + inner + `</w:rPr>` }
func pPr(inner string) string { return `<w:pPr>` + inner + `</w:pPr>` }

func defaults(run, para string) string {
	return `<w:docDefaults><w:rPrDefault>` + rPr(run) + `</w:rPrDefault><w:pPrDefault>` + pPr(para) + `</w:pPrDefault></w:docDefaults>`
}

// wrf makes a run with properties.
func wrf(props, text string) string { return `<w:r>` + rPr(props) + `<w:t>` + text + `</w:t></w:r>` }

// firstRun returns the format of the first run of a paragraph.
func firstRun(l *Layout, i int) *RunFormat { return l.Runs(i)[0].Format }

func TestWordsDefaultsHoldWhereNothingIsSaid(t *testing.T) {
	t.Parallel()
	d := mustFormat(t, newFile(pt("甲a")))
	f := d.Body.Paragraph(0)
	require.Equal(t, Left, f.Align)
	require.Equal(t, Spacing{Line: 240, Rule: LineAuto}, f.Spacing)
	require.True(t, f.WidowControl && f.SnapToGrid && f.Kinsoku && f.HangPunctuation && f.AutoSpaceLatin && f.AutoSpaceDigits)
	r := firstRun(d.Body, 0)
	require.Equal(t, 20, r.Size)
	require.Equal(t, 100, r.Scale)
	require.Equal(t, "auto", r.Color)
	require.Equal(t, "Times New Roman", r.Font('甲'))
	require.Nil(t, f.Label)
}

func TestStylesAreAppliedInOrder(t *testing.T) {
	t.Parallel()
	d := mustFormat(t, newFile(
		wp(pPr(`<w:pStyle w:val="B"/>`)+wr("甲")+wrf(`<w:rStyle w:val="C"/>`, "乙")+wrf(`<w:rStyle w:val="C"/><w:sz w:val="44"/>`, "丙"))+
			wp(pPr(`<w:pStyle w:val="B"/><w:jc w:val="end"/><w:ind w:firstLine="0" w:firstLineChars="0"/>`)+wr("丁"))+pt("戊")).
		styles(defaults(`<w:sz w:val="21"/><w:color w:val="ff0000"/>`, `<w:spacing w:after="160" w:line="259"/>`)+
			strings.Replace(pStyle("A", "", pPr(`<w:jc w:val="both"/><w:spacing w:line="560" w:lineRule="exact"/>`)+rPr(`<w:sz w:val="32"/>`)), "<w:style ", `<w:style w:default="1" `, 1)+
			pStyle("B", "A", pPr(`<w:ind w:firstLine="640" w:firstLineChars="200"/><w:outlineLvl w:val="1"/>`)+rPr(`<w:spacing w:val="-6"/>`))+
			cStyle("C", "D", rPr(`<w:sz w:val="36"/>`))+cStyle("D", "", rPr(`<w:u w:val="single"/>`))))
	f := d.Body.Paragraph(0)
	require.Equal(t, "B", f.Style)
	require.Equal(t, Justify, f.Align)
	require.Equal(t, Spacing{After: 160, Line: 560, Rule: LineExact}, f.Spacing)
	require.Equal(t, 200, f.Indent.FirstLineChars)
	require.Equal(t, 640, f.Indent.FirstLineAt(32), "two characters of 16 pt, not what the twips say of another size")
	require.Equal(t, 2, f.Outline)
	runs := d.Body.Runs(0)
	require.Len(t, runs, 3)
	require.Equal(t, []int{32, 36, 44}, []int{runs[0].Format.Size, runs[1].Format.Size, runs[2].Format.Size})
	require.Equal(t, []string{"", "single", "single"}, []string{runs[0].Format.Underline, runs[1].Format.Underline, runs[2].Format.Underline})
	require.Equal(t, -6, runs[2].Format.Spacing)
	require.Equal(t, "FF0000", runs[2].Format.Color)
	require.Equal(t, "C", runs[2].Format.Style)
	require.Equal(t, Right, d.Body.Paragraph(1).Align)
	require.Zero(t, d.Body.Paragraph(1).Indent.FirstLineAt(32))
	require.Equal(t, "A", d.Body.Paragraph(2).Style)
	require.Equal(t, 32, firstRun(d.Body, 2).Size)
}

func TestToggleProperties(t *testing.T) {
	t.Parallel()
	const on, off = `<w:b/>`, `<w:b w:val="0"/>`
	for name, c := range map[string]struct {
		document, para, char, own string
		want                      bool
	}{
		"one level":                               {para: on, want: true},
		"two levels cancel out":                   {para: on, char: on, want: false},
		"a level that says no changes nothing":    {para: on, char: off, want: true},
		"the run's own word is final":             {para: on, char: on, own: on, want: true},
		"the run's own no is final":               {document: on, para: on, own: off, want: false},
		"what the document says holds":            {document: on, para: on, want: true},
		"a document that says no changes nothing": {document: off, char: on, want: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := mustFormat(t, newFile(wp(pPr(`<w:pStyle w:val="P"/>`)+wrf(`<w:rStyle w:val="C"/>`+c.own, "甲"))).
				styles(defaults(c.document, "")+pStyle("P", "", rPr(c.para))+cStyle("C", "", rPr(c.char))))
			require.Equal(t, c.want, firstRun(d.Body, 0).Bold)
		})
	}
}

func TestStylesThatGoInCirclesEnd(t *testing.T) {
	t.Parallel()
	d := mustFormat(t, newFile(wp(pPr(`<w:pStyle w:val="A"/>`)+wrf(`<w:rStyle w:val="C"/>`, "甲"))+
		`<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc>`+pt("乙")+`</w:tc></w:tr></w:tbl>`).
		styles(pStyle("A", "B", rPr(`<w:sz w:val="30"/>`))+pStyle("B", "A", rPr(`<w:sz w:val="40"/><w:i/>`))+
			cStyle("C", "C", rPr(`<w:strike/>`))+styleOf("table", "T", "U", rPr(`<w:sz w:val="18"/>`))+styleOf("table", "U", "T", "")))
	r := firstRun(d.Body, 0)
	require.Equal(t, 30, r.Size)
	require.True(t, r.Italic && r.Strike)
	require.Equal(t, 18, firstRun(d.Body, 1).Size)
}

func TestThemeFontsFollowTheLanguage(t *testing.T) {
	t.Parallel()
	theme := func(ea string) string {
		return `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>` +
			`<a:majorFont><a:latin typeface="Cambria"/><a:ea typeface="` + ea + `"/><a:cs typeface=""/><a:font script="Hans" typeface="黑体"/></a:majorFont>` +
			`<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/><a:font script="Hans" typeface="宋体"/><a:font script="Hant" typeface="新細明體"/>` +
			`<a:font script="Arab" typeface="Arial"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>`
	}
	const fonts = `<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:cstheme="minorBidi" w:eastAsia="楷体"/>`
	for name, c := range map[string]struct{ lang, ea, own, han, latin, cs string }{
		"simplified":                       {lang: `w:eastAsia="zh-CN"`, han: "宋体", latin: "Calibri", cs: "Times New Roman"},
		"traditional":                      {lang: `w:eastAsia="zh-TW" w:bidi="ar-SA"`, han: "新細明體", latin: "Calibri", cs: "Arial"},
		"the theme names a font itself":    {lang: `w:eastAsia="zh-CN"`, ea: "仿宋", own: `<w:rFonts w:eastAsiaTheme="majorEastAsia"/>`, han: "仿宋", latin: "Calibri", cs: "Times New Roman"},
		"a plain font ends the theme font": {lang: `w:eastAsia="zh-CN"`, own: `<w:rFonts w:eastAsia="方正小标宋简体"/>`, han: "方正小标宋简体", latin: "Calibri", cs: "Times New Roman"},
		"no language":                      {han: "Times New Roman", latin: "Calibri", cs: "Times New Roman"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := mustFormat(t, newFile(wp(wrf(c.own, "甲"))).styles(defaults(fonts, "")).with("theme", "rIdT", "theme1.xml", theme(c.ea)).
				with("settings", "rIdX", "settings.xml", `<w:settings `+allNS+`><w:themeFontLang w:val="en-US" `+c.lang+`/></w:settings>`))
			require.Equal(t, Fonts{ASCII: c.latin, HAnsi: c.latin, EastAsia: c.han, CS: c.cs}, firstRun(d.Body, 0).Fonts)
		})
	}
}

func TestEachCharacterTakesItsFont(t *testing.T) {
	t.Parallel()
	fonts := Fonts{ASCII: "a", HAnsi: "h", EastAsia: "e", CS: "c"}
	for _, c := range []struct{ text, plain, hinted string }{
		{"甲，。（）《》〔〕、：；？！　１Ａ㈠カ가𠮷", "e", "e"},
		{"aZ0 .%", "a", "a"},
		{"“”‘’…—①→■℃§×·é", "h", "e"},
		{"ÀÑ", "h", "h"},
	} {
		for _, r := range c.text {
			require.Equal(t, c.plain, (&RunFormat{Fonts: fonts, LangEastAsia: "zh-CN"}).Font(r), string(r))
			require.Equal(t, c.hinted, (&RunFormat{Fonts: fonts, LangEastAsia: "zh-CN", Hint: "eastAsia"}).Font(r), string(r))
		}
	}
	require.Equal(t, "h", (&RunFormat{Fonts: fonts, Hint: "eastAsia"}).Font('é'), "only Chinese has é")
	require.Equal(t, "c", (&RunFormat{Fonts: fonts, RightToLeft: true}).Font('甲'))
	fonts = Fonts{ASCII: "a", HAnsi: "a", EastAsia: "Times New Roman"}
	require.Equal(t, "a", (&RunFormat{Fonts: fonts}).Font('甲'))
}

func TestFontsGoByManyNames(t *testing.T) {
	t.Parallel()
	for _, p := range [][2]string{
		{"仿宋_GB2312", "FangSong_GB2312"},
		{"仿宋", "仿宋_GB2312"},
		{"FangSong", "仿宋"},
		{"@宋体", "SimSun"},
		{"Ｓｉｍｓｕｎ", "宋体"},
		{"楷体_GB2312", "KaiTi"},
		{"Hei", "黑体"},
		{"方正小标宋_GBK", "方正小标宋简体"},
		{"Times New Roman", "times new roman"},
		{"等线", "DengXian"},
		{"某字体", "某 字体"},
	} {
		require.True(t, SameFont(p[0], p[1]), p)
	}
	for _, p := range [][2]string{{"仿宋", "方正仿宋_GBK"}, {"仿宋", "宋体"}, {"宋体", "华文宋体"}, {"方正小标宋简体", "方正大标宋简体"}, {"", "宋体"}} {
		require.False(t, SameFont(p[0], p[1]), p)
	}
}

func TestAListLevelSetsIndentsBetweenStyleAndParagraph(t *testing.T) {
	t.Parallel()
	levels := `<w:abstractNum w:abstractNumId="0">` + lvl(0, "decimal", "%1.", pPr(`<w:ind w:left="720" w:hanging="360"/>`), rPr(`<w:b/><w:rFonts w:eastAsia="黑体"/>`)) +
		lvl(1, "decimal", "%2)", pPr(`<w:ind w:left="1440" w:hanging="480"/>`)) + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	numbered := `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`
	d := mustFormat(t, newFile(
		wp(pPr(`<w:pStyle w:val="I"/>`+numbered)+wr("甲"))+
			wp(pPr(`<w:pStyle w:val="I"/>`+numbered+`<w:ind w:left="100"/>`)+wr("乙"))+
			wp(pPr(`<w:pStyle w:val="N"/>`)+wr("丙"))+
			wp(pPr(`<w:pStyle w:val="M"/>`)+wr("丁"))+
			wp(pPr(`<w:pStyle w:val="M"/><w:numPr><w:numId w:val="0"/></w:numPr>`)+wr("戊"))+
			wp(pPr(`<w:pStyle w:val="N"/><w:numPr><w:ilvl w:val="1"/></w:numPr>`)+wr("己"))).
		styles(pStyle("I", "", pPr(`<w:ind w:left="50" w:firstLine="60"/>`))+
			pStyle("N", "I", pPr(numbered))+pStyle("M", "I", pPr(numbered+`<w:ind w:left="999"/>`))).numbering(levels))
	indent := func(i int) []int {
		f := d.Body.Paragraph(i)
		return []int{f.Indent.Left, f.Indent.FirstLine, f.NumID, f.Level}
	}
	require.Equal(t, []int{720, -360, 1, 0}, indent(0), "the level stands above the style")
	require.Equal(t, []int{100, -360, 1, 0}, indent(1), "the paragraph stands above the level")
	require.Equal(t, []int{720, -360, 1, 0}, indent(2), "the list of a style stands above what it is based on")
	require.Equal(t, []int{999, -360, 1, 0}, indent(3), "and below what the same style says")
	require.Equal(t, []int{999, 60, 0, 0}, indent(4), "without the list nothing of it is left")
	require.Equal(t, []int{1440, -480, 1, 1}, indent(5), "another level brings its own indent")
	r := d.Body.Runs(0)
	require.Equal(t, Run{0, 3, d.Body.Paragraph(0).Label}, r[0], "label and tab")
	require.True(t, r[0].Format.Bold)
	require.Equal(t, "黑体", r[0].Format.Fonts.EastAsia)
	require.False(t, r[1].Format.Bold)
}

func TestTableStylesFormatPartsOfTables(t *testing.T) {
	t.Parallel()
	part := func(kind, run string) string {
		return `<w:tblStylePr w:type="` + kind + `">` + rPr(run) + `</w:tblStylePr>`
	}
	size := func(n int) string { return fmt.Sprintf(`<w:sz w:val="%d"/>`, n) }
	style := styleOf("table", "T", "U", `<w:tblPr><w:tblStyleRowBandSize w:val="1"/></w:tblPr>`+part("firstRow", `<w:b/>`)+part("lastRow", size(50))+
		part("firstCol", size(60))+part("nwCell", size(70))+part("band1Horz", `<w:i/>`)) +
		styleOf("table", "U", "", pPr(`<w:jc w:val="center"/>`)+rPr(size(18))+part("firstRow", size(40)))
	row := func(cells ...string) string {
		return `<w:tr><w:tc>` + strings.Join(cells, `</w:tc><w:tc>`) + `</w:tc></w:tr>`
	}
	table := func(look string) string {
		return `<w:tbl><w:tblPr><w:tblStyle w:val="T"/>` + look + `</w:tblPr>` + row(pt("a"), pt("b")) + row(pt("c"), pt("d")) + row(pt("e"), pt("f")) + row(pt("g"), pt("h")) + `</w:tbl>`
	}
	for name, c := range map[string]struct {
		look, sizes, bold, italic string
	}{
		"all":        {`<w:tblLook w:val="04E0"/>`, "70 40 60 18 60 18 60 50", "bb------", "--ii----"},
		"attributes": {`<w:tblLook w:val="0000" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:noHBand="0" w:noVBand="1"/>`, "40 40 18 18 18 18 18 18", "bb------", "--ii--ii"},
		"none":       {`<w:tblLook w:val="0600"/>`, "18 18 18 18 18 18 18 18", "--------", "--------"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := mustFormat(t, newFile(table(c.look)+pt("外")).styles(style))
			var sizes []string
			var bold, italic strings.Builder
			mark := func(b *strings.Builder, yes bool, c byte) {
				if !yes {
					c = '-'
				}
				b.WriteByte(c)
			}
			for i := range 8 {
				r := firstRun(d.Body, i)
				sizes = append(sizes, strconv.Itoa(r.Size))
				mark(&bold, r.Bold, 'b')
				mark(&italic, r.Italic, 'i')
				require.Equal(t, Center, d.Body.Paragraph(i).Align)
			}
			require.Equal(t, c.sizes, strings.Join(sizes, " "))
			require.Equal(t, c.bold, bold.String())
			require.Equal(t, c.italic, italic.String())
			require.Equal(t, 20, firstRun(d.Body, 8).Size)
			require.Equal(t, Left, d.Body.Paragraph(8).Align)
		})
	}
}

func TestToggleOfATableStyleMeetsThatOfAParagraphStyle(t *testing.T) {
	t.Parallel()
	d := mustFormat(t, newFile(`<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc>`+wp(pPr(`<w:pStyle w:val="B"/>`)+wr("甲"))+pt("乙")+`</w:tc></w:tr></w:tbl>`).
		styles(styleOf("table", "T", "", rPr(`<w:b/>`))+pStyle("B", "", rPr(`<w:b/>`))))
	require.False(t, firstRun(d.Body, 0).Bold)
	require.True(t, firstRun(d.Body, 1).Bold)
}

// Word's own size is 10 pt and its own alignment left: a paragraph style that says these said nothing in Word before 2010.
func TestOldDocumentsLetTheTableStyleSetSizeAndAlignment(t *testing.T) {
	t.Parallel()
	for setting, want := range map[string]string{"": "18 center", "0": "18 center", "1": "20 left"} {
		f := newFile(`<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc>` + wp(pPr(`<w:pStyle w:val="A"/>`)+wr("甲")) + wp(pPr(`<w:pStyle w:val="B"/>`)+wr("乙")) + `</w:tc></w:tr></w:tbl>`).
			styles(styleOf("table", "T", "", pPr(`<w:jc w:val="center"/>`)+rPr(`<w:sz w:val="18"/>`)) +
				pStyle("A", "", pPr(`<w:jc w:val="left"/>`)+rPr(`<w:sz w:val="20"/>`)) + pStyle("B", "", pPr(`<w:jc w:val="right"/>`)+rPr(`<w:sz w:val="30"/>`)))
		if setting != "" {
			f.with("settings", "x", "settings.xml", `<w:settings `+allNS+`><w:compat><w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:val="`+setting+`"/></w:compat></w:settings>`)
		}
		d := mustFormat(t, f)
		require.Equal(t, want, fmt.Sprint(firstRun(d.Body, 0).Size, " ", d.Body.Paragraph(0).Align), setting)
		require.Equal(t, "30 right", fmt.Sprint(firstRun(d.Body, 1).Size, " ", d.Body.Paragraph(1).Align), setting)
	}
}

func TestParagraphDetails(t *testing.T) {
	t.Parallel()
	d := mustFormat(t, newFile(
		wp(pPr(`<w:keepNext/><w:keepLines w:val="0"/><w:pageBreakBefore/><w:widowControl w:val="0"/><w:snapToGrid w:val="0"/><w:bidi/><w:contextualSpacing/><w:kinsoku w:val="0"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>`+
			`<w:pBdr><w:top w:val="single"/></w:pBdr><w:shd w:val="clear" w:fill="ffff00"/><w:tabs><w:tab w:val="end" w:pos="9000" w:leader="dot"/><w:tab w:val="clear" w:pos="420"/></w:tabs>`+
			`<w:spacing w:before="100" w:beforeLines="50" w:afterAutospacing="1" w:line="12pt" w:lineRule="atLeast"/><w:ind w:start="1cm" w:hanging="20" w:firstLine="90" w:hangingChars="150"/>`+
			`<w:textAlignment w:val="center"/><w:pPrChange><w:pPr><w:jc w:val="center"/></w:pPr></w:pPrChange>`)+wr("甲"))).
		styles(strings.Replace(pStyle("A", "", pPr(`<w:tabs><w:tab w:val="left" w:pos="420"/><w:tab w:val="left" w:pos="840"/></w:tabs>`)), "<w:style ", `<w:style w:default="1" `, 1)))
	f := d.Body.Paragraph(0)
	require.True(t, f.KeepNext && f.PageBreakBefore && f.RightToLeft && f.ContextualSpacing && f.Borders)
	require.False(t, f.Kinsoku || f.HangPunctuation || f.AutoSpaceLatin || f.AutoSpaceDigits)
	require.False(t, f.KeepLines || f.WidowControl || f.SnapToGrid || f.Frame)
	require.Equal(t, "FFFF00", f.Shading)
	require.Equal(t, []Tab{{840, "left", ""}, {9000, "right", "dot"}}, f.Tabs)
	require.Equal(t, Spacing{Before: 100, BeforeLines: 50, AfterAuto: true, Line: 240, Rule: LineAtLeast}, f.Spacing)
	require.Equal(t, Indent{Left: 567, FirstLine: -20, FirstLineChars: -150}, f.Indent)
	require.Equal(t, []int{289, 120, 0}, []int{f.Spacing.BeforeAt(579), f.Spacing.BeforeAt(0), f.Spacing.AfterAt(579)})
	require.Equal(t, "center", f.TextAlignment)
	require.Equal(t, Left, f.Align, "what a tracked change replaced does not hold")
}

func TestRunDetails(t *testing.T) {
	t.Parallel()
	d := mustFormat(t, newFile(wp(wrf(`<w:rFonts w:hint="eastAsia" w:eastAsia="仿宋&amp;"/><w:dstrike/><w:caps/><w:highlight w:val="yellow"/><w:em w:val="dot"/>`+
		`<w:vertAlign w:val="superscript"/><w:w w:val="66%"/><w:kern w:val="2"/><w:position w:val="-4"/><w:fitText w:val="640" w:id="1"/><w:bdr w:val="single"/>`+
		`<w:shd w:val="pct15" w:fill="auto"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/><w:u w:val="none"/><w:sz w:val="10.5pt"/>`, "甲")+
		wrf(`<w:sz w:val="x"/><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>`, "乙"))))
	runs := d.Body.Runs(0)
	require.Equal(t, RunFormat{
		Fonts: Fonts{"Times New Roman", "Times New Roman", "仿宋&", "Times New Roman"}, Hint: "eastAsia", Size: 21, SizeCS: 20, DoubleStrike: true, Caps: true,
		Highlight: "yellow", Emphasis: "dot", VertAlign: "superscript", Scale: 66, Kern: 2, Position: -4, FitText: 640, Border: true, Shading: "auto",
		Lang: "en-US", LangEastAsia: "zh-CN", Color: "auto", SnapToGrid: true,
	}, *runs[0].Format)
	require.Equal(t, 20, runs[1].Format.Size)
	require.False(t, runs[1].Format.Bold)
}

func TestRunsOfOneFormatAreOne(t *testing.T) {
	t.Parallel()
	red := `<w:color w:val="FF0000"/>`
	d := mustFormat(t, newFile(wp(wrf(red, "甲")+wrf(`<w:color w:val="ff0000"/>`, "乙")+wr("丙")+
		`<w:del><w:r><w:delText>删</w:delText></w:r></w:del>`+wrf(`<w:vanish/>`, "隐")+wr("丁"))+wp(wrf(red, "戊"))))
	require.Equal(t, []Run{{0, 2, firstRun(d.Body, 0)}, {2, 4, d.Body.Runs(0)[1].Format}}, d.Body.Runs(0))
	require.Same(t, firstRun(d.Body, 0), firstRun(d.Body, 1))
}

func TestRunsFollowTheTextOfAParagraphWhoseMarkIsDeleted(t *testing.T) {
	t.Parallel()
	gone := pPr(rPr(`<w:del/>`))
	d := mustFormat(t, newFile(wp(gone+wrf(`<w:b/>`, "甲甲"))+wp(gone+wr("乙"))+wp(pPr(`<w:jc w:val="center"/>`)+wrf(`<w:i/>`, "丙"))+wp(gone+wrf(`<w:b/>`, "尾"))+
		`<w:tbl><w:tr><w:tc>`+pt("格")+`</w:tc></w:tr></w:tbl>`))
	require.Equal(t, "甲甲乙丙\n尾\n格", d.Text())
	require.Equal(t, Center, d.Body.Paragraph(0).Align)
	runs := d.Body.Runs(0)
	require.Len(t, runs, 3)
	require.Equal(t, []int{0, 2, 2, 3, 3, 4}, []int{runs[0].Start, runs[0].End, runs[1].Start, runs[1].End, runs[2].Start, runs[2].End})
	require.True(t, runs[0].Format.Bold && !runs[1].Format.Bold && runs[2].Format.Italic)
	require.True(t, firstRun(d.Body, 1).Bold)
}

func TestATextBoxKeepsItsRunsApart(t *testing.T) {
	t.Parallel()
	box := `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent>` + wp(wrf(`<w:i/>`, "框内")) + `</w:txbxContent></mc:Choice>` +
		`<mc:Fallback><w:txbxContent>` + pt("框内") + `</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`
	d := mustFormat(t, newFile(wp(wrf(`<w:b/>`, "前")+box+wrf(`<w:b/>`, "后"))+pt("下")))
	require.Equal(t, "前后\n框内\n下", d.Text())
	require.Equal(t, []Run{{0, 2, firstRun(d.Body, 0)}}, d.Body.Runs(0))
	require.True(t, firstRun(d.Body, 0).Bold)
	require.True(t, firstRun(d.Body, 1).Italic)
	require.Equal(t, []int{-1, 0, -1}, []int{d.Body.Host(0), d.Body.Host(1), d.Body.Host(2)})
}

func TestFormatsOfAHostileNumberAreRefused(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range maxFormats + 1 {
		fmt.Fprintf(&b, `<w:r><w:rPr><w:spacing w:val="%d"/></w:rPr><w:t>a</w:t></w:r>`, i)
	}
	f := newFile(wp(b.String()))
	_, err := openBytes(f.bytes(t))
	require.NoError(t, err)
	_, err = openFormatted(f.bytes(t))
	require.Equal(t, TooLarge, ReasonOf(err))
}

func TestAFloodOfStylesOrListsIsRefused(t *testing.T) {
	t.Parallel()
	many := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, f := range map[string]*file{
		"styles":      newFile(pt("甲")).styles(many(maxStyles+1, `<w:style w:styleId="%d"/>`)),
		"definitions": newFile(pt("甲")).numbering(many(maxLists+2, `<w:abstractNum w:abstractNumId="%d"/>`)),
		"lists":       newFile(pt("甲")).numbering(many(maxLists+2, `<w:num w:numId="%d"/>`)),
	} {
		_, err := openBytes(f.bytes(t))
		require.Equal(t, TooLarge, ReasonOf(err), name)
	}
}
