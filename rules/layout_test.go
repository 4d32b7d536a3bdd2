package rules_test

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"guibei/docx"
	"guibei/rules"
)

var (
	levelOne   = regexp.MustCompile(`^(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十]+章)`)
	levelTwo   = regexp.MustCompile(`^（[一二三四五六七八九十]+）[^；，]{1,30}(?:。.|$)`)
	flushLeft  = regexp.MustCompile(`^(?:附件\d{0,2}：?$|.*[：:]$)`)
	titleWords = regexp.MustCompile(`(?:办法|通知|规定|意见|细则)(?:（[^）]+）)?$`)
)

// gongwen is the look of a text that keeps to GB/T 9704 in every respect.
func gongwen(text rules.Text) *rules.Layout {
	l := &rules.Layout{
		Pages:   []rules.Page{{Width: 210, Height: 297, Top: 37, Bottom: 35, Left: 28, Right: 26, Lines: 22, Chars: 28}},
		Numbers: []rules.PageNumber{{Size: 14, Dashes: true}},
	}
	head := true
	for _, p := range text.Paragraphs {
		s := strings.TrimSpace(p.Text)
		k := rules.Look{Align: docx.Justify, Indent: 2, Pitch: 28.95, NewPage: strings.HasPrefix(s, "附件") && flushLeft.MatchString(s)}
		font, size := "仿宋_GB2312", 16.0
		switch {
		case s == "":
		case head && titleWords.MatchString(s):
			font, size, k.Align, k.Indent = "方正小标宋简体", 22, docx.Center, 0
		case levelOne.MatchString(s):
			font = "黑体"
		case levelTwo.MatchString(s):
			font = "楷体_GB2312"
		case flushLeft.MatchString(s) && (head || k.NewPage):
			k.Indent = 0
		}
		head = head && !strings.ContainsAny(s, "。；")
		if s != "" {
			k.Runs = []rules.LookRun{{End: utf8.RuneCountInString(p.Text), Font: font, Size: size}}
		}
		l.Looks = append(l.Looks, k)
	}
	return l
}

// setLayout changes a layout as a parameter of an example says: one of layout,
// page, margins, grid, numbers, changes, comments, hidden, authors, look.
func setLayout(t *testing.T, in *rules.Input, key, value string) bool {
	t.Helper()
	words := strings.Fields(value)
	number := func(i int) float64 {
		f, err := strconv.ParseFloat(words[i], 64)
		require.NoError(t, err, "%s: %s", key, value)
		return f
	}
	if key == "layout" {
		in.Layout = gongwen(in.Text)
		return true
	}
	if in.Layout == nil {
		return false
	}
	page := &in.Layout.Pages[0]
	switch key {
	case "page":
		page.Width, page.Height = number(0), number(1)
		page.Landscape = page.Width > page.Height
	case "margins":
		page.Top, page.Bottom, page.Left, page.Right = number(0), number(1), number(2), number(3)
	case "grid":
		page.Lines, page.Chars = int(number(0)), int(number(1))
		for i := range in.Layout.Looks {
			in.Layout.Looks[i].Pitch = 0
		}
	case "numbers":
		in.Layout.Numbers = nil
		if len(words) == 1 && words[0] != "none" {
			in.Layout.Numbers = []rules.PageNumber{{Size: number(0)}}
		}
	case "changes":
		in.Layout.Changes = int(number(0))
	case "comments":
		in.Layout.Comments = int(number(0))
	case "hidden":
		in.Layout.Hidden = int(number(0))
	case "authors":
		in.Layout.Authors = words
	case "look":
		setLook(t, in, words)
	default:
		return false
	}
	return true
}

// setLook changes how one paragraph looks: its number, then any of font,
// size, align, indent, pitch, newpage, colour, mark with a value.
func setLook(t *testing.T, in *rules.Input, words []string) {
	t.Helper()
	n, err := strconv.Atoi(words[0])
	require.NoError(t, err)
	k := &in.Layout.Looks[n-1]
	for _, w := range words[1:] {
		key, value, _ := strings.Cut(w, "=")
		f, _ := strconv.ParseFloat(value, 64) // 0 for what is no number
		for i := range k.Runs {
			r := &k.Runs[i]
			switch key {
			case "font":
				r.Font = value
			case "size":
				r.Size = f
			case "colour":
				r.Colour = value
			case "mark":
				r.Highlight = true
			}
		}
		switch key {
		case "align":
			k.Align = docx.Align(value)
		case "indent":
			k.Indent = f
		case "pitch":
			k.Pitch = f
		case "newpage":
			k.NewPage = value == "yes"
		}
	}
}

// formatFindings are what the rules on format say.
func formatFindings(in rules.Input) []string {
	var out []string
	for _, f := range rules.Check(in).Findings {
		if f.Group == string(rules.Format) {
			out = append(out, f.Rule+" "+f.Detail)
		}
	}
	return out
}

func TestALayoutIsReadFromADocx(t *testing.T) {
	t.Parallel()
	raw := styled(t)
	f, err := docx.OpenFile(bytes.NewReader(raw), int64(len(raw)))
	require.NoError(t, err)
	doc, l, err := rules.Read(f)
	require.NoError(t, err)
	require.Len(t, l.Looks, len(doc.Paragraphs()))
	require.InDelta(t, 210, l.Pages[0].Width, 0.1)
	require.InDelta(t, 37, l.Pages[0].Top, 0.1)
	require.Equal(t, "仿宋_GB2312", l.Looks[1].Runs[0].Font)
	require.InDelta(t, 16, l.Looks[1].Runs[0].Size, 0)
	require.InDelta(t, 2, l.Looks[1].Indent, 0.01)
	require.InDelta(t, 28.95, l.Looks[1].Pitch, 0.01)
	require.Equal(t, "FF0000", l.Looks[2].Runs[0].Colour)
	require.True(t, l.Looks[2].Runs[0].Highlight)
	require.Equal(t, []rules.PageNumber{{Size: 14, Dashes: true}}, l.Numbers)
}

// styled is a docx with settings of its own for everything that a Layout has.
func styled(t *testing.T) []byte {
	t.Helper()
	const rpr = `<w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/>%<w:sz w:val="32"/></w:rPr>`
	run := func(ppr, more, s string) string {
		return `<w:p><w:pPr>` + ppr + `</w:pPr><w:r>` + strings.Replace(rpr, "%", more, 1) + `<w:t>` + s + `</w:t></w:r></w:p>`
	}
	const line = `<w:spacing w:line="579" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/>`
	body := run(`<w:jc w:val="center"/>`, "", "青山区停车管理办法") +
		run(line, "", "各部门应当加强停车管理，落实责任。") +
		run(line, `<w:color w:val="FF0000"/><w:highlight w:val="yellow"/>`, "此处待核。")
	const footer = `<w:p><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>— </w:t></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t> —</w:t></w:r></w:p>`
	return pack(t, body+`<w:sectPr><w:footerReference w:type="default" r:id="h"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:bottom="1984" w:left="1588" w:right="1474"/></w:sectPr>`, "footer", footer)
}

func TestAStandardLookHasNoLeadsOfFormat(t *testing.T) {
	t.Parallel()
	in := rules.Input{Text: rules.FromString(cleanNotice)}
	in.Layout = gongwen(in.Text)
	require.Empty(t, formatFindings(in))
}

func TestTheTotalsOfATableInADocxAreAddedUp(t *testing.T) {
	t.Parallel()
	var table strings.Builder
	for _, row := range [][]string{{"项目", "数量"}, {"路内", "1,010"}, {"路外", "2,020"}, {"合计", "3,031"}} {
		table.WriteString(`<w:tr>`)
		for _, cell := range row {
			table.WriteString(`<w:tc><w:p><w:r><w:t>` + cell + `</w:t></w:r></w:p></w:tc>`)
		}
		table.WriteString(`</w:tr>`)
	}
	raw := pack(t, `<w:p><w:r><w:t>停车设施统计表</w:t></w:r></w:p><w:tbl>`+table.String()+`</w:tbl><w:p/>`, "header", `<w:p/>`)
	doc, err := docx.Open(bytes.NewReader(raw), int64(len(raw)))
	require.NoError(t, err)
	text := rules.FromDocx(doc)
	found := rules.Check(rules.Input{Text: text}).Findings
	require.Len(t, found, 1)
	require.Equal(t, "R129", found[0].Rule)
	require.Equal(t, "3,031", found[0].Place.Quote)
	requirePlaces(t, text, found)
}
