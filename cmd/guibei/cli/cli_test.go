package cli_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/cmd/guibei/cli"
)

// run runs a subcommand without a server, on a day that stands still.
func run(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	app := &cli.App{Out: &out, Err: io.Discard, In: bytes.NewReader(nil), Now: func() time.Time {
		return time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	}}
	err := cli.Run(t.Context(), app, args, nil)
	return out.String(), err
}

const examples = "../../../examples/"

func TestCheckFindsWhatWasPlantedAndNothingInACleanDraft(t *testing.T) {
	t.Parallel()
	out, err := run(t, "check", "--json", examples+"stalls-planted.docx")
	require.NoError(t, err)
	var r guibei.CheckReceipt
	require.NoError(t, json.Unmarshal([]byte(out), &r))
	require.Equal(t, "leads", r.Verdict)
	require.Len(t, r.DocumentSHA256, 64)
	require.Len(t, r.TextSHA256, 64)
	require.GreaterOrEqual(t, len(r.Findings), 10)

	out, err = run(t, "check", examples+"parking-clean.docx")
	require.NoError(t, err)
	require.Contains(t, out, "没有发现疑点")
}

func TestAFileThatIsNoDraftIsSaidAndTheOthersAreStillChecked(t *testing.T) {
	t.Parallel()
	bad := filepath.Join(t.TempDir(), "bad.docx")
	require.NoError(t, os.WriteFile(bad, []byte("not a docx"), 0o600))
	out, err := run(t, "check", bad, "nowhere.docx", examples+"parking-clean.docx")
	require.ErrorContains(t, err, "另存为 .docx")
	require.ErrorContains(t, err, "nowhere.docx")
	require.Contains(t, out, "parking-clean.docx")
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
