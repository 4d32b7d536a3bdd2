package activities

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"guibei"
)

// FireClocks looks at the clocks of a case whose time has come, writes a
// warning or an overdue event for each, and returns when to look again. A
// timer that fires too early finds nothing to do: the rows decide.
func (a *Activities) FireClocks(ctx context.Context, caseID string) (guibei.CommandResult, error) {
	c, err := a.Store.Case(ctx, caseID)
	if err != nil {
		return guibei.CommandResult{}, edge(ctx, err)
	}
	clocks, events := a.ring(c)
	if len(events) == 0 {
		return standing(c), nil
	}
	res, err := a.Store.Commit(ctx, guibei.Outcome{Case: c, Before: c.Seq, Events: events}, clocks)
	return res, edge(ctx, err)
}

// ring takes the alarms that are due off the clocks and says so. Of several
// alarms of one clock that have come together only the gravest is told.
func (a *Activities) ring(c guibei.Case) ([]guibei.Clock, []guibei.Event) {
	now := a.Now()
	clocks := slices.Clone(c.Clocks)
	var events []guibei.Event
	for i := range clocks {
		k := &clocks[i]
		if k.State != guibei.ClockRunning {
			continue
		}
		var rung guibei.Level
		for len(k.Alarms) > 0 && !k.Alarms[0].At.After(now) {
			rung, k.Alarms = k.Alarms[0].Level, k.Alarms[1:]
		}
		if rung == "" {
			continue
		}
		kind := guibei.ClockWarned
		if rung == guibei.Overdue {
			kind = guibei.ClockOverdue
		}
		events = append(events, a.clockEvent(c, kind, *k, map[string]any{"level": rung, "level_label": rung.Label()}))
	}
	return clocks, events
}

func (a *Activities) clockEvent(c guibei.Case, kind guibei.EventKind, k guibei.Clock, more map[string]any) guibei.Event {
	facts := map[string]any{
		"label": k.Kind.Label(), "clock": k.Kind, "run": k.Run, "due_on": k.DueOn, "waits_for": turn(c, k.Obligation),
	}
	if k.Obligation != "" {
		facts["obligation"] = k.Obligation
	}
	maps.Copy(facts, more)
	payload, err := json.Marshal(facts)
	if err != nil {
		panic("activities: clock event: " + err.Error()) // plain data of our own
	}
	now := a.Now()
	return guibei.Event{
		Case: c.ID, Kind: kind, Actor: guibei.System, Stage: c.Stage,
		OccurredAt: now, RecordedAt: now, Payload: payload,
	}
}

// turn names those whose turn it is, for the reminder.
func turn(c guibei.Case, obligation string) []string {
	var out []string
	for _, t := range c.Tasks {
		if t.Obligation == obligation {
			out = append(out, t.Role.Label()+"："+t.Kind.Label())
		}
	}
	return out
}

// standing is a case as its workflow needs to know it.
func standing(c guibei.Case) guibei.CommandResult {
	return guibei.CommandResult{
		State: guibei.CommandApplied, Case: c.ID, Stage: c.Stage, Revision: c.Revision, Wake: guibei.Wake(c.Clocks),
	}
}
