package cli

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"guibei/activities"
	"guibei/internal/metrics"
	"guibei/store"
	"guibei/worker"
	"guibei/workflows"
)

// workerCmd carries out workflows and relays commands.
type workerCmd struct{}

// Run implements the subcommand.
func (workerCmd) Run(ctx context.Context, app *App) error {
	p, err := assemble(ctx, app)
	if err != nil {
		return err
	}
	defer p.close()
	return ended(p.workAndTell(ctx))
}

// workAndTell works, and answers health checks and scrapes meanwhile.
func (p *parts) workAndTell(ctx context.Context) error {
	l, err := p.listen()
	if err != nil {
		return err
	}
	var working atomic.Bool
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", metrics.New(p.backlog).Handler())
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := p.store.Ping(r.Context()); err != nil || !working.Load() {
			http.Error(w, "not ready", http.StatusServiceUnavailable)
		}
	})
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: shutdownWithin}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return listenUntil(ctx, srv, l) })
	g.Go(func() error { return p.work(ctx, func() { working.Store(true) }) })
	return g.Wait()
}

// work runs the worker and the relay until ctx ends. The engine may be away at
// the start and at any time; ready is called when the first worker has started.
func (p *parts) work(ctx context.Context, ready func()) error {
	if err := p.ready(ctx); err != nil {
		return err
	}
	heard, err := p.store.Listen(ctx, store.CommandChannel)
	if err != nil {
		return err
	}
	relay := &worker.Relay{Outbox: p.store, Dispatcher: p.dispatcher, Now: p.app.Now, Log: p.app.Log, Awake: signals(ctx, heard)}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return relay.Run(ctx) })
	g.Go(func() error { return p.hands(ctx, p.activities(), ready) })
	g.Go(func() error { return p.schedule(ctx) })
	return g.Wait()
}

// hands keeps a worker running, however often the engine goes away.
func (p *parts) hands(ctx context.Context, acts *activities.Activities, ready func()) error {
	for ctx.Err() == nil {
		w := worker.New(p.temporal, acts)
		if err := w.Start(); err != nil {
			p.app.Log.Info("waiting for the engine", "error", err)
			_ = sleep(ctx, time.Second)
			continue
		}
		ready()
		<-ctx.Done()
		w.Stop()
	}
	return nil
}

// schedule makes sure of the daily sweep, once the engine answers.
func (p *parts) schedule(ctx context.Context) error {
	for ctx.Err() == nil {
		err := workflows.EnsureSweep(ctx, p.temporal, p.region.Location().String())
		if err == nil {
			return nil
		}
		_ = sleep(ctx, 5*time.Second)
	}
	return nil
}

// signals turns notifications into wake-ups: however many came, one is enough.
func signals[T any](ctx context.Context, in <-chan T) <-chan struct{} {
	out := make(chan struct{}, 1)
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case _, ok := <-in:
				if !ok {
					return
				}
				select {
				case out <- struct{}{}:
				default:
				}
			}
		}
	}()
	return out
}
