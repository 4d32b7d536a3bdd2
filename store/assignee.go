package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// Assignee is somebody whom work could be given to.
type Assignee struct {
	ID, Name string
	Open     int  // tasks given to them that are not done
	Disabled bool // cannot sign in
}

// Assignees returns who holds a role in an organ, those with least to do first.
func (s *Store) Assignees(ctx context.Context, role guibei.Role, organ string) ([]Assignee, error) {
	rows, err := s.db.Query(ctx, `SELECT p.id, p.name,
			(SELECT count(*) FROM task t WHERE t.assignee = p.id AND t.assignee <> '' AND t.closed_at IS NULL) AS open,
			coalesce(a.disabled, false) AS disabled
		FROM person_role r JOIN person p ON p.id = r.person LEFT JOIN account a ON a.person = p.id
		WHERE r.organ = $1 AND r.role = $2 ORDER BY open, p.id`, organ, role)
	if err != nil {
		return nil, fail("list assignees", err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Assignee])
	return out, fail("list assignees", err)
}

// Names returns the names of people by id; an id that nobody has is left out.
func (s *Store) Names(ctx context.Context, ids []string) (map[string]string, error) {
	rows, err := s.db.Query(ctx, `SELECT id, name FROM person WHERE id = ANY($1)`, ids)
	if err != nil {
		return nil, fail("read names", err)
	}
	out := make(map[string]string, len(ids))
	var id, name string
	_, err = pgx.ForEachRow(rows, []any{&id, &name}, func() error {
		out[id] = name
		return nil
	})
	return out, fail("read names", err)
}
