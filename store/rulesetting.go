package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// RuleSetting returns what a region changed; the zero value when it changed
// nothing.
func (s *Store) RuleSetting(ctx context.Context, region string) (guibei.RuleSetting, error) {
	r := guibei.RuleSetting{Off: map[string]string{}}
	err := s.db.QueryRow(ctx, `SELECT off, own, changed_at, changed_by FROM rule_setting WHERE region = $1`, region).
		Scan(&r.Off, &r.Own, (*instant)(&r.ChangedAt), &r.ChangedBy)
	if errors.Is(err, pgx.ErrNoRows) {
		return r, nil
	}
	return r, fail("read rules of "+region, err)
}

// PutRuleSetting keeps what a region changed, in place of what it was before.
func (s *Store) PutRuleSetting(ctx context.Context, region string, r guibei.RuleSetting, by string) error {
	if r.Off == nil {
		r.Off = map[string]string{}
	}
	_, err := s.db.Exec(ctx, `INSERT INTO rule_setting (region, off, own, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT ON CONSTRAINT rule_setting_pkey DO UPDATE SET off = excluded.off, own = excluded.own,
			changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
		region, r.Off, r.Own, s.instant(), by)
	return fail("change rules of "+region, err)
}
