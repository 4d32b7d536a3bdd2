package e2e_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	sdkworker "go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"guibei/cmd/guibei/cli"
)

// lives is how many cases, and how many bare workflows, a measurement takes.
const lives = 8

// BenchmarkCaseAgainstBareWorkflow says what a whole case costs, over the
// public API, against a workflow on the same engine that takes as many updates
// and runs as many activities and does nothing else. It reports ratios; the
// absolute figures are the machine's.
func BenchmarkCaseAgainstBareWorkflow(b *testing.B) {
	dir := folder(b)
	s := start(b, dir)
	cast := &cli.Cast{Accounts: s.accounts}
	ctx := b.Context()
	first, err := cast.Play(ctx, time.Now(), nil) // signs everybody in and warms up
	require.NoError(b, err)
	updates := commandsOf(first)
	bare := newBare(b, s)
	bare.live(ctx, b, updates)
	for b.Loop() {
		caseCPU, caseWall := measured(b, dir, func() {
			_, err := cast.Play(ctx, time.Now(), nil)
			require.NoError(b, err)
		})
		bareCPU, bareWall := measured(b, dir, func() { bare.live(ctx, b, updates) })
		b.ReportMetric(caseCPU/lives, "case-cpu-s")
		b.ReportMetric(bareCPU/lives, "bare-cpu-s")
		b.ReportMetric(caseCPU/bareCPU, "cpu-ratio")
		b.ReportMetric(bareWall/caseWall, "rate-ratio")
		b.ReportMetric(float64(updates), "updates")
	}
}

// commandsOf counts the commands of a telling, the refused ones too.
func commandsOf(r cli.Report) int {
	n := len(r.Tried)
	for _, e := range r.Events {
		if e.Command != "" && string(e.Kind) != "review_voided" {
			n++
		}
	}
	return n
}

// measured runs f lives times and returns CPU seconds (this process with the
// engine in it, and PostgreSQL) and wall seconds.
func measured(b *testing.B, dir string, f func()) (cpu, wall float64) {
	b.Helper()
	c0, t0 := cpuSeconds(b, dir), time.Now()
	for range lives {
		f()
	}
	return cpuSeconds(b, dir) - c0, time.Since(t0).Seconds()
}

func cpuSeconds(b *testing.B, dir string) float64 {
	b.Helper()
	var u syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano()+u.Stime.Nano()).Seconds() + postgresCPU(b, dir)
}

// postgresCPU adds up the postmaster, what it has reaped, and its children.
func postgresCPU(b *testing.B, dir string) float64 {
	b.Helper()
	pids, err := filepath.Glob(filepath.Join(dir, "*", "postmaster.pid"))
	require.NoError(b, err)
	require.Len(b, pids, 1)
	raw, err := os.ReadFile(pids[0])
	require.NoError(b, err)
	postmaster, _, _ := strings.Cut(string(raw), "\n")
	var ticks float64
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	require.NoError(b, err)
	for _, name := range stats {
		raw, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended
		}
		_, rest, _ := strings.Cut(string(raw), ") ")
		f := strings.Fields(rest) // state, ppid, …; utime is the 12th, then stime, cutime, cstime
		own := filepath.Base(filepath.Dir(name)) == postmaster
		if !own && f[1] != postmaster {
			continue
		}
		ticks += number(f[11]) + number(f[12])
		if own {
			ticks += number(f[13]) + number(f[14])
		}
	}
	const ticksPerSecond = 100 // USER_HZ, which Linux has fixed
	return ticks / ticksPerSecond
}

func number(s string) float64 {
	n, _ := strconv.ParseFloat(s, 64)
	return n
}

// bareWorkflow is the yardstick: updates that each run one activity.
type bareWorkflow struct {
	client client.Client
	queue  string
}

func newBare(b *testing.B, s *system) *bareWorkflow {
	b.Helper()
	w := &bareWorkflow{client: s.engine(b), queue: "bare"}
	worker := sdkworker.New(w.client, w.queue, sdkworker.Options{})
	worker.RegisterActivityWithOptions(func(_ context.Context, n int) (int, error) { return n + 1, nil }, activity.RegisterOptions{Name: "nothing"})
	worker.RegisterWorkflowWithOptions(bareRun, workflow.RegisterOptions{Name: "bare"})
	require.NoError(b, worker.Start())
	b.Cleanup(worker.Stop)
	return w
}

func bareRun(ctx workflow.Context, updates int) error {
	done := 0
	err := workflow.SetUpdateHandler(ctx, "do", func(ctx workflow.Context, n int) (int, error) {
		var out int
		ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: time.Minute})
		err := workflow.ExecuteActivity(ctx, "nothing", n).Get(ctx, &out)
		done++
		return out, err
	})
	if err != nil {
		return err
	}
	return workflow.Await(ctx, func() bool { return done == updates && workflow.AllHandlersFinished(ctx) })
}

// live runs one bare workflow from start to end.
func (w *bareWorkflow) live(ctx context.Context, b *testing.B, updates int) {
	b.Helper()
	run, err := w.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: "bare/" + uuid.NewString(), TaskQueue: w.queue}, "bare", updates)
	require.NoError(b, err)
	for i := range updates {
		h, err := w.client.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
			UpdateID: strconv.Itoa(i), WorkflowID: run.GetID(), UpdateName: "do", Args: []any{i}, WaitForStage: client.WorkflowUpdateStageCompleted,
		})
		require.NoError(b, err)
		require.NoError(b, h.Get(ctx, nil))
	}
	require.NoError(b, run.Get(ctx, nil))
}
