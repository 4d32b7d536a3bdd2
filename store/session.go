package store

import (
	"context"
	"errors"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/jackc/pgx/v5"
)

// SessionPersonKey is the key under which a session holds the id of the person
// who signed in; [Store.DeleteSessions] finds the sessions of a person by it.
const SessionPersonKey = "person"

// sessionPerson reads the person's id out of the data of a session, as scs
// encodes it; "" for nobody.
func sessionPerson(data []byte) string {
	_, values, err := scs.GobCodec{}.Decode(data)
	if err != nil {
		return ""
	}
	id, _ := values[SessionPersonKey].(string)
	return id
}

// FindCtx returns the data of a session; false if there is none or it expired.
// With CommitCtx and DeleteCtx it is what the session manager scs wants of a
// store; tokens come hashed from there (HashTokenInStore).
func (s *Store) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var data []byte
	err := s.db.QueryRow(ctx, `SELECT data FROM session WHERE token = $1 AND expiry > $2`, token, s.instant()).Scan(&data)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, false, nil
	}
	return data, err == nil, fail("find session", err)
}

// CommitCtx adds a session or replaces its data and expiry.
func (s *Store) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	_, err := s.db.Exec(ctx, `INSERT INTO session (token, data, expiry, person) VALUES ($1, $2, $3, $4)
		ON CONFLICT ON CONSTRAINT session_pkey DO UPDATE SET data = excluded.data, expiry = excluded.expiry, person = excluded.person`,
		token, data, expiry, sessionPerson(data))
	return fail("keep session", err)
}

// DeleteCtx ends a session; one that is not there has ended.
func (s *Store) DeleteCtx(ctx context.Context, token string) error {
	_, err := s.db.Exec(ctx, `DELETE FROM session WHERE token = $1`, token)
	return fail("end session", err)
}

// DeleteSessions ends every session of a person: after a password change, a
// changed role, a disabled account.
func (s *Store) DeleteSessions(ctx context.Context, person string) error {
	_, err := s.db.Exec(ctx, `DELETE FROM session WHERE person = $1 AND person <> ''`, person)
	return fail("end sessions of "+person, err)
}

// SweepSessions deletes the sessions that have expired.
func (s *Store) SweepSessions(ctx context.Context) error {
	_, err := s.db.Exec(ctx, `DELETE FROM session WHERE expiry <= $1`, s.instant())
	return fail("sweep sessions", err)
}
