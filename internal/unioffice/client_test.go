package unioffice_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/internal/unioffice"
)

// fake returns options for a program of testdata/fakes in the place of
// guibei-unioffice. What it needs comes as -customer, because there is nothing
// in its environment.
func fake(name, customer string) unioffice.Options {
	return unioffice.Options{Program: filepath.Join("testdata/fakes", name), KeyFile: "key", Customer: customer}
}

func client(name, customer string) *unioffice.Client { return unioffice.New(fake(name, customer)) }

// wire returns the path of an example message, which the program's tests read too.
func wire(t *testing.T, name string) string {
	t.Helper()
	p, err := filepath.Abs("../../adapters/unioffice/testdata/wire/" + name + ".json")
	require.NoError(t, err)
	require.FileExists(t, p)
	return p
}

// operations are all a client can be asked.
var operations = map[string]func(context.Context, *unioffice.Client) ([]byte, error){
	"status": func(ctx context.Context, c *unioffice.Client) ([]byte, error) {
		_, err := c.Status(ctx)
		return nil, err
	},
	"compose": func(ctx context.Context, c *unioffice.Client) ([]byte, error) {
		return c.Compose(ctx, unioffice.Document{Title: "审查意见书", Blocks: []unioffice.Block{
			{Kind: unioffice.Heading, Level: 1, Text: "一、基本情况"},
			{Kind: unioffice.Paragraph, Text: "经审查，意见如下。"},
			{Kind: unioffice.Paragraph, Text: "某局", Align: "right"},
			{Kind: unioffice.Table, Rows: [][]string{{"序号", "意见"}, {"1", "删去第三条"}}},
		}})
	},
	"fill": func(ctx context.Context, c *unioffice.Client) ([]byte, error) {
		return c.Fill(ctx, []byte("PK\x03\x04"), map[string]string{"机关": "某局"}, map[string][][]string{"条目": {{"第三条", "删去"}}})
	},
	"pdf": func(ctx context.Context, c *unioffice.Client) ([]byte, error) {
		return c.PDF(ctx, []byte("PK\x03\x04"))
	},
}

func TestRequestsAreAsWrittenDown(t *testing.T) {
	t.Parallel()
	for op, do := range operations {
		t.Run(op, func(t *testing.T) {
			t.Parallel()
			seen := t.TempDir()
			_, err := do(t.Context(), client("record", seen))
			require.ErrorIs(t, err, unioffice.ErrUnavailable)
			require.JSONEq(t, read(t, wire(t, op+".request")), read(t, filepath.Join(seen, "stdin")))
		})
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	return string(b)
}

func TestTheProgramSeesNothingOfThisProcess(t *testing.T) {
	t.Setenv("GUIBEI_DATABASE_URL", "postgres://a:hunter2@h/d")
	seen := t.TempDir()
	_, err := client("record", seen).Status(t.Context())
	require.ErrorIs(t, err, unioffice.ErrUnavailable)

	var names []string
	for line := range strings.Lines(read(t, filepath.Join(seen, "env"))) {
		name, _, _ := strings.Cut(line, "=")
		if name != "PWD" && name != "_" && name != "SHLVL" { // os/exec and shells add these
			names = append(names, name)
		}
	}
	require.ElementsMatch(t, []string{"HOME", "TMPDIR", "PATH"}, names)
	require.NoDirExists(t, strings.TrimSpace(read(t, filepath.Join(seen, "dir"))), "its folder is gone with it")
	key, err := filepath.Abs("key")
	require.NoError(t, err)
	require.Equal(t, "-key-file\n"+key+"\n-customer\n"+seen+"\n-limit\n3m0s\n", read(t, filepath.Join(seen, "args")))
}

func TestRepliesBecomeTypedErrors(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		is   error
		kind guibei.Kind
	}{
		"unlicensed": {unioffice.ErrUnlicensed, guibei.Unavailable},
		"metered":    {unioffice.ErrUnlicensed, guibei.Unavailable},
		"not_ready":  {unioffice.ErrUnavailable, guibei.Unavailable},
		"failed":     {unioffice.ErrUnavailable, guibei.Unavailable},
		"invalid":    {unioffice.ErrInvalid, guibei.Invalid},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for op, do := range operations {
				doc, err := do(t.Context(), client("replay", wire(t, name+".reply")))
				require.ErrorIs(t, err, tt.is, op)
				require.Equal(t, tt.kind, guibei.KindOf(err), op)
				require.Equal(t, "怎么了。怎么办。", guibei.Message(err), op)
				require.Nil(t, doc, op)
			}
		})
	}
}

func TestAStatusIsRead(t *testing.T) {
	t.Parallel()
	got, err := client("replay", wire(t, "status.reply")).Status(t.Context())
	require.NoError(t, err)
	require.Equal(t, unioffice.Status{Library: "unioffice 2.8.0", PDF: true, Customer: "某局", Expires: "2030-01-31"}, got)
}

// reply makes a file with a reply that holds a document.
func reply(t *testing.T, document []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "reply")
	b := fmt.Sprintf(`{"version":1,"document":%q}`, base64.StdEncoding.EncodeToString(document))
	require.NoError(t, os.WriteFile(file, []byte(b), 0o600))
	return file
}

func docx(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	_, err := z.Create("[Content_Types].xml")
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.Bytes()
}

func TestOnlyAWholeDocumentIsReturned(t *testing.T) {
	t.Parallel()
	word, pdf := docx(t), []byte("%PDF-1.7\n…\n%%EOF\n")
	for _, op := range []string{"compose", "fill", "pdf"} {
		want, other := word, pdf
		if op == "pdf" {
			want, other = pdf, word
		}
		got, err := operations[op](t.Context(), client("replay", reply(t, want)))
		require.NoError(t, err, op)
		require.Equal(t, want, got, op)
		for _, bad := range [][]byte{nil, want[:len(want)/2], other} {
			got, err := operations[op](t.Context(), client("replay", reply(t, bad)))
			require.ErrorIs(t, err, unioffice.ErrUnavailable, op)
			require.Nil(t, got, op)
		}
	}
}

func TestAProgramThatMisbehavesIsUnavailable(t *testing.T) {
	t.Parallel()
	versions := filepath.Join(t.TempDir(), "reply")
	require.NoError(t, os.WriteFile(versions, []byte(`{"version":9}`), 0o600))
	twice := filepath.Join(t.TempDir(), "reply")
	require.NoError(t, os.WriteFile(twice, []byte(`{"version":1}{"version":1}`), 0o600))
	tests := map[string]struct{ fake, customer, want string }{
		"it crashes":                {"crash", "", "运行失败"},
		"it answers no JSON":        {"garbage", "", "无法识别"},
		"it answers nothing":        {"silent", "", "无法识别"},
		"it answers twice":          {"replay", twice, "无法识别"},
		"it speaks another version": {"replay", versions, "协议 9"},
		"it answers without end":    {"flood", "", "过大"},
		"it leaves a child behind":  {"orphan", "", "运行失败"},
		"it answers something else": {"replay", wire(t, "document.reply"), "完整"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := client(tt.fake, tt.customer).Status(t.Context())
			require.ErrorIs(t, err, unioffice.ErrUnavailable)
			require.Contains(t, guibei.Message(err), tt.want)
			require.Regexp(t, `。$`, guibei.Message(err))
		})
	}
}

func TestAProgramThatIsNotThereIsUnavailable(t *testing.T) {
	t.Parallel()
	for _, program := range []string{"", "guibei-unioffice-that-nobody-installed", t.TempDir(), filepath.Join(t.TempDir(), "none")} {
		_, err := unioffice.New(unioffice.Options{Program: program, KeyFile: "key"}).Status(t.Context())
		require.ErrorIs(t, err, unioffice.ErrUnavailable)
		require.ErrorContains(t, err, "GUIBEI_UNIOFFICE_PROGRAM")
	}
}

func TestWithoutAKeyFileNothingIsStarted(t *testing.T) {
	t.Parallel()
	_, err := unioffice.New(unioffice.Options{Program: "guibei-unioffice-that-nobody-installed"}).Status(t.Context())
	require.ErrorIs(t, err, unioffice.ErrUnlicensed)
	require.ErrorContains(t, err, "GUIBEI_UNIOFFICE_KEY_FILE")
}

func TestAProgramThatHangsIsEnded(t *testing.T) {
	t.Parallel()
	hanging := client("hang", "")
	patient, give := context.WithCancel(t.Context())
	give()
	_, err := hanging.Status(patient)
	require.ErrorIs(t, err, unioffice.ErrUnavailable)
	require.ErrorIs(t, err, context.Canceled)
	_, ok := unioffice.FallsBack(err)
	require.False(t, ok, "the caller has given up")

	late, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	_, err = hanging.Status(late)
	require.ErrorIs(t, err, context.DeadlineExceeded)

	brief := fake("hang", "")
	brief.Timeout = 50 * time.Millisecond
	_, err = unioffice.New(brief).Status(t.Context())
	require.ErrorIs(t, err, unioffice.ErrUnavailable)
	require.Contains(t, guibei.Message(err), "没有答复")
}

func TestWhatTheProgramSaysIsLogged(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	crashing := fake("crash", "")
	crashing.Log = slog.New(slog.NewTextHandler(&log, nil))
	_, err := unioffice.New(crashing).Status(t.Context())
	require.Error(t, err)
	require.Contains(t, log.String(), "no font at hand")
}

func TestTheNativeEngineStepsInVisibly(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{"unlicensed": true, "metered": true, "failed": true, "not_ready": true, "invalid": false} {
		_, err := client("replay", wire(t, name+".reply")).PDF(t.Context(), []byte("PK"))
		notice, ok := unioffice.FallsBack(err)
		require.Equal(t, want, ok, name)
		require.Equal(t, want, strings.Contains(notice, "内置引擎") && strings.HasSuffix(notice, "怎么办。"), name)
	}
	_, ok := unioffice.FallsBack(nil)
	require.False(t, ok)
}

func TestAFileThatIsTooLargeIsNotSent(t *testing.T) {
	t.Parallel()
	c := client("hang", "")
	large := make([]byte, 50<<20+1)
	_, err := c.PDF(t.Context(), large)
	require.ErrorIs(t, err, unioffice.ErrInvalid)
	require.Equal(t, guibei.TooLarge, guibei.KindOf(err))
	_, err = c.Fill(t.Context(), large, nil, nil)
	require.ErrorIs(t, err, unioffice.ErrInvalid)
}

// The program itself, where somebody built it, against the client.
func TestTheRealProgramKeepsItsWord(t *testing.T) {
	t.Parallel()
	program := os.Getenv("GUIBEI_UNIOFFICE_TEST_PROGRAM")
	if program == "" {
		t.Skip("no program: build adapters/unioffice and set GUIBEI_UNIOFFICE_TEST_PROGRAM to it to run client and program together")
	}
	key := filepath.Join(t.TempDir(), "key")
	require.NoError(t, os.WriteFile(key, []byte(strings.Repeat("0f", 32)), 0o600))
	for _, file := range []string{key, filepath.Join(t.TempDir(), "none")} {
		c := unioffice.New(unioffice.Options{Program: program, KeyFile: file})
		for _, op := range []string{"status", "compose"} {
			_, err := operations[op](t.Context(), c)
			require.ErrorIs(t, err, unioffice.ErrUnlicensed, op)
		}
		_, err := operations["fill"](t.Context(), c)
		require.ErrorIs(t, err, unioffice.ErrInvalid, "four bytes are no template")
		_, err = c.PDF(t.Context(), docx(t))
		require.ErrorIs(t, err, unioffice.ErrUnlicensed)
	}
}
