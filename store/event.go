package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"guibei"
)

const eventColumns = `e.case_id, e.seq, e.kind, e.actor_person, e.actor_name, e.actor_role, e.actor_organ, e.stage,
	e.occurred_at, e.recorded_at, e.command, e.payload, e.prev_hash, e.hash`

// eventPlaces are the scan targets of eventColumns.
func eventPlaces(e *guibei.Event) []any {
	return []any{
		&e.Case, &e.Seq, &e.Kind, &e.Actor.Person, &e.Actor.Name, &e.Actor.Role, &e.Actor.Organ, &e.Stage,
		(*instant)(&e.OccurredAt), (*instant)(&e.RecordedAt), (*someID)(&e.Command), (*[]byte)(&e.Payload), &e.PrevHash, &e.Hash,
	}
}

// Events returns the events of a case after the given number, in order, at
// most limit of them (1–200; 0 means 50); none if there is no such case.
func (s *Store) Events(ctx context.Context, caseID string, after int64, limit int) ([]guibei.Event, error) {
	if err := checkID("件号", caseID); err != nil {
		return nil, err
	}
	rows, err := s.db.Query(ctx, `SELECT `+eventColumns+` FROM event e WHERE e.case_id = $1 AND e.seq > $2
		ORDER BY e.seq LIMIT $3`, caseID, after, page(limit))
	if err != nil {
		return nil, fail("list events of case "+caseID, err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (guibei.Event, error) {
		var e guibei.Event
		err := row.Scan(eventPlaces(&e)...)
		return e, err
	})
	return out, fail("list events of case "+caseID, err)
}

// Verified is what came of verifying the events of one case.
type Verified struct {
	Case   string
	Events int
	Err    error // what is wrong with them, nil for nothing
}

// VerifyEvents checks the chain of every case and that it ends where the case
// says it does, and calls yield once for each, in order of case id; an error of
// yield ends it. It reads as of one moment and holds one case in memory.
func (s *Store) VerifyEvents(ctx context.Context, yield func(Verified) error) error {
	return fail("verify events", s.atLength(ctx, func(tx pgx.Tx) error { return verify(ctx, tx, yield) }))
}

func verify(ctx context.Context, tx pgx.Tx, yield func(Verified) error) error {
	rows, err := tx.Query(ctx, `SELECT c.id, c.seq, c.head, e.seq IS NOT NULL,
			coalesce(e.seq, 0), coalesce(e.kind, ''), coalesce(e.actor_person, ''), coalesce(e.actor_name, ''),
			coalesce(e.actor_role, ''), coalesce(e.actor_organ, ''), coalesce(e.stage, ''), e.occurred_at, e.recorded_at,
			e.command, coalesce(e.payload, '{}'), coalesce(e.prev_hash, ''), coalesce(e.hash, '')
		FROM cases c LEFT JOIN event e ON e.case_id = c.id ORDER BY c.id, e.seq`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var v verifier
	for rows.Next() {
		if err := v.next(rows, yield); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return v.flush(yield)
}

// verifier gathers the events of one case after another.
type verifier struct {
	id, head string
	seq      int64
	events   []guibei.Event
}

func (v *verifier) next(rows pgx.Rows, yield func(Verified) error) error {
	var e guibei.Event
	var head string
	var seq int64
	var there bool
	targets := append([]any{&e.Case, &seq, &head, &there}, eventPlaces(&e)[1:]...)
	if err := rows.Scan(targets...); err != nil {
		return err
	}
	if e.Case != v.id {
		if err := v.flush(yield); err != nil {
			return err
		}
		*v = verifier{id: e.Case, seq: seq, head: head}
	}
	if there {
		v.events = append(v.events, e)
	}
	return nil
}

func (v *verifier) flush(yield func(Verified) error) error {
	if v.id == "" {
		return nil
	}
	err := guibei.VerifyChain(v.events)
	if n := len(v.events); err == nil && (n == 0 || v.events[n-1].Seq != v.seq || v.events[n-1].Hash != v.head) {
		err = guibei.Errorf(guibei.Conflict, "件 %s 应有%d条记录，读到%d条，末尾的记录缺失或者被改动。", v.id, v.seq, n)
	}
	return yield(Verified{Case: v.id, Events: len(v.events), Err: err})
}
