package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// SaveCheck keeps the receipt of a check of a text and writes the event that
// says so. The same rules over the same text again change nothing; newer rules
// add another receipt.
func (s *Store) SaveCheck(ctx context.Context, caseID string, version int, r guibei.CheckReceipt) error {
	if err := checkID("件号", caseID); err != nil {
		return err
	}
	if r.Findings == nil {
		r.Findings = []guibei.Finding{}
	}
	return fail("save check of case "+caseID, s.inTx(ctx, func(tx pgx.Tx) error {
		t, err := lockTail(ctx, tx, caseID)
		if err != nil {
			return err
		}
		if t.seq == 0 {
			return noCase(caseID)
		}
		tag, err := tx.Exec(ctx, `INSERT INTO check_receipt (case_id, version, rule_set, document_sha256, text_sha256, verdict, findings, checked_at, laws)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT ON CONSTRAINT check_receipt_pkey DO NOTHING`,
			caseID, version, r.RuleSet, r.DocumentSHA256, r.TextSHA256, r.Verdict, &r.Findings, s.instant(), r.Laws)
		if err != nil || tag.RowsAffected() == 0 {
			return err
		}
		b := &pgx.Batch{}
		if err := s.record(b, t, caseID, guibei.TextChecked, "", checkFacts(version, r)); err != nil {
			return err
		}
		return tx.SendBatch(ctx, b).Close()
	}))
}

func checkFacts(version int, r guibei.CheckReceipt) map[string]any {
	counts := map[guibei.Severity]int{}
	for _, f := range r.Findings {
		counts[f.Severity]++
	}
	return map[string]any{
		"version": version, "verdict": r.Verdict, "rule_set": r.RuleSet, "findings": counts,
		"document_sha256": r.DocumentSHA256, "text_sha256": r.TextSHA256,
	}
}

// Check returns the newest receipt for a text of a case; NotFound while it has
// not been checked.
func (s *Store) Check(ctx context.Context, caseID string, version int) (guibei.CheckReceipt, error) {
	var r guibei.CheckReceipt
	if err := checkID("件号", caseID); err != nil {
		return r, err
	}
	err := s.db.QueryRow(ctx, `SELECT document_sha256, text_sha256, rule_set, laws, verdict, findings FROM check_receipt
		WHERE case_id = $1 AND version = $2 ORDER BY checked_at DESC LIMIT 1`, caseID, version).
		Scan(&r.DocumentSHA256, &r.TextSHA256, &r.RuleSet, &r.Laws, &r.Verdict, &r.Findings)
	return r, fail("read check of case "+caseID, orNotFound(err, "本件第%d稿还没有规则检查结果，请稍候再看。", version))
}
