package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"guibei"
	"guibei/deadline"
	"guibei/store"
)

// calendarCmd imports a year of days off and days worked, and tells the cases
// whose clocks run, so that each computes its own ends again.
type calendarCmd struct {
	File   string `arg:"" help:"一年的放假调休安排（JSON）。"`
	Region string `default:"${region}" help:"地区代码。"`
	By     string `required:"" help:"导入人的人员编号，记入档案。"`
}

// putYear imports a year and puts that on record, both or neither.
func (p *parts) putYear(ctx context.Context, region string, year deadline.Year, by string) error {
	who, err := p.store.Person(ctx, by)
	if err != nil {
		return err
	}
	facts, err := json.Marshal(map[string]any{"year": year.Year, "notice": year.Notice})
	if err != nil {
		return err
	}
	e := guibei.AdminEvent{
		Subject: "calendar/" + region, Kind: guibei.CalendarImported, Actor: guibei.Actor{Person: who.ID, Name: who.Name}, Payload: facts,
	}
	if len(who.Grants) > 0 {
		e.Actor.Role, e.Actor.Organ = who.Grants[0].Role, who.Grants[0].Organ
	}
	return p.store.Together(ctx, func(within *store.Store) error {
		if err := within.PutCalendarYear(ctx, region, year, by); err != nil {
			return err
		}
		return within.RecordAdmin(ctx, e)
	})
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
	if err := p.putYear(ctx, c.Region, year, c.By); err != nil {
		return err
	}
	told, failed := 0, 0
	err = p.reconciler.Each(ctx, func(k store.OpenCase) error {
		if err := p.nudge(ctx, k.ID); err != nil {
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
