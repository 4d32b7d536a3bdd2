package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Database is what a database must be.
type Database struct {
	// Name of the database.
	Name string
	// Owner is a role made by EnsureRole; it may change the schema.
	Owner string
	// Users are roles that may connect. What they may read and write is granted by
	// the migrations. Nobody else can connect.
	Users []string
}

// EnsureRole makes a role that can log in and nothing else, with a random password
// that is remembered in postgres.json. A role that exists is left alone.
func (s *Server) EnsureRole(ctx context.Context, name string) error {
	return s.Ensure(ctx, []string{name})
}

// EnsureDatabase makes a database that its owner alone, and the users, can enter.
// A database that exists keeps its content.
func (s *Server) EnsureDatabase(ctx context.Context, name, owner string, users ...string) error {
	return s.Ensure(ctx, nil, Database{Name: name, Owner: owner, Users: users})
}

// Ensure does EnsureRole and EnsureDatabase for many over one connection.
func (s *Server) Ensure(ctx context.Context, roles []string, databases ...Database) error {
	return s.asSuperuser(ctx, func(conn *pgx.Conn) error {
		for _, name := range roles {
			if err := s.ensureRole(ctx, conn, name); err != nil {
				return fmt.Errorf("make role %s: %w", name, err)
			}
		}
		for _, db := range databases {
			if err := ensureDatabase(ctx, conn, db); err != nil {
				return fmt.Errorf("make database %s: %w", db.Name, err)
			}
		}
		return nil
	})
}

// DropDatabase removes a database, throwing out whoever is connected.
func (s *Server) DropDatabase(ctx context.Context, name string) error {
	return s.asSuperuser(ctx, func(conn *pgx.Conn) error {
		if _, err := conn.Exec(ctx, "DROP DATABASE IF EXISTS "+quote(name)+" WITH (FORCE)"); err != nil {
			return fmt.Errorf("drop database %s: %w", name, err)
		}
		return nil
	})
}

// asSuperuser lends a connection for set-up.
func (s *Server) asSuperuser(ctx context.Context, do func(*pgx.Conn) error) error {
	cfg, err := pgx.ParseConfig(s.URL(superuser, "postgres"))
	if err != nil {
		return fmt.Errorf("connect as superuser: %w", err)
	}
	// Statements with passwords must not reach the log when they fail.
	cfg.RuntimeParams["log_min_error_statement"] = "panic"
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return fmt.Errorf("connect as superuser: %w", err)
	}
	return errors.Join(do(conn), conn.Close(ctx))
}

// ensureRole sets the password in the server first and saves it second: after a
// crash in between, the next start sets another one.
func (s *Server) ensureRole(ctx context.Context, conn *pgx.Conn, name string) error {
	var exists bool
	err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", name).Scan(&exists)
	if err != nil {
		return err
	}
	password := s.Password(name)
	if exists && password != "" {
		return nil
	}
	if password == "" {
		password = rand.Text() // letters and digits: it needs no quoting
	}
	verb := "CREATE"
	if exists {
		verb = "ALTER"
	}
	if _, err := conn.Exec(ctx, verb+" ROLE "+quote(name)+" LOGIN PASSWORD '"+password+"'"); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state.Passwords[name] = password
	return s.state.write(s.paths.state)
}

// ensureDatabase repeats the grants at every start: a crash may have come between
// them and the creation, which cannot share a transaction.
func ensureDatabase(ctx context.Context, conn *pgx.Conn, db Database) error {
	var exists bool
	err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", db.Name).Scan(&exists)
	if err != nil {
		return err
	}
	if !exists {
		if _, err := conn.Exec(ctx, "CREATE DATABASE "+quote(db.Name)+" OWNER "+quote(db.Owner)); err != nil {
			return err
		}
	}
	if _, err := conn.Exec(ctx, "REVOKE ALL ON DATABASE "+quote(db.Name)+" FROM PUBLIC"); err != nil {
		return err
	}
	for _, user := range db.Users {
		if _, err := conn.Exec(ctx, "GRANT CONNECT ON DATABASE "+quote(db.Name)+" TO "+quote(user)); err != nil {
			return err
		}
	}
	return nil
}

func quote(name string) string { return pgx.Identifier{name}.Sanitize() }
