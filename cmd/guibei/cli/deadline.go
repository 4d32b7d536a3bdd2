package cli

import (
	"errors"
	"fmt"
	"strings"

	"guibei"
	"guibei/deadline"
	"guibei/regions"
)

// deadlineCmd computes one period and says how.
type deadlineCmd struct {
	Start   string   `arg:"" help:"起算事件发生之日，如 2026-02-12。"`
	Days    int      `help:"日数（自然日）。"`
	Working int      `help:"工作日数。"`
	Months  int      `help:"月数。"`
	Roll    bool     `help:"最后一日逢休息日的，顺延至其后第一个工作日。"`
	Clock   string   `help:"按地区规定的期限推算，如 review、filing。"`
	Track   string   `help:"与 --clock=filing 合用：备案途径，如 gov_up。"`
	Region  string   `default:"${region}" help:"地区代码。"`
	Pause   []string `help:"暂停的区间，如 2026-02-13:2026-02-20，可以多次。"`
}

// Run implements the subcommand.
func (c *deadlineCmd) Run(app *App) error {
	start, err := deadline.ParseDate(c.Start)
	if err != nil {
		return err
	}
	period, err := c.period(start)
	if err != nil {
		return err
	}
	var pauses []deadline.Pause
	for _, s := range c.Pause {
		p, err := parsePause(s)
		if err != nil {
			return err
		}
		pauses = append(pauses, p)
	}
	res, err := deadline.Compute(start, period, deadline.China(), pauses...)
	if err != nil {
		return err
	}
	fmt.Fprintln(app.Out, strings.Join(res.Explain(), "\n"))
	if res.Paused {
		_, err = fmt.Fprintf(app.Out, "暂停中，剩余%d日\n", res.Remaining)
		return err
	}
	_, err = fmt.Fprintln(app.Out, res.Due)
	return err
}

func (c *deadlineCmd) period(start guibei.Date) (deadline.Period, error) {
	if c.Clock != "" {
		region, err := regions.Load(c.Region)
		if err != nil {
			return deadline.Period{}, err
		}
		p, ok := region.Period(guibei.ClockKind(c.Clock), c.Track, start)
		if !ok {
			return p, fmt.Errorf("%s没有规定“%s”的期限，请检查 --clock 和 --track", region.Name, c.Clock)
		}
		return p, nil
	}
	p := deadline.Period{RollForward: c.Roll}
	set := 0
	for _, u := range []struct {
		n    int
		unit deadline.Unit
	}{{c.Days, deadline.Days}, {c.Working, deadline.WorkingDays}, {c.Months, deadline.Months}} {
		if u.n != 0 {
			p.N, p.Unit = u.n, u.unit
			set++
		}
	}
	if set != 1 {
		return p, errors.New("请用 --days、--working、--months、--clock 中的一项说明期限")
	}
	return p, nil
}

func parsePause(s string) (deadline.Pause, error) {
	from, to, _ := strings.Cut(s, ":")
	p := deadline.Pause{}
	var err error
	if p.From, err = deadline.ParseDate(from); err != nil {
		return p, err
	}
	if to != "" {
		p.To, err = deadline.ParseDate(to)
	}
	return p, err
}
