package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"

	"guibei"
	"guibei/cmd/guibei/cli"
	"guibei/internal/schematest"
)

// run runs a subcommand without a server, on a day that stands still.
func run(t *testing.T, args ...string) (string, error) {
	t.Helper()
	return runWith(t, bytes.NewReader(nil), args...)
}

func runWith(t *testing.T, in io.Reader, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	app := &cli.App{Out: &out, Err: io.Discard, In: in, Now: func() time.Time {
		return time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	}}
	err := cli.Run(t.Context(), app, args, nil)
	return out.String(), err
}

const examples = "../../../examples/"

func exitCode(t *testing.T, err error) int {
	t.Helper()
	if err == nil {
		return 0
	}
	exit, ok := errors.AsType[*cli.ExitError](err)
	require.True(t, ok, "%v", err)
	return exit.Code
}

func TestCheckFindsWhatWasPlantedAndNothingGraveInACleanDraft(t *testing.T) {
	t.Parallel()
	out, err := run(t, "check", "--json", examples+"stalls-planted.docx")
	require.Equal(t, 1, exitCode(t, err), "a blocker")
	schematest.Valid(t, root, "check", []byte(out))
	var r cli.CheckOutput
	require.NoError(t, json.Unmarshal([]byte(out), &r))
	require.Equal(t, "blocker", r.Verdict)
	require.Len(t, r.SHA256, 64)
	require.Len(t, r.Ruleset, 64)
	require.Len(t, r.Laws, 64)
	require.GreaterOrEqual(t, len(r.Findings), 10)

	out, err = run(t, "check", "--json", examples+"parking-clean.docx")
	require.NoError(t, err)
	require.NotContains(t, out, `"blocker"`)
}

func TestThePlaceOfALeadIsCountedInTheTextThatIsPrinted(t *testing.T) {
	t.Parallel()
	text, err := run(t, "text", examples+"stalls-planted.docx")
	require.NoError(t, err)
	out, err := run(t, "check", "--json", examples+"stalls-planted.docx")
	require.Equal(t, 1, exitCode(t, err))
	var r cli.CheckOutput
	require.NoError(t, json.Unmarshal([]byte(out), &r))
	placed := 0
	for _, f := range r.Findings {
		if f.Start < 0 {
			continue
		}
		placed++
		require.Equal(t, f.Quote, string([]rune(text)[f.Start:f.End]), f.Rule)
	}
	require.Positive(t, placed)
}

func TestPlainTextIsReadFromAFileOrFromStandardInput(t *testing.T) {
	t.Parallel()
	const text = "第一条 𬱖某停车的，处二百元罚款。\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	require.NoError(t, err)
	for name, data := range map[string]string{"UTF-8": text, "with a mark": "\ufeff" + text, "GB18030": gb} {
		out, err := runWith(t, strings.NewReader(data), "check", "--text", "--json", "-")
		require.Equal(t, 1, exitCode(t, err), name)
		var r cli.CheckOutput
		require.NoError(t, json.Unmarshal([]byte(out), &r))
		i := slices.IndexFunc(r.Findings, func(f cli.CheckFinding) bool { return f.Rule == "R003" })
		require.GreaterOrEqual(t, i, 0, name)
		f := r.Findings[i]
		require.Equal(t, "处二百元罚款", f.Quote, name)
		require.Equal(t, f.Quote, string([]rune(text)[f.Start:f.End]), name)
		require.Equal(t, "content", f.Group)
		require.Equal(t, []cli.CheckBasis{{Law: "行政处罚法", Article: "第九条、第十六条"}}, f.Basis)
		require.NotEmpty(t, f.Message)
		require.NotEmpty(t, f.Suggestion)
	}
	_, err = runWith(t, strings.NewReader("PK\x00\x01"), "check", "--text", "-")
	require.Equal(t, 2, exitCode(t, err))
	require.ErrorContains(t, err, "不是纯文本")
}

func TestASentenceThatCitesItsBasisIsToBeVerified(t *testing.T) {
	t.Parallel()
	out, err := runWith(t, strings.NewReader("违反规定的，依照《中华人民共和国道路交通安全法》第九十条处二百元罚款。"), "check", "--text", "--json", "-")
	require.NoError(t, err)
	var r cli.CheckOutput
	require.NoError(t, json.Unmarshal([]byte(out), &r))
	i := slices.IndexFunc(r.Findings, func(f cli.CheckFinding) bool { return f.Rule == "R003" })
	require.GreaterOrEqual(t, i, 0)
	require.Equal(t, "cited", r.Findings[i].Guard)
	require.NotEqual(t, guibei.Blocker, r.Findings[i].Severity)
}

func TestAFileThatIsNoDraftIsSaidAndTheOthersAreStillChecked(t *testing.T) {
	t.Parallel()
	bad := filepath.Join(t.TempDir(), "bad.docx")
	require.NoError(t, os.WriteFile(bad, []byte("not a docx"), 0o600))
	out, err := run(t, "check", bad, "nowhere.docx", examples+"parking-clean.docx")
	require.Equal(t, 2, exitCode(t, err))
	require.ErrorContains(t, err, "另存为 .docx")
	require.ErrorContains(t, err, "nowhere.docx")
	require.Contains(t, out, "parking-clean.docx")
}

func TestManyFilesComeOutInTheirOrder(t *testing.T) {
	t.Parallel()
	args := []string{"check", "--json"}
	for range 40 {
		args = append(args, examples+"stalls-planted.docx", examples+"parking-clean.docx")
	}
	out, err := run(t, args...)
	require.Equal(t, 1, exitCode(t, err))
	lines := strings.Split(strings.TrimSpace(out), "\n")
	require.Len(t, lines, 80)
	for i, l := range lines {
		require.Contains(t, l, []string{`"stalls-planted.docx"`, `"parking-clean.docx"`}[i%2])
	}
}

func TestABureausOwnRulesRunBesideTheOthers(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "own.yaml")
	write := func(text string) { require.NoError(t, os.WriteFile(file, []byte(text), 0o600)) }
	write(`
- id: B001
  group: content
  title: 提到临时号牌
  basis: 《本区规范性文件管理办法》第九条
  source: rule
  severity: blocker
  next: 请删去。
  find:
    - keys: [临时号牌]
  catch: [发放临时号牌。]
  pass: [发放正式号牌。]
`)
	out, err := run(t, "rules", "test", file)
	require.NoError(t, err)
	require.Contains(t, out, "1条规则可以使用")
	out, err = runWith(t, strings.NewReader("第一条 对电动车发放临时号牌。"), "check", "--text", "--json", "--rules", file, "-")
	require.Equal(t, 1, exitCode(t, err))
	require.Contains(t, out, `"B001"`)

	write("- id: B001\n  titel: 写错了\n")
	_, err = run(t, "rules", "test", file)
	require.ErrorContains(t, err, "own.yaml第2行“titel”")
}

func TestTheRulesCanBeListedAndRead(t *testing.T) {
	t.Parallel()
	out, err := run(t, "rules", "list")
	require.NoError(t, err)
	require.Contains(t, out, "R003")
	require.Contains(t, out, "规则集")
	out, err = run(t, "rules", "show", "R068")
	require.NoError(t, err)
	require.Contains(t, out, "会提示")
	require.Contains(t, out, "不查什么")
	_, err = run(t, "rules", "show", "R999")
	require.ErrorContains(t, err, "guibei rules list")
}

func TestTextAndArticles(t *testing.T) {
	t.Parallel()
	out, err := run(t, "text", examples+"parking-clean.docx")
	require.NoError(t, err)
	require.Contains(t, out, "第一条")
	out, err = run(t, "text", "--articles", examples+"parking-clean.docx")
	require.NoError(t, err)
	require.Contains(t, out, "第二十八条")
}

func TestDeadlineExplainsItself(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"2026-02-10", "--working", "15"}, "2026-03-09\n"},
		{[]string{"2026-02-05", "--days", "15", "--roll"}, "2026-02-24\n"},
		{[]string{"2026-02-10", "--clock", "review"}, "2026-03-09\n"},
		{[]string{"2026-02-05", "--clock", "filing", "--track", "npc_same"}, "2026-03-09\n"},
		{[]string{"2026-02-10", "--working", "15", "--pause", "2026-02-12:2026-02-26"}, "2026-03-16\n"},
	} {
		out, err := run(t, append([]string{"deadline"}, tt.args...)...)
		require.NoError(t, err)
		require.Contains(t, out, tt.want)
		require.Contains(t, out, "民法典")
	}
	out, err := run(t, "deadline", "2026-11-24", "--working", "30")
	require.NoError(t, err)
	require.Contains(t, out, "2027年放假安排尚未公布")
}

func TestWhatCannotBeDoneIsSaidInChinese(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"deadline", "2026-02-30", "--days", "3"}, "日期"},
		{[]string{"deadline", "2026-02-10"}, "--days"},
		{[]string{"deadline", "2026-02-10", "--clock", "review", "--region", "999999"}, "999999"},
		{[]string{"check", "--region", "999999", examples + "parking-clean.docx"}, "999999"},
		{[]string{"worker"}, "GUIBEI_DATABASE_URL"},
		{[]string{"submit", "--issuer", "qs-gov", examples + "parking-clean.docx"}, "GUIBEI_LOGIN"},
		{[]string{"demo", "--data", "nowhere"}, "guibei-up"},
	} {
		_, err := run(t, tt.args...)
		require.ErrorContains(t, err, tt.want, "%v", tt.args)
	}
}

func TestHelpAndVersionAreNoErrors(t *testing.T) {
	t.Parallel()
	out, err := run(t, "--help")
	require.NoError(t, err)
	require.Contains(t, out, "reconcile")
	out, err = run(t, "--version")
	require.NoError(t, err)
	require.Equal(t, cli.Version+"\n", out)
}
