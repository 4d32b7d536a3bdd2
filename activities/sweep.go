package activities

import (
	"context"
	"time"
)

// keepDrafts is how long a draft that nobody touches is kept.
const keepDrafts = 90 * 24 * time.Hour

// Swept is what a sweep found and did.
type Swept struct {
	Open      int `json:"open"`      // cases that should have a workflow
	Started   int `json:"started"`   // had none
	Resynced  int `json:"resynced"`  // stood at another revision than the row, or slept past an alarm
	Untouched int `json:"untouched"` // were in order
	Failed    int `json:"failed"`    // could not be reached; the next sweep tries again
	Drafts    int `json:"drafts"`    // deleted, untouched for 90 days
}

// Sweep compares every open case with its workflow and mends what differs, and
// deletes the drafts that nobody has touched for long. It
// runs once a day and on demand; a sound installation has nothing to mend.
func (a *Activities) Sweep(ctx context.Context) (Swept, error) {
	s, err := a.Reconciler(ctx)
	if err != nil {
		return s, edge(ctx, err)
	}
	s.Drafts, err = a.Store.SweepDrafts(ctx, a.Now().Add(-keepDrafts))
	return s, edge(ctx, err)
}
