package workflows_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"guibei"
	"guibei/activities"
	"guibei/worker"
	"guibei/workflows"
)

const caseID = "0c7a0a3e-0000-4000-8000-000000000001"

// start is when the test environment's clock begins.
var start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func newEnv(t *testing.T) *testsuite.TestWorkflowEnvironment {
	t.Helper()
	var s testsuite.WorkflowTestSuite
	env := s.NewTestWorkflowEnvironment()
	env.SetStartTime(start)
	worker.Register(env, &activities.Activities{})
	return env
}

// answer is what a sender of an update got.
type answer struct {
	res guibei.CommandResult
	err error
	ok  bool
}

func (a *answer) callback() *testsuite.TestUpdateCallback {
	return &testsuite.TestUpdateCallback{
		OnAccept: func() {},
		OnReject: func(err error) { a.err = err },
		OnComplete: func(v any, err error) {
			a.err, a.ok = err, true
			a.res, _ = v.(guibei.CommandResult)
		},
	}
}

func send(env *testsuite.TestWorkflowEnvironment, id string, after time.Duration) *answer {
	a := new(answer)
	env.RegisterDelayedCallback(func() { env.UpdateWorkflow(workflows.CommandUpdate, id, a.callback(), id) }, after)
	return a
}

func applied(stage guibei.Stage, rev int64) guibei.CommandResult {
	return guibei.CommandResult{State: guibei.CommandApplied, Case: caseID, Stage: stage, Revision: rev}
}

// next returns the state that the run handed to its successor.
func next(t *testing.T, env *testsuite.TestWorkflowEnvironment) workflows.CaseState {
	t.Helper()
	require.True(t, env.IsWorkflowCompleted())
	var can *workflow.ContinueAsNewError
	require.ErrorAs(t, env.GetWorkflowError(), &can, "%v", env.GetWorkflowError())
	var s workflows.CaseState
	require.NoError(t, converter.GetDefaultDataConverter().FromPayloads(can.Input, &s))
	return s
}

func TestACommandIsAnsweredAndTheCaseContinuesAsNewWithWhereItStands(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	res := applied(guibei.Draft, 1)
	res.Wake = start.AddDate(0, 0, 7)
	env.OnActivity("ApplyCommand", mock.Anything, activities.ApplyCommandInput{Case: caseID, Command: "c1"}).Return(res, nil).Once()
	a := send(env, "c1", time.Second)
	env.ExecuteWorkflow(workflows.CaseWorkflow, workflows.CaseState{Case: caseID})
	require.True(t, a.ok)
	require.Equal(t, guibei.CommandApplied, a.res.State)
	require.Equal(t, workflows.CaseState{Case: caseID, Stage: "draft", Revision: 1, Wake: res.Wake, Recent: []string{"c1"}}, next(t, env))
}

func TestARefusalIsAnAnswerAndNotAFailure(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	no := guibei.CommandResult{State: guibei.CommandRejected, Kind: guibei.Conflict, Message: "不能办理。"}
	env.OnActivity("ApplyCommand", mock.Anything, mock.Anything).Return(no, nil).Once()
	a := send(env, "c1", time.Second)
	env.ExecuteWorkflow(workflows.CaseWorkflow, workflows.CaseState{Case: caseID, Stage: "draft", Revision: 4})
	require.Equal(t, no, a.res)
	require.Equal(t, int64(4), next(t, env).Revision)
}

func TestAnEmptyCommandIsRejectedWithoutATrace(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	a := send(env, "", time.Second)
	env.OnActivity("ApplyCommand", mock.Anything, mock.Anything).Return(applied(guibei.Withdrawn, 2), nil).Once()
	send(env, "c2", 2*time.Second)
	env.ExecuteWorkflow(workflows.CaseWorkflow, workflows.CaseState{Case: caseID})
	require.Error(t, a.err)
}

func TestARepeatedCommandAfterContinueAsNewChangesNothing(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	env.OnActivity("ApplyCommand", mock.Anything, activities.ApplyCommandInput{Case: caseID, Command: "c1"}).Return(applied(guibei.Draft, 1), nil).Once()
	again := send(env, "c1", time.Second)
	was := workflows.CaseState{Case: caseID, Stage: "submitted", Revision: 2, Recent: []string{"c1", "c2"}}
	env.ExecuteWorkflow(workflows.CaseWorkflow, was)
	require.Equal(t, int64(1), again.res.Revision, "the first answer is repeated")
	require.Equal(t, was, next(t, env), "and the case stands where it stood")
}

func TestOnlyTheLatestCommandIdsAreCarried(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	s := workflows.CaseState{Case: caseID, Revision: 90}
	for i := range 64 {
		s.Recent = append(s.Recent, strconv.Itoa(i))
	}
	env.OnActivity("ApplyCommand", mock.Anything, mock.Anything).Return(applied(guibei.Draft, 91), nil).Once()
	send(env, "new", time.Second)
	env.ExecuteWorkflow(workflows.CaseWorkflow, s)
	got := next(t, env).Recent
	require.Len(t, got, 64)
	require.Equal(t, "1", got[0])
	require.Equal(t, "new", got[63])
}

func TestSeveralCommandsAtOnceAreCarriedOutOneByOne(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	var running, most, rev int64
	env.OnActivity("ApplyCommand", mock.Anything, mock.Anything).Return(func(_ context.Context, _ activities.ApplyCommandInput) (guibei.CommandResult, error) {
		running++
		most = max(most, running)
		rev++
		running--
		return applied(guibei.Draft, rev), nil
	}).Times(5)
	var all []*answer
	for i := range 5 {
		all = append(all, send(env, fmt.Sprint("c", i), time.Second))
	}
	env.ExecuteWorkflow(workflows.CaseWorkflow, workflows.CaseState{Case: caseID})
	for _, a := range all {
		require.True(t, a.ok, "no run ends while a command is in it")
	}
	require.Equal(t, int64(1), most)
	require.Equal(t, int64(5), next(t, env).Revision)
}

func TestAClosedCaseEndsItsWorkflow(t *testing.T) {
	t.Parallel()
	for _, stage := range []guibei.Stage{guibei.InForce, guibei.Withdrawn, guibei.Terminated} {
		env := newEnv(t)
		env.OnActivity("ApplyCommand", mock.Anything, mock.Anything).Return(applied(stage, 9), nil).Once()
		a := send(env, "c1", time.Second)
		env.ExecuteWorkflow(workflows.CaseWorkflow, workflows.CaseState{Case: caseID, Stage: "filing", Revision: 8})
		require.True(t, a.ok)
		require.NoError(t, env.GetWorkflowError(), "%s", stage)
	}
}

func TestTheTimerVerifiesOnFiring(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	wake, later := start.AddDate(0, 0, 400), start.AddDate(0, 0, 410)
	var at time.Time
	moved := applied(guibei.LegalityReview, 5)
	moved.Wake = later // the rows say: not yet
	env.OnActivity("FireClocks", mock.Anything, caseID).Return(func(context.Context, string) (guibei.CommandResult, error) {
		at = env.Now()
		return moved, nil
	}).Once()
	env.ExecuteWorkflow(workflows.CaseWorkflow, workflows.CaseState{Case: caseID, Stage: "legality_review", Revision: 5, Wake: wake})
	require.WithinDuration(t, wake, at, time.Minute)
	require.Equal(t, later, next(t, env).Wake.UTC())
}

func TestAnAlarmOfThePastFiresAtOnce(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	env.OnActivity("FireClocks", mock.Anything, caseID).Return(applied(guibei.InFiling, 5), nil).Once()
	env.ExecuteWorkflow(workflows.CaseWorkflow, workflows.CaseState{Case: caseID, Stage: "filing", Revision: 5, Wake: start.AddDate(-1, 0, 0)})
	require.True(t, next(t, env).Wake.IsZero())
}

func TestANudgeLooksAtTheRowsAndTwoNudgesAreNotLost(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	env.OnActivity("Resync", mock.Anything, caseID).Return(applied(guibei.Revision, 7), nil).After(time.Minute)
	env.RegisterDelayedCallback(func() {
		env.SignalWorkflow(workflows.NudgeSignal, nil)
	}, time.Second)
	env.RegisterDelayedCallback(func() { env.SignalWorkflow(workflows.NudgeSignal, nil) }, 30*time.Second)
	env.ExecuteWorkflow(workflows.CaseWorkflow, workflows.CaseState{Case: caseID})
	s := next(t, env)
	require.Equal(t, workflows.CaseState{Case: caseID, Stage: "revision", Revision: 7}, s)
	env.AssertNumberOfCalls(t, "Resync", 2)
}

func TestRenewalContinuesAsNewWithoutTouchingTheCase(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	s := workflows.CaseState{Case: caseID, Stage: "deliberation", Revision: 12, Wake: start.AddDate(1, 0, 0), Recent: []string{"a"}}
	env.RegisterDelayedCallback(func() { env.SignalWorkflow(workflows.RenewSignal, nil) }, time.Second)
	env.ExecuteWorkflow(workflows.CaseWorkflow, s)
	require.Equal(t, s, next(t, env))
}

func TestANewTextIsCheckedAfterTheAnswer(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	res := applied(guibei.Draft, 1)
	res.Version = 1
	env.OnActivity("ApplyCommand", mock.Anything, mock.Anything).Return(res, nil).Once()
	env.OnActivity("CheckDocument", mock.Anything, activities.CheckDocumentInput{Case: caseID, Version: 1}).Return(nil).Once()
	a := send(env, "c1", time.Second)
	env.ExecuteWorkflow(workflows.CaseWorkflow, workflows.CaseState{Case: caseID})
	require.True(t, a.ok)
	require.Zero(t, next(t, env).Check)
	env.AssertExpectations(t)
}

func TestAFailureOfOursParksTheCaseAndDoesNotFailTheWorkflow(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	env.OnActivity("ApplyCommand", mock.Anything, mock.Anything).
		Return(guibei.CommandResult{}, temporal.NewNonRetryableApplicationError("constraint", string(guibei.Internal), nil)).Once()
	env.OnActivity("ParkCase", mock.Anything, activities.ParkCaseInput{Case: caseID, Command: "c1", Reason: "internal: constraint"}).Return(guibei.CommandResult{State: guibei.CommandParked, Case: caseID}, nil).Once()
	a := send(env, "c1", time.Second)
	env.ExecuteWorkflow(workflows.CaseWorkflow, workflows.CaseState{Case: caseID, Stage: "draft", Revision: 1})
	require.Equal(t, guibei.CommandParked, a.res.State)
	require.Equal(t, int64(1), next(t, env).Revision)
}

func TestAPartThatIsAwayIsWaitedFor(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	tries := 0
	env.OnActivity("ApplyCommand", mock.Anything, mock.Anything).Return(func(context.Context, activities.ApplyCommandInput) (guibei.CommandResult, error) {
		if tries++; tries < 9 { // the test environment gives up after ten attempts, a server never
			return guibei.CommandResult{}, errors.New("database is away")
		}
		return applied(guibei.Draft, 1), nil
	})
	a := send(env, "c1", time.Second)
	env.ExecuteWorkflow(workflows.CaseWorkflow, workflows.CaseState{Case: caseID})
	require.Equal(t, 9, tries)
	require.Equal(t, guibei.CommandApplied, a.res.State)
}

func TestStandingTellsWhereTheCaseIs(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	s := workflows.CaseState{Case: caseID, Stage: "draft", Revision: 3}
	env.RegisterDelayedCallback(func() {
		v, err := env.QueryWorkflow(workflows.StandingQuery)
		require.NoError(t, err)
		var got workflows.CaseState
		require.NoError(t, v.Get(&got))
		require.Equal(t, s, got)
		env.SignalWorkflow(workflows.RenewSignal, nil)
	}, time.Second)
	env.ExecuteWorkflow(workflows.CaseWorkflow, s)
	require.NoError(t, errorUnlessContinued(env.GetWorkflowError()))
}

func errorUnlessContinued(err error) error {
	if workflow.IsContinueAsNewError(err) {
		return nil
	}
	return err
}

func TestARestingStateIsTiny(t *testing.T) {
	t.Parallel()
	s := workflows.CaseState{Case: caseID, Stage: string(guibei.FairCompetition), Revision: 123456, Wake: start}
	for range 64 {
		s.Recent = append(s.Recent, caseID)
	}
	p, err := converter.GetDefaultDataConverter().ToPayload(s)
	require.NoError(t, err)
	require.Less(t, len(p.GetData()), 3<<10)
}
