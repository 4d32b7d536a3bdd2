package worker

import (
	"context"
	"errors"

	"go.temporal.io/sdk/client"

	"guibei"
	"guibei/store"
	"guibei/workflows"
)

// Queue is what sending commands needs of the database.
type Queue interface {
	// Next returns the id of the first command of the case that is pending,
	// "" if there is none.
	Next(ctx context.Context, caseID string) (string, error)
	Case(ctx context.Context, id string) (guibei.Case, error)
	Command(ctx context.Context, id string) (store.CommandRow, error)
	Refuse(ctx context.Context, commandID string, kind guibei.Kind, msg string) (guibei.CommandResult, error)
}

// Dispatcher sends recorded commands to the workflows of their cases.
type Dispatcher struct {
	Client client.Client
	Queue  Queue
}

// Send gives a command to its case and returns the answer. A command never
// overtakes an earlier one of the same case: it stays pending instead, and the
// relay sends both in order. Errors of kind Unavailable mean "still pending".
func (d *Dispatcher) Send(ctx context.Context, commandID, caseID string) (guibei.CommandResult, error) {
	next, err := d.Queue.Next(ctx, caseID)
	if err != nil {
		return guibei.CommandResult{}, err
	}
	if next == "" { // somebody else has sent it
		row, err := d.Queue.Command(ctx, commandID)
		return row.Result, err
	}
	if next != commandID {
		return guibei.CommandResult{}, guibei.Errorf(guibei.Unavailable, "本件还有先提交的操作正在处理，本次操作已保存，将依次办理，请勿重复提交。")
	}
	res, err := workflows.Send(ctx, d.Client, caseID, commandID)
	if errors.Is(err, workflows.ErrClosed) {
		return d.closed(ctx, commandID, caseID)
	}
	return res, err
}

// closed settles a command whose workflow has ended. If the case is closed the
// command is refused; if it is not, the workflow was lost and is rebuilt.
func (d *Dispatcher) closed(ctx context.Context, commandID, caseID string) (guibei.CommandResult, error) {
	c, err := d.Queue.Case(ctx, caseID)
	if err != nil && !errors.Is(err, guibei.NotFound) {
		return guibei.CommandResult{}, err
	}
	if err == nil && c.Stage.Closed() {
		row, err := d.Queue.Command(ctx, commandID)
		if err != nil {
			return guibei.CommandResult{}, err
		}
		return d.Queue.Refuse(ctx, commandID, guibei.Conflict, guibei.Refusal(c.Stage, row.Kind, nil))
	}
	if err := workflows.Start(ctx, d.Client, StateOf(c, caseID)); err != nil {
		return guibei.CommandResult{}, guibei.Because(guibei.Unavailable, err, "操作已保存，正在恢复本件的流程，请勿重复提交。")
	}
	return guibei.CommandResult{}, guibei.Errorf(guibei.Unavailable, "操作已保存，正在恢复本件的流程，请勿重复提交。")
}

// StateOf is what a workflow rebuilt from a case's row starts with.
func StateOf(c guibei.Case, id string) workflows.CaseState {
	return workflows.CaseState{Case: id, Stage: string(c.Stage), Revision: c.Revision, Wake: guibei.Wake(c.Clocks)}
}
