package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// VersionCheck is what rules found in one text of a case.
type VersionCheck struct {
	Version  int
	Findings []guibei.Finding
}

// Checks returns the newest receipt of each text of a case, in the order of the
// texts.
func (s *Store) Checks(ctx context.Context, caseID string) ([]VersionCheck, error) {
	rows, err := s.db.Query(ctx, `SELECT DISTINCT ON (version) version, findings FROM check_receipt WHERE case_id = $1 ORDER BY version, checked_at DESC`, caseID)
	if err != nil {
		return nil, fail("read checks of case "+caseID, err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowToStructByPos[VersionCheck])
	return out, fail("read checks of case "+caseID, err)
}

// LeadDecision is what somebody said of a lead.
type LeadDecision struct {
	Rule   string
	Quote  string
	Kind   string // accepted, dismissed or explained
	Reason string
	By     string // name
	At     time.Time
	Review bool // said by a reviewer
}

// LeadDecisions returns what reviewers and drafters said of the leads of a case,
// in order.
func (s *Store) LeadDecisions(ctx context.Context, caseID string) ([]LeadDecision, error) {
	rows, err := s.db.Query(ctx, `SELECT cm.payload, p.name, cm.created_at FROM command cm JOIN person p ON p.id = cm.by_person
		WHERE cm.case_id = $1 AND cm.kind = 'record_opinion' AND cm.state = 'applied' ORDER BY cm.seq`, caseID)
	if err != nil {
		return nil, fail("read decisions on leads", err)
	}
	var out []LeadDecision
	var payload []byte
	var name string
	var at instant
	_, err = pgx.ForEachRow(rows, []any{&payload, &name, &at}, func() error {
		var e guibei.Evidence
		if err := json.Unmarshal(payload, &e); err != nil {
			return err
		}
		for _, f := range e.Findings {
			out = append(out, LeadDecision{f.Rule, f.Quote, string(f.Decision), f.Reason, name, time.Time(at), true})
		}
		return nil
	})
	if err != nil {
		return nil, fail("read decisions on leads", err)
	}
	rows, err = s.db.Query(ctx, `SELECT x.rule, x.quote, 'explained', x.reason, p.name, x.said_at FROM lead_explanation x JOIN person p ON p.id = x.said_by
		WHERE x.case_id = $1 ORDER BY x.id`, caseID)
	if err != nil {
		return nil, fail("read explanations of leads", err)
	}
	said, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (LeadDecision, error) {
		var d LeadDecision
		err := row.Scan(&d.Rule, &d.Quote, &d.Kind, &d.Reason, &d.By, (*instant)(&d.At))
		return d, err
	})
	return append(out, said...), fail("read explanations of leads", err)
}

// PutLeadExplanation keeps why a lead stays; what was said before stays too.
func (s *Store) PutLeadExplanation(ctx context.Context, caseID string, version int, rule, quote, reason, by string) error {
	_, err := s.db.Exec(ctx, `INSERT INTO lead_explanation (case_id, version, rule, quote, reason, said_at, said_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		caseID, version, rule, quote, reason, s.instant(), by)
	return fail("explain a lead of case "+caseID, err)
}
