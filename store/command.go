package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"guibei"
)

// Channels on which the store tells what it wrote. Both carry the id of a case.
const (
	CommandChannel = "guibei_command" // a command waits
	EventChannel   = "guibei_event"   // something happened
)

const selectCommand = `SELECT id, case_id, kind, by_person, state, result, attempts, created_at FROM command WHERE id = `

func scanCommand(row pgx.CollectableRow) (CommandRow, error) {
	var r CommandRow
	var result *guibei.CommandResult
	err := row.Scan(&r.ID, &r.Case, &r.Kind, &r.By, &r.State, &result, &r.Attempts, (*instant)(&r.CreatedAt))
	r.Result = guibei.CommandResult{State: r.State, Case: r.Case}
	if result != nil {
		r.Result = *result
	}
	return r, err
}

// senderGrace is how long the relay leaves a command to the request that
// brought it, which sends it itself and waits 2.5 s for the answer. Without it
// both would send, and the case would answer twice.
const senderGrace = 3 * time.Second

// PutCommand puts a command on record, pending, for its sender to send; the
// relay takes it up after a few seconds if nobody has. It may be
// repeated: the same id with the same content returns the command as it now
// stands, with its result; with another content it is a Conflict.
func (s *Store) PutCommand(ctx context.Context, n NewCommand) (CommandRow, error) {
	hash, err := n.hash()
	if err != nil {
		return CommandRow{}, err
	}
	now := s.instant()
	var row CommandRow
	var stored string
	b := &pgx.Batch{}
	b.Queue(`WITH put AS (
			INSERT INTO command (id, case_id, kind, payload, payload_hash, by_person, expected, occurred_at, not_before, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $10, $9)
			ON CONFLICT ON CONSTRAINT command_pkey DO NOTHING RETURNING case_id)
		SELECT 1 FROM put`,
		n.ID, n.Case, n.Kind, n.payload(), hash, n.By, n.Expected, instant(n.OccurredAt), now, now.Add(senderGrace))
	b.Queue(selectCommand+`$1`, n.ID).Query(func(rows pgx.Rows) error {
		row, err = pgx.CollectExactlyOneRow(rows, scanCommand)
		return err
	})
	b.Queue(`SELECT payload_hash FROM command WHERE id = $1`, n.ID).QueryRow(func(r pgx.Row) error { return r.Scan(&stored) })
	if err := s.db.SendBatch(ctx, b).Close(); err != nil {
		return CommandRow{}, fail("put command "+n.ID, err)
	}
	if stored != hash {
		return CommandRow{}, guibei.Errorf(guibei.Conflict, "这个操作编号（Idempotency-Key %s）已用于另一内容的操作，请更换编号后重新提交。", n.ID)
	}
	return row, nil
}

func (n NewCommand) payload() []byte {
	if len(bytes.TrimSpace(n.Payload)) == 0 {
		return []byte("{}")
	}
	return n.Payload
}

// hash covers what makes a command this command. The payload counts by its
// meaning: order of keys and white space do not.
func (n NewCommand) hash() (string, error) {
	if err := checkID("操作编号", n.ID); err != nil {
		return "", err
	}
	if err := checkID("件号", n.Case); err != nil {
		return "", err
	}
	d := json.NewDecoder(bytes.NewReader(n.payload()))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil || d.More() {
		return "", guibei.Because(guibei.Invalid, err, "操作的内容不是有效的 JSON，请按接口文档检查。")
	}
	canonical, err := json.Marshal(v)
	if err != nil {
		return "", fail("write the payload of command "+n.ID, err)
	}
	h := sha256.New()
	for _, part := range []string{string(n.Kind), n.Case, string(canonical), strconv.FormatInt(n.Expected, 10), n.By} {
		_, _ = fmt.Fprintf(h, "%d:%s", len(part), part) // a hash never fails
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Command returns a command with what came of it; NotFound if there is none.
func (s *Store) Command(ctx context.Context, id string) (CommandRow, error) {
	if err := checkID("操作编号", id); err != nil {
		return CommandRow{}, err
	}
	rows, err := s.db.Query(ctx, selectCommand+`$1`, id)
	if err != nil {
		return CommandRow{}, fail("read command "+id, err)
	}
	row, err := pgx.CollectExactlyOneRow(rows, scanCommand)
	return row, fail("read command "+id, orNotFound(err, "没有编号为%s的操作，请核对编号。", id))
}

// decided locks a command and returns its result, nil while it is pending. To
// lock the command before the case is the order of every transaction here.
func decided(ctx context.Context, tx pgx.Tx, id string) (*guibei.CommandResult, error) {
	if id == "" {
		return nil, nil //nolint:nilnil // what no command caused was not decided before
	}
	var result *guibei.CommandResult
	err := tx.QueryRow(ctx, `SELECT result FROM command WHERE id = $1 FOR UPDATE`, id).Scan(&result)
	return result, orNotFound(err, "没有编号为%s的操作，请核对编号。", id)
}

// finish writes the result of a command and takes it off the relay's list. cause
// is for operators: why it was set aside.
func (s *Store) finish(b *pgx.Batch, id string, r guibei.CommandResult, cause string) {
	if id != "" {
		b.Queue(`UPDATE command SET state = $2, result = $3, done_at = $4, cause = $5 WHERE id = $1`, id, r.State, r, s.instant(), cause)
	}
}

// Refuse records that a command may not be done, with the kind and the
// sentence for the person. A command decided before keeps its result, which is
// returned.
func (s *Store) Refuse(ctx context.Context, commandID string, kind guibei.Kind, msg string) (guibei.CommandResult, error) {
	r := guibei.CommandResult{State: guibei.CommandRejected, Kind: kind, Message: msg}
	if err := checkID("操作编号", commandID); err != nil {
		return guibei.CommandResult{}, err
	}
	err := s.inTx(ctx, func(tx pgx.Tx) error {
		before, err := decided(ctx, tx, commandID)
		if err != nil {
			return err
		}
		if before != nil {
			r = *before
			return nil
		}
		if err := standing(ctx, tx, commandID, &r); err != nil {
			return err
		}
		b := &pgx.Batch{}
		s.finish(b, commandID, r, "")
		b.Queue(`SELECT pg_notify('`+EventChannel+`', $1)`, r.Case)
		return tx.SendBatch(ctx, b).Close()
	})
	return r, fail("refuse command "+commandID, err)
}

// standing fills in where the case of a command stands, if there is one yet.
func standing(ctx context.Context, tx pgx.Tx, commandID string, r *guibei.CommandResult) error {
	return tx.QueryRow(ctx, `SELECT m.case_id, coalesce(c.stage, ''), coalesce(c.revision, 0), c.wake
		FROM command m LEFT JOIN cases c ON c.id = m.case_id WHERE m.id = $1`, commandID).
		Scan(&r.Case, &r.Stage, &r.Revision, (*instant)(&r.Wake))
}

// Park sets a command aside because of a failure of ours, and stops the case
// until an operator retries (RetryParkedCmd). An empty commandID parks the case
// for what its clocks do. Repeating it changes nothing.
func (s *Store) Park(ctx context.Context, caseID, commandID, reason string) (guibei.CommandResult, error) {
	r := guibei.CommandResult{State: guibei.CommandParked, Case: caseID, Kind: guibei.Internal, Message: parkedMessage}
	if err := checkID("件号", caseID); err != nil {
		return guibei.CommandResult{}, err
	}
	err := s.inTx(ctx, func(tx pgx.Tx) error {
		before, err := decided(ctx, tx, commandID)
		if err != nil {
			return err
		}
		if before != nil {
			r = *before
			return nil
		}
		b := &pgx.Batch{}
		if err := s.parkCase(ctx, tx, b, &r, commandID, reason); err != nil {
			return err
		}
		s.finish(b, commandID, r, reason)
		return tx.SendBatch(ctx, b).Close()
	})
	return r, fail("park case "+caseID, err)
}

const parkedMessage = "系统办理这一操作时出现故障，内容已经保存，系统管理员处置后会自动继续，请不要重复提交。"

// parkCase queues what stops a case; nothing if the command was to open it.
func (s *Store) parkCase(ctx context.Context, tx pgx.Tx, b *pgx.Batch, r *guibei.CommandResult, commandID, reason string) error {
	t, err := lockTail(ctx, tx, r.Case)
	if err != nil || t.seq == 0 {
		return err
	}
	r.Stage, r.Revision, r.Wake = t.stage, t.revision, t.wake
	if t.parked {
		return nil
	}
	b.Queue(`UPDATE cases SET parked = $2, parked_by = $3 WHERE id = $1`, r.Case, reason, someID(commandID))
	return s.record(b, t, r.Case, guibei.CaseParked, commandID, map[string]any{"reason": reason})
}

// Requeue sends a parked command again that no case can retry, because it was
// to open the case. It is a Conflict for a command that is not parked.
func (s *Store) Requeue(ctx context.Context, commandID string) error {
	if err := checkID("操作编号", commandID); err != nil {
		return err
	}
	b := &pgx.Batch{}
	requeue(b, commandID, instant(s.instant()))
	var n int64
	b.QueuedQueries[0].Exec(func(tag pgconn.CommandTag) error { n = tag.RowsAffected(); return nil })
	if err := s.db.SendBatch(ctx, b).Close(); err != nil {
		return fail("requeue command "+commandID, err)
	}
	if n == 0 {
		return guibei.Errorf(guibei.Conflict, "操作%s没有停驻，不需要重试。", commandID)
	}
	return nil
}

func requeue(b *pgx.Batch, commandID string, at instant) {
	b.Queue(`UPDATE command SET state = 'pending', result = NULL, done_at = NULL, not_before = $2
		WHERE id = $1 AND state = 'parked'`, commandID, at)
	b.Queue(`SELECT pg_notify('`+CommandChannel+`', case_id::text) FROM command WHERE id = $1`, commandID)
}
