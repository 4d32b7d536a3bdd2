package temporald

import (
	"errors"
	"log/slog"
	"time"
)

// Options says which PostgreSQL to use and what to offer.
type Options struct {
	// Host and Port are where PostgreSQL listens on TCP.
	Host string
	Port int
	// User owns both databases; Password is its password.
	User, Password string
	// Database and VisibilityDatabase exist and belong to User. They default to
	// guibei_temporal and guibei_temporal_visibility.
	Database, VisibilityDatabase string
	// MaxConns bounds each connection pool, of which the server has about eight;
	// zero means 12. Idle connections are kept, since SCRAM makes new ones dear.
	MaxConns int
	// Namespace is registered when missing; it defaults to guibei.
	Namespace string
	// Retention is how long closed workflows stay readable in a namespace that is
	// registered now; it defaults to 30 days. An existing namespace keeps its own.
	Retention time.Duration
	// FrontendPort is the port that clients know; zero picks a free one.
	FrontendPort int
	// Logger gets warnings and errors of the server. Nil discards them.
	Logger *slog.Logger
}

// prepare fills in defaults.
func (o *Options) prepare() error {
	if o.Host == "" || o.Port == 0 || o.User == "" {
		return errors.New("temporald: host, port and user of PostgreSQL are needed")
	}
	def(&o.Database, "guibei_temporal")
	def(&o.VisibilityDatabase, "guibei_temporal_visibility")
	def(&o.MaxConns, 12)
	def(&o.Namespace, "guibei")
	def(&o.Retention, 30*24*time.Hour)
	def(&o.Logger, slog.New(slog.DiscardHandler))
	return nil
}

func def[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}
