// Package workflows says what happens to a case in which order, durably: one
// workflow a file. A workflow here knows ids, stages and instants; calendars,
// rules and rows are the activities' business, so that a replay years later
// takes the same path.
package workflows

import "time"

// TaskQueue is where the workers listen.
const TaskQueue = "guibei"

// Names of what is registered. They are stored in histories: never rename one.
const (
	CaseWorkflow  = "case"
	SweepWorkflow = "sweep"

	CommandUpdate = "command"
	NudgeSignal   = "nudge" // something the case rests on changed: look again
	RenewSignal   = "renew" // continue as new, so that new code takes over
	StandingQuery = "standing"

	SweepSchedule = "sweep"
)

// CaseID is the workflow id of a case: starting it twice is harmless.
func CaseID(caseID string) string { return "case/" + caseID }

// keepCommands is how many command ids a resting case remembers. PostgreSQL is
// what makes an effect happen once; this only spares a repeat its new run.
const keepCommands = 64

// CaseState is what a resting case carries, and all it carries. Fields may be
// added, never renamed or retyped: old runs are still out there.
type CaseState struct {
	Case     string    `json:"case"`
	Stage    string    `json:"stage,omitempty"`
	Revision int64     `json:"revision,omitempty"`
	Wake     time.Time `json:"wake,omitzero"` // soonest alarm of its clocks; zero: none
	Recent   []string  `json:"recent,omitempty"`
	Check    int       `json:"check,omitempty"` // version whose check is still to be made
}
