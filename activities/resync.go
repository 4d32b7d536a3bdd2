package activities

import (
	"context"
	"slices"

	"guibei"
)

// Resync resolves the open clocks of a case again, with the calendar and the
// parameters of today, and returns where the case stands. It is what follows a
// new calendar, and how a workflow that was lost learns what it waits for.
func (a *Activities) Resync(ctx context.Context, caseID string) (guibei.CommandResult, error) {
	res, err := a.resync(ctx, caseID)
	return res, edge(ctx, err)
}

func (a *Activities) resync(ctx context.Context, caseID string) (guibei.CommandResult, error) {
	c, err := a.Store.Case(ctx, caseID)
	if err != nil {
		return guibei.CommandResult{}, err
	}
	region, err := a.Region(c.Region)
	if err != nil {
		return guibei.CommandResult{}, err
	}
	cal, err := region.WorkingDays(ctx, a.Store)
	if err != nil {
		return guibei.CommandResult{}, err
	}
	clocks, events, err := a.again(c, clockwork{region: region, calendar: cal})
	if err != nil || len(events) == 0 {
		return standing(c), err
	}
	return a.Store.Commit(ctx, guibei.Outcome{Case: c, Before: c.Seq, Events: events}, clocks)
}

// again resolves open clocks anew and tells of those whose end moved. Alarms
// that have rung already do not ring again unless the end moved.
func (a *Activities) again(c guibei.Case, work clockwork) ([]guibei.Clock, []guibei.Event, error) {
	clocks := slices.Clone(c.Clocks)
	var events []guibei.Event
	for i, was := range c.Clocks {
		if was.State == guibei.ClockStopped {
			continue
		}
		if err := work.resolve(&clocks[i]); err != nil {
			return nil, nil, err
		}
		if clocks[i].DueOn == was.DueOn && clocks[i].Provisional == was.Provisional {
			clocks[i] = was
			continue
		}
		events = append(events, a.clockEvent(c, guibei.ClockMoved, clocks[i], map[string]any{
			"due_on_before": was.DueOn, "calendar": clocks[i].Calendar, "calendar_before": was.Calendar,
		}))
	}
	return clocks, events, nil
}
