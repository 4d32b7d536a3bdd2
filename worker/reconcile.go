package worker

import (
	"context"
	"log/slog"
	"time"

	"go.temporal.io/sdk/client"

	"guibei/activities"
	"guibei/store"
	"guibei/workflows"
)

// Cases is what reconciliation needs of the database.
type Cases interface {
	// OpenCases returns cases that are not closed, by id after the given one.
	OpenCases(ctx context.Context, after string, limit int) ([]store.OpenCase, error)
}

// Reconciler compares rows with workflows. PostgreSQL is what happened: a
// workflow that is missing is rebuilt from its row, one that believes
// otherwise is told to look again. Losing the whole of Temporal loses no case.
type Reconciler struct {
	Client client.Client
	Cases  Cases
	Now    func() time.Time
	Log    *slog.Logger
}

const reconcilePage = 200

// slack is how far past an alarm a workflow may sleep before it is nudged; the
// timer itself may be on its way.
const slack = 10 * time.Minute

// Run goes over every open case once.
func (r *Reconciler) Run(ctx context.Context) (activities.Swept, error) {
	var out activities.Swept
	err := r.Each(ctx, func(c store.OpenCase) error {
		out.Open++
		err := r.mend(ctx, c, &out)
		if err != nil && ctx.Err() == nil {
			out.Failed++
			r.Log.Warn("case was not reconciled", "case", c.ID, "error", err)
		}
		return ctx.Err()
	})
	return out, err
}

// Renew makes every running case continue as new, after a release, and returns
// how many were told. A case without a workflow runs on present code anyway
// once it has one.
func (r *Reconciler) Renew(ctx context.Context) (int, error) {
	told := 0
	err := r.Each(ctx, func(c store.OpenCase) error {
		if err := workflows.Renew(ctx, r.Client, c.ID); err != nil {
			r.Log.Warn("case was not renewed", "case", c.ID, "error", err)
		} else {
			told++
		}
		return ctx.Err()
	})
	return told, err
}

// Each calls f for every open case.
func (r *Reconciler) Each(ctx context.Context, f func(store.OpenCase) error) error {
	after := ""
	for {
		page, err := r.Cases.OpenCases(ctx, after, reconcilePage)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, c := range page {
			if err := f(c); err != nil {
				return err
			}
		}
		after = page[len(page)-1].ID
	}
}

func (r *Reconciler) mend(ctx context.Context, c store.OpenCase, out *activities.Swept) error {
	believes, running, err := workflows.Standing(ctx, r.Client, c.ID)
	switch {
	case err != nil:
		return err
	case !running:
		out.Started++
		return workflows.Start(ctx, r.Client, workflows.CaseState{
			Case: c.ID, Stage: string(c.Stage), Revision: c.Revision, Wake: c.Wake,
		})
	case believes.Revision != c.Revision || overslept(c.Wake, r.Now()) || !believes.Wake.Equal(c.Wake):
		out.Resynced++
		return workflows.Nudge(ctx, r.Client, c.ID)
	}
	out.Untouched++
	return nil
}

func overslept(wake, now time.Time) bool { return !wake.IsZero() && now.Sub(wake) > slack }
