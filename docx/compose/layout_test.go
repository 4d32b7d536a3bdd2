package compose_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/docx"
	"guibei/docx/compose"
)

// repack writes a docx with some parts changed.
func repack(t *testing.T, f *docx.File, changes map[string]func(string) string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range f.Parts() {
		b, err := f.Part(p.Name)
		require.NoError(t, err)
		if c := changes[p.Name]; c != nil {
			b = []byte(c(string(b)))
		}
		w, err := z.Create(p.Name)
		require.NoError(t, err)
		_, err = w.Write(b)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.Bytes()
}

func formatted(t *testing.T, b []byte) *docx.Formatted {
	t.Helper()
	d, err := docx.OpenFormatted(bytes.NewReader(b), int64(len(b)))
	require.NoError(t, err)
	return d
}

func TestEveryLetterHasThePageOfTheStandard(t *testing.T) {
	t.Parallel()
	for _, k := range compose.Kinds {
		t.Run(string(k), func(t *testing.T) {
			t.Parallel()
			r, _ := write(t, compose.Sample(k))
			d := formatted(t, r.Docx)
			require.Len(t, d.Body.Sections, 1)
			s := d.Body.Sections[0]
			require.True(t, s.EvenAndOdd)
			m := []int{s.Margin.Top, s.Margin.Left, s.Margin.Right, s.Margin.Bottom}
			if k == compose.FilingCatalogue {
				require.True(t, s.Landscape)
				require.Equal(t, []int{16838, 11906}, []int{s.Width, s.Height})
				require.Equal(t, []int{1588, 2098, 1984, 1474}, m, "turned by a quarter")
				return
			}
			require.Equal(t, []int{11906, 16838}, []int{s.Width, s.Height}, "A4")
			require.Equal(t, []int{2098, 1588, 1474, 1984}, m, "37, 28, 26, 35 mm")
			require.Equal(t, 22, s.LinesPerPage())
			require.Equal(t, 28, s.CharsPerLine())
			requireLooks(t, d)
		})
	}
}

// looks are the kinds of paragraph: font, size in half points, alignment.
var looks = map[string]struct {
	font  string
	size  int
	align docx.Align
}{
	"公文正文": {"仿宋_GB2312", 32, "left"}, "公文结尾段": {"仿宋_GB2312", 32, "left"}, "公文标题": {"方正小标宋简体", 44, "center"},
	"公文一级标题": {"黑体", 32, "left"}, "公文二级标题": {"楷体_GB2312", 32, "left"}, "主送机关": {"仿宋_GB2312", 32, "left"},
	"发文机关署名": {"仿宋_GB2312", 32, "left"}, "成文日期": {"仿宋_GB2312", 32, "left"}, "版记": {"仿宋_GB2312", 28, "left"}, "信函抄送": {"仿宋_GB2312", 28, "left"},
	"信函发文字号": {"仿宋_GB2312", 32, "right"}, "发文字号和签发人": {"仿宋_GB2312", 32, "left"}, "发文机关标志": {"方正小标宋简体", 72, "center"},
	"附件说明": {"仿宋_GB2312", 32, "left"}, "附件说明续": {"仿宋_GB2312", 32, "left"}, "表格文字": {"仿宋_GB2312", 24, "left"}, "表格栏目": {"黑体", 24, "center"},
}

// requireLooks holds every run of a letter against the fonts and sizes of the standard.
func requireLooks(t *testing.T, d *docx.Formatted) {
	t.Helper()
	seen := map[string]bool{}
	for i, p := range d.Paragraphs() {
		if p.Text == "" {
			continue
		}
		seen[p.Style] = true
		want, known := looks[p.Style]
		require.True(t, known, "%s: %s", p.Style, p.Text)
		f := d.Body.Paragraph(i)
		require.Equal(t, want.align, f.Align, p.Text)
		if want.size == 32 {
			require.Equal(t, 579, f.Spacing.Line, p.Text)
		}
		for _, r := range d.Body.Runs(i) {
			require.Equal(t, want.size, r.Format.Size, p.Text)
			text := string([]rune(p.Text)[r.Start:r.End])
			if strings.Contains(text, "李某某") {
				require.Equal(t, "楷体_GB2312", r.Format.Fonts.EastAsia, "the name of the signer")
				continue
			}
			for _, c := range text {
				require.Equal(t, want.font, r.Format.Font(c), "%q in %s", c, p.Text)
			}
		}
	}
	for _, want := range []string{"公文正文", "公文标题", "发文机关署名", "成文日期"} {
		require.True(t, seen[want], want)
	}
}

func TestEveryFontHasOthersToFallBackOn(t *testing.T) {
	t.Parallel()
	f, err := docx.OpenBytes(defaultTemplate(t, compose.FilingReport).Bytes)
	require.NoError(t, err)
	b, err := f.Part("word/fontTable.xml")
	require.NoError(t, err)
	require.Equal(t, strings.Count(string(b), "<w:font "), strings.Count(string(b), "<w:altName "))
	for _, want := range []string{"FangSong_GB2312", "SimHei", "KaiTi", "华文中宋"} {
		require.Contains(t, string(b), want)
	}
}

func TestPageNumbersStandOutside(t *testing.T) {
	t.Parallel()
	for _, k := range []compose.Kind{compose.FilingReport, compose.ReviewOpinion} {
		r, _ := write(t, compose.Sample(k))
		f, err := docx.OpenBytes(r.Docx)
		require.NoError(t, err)
		settings, err := f.Part("word/settings.xml")
		require.NoError(t, err)
		require.Contains(t, string(settings), "<w:evenAndOddHeaders/>")
		for _, x := range []struct{ part, jc, indent string }{{"word/footer1.xml", "right", "rightChars"}, {"word/footer2.xml", "left", "leftChars"}} {
			b, err := f.Part(x.part)
			require.NoError(t, err)
			require.Contains(t, string(b), `<w:jc w:val="`+x.jc+`"/>`)
			require.Contains(t, string(b), x.indent+`="100"`)
			require.Contains(t, string(b), "— ")
			require.Contains(t, string(b), " PAGE ")
		}
	}
}

func TestTheHeadFollowsTheFormatOfTheLetter(t *testing.T) {
	t.Parallel()
	_, d := write(t, compose.Sample(compose.RegistrationNotice))
	require.Contains(t, all(d), "\n某某区司法局", "the marking stands in the head of the first page")
	require.True(t, strings.HasPrefix(d.Text(), "某司备〔2026〕8号\n"))
	_, d = write(t, compose.Sample(compose.FilingReport))
	require.True(t, strings.HasPrefix(d.Text(), "某某区人民政府文件\n　某政备〔2026〕3号\t签发人：李某某　\n"))
	require.Contains(t, d.Text(), "附件：1.某某区城市停车管理办法正式文本（5份）\n2.起草说明（5份）")
	require.Contains(t, d.Text(), "某某区人民政府办公室\t2026年12月20日印发")
}
