package workflows

import (
	"errors"
	"slices"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"guibei"
	"guibei/activities"
)

// a is never called: it names activities with compile-time checks.
var a *activities.Activities

// Case is one case (件) from its first draft until it is closed. It takes
// commands one at a time, wakes for the case's clocks, and continues as new
// whenever it has changed and nothing is in flight, so that a resting case is
// a handful of events. It never fails for a reason of business: a refusal is a
// result, and a failure of ours parks the case.
func Case(ctx workflow.Context, s CaseState) error {
	c := &caseRun{state: s, turn: workflow.NewMutex(ctx)}
	if err := c.listen(ctx); err != nil {
		return err
	}
	return c.run(ctx)
}

// caseRun is one run of a case.
type caseRun struct {
	state    CaseState
	turn     workflow.Mutex // one change at a time
	changed  bool           // the state is not what the run began with
	due      bool           // the timer fired
	nudged   bool
	nudges   workflow.ReceiveChannel
	renewals workflow.ReceiveChannel
}

// listen sets up everything by which the world reaches the case.
func (c *caseRun) listen(ctx workflow.Context) error {
	c.nudges = workflow.GetSignalChannel(ctx, NudgeSignal)
	c.renewals = workflow.GetSignalChannel(ctx, RenewSignal)
	if err := workflow.SetQueryHandler(ctx, StandingQuery, func() (CaseState, error) { return c.state, nil }); err != nil {
		return err
	}
	return workflow.SetUpdateHandlerWithOptions(ctx, CommandUpdate, c.command, workflow.UpdateHandlerOptions{
		Validator: func(_ workflow.Context, id string) error {
			if id == "" {
				return temporal.NewNonRetryableApplicationError("no command id", string(guibei.Invalid), nil)
			}
			return nil
		},
		Description: "carry out the command of this id",
	})
}

// run waits for the next thing to do until the case is closed or has changed
// and is idle.
func (c *caseRun) run(ctx workflow.Context) error {
	c.arm(ctx)
	workflow.Go(ctx, c.drain)
	for {
		if err := workflow.Await(ctx, func() bool { return c.busy() || c.restless(ctx) }); err != nil {
			return err
		}
		switch {
		case c.state.Check > 0:
			c.check(ctx)
		case c.nudged:
			c.nudged = false
			c.look(ctx, a.Resync)
		case c.due:
			c.due = false
			c.look(ctx, a.FireClocks)
		case guibei.Stage(c.state.Stage).Closed():
			return nil
		default:
			return workflow.NewContinueAsNewError(ctx, CaseWorkflow, c.state)
		}
	}
}

// busy reports whether there is something to do that nobody waits for.
func (c *caseRun) busy() bool { return c.state.Check > 0 || c.nudged || c.due }

// restless reports whether this run has served: the case changed, and no
// command or signal is in the middle of anything.
func (c *caseRun) restless(ctx workflow.Context) bool {
	return c.changed && workflow.AllHandlersFinished(ctx) && c.nudges.Len() == 0 && c.renewals.Len() == 0
}

// arm sets the one timer of the run. A stale timer is harmless: what fires is
// verified against the rows.
func (c *caseRun) arm(ctx workflow.Context) {
	if c.state.Wake.IsZero() {
		return
	}
	timer := workflow.NewTimer(ctx, c.state.Wake.Sub(workflow.Now(ctx)))
	workflow.Go(ctx, func(ctx workflow.Context) {
		if timer.Get(ctx, nil) == nil {
			c.due = true
		}
	})
}

// drain takes signals as they come.
func (c *caseRun) drain(ctx workflow.Context) {
	s := workflow.NewSelector(ctx)
	s.AddReceive(c.nudges, func(ch workflow.ReceiveChannel, _ bool) {
		ch.Receive(ctx, nil)
		c.nudged = true
	})
	s.AddReceive(c.renewals, func(ch workflow.ReceiveChannel, _ bool) {
		ch.Receive(ctx, nil)
		c.changed = true
	})
	for ctx.Err() == nil {
		s.Select(ctx)
	}
}

// command is the update: one command, carried out, refused or parked.
func (c *caseRun) command(ctx workflow.Context, id string) (guibei.CommandResult, error) {
	if err := c.turn.Lock(ctx); err != nil {
		return guibei.CommandResult{}, err
	}
	defer c.turn.Unlock()
	var res guibei.CommandResult
	in := activities.ApplyCommandInput{Case: c.state.Case, Command: id}
	err := promptly(ctx, a.ApplyCommand, in, &res)
	if err != nil {
		return c.park(ctx, id, err)
	}
	c.remember(id, res)
	return res, nil
}

// remember takes over where the case stands now. A repeat of a command that
// this case has answered leaves it where it stands; it still ends the run, so
// that repeats do not pile up in the history of a resting case.
func (c *caseRun) remember(id string, res guibei.CommandResult) {
	c.changed = true
	if slices.Contains(c.state.Recent, id) {
		return
	}
	c.state.Recent = append(c.state.Recent, id)
	if n := len(c.state.Recent); n > keepCommands {
		c.state.Recent = slices.Clone(c.state.Recent[n-keepCommands:])
	}
	if res.State == guibei.CommandApplied {
		c.stand(res)
	}
}

// stand takes over a newer standing. An old answer, repeated after a
// continue-as-new, does not set the case back.
func (c *caseRun) stand(res guibei.CommandResult) {
	if res.Revision < c.state.Revision {
		return
	}
	c.state.Stage, c.state.Revision, c.state.Wake = string(res.Stage), res.Revision, res.Wake
	if res.Version > 0 {
		c.state.Check = res.Version
	}
}

// look runs a step that reads the rows and answers where the case stands.
func (c *caseRun) look(ctx workflow.Context, step any) {
	if err := c.turn.Lock(ctx); err != nil {
		return
	}
	defer c.turn.Unlock()
	var res guibei.CommandResult
	err := promptly(ctx, step, c.state.Case, &res)
	if err != nil {
		_, _ = c.park(ctx, "", err)
		return
	}
	c.changed = true
	c.stand(res)
}

// promptly runs a step that is one short transaction within the workflow task,
// and if that does not do it, as an activity that is tried until it is done. A
// step that was done and not heard of is done once all the same.
func promptly(ctx workflow.Context, step, in, out any) error {
	err := workflow.ExecuteLocalActivity(workflow.WithLocalActivityOptions(ctx, atOnce), step, in).Get(ctx, out)
	if err == nil || temporal.IsCanceledError(err) {
		return err
	}
	if e, ok := errors.AsType[*temporal.ApplicationError](err); ok && e.NonRetryable() {
		return err
	}
	return workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, untilDone), step, in).Get(ctx, out)
}

// check runs the rules over a new text. Nobody waits for it and no decision
// hangs on it, so it does not hold the turn.
func (c *caseRun) check(ctx workflow.Context) {
	version := c.state.Check
	in := activities.CheckDocumentInput{Case: c.state.Case, Version: version}
	if err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, unhurried), a.CheckDocument, in).Get(ctx, nil); err != nil {
		workflow.GetLogger(ctx).Error("text was not checked", "case", c.state.Case, "version", version, "error", err)
	}
	if c.state.Check == version {
		c.state.Check = 0
	}
	c.changed = true
}

// park stops the case for an operator. The reason is kept for the operator;
// people read that the case waits.
func (c *caseRun) park(ctx workflow.Context, command string, cause error) (guibei.CommandResult, error) {
	if temporal.IsCanceledError(cause) {
		return guibei.CommandResult{}, cause
	}
	in := activities.ParkCaseInput{Case: c.state.Case, Command: command, Reason: reasonOf(cause)}
	var res guibei.CommandResult
	if err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, untilDone), a.ParkCase, in).Get(ctx, &res); err != nil {
		return res, err
	}
	c.changed = true
	return res, nil
}

func reasonOf(err error) string {
	if e, ok := errors.AsType[*temporal.ApplicationError](err); ok {
		return e.Type() + ": " + e.Message()
	}
	return err.Error()
}
