package activities

import (
	"context"

	"guibei"
)

// ParkCaseInput says which command cannot be carried out, and why.
type ParkCaseInput struct {
	Case    string
	Command string
	Reason  string
}

// ParkCase stops a case for an operator after a failure of ours. Nothing that
// was sent is lost: the command keeps its place and is sent again on retry.
func (a *Activities) ParkCase(ctx context.Context, in ParkCaseInput) (guibei.CommandResult, error) {
	return a.Store.Park(ctx, in.Case, in.Command, in.Reason)
}
