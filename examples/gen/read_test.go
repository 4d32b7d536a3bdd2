package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/docx"
)

// articleText returns an article's text by its label, "" if there is none.
func articleText(d *docx.Document, label string) string {
	for _, a := range d.Articles() {
		if a.Label == label {
			return string([]rune(d.Text())[a.Start:a.End])
		}
	}
	return ""
}

func numbers(d *docx.Document) []int {
	var out []int
	for _, a := range d.Articles() {
		out = append(out, a.Number)
	}
	return out
}

func upTo(n int) []int {
	var out []int
	for i := 1; i <= n; i++ {
		out = append(out, i)
	}
	return out
}

func TestTheCleanDraftReadsAsWordShowsIt(t *testing.T) {
	t.Parallel()
	d := open(t, "parking-clean")
	require.Equal(t, parking, d.Title())
	require.Equal(t, upTo(28), numbers(d))
	for _, a := range d.Articles() {
		require.True(t, a.Auto, a.Label)
		require.NotEmpty(t, a.Chapter, a.Label)
	}
	require.Contains(t, articleText(d, "第九条"), "第二百七十八条")
	require.Contains(t, articleText(d, "第二十八条"), "有效期至2029年1月31日")
	tables := 0
	for _, p := range d.Paragraphs() {
		if p.InTable {
			tables++
		}
	}
	require.Equal(t, 25, tables, "five rows of five cells")
}

func TestTheTitleAndPagesOfEveryPaperAreThere(t *testing.T) {
	t.Parallel()
	for _, p := range papers {
		d := open(t, p.name)
		require.NotEmpty(t, d.Title(), p.name)
		var footers, headers []string
		for _, s := range d.Stories() {
			for _, para := range s.Paragraphs {
				switch s.Kind {
				case docx.Footer:
					footers = append(footers, para.Text)
				case docx.Header:
					headers = append(headers, para.Text)
				default:
				}
			}
		}
		require.Equal(t, []string{"— 1 —", "— 1 —"}, footers, p.name)
		if p.header == "" {
			require.Empty(t, headers)
		} else {
			require.Equal(t, []string{p.header}, headers)
		}
		require.Empty(t, d.Notes(), p.name)
	}
}

func TestTheRevisedDraftKeepsItsNameAndCountsThrough(t *testing.T) {
	t.Parallel()
	planted, revised := open(t, "stalls-planted"), open(t, "stalls-revised")
	require.Equal(t, stalls, planted.Title())
	require.Contains(t, revised.Title(), stalls)
	require.Equal(t, []int{1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15}, numbers(planted))
	require.Equal(t, upTo(15), numbers(revised))
	require.NotContains(t, planted.Text(), "施行")
	require.NotContains(t, planted.Text(), "有效期")
	require.Contains(t, articleText(revised, "第十五条"), "自2027年3月1日起施行，有效期至2032年2月29日")
}

// The list in the README is what people try the checks against; it must be true.
func TestEveryPlantedDefectStandsWhereTheReadmeSays(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	_, list, ok := strings.Cut(string(readme), "| 位置 | 问题 | 原文 | 依据 |\n|---|---|---|---|\n")
	require.True(t, ok)
	list, _, _ = strings.Cut(list, "\n\n")
	planted, revised := open(t, "stalls-planted"), open(t, "stalls-revised")
	rows := strings.Split(list, "\n")
	require.Len(t, rows, 14)
	for _, row := range rows {
		cells := strings.Split(strings.Trim(row, "| "), " | ")
		require.Len(t, cells, 4, row)
		place, defect, words := cells[0], cells[1], strings.TrimSpace(cells[2])
		switch {
		case words == "—": // of the whole text; see above
		case place == "发文字号":
			require.Contains(t, planted.Text(), words)
			require.NotContains(t, revised.Text(), words)
		case strings.Contains(defect, "不连续"):
			require.Empty(t, articleText(planted, "第九条"))
			require.NotEmpty(t, articleText(revised, "第九条"))
		default:
			require.Contains(t, articleText(planted, place), words)
			require.NotContains(t, revised.Text(), words)
		}
	}
}

func TestEveryFileIsInTheReadme(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	for _, p := range papers {
		name := p.name[strings.LastIndex(p.name, "/")+1:]
		require.Contains(t, string(readme), "`"+name+".docx`")
	}
}

func TestTheSensitivePaperCarriesWhatMustNotComeIn(t *testing.T) {
	t.Parallel()
	text := open(t, "sensitive").Text()
	require.Contains(t, text, "机密★1年")
	require.Regexp(t, `\d{17}[\dX]`, text)
	require.Regexp(t, `1[3-9]\d{9}`, text)
	for _, p := range papers {
		if p.name != "sensitive" {
			require.NotRegexp(t, `机密|绝密|\d{17}[\dX]|1[3-9]\d{9}`, open(t, p.name).Text(), p.name)
		}
	}
}
