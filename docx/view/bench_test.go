package view_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/docx"
	"guibei/docx/view"
)

// sixtyPages makes a draft of about 60 pages: 28 lines of 28 characters each, a table, and findings.
func sixtyPages(tb testing.TB) []byte {
	tb.Helper()
	const run = `<w:r><w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hint="eastAsia"/><w:sz w:val="32"/></w:rPr><w:t>`
	var b strings.Builder
	sentence := "停车场经营者应当在显著位置公示收费标准，违反本办法规定的，由区城市管理部门责令限期改正，"
	for i := 1; i <= 280; i++ {
		b.WriteString(`<w:p><w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr>`)
		for k := range 4 { // Word cuts runs where it checks spelling
			text := sentence
			if k == 0 {
				text = "第" + docx.FormatNumeral(i) + "条　" + sentence
			}
			b.WriteString(run + text + `</w:t></w:r>`)
		}
		b.WriteString(`</w:p>`)
	}
	b.WriteString(`<w:tbl>`)
	for i := range 60 {
		b.WriteString(`<w:tr>`)
		for k := range 5 {
			b.WriteString(`<w:tc>` + p(fmt.Sprint("单元格", i, k)) + `</w:tc>`)
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>` + p("完"))
	return word(tb, b.String())
}

func twoHundred(d *docx.Document) []view.Mark {
	r := rand.New(rand.NewPCG(3, 4))
	ps := d.Paragraphs()
	var out []view.Mark
	for len(out) < 200 {
		q := ps[r.IntN(280)]
		from := r.IntN(100)
		a := q.Anchor(from, from+5+r.IntN(40))
		out = append(out, view.Mark{Paragraph: a.Paragraph, Start: a.Start, End: a.End, Severity: "medium"})
	}
	return out
}

// BenchmarkSixtyPages reads and shows a draft of 60 pages with 200 findings. Budget: 60 ms.
func BenchmarkSixtyPages(b *testing.B) {
	raw := sixtyPages(b)
	_, d := open(b, raw)
	marks := twoHundred(d.Document)
	b.ReportMetric(float64(len([]rune(d.Text()))), "characters")
	for b.Loop() {
		f, err := docx.OpenFormatted(bytes.NewReader(raw), int64(len(raw)))
		require.NoError(b, err)
		page := view.Render(f, marks)
		b.ReportMetric(float64(len(page.HTML))/1024, "KiB")
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "ms/page")
}

// BenchmarkAnchors finds the 200 findings again in a newer text where all numbers are others.
func BenchmarkAnchors(b *testing.B) {
	_, d := open(b, sixtyPages(b))
	marks := twoHundred(d.Document)
	texts := map[string]string{}
	for _, q := range d.Paragraphs() {
		texts[q.ID] = q.Text
	}
	for b.Loop() {
		a := view.NewAnchors(d.Document)
		for _, m := range marks {
			a.Find(view.Place{Paragraph: "gone", Article: "第九百条", Quote: between(texts[m.Paragraph], m.Start, m.End)})
		}
	}
}
