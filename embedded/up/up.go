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
	return s, closeLog, nil
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
