package view_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/docx/view"
)

func TestAPlaceIsFoundAgainOrSaidToBeLost(t *testing.T) {
	t.Parallel()
	before := p("停车管理办法") + p("第一条 为了规范停车，制定本办法。") + p("第二条 违反本办法的，由区城管局处五百元罚款。") + p("第三条 本办法自公布之日起施行。")
	place := view.Place{Paragraph: "p3", Article: "第二条", Start: 16, End: 22, Quote: "处五百元罚款"}
	for name, tt := range map[string]struct {
		after  string
		place  view.Place
		status view.Status
		at     string // paragraph
		quote  string
	}{
		"nothing changed":                       {before, place, view.Exact, "p3", "处五百元罚款"},
		"text before it in the paragraph":       {strings.Replace(before, "由区城管局", "由区城市管理局", 1), place, view.Exact, "p3", "处五百元罚款"},
		"an article before it":                  {strings.Replace(before, p("第一条 为了规范停车，制定本办法。"), p("第一条 为了规范停车，制定本办法。")+p("新的一段。"), 1), place, view.Moved, "p4", "处五百元罚款"},
		"renumbered":                            {strings.Replace(strings.Replace(before, "第二条", "第五条", 1), p("停车管理办法"), p("停车管理办法")+p(""), 1), place, view.Moved, "p4", "处五百元罚款"},
		"other marks and blanks":                {strings.Replace(strings.Replace(before, "处五百元罚款", "处 五百元，罚款", 1), "第二条", "第七条", 1), place, view.Moved, "p3", "处 五百元，罚款"},
		"gone":                                  {strings.Replace(before, "处五百元罚款", "依法处理", 1), place, view.Outdated, "p3", "处五百元罚款"},
		"twice":                                 {strings.Replace(before, "第二条 违反本办法的，由区城管局处五百元罚款。", "第八条 甲处五百元罚款。", 1) + p("第九条 乙处五百元罚款。"), place, view.Outdated, "p3", "处五百元罚款"},
		"another paragraph with the old number": {p("处五百元罚款是旧规定。") + p("") + p("第九条 处五百元罚款。"), place, view.Outdated, "p3", "处五百元罚款"},
		"a small edit in a long quote": {
			strings.Replace(strings.Replace(before, "由区城管局处五百元罚款", "由区城管局处八百元罚款", 1), "第二条", "第六条", 1),
			view.Place{Paragraph: "p3", Article: "第二条", Start: 4, End: 22, Quote: "违反本办法的，由区城管局处五百元罚款"},
			view.Moved, "p3", "违反本办法的，由区城管局处八百元罚款",
		},
		"a whole paragraph":         {before, view.Place{Paragraph: "p2", Article: "第一条"}, view.Exact, "p2", ""},
		"a whole paragraph no more": {before, view.Place{Paragraph: "p7", Article: "第一条"}, view.Outdated, "p7", ""},
		"a short quote somewhere":   {before, view.Place{Paragraph: "p9", Quote: "停车"}, view.Outdated, "p9", "停车"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, d := open(t, word(t, tt.after))
			got, status := view.NewAnchors(d.Document).Find(tt.place)
			require.Equal(t, tt.status, status, got)
			require.Equal(t, tt.at, got.Paragraph)
			require.Equal(t, tt.quote, got.Quote)
			if status != view.Outdated && got.Quote != "" {
				for _, q := range d.Paragraphs() {
					if q.ID == got.Paragraph {
						require.Equal(t, got.Quote, between(q.Text, got.Start, got.End))
					}
				}
			}
		})
	}
}

func TestALastingIdIsTrustedThoughTheArticleHasAnotherNumber(t *testing.T) {
	t.Parallel()
	body := func(label string) string {
		return p("前") + `<w:p w14:paraId="2A4F0C11"><w:r><w:t>` + label + ` 甲𬱖处罚款，乙处罚款。</w:t></w:r></w:p>`
	}
	_, d := open(t, word(t, body("第五条")))
	got, status := view.NewAnchors(d.Document).Find(view.Place{Paragraph: "2A4F0C11", Article: "第三条", Start: 13, End: 16, Quote: "处罚款"})
	require.Equal(t, view.Exact, status)
	require.Equal(t, view.Place{Paragraph: "2A4F0C11", Article: "第五条", Start: 12, End: 15, Quote: "处罚款"}, got, "the nearer of the two, and a rare character is two units")
}
