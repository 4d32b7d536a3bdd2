package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// AdminFilter narrows the record of administration. Empty fields do not
// narrow.
type AdminFilter struct {
	Kinds    []guibei.AdminKind
	Person   string // who did it
	Subject  string
	From, To time.Time // To excluded
	Cursor   string    // opaque, from the page before
	Limit    int       // 1–200; 0 means 50
}

// AdminRow is an act of administration with its place among all of them.
type AdminRow struct {
	ID int64
	guibei.AdminEvent
}

const adminColumns = `e.id, e.subject, e.seq, e.kind, e.actor_person, e.actor_name, e.actor_role, e.actor_organ, e.at,
	e.from_address, e.payload, e.prev_hash, e.hash`

func adminPlaces(r *AdminRow) []any {
	return []any{
		&r.ID, &r.Subject, &r.Seq, &r.Kind, &r.Actor.Person, &r.Actor.Name, &r.Actor.Role, &r.Actor.Organ, (*instant)(&r.At),
		&r.From, (*[]byte)(&r.Payload), &r.PrevHash, &r.Hash,
	}
}

// RecordAdmin puts an act of administration on record, at the end of the chain
// of its subject, with the present time. Within [Store.Together] the act and
// its record are both there or neither.
func (s *Store) RecordAdmin(ctx context.Context, e guibei.AdminEvent) error {
	e.At = s.instant()
	err := s.inTx(ctx, func(tx pgx.Tx) error {
		var seq int64
		var head string
		b := &pgx.Batch{}
		b.Queue(`INSERT INTO admin_head (subject, seq, hash) VALUES ($1, 0, '') ON CONFLICT ON CONSTRAINT admin_head_pkey DO NOTHING`, e.Subject)
		b.Queue(`SELECT seq, hash FROM admin_head WHERE subject = $1 FOR UPDATE`, e.Subject).
			QueryRow(func(r pgx.Row) error { return r.Scan(&seq, &head) })
		if err := tx.SendBatch(ctx, b).Close(); err != nil {
			return err
		}
		e.Seal(seq, head)
		b = &pgx.Batch{}
		b.Queue(`INSERT INTO admin_event (subject, seq, kind, actor_person, actor_name, actor_role, actor_organ, at,
				from_address, payload, prev_hash, hash)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
			e.Subject, e.Seq, e.Kind, e.Actor.Person, e.Actor.Name, e.Actor.Role, e.Actor.Organ, e.At,
			e.From, []byte(e.Payload), e.PrevHash, e.Hash)
		b.Queue(`UPDATE admin_head SET seq = $2, hash = $3 WHERE subject = $1`, e.Subject, e.Seq, e.Hash)
		return tx.SendBatch(ctx, b).Close()
	})
	return fail("record "+string(e.Kind)+" of "+e.Subject, err)
}

// AdminEvents returns one page of the record of administration, newest first,
// and the cursor of the next page, "" at the end.
func (s *Store) AdminEvents(ctx context.Context, f AdminFilter) ([]AdminRow, string, error) {
	at, after, err := parsePlace(f.Cursor)
	if err != nil {
		return nil, "", err
	}
	var q query
	q.add(`SELECT ` + adminColumns + ` FROM admin_event e WHERE true`)
	if !at.IsZero() {
		id, err := strconv.ParseInt(after, 10, 64)
		if err != nil {
			return nil, "", errCursor(err)
		}
		q.add(` AND (e.at, e.id) < (%s::timestamptz, %s::bigint)`, q.arg(at), q.arg(id))
	}
	if len(f.Kinds) > 0 {
		q.add(` AND e.kind = ANY(%s)`, q.arg(f.Kinds))
	}
	if f.Person != "" {
		q.add(` AND e.actor_person = %s`, q.arg(f.Person))
	}
	if f.Subject != "" {
		q.add(` AND e.subject = %s`, q.arg(f.Subject))
	}
	q.between("e.at", f.From, f.To)
	limit := page(f.Limit)
	q.add(` ORDER BY e.at DESC, e.id DESC LIMIT %s`, q.arg(limit+1))
	rows, err := s.db.Query(ctx, q.sql, q.args...)
	if err != nil {
		return nil, "", fail("list acts of administration", err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (AdminRow, error) {
		var r AdminRow
		err := row.Scan(adminPlaces(&r)...)
		return r, err
	})
	if err != nil || len(out) <= limit {
		return out, "", fail("list acts of administration", err)
	}
	out = out[:limit]
	last := out[limit-1]
	return out, placeCursor(last.At, strconv.FormatInt(last.ID, 10)), nil
}

// between narrows to instants from (included) to (excluded); zero is open.
func (q *query) between(column string, from, to time.Time) {
	if !from.IsZero() {
		q.add(` AND %s >= %s::timestamptz`, column, q.arg(from))
	}
	if !to.IsZero() {
		q.add(` AND %s < %s::timestamptz`, column, q.arg(to))
	}
}

// EventFilter narrows the events of all cases. Empty fields do not narrow.
type EventFilter struct {
	Kind     guibei.EventKind
	Person   string // who did it
	Case     string
	From, To time.Time // when it was recorded; To excluded
	Cursor   string    // opaque, from the page before
	Limit    int       // 1–200; 0 means 50
}

// EventRow is an event with the title of its case.
type EventRow struct {
	guibei.Event
	Title string
}

// AllEvents returns one page of the events of all cases, those recorded last
// first, and the cursor of the next page, "" at the end.
func (s *Store) AllEvents(ctx context.Context, f EventFilter) ([]EventRow, string, error) {
	at, after, err := parsePlace(f.Cursor)
	if err != nil {
		return nil, "", err
	}
	var q query
	q.add(`SELECT ` + eventColumns + `, c.title FROM event e JOIN cases c ON c.id = e.case_id WHERE true`)
	if !at.IsZero() {
		id, n, _ := strings.Cut(after, " ")
		seq, err := strconv.ParseInt(n, 10, 64)
		if err != nil || checkID("翻页标记", id) != nil {
			return nil, "", errCursor(err)
		}
		q.add(` AND (e.recorded_at, e.case_id, e.seq) < (%s::timestamptz, %s::uuid, %s::bigint)`, q.arg(at), q.arg(id), q.arg(seq))
	}
	if f.Kind != "" {
		q.add(` AND e.kind = %s`, q.arg(f.Kind))
	}
	if f.Person != "" {
		q.add(` AND e.actor_person = %s AND e.actor_person <> ''`, q.arg(f.Person))
	}
	if f.Case != "" {
		if err := checkID("件号", f.Case); err != nil {
			return nil, "", err
		}
		q.add(` AND e.case_id = %s`, q.arg(f.Case))
	}
	q.between("e.recorded_at", f.From, f.To)
	limit := page(f.Limit)
	q.add(` ORDER BY e.recorded_at DESC, e.case_id DESC, e.seq DESC LIMIT %s`, q.arg(limit+1))
	rows, err := s.db.Query(ctx, q.sql, q.args...)
	if err != nil {
		return nil, "", fail("list events of all cases", err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (EventRow, error) {
		var r EventRow
		err := row.Scan(append(eventPlaces(&r.Event), &r.Title)...)
		return r, err
	})
	if err != nil || len(out) <= limit {
		return out, "", fail("list events of all cases", err)
	}
	out = out[:limit]
	last := out[limit-1]
	return out, placeCursor(last.RecordedAt, last.Case+" "+strconv.FormatInt(last.Seq, 10)), nil
}

// VerifiedAdmin is what came of verifying the acts about one subject.
type VerifiedAdmin struct {
	Subject string
	Events  int
	Err     error // what is wrong with them, nil for nothing
}

// VerifyAdmin checks the chain of every subject and that it ends where its head
// says, and calls yield once for each; an error of yield ends it.
func (s *Store) VerifyAdmin(ctx context.Context, yield func(VerifiedAdmin) error) error {
	return fail("verify acts of administration", s.atLength(ctx, func(tx pgx.Tx) error { return verifyAdmin(ctx, tx, yield) }))
}

func verifyAdmin(ctx context.Context, tx pgx.Tx, yield func(VerifiedAdmin) error) error {
	rows, err := tx.Query(ctx, `SELECT coalesce(h.subject, e.subject), coalesce(h.seq, 0), coalesce(h.hash, ''), e.seq IS NOT NULL,
			coalesce(e.id, 0), coalesce(e.subject, ''), coalesce(e.seq, 0), coalesce(e.kind, ''), coalesce(e.actor_person, ''),
			coalesce(e.actor_name, ''), coalesce(e.actor_role, ''), coalesce(e.actor_organ, ''), e.at, coalesce(e.from_address, ''),
			coalesce(e.payload, '{}'), coalesce(e.prev_hash, ''), coalesce(e.hash, '')
		FROM admin_head h FULL JOIN admin_event e ON e.subject = h.subject ORDER BY 1, e.seq`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var v adminVerifier
	for rows.Next() {
		var r AdminRow
		var subject, head string
		var seq int64
		var there bool
		if err := rows.Scan(append([]any{&subject, &seq, &head, &there}, adminPlaces(&r)...)...); err != nil {
			return err
		}
		if subject != v.subject {
			if err := v.flush(yield); err != nil {
				return err
			}
			v = adminVerifier{subject: subject, seq: seq, head: head}
		}
		if there {
			v.events = append(v.events, r.AdminEvent)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return v.flush(yield)
}

// adminVerifier gathers the acts about one subject after another.
type adminVerifier struct {
	subject, head string
	seq           int64
	events        []guibei.AdminEvent
}

func (v *adminVerifier) flush(yield func(VerifiedAdmin) error) error {
	if v.subject == "" {
		return nil
	}
	err := guibei.VerifyAdminChain(v.events)
	if n := len(v.events); err == nil && (n == 0 || v.events[n-1].Seq != v.seq || v.events[n-1].Hash != v.head) {
		err = guibei.Errorf(guibei.Conflict, "管理记录 %s 应有%d条，读到%d条，末尾的记录缺失或者被改动。", v.subject, v.seq, n)
	}
	return yield(VerifiedAdmin{Subject: v.subject, Events: len(v.events), Err: err})
}
