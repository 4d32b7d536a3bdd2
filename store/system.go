package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// Facts is what an operator asks of the database itself.
type Facts struct {
	Version   string // of PostgreSQL
	Size      int64  // bytes
	Schema    int64  // number of the last migration
	Cases     int64  // estimated by PostgreSQL's statistics
	Events    int64  // the same
	Files     int64
	FileBytes int64
	Lag       time.Duration // how long the command that is due longest waits for the relay
}

// Facts returns them.
func (s *Store) Facts(ctx context.Context) (Facts, error) {
	var f Facts
	var due time.Time
	b := &pgx.Batch{}
	b.Queue(`SELECT current_setting('server_version'), pg_database_size(current_database()),
			(SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied),
			(SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'cases'::regclass),
			(SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'event'::regclass)`).
		QueryRow(func(r pgx.Row) error { return r.Scan(&f.Version, &f.Size, &f.Schema, &f.Cases, &f.Events) })
	b.Queue(`SELECT count(*), coalesce(sum(size), 0)::bigint FROM file`).
		QueryRow(func(r pgx.Row) error { return r.Scan(&f.Files, &f.FileBytes) })
	b.Queue(`SELECT min(not_before) FROM command WHERE state = 'pending'`).
		QueryRow(func(r pgx.Row) error { return r.Scan((*instant)(&due)) })
	err := s.db.SendBatch(ctx, b).Close()
	if now := s.instant(); !due.IsZero() && due.Before(now) {
		f.Lag = now.Sub(due)
	}
	return f, fail("read the facts of the database", err)
}

// Stuck returns the commands that were tried in vain or wait for longer than a
// minute, the oldest first, at most limit (1–200; 0 means 50).
func (s *Store) Stuck(ctx context.Context, limit int) ([]StuckRow, error) {
	rows, err := s.db.Query(ctx, `SELECT m.id, m.case_id, coalesce(c.title, ''), m.kind, m.attempts, m.created_at, m.not_before, m.cause
		FROM command m LEFT JOIN cases c ON c.id = m.case_id
		WHERE m.state = 'pending' AND (m.attempts > 0 OR m.created_at < $1) ORDER BY m.seq LIMIT $2`,
		s.instant().Add(-time.Minute), page(limit))
	if err != nil {
		return nil, fail("list stuck commands", err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (StuckRow, error) {
		var r StuckRow
		err := row.Scan(&r.Command, &r.Case, &r.Title, &r.Kind, &r.Attempts, (*instant)(&r.CreatedAt), (*instant)(&r.NextTry), &r.Cause)
		r.Label = r.Kind.Label()
		return r, err
	})
	return out, fail("list stuck commands", err)
}
