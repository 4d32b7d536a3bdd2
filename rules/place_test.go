package rules_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/docx"
	"guibei/rules"
)

// requirePlaces checks that every place cuts its quotation out of its
// paragraph, counted in UTF-16 code units. Personal data is masked; there the
// length must fit.
func requirePlaces(t *testing.T, text rules.Text, findings []guibei.Finding) {
	t.Helper()
	for _, f := range findings {
		if f.Place == (guibei.Place{}) {
			continue
		}
		units := utf16.Encode([]rune(paragraph(t, text, f.Place.Paragraph)))
		require.LessOrEqual(t, 0, f.Place.Start)
		require.Less(t, f.Place.Start, f.Place.End)
		require.LessOrEqual(t, f.Place.End, len(units))
		cut := string(utf16.Decode(units[f.Place.Start:f.Place.End]))
		if f.Rule == "R012" || f.Rule == "R147" {
			require.Len(t, []rune(f.Place.Quote), len([]rune(cut)))
			continue
		}
		require.Equal(t, cut, f.Place.Quote, f.Rule)
	}
}

func paragraph(t *testing.T, text rules.Text, id string) string {
	t.Helper()
	for _, p := range append(append([]rules.Paragraph{}, text.Paragraphs...), text.Beside...) {
		if p.ID == id {
			return p.Text
		}
	}
	t.Fatalf("no paragraph %q", id)
	return ""
}

func TestAPlaceCountsUTF16Units(t *testing.T) {
	t.Parallel()
	text := rules.FromString("第一条　𠮷田路的商户，罚 款 ２００ 元。")
	got := rules.Check(rules.Input{Text: text})
	requirePlaces(t, text, got.Findings)
	for _, f := range got.Findings {
		if f.Rule == "R003" {
			require.Equal(t, guibei.Place{Paragraph: "p1", Article: "第一条", Start: 12, End: 21, Quote: "罚 款 ２００ 元"}, f.Place)
			return
		}
	}
	t.Fatal("R003 found nothing")
}

func TestAHitAcrossParagraphsIsPlacedWhereItEnds(t *testing.T) {
	t.Parallel()
	fs := finds(t, "R003", "第五条 逾期不改正的，处二百元以上\n一千元以下罚款。")
	require.Len(t, fs, 1)
	require.Equal(t, guibei.Place{Paragraph: "p2", Article: "第五条", Start: 0, End: 7, Quote: "一千元以下罚款"}, fs[0].Place)
}

func TestAnItemIsReadBehindItsLeadAndReportedOnce(t *testing.T) {
	t.Parallel()
	fs := finds(t, "R003", "第五条 对违规者可以处罚款，并给予下列处理：\n（一）暂扣车辆的行驶证；\n（二）公开道歉。\n第六条 附则。")
	require.Len(t, fs, 2, "the fine of the lead is not repeated for each item")
	require.Equal(t, "p1", fs[0].Place.Paragraph)
	require.Equal(t, "p2", fs[1].Place.Paragraph)
}

func TestALeadDoesNotReachBeyondItsArticle(t *testing.T) {
	t.Parallel()
	require.Empty(t, finds(t, "R003", "第五条 有下列行为之一的，给予：\n第六条 其他：\n（一）一百元罚款的收缴；"))
}

func TestSoftBreaksPartArticles(t *testing.T) {
	t.Parallel()
	text := rules.Text{Paragraphs: []rules.Paragraph{{ID: "a", Text: "第一条 总则。\v第二条 处五百元罚款。", Article: "第一条"}}}
	got := rules.Check(rules.Input{Text: text})
	requirePlaces(t, text, got.Findings)
	var places []guibei.Place
	for _, f := range got.Findings {
		if f.Rule == "R003" {
			places = append(places, f.Place)
		}
	}
	require.Equal(t, []guibei.Place{{Paragraph: "a", Article: "第二条", Start: 12, End: 18, Quote: "处五百元罚款"}}, places)
}

func TestTableCellsAreNotEachOthersContext(t *testing.T) {
	t.Parallel()
	cells := []rules.Paragraph{
		{ID: "c1", Text: "违规者给予", Table: true},
		{ID: "c2", Text: "二百元以内的罚款", Table: true},
	}
	got := rules.Check(rules.Input{Text: rules.Text{Paragraphs: cells}})
	require.Len(t, got.Findings, 1, "the cell is caught for its own words")
	require.Equal(t, "c2", got.Findings[0].Place.Paragraph)
}

func TestADocxIsReadWithItsLabelsAndHeaders(t *testing.T) {
	t.Parallel()
	data := word(t, []string{"青山区停车管理办法", "第一条　根据《民法典》，制定本办法。", "第二条　违者罚款200元。"}, "机密★1年")
	doc, err := docx.Open(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	text := rules.FromDocx(doc)
	got := rules.Check(rules.Input{Text: text})
	requirePlaces(t, text, got.Findings)
	found := map[string]guibei.Finding{}
	for _, f := range got.Findings {
		found[f.Rule] = f
	}
	require.Equal(t, "第二条", found["R003"].Place.Article)
	require.Equal(t, "罚款200元", found["R003"].Place.Quote)
	require.Equal(t, guibei.Blocker, found["R011"].Severity, "a secrecy mark in a header counts")
	require.NotContains(t, found, "R002")
	require.NotContains(t, found, "R007")
}

// word makes a small docx with a header.
func word(t *testing.T, paragraphs []string, header string) []byte {
	t.Helper()
	run := func(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }
	var body strings.Builder
	for _, p := range paragraphs {
		body.WriteString(run(p))
	}
	return pack(t, body.String()+`<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>`, "header", run(header))
}

// pack makes a docx of the markup of its body and of one header or footer,
// which the body calls h.
func pack(t *testing.T, body, edge, content string) []byte {
	t.Helper()
	const ns = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	const rel = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	const types = `application/vnd.openxmlformats-officedocument.wordprocessingml.`
	root := map[string]string{"header": "hdr", "footer": "ftr"}[edge]
	parts := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + types + `document.main+xml"/><Override PartName="/word/` + edge + `1.xml" ContentType="` + types + edge + `+xml"/></Types>`,
		"_rels/.rels":                  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + rel + `officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="h" Type="` + rel + edge + `" Target="` + edge + `1.xml"/></Relationships>`,
		"word/document.xml":            `<w:document ` + ns + `><w:body>` + body + `</w:body></w:document>`,
		"word/" + edge + "1.xml":       `<w:` + root + ` ` + ns + `>` + content + `</w:` + root + `>`,
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range parts {
		w, err := z.Create(name)
		require.NoError(t, err)
		_, err = w.Write([]byte(content))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}
