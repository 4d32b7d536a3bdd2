package cli

import (
	"context"
	"errors"
	"fmt"
	"os"

	"guibei/deadline"
	"guibei/store"
	"guibei/workflows"
)

// calendarCmd imports a year of days off and days worked, and tells the cases
// whose clocks run, so that each computes its own ends again.
type calendarCmd struct {
	File   string `arg:"" help:"一年的放假调休安排（JSON）。"`
	Region string `default:"${region}" help:"地区代码。"`
	By     string `required:"" help:"导入人的人员编号，记入档案。"`
}

// Run implements the subcommand.
func (c *calendarCmd) Run(ctx context.Context, app *App) error {
	b, err := os.ReadFile(c.File)
	if err != nil {
		return fmt.Errorf("打不开文件：%w", err)
	}
	year, err := deadline.ParseYear(b)
	if err != nil {
		return err
	}
	p, err := assembleReady(ctx, app)
	if err != nil {
		return err
	}
	defer p.close()
	if err := p.store.PutCalendarYear(ctx, c.Region, year, c.By); err != nil {
		return err
	}
	told, failed := 0, 0
	err = p.reconciler.Each(ctx, func(k store.OpenCase) error {
		if err := workflows.Nudge(ctx, p.temporal, k.ID); err != nil {
			failed++
			return ctx.Err()
		}
		told++
		return nil
	})
	fmt.Fprintf(app.Out, "已导入%d年的安排，已通知%d件重新计算期限。\n", year.Year, told)
	if failed > 0 {
		err = errors.Join(err, fmt.Errorf("有%d件没有通知到，流程引擎恢复后请运行 guibei reconcile", failed))
	}
	return err
}
