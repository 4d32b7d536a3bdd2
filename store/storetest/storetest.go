// Package storetest gives every test a PostgreSQL of its own.
//
// [Tx] costs about a millisecond and is what most tests want. [DB] costs about
// a hundred and is for tests that must commit: locks, LISTEN, two connections.
//
// In one transaction and another, keep what must be unique apart (ids, hashes of
// files, scopes of numbers, problems of issued opinions): the second to write the same key waits for the
// first to end. [Organs] and [People] are there already.
//
// Both need TEST_DATABASE_URL; without it the test is skipped. With it, a
// database that does not answer fails the test: a skip must never hide that.
package storetest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"guibei/store"
)

// Tx returns a transaction over a migrated database. It is rolled back when
// the test ends.
func Tx(tb testing.TB) pgx.Tx {
	tb.Helper()
	need(tb)

	ctx := context.Background() // outlives t.Context, which ends before Cleanup
	pool, err := shared()
	if err != nil {
		tb.Fatal(err)
	}
	soon, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	tx, err := pool.Begin(soon)
	if err != nil {
		tb.Fatalf("begin: %v (at most %d transactions at once)", err, pool.Config().MaxConns)
	}
	tb.Cleanup(func() { _ = tx.Rollback(ctx) })
	return tx
}

// DB returns a pool over a database that only this test uses. It is dropped
// when the test ends.
func DB(tb testing.TB) *pgxpool.Pool {
	tb.Helper()
	need(tb)

	ctx := context.Background()
	name := "test_" + rand.Text()
	if err := clone(ctx, name); err != nil {
		tb.Fatal(err)
	}
	pool, err := store.Open(ctx, dsn(name))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		pool.Close()
		if err := admin(ctx, `DROP DATABASE `+quote(name)+` WITH (FORCE)`); err != nil {
			tb.Errorf("drop %s: %v", name, err)
		}
	})
	return pool
}

// How many transactions of one test binary may be open, and how long to wait
// for one of them to end.
const (
	atOnce   = "&pool_max_conns=40"
	patience = time.Minute
)

func need(tb testing.TB) {
	tb.Helper()
	if os.Getenv("TEST_DATABASE_URL") == "" {
		tb.Skip("TEST_DATABASE_URL is not set")
	}
}

// shared is the pool under every [Tx] of one test binary. Nothing is ever
// committed through it, so that all test binaries can use one database.
var shared = sync.OnceValues(func() (*pgxpool.Pool, error) {
	ctx := context.Background()
	tmpl, err := template()
	if err != nil {
		return nil, err
	}
	if err := clone(ctx, tmpl+"_tx"); err != nil && !isCode(err, "42P04") { // duplicate_database
		return nil, err
	}
	return store.Open(ctx, dsn(tmpl+"_tx")+atOnce)
})

// template makes the database that the others are cloned from, once per state
// of the migrations, and returns its name.
var template = sync.OnceValues(func() (string, error) {
	ctx := context.Background()
	h := sha256.New()
	if err := fs.WalkDir(store.Migrations(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(store.Migrations(), p)
		h.Write(b)
		return err
	}); err != nil {
		return "", err
	}
	_, _ = fmt.Fprint(h, Organs, People) // a hash never fails
	name := "tmpl_" + hex.EncodeToString(h.Sum(nil))[:12]

	return name, locked(ctx, func(c *pgx.Conn) error {
		var done bool
		err := c.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name).Scan(&done)
		if err != nil || done {
			return err
		}
		// Migrate under another name, so that a half-made template is never used.
		draft := name + "_draft"
		if _, err := c.Exec(ctx, `DROP DATABASE IF EXISTS `+quote(draft)); err != nil {
			return err
		}
		if _, err := c.Exec(ctx, `CREATE DATABASE `+quote(draft)); err != nil {
			return err
		}
		if err := furnish(ctx, dsn(draft)); err != nil {
			return err
		}
		_, err = c.Exec(ctx, `ALTER DATABASE `+quote(draft)+` RENAME TO `+quote(name))
		return err
	})
})

// furnish makes the schema and the people of the tests.
func furnish(ctx context.Context, url string) error {
	if err := store.Migrate(ctx, url); err != nil {
		return err
	}
	pool, err := store.Open(ctx, url)
	if err != nil {
		return err
	}
	defer pool.Close()
	return staff(ctx, store.New(pool, time.Now))
}

func clone(ctx context.Context, name string) error {
	tmpl, err := template()
	if err != nil {
		return err
	}
	return admin(ctx, `CREATE DATABASE `+quote(name)+` TEMPLATE `+quote(tmpl)+` STRATEGY file_copy`)
}

func admin(ctx context.Context, sql string) error {
	return locked(ctx, func(c *pgx.Conn) error {
		_, err := c.Exec(ctx, sql)
		return err
	})
}

// locked runs f while no other test process does. PostgreSQL lets only one
// session at a time clone a template.
func locked(ctx context.Context, f func(*pgx.Conn) error) error {
	c, err := pgx.Connect(ctx, os.Getenv("TEST_DATABASE_URL"))
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(ctx) }()
	if _, err := c.Exec(ctx, `SELECT pg_advisory_lock(hashtext('storetest'))`); err != nil {
		return err
	}
	return f(c)
}

func dsn(database string) string {
	u, err := url.Parse(os.Getenv("TEST_DATABASE_URL"))
	if err != nil {
		panic(err)
	}
	u.Path = "/" + database
	q := u.Query()
	q.Set("application_name", "storetest")
	u.RawQuery = q.Encode()
	return u.String()
}

func quote(name string) string { return pgx.Identifier{name}.Sanitize() }

func isCode(err error, code string) bool {
	var pgErr *pgconn.PgError
	return errors.As(err, &pgErr) && pgErr.Code == code
}
