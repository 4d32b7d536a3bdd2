package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

// upCmd brings the whole system up. The lean program has no database and no
// engine in it; it hands over to the all-in-one program beside it.
type upCmd struct {
	Data string `default:"${data}" help:"数据文件夹。"`
	Demo bool   `help:"首次启动时放入演示机关和人员。"`
}

// Run implements the subcommand.
func (c *upCmd) Run(ctx context.Context, app *App) error {
	if app.All == nil {
		return handOver()
	}
	return app.All.Up(ctx, app, UpOptions{Data: c.Data, Demo: c.Demo, Ready: func(r Running) {
		fmt.Fprintf(app.Out, "规备已就绪：%s\n按 Ctrl-C 停止。\n", r.URL)
		if r.Accounts != "" {
			fmt.Fprintf(app.Out, "演示账号和口令见 %s；另开一个终端运行 guibei demo 可看完整演示。\n", r.Accounts)
		}
	}})
}

// handOver replaces this process by the all-in-one program, with the same
// arguments.
func handOver() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	all := filepath.Join(filepath.Dir(self), "guibei-up")
	if _, err := os.Stat(all); err != nil {
		if all, err = exec.LookPath("guibei-up"); err != nil {
			return errors.New("找不到 guibei-up（带数据库和流程引擎的程序），请在源码目录运行 make build，或者把它放在 guibei 旁边")
		}
	}
	return syscall.Exec(all, append([]string{all}, os.Args[1:]...), os.Environ())
}
