package cli_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei/cmd/guibei/cli"
	"guibei/docx"
)

func TestALetterIsWrittenFromItsSample(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	list, err := run(t, "letter")
	require.NoError(t, err)
	require.Contains(t, list, "合法性审核意见书")
	for line := range strings.Lines(list) {
		kind := strings.Fields(line)[0]
		sample, err := run(t, "letter", kind, "--sample")
		require.NoError(t, err)
		data, out := filepath.Join(dir, kind+".json"), filepath.Join(dir, kind+".docx")
		require.NoError(t, os.WriteFile(data, []byte(sample), 0o600))
		_, err = run(t, "letter", kind, "--data", data, "-o", out)
		require.NoError(t, err)
		b, err := os.ReadFile(out)
		require.NoError(t, err)
		_, err = docx.Open(bytes.NewReader(b), int64(len(b)))
		require.NoError(t, err)
	}
	fields, err := run(t, "letter", "补正通知", "--fields")
	require.NoError(t, err)
	require.Contains(t, fields, "{{#材料}} … {{/材料}}")
	require.Contains(t, fields, "submitted_on")
}

func TestATemplateIsExportedCheckedAndNamedWhenBad(t *testing.T) {
	t.Parallel()
	own := filepath.Join(t.TempDir(), "own.docx")
	_, err := run(t, "letter", "补正通知", "--export", own)
	require.NoError(t, err)
	out, err := run(t, "letter", "补正通知", "--template", own)
	require.NoError(t, err)
	require.Contains(t, out, "可以用于补正通知")
	_, err = run(t, "letter", "备案目录", "--template", own)
	require.ErrorContains(t, err, "{{发文字号}} 不是本文书的字段")
	require.ErrorContains(t, err, "可用字段：编制机关")
}

func TestALetterSaysThatUniofficeWasNotUsed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data, own, out := filepath.Join(dir, "x.json"), filepath.Join(dir, "own.docx"), filepath.Join(dir, "x.docx")
	sample, err := run(t, "letter", "备案登记通知", "--sample")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(data, []byte(sample), 0o600))
	f, err := docx.OpenBytes(readFile(t, "../../../examples/parking-clean.docx"))
	require.NoError(t, err)
	var plain bytes.Buffer
	require.NoError(t, f.Save(&plain)) // no placeholders: a template that any engine could fill
	require.NoError(t, os.WriteFile(own, plain.Bytes(), 0o600))

	var said bytes.Buffer
	app := &cli.App{Out: io.Discard, Err: &said, In: bytes.NewReader(nil), Now: time.Now}
	environ := []string{"GUIBEI_DOCX_ENGINE=unioffice", "GUIBEI_UNIOFFICE_KEY_FILE=" + data, "GUIBEI_UNIOFFICE_CUSTOMER=某局", "GUIBEI_UNIOFFICE_PROGRAM=" + filepath.Join(dir, "none")}
	require.NoError(t, cli.Run(t.Context(), app, []string{"letter", "备案登记通知", "--data", data, "-o", out, "--template", own}, environ))
	require.FileExists(t, out)
	require.Contains(t, said.String(), "没有使用 unioffice：没有找到 unioffice 程序")
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	return b
}

func TestALetterSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "x.json")
	require.NoError(t, os.WriteFile(data, []byte(`{"organ":"某局"}`), 0o600))
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"letter", "补正"}, "请从以下文书中选择"},
		{[]string{"letter", "补正通知"}, "--sample"},
		{[]string{"letter", "补正通知", "--data", data}, "-o"},
		{[]string{"letter", "补正通知", "--data", data, "-o", data + ".docx"}, "缺少文件名称（title）"},
		{[]string{"letter", "补正通知", "--data", "nowhere.json", "-o", data + ".docx"}, "打不开数据文件"},
		{[]string{"letter", "补正通知", "--template", data}, "不能使用"},
	} {
		_, err := run(t, tt.args...)
		require.ErrorContains(t, err, tt.want, tt.args)
	}
	require.NoFileExists(t, data+".docx")
}
