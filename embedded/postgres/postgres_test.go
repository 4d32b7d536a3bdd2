package postgres

import (
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// deadline is generous: the tests run beside others on two cores.
const deadline = 2 * time.Minute

// folder makes a data folder that an ordinary account can reach; t.TempDir cannot
// be reached when the tests run as root.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "guibei-pg-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func testContext(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), deadline)
	t.Cleanup(cancel)
	return ctx
}

// mustStart starts a server that the test stops at its end.
func mustStart(t *testing.T, opt Options) *Server {
	t.Helper()
	s, err := Start(testContext(t), opt)
	if err != nil {
		t.Fatalf("PostgreSQL is needed by this test (make test installs it): %v", err)
	}
	t.Cleanup(func() {
		if err := s.Stop(context.Background()); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	return s
}

// one runs a query that gives one text.
func one(t *testing.T, url, sql string) string {
	t.Helper()
	ctx := testContext(t)
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	var text string
	if err := conn.QueryRow(ctx, sql).Scan(&text); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return text
}

// execute runs statements.
func execute(t *testing.T, url, sql string) {
	t.Helper()
	ctx := testContext(t)
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// eventually polls until ok.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(deadline); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("%s: not within %v", what, deadline)
}

func answers(url string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return false
	}
	return conn.Close(ctx) == nil
}

func TestWhatIsWrittenOutlivesARestart(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	ctx := testContext(t)
	s := mustStart(t, Options{Dir: dir})
	err := s.Ensure(ctx, []string{"owner", "app"}, Database{Name: "d", Owner: "owner", Users: []string{"app"}})
	if err != nil {
		t.Fatal(err)
	}
	execute(t, s.URL("owner", "d"), "CREATE TABLE t (x text); GRANT SELECT ON t TO app; INSERT INTO t VALUES ('here')")
	before := s.URL("app", "d")
	if err := s.Stop(ctx); err != nil {
		t.Fatal(err)
	}
	select {
	case <-s.Done():
	default:
		t.Error("Done is open after Stop")
	}

	s = mustStart(t, Options{Dir: dir})
	if err := s.EnsureRole(ctx, "app"); err != nil {
		t.Fatal(err)
	}
	if err := s.EnsureDatabase(ctx, "d", "owner", "app"); err != nil {
		t.Fatal(err)
	}
	if got := s.URL("app", "d"); got != before {
		t.Errorf("the address changed from %s to %s", before, got)
	}
	if got := one(t, s.URL("app", "d"), "SELECT x FROM t"); got != "here" {
		t.Errorf("row is %q", got)
	}
}

func TestNobodyComesInWithoutAPassword(t *testing.T) {
	t.Parallel()
	ctx := testContext(t)
	dir := folder(t)
	s := mustStart(t, Options{Dir: dir})
	err := s.Ensure(ctx, []string{"owner", "stranger"}, Database{Name: "d", Owner: "owner"})
	if err != nil {
		t.Fatal(err)
	}
	for name, url := range map[string]string{
		"TCP without password":    strings.Replace(s.URL(superuser, "d"), s.Password(superuser), "", 1),
		"socket without password": "postgres:///d?user=" + superuser + "&host=" + s.SocketDir() + "&port=" + strconv.Itoa(s.Port()),
		"role without the right":  s.URL("stranger", "d"),
	} {
		if conn, err := pgx.Connect(ctx, url); err == nil {
			_ = conn.Close(ctx)
			t.Errorf("%s: came in", name)
		}
	}
	for setting, want := range map[string]string{
		"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "data_checksums": "on",
		"listen_addresses": "127.0.0.1", "password_encryption": "scram-sha-256", "server_encoding": "UTF8",
	} {
		if got := one(t, s.URL(superuser, "postgres"), "SHOW "+setting); got != want {
			t.Errorf("%s is %s, want %s", setting, got, want)
		}
	}
	info, err := os.Stat(filepath.Join(dir, "postgres.json"))
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("postgres.json has mode %v", info.Mode())
	}
}

func TestASecondStartOnTheFolderIsRefused(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	mustStart(t, Options{Dir: dir})
	_, err := Start(testContext(t), Options{Dir: dir})
	if !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), strconv.Itoa(os.Getpid())) {
		t.Errorf("error is %v, want ErrInUse with the process number", err)
	}
}

func TestAKilledServerComesBack(t *testing.T) {
	t.Parallel()
	s := mustStart(t, Options{Dir: folder(t)})
	url := s.URL(superuser, "postgres")
	start := "SELECT pg_postmaster_start_time()::text"
	before := one(t, url, start)
	if err := s.child.proc.Kill(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the server answers again", func() bool { return answers(url) && one(t, url, start) != before })
}

func TestAKilledServerIsReportedWhenItShallStayDown(t *testing.T) {
	t.Parallel()
	s := mustStart(t, Options{Dir: folder(t), KeepDown: true})
	if err := s.child.proc.Kill(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-s.Done():
	case <-testContext(t).Done():
		t.Fatal("Done stays open")
	}
	if s.Err() == nil {
		t.Error("Err is nil")
	}
}

func TestHaltAndResumeKeepTheAddress(t *testing.T) {
	t.Parallel()
	ctx := testContext(t)
	s := mustStart(t, Options{Dir: folder(t)})
	url := s.URL(superuser, "postgres")
	if err := s.Halt(ctx); err != nil {
		t.Fatal(err)
	}
	if answers(url) {
		t.Error("answers after Halt")
	}
	if err := s.Resume(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.Restart(ctx); err != nil {
		t.Fatal(err)
	}
	if s.URL(superuser, "postgres") != url || !answers(url) {
		t.Error("does not answer at its old address")
	}
}

// A parent that is killed without Linux's death signal leaves a server behind.
func TestALeftoverServerIsStoppedFirst(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	first := mustStart(t, Options{Dir: dir})
	first.op.Lock()
	left := first.child
	first.child = nil // nobody looks after it any more
	first.op.Unlock()
	left.wanted.Store(true)
	if err := first.Stop(testContext(t)); err != nil {
		t.Fatal(err)
	}
	if !answers(first.URL(superuser, "postgres")) {
		t.Fatal("the leftover server is not there")
	}
	second := mustStart(t, Options{Dir: dir})
	select {
	case <-left.exited:
	case <-testContext(t).Done():
		t.Error("the leftover server still runs")
	}
	if !answers(second.URL(superuser, "postgres")) {
		t.Error("the new server does not answer")
	}
}

func TestAStrangerWithTheOldProcessNumberIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	s := mustStart(t, Options{Dir: dir})
	cluster, who := s.paths.cluster, s.who
	if err := s.Stop(testContext(t)); err != nil {
		t.Fatal(err)
	}
	stranger := exec.Command("sleep", "600")
	stranger.SysProcAttr = who.attributes() // the same account: PostgreSQL itself would give up
	if err := stranger.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = stranger.Process.Kill(); _ = stranger.Wait() })
	pid := []byte(strconv.Itoa(stranger.Process.Pid) + "\n" + cluster + "\n")
	if err := os.WriteFile(filepath.Join(cluster, "postmaster.pid"), pid, 0o600); err != nil {
		t.Fatal(err)
	}
	mustStart(t, Options{Dir: dir})
	if err := stranger.Process.Signal(syscall.Signal(0)); err != nil {
		t.Errorf("the stranger is gone: %v", err)
	}
}

func TestATakenPortIsExchanged(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	s := mustStart(t, Options{Dir: dir})
	port := s.Port()
	if err := s.Stop(testContext(t)); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if s = mustStart(t, Options{Dir: dir}); s.Port() == port {
		t.Errorf("port %d is used twice", port)
	}
}

func TestADeepFolderGetsAShortSocketFolder(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(folder(t), strings.Repeat("深", 30))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	s := mustStart(t, Options{Dir: dir})
	if len(s.SocketDir()) > socketLimit-len("/.s.PGSQL.65535") {
		t.Errorf("socket folder %s is too long", s.SocketDir())
	}
	if err := s.Stop(testContext(t)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(s.SocketDir()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("socket folder is left behind: %v", err)
	}
}

func TestAnUnfinishedClusterIsMadeAnew(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	half := filepath.Join(dir, "postgres.init-1", "base")
	if err := os.MkdirAll(half, 0o700); err != nil {
		t.Fatal(err)
	}
	mustStart(t, Options{Dir: dir})
	if _, err := os.Stat(half); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the unfinished cluster is still there: %v", err)
	}
}

func TestWhatAPersonCanRepairIsSaidInChinese(t *testing.T) {
	t.Parallel()
	ctx := testContext(t)
	empty := folder(t)
	old := folder(t)
	if err := os.Mkdir(filepath.Join(old, "postgres"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(old, "postgres", "PG_VERSION"), []byte("9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		opt  Options
		kind error
		says string
	}{
		"named folder without programs":       {Options{Dir: folder(t), Bin: empty}, ErrNoBinaries, "GUIBEI_POSTGRES_BIN"},
		"cluster of a version not on machine": {Options{Dir: old}, ErrNoBinaries, "PostgreSQL 9 建立"},
	} {
		_, err := Start(ctx, c.opt)
		if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error is %v, want it to say %q", name, err, c.says)
		}
	}
}

func TestRootIsToldWhichFolderIsInTheWay(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root changes the account")
	}
	t.Parallel()
	parent := folder(t) // mode 0700
	_, err := Start(testContext(t), Options{Dir: filepath.Join(parent, "data")})
	if !errors.Is(err, ErrUnreachable) || !strings.Contains(err.Error(), parent+" 的权限是 0700") {
		t.Errorf("error is %v, want ErrUnreachable naming %s", err, parent)
	}
}

func TestVersionsAreReadFromWhatPackagersWrite(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)": "15",
		"postgres (PostgreSQL) 18beta1":                        "18",
		"postgres (PostgreSQL) 16.4 (Homebrew)":                "16",
	} {
		if m := versionLine.FindStringSubmatch(text); m == nil || m[1] != want {
			t.Errorf("%q gives %v, want %s", text, m, want)
		}
	}
}
