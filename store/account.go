package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/jackc/pgx/v5"

	"guibei"
)

// After maxFailures wrong passwords an account is locked for lockFor.
const (
	maxFailures = 5
	lockFor     = 15 * time.Minute
)

// Account returns the account of a login name, whose case does not matter;
// NotFound if there is none.
func (s *Store) Account(ctx context.Context, login string) (Account, error) {
	var a Account
	err := s.db.QueryRow(ctx, `SELECT person, login, password_hash, failures, locked_until, disabled
		FROM account WHERE lower(login) = lower($1)`, login).
		Scan(&a.Person, &a.Login, &a.PasswordHash, &a.Failures, (*instant)(&a.LockedUntil), &a.Disabled)
	return a, fail("read account", orNotFound(err, "没有这个登录名，请核对后重试。"))
}

// PutAccount adds the account of a person or replaces it, failures and lock
// included.
func (s *Store) PutAccount(ctx context.Context, a Account) error {
	_, err := s.db.Exec(ctx, `INSERT INTO account (person, login, password_hash, failures, locked_until, disabled)
		VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT ON CONSTRAINT account_pkey DO UPDATE SET login = excluded.login, password_hash = excluded.password_hash,
			failures = excluded.failures, locked_until = excluded.locked_until, disabled = excluded.disabled`,
		a.Person, a.Login, a.PasswordHash, a.Failures, instant(a.LockedUntil), a.Disabled)
	return fail("put account of "+a.Person, err)
}

// RecordLogin keeps the outcome of an attempt to sign in with a login name. The fifth failure in
// a row locks the account for a quarter of an hour and starts the count anew; a
// success ends both.
func (s *Store) RecordLogin(ctx context.Context, login string, ok bool) error {
	now := s.instant()
	tag, err := s.db.Exec(ctx, `UPDATE account SET
			failures = CASE WHEN $2 OR failures + 1 >= $3 THEN 0 ELSE failures + 1 END,
			locked_until = CASE WHEN $2 THEN NULL WHEN failures + 1 >= $3 THEN $4 ELSE locked_until END
		WHERE lower(login) = lower($1)`, login, ok, maxFailures, now.Add(lockFor))
	if err == nil && tag.RowsAffected() == 0 {
		return guibei.Errorf(guibei.NotFound, "没有这个登录名，请核对后重试。")
	}
	return fail("record login", err)
}

// Accounts returns every account by person, without the hashes of passwords.
func (s *Store) Accounts(ctx context.Context) (map[string]Account, error) {
	rows, err := s.db.Query(ctx, `SELECT person, login, failures, locked_until, disabled, seen_at FROM account`)
	if err != nil {
		return nil, fail("list accounts", err)
	}
	out := map[string]Account{}
	var a Account
	_, err = pgx.ForEachRow(rows, []any{&a.Person, &a.Login, &a.Failures, (*instant)(&a.LockedUntil), &a.Disabled, (*instant)(&a.SeenAt)}, func() error {
		out[a.Person] = a
		return nil
	})
	return out, fail("list accounts", err)
}

// Disable keeps a person from signing in, or lets them again; the latter also
// ends a lock after wrong passwords. NotFound if the person has no account.
func (s *Store) Disable(ctx context.Context, person string, disabled bool) error {
	tag, err := s.db.Exec(ctx, `UPDATE account SET disabled = $2,
			failures = CASE WHEN $2 THEN failures ELSE 0 END, locked_until = CASE WHEN $2 THEN locked_until END
		WHERE person = $1`, person, disabled)
	if err == nil && tag.RowsAffected() == 0 {
		return guibei.Errorf(guibei.NotFound, "%s没有账号，请先由系统管理员建立账号。", person)
	}
	return fail("disable the account of "+person, err)
}

// Saw notes that a person uses the system now.
func (s *Store) Saw(ctx context.Context, person string) error {
	_, err := s.db.Exec(ctx, `UPDATE account SET seen_at = $2 WHERE person = $1`, person, s.instant())
	return fail("note the use of "+person, err)
}

// PutBootstrapToken keeps the hash of a token that may be used once, until it
// expires, to set up the first account.
func (s *Store) PutBootstrapToken(ctx context.Context, token string, expires time.Time) error {
	_, err := s.db.Exec(ctx, `INSERT INTO bootstrap_token (hash, created_at, expires_at) VALUES ($1, $2, $3)`,
		hashToken(token), s.instant(), expires)
	return fail("put bootstrap token", err)
}

// UseBootstrapToken spends a token. A token that is unknown, spent or expired
// is Unauthenticated; which of these is not said.
func (s *Store) UseBootstrapToken(ctx context.Context, token string) error {
	now := s.instant()
	tag, err := s.db.Exec(ctx, `UPDATE bootstrap_token SET used_at = $2 WHERE hash = $1 AND used_at IS NULL AND expires_at > $2`,
		hashToken(token), now)
	if err == nil && tag.RowsAffected() == 0 {
		return guibei.Errorf(guibei.Unauthenticated, "初始化口令无效、已经用过或者已经过期，请在服务器上重新生成。")
	}
	return fail("use bootstrap token", err)
}

// PutNewPerson puts a person and the account on record, both or neither.
func (s *Store) PutNewPerson(ctx context.Context, p guibei.Person, a Account) error {
	return s.inTx(ctx, func(tx pgx.Tx) error {
		within := New(tx, s.now)
		if err := within.PutPerson(ctx, p); err != nil {
			return err
		}
		return within.PutAccount(ctx, a)
	})
}

// Bootstrap spends a token for the first administrator, whose organ is put on
// record if it is not there: all of it or nothing, so that a database that goes
// away meanwhile does not cost the token.
func (s *Store) Bootstrap(ctx context.Context, token string, o guibei.Organ, p guibei.Person, a Account) error {
	return s.inTx(ctx, func(tx pgx.Tx) error {
		within := New(tx, s.now)
		if err := within.UseBootstrapToken(ctx, token); err != nil {
			return err
		}
		if err := within.PutOrgan(ctx, o); err != nil {
			return err
		}
		return within.PutNewPerson(ctx, p, a)
	})
}

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
