package compose_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"slices"
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

// attrs collects the attributes of all elements of a name in a part.
func attrs(t *testing.T, f *docx.File, part, name string) []map[string]string {
	t.Helper()
	b, err := f.Part(part)
	require.NoError(t, err)
	var out []map[string]string
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		tok, err := d.Token()
		if tok == nil {
			return out
		}
		require.NoError(t, err)
		if s, ok := tok.(xml.StartElement); ok && s.Name.Local == name {
			m := map[string]string{}
			for _, a := range s.Attr {
				m[a.Name.Local] = a.Value
			}
			out = append(out, m)
		}
	}
}

func TestEveryLetterHasThePageOfTheStandard(t *testing.T) {
	t.Parallel()
	for _, k := range compose.Kinds {
		t.Run(string(k), func(t *testing.T) {
			t.Parallel()
			r, d := write(t, compose.Sample(k))
			f, err := docx.OpenBytes(r.Docx)
			require.NoError(t, err)
			size, margin := attrs(t, f, f.Main(), "pgSz"), attrs(t, f, f.Main(), "pgMar")
			require.Len(t, size, 1)
			require.Len(t, margin, 1)
			grid := attrs(t, f, f.Main(), "docGrid")[0]
			require.Equal(t, "linesAndChars", grid["type"])
			require.Equal(t, "579", grid["linePitch"], "22 lines on 225 mm")
			if k == compose.FilingCatalogue {
				require.Equal(t, map[string]string{"w": "16838", "h": "11906", "orient": "landscape"}, size[0])
				require.Equal(t, "2098", margin[0]["left"], "what is above on a page that stands")
				return
			}
			require.Equal(t, map[string]string{"w": "11906", "h": "16838"}, size[0], "A4")
			require.Equal(t, []string{"2098", "1588", "1474", "1984"}, []string{margin[0]["top"], margin[0]["left"], margin[0]["right"], margin[0]["bottom"]}, "37, 28, 26, 35 mm")
			requireStyles(t, d)
			requireFonts(t, f)
		})
	}
}

// requireStyles holds the paragraphs of a letter against what they must look like.
func requireStyles(t *testing.T, d *docx.Document) {
	t.Helper()
	seen := map[string]bool{}
	for _, p := range d.Paragraphs() {
		seen[p.Style] = true
		if strings.HasPrefix(p.Text, "一、") && p.LabelLen > 0 {
			require.Equal(t, "公文一级标题", p.Style)
		}
	}
	for _, want := range []string{"公文正文", "公文标题", "发文机关署名", "成文日期"} {
		require.True(t, seen[want], want)
	}
}

// requireFonts holds the styles of a letter against the fonts and sizes of the standard.
func requireFonts(t *testing.T, f *docx.File) {
	t.Helper()
	b, err := f.Part("word/styles.xml")
	require.NoError(t, err)
	for name, want := range map[string][]string{
		"公文正文":   {`w:eastAsia="仿宋_GB2312"`, `<w:sz w:val="32"/>`, `w:firstLineChars="200"`, `w:line="579" w:lineRule="exact"`},
		"公文标题":   {`w:eastAsia="方正小标宋简体"`, `<w:sz w:val="44"/>`, `<w:jc w:val="center"/>`},
		"公文一级标题": {`w:eastAsia="黑体"`, `<w:sz w:val="32"/>`},
		"公文二级标题": {`w:eastAsia="楷体_GB2312"`, `<w:sz w:val="32"/>`},
		"页码":     {`w:eastAsia="宋体"`, `<w:sz w:val="28"/>`},
		"版记":     {`w:eastAsia="仿宋_GB2312"`, `<w:sz w:val="28"/>`, `<w:top w:val="single" w:sz="8"`},
	} {
		_, style, ok := strings.Cut(string(b), `<w:name w:val="`+name+`"/>`)
		require.True(t, ok, name)
		style, _, _ = strings.Cut(style, "</w:style>")
		for _, w := range want {
			require.Contains(t, style, w, name)
		}
	}
	fonts := attrs(t, f, "word/fontTable.xml", "font")
	others := attrs(t, f, "word/fontTable.xml", "altName")
	require.Len(t, others, len(fonts), "every font has others to fall back on")
	require.True(t, slices.ContainsFunc(others, func(m map[string]string) bool { return strings.Contains(m["val"], "FangSong_GB2312") }))
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
