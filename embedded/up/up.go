// Package up is `guibei up`: the private PostgreSQL, the engine and the
// application in one process and one data folder.
package up

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"guibei/cmd/guibei/cli"
	"guibei/embedded/stack"
	"guibei/internal/config"
)

// stopWithin is how long an orderly stop may take.
const stopWithin = 30 * time.Second

// Up brings everything up in the data folder and serves until ctx ends.
// Whatever ended before (a kill -9 too) is continued where it was.
func Up(ctx context.Context, app *cli.App, o cli.UpOptions) error {
	s, closeLog, err := Start(ctx, app, o.Data)
	if err != nil {
		return err
	}
	defer closeLog()
	err = cli.Serve(ctx, app, o)
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	return errors.Join(err, s.Close(end))
}

// Start brings up PostgreSQL and the engine in the data folder and points the
// application at them. What happens is written to log/guibei.log there.
func Start(ctx context.Context, app *cli.App, dir string) (*stack.Stack, func(), error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, nil, err
	}
	closeLog, err := logTo(app, filepath.Join(dir, "log"))
	if err != nil {
		return nil, nil, err
	}
	s, err := stack.Start(ctx, stack.Options{Dir: dir, PostgresBin: app.Config.PostgresBin, Logger: app.Log})
	if err != nil {
		closeLog()
		return nil, nil, err
	}
	c := &app.Config
	c.DatabaseURL, c.MigrateURL = config.Secret(s.AppURL()), config.Secret(s.OwnerURL())
	c.TemporalAddress, c.TemporalNamespace = s.TemporalAddress(), stack.Namespace
	c.Blobs = filepath.Join(dir, "blobs")
	if c.Templates == "" {
		c.Templates = filepath.Join(dir, "templates")
	}
	if err := writeEnvironment(c, filepath.Join(dir, EnvironmentFile)); err != nil {
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
		defer cancel()
		err = errors.Join(err, s.Close(end))
		closeLog()
		return nil, nil, err
	}
	return s, closeLog, nil
}

// EnvironmentFile is the file of the data folder with the settings by which
// the other subcommands (verify, reconcile, calendar, bootstrap) reach this
// system. It holds passwords.
const EnvironmentFile = "guibei.env"

func writeEnvironment(c *config.Config, file string) error {
	text := fmt.Sprintf("GUIBEI_DATABASE_URL='%s'\nGUIBEI_MIGRATE_DATABASE_URL='%s'\nGUIBEI_TEMPORAL_ADDRESS='%s'\nGUIBEI_TEMPORAL_NAMESPACE='%s'\nGUIBEI_BLOBS='%s'\nGUIBEI_TEMPLATES='%s'\nGUIBEI_LISTEN='%s'\n",
		string(c.DatabaseURL), string(c.MigrateURL), c.TemporalAddress, c.TemporalNamespace, c.Blobs, c.Templates, c.Listen)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return fmt.Errorf("不能在数据文件夹里写 %s，请检查权限：%w", EnvironmentFile, err)
	}
	return nil
}

// logTo sends the log to a file of the data folder: the terminal is for the
// person in front of it.
func logTo(app *cli.App, dir string) (func(), error) {
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // PostgreSQL's account logs here too
		return nil, fmt.Errorf("不能建立数据文件夹，请换一个 --data：%w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "guibei.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("不能写日志，请检查数据文件夹的权限：%w", err)
	}
	app.Log = slog.New(slog.NewTextHandler(f, &slog.HandlerOptions{Level: app.Config.LogLevel}))
	return func() { _ = f.Close() }, nil
}
