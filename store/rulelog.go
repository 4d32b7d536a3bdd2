package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// RuleMiss is what a reviewer found and no rule had spoken of.
type RuleMiss struct {
	ID             int64     `json:"id" doc:"编号"`
	Case           string    `json:"case,omitempty" doc:"件号"`
	Quote          string    `json:"quote" doc:"原文"`
	Group          string    `json:"group" doc:"类别"`
	Basis          string    `json:"basis" doc:"依据"`
	Note           string    `json:"note" doc:"说明"`
	ReportedAt     time.Time `json:"reported_at" doc:"何时"`
	ReportedBy     string    `json:"reported_by" doc:"何人（编号）"`
	ReportedByName string    `json:"reported_by_name" doc:"何人"`
}

// PutRuleMiss keeps what a reviewer found; the same words in a region are kept
// once.
func (s *Store) PutRuleMiss(ctx context.Context, region string, m RuleMiss) error {
	var caseID *string
	if m.Case != "" {
		caseID = &m.Case
	}
	_, err := s.db.Exec(ctx, `INSERT INTO rule_miss (region, case_id, quote, rule_group, basis, note, reported_at, reported_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT ON CONSTRAINT rule_miss_quote_key DO NOTHING`,
		region, caseID, m.Quote, m.Group, m.Basis, m.Note, s.instant(), m.ReportedBy)
	return fail("report a miss", err)
}

// RuleMisses returns what was reported in a region, newest first.
func (s *Store) RuleMisses(ctx context.Context, region string, limit int) ([]RuleMiss, error) {
	rows, err := s.db.Query(ctx, `SELECT m.id, coalesce(m.case_id::text, ''), m.quote, m.rule_group, m.basis, m.note, m.reported_at, m.reported_by, p.name
		FROM rule_miss m JOIN person p ON p.id = m.reported_by WHERE m.region = $1 ORDER BY m.id DESC LIMIT $2`, region, limit)
	if err != nil {
		return nil, fail("list misses", err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (RuleMiss, error) {
		var m RuleMiss
		err := row.Scan(&m.ID, &m.Case, &m.Quote, &m.Group, &m.Basis, &m.Note, (*instant)(&m.ReportedAt), &m.ReportedBy, &m.ReportedByName)
		return m, err
	})
	return out, fail("list misses", err)
}

// RuleUse is what reviewers made of one rule's leads.
type RuleUse struct {
	Rule      string   `json:"rule" doc:"规则编号"`
	Accepted  int      `json:"accepted" doc:"采纳"`
	Dismissed int      `json:"dismissed" doc:"不采纳"`
	Reasons   []string `json:"reasons" nullable:"false" doc:"不采纳的理由，最近的在前，最多五条"`
}

// RuleUses counts, by rule, what became of the leads in the last opinion of each
// case of a region.
func (s *Store) RuleUses(ctx context.Context, region string) ([]RuleUse, error) {
	rows, err := s.db.Query(ctx, `WITH said AS (
			SELECT DISTINCT ON (cm.case_id) cm.case_id, cm.created_at, cm.payload FROM command cm JOIN cases c ON c.id = cm.case_id
			WHERE cm.kind = 'record_opinion' AND cm.state = 'applied' AND c.region = $1 ORDER BY cm.case_id, cm.seq DESC)
		SELECT f->>'rule', count(*) FILTER (WHERE f->>'decision' = 'accepted'), count(*) FILTER (WHERE f->>'decision' = 'dismissed'),
			coalesce((array_agg(f->>'reason' ORDER BY said.created_at DESC) FILTER (WHERE f->>'decision' = 'dismissed' AND f->>'reason' <> ''))[1:5], '{}')
		FROM said, json_array_elements(CASE WHEN json_typeof(said.payload->'findings') = 'array' THEN said.payload->'findings' ELSE '[]' END) f
		GROUP BY 1 ORDER BY 1`, region)
	if err != nil {
		return nil, fail("count uses of rules", err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (RuleUse, error) {
		var u RuleUse
		err := row.Scan(&u.Rule, &u.Accepted, &u.Dismissed, &u.Reasons)
		return u, err
	})
	return out, fail("count uses of rules", err)
}

// Remark is what a reviewer wrote at a place of a text, or made of a lead there.
type Remark struct {
	Case     string      `json:"case" doc:"件号"`
	Title    string      `json:"title" doc:"所审文件"`
	IssuedOn guibei.Date `json:"issued_on,omitzero" doc:"意见签发日期"`
	Quote    string      `json:"quote" doc:"原文"`
	Article  string      `json:"article,omitempty" doc:"条文"`
	Text     string      `json:"text" doc:"批注，或者对线索的处理"`
	Rule     string      `json:"rule,omitempty" doc:"线索的规则"`
	Decision string      `json:"decision,omitempty" doc:"accepted 采纳，dismissed 不采纳"`
}

// Remarks returns what reviewers of some organs remarked in issued opinions, the
// newest opinions first; at most so many opinions are looked through.
func (s *Store) Remarks(ctx context.Context, organs []string, opinions int) ([]Remark, error) {
	rows, err := s.db.Query(ctx, `SELECT c.id, c.title, o.issued_on, cm.payload
		FROM command cm JOIN cases c ON c.id = cm.case_id
		JOIN LATERAL (SELECT max(issued_on) AS issued_on FROM opinion WHERE case_id = c.id AND issued) o ON o.issued_on IS NOT NULL
		WHERE cm.kind = 'record_opinion' AND cm.state = 'applied' AND c.review_organ = ANY ($1)
		ORDER BY cm.seq DESC LIMIT $2`, organs, opinions)
	if err != nil {
		return nil, fail("read remarks", err)
	}
	var out []Remark
	var id, title string
	var on guibei.Date
	var payload []byte
	_, err = pgx.ForEachRow(rows, []any{&id, &title, (*date)(&on), &payload}, func() error {
		var e guibei.Evidence
		if err := json.Unmarshal(payload, &e); err != nil {
			return err
		}
		for _, c := range e.Comments {
			out = append(out, Remark{Case: id, Title: title, IssuedOn: on, Quote: c.Quote, Article: c.Article, Text: c.Text})
		}
		for _, f := range e.Findings {
			out = append(out, Remark{Case: id, Title: title, IssuedOn: on, Quote: f.Quote, Article: f.Article, Text: f.Reason, Rule: f.Rule, Decision: string(f.Decision)})
		}
		return nil
	})
	return out, fail("read remarks", err)
}
