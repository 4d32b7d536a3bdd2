package cli

import (
	"context"
	"fmt"
)

// reconcileCmd compares every open case with its workflow and mends.
type reconcileCmd struct {
	Renew bool `help:"让所有运行中的流程换用当前版本的程序。"`
}

// Run implements the subcommand.
func (c *reconcileCmd) Run(ctx context.Context, app *App) error {
	p, err := assembleReady(ctx, app)
	if err != nil {
		return err
	}
	defer p.close()
	if c.Renew {
		n, err := p.reconciler.Renew(ctx)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(app.Out, "已通知%d件换用当前程序。\n", n)
		return err
	}
	s, err := p.reconciler.Run(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(app.Out, "在办%d件：补建流程%d件，重新核对%d件，一致%d件，未能核对%d件。\n", s.Open, s.Started, s.Resynced, s.Untouched, s.Failed)
	return err
}
