package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// tail is the end of a case's record, locked: what the next event joins.
type tail struct {
	seq, revision int64
	head          string
	stage         guibei.Stage
	textN         int
	wake          time.Time
	publishedAt   time.Time
	parked        bool
}

// lockTail locks the row of a case; the zero tail means there is no case yet.
func lockTail(ctx context.Context, tx pgx.Tx, caseID string) (tail, error) {
	var t tail
	err := tx.QueryRow(ctx, `SELECT seq, revision, head, stage, text_n, wake, published_at, parked <> ''
		FROM cases WHERE id = $1 FOR UPDATE`, caseID).
		Scan(&t.seq, &t.revision, &t.head, &t.stage, &t.textN, (*instant)(&t.wake), (*instant)(&t.publishedAt), &t.parked)
	if err == pgx.ErrNoRows { //nolint:errorlint // pgx returns it bare
		return tail{}, nil
	}
	return t, err
}

// Commit carries an outcome into the tables, in one transaction and once:
// numbers are given, the case and everything about it is written, events are
// sealed onto the chain, the command gets its result. clocks are all clocks of
// the case as they are after the change.
//
// A command decided before returns the result it has. When the case has moved
// since the outcome was decided, nothing is written and the error is [ErrMoved].
func (s *Store) Commit(ctx context.Context, o guibei.Outcome, clocks []guibei.Clock) (guibei.CommandResult, error) {
	var r guibei.CommandResult
	err := s.inTx(ctx, func(tx pgx.Tx) error {
		before, err := decided(ctx, tx, o.Command)
		if err != nil {
			return err
		}
		if before != nil {
			r = *before
			return nil
		}
		t, err := lockTail(ctx, tx, o.Case.ID)
		if err != nil {
			return err
		}
		if t.seq != o.Before {
			return ErrMoved
		}
		r, err = s.commit(ctx, tx, t, o, clocks)
		return err
	})
	if err != nil {
		return guibei.CommandResult{}, fail("commit "+string(o.Kind)+" of case "+o.Case.ID, err)
	}
	return r, nil
}

// commit writes an outcome decided on the locked tail t.
func (s *Store) commit(ctx context.Context, tx pgx.Tx, t tail, o guibei.Outcome, clocks []guibei.Clock) (guibei.CommandResult, error) {
	o = detach(o)
	if err := allot(ctx, tx, &o); err != nil {
		return guibei.CommandResult{}, err
	}
	c := &o.Case
	seal(o.Events, t.seq, t.head)
	if n := len(o.Events); n > 0 {
		c.Seq, c.Head = o.Events[n-1].Seq, o.Events[n-1].Hash
	}
	w := writer{b: &pgx.Batch{}, o: &o, clocks: clocks, was: t, now: s.instant()}
	if err := w.all(); err != nil {
		return guibei.CommandResult{}, err
	}
	r := guibei.CommandResult{
		State: guibei.CommandApplied, Case: c.ID, Stage: c.Stage, Revision: c.Revision, Wake: guibei.Wake(clocks),
	}
	if c.Text.N > t.textN {
		r.Version = c.Text.N
	}
	s.finish(w.b, o.Command, r, "")
	if o.Requeue != "" {
		requeue(w.b, o.Requeue, instant(w.now))
	}
	w.b.Queue(`SELECT pg_notify('`+EventChannel+`', $1)`, c.ID)
	return r, tx.SendBatch(ctx, w.b).Close()
}

// detach makes the caller's outcome safe from what committing fills in, so that
// the same outcome can be committed again after a failure.
func detach(o guibei.Outcome) guibei.Outcome {
	o.Events = slices.Clone(o.Events)
	o.Case.Obligations = slices.Clone(o.Case.Obligations)
	return o
}

func seal(events []guibei.Event, seq int64, head string) {
	for i := range events {
		events[i].Seal(seq, head)
		seq, head = events[i].Seq, events[i].Hash
	}
}

// allot gives the numbers that the outcome asks for. The row of a sequence
// stays locked until the commit, so that no number is lost and none given
// twice.
func allot(ctx context.Context, tx pgx.Tx, o *guibei.Outcome) error {
	for _, ask := range o.Numbers {
		var n int
		err := tx.QueryRow(ctx, `INSERT INTO number_sequence (scope, year, last) VALUES ($1, $2, 1)
			ON CONFLICT ON CONSTRAINT number_sequence_pkey DO UPDATE SET last = number_sequence.last + 1
			RETURNING last`, ask.Rule.Scope, ask.Year).Scan(&n)
		if err != nil {
			return fmt.Errorf("number %s of %s: %w", ask.Field, ask.Rule.Scope, err)
		}
		o.Fill(ask, ask.Rule.Format(ask.Year, n))
	}
	return nil
}

// record queues an event of the system itself, outside any outcome: it moves
// the end of the chain but not the revision that people see.
func (s *Store) record(b *pgx.Batch, t tail, caseID string, kind guibei.EventKind, commandID string, facts map[string]any) error {
	payload, err := json.Marshal(facts)
	if err != nil {
		return err
	}
	now := s.instant()
	events := []guibei.Event{{
		Case: caseID, Kind: kind, Actor: guibei.System, Stage: t.stage,
		OccurredAt: now, RecordedAt: now, Command: commandID, Payload: payload,
	}}
	seal(events, t.seq, t.head)
	putEvent(b, events[0])
	b.Queue(`UPDATE cases SET seq = $2, head = $3, changed_at = $4 WHERE id = $1`, caseID, events[0].Seq, events[0].Hash, now)
	b.Queue(`UPDATE obligation SET changed_at = $2 WHERE case_id = $1`, caseID, now)
	b.Queue(`UPDATE counsel_request SET changed_at = $2 WHERE case_id = $1`, caseID, now)
	b.Queue(`SELECT pg_notify('`+EventChannel+`', $1)`, caseID)
	return nil
}

func putEvent(b *pgx.Batch, e guibei.Event) {
	b.Queue(`INSERT INTO event (case_id, seq, kind, actor_person, actor_name, actor_role, actor_organ, stage,
			occurred_at, recorded_at, command, payload, prev_hash, hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		e.Case, e.Seq, e.Kind, e.Actor.Person, e.Actor.Name, e.Actor.Role, e.Actor.Organ, e.Stage,
		e.OccurredAt, e.RecordedAt, someID(e.Command), []byte(e.Payload), e.PrevHash, e.Hash)
}

// insertCase and updateCase write the columns of caseFields and derived.
var insertCase, updateCase = func() (string, string) {
	var c guibei.Case
	cols := names(append(caseFields(&c), (&writer{o: &guibei.Outcome{Case: c}}).derived()...))
	marks, sets := make([]string, len(cols)), make([]string, len(cols))
	for i, col := range cols {
		marks[i] = fmt.Sprintf("$%d", i+1)
		sets[i] = col + " = " + marks[i]
	}
	return `INSERT INTO cases (` + strings.Join(cols, ", ") + `) VALUES (` + strings.Join(marks, ", ") + `)`,
		`UPDATE cases SET ` + strings.Join(sets[1:], ", ") + ` WHERE ` + sets[0]
}()
