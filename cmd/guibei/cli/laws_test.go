package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/cmd/guibei/cli"
	"guibei/internal/schematest"
	"guibei/laws"
)

func TestReferencesAreResolvedWithoutADatabase(t *testing.T) {
	t.Parallel()
	out, err := run(t, "laws", "resolve", "依照《合同法》第五十二条、行政处罚法第九条", "--on", "2026-11-26", "--json")
	require.NoError(t, err)
	schematest.Valid(t, root, "resolve", []byte(out))
	var r cli.ResolveOutput
	require.NoError(t, json.Unmarshal([]byte(out), &r))
	require.Len(t, r.Citations, 2)
	require.Equal(t, laws.Repealed, r.Citations[0].Status)
	require.Equal(t, "民法典", r.Citations[0].Successor)
	require.Equal(t, laws.InForce, r.Citations[1].Status)
	require.Equal(t, laws.Exists, r.Citations[1].Provisions[0].Exists)
}

func TestTheWordsOfAnArticleComeFromAFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "停车法(2020-05-01).md"), []byte("# 停车法\n第一条　为了规范停车，制定本法。\n第二条　本法自2020年10月1日起施行。\n"), 0o600))
	out, err := run(t, "laws", "resolve", "依照《停车法》第一条", "--on", "2026-11-26", "--texts", dir)
	require.NoError(t, err)
	require.Contains(t, out, "名录中没有，请人工确认")
	require.Contains(t, out, "为了规范停车，制定本法。")
	out, err = run(t, "laws", "resolve", "依照《停车法》第一条", "--on", "2020-09-30", "--texts", dir)
	require.NoError(t, err)
	require.NotContains(t, out, "为了规范停车", "not yet in force")
}

func TestAFolderWithoutLawsIsSaid(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.md"), []byte("\xff\xfe"), 0o600))
	out, err := run(t, "laws", "import", dir)
	require.ErrorContains(t, err, "没有可以导入的法律文本")
	require.Contains(t, out, "a.md")
}
