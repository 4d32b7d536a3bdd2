package cli

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"go.temporal.io/sdk/client"

	"guibei"
	"guibei/activities"
	"guibei/internal/blob"
	"guibei/internal/temporal"
	"guibei/laws"
	"guibei/regions"
	"guibei/store"
	"guibei/worker"
)

// parts is everything the program is made of, made once.
type parts struct {
	app        *App
	pool       *pgxpool.Pool
	store      *store.Store
	blobs      *blob.Store
	temporal   client.Client
	region     *regions.Region
	dispatcher *worker.Dispatcher
	reconciler *worker.Reconciler
}

// assemble makes the parts. Neither the database nor the engine has to answer
// yet; each part waits for what it needs.
func assemble(ctx context.Context, app *App) (*parts, error) {
	url, err := app.Config.Database()
	if err != nil {
		return nil, err
	}
	p := &parts{app: app}
	if p.region, err = regions.Load(app.Config.Region); err != nil {
		return nil, err
	}
	if p.pool, err = store.Open(ctx, url); err != nil {
		return nil, err
	}
	p.store = store.New(p.pool, app.Now)
	if p.blobs, err = blob.Open(app.Config.Blobs, app.Now()); err != nil {
		p.close()
		return nil, err
	}
	if p.temporal, err = temporal.NewClient(app.Config, quiet(app.Log)); err != nil {
		p.close()
		return nil, err
	}
	p.dispatcher = &worker.Dispatcher{Client: p.temporal, Queue: p.store}
	p.reconciler = &worker.Reconciler{Client: p.temporal, Cases: p.store, Now: app.Now, Log: app.Log}
	return p, nil
}

// assembleReady is assemble for those who need the database now.
func assembleReady(ctx context.Context, app *App) (*parts, error) {
	p, err := assemble(ctx, app)
	if err != nil {
		return nil, err
	}
	if err := p.ready(ctx); err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

// close lets go of everything, in the opposite order.
func (p *parts) close() {
	if p.temporal != nil {
		p.temporal.Close()
	}
	if p.pool != nil {
		p.pool.Close()
	}
}

// activities are the steps with what they need.
func (p *parts) activities() *activities.Activities {
	return &activities.Activities{
		Store: p.store, Files: blobFiles{p.blobs}, Laws: laws.Default(), Region: regions.Load, Now: p.app.Now,
		Reconciler: p.reconciler.Run,
	}
}

// ready waits until the database answers and its schema is the program's.
func (p *parts) ready(ctx context.Context) error {
	for wait := 100 * time.Millisecond; ; wait = min(2*wait, 2*time.Second) {
		err := p.store.UpToDate(ctx)
		if err == nil || guibei.KindOf(err) != guibei.Unavailable {
			return err
		}
		p.app.Log.Info("waiting for the database", "error", err)
		if err := sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// sleep waits, unless ctx ends first.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// quiet is a logger for libraries: only what needs attention.
func quiet(l *slog.Logger) *slog.Logger { return slog.New(onlyWarn{l.Handler()}) }

type onlyWarn struct{ slog.Handler }

func (h onlyWarn) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && h.Handler.Enabled(ctx, l)
}
func (h onlyWarn) WithAttrs(a []slog.Attr) slog.Handler { return onlyWarn{h.Handler.WithAttrs(a)} }
func (h onlyWarn) WithGroup(n string) slog.Handler      { return onlyWarn{h.Handler.WithGroup(n)} }

// blobFiles gives the steps the files of the blob store.
type blobFiles struct{ store *blob.Store }

func (b blobFiles) Get(_ context.Context, sha string) (activities.File, error) {
	f, err := b.store.Get(sha)
	if err != nil {
		return nil, err
	}
	return openFile{f}, nil
}

type openFile struct{ *blob.File }

func (f openFile) Size() int64 { return f.File.Size }

// ended makes the end of a context a clean end.
func ended(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}
