package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// asProgram makes the test binary be the program, so that the tests see what
// Guibei sees: a process, its streams and its exit code.
const asProgram = "GUIBEI_UNIOFFICE_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// start runs the program with nothing in its environment but env.
func start(t *testing.T, env []string, stdin string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	dir := t.TempDir()
	cmd.Env = append([]string{asProgram + "=1", "HOME=" + dir, "TMPDIR=" + dir}, env...)
	cmd.Dir = dir
	cmd.Stdin = strings.NewReader(stdin)
	var out, log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &log
	if err := cmd.Run(); err != nil {
		require.ErrorAs(t, err, new(*exec.ExitError), log.String())
	}
	return out.String(), log.String(), cmd.ProcessState.ExitCode()
}

// ask sends a request and returns the reply: all that stands on stdout.
func ask(t *testing.T, env []string, stdin string, args ...string) reply {
	t.Helper()
	stdout, stderr, code := start(t, env, stdin, args...)
	require.Equal(t, exitOK, code, stderr)
	return decode(t, stdout)
}

func decode(t *testing.T, stdout string) reply {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(stdout))
	d.DisallowUnknownFields()
	var r reply
	require.NoError(t, d.Decode(&r), stdout)
	require.False(t, d.More(), "more than a reply: %s", stdout)
	require.Equal(t, wireVersion, r.Version)
	return r
}

// ops are one good request for each operation.
func ops(t *testing.T) map[string]string {
	t.Helper()
	template := docx(t, `<w:p><w:r><w:t>致 {{机关}}：</w:t></w:r></w:p>`)
	out := map[string]string{}
	for op, r := range map[string]request{
		opStatus:  {},
		opCompose: {Content: &content{Title: "审查意见书", Blocks: []block{{Kind: kindParagraph, Text: "正文"}}}},
		opFill:    {Document: template, Fields: map[string]string{"机关": "某局"}},
		opPDF:     {Document: docx(t, `<w:p><w:r><w:t>正文</w:t></w:r></w:p>`)},
	} {
		r.Version, r.Op = wireVersion, op
		b, err := json.Marshal(r)
		require.NoError(t, err)
		out[op] = string(b)
	}
	return out
}

func keyFile(t *testing.T, content string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "key")
	require.NoError(t, os.WriteFile(name, []byte(content), 0o600))
	return name
}

// offline looks like an offline key and is none.
const offline = "-----BEGIN UNIDOC LICENSE KEY-----\nbm90IGEga2V5\n+\nbm90IGEga2V5\n-----END UNIDOC LICENSE KEY-----\n"

func TestWithoutAKeyEveryOperationAnswersUnlicensed(t *testing.T) {
	t.Parallel()
	keys := map[string][]string{
		"no key file":                {},
		"a key file that is missing": {"-key-file", filepath.Join(t.TempDir(), "none")},
		"an empty key file":          {"-key-file", keyFile(t, "")},
		"another text":               {"-key-file", keyFile(t, "请向供应商索取")},
		"too much text":              {"-key-file", keyFile(t, strings.Repeat("a", maxKey+1))},
		"an offline key that is forged, or for another customer": {"-key-file", keyFile(t, offline), "-customer", "某局"},
	}
	requests := ops(t)
	for name, args := range keys {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for op, request := range requests {
				r := ask(t, nil, request, args...)
				require.Equal(t, codeUnlicensed, r.Error, op)
				require.Contains(t, r.Message, "GUIBEI_UNIOFFICE_KEY_FILE", op)
				require.Empty(t, r.Document, op)
				require.Nil(t, r.Status, op)
			}
		})
	}
}

// The vendor's library also looks for a key in the environment. A key that the
// command line does not name does not count.
func TestAKeyInTheEnvironmentDoesNotCount(t *testing.T) {
	t.Parallel()
	env := []string{"UNIOFFICE_LICENSE_PATH=" + keyFile(t, offline), "UNIOFFICE_CUSTOMER_NAME=x", "UNIPDF_LICENSE_PATH=" + keyFile(t, offline)}
	stdout, _, _ := start(t, env, ops(t)[opStatus])
	require.Contains(t, stdout, `"error":"unlicensed"`)
}

// A metered key makes the library call its vendor. Here the vendor's address is
// a server of ours that refuses everybody and counts who comes.
func TestAMeteredKeyIsRefusedBeforeAnyNetworkUse(t *testing.T) {
	t.Parallel()
	var calls atomic.Int64
	vendor := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		calls.Add(1)
		w.WriteHeader(http.StatusForbidden)
	}))
	t.Cleanup(vendor.Close)
	env := []string{"UNIDOC_LICENSE_SERVER_URL=" + vendor.URL}
	key := keyFile(t, strings.Repeat("0f", 32)+"\n")

	for op, request := range ops(t) {
		r := ask(t, env, request, "-key-file", key)
		require.Equal(t, codeMetered, r.Error, op)
		require.Contains(t, r.Message, "主机名", op)
	}
	require.Zero(t, calls.Load(), "the vendor was called")

	// The server would have noticed: allowed, the same key does call.
	r := ask(t, env, ops(t)[opStatus], "-key-file", key, "-allow-metered")
	require.Equal(t, codeUnlicensed, r.Error)
	require.NotZero(t, calls.Load())
}

func TestABrokenRequestIsRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ request, want string }{
		"nothing":             {``, "不是本程序认识的格式"},
		"no JSON":             {`status`, "不是本程序认识的格式"},
		"an unknown field":    {`{"version":1,"op":"status","keyfile":"x"}`, "不是本程序认识的格式"},
		"two requests":        {`{"version":1,"op":"status"}{"version":1,"op":"status"}`, "一次只能有一个请求"},
		"another version":     {`{"version":2,"op":"status"}`, "版本是 2"},
		"an unknown op":       {`{"version":1,"op":"annotate"}`, `"annotate"`},
		"nothing to compose":  {`{"version":1,"op":"compose"}`, "没有说明要生成什么内容"},
		"an unknown kind":     {`{"version":1,"op":"compose","content":{"title":"","blocks":[{"kind":"image"}]}}`, `"image"`},
		"a fifth level":       {`{"version":1,"op":"compose","content":{"title":"","blocks":[{"kind":"heading","level":5}]}}`, "5 级标题"},
		"a ragged table":      {`{"version":1,"op":"compose","content":{"title":"","blocks":[{"kind":"table","rows":[["a"],[]]}]}}`, "列数不一致"},
		"no template":         {`{"version":1,"op":"fill"}`, "不是 .docx 文件"},
		"no base64":           {`{"version":1,"op":"pdf","document":"文"}`, "不是本程序认识的格式"},
		"a document of noise": {`{"version":1,"op":"pdf","document":"AAECAwQ="}`, "不是 .docx 文件"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := ask(t, nil, tt.request)
			require.Equal(t, codeInvalid, r.Error)
			require.Contains(t, r.Message, tt.want)
			require.Regexp(t, `。$`, r.Message)
		})
	}
}

func TestAWrongFlagIsAUsageError(t *testing.T) {
	t.Parallel()
	stdout, stderr, code := start(t, nil, "", "-keyfile", "x")
	require.Equal(t, exitUsage, code)
	require.Empty(t, stdout)
	require.Contains(t, stderr, "-key-file")
}

// When nobody is left to stop it, it stops by itself.
func TestItEndsAfterItsLimit(t *testing.T) {
	t.Parallel()
	r, w, err := os.Pipe()
	require.NoError(t, err)
	defer r.Close()
	defer w.Close()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-limit", "1ms")
	cmd.Env = []string{asProgram + "=1"}
	cmd.Stdin = r // a request that never comes
	require.Error(t, cmd.Run())
	require.Equal(t, exitTooLong, cmd.ProcessState.ExitCode())
}

// testdata/wire holds one example of each message. Guibei's client has a test
// that reads the same files, so neither side changes the protocol alone.
func TestTheProtocolIsAsWrittenDown(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/wire/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range files {
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		var again []byte
		if strings.HasSuffix(name, ".reply.json") {
			again, err = json.Marshal(decode(t, string(b)))
		} else {
			var r request
			d := json.NewDecoder(bytes.NewReader(b))
			d.DisallowUnknownFields()
			require.NoError(t, d.Decode(&r), name)
			require.Equal(t, wireVersion, r.Version)
			again, err = json.Marshal(r)
		}
		require.NoError(t, err)
		require.JSONEq(t, string(b), string(again), name)
	}
}
