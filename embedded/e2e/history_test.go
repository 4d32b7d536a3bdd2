package e2e_test

import (
	"compress/gzip"
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/encoding/protojson"

	"guibei/cmd/guibei/cli"
	"guibei/workflows"
)

var record = flag.String("record", "", "write the histories of this release for the replay test, e.g. -record v0.1.0")

// reconcile runs `guibei reconcile`.
func (s *system) reconcile(t *testing.T) {
	t.Helper()
	app := &cli.App{Out: io.Discard, Err: io.Discard, Now: time.Now}
	err := cli.Run(context.WithoutCancel(t.Context()), app, []string{"reconcile"}, []string{
		"GUIBEI_DATABASE_URL=" + s.AppURL(), "GUIBEI_TEMPORAL_ADDRESS=" + s.TemporalAddress(), "GUIBEI_BLOBS=" + s.app.Config.Blobs,
	})
	if err != nil {
		t.Errorf("reconcile: %v", err)
	}
}

// restingHistory waits until the present run of a case rests and returns its
// history.
func restingHistory(tb testing.TB, c client.Client, caseID string) *historypb.History {
	tb.Helper()
	var h *historypb.History
	require.Eventually(tb, func() bool {
		var err error
		h, err = history(tb.Context(), c, workflows.CaseID(caseID), "")
		if err != nil || len(h.Events) == 0 {
			return false
		}
		switch h.Events[len(h.Events)-1].EventType {
		case enumspb.EVENT_TYPE_WORKFLOW_TASK_COMPLETED, enumspb.EVENT_TYPE_TIMER_STARTED:
			return true
		default:
			return false
		}
	}, patience, 50*time.Millisecond)
	return h
}

func history(ctx context.Context, c client.Client, id, run string) (*historypb.History, error) {
	h := &historypb.History{}
	it := c.GetWorkflowHistory(ctx, id, run, false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for it.HasNext() {
		e, err := it.Next()
		if err != nil {
			return h, err
		}
		h.Events = append(h.Events, e)
	}
	return h, nil
}

// TestRecordHistories writes the histories that hold later releases to this
// one: each stage at rest, and a run that took many commands at once.
func TestRecordHistories(t *testing.T) {
	if *record == "" {
		t.Skip("nothing to record; run with -record RELEASE after a release")
	}
	dir := filepath.Join("..", "..", "workflows", "testdata", "histories", *record)
	require.NoError(t, os.MkdirAll(dir, 0o755))
	s := start(t, folder(t))
	engine := s.engine(t)
	seen := map[string]bool{}
	s.play(t, func(_ int, caseID string) {
		if caseID == "" {
			return
		}
		st := standing(t, s, caseID)
		if !seen[st.Stage] {
			seen[st.Stage] = true
			write(t, filepath.Join(dir, st.Stage+".json.gz"), restingHistory(t, engine, caseID))
		}
		if st.Stage == "draft" && !seen["busy"] {
			seen["busy"] = true
			write(t, filepath.Join(dir, "busy.json.gz"), busyRun(t, engine, caseID))
		}
	})
}

// busyRun nudges a case and sends it commands that are none, many at once, and
// returns the history of the run that took most.
func busyRun(t *testing.T, c client.Client, caseID string) *historypb.History {
	t.Helper()
	var wg sync.WaitGroup
	for range 5 {
		wg.Go(func() { _ = workflows.Nudge(t.Context(), c, caseID) })
		wg.Go(func() { _ = workflows.Renew(t.Context(), c, caseID) })
	}
	wg.Wait()
	var best *historypb.History
	for run := ""; ; {
		h, err := history(t.Context(), c, workflows.CaseID(caseID), run)
		require.NoError(t, err)
		if best == nil || len(h.Events) > len(best.Events) {
			best = h
		}
		run = h.Events[0].GetWorkflowExecutionStartedEventAttributes().GetContinuedExecutionRunId()
		if run == "" {
			return best
		}
	}
}

func write(t *testing.T, name string, h *historypb.History) {
	t.Helper()
	b, err := protojson.Marshal(h)
	require.NoError(t, err)
	f, err := os.Create(name)
	require.NoError(t, err)
	z := gzip.NewWriter(f)
	_, err = z.Write(b)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	require.NoError(t, f.Close())
}
