package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

// Nature is what a person decided on whether a text is a normative document.
type Nature struct {
	Version        int
	Recommendation string  // of the program, at that time
	Confidence     float64 // 0 to 1
	Normative      bool
	ReasonCode     string
	Note           string
	DecidedAt      time.Time // zero when nobody decided yet
	DecidedBy      string
	DecidedByName  string
}

// Nature returns the last decision on a case.
func (s *Store) Nature(ctx context.Context, caseID string) (Nature, error) {
	var n Nature
	err := s.db.QueryRow(ctx, `SELECT n.version, n.recommendation, n.confidence, n.normative, n.reason_code, n.note, n.decided_at, n.decided_by, p.name
		FROM nature n JOIN person p ON p.id = n.decided_by WHERE n.case_id = $1 ORDER BY n.id DESC LIMIT 1`, caseID).
		Scan(&n.Version, &n.Recommendation, &n.Confidence, &n.Normative, &n.ReasonCode, &n.Note, (*instant)(&n.DecidedAt), &n.DecidedBy, &n.DecidedByName)
	if errors.Is(err, pgx.ErrNoRows) {
		return n, nil
	}
	return n, fail("read the nature of case "+caseID, err)
}

// PutNature adds a decision; what was decided before stays.
func (s *Store) PutNature(ctx context.Context, caseID string, n Nature) error {
	_, err := s.db.Exec(ctx, `INSERT INTO nature (case_id, version, recommendation, confidence, normative, reason_code, note, decided_at, decided_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		caseID, n.Version, n.Recommendation, n.Confidence, n.Normative, n.ReasonCode, n.Note, s.instant(), n.DecidedBy)
	return fail("decide the nature of case "+caseID, err)
}
