// Package e2e_test plays the whole product from outside: the public API over
// a real PostgreSQL and a real engine, and takes parts of it away meanwhile.
package e2e_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"guibei"
	"guibei/cmd/guibei/cli"
	"guibei/embedded/stack"
	"guibei/embedded/up"
	"guibei/internal/config"
)

// patience is how long anything may take before a test gives up. It decides
// nothing but that.
const patience = 4 * time.Minute

// folder is a data folder that PostgreSQL's account can reach.
func folder(tb testing.TB) string {
	tb.Helper()
	dir, err := os.MkdirTemp("", "guibei-e2e-")
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// freePort is a port that nobody listens on now.
func freePort(tb testing.TB) string {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(tb, err)
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// system is the product running in this process.
type system struct {
	*stack.Stack
	app      *cli.App
	accounts cli.Accounts
	stop     func()
}

func newApp(tb testing.TB, listen string) *cli.App {
	tb.Helper()
	c, err := config.Load([]string{"GUIBEI_LISTEN=" + listen})
	require.NoError(tb, err)
	return &cli.App{
		Config: c, Out: io.Discard, Err: io.Discard, In: bytes.NewReader(nil), Now: time.Now,
		Log: slog.New(slog.DiscardHandler),
	}
}

// start brings the product up in a folder, as `guibei up --demo` does.
func start(tb testing.TB, dir string) *system {
	tb.Helper()
	s := &system{app: newApp(tb, freePort(tb))}
	ctx, cancel := context.WithCancel(tb.Context())
	var closeLog func()
	var err error
	s.Stack, closeLog, err = up.Start(ctx, s.app, dir)
	require.NoError(tb, err)
	ready, ended := make(chan cli.Running, 1), make(chan error, 1)
	go func() {
		ended <- cli.Serve(ctx, s.app, cli.UpOptions{Data: dir, Demo: true, Ready: func(r cli.Running) { ready <- r }})
	}()
	s.stop = func() {
		cancel()
		require.NoError(tb, <-ended)
		end, done := context.WithTimeout(context.Background(), patience)
		defer done()
		require.NoError(tb, s.Close(end))
		closeLog()
		s.stop = func() {}
	}
	tb.Cleanup(func() { s.stop() })
	select {
	case r := <-ready:
		s.accounts, err = cli.ReadAccounts(r.Accounts)
		require.NoError(tb, err)
	case err := <-ended:
		ended <- err
		require.NoError(tb, err, "it ended before it was ready")
	case <-time.After(patience):
		require.Fail(tb, "not ready in time")
	}
	return s
}

// play plays the demonstration; before is called before each act.
func (s *system) play(tb testing.TB, before func(step int, caseID string)) cli.Report {
	tb.Helper()
	ctx, cancel := context.WithTimeout(tb.Context(), patience)
	defer cancel()
	r, err := cli.Play(ctx, s.accounts, time.Now(), before)
	require.NoError(tb, err)
	return r
}

// engine is a client of the engine.
func (s *system) engine(tb testing.TB) client.Client {
	tb.Helper()
	c, err := client.NewLazyClient(client.Options{HostPort: s.TemporalAddress(), Namespace: stack.Namespace, Logger: quiet{}})
	require.NoError(tb, err)
	tb.Cleanup(c.Close)
	return c
}

type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}

// told checks what every telling of the story must come to.
func told(tb testing.TB, r cli.Report) {
	tb.Helper()
	require.Equal(tb, guibei.InForce, r.Stage)
	require.NotEmpty(tb, r.DocumentNo)
	require.NotEmpty(tb, r.UnifiedNo)
	require.Len(tb, r.Tried, 2, "what must be refused was refused, once each")

	rules := map[string]bool{}
	for _, f := range r.Findings {
		rules[f.Rule] = true
	}
	for _, id := range []string{"R002", "R003", "R004", "R005", "R006", "R007", "R008", "R009", "R010"} {
		require.True(tb, rules[id], "%s did not find what was planted", id)
	}
	require.Empty(tb, r.Revised, "the corrected text is clean")

	require.Len(tb, r.Filings, 2)
	for _, f := range r.Filings {
		require.Equal(tb, guibei.FilingRegistered, f.Status)
		late := !f.SubmittedAt.Before(f.DueOn.EndOfDay(time.FixedZone("", 8*3600)))
		require.Equal(tb, f.Track.ID == "gov_up", late, f.Track.ID)
		require.Equal(tb, map[string]guibei.FormResult{"gov_up": guibei.FormDefective, "npc_same": guibei.FormPassed}[f.Track.ID], f.FirstCheck)
	}
	for i, e := range r.Events {
		require.Equal(tb, int64(i+1), e.Seq)
	}
	for _, c := range r.Clocks {
		require.Equal(tb, guibei.ClockStopped, c.State)
		require.NotEmpty(tb, c.Why, "%s does not say how it came about", c.Kind)
	}
}

// ratesOf returns the rates as numerator and denominator.
func ratesOf(r cli.Report) map[string][2]int {
	out := map[string][2]int{}
	for _, x := range r.Rates {
		out[x.Name] = [2]int{x.Numerator, x.Denominator}
	}
	return out
}

func TestOneDocumentGoesAllTheWayAndGivesThreeRates(t *testing.T) {
	s := start(t, folder(t))
	r := s.play(t, nil)
	told(t, r)
	require.Equal(t, map[string][2]int{"报备率": {2, 2}, "报备及时率": {1, 2}, "规范率": {1, 2}, "审核率": {1, 1}}, ratesOf(r))
}

func TestTheSystemVerifiesItself(t *testing.T) {
	dir := folder(t)
	s := start(t, dir)
	told(t, s.play(t, nil))
	var out bytes.Buffer
	environ := []string{
		"GUIBEI_DATABASE_URL=" + s.AppURL(), "GUIBEI_TEMPORAL_ADDRESS=" + s.TemporalAddress(), "GUIBEI_BLOBS=" + filepath.Join(dir, "blobs"),
	}
	app := &cli.App{Out: &out, Err: io.Discard, Now: time.Now}
	require.NoError(t, cli.Run(t.Context(), app, []string{"verify"}, environ))
	require.Contains(t, out.String(), "不符0件")

	blob, err := firstFile(filepath.Join(dir, "blobs"))
	require.NoError(t, err)
	require.NoError(t, os.Chmod(blob, 0o600))
	require.NoError(t, os.WriteFile(blob, []byte("changed"), 0o600))
	require.Error(t, cli.Run(t.Context(), app, []string{"verify"}, environ), "a changed file shows")
	require.Contains(t, out.String(), "不符1份")
}

// errFound ends the walk.
var errFound = errors.New("found")

func firstFile(dir string) (string, error) {
	var found string
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && len(filepath.Base(p)) >= 60 {
			found = p
			return errFound
		}
		return err
	})
	if errors.Is(err, errFound) {
		err = nil
	}
	return found, err
}

func TestTheReportIsJSONToo(t *testing.T) {
	dir := folder(t)
	s := start(t, dir)
	var out bytes.Buffer
	app := &cli.App{Out: &out, Err: io.Discard, Now: time.Now}
	require.NoError(t, cli.Run(t.Context(), app, []string{"demo", "--json", "--data", dir}, nil))
	var r cli.Report
	require.NoError(t, json.Unmarshal(out.Bytes(), &r))
	told(t, r)
	s.stop()
}
