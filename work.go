package guibei

import "time"

// CommandState is how far a command has come.
type CommandState string

// The states of a command. A parked one waits for an operator: the failure is
// ours, not the person's.
const (
	CommandPending  CommandState = "pending"
	CommandApplied  CommandState = "applied"
	CommandRejected CommandState = "rejected"
	CommandParked   CommandState = "parked"
)

// CommandResult is what came of a command, as it is kept with it and told to
// whoever sent it.
type CommandResult struct {
	State    CommandState `json:"state"`
	Case     string       `json:"case"`
	Stage    Stage        `json:"stage,omitempty"`    // after the command
	Revision int64        `json:"revision,omitempty"` // after the command
	Wake     time.Time    `json:"wake,omitzero"`      // soonest alarm of the case's clocks
	Version  int          `json:"version,omitempty"`  // the text to check, when the command brought a new one
	Kind     Kind         `json:"kind,omitempty"`     // of a refusal
	Message  string       `json:"message,omitempty"`  // of a refusal, in Chinese
}

// Work is a command with everything that deciding it needs: what was known in
// one read.
type Work struct {
	Command  Command
	Result   CommandResult // State tells whether it was decided before
	Case     Case          // zero Stage when the command opens one
	Files    map[string]File
	Nominee  *Person
	Issuer   Organ // the issuing organ: of the case, or named by OpenCase
	Drafting Organ // the drafting organ, likewise
}
