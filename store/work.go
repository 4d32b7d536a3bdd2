package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// personJSON is a person with the grants held now, as guibei.Person reads it.
const personJSON = `SELECT json_build_object('id', p.id, 'name', p.name, 'grants', coalesce(
	(SELECT json_agg(json_build_object('role', r.role, 'organ', r.organ) ORDER BY r.ord)
		FROM person_role r WHERE r.person = p.id), '[]'::json)) FROM person p`

// Work returns a command with everything that deciding it needs, the person
// with the grants held now. Result tells whether it was decided before. A
// command that is not there is NotFound; a payload that can no longer be read
// is an error of kind Invalid that wraps [ErrPayload], with the rest of the work.
func (s *Store) Work(ctx context.Context, commandID string) (guibei.Work, error) {
	var w guibei.Work
	if err := checkID("操作编号", commandID); err != nil {
		return w, err
	}
	raw, err := s.readCommand(ctx, commandID, &w)
	if err != nil {
		return w, fail("read work of command "+commandID, err)
	}
	payload, err := guibei.DecodePayload(w.Command.Kind, raw)
	if err != nil {
		return w, guibei.Because(guibei.Invalid, errors.Join(ErrPayload, err), guibei.Message(err))
	}
	w.Command.Payload = payload
	return w, fail("read work of command "+commandID, s.readNamed(ctx, &w))
}

// readCommand fills in the command, its sender and its case, and returns the
// payload.
func (s *Store) readCommand(ctx context.Context, id string, w *guibei.Work) ([]byte, error) {
	var raw []byte
	var result *guibei.CommandResult
	c := &w.Command
	b := &pgx.Batch{}
	b.Queue(`SELECT id, case_id, kind, payload, expected, occurred_at, created_at, state, result FROM command WHERE id = $1`, id).
		QueryRow(func(r pgx.Row) error {
			err := r.Scan(&c.ID, &c.Case, &c.Kind, &raw, &c.Expected, (*instant)(&c.OccurredAt), (*instant)(&c.ReceivedAt), &w.Result.State, &result)
			return orNotFound(err, "没有编号为%s的操作，请核对编号。", id)
		})
	b.Queue(personJSON+` WHERE p.id = (SELECT by_person FROM command WHERE id = $1)`, id).
		QueryRow(func(r pgx.Row) error { return r.Scan(&c.By) })
	b.Queue(selectCase+`(SELECT case_id FROM command WHERE id = $1)`, id).
		QueryRow(func(r pgx.Row) (err error) {
			if w.Case, err = scanCase(r); errors.Is(err, pgx.ErrNoRows) {
				return nil // the command opens it
			}
			return err
		})
	if err := s.db.SendBatch(ctx, b).Close(); err != nil {
		return nil, err
	}
	w.Result.Case = c.Case
	if result != nil {
		w.Result = *result
	}
	return raw, nil
}

// readNamed fills in what the command names: files, a nominee, organs.
func (s *Store) readNamed(ctx context.Context, w *guibei.Work) error {
	w.Files = map[string]guibei.File{}
	issuing, drafting := w.Case.IssuingOrgan, w.Case.DraftingOrgan
	if p, ok := w.Command.Payload.(*guibei.OpenCase); ok {
		issuing, drafting = p.IssuingOrgan, p.DraftingOrgan
	}
	b := &pgx.Batch{}
	b.Queue(selectOrgan+` WHERE id = ANY($1)`, []string{issuing, drafting}).Query(func(rows pgx.Rows) error {
		organs, err := pgx.CollectRows(rows, scanOrgan)
		for _, o := range organs {
			if o.ID == issuing {
				w.Issuer = o
			}
			if o.ID == drafting {
				w.Drafting = o
			}
		}
		return err
	})
	if shas := guibei.FilesOf(w.Command.Payload); len(shas) > 0 {
		b.Queue(selectFile+` WHERE sha256 = ANY($1)`, shas).Query(func(rows pgx.Rows) error {
			files, err := pgx.CollectRows(rows, scanFile)
			for _, f := range files {
				w.Files[f.SHA256] = f
			}
			return err
		})
	}
	if nominee := guibei.NomineeOf(w.Command.Payload); nominee != "" {
		b.Queue(personJSON+` WHERE p.id = $1`, nominee).Query(func(rows pgx.Rows) error {
			people, err := pgx.CollectRows(rows, pgx.RowTo[guibei.Person])
			if len(people) == 1 {
				w.Nominee = &people[0]
			}
			return err
		})
	}
	return s.db.SendBatch(ctx, b).Close()
}
