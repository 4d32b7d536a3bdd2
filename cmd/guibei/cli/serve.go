package cli

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"

	"guibei/store"
)

// Serve migrates the database and runs API, worker and relay in this process
// until ctx ends. It is what the all-in-one program does once its database and
// its engine are up.
func Serve(ctx context.Context, app *App, o UpOptions) error {
	url, err := app.Config.Owner()
	if err != nil {
		return err
	}
	if err := store.Migrate(ctx, url); err != nil {
		return err
	}
	p, err := assemble(ctx, app)
	if err != nil {
		return err
	}
	defer p.close()
	l, err := p.listen()
	if err != nil {
		return err
	}
	running := Running{URL: p.publicURL(l)}
	if err := p.welcome(ctx, o, &running); err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	var once sync.Once
	working := make(chan struct{})
	g.Go(func() error { return p.serve(ctx, l) })
	g.Go(func() error { return p.work(ctx, func() { once.Do(func() { close(working) }) }) })
	g.Go(func() error {
		select {
		case <-working:
			o.Ready(running)
		case <-ctx.Done():
		}
		return nil
	})
	return ended(g.Wait())
}
