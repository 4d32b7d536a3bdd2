package activities

import (
	"context"

	"guibei"
	"guibei/deadline"
)

// ApplyCommandInput names the command to carry out.
type ApplyCommandInput struct {
	Case    string
	Command string
}

// ApplyCommand carries out one command: effect, events and the command's state
// commit together. A refusal is a result, recorded too; only failures are
// errors. Carried out twice, it returns the first result.
func (a *Activities) ApplyCommand(ctx context.Context, in ApplyCommandInput) (guibei.CommandResult, error) {
	res, err := a.apply(ctx, in.Command)
	return res, edge(ctx, err)
}

func (a *Activities) apply(ctx context.Context, id string) (guibei.CommandResult, error) {
	w, err := a.Store.Work(ctx, id)
	if err != nil {
		if refusal(err) {
			return a.Store.Refuse(ctx, id, guibei.KindOf(err), guibei.Message(err))
		}
		return guibei.CommandResult{}, err
	}
	if s := w.Result.State; s == guibei.CommandApplied || s == guibei.CommandRejected {
		return w.Result, nil
	}
	outcome, clocks, err := a.decide(ctx, w)
	if refusal(err) {
		return a.Store.Refuse(ctx, id, guibei.KindOf(err), guibei.Message(err))
	}
	if err != nil {
		return guibei.CommandResult{}, err
	}
	return a.Store.Commit(ctx, outcome, clocks)
}

// decide gathers the terms, asks the case, and resolves the clocks.
func (a *Activities) decide(ctx context.Context, w guibei.Work) (guibei.Outcome, []guibei.Clock, error) {
	code := w.Case.Region
	if code == "" {
		code = w.Issuer.Region
	}
	region, err := a.Region(code)
	if err != nil {
		return guibei.Outcome{}, nil, err
	}
	cal, err := region.WorkingDays(ctx, a.Store)
	if err != nil {
		return guibei.Outcome{}, nil, err
	}
	// An act is judged by what was in force when it was done.
	at := w.Command.OccurredAt
	if at.IsZero() {
		at = w.Command.ReceivedAt
	}
	terms, err := region.Terms(at, w.Issuer)
	if err != nil {
		return guibei.Outcome{}, nil, err
	}
	terms.Files, terms.Nominee = w.Files, w.Nominee
	c := clockwork{region: region, calendar: cal}
	if w.Command.Kind == guibei.IssueOpinionCmd {
		if terms.EarliestOpinion, err = c.earliestOpinion(w.Case); err != nil {
			return guibei.Outcome{}, nil, err
		}
	}
	outcome, err := w.Case.Decide(w.Command, terms)
	if err != nil {
		return guibei.Outcome{}, nil, err
	}
	clocks, err := c.carryOut(outcome)
	return outcome, clocks, err
}

// earliestOpinion is the last day of the minimum period of review (115号),
// counted from the start of the round's review clock without its pauses.
func (c clockwork) earliestOpinion(k guibei.Case) (guibei.Date, error) {
	for _, clock := range k.Clocks {
		if clock.Kind != guibei.ReviewClock || clock.State == guibei.ClockStopped {
			continue
		}
		p, set := c.region.ReviewMinimum(clock.StartedOn)
		if !set {
			return guibei.Date{}, nil
		}
		res, err := deadline.Compute(clock.StartedOn, p, c.calendar, pausesOf(clock)...)
		return res.Due, err
	}
	return guibei.Date{}, nil
}
