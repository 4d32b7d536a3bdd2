package store

import "guibei"

// counselJSON is a question to counsel, as guibei.CounselRequest reads it.
const counselJSON = `SELECT q.*, json_build_object('version', version, 'text_sha256', text_sha256) AS "on" FROM counsel_request q`

// putCounsel writes what was asked of counsel. What was asked stays as it was;
// what came of it is added.
func (w *writer) putCounsel() error {
	c := &w.o.Case
	if len(c.Counsel) == 0 {
		return nil
	}
	list, err := rowsOf(c.Counsel)
	if err != nil {
		return err
	}
	w.b.Queue(`INSERT INTO counsel_request (case_id, n, round, counsel, name, question, due_on, due_at, version, text_sha256,
			asked_by, asked_at, status, reason, opinion, review_organ, changed_at)
		SELECT $1, n, round, counsel, name, coalesce(question, ''), due_on, due_at, ("on" ->> 'version')::int, "on" ->> 'text_sha256',
			asked_by, asked_at, status, coalesce(reason, ''), opinion, $3, $4
		FROM json_to_recordset($2) AS x (n int, round int, counsel text, name text, question text, due_on date, due_at timestamptz,
			"on" json, asked_by text, asked_at timestamptz, status text, reason text, opinion json)
		ON CONFLICT ON CONSTRAINT counsel_request_pkey DO UPDATE SET
			status = excluded.status, reason = excluded.reason, opinion = excluded.opinion, changed_at = excluded.changed_at`,
		c.ID, list, c.ReviewOrgan, w.now)
	return nil
}

// counselDue is the end of the period that a counsel was given, the zero
// request when none was.
func (w *writer) counselDue(t guibei.Task) guibei.CounselRequest {
	if q := w.o.Case.AskedOf(t.Assignee); q != nil && t.Kind == guibei.WriteCounselOpinion && !q.DueOn.IsZero() {
		return *q
	}
	return guibei.CounselRequest{}
}
