// Package store keeps what happened: cases, commands, events, people and files'
// facts, in PostgreSQL.
//
// Acts are put on record by [Store.PutCommand] before anything is done about
// them. [Store.Work] reads all that deciding one needs, in a moment;
// [Store.Commit] writes what was decided, with its events and the answer to
// the command, in one transaction and once. Everything else reads.
//
// It is plain SQL for PostgreSQL 15 and newer, without extensions. Every
// failure leaves with a [guibei.Kind]; only this package knows SQLSTATEs and
// names of constraints.
package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// DB is what the store needs of a database: a pool, or a transaction, within
// which Begin makes a savepoint.
type DB interface {
	Begin(ctx context.Context) (pgx.Tx, error)
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// Store reads and writes the tables. It is safe for concurrent use if its DB
// is.
type Store struct {
	db  DB
	now func() time.Time
}

// New returns a store over db that takes the time from now.
func New(db DB, now func() time.Time) *Store { return &Store{db: db, now: now} }

// The limits of the pool. What the URL says in pool_… parameters wins.
const (
	connectTimeout   = 5 * time.Second
	statementTimeout = "30s"
	idleTxTimeout    = "60s" // a transaction that forgot itself must not hold a case
	maxConnIdle      = 5 * time.Minute
	healthCheck      = 30 * time.Second
)

// Open returns a pool of connections to the database at url. It does not wait
// for the database: a server that is away fails the calls, not the start.
func Open(ctx context.Context, url string) (*pgxpool.Pool, error) {
	c, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fail("read the database URL", err)
	}
	c.MaxConnIdleTime, c.HealthCheckPeriod = maxConnIdle, healthCheck
	if c.ConnConfig.ConnectTimeout == 0 {
		c.ConnConfig.ConnectTimeout = connectTimeout
	}
	for name, value := range map[string]string{
		"application_name": "guibei", "timezone": "UTC",
		"statement_timeout": statementTimeout, "idle_in_transaction_session_timeout": idleTxTimeout,
	} {
		if _, said := c.ConnConfig.RuntimeParams[name]; !said {
			c.ConnConfig.RuntimeParams[name] = value
		}
	}
	pool, err := pgxpool.NewWithConfig(ctx, c)
	return pool, fail("open the database", err)
}

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	_, err := s.db.Exec(ctx, `SELECT 1`)
	return fail("reach the database", err)
}

// instant is now as the database can keep it.
func (s *Store) instant() time.Time { return s.now().UTC().Truncate(time.Microsecond) }

// inTx runs f in a transaction, or under a savepoint of the one the store was
// made over.
func (s *Store) inTx(ctx context.Context, f func(tx pgx.Tx) error) error {
	return pgx.BeginFunc(ctx, s.db, f)
}

// Together does several things, all of them or none.
func (s *Store) Together(ctx context.Context, f func(within *Store) error) error {
	return fail("do several things together", s.inTx(ctx, func(tx pgx.Tx) error { return f(New(tx, s.now)) }))
}

// atLength runs f in a transaction whose statements may take as long as they
// need: they read whole tables, row by row.
func (s *Store) atLength(ctx context.Context, f func(tx pgx.Tx) error) error {
	return s.inTx(ctx, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SET LOCAL statement_timeout = 0`); err != nil {
			return err
		}
		return f(tx)
	})
}

// page bounds the size of a page: 50 unless asked, 200 at most.
func page(limit int) int {
	const usual, most = 50, 200
	if limit <= 0 {
		return usual
	}
	return min(limit, most)
}
