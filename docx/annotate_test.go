package docx

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var evening = time.Date(2026, 3, 2, 18, 5, 7, 0, time.FixedZone("", 8*3600))

// annotated annotates a file under construction and opens the copy.
func annotated(tb testing.TB, f *file, notes ...Note) (*File, []Placed) {
	tb.Helper()
	src, err := OpenBytes(f.bytes(tb))
	require.NoError(tb, err)
	var out bytes.Buffer
	placed, err := src.Annotate(&out, notes)
	require.NoError(tb, err)
	got, err := OpenBytes(out.Bytes())
	require.NoError(tb, err)
	return got, placed
}

func bodyMarkup(tb testing.TB, f *File) string {
	tb.Helper()
	b, err := f.Part(f.Main())
	require.NoError(tb, err)
	_, body, _ := strings.Cut(string(b), "<w:body>")
	return strings.TrimSuffix(body, "</w:body></w:document>")
}

func TestACommentStandsAroundItsWordsAndNothingElseChanges(t *testing.T) {
	t.Parallel()
	f := newFile(wp(`<w:pPr><w:jc w:val="both"/></w:pPr><w:r w:rsidR="00AA"><w:rPr><w:b/></w:rPr><w:t>摊主不得&amp;占道</w:t></w:r>` + wr("经营。")))
	d := mustOpen(t, f)
	got, placed := annotated(t, f, Note{Anchor: d.Paragraphs()[0].Anchor(2, 6), Author: "青山区司法局", Date: evening, Text: "依据何在？", Key: "f1"})
	require.Equal(t, `<w:p><w:pPr><w:jc w:val="both"/></w:pPr>`+
		`<w:r w:rsidR="00AA"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">摊主</w:t></w:r><w:commentRangeStart w:id="0"/>`+
		`<w:r w:rsidR="00AA"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">不得&amp;占</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>`+
		`<w:r w:rsidR="00AA"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">道</w:t></w:r>`+wr("经营。")+`</w:p>`, bodyMarkup(t, got))
	require.Equal(t, []Placed{{ID: "0", Anchor: d.Paragraphs()[0].Anchor(2, 6), Exact: true}}, placed)
	copied, err := got.Read(Final)
	require.NoError(t, err)
	require.Len(t, copied.Annotations(), 1)
	a := copied.Annotations()[0]
	require.Equal(t, "青山区司法局", a.Author)
	require.Equal(t, "青", a.Initials)
	require.Equal(t, "2026-03-02T18:05:07Z", a.Date, "Word writes the clock on the wall")
	require.Equal(t, "依据何在？", a.Text)
	require.Equal(t, "不得&占", a.Quote)
	require.Equal(t, DurableID("f1"), a.DurableID)
	require.Equal(t, []int{0, 2, 0, 6}, []int{a.Paragraph, a.Start, a.EndParagraph, a.End})
}

func TestASuggestionIsATrackedChangeThatGoesBothWays(t *testing.T) {
	t.Parallel()
	may := "可以"
	f := newFile(wp(wr("摊主应当") + `<w:r><w:tab/><w:t>备案。</w:t></w:r>`))
	d := mustOpen(t, f)
	got, placed := annotated(t, f, Note{Anchor: d.Paragraphs()[0].Anchor(2, 4), Author: "规备", Date: evening, Text: "建议改为授权性表述", Replace: &may})
	require.True(t, placed[0].Suggested)
	final, err := got.Read(Final)
	require.NoError(t, err)
	require.Equal(t, "摊主可以\t备案。", final.Text())
	original, err := got.Read(Original)
	require.NoError(t, err)
	require.Equal(t, "摊主应当\t备案。", original.Text())
	marked, err := got.Read(Marked)
	require.NoError(t, err)
	require.Equal(t, "摊主应当可以\t备案。", marked.Text())
	require.Equal(t, "可以", final.Annotations()[0].Quote)
	require.Contains(t, bodyMarkup(t, got), `<w:del w:id="2" w:author="规备" w:date="2026-03-02T18:05:07Z"><w:r><w:delText xml:space="preserve">应当</w:delText></w:r></w:del>`)
}

func TestCommentsGoWhereWordAllowsThem(t *testing.T) {
	t.Parallel()
	box := wp(wr("正文甲") + `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>` + pt("框内文字") + `</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`)
	f := newFile(box + wp(`<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>`) + `<w:p/>` + pt("末段"))
	d := mustOpen(t, f)
	var notes []Note
	for _, p := range d.Paragraphs() {
		notes = append(notes, Note{Anchor: p.Anchor(1, 2), Author: "规备", Date: evening, Text: "看"})
	}
	got, placed := annotated(t, f, notes...)
	require.Equal(t, []bool{true, false, false, false, true}, exactness(placed))
	for _, p := range placed[1:4] {
		require.NotEmpty(t, p.Reason)
	}
	require.NotContains(t, between(bodyMarkup(t, got), "<w:txbxContent>", "</w:txbxContent>"), "comment")
	require.NotContains(t, between(bodyMarkup(t, got), "<m:oMath>", "</m:oMath>"), "comment")
}

func exactness(ps []Placed) []bool {
	var out []bool
	for _, p := range ps {
		out = append(out, p.Exact)
	}
	return out
}

func between(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	s, _, _ = strings.Cut(s, to)
	return s
}

func TestExistingCommentsRepliesAndTheirStateAreReadAndKept(t *testing.T) {
	t.Parallel()
	const w14 = ` xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"`
	comment := func(id, para, text string) string {
		return `<w:comment w:id="` + id + `" w:author="张三" w:date="2026-01-05T09:00:00Z" w:initials="张"><w:p w14:paraId="` + para + `">` + wr(text) + `</w:p></w:comment>`
	}
	f := newFile(wp(`<w:commentRangeStart w:id="4"/>`+wr("第一条 甲")+`<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>`+wr("乙。")) + pt("第二条 丙。"))
	f.with("comments", "rIdC", "comments.xml", `<w:comments xmlns:w="`+wNS+`"`+w14+`>`+comment("4", "00000A01", "请补依据")+comment("5", "00000A02", "已补")+`</w:comments>`)
	f.typeOf("word/comments.xml", wordML+"comments+xml")
	f.set("word/commentsExtended.xml", `<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:commentEx w15:paraId="00000A01" w15:done="1"/><w15:commentEx w15:paraId="00000A02" w15:paraIdParent="00000A01" w15:done="1"/></w15:commentsEx>`)
	f.rels.WriteString(`<Relationship Id="rIdE" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" Target="commentsExtended.xml"/>`)
	d := mustOpen(t, f)
	require.Len(t, d.Annotations(), 2)
	require.Equal(t, "第一条 甲", d.Annotations()[0].Quote)
	require.True(t, d.Annotations()[0].Done)
	require.Equal(t, "4", d.Annotations()[1].Parent)
	got, placed := annotated(t, f, Note{Anchor: d.Paragraphs()[1].Anchor(4, 5), Author: "规备", Date: evening, Text: "新批注", Key: "n"})
	require.Equal(t, "6", placed[0].ID, "the next free number")
	copied, err := got.Read(Final)
	require.NoError(t, err)
	require.Equal(t, d.Annotations(), copied.Annotations()[:2])
	require.Equal(t, DurableID("n"), copied.Annotations()[2].DurableID)
}

func TestAnEmbeddedWebPageTakesNoComments(t *testing.T) {
	t.Parallel()
	f, err := OpenBytes(newFile(`<w:altChunk r:id="c"/>`).with("aFChunk", "c", "a.html", "<p>第一条 甲。").typeOf("word/a.html", "text/html").bytes(t))
	require.NoError(t, err)
	_, err = f.Annotate(&bytes.Buffer{}, []Note{{Author: "规备", Text: "看"}})
	require.Equal(t, Foreign, ReasonOf(err))
	requireRefusal(t, err)
}

func TestAPlaceThatHasMovedIsFoundByItsWords(t *testing.T) {
	t.Parallel()
	f := newFile(lines("第一条 甲。", "第二条 摊主不得占道。"))
	got, placed := annotated(t, f, Note{Anchor: Anchor{Paragraph: "p9", Start: 3, End: 7, Quote: "不得占道"}, Author: "规备", Date: evening, Text: "看"},
		Note{Author: "规备", Date: evening, Text: "总体意见"})
	require.False(t, placed[0].Exact)
	d, err := got.Read(Final)
	require.NoError(t, err)
	require.Equal(t, "不得占道", d.Annotations()[0].Quote)
	require.True(t, placed[1].Exact)
	require.Equal(t, "第一条 甲。", d.Annotations()[1].Quote)
}

func TestSavingWithoutChangeGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	b := newFile(pt("甲")).bytes(t)
	f, err := OpenBytes(b)
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, f.Save(&out))
	require.Equal(t, b, out.Bytes())
}
