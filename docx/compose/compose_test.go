package compose_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"guibei/docx"
	"guibei/docx/compose"
)

func defaultTemplate(t *testing.T, k compose.Kind) compose.Template {
	t.Helper()
	tp, err := compose.Templates(nil, k)
	require.NoError(t, err)
	require.False(t, tp.Own)
	return tp
}

func write(t *testing.T, l compose.Letter) (compose.Result, *docx.Document) {
	t.Helper()
	r, err := compose.Write(t.Context(), l, compose.Options{Template: defaultTemplate(t, l.Kind())})
	require.NoError(t, err)
	d, err := docx.Open(bytes.NewReader(r.Docx), int64(len(r.Docx)))
	require.NoError(t, err)
	return r, d
}

// all is the text of a document with what stands beside the body.
func all(d *docx.Document) string {
	lines := []string{d.Text()}
	for _, s := range d.Stories() {
		for _, p := range s.Paragraphs {
			lines = append(lines, p.Text)
		}
	}
	return strings.Join(lines, "\n")
}

func TestEveryDefaultTemplateIsFilledCompletely(t *testing.T) {
	t.Parallel()
	for _, k := range compose.Kinds {
		t.Run(string(k), func(t *testing.T) {
			t.Parallel()
			require.NoError(t, compose.CheckTemplate(k, defaultTemplate(t, k)))
			l := compose.Sample(k)
			r, d := write(t, l)
			require.Empty(t, r.Notices)
			require.Equal(t, compose.Native, r.Engine)
			text := all(d)
			require.NotContains(t, text, "{{")
			require.NotContains(t, text, "}}")
			require.NotContains(t, text, "。。")
			for _, v := range given(t, l) {
				for line := range strings.Lines(v) {
					require.Contains(t, text, strings.TrimRight(line, "\n"))
				}
			}
			again, _ := write(t, compose.Sample(k))
			require.Equal(t, r.Docx, again.Docx, "the same input gives the same bytes")
		})
	}
}

// given lists what a letter's data says, as it stands in the letter. Columns of the ledger that the default catalogue has
// no room for are left out.
func given(t *testing.T, l compose.Letter) []string {
	t.Helper()
	b, err := json.Marshal(l)
	require.NoError(t, err)
	var data any
	require.NoError(t, json.Unmarshal(b, &data))
	var out []string
	var walk func(key string, v any)
	walk = func(key string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, x := range v {
				walk(k, x)
			}
		case []any:
			for _, x := range v {
				walk(key, x)
			}
		case string:
			switch key {
			case "drafter", "class", "channel", "opinion_no", "opinion_on", "competition", "authority", "registered_on", "correction":
				if l.Kind() == compose.FilingCatalogue {
					return
				}
			}
			if m := regexp.MustCompile(`^(\d{4})-0?(\d+)-0?(\d+)$`).FindStringSubmatch(v); m != nil {
				v = m[1] + "年" + m[2] + "月" + m[3] + "日"
			}
			out = append(out, v)
		}
	}
	walk("", data)
	return out
}

func TestWhatIsNotGivenLeavesNoTrace(t *testing.T) {
	t.Parallel()
	l, ok := compose.Sample(compose.LegalityOpinion).(*compose.LegalityOpinionData)
	require.True(t, ok)
	l.Conclusion, l.Problems, l.Basis, l.Summary, l.Version, l.CopyTo = "合法", nil, "", "", "", ""
	_, d := write(t, l)
	text := all(d)
	for _, gone := range []string{"存在的问题", "修改意见", "（）", "抄送", "不得提交集体审议", "逐项修改"} {
		require.NotContains(t, text, gone)
	}
	require.Contains(t, text, "三、有关要求", "sections are counted as they come")
	require.Contains(t, text, "实质性改动的，应当重新报送")
	l.Conclusion = "不合法"
	_, d = write(t, l)
	require.Contains(t, d.Text(), "不得提交集体审议")
}

func TestAnOrganWithALongNameHasASmallerMarking(t *testing.T) {
	t.Parallel()
	for name, size := range map[string]int{"某某区司法局": 72, "某某自治区某某市某某区司法局": 52} {
		l, ok := compose.Sample(compose.RegistrationNotice).(*compose.RegistrationNoticeData)
		require.True(t, ok)
		l.Organ = name
		r, _ := write(t, l)
		d := formatted(t, r.Docx)
		i := slices.IndexFunc(d.Stories(), func(s docx.Story) bool { return s.Kind == docx.Header })
		require.Len(t, d.Stories()[i].Paragraphs, 1)
		require.Equal(t, name, d.Stories()[i].Paragraphs[0].Text)
		require.Equal(t, size, d.Others[i].Runs(0)[0].Format.Size)
	}
}

func TestADraftingNoteAsksForWhatIsMissing(t *testing.T) {
	t.Parallel()
	_, d := write(t, &compose.DraftingNoteData{Title: "某办法", Drafter: "某局", Date: "2026-01-02"})
	require.Contains(t, d.Text(), "【请写明要解决的问题、制定的必要性和可行性。】")
	require.Contains(t, d.Text(), "2026年1月2日")
	require.NotContains(t, d.Text(), "采纳情况见下表")
}

func TestMissingAndWrongDataIsListedAtOnce(t *testing.T) {
	t.Parallel()
	l := &compose.LegalityOpinionData{
		Head: compose.Head{Organ: "某局", No: "某司审[2026]03号", Date: "2026-02-30"}, Conclusion: "可以",
		Items: []compose.OpinionItem{{Heading: "程序", Result: "没有问题"}},
	}
	_, err := compose.Write(t.Context(), l, compose.Options{Template: defaultTemplate(t, compose.LegalityOpinion)})
	e, ok := errors.AsType[*compose.DataError](err)
	require.True(t, ok, "%v", err)
	for _, want := range []string{
		"合法性审核意见书", "缺少送审单位（to）", "缺少文件名称（title）", "六角括号", "“2026-02-30”不是日期",
		"“可以”无效，应为合法、应当予以修改、不合法之一", "缺少审核事项第1项的审核内容（test）", "请补充",
	} {
		require.Contains(t, e.Error(), want)
	}
}

func TestADraftHasBlanks(t *testing.T) {
	t.Parallel()
	l := &compose.RegistrationNoticeData{Head: compose.Head{Organ: "某局"}, Title: "某办法"}
	r, err := compose.Write(t.Context(), l, compose.Options{Template: defaultTemplate(t, compose.RegistrationNotice), Draft: true})
	require.NoError(t, err)
	d, err := docx.Open(bytes.NewReader(r.Docx), int64(len(r.Docx)))
	require.NoError(t, err)
	require.Contains(t, d.Text(), "备案登记号为【待填：备案登记号】")
	require.Contains(t, d.Text(), "关于《某办法》")
	require.Len(t, r.Notices, 1)
	require.Contains(t, r.Notices[0], "缺少发文字号（no）")
}

func TestDocumentNumbersFollowTheStandard(t *testing.T) {
	t.Parallel()
	for no, ok := range map[string]bool{
		"青司审〔2026〕3号": true, "内政办发〔2026〕101号": true, "青司审[2026]3号": false, "青司审〔2026〕03号": false, "青司审〔26〕3号": false,
		"青司审〔2026〕第3号": false, "〔2026〕3号": false, "青司审（2026）3号": false,
	} {
		l, is := compose.Sample(compose.RegistrationNotice).(*compose.RegistrationNoticeData)
		require.True(t, is)
		l.No = no
		require.Equal(t, ok, compose.Check(l) == nil, no)
	}
}

func TestDataIsReadStrictly(t *testing.T) {
	t.Parallel()
	for _, k := range compose.Kinds {
		b, err := json.Marshal(compose.Sample(k))
		require.NoError(t, err)
		l, err := compose.Decode(k, bytes.NewReader(b))
		require.NoError(t, err)
		require.NoError(t, compose.Check(l))
	}
	_, err := compose.Decode(compose.ReviewOpinion, strings.NewReader(`{"titel":"x"}`))
	require.ErrorContains(t, err, `"titel" 不是备案审查意见的字段`)
	_, err = compose.Decode(compose.ReviewOpinion, strings.NewReader(`x`))
	require.ErrorContains(t, err, "--sample")
	_, err = compose.Decode("nothing", strings.NewReader(`{}`))
	require.ErrorContains(t, err, "legality-opinion（合法性审核意见书）")
}

// change replaces words in the main part of a template.
func change(t *testing.T, tp compose.Template, from, to string) []byte {
	t.Helper()
	require.True(t, bytes.Contains(tp.Bytes, []byte(from)), "a default template is stored, not deflated")
	f, err := docx.OpenBytes(tp.Bytes)
	require.NoError(t, err)
	return repack(t, f, map[string]func(string) string{f.Main(): func(s string) string { return strings.ReplaceAll(s, from, to) }})
}

func TestAnOfficeReplacesATemplate(t *testing.T) {
	t.Parallel()
	own := change(t, defaultTemplate(t, compose.RegistrationNotice), "特此通知。", "特此函告。")
	for _, name := range []string{"备案登记通知.docx", "registration-notice.docx"} {
		tp, err := compose.Templates(fstest.MapFS{name: {Data: own}}, compose.RegistrationNotice)
		require.NoError(t, err)
		require.True(t, tp.Own)
		r, err := compose.Write(t.Context(), compose.Sample(compose.RegistrationNotice), compose.Options{Template: tp})
		require.NoError(t, err)
		d, err := docx.Open(bytes.NewReader(r.Docx), int64(len(r.Docx)))
		require.NoError(t, err)
		require.Contains(t, d.Text(), "特此函告。")
	}
	tp, err := compose.Templates(fstest.MapFS{"备案报告.docx": {Data: own}}, compose.RegistrationNotice)
	require.NoError(t, err)
	require.False(t, tp.Own)
}

func TestABadTemplateOfAnOfficeIsNamed(t *testing.T) {
	t.Parallel()
	tp := compose.Template{Name: "备案登记通知.docx", Bytes: change(t, defaultTemplate(t, compose.RegistrationNotice), "{{备案登记号}}", "{{登记编号}}")}
	_, err := compose.Write(t.Context(), compose.Sample(compose.RegistrationNotice), compose.Options{Template: tp})
	e, ok := errors.AsType[*docx.TemplateError](err)
	require.True(t, ok, "%v", err)
	require.Equal(t, docx.UnknownField, e.Reason)
	require.Contains(t, e.Error(), "模板“备案登记通知.docx”第8段的 {{登记编号}} 不是本文书的字段")
	require.Contains(t, e.Error(), "备案登记号")

	_, err = compose.Write(t.Context(), compose.Sample(compose.RegistrationNotice), compose.Options{Template: compose.Template{Name: "x.docx", Bytes: []byte("hello")}})
	require.Equal(t, docx.NotDocx, docx.ReasonOf(err))
	require.ErrorContains(t, err, "模板“x.docx”不能使用")

	tp.Bytes = change(t, defaultTemplate(t, compose.RegistrationNotice), "，备案登记号为{{备案登记号}}", "")
	r, err := compose.Write(t.Context(), compose.Sample(compose.RegistrationNotice), compose.Options{Template: tp})
	require.NoError(t, err)
	require.Len(t, r.Notices, 1)
	require.Contains(t, r.Notices[0], "备案登记号")
}

// engine stands in for another engine.
type engine struct {
	err    error
	fields map[string]string
	tables map[string][][]string
}

func (*engine) Name() string { return "另一引擎" }

func (e *engine) Fill(_ context.Context, _ []byte, fields map[string]string, tables map[string][][]string) ([]byte, error) {
	e.fields, e.tables = fields, tables
	return []byte("filled"), e.err
}

func (e *engine) PDF(context.Context, []byte) ([]byte, error) { return []byte("pdf"), e.err }

var _ compose.Engine = (*engine)(nil)

func TestAnotherEngineIsAskedFirstAndItsAbsenceIsSeen(t *testing.T) {
	t.Parallel()
	l := compose.Sample(compose.SupplementNotice)
	blocks := defaultTemplate(t, compose.SupplementNotice)
	sheet := `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{{文件名称}}</w:t></w:r></w:p></w:body></w:document>`
	head := `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>{{发文机关}}</w:t></w:r></w:p></w:hdr>`
	f, err := docx.OpenBytes(blocks.Bytes)
	require.NoError(t, err)
	none := func(string) string { return sheet }
	plain := compose.Template{Name: "自制模板", Bytes: repack(t, f, map[string]func(string) string{f.Main(): none, "word/header1.xml": func(string) string { return head }})}

	e := &engine{}
	r, err := compose.Write(t.Context(), l, compose.Options{Template: plain, Filler: e, Converters: []compose.Converter{e}})
	require.NoError(t, err)
	require.Equal(t, "filled", string(r.Docx))
	require.Equal(t, "pdf", string(r.PDF))
	require.Equal(t, "另一引擎", r.Engine)
	require.Equal(t, "某某区城市停车管理办法", e.fields["文件名称"])
	require.Equal(t, []string{"1", "一", "是", "公平竞争审查结论", "文件涉及经营者经济活动，请补充书面审查结论"}, e.tables["材料"][0])

	e = &engine{err: errors.New("没有密钥。请购买。")}
	r, err = compose.Write(t.Context(), l, compose.Options{Template: plain, Filler: e, Converters: []compose.Converter{e, &engine{}}})
	require.NoError(t, err)
	require.Equal(t, compose.Native, r.Engine)
	require.Contains(t, strings.Join(r.Notices, "\n"), "由规备内置引擎生成，没有使用 另一引擎：没有密钥。请购买。")
	require.Equal(t, "pdf", string(r.PDF))

	r, err = compose.Write(t.Context(), l, compose.Options{Template: blocks, Filler: &engine{}})
	require.NoError(t, err)
	require.Equal(t, compose.Native, r.Engine)
	require.Contains(t, r.Notices[0], "重复块")

	r, err = compose.Write(t.Context(), l, compose.Options{Template: blocks, Converters: []compose.Converter{e}})
	require.ErrorContains(t, err, "没有密钥")
	require.NotEmpty(t, r.Docx, "the letter is there even if the PDF is not")
}

func TestTheOfficesTemplatesCanBeWrittenOut(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, k := range compose.Kinds {
		require.NoError(t, os.WriteFile(filepath.Join(dir, k.Label()+".docx"), defaultTemplate(t, k).Bytes, 0o600))
		tp, err := compose.Templates(os.DirFS(dir), k)
		require.NoError(t, err)
		require.NoError(t, compose.CheckTemplate(k, tp))
	}
}

// TestLibreOfficeOpensEveryLetter converts for real, with a profile of its own.
func TestLibreOfficeOpensEveryLetter(t *testing.T) {
	t.Parallel()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed: letters are not converted to PDF here")
	}
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir}
	for _, k := range compose.Kinds {
		r, _ := write(t, compose.Sample(k))
		name := filepath.Join(dir, string(k)+".docx")
		require.NoError(t, os.WriteFile(name, r.Docx, 0o600))
		args = append(args, name)
	}
	out, err := exec.CommandContext(t.Context(), soffice, args...).CombinedOutput()
	require.NoError(t, err, string(out))
	for _, k := range compose.Kinds {
		pdf, err := os.ReadFile(filepath.Join(dir, string(k)+".pdf"))
		require.NoError(t, err)
		pages := len(regexp.MustCompile(`/Type\s*/Page\b`).FindAll(pdf, -1))
		require.GreaterOrEqual(t, pages, 1, k)
		require.LessOrEqual(t, pages, 4, k)
		if text, err := exec.CommandContext(t.Context(), "pdftotext", filepath.Join(dir, string(k)+".pdf"), "-").Output(); err == nil {
			require.NotContains(t, string(text), "{{")
			require.Contains(t, letters(string(text)), letters(title(compose.Sample(k))))
		}
	}
}

// letters leaves out white space, which a PDF has elsewhere.
func letters(s string) string { return strings.Join(strings.Fields(s), "") }

func title(l compose.Letter) string {
	if c, ok := l.(*compose.FilingCatalogueData); ok {
		return c.Organ
	}
	return "某某区城市停车管理办法"
}
