package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"guibei"
)

// Notification says that something was written. An empty Case means that
// anything may have been: the connection is new, and what was said before it
// went unheard.
type Notification struct {
	Channel string // [CommandChannel] or [EventChannel]
	Case    string
}

// The waits between attempts to connect again.
const (
	firstRetry = 200 * time.Millisecond
	lastRetry  = 10 * time.Second
)

// Listen hears the channels on a connection of its own, made like those of the
// pool, and connects again whenever that breaks. The result is closed after ctx
// ends. A slow reader delays only itself. A store over a transaction cannot
// listen.
func (s *Store) Listen(ctx context.Context, channels ...string) (<-chan Notification, error) {
	pool, ok := s.db.(*pgxpool.Pool)
	if !ok {
		return nil, guibei.Errorf(guibei.Internal, "store: listening needs a pool, not %T", s.db)
	}
	out := make(chan Notification)
	conf := pool.Config().ConnConfig
	go func() {
		defer close(out)
		for wait := firstRetry; ctx.Err() == nil; wait = min(2*wait, lastRetry) {
			if heard := listen(ctx, conf, channels, out); heard {
				wait = firstRetry
			}
			select {
			case <-ctx.Done():
			case <-time.After(wait):
			}
		}
	}()
	return out, nil
}

// listen hears until the connection breaks and reports whether it ever worked.
func listen(ctx context.Context, conf *pgx.ConnConfig, channels []string, out chan<- Notification) bool {
	conn, err := pgx.ConnectConfig(ctx, conf)
	if err != nil {
		return false
	}
	defer conn.Close(context.WithoutCancel(ctx)) // it is given up; an error changes nothing
	for _, c := range channels {
		if _, err := conn.Exec(ctx, `LISTEN `+pgx.Identifier{c}.Sanitize()); err != nil {
			return false
		}
	}
	for _, c := range channels {
		if !send(ctx, out, Notification{Channel: c}) {
			return true
		}
	}
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil || !send(ctx, out, Notification{Channel: n.Channel, Case: n.Payload}) {
			return true
		}
	}
}

func send(ctx context.Context, out chan<- Notification, n Notification) bool {
	select {
	case out <- n:
		return true
	case <-ctx.Done():
		return false
	}
}
