package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"guibei"
)

//go:embed migrations/*.sql
var migrations embed.FS

//go:embed grants.sql
var grants string

// Migrations returns the numbered SQL files that make the schema.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic("store: " + err.Error()) // the folder is embedded above
	}
	return sub
}

// Version is the number of the newest migration: the schema that this program
// needs.
func Version() int64 {
	var newest int64
	names, err := fs.Glob(Migrations(), "*.sql")
	if err != nil {
		panic("store: " + err.Error()) // the pattern is constant
	}
	for _, name := range names {
		number, _, _ := strings.Cut(name, "_")
		if n, err := strconv.ParseInt(number, 10, 64); err == nil {
			newest = max(newest, n)
		}
	}
	return newest
}

// Migrate brings the schema of the database at url up to [Version] and says
// again what the application's role may do. Several processes may call it at
// once; one works, the others wait and find nothing to do.
func Migrate(ctx context.Context, url string) error {
	conf, err := pgx.ParseConfig(url)
	if err != nil {
		return fail("read the database URL", err)
	}
	db := stdlib.OpenDB(*conf)
	defer db.Close() // closing idle connections loses nothing
	return fail("migrate the schema", migrate(ctx, db))
}

func migrate(ctx context.Context, db *sql.DB) error {
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, Migrations(), goose.WithSessionLocker(locker))
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, grants); err != nil {
		return fmt.Errorf("grant: %w", err)
	}
	return nil
}

// UpToDate returns an error of kind Unavailable, saying what to run, when the
// schema is not the one that this program needs.
func (s *Store) UpToDate(ctx context.Context) error {
	const missing = "数据库还没有建立规备的表，请先运行 guibei migrate，再启动程序。"
	var exists bool
	err := s.db.QueryRow(ctx, `SELECT to_regclass('goose_db_version') IS NOT NULL`).Scan(&exists)
	if err != nil {
		return fail("look for the schema", err)
	}
	if !exists {
		return guibei.Errorf(guibei.Unavailable, missing)
	}
	var have int64
	err = s.db.QueryRow(ctx, `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied`).Scan(&have)
	switch want := Version(); {
	case err != nil:
		return fail("read the version of the schema", err)
	case have == 0:
		return guibei.Errorf(guibei.Unavailable, missing)
	case have < want:
		return guibei.Errorf(guibei.Unavailable, "数据库结构是第%d版，本程序需要第%d版，请先运行 guibei migrate，再启动程序。", have, want)
	case have > want:
		return guibei.Errorf(guibei.Unavailable, "数据库结构是第%d版，比本程序的第%d版新，请升级程序后再启动。", have, want)
	}
	return nil
}
