package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// PendingCommands returns commands to be sent to their workflows, at most limit
// (1–200; 0 means 50), those due longest first. Of each case it is only the
// earliest pending one: a later one must not overtake it, not even while the
// earlier one is postponed.
func (s *Store) PendingCommands(ctx context.Context, limit int) ([]Pending, error) {
	rows, err := s.db.Query(ctx, `SELECT c.id, c.case_id, c.attempts FROM command c
		WHERE c.state = 'pending' AND c.not_before <= $1 AND NOT EXISTS (
			SELECT FROM command e WHERE e.case_id = c.case_id AND e.state = 'pending' AND e.seq < c.seq)
		ORDER BY c.not_before, c.seq LIMIT $2`, s.instant(), page(limit))
	if err != nil {
		return nil, fail("list pending commands", err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Pending, error) {
		var p Pending
		err := row.Scan(&p.ID, &p.Case, &p.Attempts)
		return p, err
	})
	return out, fail("list pending commands", err)
}

// Next returns the id of the earliest pending command of a case, "" if none is
// pending.
func (s *Store) Next(ctx context.Context, caseID string) (string, error) {
	if err := checkID("件号", caseID); err != nil {
		return "", err
	}
	var id string
	err := s.db.QueryRow(ctx, `SELECT id FROM command WHERE case_id = $1 AND state = 'pending' ORDER BY seq LIMIT 1`, caseID).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	return id, fail("next command of case "+caseID, err)
}

// Postpone counts an attempt to send a command that came to nothing and keeps
// it from being sent again before until. A command decided meanwhile is left
// alone.
func (s *Store) Postpone(ctx context.Context, commandID string, until time.Time, cause string) error {
	if err := checkID("操作编号", commandID); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, `UPDATE command SET attempts = attempts + 1, not_before = $2, cause = $3
		WHERE id = $1 AND state = 'pending'`, commandID, until, cause)
	return fail("postpone command "+commandID, err)
}

// WithCaseLock runs f while no other relay holds the case, and reports false
// without running it when one does. It keeps one connection for as long as f
// runs, which must be less than a minute.
func (s *Store) WithCaseLock(ctx context.Context, caseID string, f func(ctx context.Context) error) (bool, error) {
	var got bool
	err := s.inTx(ctx, func(tx pgx.Tx) error {
		err := tx.QueryRow(ctx, `SELECT pg_try_advisory_xact_lock(hashtextextended('guibei relay ' || $1, 0))`, caseID).Scan(&got)
		if err != nil || !got {
			return err
		}
		return f(ctx)
	})
	return got, fail("hold case "+caseID, err)
}

// OpenCases returns the cases that need a running workflow, in order of id
// after the given one ("" for the first page), at most limit (1–200; 0 means 50).
func (s *Store) OpenCases(ctx context.Context, after string, limit int) ([]OpenCase, error) {
	if after == "" {
		after = "00000000-0000-0000-0000-000000000000"
	}
	if err := checkID("件号", after); err != nil {
		return nil, err
	}
	rows, err := s.db.Query(ctx, `SELECT id, stage, revision, wake FROM cases
		WHERE stage NOT IN ('in_force', 'withdrawn', 'terminated') AND id > $1 ORDER BY id LIMIT $2`, after, page(limit))
	if err != nil {
		return nil, fail("list open cases", err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (OpenCase, error) {
		var c OpenCase
		err := row.Scan(&c.ID, &c.Stage, &c.Revision, (*instant)(&c.Wake))
		return c, err
	})
	return out, fail("list open cases", err)
}

// Health is what an operator watches. Counts stop at [HealthCap], so that
// asking costs the same whatever is wrong.
type Health struct {
	Pending       int       // commands waiting for their workflow
	OldestPending time.Time // when the oldest of them came, zero for none
	ParkedCases   int       // cases waiting for an operator
	ParkedOpening int       // parked commands whose case does not exist yet; see [Store.Requeue]
}

// HealthCap is where the counts of [Health] stop.
const HealthCap = 10_000

// Health returns what waits and for how long.
func (s *Store) Health(ctx context.Context) (Health, error) {
	var h Health
	err := s.db.QueryRow(ctx, `SELECT
		(SELECT count(*) FROM (SELECT FROM command WHERE state = 'pending' LIMIT $1) p),
		(SELECT min(created_at) FROM (SELECT created_at FROM command WHERE state = 'pending' LIMIT $1) p),
		(SELECT count(*) FROM (SELECT FROM cases WHERE parked <> '' LIMIT $1) p),
		(SELECT count(*) FROM (SELECT FROM command c WHERE state = 'parked'
			AND NOT EXISTS (SELECT FROM cases WHERE id = c.case_id) LIMIT $1) p)`, HealthCap).
		Scan(&h.Pending, (*instant)(&h.OldestPending), &h.ParkedCases, &h.ParkedOpening)
	return h, fail("read health", err)
}

// ParkedRow is a case, or a command that was to open one, that waits for an
// operator.
type ParkedRow struct {
	Case    string             `json:"case" doc:"件号"`
	Command string             `json:"command,omitempty" doc:"停驻的操作编号"`
	Kind    guibei.CommandKind `json:"kind,omitempty" doc:"停驻的操作"`
	Title   string             `json:"title,omitempty" doc:"文件名称"`
	Reason  string             `json:"reason" doc:"停驻原因"`
	Opening bool               `json:"opening,omitempty" doc:"尚未立件"`
	Since   time.Time          `json:"since,omitzero" doc:"停驻时间"`
}

// StuckRow is a command that waits longer than it should.
type StuckRow struct {
	Command   string             `json:"command" doc:"操作编号"`
	Case      string             `json:"case" doc:"件号"`
	Title     string             `json:"title,omitempty" doc:"文件名称；尚未立件的不出现"`
	Kind      guibei.CommandKind `json:"kind" doc:"操作"`
	Label     string             `json:"label" doc:"操作名称"`
	Attempts  int                `json:"attempts" doc:"投递失败的次数"`
	CreatedAt time.Time          `json:"created_at" doc:"提交时间"`
	NextTry   time.Time          `json:"next_try" doc:"下一次投递的时间"`
	Cause     string             `json:"cause,omitempty" doc:"上一次失败的原因"`
}

// Parked returns what waits for an operator, cases first, at most limit
// (1–200; 0 means 50).
func (s *Store) Parked(ctx context.Context, limit int) ([]ParkedRow, error) {
	rows, err := s.db.Query(ctx, `(SELECT c.id, c.parked_by, coalesce(m.kind, ''), c.title, c.parked, false,
				(SELECT max(e.recorded_at) FROM event e WHERE e.case_id = c.id AND e.kind = 'case_parked')
			FROM cases c LEFT JOIN command m ON m.id = c.parked_by WHERE c.parked <> '' ORDER BY c.id LIMIT $1)
		UNION ALL
		(SELECT m.case_id, m.id, m.kind, '', m.cause, true, m.done_at FROM command m WHERE m.state = 'parked'
			AND NOT EXISTS (SELECT FROM cases WHERE id = m.case_id) ORDER BY m.seq LIMIT $1) LIMIT $1`, page(limit))
	if err != nil {
		return nil, fail("list parked cases", err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (ParkedRow, error) {
		var p ParkedRow
		err := row.Scan(&p.Case, (*someID)(&p.Command), &p.Kind, &p.Title, &p.Reason, &p.Opening, (*instant)(&p.Since))
		return p, err
	})
	return out, fail("list parked cases", err)
}
