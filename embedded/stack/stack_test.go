package stack_test

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"
	sdkworker "go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"guibei/embedded/postgres"
	"guibei/embedded/stack"
)

// outage is how long TestTemporalSurvivesAnAbsentPostgreSQL keeps PostgreSQL away
// after the outage was noticed; try 75s by hand.
var outage = flag.Duration("outage", 2*time.Second, "how long PostgreSQL is away in the outage test")

// deadline is generous: the tests run beside others on two cores.
const deadline = 4 * time.Minute

const (
	queue  = "embedded-test"
	signal = "go"
	// childDir, when set, makes the test binary the program that is killed.
	childDir = "GUIBEI_EMBEDDED_TEST_CHILD"
	ready    = "child is ready"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		if err := child(dir); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	flag.Parse()
	os.Exit(m.Run())
}

// folder makes a data folder that an ordinary account can reach; t.TempDir cannot
// be reached when the tests run as root.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "guibei-stack-")
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

func logTo(t *testing.T) *slog.Logger {
	t.Helper()
	return slog.New(slog.NewTextHandler(t.Output(), nil))
}

// mustUp starts a stack that the test closes at its end.
func mustUp(t *testing.T, dir string) *stack.Stack {
	t.Helper()
	s, err := stack.Up(testContext(t), dir, logTo(t))
	if err != nil {
		t.Fatalf("PostgreSQL is needed by this test (make test installs it): %v", err)
	}
	t.Cleanup(func() { mustClose(t, s) })
	return s
}

func mustClose(t *testing.T, s *stack.Stack) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), deadline)
	defer cancel()
	if err := s.Close(ctx); err != nil {
		t.Errorf("close: %v", err)
	}
}

// patient waits for a signal or for a timer and says which came.
func patient(ctx workflow.Context, wait time.Duration) (string, error) {
	got := "nothing"
	workflow.NewSelector(ctx).
		AddReceive(workflow.GetSignalChannel(ctx, signal), func(c workflow.ReceiveChannel, _ bool) { c.Receive(ctx, &got) }).
		AddFuture(workflow.NewTimer(ctx, wait), func(workflow.Future) { got = "timer" }).
		Select(ctx)
	return got, nil
}

func connect(address string) (client.Client, sdkworker.Worker, error) {
	c, err := client.Dial(client.Options{
		HostPort: address, Namespace: stack.Namespace,
		Logger: sdklog.NewStructuredLogger(slog.New(slog.DiscardHandler)),
	})
	if err != nil {
		return nil, nil, err
	}
	w := sdkworker.New(c, queue, sdkworker.Options{})
	w.RegisterWorkflow(patient)
	return c, w, w.Start()
}

// mustConnect gives a client with a worker behind it; both end with the test.
func mustConnect(t *testing.T, s *stack.Stack) client.Client {
	t.Helper()
	c, w, err := connect(s.TemporalAddress())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Stop(); c.Close() })
	return c
}

func begin(ctx context.Context, c client.Client, id string, wait time.Duration) error {
	_, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: id, TaskQueue: queue}, patient, wait)
	return err
}

// eventually polls until there is no error.
func eventually(t *testing.T, what string, try func(context.Context) error) {
	t.Helper()
	var err error
	for end := time.Now().Add(deadline); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		err = try(ctx)
		cancel()
		if err == nil {
			return
		}
	}
	t.Fatalf("%s: %v", what, err)
}

// wantResult waits for a workflow's end.
func wantResult(t *testing.T, c client.Client, id, want string) {
	t.Helper()
	var got string
	if err := c.GetWorkflow(testContext(t), id, "").Get(testContext(t), &got); err != nil {
		t.Fatalf("result of %s: %v", id, err)
	}
	if got != want {
		t.Errorf("%s ended with %q, want %q", id, got, want)
	}
}

func TestAWorkflowOutlivesARestart(t *testing.T) {
	dir := folder(t)
	ctx := testContext(t)
	s := mustUp(t, dir)
	if _, err := stack.Up(ctx, dir, nil); !errors.Is(err, postgres.ErrInUse) {
		t.Errorf("a second Up on the folder gives %v, want ErrInUse", err)
	}
	c := mustConnect(t, s)
	if err := begin(ctx, c, "done", time.Millisecond); err != nil {
		t.Fatal(err)
	}
	wantResult(t, c, "done", "timer")
	if err := begin(ctx, c, "open", 24*time.Hour); err != nil {
		t.Fatal(err)
	}
	address := s.TemporalAddress()
	mustClose(t, s)

	s = mustUp(t, dir)
	if s.TemporalAddress() != address {
		t.Errorf("Temporal moved from %s to %s", address, s.TemporalAddress())
	}
	c = mustConnect(t, s)
	wantResult(t, c, "done", "timer")
	if err := c.SignalWorkflow(ctx, "open", "", signal, "signal"); err != nil {
		t.Fatal(err)
	}
	wantResult(t, c, "open", "signal")
}

func TestTheApplicationOwnsNothing(t *testing.T) {
	ctx := testContext(t)
	s := mustUp(t, folder(t))
	owner, err := pgx.Connect(ctx, s.OwnerURL())
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close(ctx)
	if _, err := owner.Exec(ctx, "CREATE TABLE event (x int); GRANT SELECT, INSERT ON event TO "+stack.AppRole); err != nil {
		t.Fatal(err)
	}
	app, err := pgx.Connect(ctx, s.AppURL())
	if err != nil {
		t.Fatal(err)
	}
	defer app.Close(ctx)
	if _, err := app.Exec(ctx, "INSERT INTO event VALUES (1)"); err != nil {
		t.Error(err)
	}
	for _, forbidden := range []string{"DELETE FROM event", "UPDATE event SET x = 2", "DROP TABLE event", "CREATE TABLE mine (x int)"} {
		if _, err := app.Exec(ctx, forbidden); err == nil {
			t.Errorf("the application may %s", forbidden)
		}
	}
	for _, other := range []string{stack.TemporalDatabase, stack.VisibilityDatabase} {
		if conn, err := pgx.Connect(ctx, s.Postgres().URL(stack.AppRole, other)); err == nil {
			_ = conn.Close(ctx)
			t.Errorf("the application comes into %s", other)
		}
	}
}

func TestTemporalSurvivesAnAbsentPostgreSQL(t *testing.T) {
	ctx := testContext(t)
	s := mustUp(t, folder(t))
	c := mustConnect(t, s)
	if err := begin(ctx, c, "waiting", 24*time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := s.StopPostgres(ctx); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the outage is noticed", func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		if err := begin(ctx, c, "into the void", time.Hour); err != nil {
			return nil
		}
		return errors.New("a workflow was started without a database")
	})
	time.Sleep(*outage) // the length of the outage is the subject, nothing is awaited
	if err := s.StartPostgres(ctx); err != nil {
		t.Fatal(err)
	}
	back := time.Now()
	eventually(t, "Temporal takes a signal again", func(ctx context.Context) error {
		return c.SignalWorkflow(ctx, "waiting", "", signal, "signal")
	})
	wantResult(t, c, "waiting", "signal")
	eventually(t, "Temporal starts workflows again", func(ctx context.Context) error {
		return begin(ctx, c, "after", time.Millisecond)
	})
	wantResult(t, c, "after", "timer")
	t.Logf("healed %v after PostgreSQL was back", time.Since(back).Round(time.Millisecond))
}

func TestDropTemporalForgetsEverythingAndServes(t *testing.T) {
	ctx := testContext(t)
	s := mustUp(t, folder(t))
	c := mustConnect(t, s)
	if err := begin(ctx, c, "lost", 24*time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := s.DropTemporal(ctx); err != nil {
		t.Fatal(err)
	}
	// The same client goes on: the address is the same.
	eventually(t, "the workflow is unknown", func(ctx context.Context) error {
		_, err := c.DescribeWorkflowExecution(ctx, "lost", "")
		if gone := (*serviceerror.NotFound)(nil); errors.As(err, &gone) {
			return nil
		}
		return fmt.Errorf("it is described: %w", err)
	})
	eventually(t, "a new workflow starts", func(ctx context.Context) error {
		return begin(ctx, c, "lost", time.Millisecond)
	})
	wantResult(t, c, "lost", "timer")
}

func TestTemporalStopsAndStartsAlone(t *testing.T) {
	ctx := testContext(t)
	s := mustUp(t, folder(t))
	c := mustConnect(t, s)
	if err := begin(ctx, c, "kept", 24*time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := s.StopTemporal(ctx); err != nil {
		t.Fatal(err)
	}
	if conn, err := pgx.Connect(ctx, s.AppURL()); err != nil {
		t.Errorf("PostgreSQL went with it: %v", err)
	} else {
		_ = conn.Close(ctx)
	}
	if err := s.StartTemporal(ctx); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the signal arrives", func(ctx context.Context) error {
		return c.SignalWorkflow(ctx, "kept", "", signal, "signal")
	})
	wantResult(t, c, "kept", "signal")
}

// child is the program that TestATimerOutlivesKill9 kills.
func child(dir string) error {
	ctx := context.Background()
	s, err := stack.Up(ctx, dir, nil)
	if err != nil {
		return err
	}
	c, _, err := connect(s.TemporalAddress())
	if err != nil {
		return err
	}
	if err := begin(ctx, c, "timer", 3*time.Second); err != nil {
		return err
	}
	for started := false; !started; { // until the timer stands in the history
		events := c.GetWorkflowHistory(ctx, "timer", "", false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
		for events.HasNext() {
			e, err := events.Next()
			if err != nil {
				return err
			}
			started = started || e.GetEventType() == enumspb.EVENT_TYPE_TIMER_STARTED
		}
	}
	fmt.Println(ready)
	select {}
}

func TestATimerOutlivesKill9(t *testing.T) {
	dir := folder(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(testContext(t), self)
	cmd.Env = append(os.Environ(), childDir+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	var said []string
	for lines.Scan() && lines.Text() != ready {
		said = append(said, lines.Text())
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatalf("the child ended by itself: %s", strings.Join(said, "\n"))
	}
	_ = cmd.Wait()
	if len(said) > 0 {
		t.Fatalf("the child says: %s", strings.Join(said, "\n"))
	}

	s := mustUp(t, dir)
	wantResult(t, mustConnect(t, s), "timer", "timer")
}
