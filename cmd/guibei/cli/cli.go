// Package cli is the command line: one file a subcommand. wire.go is where the
// program is put together.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"guibei"
	"guibei/docx"
	"guibei/internal/config"
)

// Version is set by the linker.
var Version = "dev"

// App is what every subcommand gets: its surroundings, as arguments.
type App struct {
	Config config.Config
	Out    io.Writer // what the user asked for
	Err    io.Writer // what happens meanwhile
	In     io.Reader
	Now    func() time.Time
	Log    *slog.Logger
	All    *AllInOne // nil in the lean program
}

// AllInOne is what the program built from the module embedded adds: it can
// bring up its own PostgreSQL and Temporal.
type AllInOne struct {
	// Up brings everything up in one folder and serves until ctx ends.
	Up func(ctx context.Context, app *App, o UpOptions) error
}

// UpOptions are those of `guibei up`.
type UpOptions struct {
	Data  string
	Demo  bool
	Ready func(Running) // called once everything answers
}

// Running is a system that answers.
type Running struct {
	URL      string // of the API
	Accounts string // file with the demo's accounts, "" without demo
}

// grammar is the command line.
type grammar struct {
	Up          upCmd          `cmd:"" help:"启动整套系统（自带数据库和流程引擎），一个数据文件夹装下全部。"`
	API         apiCmd         `cmd:"" name:"api" help:"启动接口服务。"`
	Worker      workerCmd      `cmd:"" help:"启动流程工作进程。"`
	Migrate     migrateCmd     `cmd:"" help:"建立或者升级数据库结构。"`
	Bootstrap   bootstrapCmd   `cmd:"" help:"生成一次性链接，用来建立第一个系统管理员。"`
	Reconcile   reconcileCmd   `cmd:"" help:"逐件核对流程与数据库，补建丢失的等待。"`
	Verify      verifyCmd      `cmd:"" help:"校验全部办理记录和文件是否被改动。"`
	Check       checkCmd       `cmd:"" help:"对 docx 草案作前置检查，不联网、不留存。"`
	Classify    classifyCmd    `cmd:"" help:"判断是不是行政规范性文件：五项标准和依据的句子，供人确认。"`
	Rules       rulesCmd       `cmd:"" help:"检查所用的规则：列出、说明、测量、试用自己的规则。"`
	Lists       listsCmd       `cmd:"" help:"导入制定主体清单、权责清单、取消的证明事项清单。"`
	Laws        lawsCmd        `cmd:"" help:"法律名录和文本：导入、查引用。"`
	Text        textCmd        `cmd:"" help:"读出 docx 的正文和条文结构。"`
	Compare     compareCmd     `cmd:"" help:"逐条比较两稿：改了什么、有什么法律效果、引用还对不对。"`
	Annotate    annotateCmd    `cmd:"" help:"把检查出的疑点写成 Word 批注，写进副本。"`
	Docx        docxCmd        `cmd:"" name:"docx" help:"docx 工具：看里面有什么，生成清稿。"`
	Letter      letterCmd      `cmd:"" help:"按模板生成文书（审核意见书、补正通知、备案报告等）的 docx 和 PDF。"`
	Deadline    deadlineCmd    `cmd:"" help:"推算期限，并逐日说明怎么算出来的。"`
	Calendar    calendarCmd    `cmd:"" help:"导入一年的放假调休安排，重新计算受影响的期限。"`
	Submit      submitCmd      `cmd:"" help:"立件并报送一份草案。"`
	Rates       ratesCmd       `cmd:"" help:"报备率、报备及时率、规范率、审核率。"`
	Demo        demoCmd        `cmd:"" help:"演示：一份真实文件从报送到两处备案登记，并给出各项比率。"`
	OpenAPI     openapiCmd     `cmd:"" name:"openapi" help:"输出接口文档（OpenAPI）。"`
	Healthcheck healthcheckCmd `cmd:"" help:"检查本机接口服务是否就绪，供容器使用。"`

	Version kong.VersionFlag `help:"显示版本。"`
}

// Main runs the program and returns its exit code.
func Main(all *AllInOne) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	app := &App{Out: os.Stdout, Err: os.Stderr, In: os.Stdin, Now: time.Now, All: all}
	if err := Run(ctx, app, os.Args[1:], os.Environ()); err != nil {
		code := 1
		if e, ok := errors.AsType[*ExitError](err); ok {
			code, err = e.Code, e.Cause
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "guibei: "+explain(err))
		}
		return code
	}
	return 0
}

// ExitError ends the program with a code of its own; Cause is nil when everything
// was said already.
type ExitError struct {
	Code  int
	Cause error
}

// Error implements error.
func (e *ExitError) Error() string {
	if e.Cause == nil {
		return fmt.Sprintf("exit %d", e.Code)
	}
	return explain(e.Cause)
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *ExitError) Unwrap() error { return e.Cause }

// Run runs one subcommand.
func Run(ctx context.Context, app *App, args, environ []string) error {
	var err error
	if app.Config, err = config.Load(environ); err != nil {
		return err
	}
	app.Log = slog.New(slog.NewTextHandler(app.Err, &slog.HandlerOptions{Level: app.Config.LogLevel}))
	exited := errors.New("shown")
	var g grammar
	parser, err := kong.New(&g,
		kong.Name("guibei"), kong.Description("规备：行政规范性文件从起草到备案。"),
		kong.Vars{"version": Version, "data": app.Config.Data, "region": app.Config.Region},
		kong.Writers(app.Out, app.Err), kong.Exit(func(int) { panic(exited) }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(app),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		return err
	}
	defer func() {
		if r := recover(); r != nil && r != exited { //nolint:errorlint // the very value, thrown by kong.Exit above
			panic(r)
		}
	}()
	command, err := parser.Parse(args)
	if err != nil {
		return err
	}
	return command.Run()
}

// explain is an error as the person at the terminal needs it: the sentence,
// and what lies under it, since that person runs the system.
func explain(err error) string {
	if e, ok := errors.AsType[*guibei.Error](err); ok && e.Err != nil {
		return e.Msg + "（" + e.Err.Error() + "）"
	}
	if r, ok := errors.AsType[*docx.Refusal](err); ok {
		return r.Msg
	}
	if errors.Is(err, docx.ErrAnnotate) || errors.Is(err, docx.ErrAccept) {
		return "副本没有写出：写好后核对，与原稿不一致。原稿没有改动；请在 Word 或 WPS 中另存为 .docx 后重试，仍不行的，请把原稿交给维护人员（" + err.Error() + "）"
	}
	return err.Error()
}
