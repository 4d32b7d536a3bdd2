package store

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// filingWay is one way in which a viewer comes to see obligations.
type filingWay struct {
	condition string // over ob and c; %s is the organ
	organ     string
}

// filingWays is wider than [ways] by one thing: a desk sees what is owed to it
// before it was sent. What is owed is about published documents, so that nothing
// is given away, and whoever waits for a filing must know of it.
func filingWays(p guibei.Person) []filingWay {
	seen := map[filingWay]bool{}
	var out []filingWay
	for _, g := range p.Grants {
		w := filingWay{organ: g.Organ}
		switch g.Role {
		case guibei.Supervisor, guibei.Auditor:
			return []filingWay{{condition: `true`}}
		case guibei.Drafter, guibei.UnitHead:
			w.condition = `c.drafting_organ = %s`
		case guibei.OfficeClerk, guibei.CouncilClerk:
			w.condition = `c.office_organ = %s`
		case guibei.FairReviewer:
			w.condition = `c.fair_organ = %s`
		case guibei.Reviewer, guibei.ReviewLead:
			w.condition = `c.review_organ = %s`
		case guibei.FilingReviewer, guibei.CongressDesk:
			w.condition = `ob.authority = %s`
		case guibei.SystemAdmin, guibei.SecurityAdmin:
			continue
		default:
			continue
		}
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// Obligations returns one page of the ledger of filing as far as the viewer may
// see it, what was published last first, and the cursor of the next page, "" at
// the end.
func (s *Store) Obligations(ctx context.Context, f ObligationFilter) ([]LedgerRow, string, error) {
	limit := page(f.Limit)
	q, err := s.obligationQuery(f, limit+1)
	if err != nil || q == nil {
		return nil, "", err
	}
	rows, err := s.db.Query(ctx, q.sql, q.args...)
	if err != nil {
		return nil, "", fail("list obligations", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (LedgerRow, error) { return s.scanLedgerRow(row, f.Viewer) })
	if err != nil {
		return nil, "", fail("list obligations", err)
	}
	list, next := cutLedger(list, limit)
	return list, next, nil
}

// EachObligation calls yield with the rows of the ledger of filing, at most so
// many, in order and as of one moment; an error of yield ends it.
func (s *Store) EachObligation(ctx context.Context, f ObligationFilter, most int, yield func(LedgerRow) error) error {
	q, err := s.obligationQuery(f, most)
	if err != nil || q == nil {
		return err
	}
	scan := func(row pgx.CollectableRow) (LedgerRow, error) { return s.scanLedgerRow(row, f.Viewer) }
	return each(ctx, s, "export obligations", q, scan, yield)
}

// CountObligations returns how many rows [Store.Obligations] lists on all its
// pages.
func (s *Store) CountObligations(ctx context.Context, f ObligationFilter) (Total, error) {
	through := filingWays(f.Viewer)
	if len(through) == 0 {
		return Total{}, nil
	}
	q := &query{}
	for i, w := range through {
		if i > 0 {
			q.sql += ` UNION `
		}
		q.sql += `SELECT ob.id`
		q.owes(s, w, f)
	}
	return s.total(ctx, "count obligations", q)
}

// obligationQuery selects the rows of the ledger; nil when the viewer can see
// nothing.
func (s *Store) obligationQuery(f ObligationFilter, limit int) (*query, error) {
	on, id, err := parseLedgerCursor(f.Cursor)
	if err != nil {
		return nil, err
	}
	through := filingWays(f.Viewer)
	if len(through) == 0 {
		return nil, nil //nolint:nilnil // nothing to ask for
	}
	q := &query{sql: `SELECT ` + ledgerColumns + ` FROM (SELECT DISTINCT published_on, id FROM (`}
	for i, w := range through {
		if i > 0 {
			q.sql += ` UNION ALL `
		}
		q.sql += `(SELECT ob.published_on, ob.id`
		q.owes(s, w, f)
		if !on.IsZero() {
			q.add(` AND (ob.published_on, ob.id) < (%s::date, %s)`, q.arg(date(on)), q.arg(id))
		}
		q.add(` ORDER BY ob.published_on DESC, ob.id DESC LIMIT %s)`, q.arg(limit))
	}
	q.add(`) w ORDER BY published_on DESC, id DESC LIMIT %s) l JOIN obligation ob ON ob.id = l.id JOIN cases c ON c.id = ob.case_id`+
		ledgerNames+` ORDER BY l.published_on DESC, l.id DESC`, q.arg(limit))
	return q, nil
}

// owes writes a way and every condition of the filter.
func (q *query) owes(s *Store, w filingWay, f ObligationFilter) {
	q.sql += ` FROM obligation ob`
	if strings.Contains(w.condition, `c.`) {
		q.sql += ` JOIN cases c ON c.id = ob.case_id`
	}
	q.sql += ` WHERE `
	if strings.Contains(w.condition, "%s") {
		q.add(w.condition, q.arg(w.organ))
	} else {
		q.sql += w.condition
	}
	for _, narrow := range []struct {
		condition string
		value     any
		given     bool
	}{
		{`ob.published_on >= `, date(f.From), !f.From.IsZero()},
		{`ob.published_on <= `, date(f.To), !f.To.IsZero()},
		{`ob.issuing_organ = `, f.Organ, f.Organ != ""},
		{`ob.authority = `, f.Authority, f.Authority != ""},
		{`ob.track_id = `, f.Track, f.Track != ""},
		{`ob.status = `, f.Status, f.Status != ""},
		{`ob.status = 'due' AND ob.due_at <= `, s.instant(), f.Overdue},
	} {
		if narrow.given {
			q.sql += ` AND ` + narrow.condition + q.arg(narrow.value)
		}
	}
}
