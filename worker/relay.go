package worker

import (
	"context"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"guibei"
	"guibei/store"
)

// Outbox is what the relay needs of the database.
type Outbox interface {
	// PendingCommands returns the first pending command of each case that may
	// be sent now.
	PendingCommands(ctx context.Context, limit int) ([]store.Pending, error)
	Postpone(ctx context.Context, id string, until time.Time, cause string) error
	// WithCaseLock runs f while no other relay works on the case; false if
	// another one does.
	WithCaseLock(ctx context.Context, caseID string, f func(context.Context) error) (bool, error)
}

// Relay sends the commands that were recorded but not answered: because the
// engine was away, the sender went away, or an earlier command was in front.
type Relay struct {
	Outbox     Outbox
	Dispatcher *Dispatcher
	Now        func() time.Time
	Log        *slog.Logger
	Awake      <-chan struct{} // a command was recorded; may be nil
}

const (
	relayBatch    = 64
	relayAtOnce   = 4
	relayInterval = time.Second
	relayPatience = 20 * time.Second
	relayLongest  = time.Minute
)

// Run relays until ctx ends.
func (r *Relay) Run(ctx context.Context) error {
	tick := time.NewTicker(relayInterval)
	defer tick.Stop()
	for {
		sent, err := r.Round(ctx)
		if err != nil && ctx.Err() == nil {
			r.Log.Warn("relay", "error", err)
		}
		if sent == relayBatch {
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-r.Awake:
		}
	}
}

// Round sends what is pending now and returns how many commands it tried.
func (r *Relay) Round(ctx context.Context) (int, error) {
	pending, err := r.Outbox.PendingCommands(ctx, relayBatch)
	if err != nil {
		return 0, err
	}
	var g errgroup.Group
	g.SetLimit(relayAtOnce)
	for _, p := range pending {
		g.Go(func() error {
			_, err := r.Outbox.WithCaseLock(ctx, p.Case, func(ctx context.Context) error { return r.send(ctx, p) })
			return err
		})
	}
	return len(pending), g.Wait()
}

func (r *Relay) send(ctx context.Context, p store.Pending) error {
	sendCtx, cancel := context.WithTimeout(ctx, relayPatience)
	defer cancel()
	_, err := r.Dispatcher.Send(sendCtx, p.ID, p.Case)
	if err == nil {
		return nil
	}
	if guibei.KindOf(err) != guibei.Unavailable {
		r.Log.Error("command was not delivered", "command", p.ID, "case", p.Case, "error", err)
	}
	if ctx.Err() != nil {
		return nil // stopping; the command stays pending
	}
	return r.Outbox.Postpone(ctx, p.ID, r.Now().Add(pauseAfter(p.Attempts)), err.Error())
}

// pauseAfter is how long a command rests after so many failed deliveries.
func pauseAfter(attempts int) time.Duration {
	return min(relayLongest, time.Second<<min(attempts, 6))
}
