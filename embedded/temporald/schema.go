package temporald

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"

	"github.com/jackc/pgx/v5"
	"go.temporal.io/server/common/log"
	postgresqlschema "go.temporal.io/server/schema/postgresql/v12"
	"go.temporal.io/server/tools/common/schema"
	"go.temporal.io/server/tools/sql"
)

// schemaLock is the advisory lock under which schemas change; the number is
// arbitrary ("guibei" in ASCII) and only has to stay.
const schemaLock = 0x677569626569

// ensureSchema brings both databases to the version that the server needs. When
// they are there already it costs one query each.
func ensureSchema(ctx context.Context, o Options, logger log.Logger) error {
	for _, db := range []struct{ name, source, version string }{
		{o.Database, "postgresql/v12/temporal", postgresqlschema.Version},
		{o.VisibilityDatabase, "postgresql/v12/visibility", postgresqlschema.VisibilityVersion},
	} {
		if err := ensureOne(ctx, o, db.name, db.source, db.version, logger); err != nil {
			return fmt.Errorf("schema of %s: %w", db.name, err)
		}
	}
	return nil
}

func ensureOne(ctx context.Context, o Options, database, source, want string, logger log.Logger) error {
	conn, err := connect(ctx, o, database)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	// The lock ends with the connection.
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", int64(schemaLock)); err != nil {
		return fmt.Errorf("take the schema lock: %w", err)
	}
	have, err := schemaVersion(ctx, conn, database)
	if err != nil || have == want {
		return err
	}
	if have == "" || have == "0.0" {
		// The first version's script is not written to run twice, and a crash may have
		// cut it short. No server has used the database: begin with an empty one.
		if _, err := conn.Exec(ctx, "DROP SCHEMA public CASCADE; CREATE SCHEMA public"); err != nil {
			return fmt.Errorf("clear the unfinished schema: %w", err)
		}
		have = ""
	}
	return migrate(o, database, source, have == "", logger)
}

// schemaVersion is the version the database says it has, "" when it says nothing.
func schemaVersion(ctx context.Context, conn *pgx.Conn, database string) (string, error) {
	// Asking the catalogue first keeps an error out of PostgreSQL's log.
	var known bool
	err := conn.QueryRow(ctx, "SELECT to_regclass('public.schema_version') IS NOT NULL").Scan(&known)
	if err != nil || !known {
		return "", err
	}
	var version string
	err = conn.QueryRow(ctx,
		"SELECT curr_version FROM schema_version WHERE version_partition = 0 AND db_name = $1", database).Scan(&version)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read the schema version: %w", err)
	}
	return version, nil
}

// migrate runs the scripts that the server carries. They take the way of upstream's
// command-line tool, without its command line, which ends the process on errors.
func migrate(o Options, database, source string, fresh bool, logger log.Logger) error {
	cfg := sqlConfig(o, database)
	// Some hundred statements, each its own transaction. What they write is durable
	// with the first synchronous commit after them, which the server makes at once.
	cfg.ConnectAttributes = map[string]string{"synchronous_commit": "off"}
	conn, err := sql.NewConnection(cfg, logger)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer conn.Close()
	if fresh {
		if err := schema.NewSetupSchemaTask(conn, &schema.SetupConfig{InitialVersion: "0.0"}, logger).Run(); err != nil {
			return fmt.Errorf("set up: %w", err)
		}
	}
	if err := schema.NewUpdateSchemaTask(conn, &schema.UpdateConfig{SchemaName: source}, logger).Run(); err != nil {
		return fmt.Errorf("update: %w", err)
	}
	return nil
}

func connect(ctx context.Context, o Options, database string) (*pgx.Conn, error) {
	u := url.URL{
		Scheme: "postgres", User: url.UserPassword(o.User, o.Password),
		Host: net.JoinHostPort(o.Host, strconv.Itoa(o.Port)), Path: "/" + database, RawQuery: "sslmode=disable",
	}
	conn, err := pgx.Connect(ctx, u.String())
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	return conn, nil
}
