package workflows_test

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"
	sdkworker "go.temporal.io/sdk/worker"

	"guibei"
	"guibei/worker"
)

// TestRecordedHistoriesReplay holds today's workflow code to every history
// that an earlier release left behind: testdata/histories/<release>/ has one
// of each stage at rest and one busy run, recorded by the end-to-end test with
// -record. A folder without them must not pass.
func TestRecordedHistoriesReplay(t *testing.T) {
	t.Parallel()
	releases, err := filepath.Glob("testdata/histories/*")
	require.NoError(t, err)
	require.NotEmpty(t, releases, "no recorded histories")
	for _, dir := range releases {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			rested := map[string]bool{}
			files, err := filepath.Glob(filepath.Join(dir, "*.json.gz"))
			require.NoError(t, err)
			for _, f := range files {
				r := sdkworker.NewWorkflowReplayer()
				worker.RegisterWorkflows(r)
				require.NoError(t, r.ReplayWorkflowHistory(nil, readHistory(t, f)), f)
				rested[strings.TrimSuffix(filepath.Base(f), ".json.gz")] = true
			}
			require.True(t, rested["busy"], "no busy run was recorded")
			for _, s := range guibei.Stages {
				require.True(t, s.Closed() || rested[string(s)], "stage %s at rest was not recorded", s)
			}
		})
	}
}

// TestTheReplayTestCanFail replays a history whose timer was taken out.
func TestTheReplayTestCanFail(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/histories/*/completeness.json.gz")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	h := readHistory(t, files[0])
	n := len(h.Events)
	require.NotNil(t, h.Events[n-1].GetTimerStartedEventAttributes(), "a case with a clock rests on a timer")
	h.Events = h.Events[:n-1]
	r := sdkworker.NewWorkflowReplayer()
	worker.RegisterWorkflows(r)
	require.Error(t, r.ReplayWorkflowHistory(nil, h))
}

func readHistory(t *testing.T, name string) *historypb.History {
	t.Helper()
	f, err := os.Open(name)
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	require.NoError(t, err)
	h, err := client.HistoryFromJSON(z, client.HistoryJSONOptions{})
	require.NoError(t, err)
	return h
}
