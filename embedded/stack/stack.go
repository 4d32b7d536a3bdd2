package stack

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"guibei/embedded/postgres"
	"guibei/embedded/temporald"
)

// The roles and databases of a data folder. Migrations grant to AppRole.
const (
	OwnerRole = "guibei_owner"
	AppRole   = "guibei_app"

	AppDatabase        = "guibei"
	TemporalDatabase   = "guibei_temporal"
	VisibilityDatabase = "guibei_temporal_visibility"

	temporalRole = "guibei_temporal"
)

// Namespace is where Guibei's workflows live.
const Namespace = "guibei"

// Options says where and how to run.
type Options struct {
	// Dir is the data folder; it is made when missing.
	Dir string
	// PostgresBin is the folder with postgres and initdb; empty means: find it.
	PostgresBin string
	// Logger gets what happens. Nil discards it.
	Logger *slog.Logger
}

// Stack is the running pair. Its methods may be called from any goroutine.
type Stack struct {
	opt Options
	log *slog.Logger
	pg  *postgres.Server

	closing   chan struct{} // closed when Close begins
	closeOnce sync.Once
	watchers  sync.WaitGroup

	op       sync.Mutex // held while Temporal is being started or stopped
	temporal engine     // nil while stopped; guarded by op
	port     int        // of the frontend, kept for the life of the Stack; guarded by op
	boot     bootFunc   // starts an engine; a test has its own
}

// engine is what the Stack needs of a running temporald.Server.
type engine interface {
	Stop(ctx context.Context) error
	Done() <-chan struct{}
	Err() error
}

type bootFunc func(context.Context, temporald.Options) (engine, error)

// Up starts both in a data folder with default options.
func Up(ctx context.Context, dir string, logger *slog.Logger) (*Stack, error) {
	return Start(ctx, Options{Dir: dir, Logger: logger})
}

// Start starts PostgreSQL, makes the roles and databases that are missing, starts
// Temporal, and returns when both serve. From then on each is started again when it
// ends by itself.
func Start(ctx context.Context, opt Options) (*Stack, error) {
	if opt.Logger == nil {
		opt.Logger = slog.New(slog.DiscardHandler)
	}
	s := &Stack{opt: opt, log: opt.Logger, closing: make(chan struct{}), boot: bootTemporal}
	began := time.Now()
	var err error
	s.pg, err = postgres.Start(ctx, postgres.Options{Dir: opt.Dir, Bin: opt.PostgresBin, Logger: s.log.With("part", "postgres")})
	if err != nil {
		return nil, err // it is a sentence for the operator, or says itself what it did
	}
	pgUp := time.Now()
	if err := s.ensureDatabases(ctx); err != nil {
		return nil, errors.Join(err, s.undo(ctx))
	}
	dbReady := time.Now()
	if err := s.StartTemporal(ctx); err != nil {
		return nil, errors.Join(err, s.undo(ctx))
	}
	s.log.Info("data folder is up", "dir", opt.Dir,
		"postgres", pgUp.Sub(began).Round(time.Millisecond),
		"databases", dbReady.Sub(pgUp).Round(time.Millisecond),
		"temporal", time.Since(dbReady).Round(time.Millisecond),
		"total", time.Since(began).Round(time.Millisecond))
	return s, nil
}

// ensureDatabases makes what is missing.
func (s *Stack) ensureDatabases(ctx context.Context) error {
	return s.pg.Ensure(ctx, []string{OwnerRole, AppRole, temporalRole},
		postgres.Database{Name: AppDatabase, Owner: OwnerRole, Users: []string{AppRole}},
		postgres.Database{Name: TemporalDatabase, Owner: temporalRole},
		postgres.Database{Name: VisibilityDatabase, Owner: temporalRole},
	)
}

// undoBudget is how long a failed start may take to clean up.
const undoBudget = 30 * time.Second

func (s *Stack) undo(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), undoBudget)
	defer cancel()
	return s.Close(ctx)
}

// OwnerURL is the application's database for migrations. It contains a password.
func (s *Stack) OwnerURL() string { return s.pg.URL(OwnerRole, AppDatabase) }

// AppURL is the application's database for the application, whose role owns
// nothing. It contains a password.
func (s *Stack) AppURL() string { return s.pg.URL(AppRole, AppDatabase) }

// TemporalAddress is where Temporal's clients connect. It stays the same for the
// life of the Stack, also while Temporal is stopped.
func (s *Stack) TemporalAddress() string {
	s.op.Lock()
	defer s.op.Unlock()
	return frontend(s.port)
}

// Postgres is the server beneath, for backups and diagnosis.
func (s *Stack) Postgres() *postgres.Server { return s.pg }

// Close stops Temporal, then PostgreSQL, and gives the data folder back. Close the
// workers, the clients and the pools first.
func (s *Stack) Close(ctx context.Context) error {
	s.closeOnce.Do(func() { close(s.closing) })
	err := s.StopTemporal(ctx)
	s.watchers.Wait()
	return errors.Join(err, s.pg.Stop(ctx))
}

// StopPostgres stops PostgreSQL under everything that uses it.
func (s *Stack) StopPostgres(ctx context.Context) error { return s.pg.Halt(ctx) }

// StartPostgres starts it again at the same address.
func (s *Stack) StartPostgres(ctx context.Context) error { return s.pg.Resume(ctx) }
