package workflows

import (
	"context"
	"errors"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"guibei"
)

// ErrClosed is what [Send] returns when the case's workflow has ended: whether
// the case is done or the workflow was lost is for the rows to say.
var ErrClosed = errors.New("workflows: the case's workflow has ended")

// Send gives a recorded command to the workflow of its case, starting it if
// need be, and waits for the answer. The command's id is the Update's id, so
// sending twice is harmless. Any error but [ErrClosed] means that the command is
// still pending and may be sent again.
func Send(ctx context.Context, c client.Client, caseID, commandID string) (guibei.CommandResult, error) {
	var res guibei.CommandResult
	handle, err := c.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: c.NewWithStartWorkflowOperation(
			startOptions(caseID, enumspb.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE), CaseWorkflow, CaseState{Case: caseID}),
		UpdateOptions: client.UpdateWorkflowOptions{
			UpdateID: commandID, WorkflowID: CaseID(caseID), UpdateName: CommandUpdate,
			Args: []any{commandID}, WaitForStage: client.WorkflowUpdateStageCompleted,
		},
	})
	if err == nil {
		err = handle.Get(ctx, &res)
	}
	switch {
	case err == nil:
		return res, nil
	case ended(err):
		return res, ErrClosed
	}
	return res, guibei.Because(guibei.Unavailable, err, "操作已保存，正在等待流程引擎处理，恢复后会自动继续，请勿重复提交。")
}

func ended(err error) bool {
	_, started := errors.AsType[*serviceerror.WorkflowExecutionAlreadyStarted](err)
	_, gone := errors.AsType[*serviceerror.NotFound](err)
	return started || gone
}

// startOptions are those of every case: no timeouts, because a case may wait
// for years, and no retry, because it never fails.
func startOptions(caseID string, reuse enumspb.WorkflowIdReusePolicy) client.StartWorkflowOptions {
	return client.StartWorkflowOptions{
		ID: CaseID(caseID), TaskQueue: TaskQueue,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    reuse,
	}
}

// Start makes sure that a case has a running workflow, rebuilt from its row.
// It also revives one that was terminated or failed by hand.
func Start(ctx context.Context, c client.Client, s CaseState) error {
	_, err := c.ExecuteWorkflow(ctx, startOptions(s.Case, enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY), CaseWorkflow, s)
	return err
}

// Nudge tells a running case to look at its rows again.
func Nudge(ctx context.Context, c client.Client, caseID string) error {
	return c.SignalWorkflow(ctx, CaseID(caseID), "", NudgeSignal, nil)
}

// Renew makes a running case continue as new, so that it runs on present code.
func Renew(ctx context.Context, c client.Client, caseID string) error {
	return c.SignalWorkflow(ctx, CaseID(caseID), "", RenewSignal, nil)
}

// Standing asks a running case what it believes. ok is false when it has no
// running workflow.
func Standing(ctx context.Context, c client.Client, caseID string) (s CaseState, ok bool, err error) {
	d, err := c.DescribeWorkflowExecution(ctx, CaseID(caseID), "")
	if _, gone := errors.AsType[*serviceerror.NotFound](err); gone {
		return s, false, nil
	}
	if err != nil {
		return s, false, err
	}
	if d.GetWorkflowExecutionInfo().GetStatus() != enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING {
		return s, false, nil
	}
	v, err := c.QueryWorkflow(ctx, CaseID(caseID), "", StandingQuery)
	if err != nil {
		return s, false, err
	}
	err = v.Get(&s)
	return s, true, err
}

// EnsureSweep makes sure that the daily sweep is scheduled, at two in the
// morning of the zone.
func EnsureSweep(ctx context.Context, c client.Client, zone string) error {
	_, err := c.ScheduleClient().Create(ctx, client.ScheduleOptions{
		ID: SweepSchedule,
		Spec: client.ScheduleSpec{
			Calendars:    []client.ScheduleCalendarSpec{{Hour: []client.ScheduleRange{{Start: 2}}}},
			TimeZoneName: zone,
		},
		Action:        &client.ScheduleWorkflowAction{ID: SweepSchedule, Workflow: SweepWorkflow, TaskQueue: TaskQueue},
		Overlap:       enumspb.SCHEDULE_OVERLAP_POLICY_SKIP,
		CatchupWindow: 24 * time.Hour,
	})
	if errors.Is(err, temporal.ErrScheduleAlreadyRunning) {
		return nil
	}
	return err
}
