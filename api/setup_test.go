package api_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/docx"
	"guibei/internal/blob"
	"guibei/internal/metrics"
	"guibei/store"
	"guibei/store/storetest"
)

const password = "correct horse battery"

// cheap is what a password costs in tests.
var cheap = argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// passwordHash is the hash of password.
var passwordHash = func() string {
	h, err := argon2id.CreateHash(password, &cheap)
	if err != nil {
		panic(err)
	}
	return h
}()

// env is a server over a database of its own, with an engine that can be taken
// away and a clock that stands still.
type env struct {
	t      *testing.T
	server *api.Server
	store  *store.Store
	engine *engine
	files  string // folder
	now    time.Time
	log    *bytes.Buffer
	suffix string
	people map[string]bool
}

// setup makes a server over a transaction: one request at a time.
func setup(t *testing.T, change ...func(*api.Options)) *env {
	t.Helper()
	return newEnv(t, storetest.Tx(t), change...)
}

func newEnv(t *testing.T, db store.DB, change ...func(*api.Options)) *env {
	t.Helper()
	// Sessions expire by the clock of the session library, which is real.
	e := &env{t: t, now: time.Now().Truncate(time.Second), log: &bytes.Buffer{}, files: t.TempDir(), suffix: strings.ToLower(rand.Text()[:8]), people: map[string]bool{}}
	e.store = store.New(db, func() time.Time { return e.now })
	e.engine = &engine{store: e.store}
	files, err := blob.Open(e.files, e.now)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, files.Close()) })
	o := api.Options{
		Store: e.store, Dispatcher: e.engine, Files: files, Metrics: metrics.New(nil), Password: cheap,
		Log: slog.New(slog.NewTextHandler(e.log, nil)), Now: func() time.Time { return e.now },
		Screen: screen, Check: check, AdminOrgan: storetest.Organs[1], PublicURL: "https://guibei.test", Version: "test",
	}
	for _, f := range change {
		f(&o)
	}
	e.server, err = api.New(o)
	require.NoError(t, err)
	t.Cleanup(e.server.Close)
	return e
}

// screen refuses what is marked as secret, as the rules do.
func screen(d *docx.Document) error {
	if strings.Contains(d.Text(), "秘密★") {
		return guibei.Errorf(guibei.Invalid, "文件带有密级标志，不得在非涉密系统中处理，请按保密规定线下办理。")
	}
	return nil
}

// check finds every 罚款.
func check(_ context.Context, d *docx.Formatted, sum string) (guibei.CheckReceipt, error) {
	r := guibei.CheckReceipt{DocumentSHA256: sum, RuleSet: "test", Verdict: "clean"}
	if strings.Contains(d.Text(), "罚款") {
		r.Verdict = "leads"
		r.Findings = []guibei.Finding{{Rule: "R003", Title: "设定处罚", Severity: guibei.Blocker}}
	}
	return r, nil
}

// beijing is the zone of the region the tests play in: with another one they
// would fail in the hours when it is already tomorrow there.
var beijing = time.FixedZone("CST", 8*60*60)

// engine decides commands at once, by the table of the root package, unless it
// is away.
type engine struct {
	store  *store.Store
	away   error
	sent   []string
	tracks []guibei.Track // that what is published owes
}

func (e *engine) Send(ctx context.Context, commandID, _ string) (guibei.CommandResult, error) {
	if e.away != nil {
		return guibei.CommandResult{}, e.away
	}
	e.sent = append(e.sent, commandID)
	w, err := e.store.Work(ctx, commandID)
	if err != nil {
		return guibei.CommandResult{}, err
	}
	o, err := w.Case.Decide(w.Command, guibei.Terms{
		Zone: beijing, LateEntryDays: 30, Files: w.Files, Nominee: w.Nominee, Tracks: e.tracks,
		Routing: guibei.Routing{Region: "150204", Office: "office", Review: "sfj", Fair: "scjg", Class: guibei.GovDocument},
	})
	if err != nil {
		return e.store.Refuse(ctx, commandID, guibei.KindOf(err), guibei.Message(err))
	}
	clocks := w.Case.Clocks
	for _, op := range o.Clocks {
		if op.Op == guibei.StartClock {
			clocks = append(clocks, guibei.Clock{
				Kind: op.Kind, Obligation: op.Obligation, Run: 1, State: guibei.ClockRunning, StartedOn: op.On, DueOn: op.On.AddDays(3),
				DueAt: w.Command.ReceivedAt.Add(time.Hour), FirstDueOn: op.On.AddDays(3), Why: []string{"自次日起三日"},
			})
		}
	}
	return e.store.Commit(ctx, o, clocks)
}

// answer is what the server said.
type answer struct {
	*httptest.ResponseRecorder
	t *testing.T
}

// into reads the JSON body.
func (a answer) into(v any) {
	a.t.Helper()
	require.NoError(a.t, json.Unmarshal(a.Body.Bytes(), v), a.Body.String())
}

// problem checks that the answer is a problem of this status and kind.
func (a answer) problem(status int, code string) api.Problem {
	a.t.Helper()
	require.Equal(a.t, status, a.Code, a.Body.String())
	require.Equal(a.t, "application/problem+json", a.Header().Get("Content-Type"))
	var p api.Problem
	a.into(&p)
	require.Equal(a.t, status, p.Status)
	require.Equal(a.t, code, p.Code)
	require.NotEmpty(a.t, p.Title)
	require.NotEmpty(a.t, p.Detail)
	require.Equal(a.t, a.Header().Get("X-Request-Id"), p.Trace)
	return p
}

// client is a browser: it keeps its cookie.
type client struct {
	*env
	cookie string
}

// anonymous is a client that has not signed in.
func (e *env) anonymous() *client { return &client{env: e} }

// as signs a person in.
func (e *env) as(p guibei.Person) *client {
	e.t.Helper()
	c := e.anonymous()
	a := c.login(e.double(p).ID, password)
	require.Equal(e.t, http.StatusOK, a.Code, a.Body.String())
	return c
}

// double is a person of this test alone in the part of p, with an account
// whose login is their id: transactions that add the same row would wait for
// each other.
func (e *env) double(p guibei.Person) guibei.Person {
	e.t.Helper()
	p.ID += "-" + e.suffix
	if !e.people[p.ID] {
		e.people[p.ID] = true
		require.NoError(e.t, e.store.PutPerson(e.t.Context(), p))
		require.NoError(e.t, e.store.PutAccount(e.t.Context(), store.Account{Person: p.ID, Login: p.ID, PasswordHash: passwordHash}))
	}
	return p
}

func (c *client) login(login, password string) answer {
	c.t.Helper()
	return c.post("/api/v1/session", map[string]string{"login": login, "password": password})
}

func (c *client) get(path string, headers ...string) answer {
	c.t.Helper()
	return c.do("GET", path, nil, headers...)
}

func (c *client) post(path string, body any, headers ...string) answer {
	c.t.Helper()
	return c.do("POST", path, body, headers...)
}

// do sends a request. A body that is not a reader goes as JSON; headers come in
// pairs.
func (c *client) do(method, path string, body any, headers ...string) answer {
	c.t.Helper()
	r := c.request(method, path, body, headers...)
	w := httptest.NewRecorder()
	c.server.ServeHTTP(w, r)
	for _, k := range w.Result().Cookies() {
		c.cookie = k.Value
	}
	return answer{w, c.t}
}

func (c *client) request(method, path string, body any, headers ...string) *http.Request {
	c.t.Helper()
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case io.Reader:
		reader = b
	default:
		raw, err := json.Marshal(b)
		require.NoError(c.t, err)
		reader = bytes.NewReader(raw)
	}
	r := httptest.NewRequestWithContext(c.t.Context(), method, path, reader)
	if reader != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	if c.cookie != "" {
		r.AddCookie(&http.Cookie{Name: "guibei_session", Value: c.cookie})
	}
	return r
}

// word makes a docx of paragraphs. Its bytes are this test's alone.
func word(t *testing.T, paragraphs ...string) []byte {
	t.Helper()
	var body strings.Builder
	for _, p := range paragraphs {
		body.WriteString(`<w:p><w:r><w:t>` + p + `</w:t></w:r></w:p>`)
	}
	return zipped(t, map[string]string{
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels": `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml": `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` +
			body.String() + `</w:body></w:document><!-- ` + t.Name() + ` -->`,
	})
}

func zipped(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := z.Create(name)
		require.NoError(t, err)
		_, err = io.WriteString(w, parts[name])
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return buf.Bytes()
}

// upload uploads a docx and returns a reference to it.
func (c *client) upload(name string, content []byte) guibei.FileRef {
	c.t.Helper()
	a := c.post("/api/v1/files?name="+name, bytes.NewReader(content))
	require.Equal(c.t, http.StatusCreated, a.Code, a.Body.String())
	var f api.FileView
	a.into(&f)
	return guibei.FileRef{SHA256: f.SHA256, Name: f.Name}
}

// opening is the body that opens a case.
func (c *client) opening(paragraphs ...string) guibei.OpenCase {
	c.t.Helper()
	if len(paragraphs) == 0 {
		paragraphs = []string{"青山区停车管理办法", "第一条 为了规范停车，制定本办法。"}
	}
	return guibei.OpenCase{DraftingOrgan: "zjj", IssuingOrgan: "gov", Document: c.upload("draft.docx", word(c.t, paragraphs...))}
}

// open opens a case and returns its id and ETag.
func (c *client) open() (id, etag string) {
	c.t.Helper()
	a := c.post("/api/v1/cases", c.opening())
	require.Equal(c.t, http.StatusOK, a.Code, a.Body.String())
	var v api.CommandView
	a.into(&v)
	return v.Case, a.Header().Get("ETag")
}
