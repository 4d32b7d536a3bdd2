package view_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"guibei/docx"
	"guibei/docx/view"
)

// corpus lists the files of other projects' test suites.
func corpus(tb testing.TB) []string {
	tb.Helper()
	root := filepath.Join("..", "..", "..", "shared", "data", "docx")
	files, err := filepath.Glob(filepath.Join(root, "*", "*.docx"))
	require.NoError(tb, err)
	if len(files) == 0 {
		tb.Skipf("the docx corpus is not at %s: corpus test skipped", root)
	}
	return files
}

// between cuts UTF-16 units out of a text.
func between(s string, start, end int) string {
	return string(utf16.Decode(utf16.Encode([]rune(s))[start:end]))
}

// someMarks makes overlapping marks in every paragraph, not inside surrogate pairs.
func someMarks(d *docx.Document, r *rand.Rand) []view.Mark {
	var out []view.Mark
	for _, q := range d.Paragraphs() {
		n := len([]rune(q.Text))
		if n == 0 || len(out) > 3000 {
			continue
		}
		for range 3 {
			from := r.IntN(n)
			a := q.Anchor(from, from+1+r.IntN(min(n-from, 40)))
			out = append(out, view.Mark{Paragraph: a.Paragraph, Start: a.Start, End: a.End, Severity: "high"})
		}
	}
	return out
}

// TestTheTextOfTheCorpusIsShownAsItIs holds what is shown against the model, paragraph by paragraph, and what is marked
// against what was to be marked, in all modes.
func TestTheTextOfTheCorpusIsShownAsItIs(t *testing.T) {
	t.Parallel()
	files, shownFiles, paragraphs, marked, changed := corpus(t), 0, 0, 0, 0
	r := rand.New(rand.NewPCG(1, 2))
	for i, path := range files {
		if testing.Short() && i%8 != 0 {
			continue
		}
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		f, err := docx.OpenBytes(b)
		if err != nil {
			continue
		}
		d, err := f.Formatted()
		if err != nil {
			continue
		}
		shownFiles++
		marks := someMarks(d.Document, r)
		for _, mode := range []view.Mode{view.Final, view.Markup, view.Original} {
			page, err := view.RenderFile(f, d, mode, marks)
			require.NoError(t, err, path)
			got := parse(t, page.HTML)
			model := readingOf(t, f, d, mode)
			requireSameText(t, path, model, got)
			paragraphs += len(got.paragraphs)
			marked += requireMarked(t, path, mode, d, page, got, marks)
			if mode == view.Markup && got.elements["ins"]+got.elements["del"] > 0 {
				changed++
			}
		}
	}
	t.Logf("%d files shown in three modes, %d paragraphs, %d marks, %d files with changes", shownFiles, paragraphs, marked, changed)
	if !testing.Short() {
		require.Greater(t, shownFiles, len(files)*8/10)
		require.Greater(t, changed, 20)
	}
}

func readingOf(t *testing.T, f *docx.File, final *docx.Formatted, mode view.Mode) *docx.Document {
	t.Helper()
	if mode == view.Final || !view.HasChanges(final.Document) {
		return final.Document
	}
	d, err := f.Read(map[view.Mode]docx.View{view.Markup: docx.Marked, view.Original: docx.Original}[mode])
	require.NoError(t, err)
	return d
}

func requireSameText(t *testing.T, path string, d *docx.Document, got *read) {
	t.Helper()
	byID := map[string]string{}
	for _, s := range got.paragraphs {
		_, twice := byID[s.id]
		require.False(t, twice, "%s shows %s twice", path, s.id)
		byID[s.id] = s.text
	}
	for i := range d.Paragraphs() {
		q := &d.Paragraphs()[i]
		text, ok := byID[q.ID]
		if !ok {
			require.Empty(t, strings.TrimFunc(q.Text, docx.IsSpace), "%s does not show %s", path, q.ID)
			continue
		}
		require.Equal(t, inDOM(q.Text), text, "%s %s", path, q.ID)
	}
}

// requireMarked compares what is under the marks; in the original what is marked at all.
func requireMarked(t *testing.T, path string, mode view.Mode, d *docx.Formatted, page *view.Page, got *read, marks []view.Mark) int {
	t.Helper()
	texts := map[string]string{}
	for _, q := range d.Paragraphs() {
		texts[q.ID] = q.Text
	}
	n := 0
	for i, m := range marks {
		if !page.Anchored[i] {
			require.NotEqual(t, view.Final, mode, "%s: mark %d", path, i)
			continue
		}
		n++
		require.True(t, got.ids[fmt.Sprintf("f-%d", i)], "%s: mark %d has no id", path, i)
		if mode == view.Final {
			require.Equal(t, inDOM(between(texts[m.Paragraph], m.Start, m.End)), got.marks[i], "%s %s %d %s", path, m.Paragraph, i, mode)
		}
	}
	return n
}

func TestWhatIsHostileInAFileIsTextOnThePage(t *testing.T) {
	t.Parallel()
	evil := `<script>alert(1)</script><img src=x onerror="alert('2')">&lt;]]>`
	body := p(evil) +
		`<w:p><w:hyperlink r:id="evil"><w:r><w:rPr><w:rFonts w:eastAsia="x;}body{display:none" w:ascii="&quot;&gt;"/><w:color w:val="expression(1)"/></w:rPr><w:t>点此</w:t></w:r></w:hyperlink></w:p>` +
		`<w:p w14:paraId="&quot;&gt;&lt;b&gt;"><w:ins w:id="1" w:author="&lt;b&gt;&quot; onclick=&quot;x" w:date="&quot;&gt;"><w:r><w:t>加&#13;&#10;入</w:t></w:r></w:ins></w:p>` +
		`<w:p><w:pPr><w:pStyle w:val="S"/><w:ind w:left="999999999" w:firstLine="-999999999"/><w:spacing w:line="99999999" w:before="99999999"/></w:pPr><w:r><w:rPr><w:sz w:val="999999"/></w:rPr><w:t>大</w:t></w:r></w:p>`
	styles := `<w:styles ` + namespaces + `><w:style w:type="paragraph" w:styleId="S"><w:name w:val="&lt;/style&gt;&lt;script&gt;"/></w:style></w:styles>`
	f, d := open(t, word(t, body, "styles", styles))
	for _, mode := range []view.Mode{view.Final, view.Markup, view.Original} {
		page, err := view.RenderFile(f, d, mode, []view.Mark{{Paragraph: `"><script>`, Start: 0, End: 5}, {Paragraph: "p1", Start: -4, End: 2}, {Paragraph: "p1", Start: 5, End: 1 << 40, Severity: `x"><b>`}})
		require.NoError(t, err)
		got := parse(t, page.HTML)
		require.Equal(t, evil, got.text(t, "p1"))
		require.Equal(t, "点此", got.text(t, "p2"))
		require.Equal(t, []bool{false, false, true}, page.Anchored)
		require.Equal(t, evil[5:], got.marks[2])
		require.NotContains(t, page.HTML, "javascript")
		requireTame(t, page.CSS)
	}
}

// requireTame checks that a style sheet says nothing but what we say.
func requireTame(t *testing.T, css string) {
	t.Helper()
	for _, bad := range []string{"url(", "expression", "@import", "</", "<", "javascript", "body{", "position:fixed"} {
		require.NotContains(t, css, bad)
	}
	for line := range strings.Lines(css) {
		require.True(t, strings.HasPrefix(line, ".gb-doc"), line)
		for size := range strings.FieldsFuncSeq(line, func(r rune) bool { return !strings.ContainsRune("0123456789.", r) }) {
			require.Less(t, len(size), 8, line)
		}
	}
}

func TestAParagraphLooksAsWordShowsIt(t *testing.T) {
	t.Parallel()
	body := `<w:p><w:pPr><w:jc w:val="center"/><w:spacing w:line="560" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/></w:rPr><w:t>标题</w:t></w:r></w:p>` +
		`<w:p><w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr><w:t>正文</w:t></w:r>` +
		`<w:r><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/><w:b/><w:u w:val="single"/><w:color w:val="FFFF00"/></w:rPr><w:t>粗</w:t></w:r></w:p>`
	page, got, _ := render(t, word(t, body))
	rules := regexp.MustCompile(`(?m)^\.gb-doc \.k\d+\{(.*)\}$`).FindAllStringSubmatch(page.CSS, -1)
	require.Len(t, rules, 3)
	require.Contains(t, rules[0][1], "text-align:center")
	require.Contains(t, rules[0][1], "line-height:1.27em")
	require.Contains(t, rules[0][1], "font-family:var(--gb-xiaobiaosong)")
	require.Contains(t, rules[0][1], "font-size:calc(22pt*var(--gb-scale,1))")
	require.Contains(t, rules[1][1], "text-indent:2em")
	require.Contains(t, rules[1][1], "font-family:var(--gb-fangsong)")
	require.Equal(t, "font-weight:700;color:#787800;text-decoration:underline", rules[2][1], "yellow on white is darkened until it can be read")
	require.Equal(t, 1, got.elements["span"])
	require.Contains(t, page.CSS, `--gb-fangsong:"仿宋_GB2312"`)
	require.NotContains(t, page.HTML, "style")
}

func TestALabelOfAListIsPartOfTheTextAndABulletIsNot(t *testing.T) {
	t.Parallel()
	numbering := `<w:numbering ` + namespaces + `><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="space"/><w:lvlText w:val="第%1条"/></w:lvl>` +
		`<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
	item := func(level, text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	page, got, d := render(t, word(t, item("0", "为了规范。")+item("1", "一点"), "numbering", numbering), view.Mark{Paragraph: "p1", Start: 1, End: 6, Severity: "low"})
	require.Equal(t, "第一条 为了规范。", got.text(t, "p1"))
	require.Equal(t, "一条 为了", got.marks[0])
	require.Equal(t, "第一条", got.paragraphs[0].article)
	require.Equal(t, "一点", got.text(t, "p2"))
	require.Equal(t, 1, got.classes["gb-bullet"])
	require.Positive(t, got.classes["gb-label"])
	require.Equal(t, []docx.Heading{{Kind: docx.ArticleHeading, Level: 1, Label: "第一条", Title: "为了规范。"}}, d.Outline())
	require.True(t, page.Anchored[0])
}

func TestOverlappingMarksAreCutAtAllTheirEnds(t *testing.T) {
	t.Parallel()
	page, got, _ := render(t, word(t, p("𬱖村甲乙丙丁戊")),
		view.Mark{Paragraph: "p1", Start: 0, End: 4, Severity: "low"}, view.Mark{Paragraph: "p1", Start: 2, End: 6, Severity: "blocker"},
		view.Mark{Paragraph: "p1", Start: 2, End: 3}, view.Mark{Paragraph: "p1"}, view.Mark{Paragraph: "p9", Start: 0, End: 1})
	require.Equal(t, "𬱖村甲", got.marks[0], "𬱖 is two units")
	require.Equal(t, "村甲乙丙", got.marks[1])
	require.Equal(t, "村", got.marks[2])
	require.Equal(t, "𬱖村甲乙丙丁戊", got.marks[3], "an empty stretch is the whole paragraph")
	require.Equal(t, []bool{true, true, true, true, false}, page.Anchored)
	require.Contains(t, page.HTML, `<mark class="gb-mark sev-blocker" data-f="3 0 1 2"`)
	require.Contains(t, page.HTML, `<mark class="gb-mark sev-low" data-f="3">丁戊</mark>`)
	for i := range 4 {
		require.True(t, got.ids[fmt.Sprintf("f-%d", i)])
	}
}

func TestFiveThousandFindingsInOneParagraphStayInBounds(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("违反本办法的处以罚款𬱖", 1000)
	var nested []view.Mark
	for i := range 5000 {
		nested = append(nested, view.Mark{Paragraph: "p1", Start: i % 3000, End: 12000 - i, Severity: "high"})
	}
	page, got, _ := render(t, word(t, p(text)), nested...)
	require.Equal(t, text, got.text(t, "p1"))
	for i := range nested {
		require.True(t, page.Anchored[i])
		require.True(t, got.ids[fmt.Sprintf("f-%d", i)], i)
	}
	require.Less(t, len(page.HTML), 3<<20)
}

func TestATableOfSixtyColumnsAndMergedCellsIsDrawnAsInWord(t *testing.T) {
	t.Parallel()
	cell := func(props, text string) string { return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + p(text) + `</w:tc>` }
	var grid, wide strings.Builder
	for i := range 60 {
		grid.WriteString(`<w:gridCol w:w="150"/>`)
		wide.WriteString(cell("", strconv.Itoa(i)))
	}
	body := `<w:tbl><w:tblGrid>` + grid.String() + `</w:tblGrid><w:tr>` + wide.String() + `</w:tr>` +
		`<w:tr>` + cell(`<w:gridSpan w:val="58"/><w:vMerge w:val="restart"/>`, "甲") + cell("", "乙") + cell("", "丙") + `</w:tr>` +
		`<w:tr>` + cell(`<w:gridSpan w:val="58"/><w:vMerge/>`, "藏") + cell(`<w:gridSpan w:val="2"/>`, "丁") + `</w:tr>` +
		`<w:tr><w:trPr><w:gridBefore w:val="59"/><w:tblHeader/></w:trPr><w:tc>` + `<w:tbl><w:tr>` + cell("", "内") + `</w:tr></w:tbl>` + p("尾") + `</w:tc></w:tr></w:tbl>` + p("后")
	page, got, d := render(t, word(t, body))
	require.Len(t, got.paragraphs, len(d.Paragraphs()))
	require.Equal(t, 60, got.elements["col"])
	require.Equal(t, 2, got.elements["table"])
	require.Contains(t, page.HTML, `<td colspan="58" rowspan="2">`)
	require.Contains(t, page.HTML, `<div class="gb-merged"><p`, "text that Word hides is shown: the rules read it")
	require.Contains(t, page.HTML, `<td class="gb-gap" colspan="59"></td><th scope="col">`)
	require.Contains(t, page.CSS, "{width:1.6%}")
	require.Equal(t, "后", got.paragraphs[len(got.paragraphs)-1].text)
}

func TestNotesBoxesPicturesAndHeadersHaveTheirPlaces(t *testing.T) {
	t.Parallel()
	body := `<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>之后</w:t></w:r></w:p>` +
		`<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1800000" cy="3600000"/><a:blip r:embed="x"/></wp:inline></w:drawing></w:r></w:p>` +
		`<w:p><w:r><w:pict><v:shape style="width:72pt;height:36.5pt"><v:textbox><w:txbxContent>` + p("框内") + `</w:txbxContent></v:textbox></v:shape></w:pict></w:r><w:r><w:t>框外</w:t></w:r></w:p>`
	note := func(id, text string) string { return `<w:footnote w:id="` + id + `">` + p(text) + `</w:footnote>` }
	page, got, _ := render(t, word(t, body,
		"footnotes", `<w:footnotes `+namespaces+`>`+note("1", "没有引用的注")+note("2", "第一个注")+`</w:footnotes>`,
		"header", `<w:hdr `+namespaces+`>`+p("页眉")+`</w:hdr>`, "footer", `<w:ftr `+namespaces+`>`+p("　")+`</w:ftr>`),
		view.Mark{Paragraph: "p1", Start: 1, End: 3})
	require.Equal(t, "正文之后", got.text(t, "p1"), "the number of a note is no text")
	require.Equal(t, "文之", got.marks[0])
	require.Contains(t, page.HTML, `<sup class="gb-ref" data-n="1" data-note="fn-1" role="doc-noteref" tabindex="0" aria-label="脚注1"></sup>`)
	require.Contains(t, page.HTML, `<div class="gb-note" id="fn-1" data-n="1"><p data-p="footnote1p2"`)
	require.Contains(t, page.HTML, `<div class="gb-note"><p data-p="footnote1p1"`)
	require.Contains(t, page.HTML, `data-note="［图片，5.0×10.0厘米］"`)
	require.Contains(t, page.HTML, `<div class="gb-box"><p data-p="p3x1p1"`)
	require.True(t, strings.HasPrefix(page.HTML, `<div class="gb-header"><p`))
	require.NotContains(t, page.HTML, "gb-footer", "an empty footer is not drawn")
}

func TestATableInATextBoxAndABoxWhoseParagraphIsGone(t *testing.T) {
	t.Parallel()
	box := func(inner string) string {
		return `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>` + inner + `</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`
	}
	table := func(inner string) string { return `<w:tbl><w:tr><w:tc>` + inner + `</w:tc></w:tr></w:tbl>` }
	page, got, d := render(t, word(t, `<w:p>`+box(table(table(p("里"))+p("外"))+p("框"))+`</w:p>`+
		`<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr>`+box(p("甲")+p("乙")+p("丙"))+`<w:r><w:t>前</w:t></w:r></w:p>`+p("后")))
	require.Len(t, got.paragraphs, len(d.Paragraphs()))
	require.Equal(t, 2, got.elements["table"])
	require.Equal(t, 2, got.classes["gb-box"], page.HTML)
	require.Equal(t, "前后", got.paragraphs[len(got.paragraphs)-1].text)
}

const changes = `<w:p><w:r><w:t>区住建局</w:t></w:r><w:del w:id="1" w:author="张三" w:date="2026-01-02T03:04:05Z"><w:r><w:delText>可以</w:delText></w:r></w:del>` +
	`<w:ins w:id="2" w:author="李四" w:date="2026-01-03T00:00:00Z"><w:r><w:t>应当</w:t></w:r></w:ins><w:r><w:t>检查。</w:t></w:r></w:p>` +
	`<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="张三"/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>后半</w:t></w:r></w:p>` +
	`<w:p><w:r><w:t>未改</w:t></w:r></w:p>`

func TestTrackedChangesAreShownInThreeModes(t *testing.T) {
	t.Parallel()
	f, d := open(t, word(t, changes))
	marks := []view.Mark{
		{Paragraph: "p1", Start: 3, End: 7}, // 局应当检
		{Paragraph: "p3", Start: 0, End: 2}, // 前半, whose paragraph mark is deleted
		{Paragraph: "p3", Start: 3, End: 4}, // 半
		{Paragraph: "p4", Start: 0, End: 1},
	}
	show := func(mode view.Mode) (*view.Page, *read) {
		page, err := view.RenderFile(f, d, mode, marks)
		require.NoError(t, err)
		return page, parse(t, page.HTML)
	}
	_, got := show(view.Final)
	require.Equal(t, "区住建局应当检查。", got.text(t, "p1"))
	require.Equal(t, "前半后半", got.text(t, "p3"))
	require.Equal(t, map[int]string{0: "局应当检", 1: "前半", 2: "半", 3: "未"}, got.marks)

	page, got := show(view.Markup)
	require.Equal(t, "区住建局可以应当检查。", got.text(t, "p1"))
	require.Equal(t, map[int]string{0: "局可以应当检", 1: "前半", 2: "半", 3: "未"}, got.marks)
	require.Contains(t, page.HTML, `<del class="gb-del" title="删除　张三　2026-01-02 03:04:05" data-author="张三" data-date="2026-01-02T03:04:05Z">`)
	require.Contains(t, page.HTML, `<ins class="gb-ins" title="插入　李四`)
	require.Equal(t, []bool{true, true, true, true}, page.Anchored)

	page, got = show(view.Original)
	require.Equal(t, "区住建局可以检查。", got.text(t, "p1"))
	require.Equal(t, []bool{false, false, false, true}, page.Anchored, "nothing is marked where the words may be others")
	require.Equal(t, map[int]string{3: "未"}, got.marks)
}

func TestTheOutlineHasChaptersSectionsAndArticles(t *testing.T) {
	t.Parallel()
	_, _, d := render(t, word(t, p("停车管理办法")+p("目　录")+p("第一章 总则")+p("第二章 罚则")+p("第一章 总则")+p("第一条 为了规范。")+p("第二章")+p("罚　则")+p("第一节 一般规定")+p("第二条 违反第一条规定的，处罚。")+p("附则")+p("第三条 自公布之日起施行。")))
	var got []string
	for _, h := range d.Outline() {
		got = append(got, fmt.Sprint(h.Level, h.Kind, " ", h.Label, " ", h.Title, " ", h.Paragraph))
	}
	require.Equal(t, []string{
		"1chapter 第一章 总则 4", "2article 第一条 为了规范。 5", "1chapter 第二章 罚则 6", "2section 第一节 一般规定 8",
		"3article 第二条 违反第一条规定的，处罚。 9", "1chapter  附则 10", "2article 第三条 自公布之日起施行。 11",
	}, got)
	_, _, d = render(t, word(t, p("关于停车的通知")+p("一、总体要求")+p("（一）加强领导。各单位应当重视。")+p("正文")))
	require.Equal(t, []docx.Heading{
		{Kind: docx.ItemHeading, Level: 1, Label: "一", Title: "总体要求", Paragraph: 1},
		{Kind: docx.ItemHeading, Level: 2, Label: "（一）", Title: "加强领导", Paragraph: 2},
	}, d.Outline())
}
