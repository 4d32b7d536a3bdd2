package worker

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/mocks"

	"guibei"
	"guibei/store"
)

// rows is a queue and an outbox in memory.
type rows struct {
	mu        sync.Mutex
	next      string
	stage     guibei.Stage
	refused   string
	pending   []store.Pending
	postponed map[string]time.Time
	locked    bool
}

func (r *rows) Next(context.Context, string) (string, error) { return r.next, nil }

func (r *rows) Case(_ context.Context, id string) (guibei.Case, error) {
	if r.stage == guibei.NoCase {
		return guibei.Case{}, guibei.Errorf(guibei.NotFound, "没有这一件。")
	}
	return guibei.Case{ID: id, Stage: r.stage, Revision: 4}, nil
}

func (r *rows) Command(_ context.Context, id string) (store.CommandRow, error) {
	return store.CommandRow{ID: id, Kind: guibei.WithdrawCmd, Result: guibei.CommandResult{State: guibei.CommandApplied, Revision: 9}}, nil
}

func (r *rows) Refuse(_ context.Context, _ string, k guibei.Kind, msg string) (guibei.CommandResult, error) {
	r.refused = msg
	return guibei.CommandResult{State: guibei.CommandRejected, Kind: k, Message: msg}, nil
}

func (r *rows) PendingCommands(context.Context, int) ([]store.Pending, error) { return r.pending, nil }

func (r *rows) Postpone(_ context.Context, id string, until time.Time, _ string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.postponed[id] = until
	return nil
}

func (r *rows) WithCaseLock(ctx context.Context, _ string, f func(context.Context) error) (bool, error) {
	if r.locked {
		return false, nil
	}
	return true, f(ctx)
}

// engine answers every update with err.
func engine(err error) *mocks.Client {
	c := &mocks.Client{}
	c.On("NewWithStartWorkflowOperation", mock.Anything, mock.Anything, mock.Anything).Return(nil)
	c.On("UpdateWithStartWorkflow", mock.Anything, mock.Anything).Return(nil, err)
	c.On("ExecuteWorkflow", mock.Anything, mock.Anything, mock.Anything, mock.Anything).Return(nil, nil)
	return c
}

func TestACommandNeverOvertakesAnEarlierOneOfItsCase(t *testing.T) {
	t.Parallel()
	d := &Dispatcher{Client: &mocks.Client{}, Queue: &rows{next: "earlier"}} // the engine is not even asked
	_, err := d.Send(t.Context(), "later", "case")
	require.ErrorIs(t, err, guibei.Unavailable)
}

func TestACommandThatSomebodyElseSentHasItsAnswer(t *testing.T) {
	t.Parallel()
	d := &Dispatcher{Client: &mocks.Client{}, Queue: &rows{}}
	res, err := d.Send(t.Context(), "c", "case")
	require.NoError(t, err)
	require.Equal(t, int64(9), res.Revision)
}

func TestWhenTheWorkflowHasEndedTheRowsSayWhatThatMeans(t *testing.T) {
	t.Parallel()
	gone := &serviceerror.WorkflowExecutionAlreadyStarted{}

	closed := &rows{next: "c", stage: guibei.InForce}
	res, err := (&Dispatcher{Client: engine(gone), Queue: closed}).Send(t.Context(), "c", "case")
	require.NoError(t, err)
	require.Equal(t, guibei.CommandRejected, res.State)
	require.Contains(t, closed.refused, "已经办结")

	for _, stage := range []guibei.Stage{guibei.Revision, guibei.NoCase} {
		lost, c := &rows{next: "c", stage: stage}, engine(gone)
		_, err = (&Dispatcher{Client: c, Queue: lost}).Send(t.Context(), "c", "case")
		require.ErrorIs(t, err, guibei.Unavailable, "the command waits while the workflow is rebuilt")
		c.AssertNumberOfCalls(t, "ExecuteWorkflow", 1)
		require.Empty(t, lost.refused)
	}
}

func TestTheRelayPostponesWhatItCannotDeliver(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	r := &rows{next: "c", pending: []store.Pending{{ID: "c", Case: "case", Attempts: 3}}, postponed: map[string]time.Time{}}
	relay := &Relay{
		Outbox: r, Dispatcher: &Dispatcher{Client: engine(serviceerror.NewUnavailable("away")), Queue: r},
		Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler),
	}
	n, err := relay.Round(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Equal(t, now.Add(8*time.Second), r.postponed["c"])

	r.locked, r.postponed = true, map[string]time.Time{}
	_, err = relay.Round(t.Context())
	require.NoError(t, err)
	require.Empty(t, r.postponed, "another relay works on the case")
}

func TestTheRelayIsPatientButNotForEver(t *testing.T) {
	t.Parallel()
	last := time.Duration(0)
	for attempts := range 50 {
		d := pauseAfter(attempts)
		require.GreaterOrEqual(t, d, last)
		require.LessOrEqual(t, d, relayLongest)
		last = d
	}
	require.Equal(t, relayLongest, last)
}

// open is one page of open cases.
type open []store.OpenCase

func (o open) OpenCases(_ context.Context, after string, _ int) ([]store.OpenCase, error) {
	if after != "" {
		return nil, nil
	}
	return o, nil
}

func TestACaseWithoutAWorkflowIsRebuiltFromItsRow(t *testing.T) {
	t.Parallel()
	c := &mocks.Client{}
	c.On("DescribeWorkflowExecution", mock.Anything, "case/a", "").Return(nil, serviceerror.NewNotFound("none"))
	c.On("DescribeWorkflowExecution", mock.Anything, "case/b", "").Return(nil, serviceerror.NewUnavailable("away"))
	var started client.StartWorkflowOptions
	c.On("ExecuteWorkflow", mock.Anything, mock.Anything, mock.Anything, mock.Anything).
		Run(func(args mock.Arguments) { started = args.Get(1).(client.StartWorkflowOptions) }).Return(nil, nil)
	r := &Reconciler{Client: c, Cases: open{{ID: "a", Stage: guibei.Revision, Revision: 7}, {ID: "b"}}, Now: time.Now, Log: slog.New(slog.DiscardHandler)}
	s, err := r.Run(t.Context())
	require.NoError(t, err)
	require.Equal(t, "case/a", started.ID)
	require.Equal(t, 1, s.Started)
	require.Equal(t, 1, s.Failed, "one that cannot be reached does not stop the others")
	require.Equal(t, 2, s.Open)
}
