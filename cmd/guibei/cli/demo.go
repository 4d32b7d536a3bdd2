package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"guibei"
	"guibei/rates"
)

// demoCmd plays one document's life over the public API: every role, one
// supplement, one revision round, two filings, one of them late.
type demoCmd struct {
	Accounts string        `help:"演示账号文件；不填则用数据文件夹里的 demo.json。"`
	Data     string        `default:"${data}" help:"guibei up 的数据文件夹。"`
	Own      bool          `help:"不用正在运行的系统，在临时文件夹里另起一套，演示完即停。"`
	JSON     bool          `name:"json" help:"输出 JSON。"`
	Patience time.Duration `default:"5m" help:"某一部分暂时不可用时，最多等多久。"`
}

// Account is one account of the demonstration, as kept in its file.
type Account struct {
	Login    string        `json:"login"`
	Password string        `json:"password"`
	Person   guibei.Person `json:"person"`
}

// Accounts is the file of the demonstration's accounts.
type Accounts struct {
	URL    string    `json:"url"`
	Region string    `json:"region"`
	People []Account `json:"people"`
}

// Report is what the demonstration shows.
type Report struct {
	Case       string              `json:"case"`
	Title      string              `json:"title"`
	DocumentNo string              `json:"document_no"`
	UnifiedNo  string              `json:"unified_no"`
	Stage      guibei.Stage        `json:"stage"`
	Findings   []guibei.Finding    `json:"findings"`       // of the first text
	Revised    []guibei.Finding    `json:"findings_after"` // of the text that was published
	Events     []guibei.Event      `json:"events"`         // the time line
	Clocks     []guibei.Clock      `json:"clocks"`         // every period, with its derivation
	Filings    []guibei.Obligation `json:"filings"`
	Rates      []rates.Rate        `json:"rates"` // of this year's documents of the issuing organ
	Tried      []string            `json:"tried"` // what was refused on the way, and why

	zone *time.Location
}

// Run implements the subcommand.
func (c *demoCmd) Run(ctx context.Context, app *App) error {
	if c.Own || !c.running() {
		return c.alone(ctx, app)
	}
	return c.play(ctx, app, c.accounts())
}

func (c *demoCmd) accounts() string {
	if c.Accounts != "" {
		return c.Accounts
	}
	return filepath.Join(c.Data, "demo.json")
}

func (c *demoCmd) running() bool {
	_, err := os.Stat(c.accounts())
	return err == nil
}

// alone brings up a system of its own, plays, and takes it down again.
func (c *demoCmd) alone(ctx context.Context, app *App) error {
	if app.All == nil {
		return handOver()
	}
	dir, err := os.MkdirTemp("", "guibei-demo-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	app.Config.Listen = "127.0.0.1:0"
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var played error
	err = app.All.Up(ctx, app, UpOptions{Data: dir, Demo: true, Ready: func(r Running) {
		played = c.play(ctx, app, r.Accounts)
		stop()
	}})
	return errors.Join(played, ended(err))
}

// play plays against the running system that the accounts belong to.
func (c *demoCmd) play(ctx context.Context, app *App, file string) error {
	accounts, err := ReadAccounts(file)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, c.Patience)
	defer cancel()
	report, err := Play(ctx, accounts, app.Now(), nil)
	if err != nil {
		return err
	}
	if c.JSON {
		e := json.NewEncoder(app.Out)
		e.SetIndent("", "  ")
		return e.Encode(report)
	}
	report.print(app.Out)
	return nil
}

// ReadAccounts reads the file of a demonstration's accounts.
func ReadAccounts(file string) (Accounts, error) {
	var a Accounts
	b, err := os.ReadFile(file)
	if err != nil {
		return a, fmt.Errorf("读不到演示账号，请先运行 guibei up --demo：%w", err)
	}
	if err := json.Unmarshal(b, &a); err != nil {
		return a, fmt.Errorf("演示账号文件 %s 已损坏，请删除数据文件夹后重新运行 guibei up --demo：%w", file, err)
	}
	return a, nil
}

// Play plays one document's life over the public API and reports it. It waits
// for parts that are away as long as ctx lasts. before, if not nil, is called
// before each act with its number and the case, for those who disturb.
func Play(ctx context.Context, a Accounts, now time.Time, before func(step int, caseID string)) (Report, error) {
	return (&Cast{Accounts: a}).Play(ctx, now, before)
}

// Cast is the people of the demonstration, signed in once for any number of
// plays.
type Cast struct {
	Accounts Accounts
	sessions map[string]*session
}

// Play is [Play] by people who may be signed in already.
func (c *Cast) Play(ctx context.Context, now time.Time, before func(step int, caseID string)) (Report, error) {
	if c.sessions == nil {
		c.sessions = map[string]*session{}
	}
	s, err := newStory(ctx, c, now)
	if err != nil {
		return Report{}, err
	}
	s.onStep = before
	if err := s.tell(); err != nil {
		return Report{}, err
	}
	return s.report()
}
