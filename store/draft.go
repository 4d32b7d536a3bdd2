package store

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// DraftKey says which draft is meant: about a case, or about none yet when
// Case is empty; of a kind; held by an organ whose people share it, or by one
// person.
type DraftKey struct {
	Case, Kind, Holder string
}

// Draft is what somebody is writing and has not handed in.
type Draft struct {
	Data     json.RawMessage // an object
	Revision string          // changes with every write, never comes again
	By       string          // person id
	ByName   string
	At       time.Time
}

// AnyRevision is the revision that every draft has, when it only matters that
// there is one.
const AnyRevision = "*"

// Draft returns a draft; NotFound if there is none.
func (s *Store) Draft(ctx context.Context, k DraftKey) (Draft, error) {
	var d Draft
	var data string
	err := s.db.QueryRow(ctx, `SELECT d.data, d.revision, d.by_person, p.name, d.at FROM draft d JOIN person p ON p.id = d.by_person
		WHERE d.about = $1 AND d.kind = $2 AND d.holder = $3`, k.Case, k.Kind, k.Holder).
		Scan(&data, &d.Revision, &d.By, &d.ByName, (*instant)(&d.At))
	d.Data = json.RawMessage(data)
	return d, fail("read draft", orNotFound(err, "还没有保存过草稿。"))
}

// PutDraft writes a draft. The empty revision makes a new one, [AnyRevision]
// replaces whatever is there, any other only the draft that has it. Otherwise
// it is Stale and the draft that is there is returned, the zero draft if there
// is none.
func (s *Store) PutDraft(ctx context.Context, k DraftKey, d Draft, revision string) (Draft, error) {
	d.Revision, d.At = rand.Text()[:16], s.instant()
	args := []any{k.Case, k.Kind, k.Holder, d.Revision, string(d.Data), d.By, d.At}
	sql := `INSERT INTO draft (about, kind, holder, revision, data, by_person, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT ON CONSTRAINT draft_pkey DO NOTHING`
	if revision != "" {
		sql = `UPDATE draft SET revision = $4, data = $5, by_person = $6, at = $7
			WHERE about = $1 AND kind = $2 AND holder = $3 AND ($8 = '` + AnyRevision + `' OR revision = $8)`
		args = append(args, revision)
	}
	tag, err := s.db.Exec(ctx, sql, args...)
	if err != nil {
		return Draft{}, fail("put draft", err)
	}
	if tag.RowsAffected() == 0 {
		return s.staleDraft(ctx, k)
	}
	return d, nil
}

// DeleteDraft deletes a draft, with a revision only the one that has it;
// otherwise it is Stale as in [Store.PutDraft]. What is not there is deleted
// already.
func (s *Store) DeleteDraft(ctx context.Context, k DraftKey, revision string) (Draft, error) {
	tag, err := s.db.Exec(ctx, `DELETE FROM draft WHERE about = $1 AND kind = $2 AND holder = $3
		AND ($4 IN ('', '`+AnyRevision+`') OR revision = $4)`, k.Case, k.Kind, k.Holder, revision)
	if err != nil || tag.RowsAffected() > 0 {
		return Draft{}, fail("delete draft", err)
	}
	have, err := s.staleDraft(ctx, k)
	if have.Revision == "" && errors.Is(err, guibei.Stale) {
		return Draft{}, nil
	}
	return have, err
}

func (s *Store) staleDraft(ctx context.Context, k DraftKey) (Draft, error) {
	have, err := s.Draft(ctx, k)
	switch {
	case errors.Is(err, guibei.NotFound):
		return Draft{}, guibei.Errorf(guibei.Stale, "草稿已经被删除，请核对后作为新的草稿保存。")
	case err != nil:
		return Draft{}, err
	}
	return have, guibei.Errorf(guibei.Stale, "草稿已由%s更改，请先读取最新的草稿，核对后再保存。", have.ByName)
}

// SweepDrafts deletes the drafts that nobody has touched since an instant and
// returns how many.
func (s *Store) SweepDrafts(ctx context.Context, since time.Time) (int, error) {
	tag, err := s.db.Exec(ctx, `DELETE FROM draft WHERE at < $1`, since)
	return int(tag.RowsAffected()), fail("sweep drafts", err)
}

// Preferences returns what a person has set for themselves, nil if nothing.
func (s *Store) Preferences(ctx context.Context, person string) (json.RawMessage, error) {
	var data string
	err := s.db.QueryRow(ctx, `SELECT data FROM preference WHERE person = $1`, person).Scan(&data)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	return json.RawMessage(data), fail("read preferences", err)
}

// PutPreferences replaces what a person has set for themselves.
func (s *Store) PutPreferences(ctx context.Context, person string, data json.RawMessage) error {
	_, err := s.db.Exec(ctx, `INSERT INTO preference (person, data, at) VALUES ($1, $2, $3)
		ON CONFLICT ON CONSTRAINT preference_pkey DO UPDATE SET data = excluded.data, at = excluded.at`,
		person, string(data), s.instant())
	return fail("put preferences", err)
}
