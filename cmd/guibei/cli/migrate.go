package cli

import (
	"context"
	"fmt"

	"guibei/store"
)

// migrateCmd brings the database schema up to date.
type migrateCmd struct{}

// Run implements the subcommand.
func (migrateCmd) Run(ctx context.Context, app *App) error {
	url, err := app.Config.Owner()
	if err != nil {
		return err
	}
	if err := store.Migrate(ctx, url); err != nil {
		return err
	}
	_, err = fmt.Fprintln(app.Out, "数据库结构已是最新。")
	return err
}
