package temporald

import (
	"context"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/log/tag"
)

// logger brings what the server logs to slog, from warnings up.
//
// While PostgreSQL is away the server repeats a handful of sentences thousands of
// times a minute, so each sentence is written a few times per window and counted
// for the rest of it.
type logger struct {
	out   *slog.Logger
	limit *limiter
	fatal func(msg string) // called for what the server cannot survive
	muted *atomic.Bool     // set when the server is being stopped
}

var (
	_ log.Logger      = (*logger)(nil)
	_ log.WithLogger  = (*logger)(nil)
	_ log.SLogWrapper = (*logger)(nil)
)

func newLogger(out *slog.Logger, fatal func(string)) *logger {
	return &logger{out: out, limit: &limiter{seen: map[string]*window{}}, fatal: fatal, muted: new(atomic.Bool)}
}

// besideThePoint lists warnings about features that an embedded server leaves out.
var besideThePoint = []string{"HTTP API port has not been set"}

// mute silences the server. While its services stop one after another they complain
// about each other.
func (l *logger) mute() { l.muted.Store(true) }

// Debug is dropped.
func (l *logger) Debug(string, ...tag.Tag) {}

// Info is dropped.
func (l *logger) Info(string, ...tag.Tag) {}

// Warn writes a warning.
func (l *logger) Warn(msg string, tags ...tag.Tag) { l.write(slog.LevelWarn, msg, tags) }

// Error writes an error.
func (l *logger) Error(msg string, tags ...tag.Tag) { l.write(slog.LevelError, msg, tags) }

// DPanic writes an error: it panics in upstream's development builds only.
func (l *logger) DPanic(msg string, tags ...tag.Tag) { l.write(slog.LevelError, msg, tags) }

// Panic writes and panics, as its callers expect.
func (l *logger) Panic(msg string, tags ...tag.Tag) {
	l.write(slog.LevelError, msg, tags)
	panic("temporal: " + msg)
}

// Fatal ends the calling goroutine and reports the server as failed. Upstream would
// end the process; Guibei's other parts live in it.
func (l *logger) Fatal(msg string, tags ...tag.Tag) {
	l.out.LogAttrs(context.Background(), slog.LevelError, msg, attrs(tags)...)
	l.fatal(msg)
	runtime.Goexit()
}

// With adds tags to everything written later.
func (l *logger) With(tags ...tag.Tag) log.Logger {
	c := *l
	c.out = slog.New(l.out.Handler().WithAttrs(attrs(tags)))
	return &c
}

// SLog gives the logger to parts of the server that speak slog.
func (l *logger) SLog() *slog.Logger { return slog.New(atLeastWarn{l.out.Handler()}) }

func (l *logger) write(level slog.Level, msg string, tags []tag.Tag) {
	ctx := context.Background()
	if l.muted.Load() || !l.out.Enabled(ctx, level) {
		return
	}
	for _, prefix := range besideThePoint {
		if strings.HasPrefix(msg, prefix) {
			return
		}
	}
	ok, skipped := l.limit.allow(msg, time.Now())
	if !ok {
		return
	}
	as := attrs(tags)
	if skipped > 0 {
		as = append(as, slog.Int("repeated", skipped))
	}
	l.out.LogAttrs(ctx, level, msg, as...)
}

func attrs(tags []tag.Tag) []slog.Attr {
	as := make([]slog.Attr, 0, len(tags)+1)
	for _, t := range tags {
		if t.Key() == "" {
			continue
		}
		as = append(as, slog.Any(t.Key(), t.Value()))
	}
	return as
}

// atLeastWarn keeps lower levels out of a handler that would take them.
type atLeastWarn struct{ slog.Handler }

// Enabled adds the floor to the handler's own.
func (h atLeastWarn) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && h.Handler.Enabled(ctx, level)
}

// WithAttrs keeps the floor.
func (h atLeastWarn) WithAttrs(as []slog.Attr) slog.Handler {
	return atLeastWarn{h.Handler.WithAttrs(as)}
}

// WithGroup keeps the floor.
func (h atLeastWarn) WithGroup(name string) slog.Handler {
	return atLeastWarn{h.Handler.WithGroup(name)}
}

const (
	windowLength = time.Minute
	windowQuota  = 2
)

// limiter counts each sentence per window. The sentences of the server are
// constants, so the map stays small.
type limiter struct {
	mu   sync.Mutex
	seen map[string]*window
}

type window struct {
	since   time.Time
	written int
	skipped int
}

// allow says whether to write, and how often the sentence was left out before.
func (l *limiter) allow(msg string, now time.Time) (bool, int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	w := l.seen[msg]
	if w == nil {
		w = &window{since: now}
		l.seen[msg] = w
	}
	skipped := 0
	if now.Sub(w.since) > windowLength {
		skipped = w.skipped
		*w = window{since: now}
	}
	if w.written >= windowQuota {
		w.skipped++
		return false, 0
	}
	w.written++
	return true, skipped
}
