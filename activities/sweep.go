package activities

import "context"

// Swept is what a sweep found and did.
type Swept struct {
	Open      int `json:"open"`      // cases that should have a workflow
	Started   int `json:"started"`   // had none
	Resynced  int `json:"resynced"`  // stood at another revision than the row, or slept past an alarm
	Untouched int `json:"untouched"` // were in order
	Failed    int `json:"failed"`    // could not be reached; the next sweep tries again
}

// Sweep compares every open case with its workflow and mends what differs. It
// runs once a day and on demand; a sound installation has nothing to mend.
func (a *Activities) Sweep(ctx context.Context) (Swept, error) {
	s, err := a.Reconciler(ctx)
	return s, edge(ctx, err)
}
