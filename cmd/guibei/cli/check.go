package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/sync/errgroup"
	"golang.org/x/term"

	"guibei"
	"guibei/docx"
	"guibei/laws"
	"guibei/regions"
	"guibei/rules"
)

// checkCmd runs the rules over drafts on this machine. Nothing leaves it.
type checkCmd struct {
	Files  []string    `arg:"" help:"docx 文件，可以多个；“-”是标准输入。"`
	Region string      `default:"${region}" help:"地区代码。"`
	On     guibei.Date `placeholder:"2026-01-31" help:"按哪一天判断法律是否有效、日期是否合适；不填为今天。"`
	Text   bool        `help:"文件是纯文本（UTF-8、GB18030），不是 docx。"`
	JSON   bool        `name:"json" help:"输出 JSON，一个文件一行（docs/schema/check.json）。"`
	Texts  string      `type:"existingdir" help:"法律文本的文件夹：逐字核对引文。"`
	Rules  string      `type:"existingfile" help:"本单位自己的规则（YAML），与随程序的规则一并检查。"`
}

// Help says what the exit code means.
func (c *checkCmd) Help() string {
	return "退出码：0 没有严重线索；1 有严重线索；2 有文件读不出来。线索不是结论，由人判断。"
}

// maxInput bounds what is read of one file.
const maxInput = 64 << 20

// Run implements the subcommand. Files that cannot be checked are said, and the
// others are checked all the same.
func (c *checkCmd) Run(ctx context.Context, app *App) error {
	region, err := regions.Load(c.Region)
	if err != nil {
		return &ExitError{Code: exitUnreadable, Cause: err}
	}
	check := checker{region: region, on: c.On, text: c.Text, in: app.In}
	if check.on.IsZero() {
		check.on = guibei.DateOf(app.Now(), region.Location())
	}
	if c.Rules != "" {
		if check.extra, err = readBureau(c.Rules); err != nil {
			return &ExitError{Code: exitUnreadable, Cause: err}
		}
	}
	if c.Texts != "" {
		files, _, err := readLaws([]string{c.Texts}, laws.Default())
		if err != nil {
			return &ExitError{Code: exitUnreadable, Cause: err}
		}
		check.texts = folder(files)
	}
	var failed error
	blocked := false
	err = check.all(ctx, c.Files, progressOf(app.Err, len(c.Files)), func(d checked) error {
		if d.err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s：%s", filepath.Base(d.name), explain(d.err)))
			return nil //nolint:nilerr // said at the end, with the others
		}
		blocked = blocked || d.receipt.Verdict == rules.Blocked
		if c.JSON {
			return json.NewEncoder(app.Out).Encode(checkOutput(d))
		}
		printReceipt(app.Out, filepath.Base(d.name), d.receipt)
		return nil
	})
	switch {
	case err != nil:
		return err
	case failed != nil:
		return &ExitError{Code: exitUnreadable, Cause: failed}
	case blocked:
		return &ExitError{Code: exitBlocker}
	}
	return nil
}

// The exit codes of a check.
const (
	exitBlocker    = 1
	exitUnreadable = 2
)

// checker checks files by one region, one day and one set of rules.
type checker struct {
	region *regions.Region
	on     guibei.Date
	text   bool
	in     io.Reader
	extra  []rules.Rule
	texts  laws.Texts // nil: words of laws are not compared
}

// checked is one file and what came of it.
type checked struct {
	name    string
	input   rules.Input
	receipt guibei.CheckReceipt
	err     error
}

// all checks the files side by side and yields them in their order.
func (c *checker) all(ctx context.Context, files []string, tick func(), yield func(checked) error) error {
	done := make([]chan checked, len(files))
	for i := range done {
		done[i] = make(chan checked, 1)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	g, ctx := errgroup.WithContext(ctx)
	// A file is not begun before an earlier one is out, so that memory stays flat.
	ahead := make(chan struct{}, 4*runtime.GOMAXPROCS(0))
	g.Go(func() error {
		work, ctx := errgroup.WithContext(ctx)
		work.SetLimit(runtime.GOMAXPROCS(0))
		for i, name := range files {
			select {
			case ahead <- struct{}{}:
			case <-ctx.Done():
				return ctx.Err()
			}
			work.Go(func() error {
				done[i] <- c.file(name)
				return nil
			})
		}
		return work.Wait()
	})
	g.Go(func() error {
		for i := range files {
			select {
			case d := <-done[i]:
				<-ahead
				tick()
				if err := yield(d); err != nil {
					return err
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	return g.Wait()
}

// file checks one file.
func (c *checker) file(name string) checked {
	d := checked{name: name}
	data, err := readInput(name, c.in)
	if err != nil {
		d.err = err
		return d
	}
	d.input, d.err = c.read(data)
	if d.err == nil && c.texts != nil {
		d.input.Texts, d.err = laws.Load(rules.Cited(d.input.Text), c.on, c.texts)
	}
	if d.err != nil {
		return d
	}
	sum := sha256.Sum256(data)
	d.input.DocumentSHA256 = hex.EncodeToString(sum[:])
	d.receipt = rules.Check(d.input)
	return d
}

func (c *checker) read(data []byte) (rules.Input, error) {
	if c.text {
		s, err := decodeText(data)
		if err != nil {
			return rules.Input{}, err
		}
		sum := sha256.Sum256([]byte(s))
		in := c.input(rules.FromString(s))
		in.TextSHA256 = hex.EncodeToString(sum[:])
		return in, nil
	}
	f, err := docx.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return rules.Input{}, err
	}
	doc, layout, err := rules.Read(f)
	if err != nil {
		return rules.Input{}, err
	}
	in := rulesInput(doc, layout, c.region, c.on)
	in.Extra = c.extra
	return in, nil
}

func (c *checker) input(t rules.Text) rules.Input {
	in := rules.Input{Text: t, Title: t.Title, On: c.on, Laws: laws.Default(), Extra: c.extra}
	setRegion(&in, c.region, c.on)
	return in
}

// rulesInput is a text before there is a case: the package is not known yet.
func rulesInput(doc *docx.Document, layout *rules.Layout, region *regions.Region, on guibei.Date) rules.Input {
	in := rules.Input{
		Text: rules.FromDocx(doc), Layout: layout, Title: doc.Title(), On: on, Laws: laws.Default(), TextSHA256: doc.TextSHA256(),
	}
	setRegion(&in, region, on)
	return in
}

// setRegion sets what the region's pack says about rules.
func setRegion(in *rules.Input, region *regions.Region, on guibei.Date) {
	v := region.Validity(on)
	in.MaxYears, in.MaxTrialYears, in.MinGapDays = v.MaxYears, v.TrialYears, region.EffectiveGapDays(on)
	in.Off = region.RulesOff(on)
}

func readInput(name string, stdin io.Reader) ([]byte, error) {
	src := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("打不开文件，请检查文件名和权限：%w", err)
		}
		defer func() { _ = f.Close() }()
		src = f
	}
	data, err := io.ReadAll(io.LimitReader(src, maxInput+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("文件读不出来，请检查磁盘和权限：%w", err)
	case len(data) > maxInput:
		return nil, guibei.Errorf(guibei.Invalid, "文件超过64 MB，请压缩图片或者拆分后再检查。")
	}
	return data, nil
}

func readBureau(name string) ([]rules.Rule, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("打不开规则文件，请检查文件名和权限：%w", err)
	}
	return rules.Bureau(filepath.Base(name), data)
}

// fewFiles are checked before a bar could be drawn.
const fewFiles = 8

// progressOf draws a bar on a terminal for a long list, nothing elsewhere.
func progressOf(w io.Writer, files int) func() {
	f, ok := w.(*os.File)
	if !ok || files < fewFiles || !term.IsTerminal(int(f.Fd())) {
		return func() {}
	}
	bar := progressbar.NewOptions(files, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription("检查"),
		progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish())
	return func() { _ = bar.Add(1) }
}

func checkFile(name string, region *regions.Region, app *App) (guibei.CheckReceipt, error) {
	c := checker{region: region, on: guibei.DateOf(app.Now(), region.Location()), in: app.In}
	d := c.file(name)
	return d.receipt, d.err
}

func printReceipt(w io.Writer, name string, r guibei.CheckReceipt) {
	fmt.Fprintf(w, "%s\n  文件指纹 %s\n  规则集   %s\n  法律名录 %s\n", name, r.DocumentSHA256, r.RuleSet, r.Laws)
	printFindings(w, r.Findings)
}

func printFindings(w io.Writer, fs []guibei.Finding) {
	if len(fs) == 0 {
		fmt.Fprintln(w, "  没有发现疑点。这不等于合法性审核结论。")
	}
	for _, f := range fs {
		fmt.Fprintf(w, "  [%s] %s %s%s\n      %s\n      依据：%s\n", f.Severity.Label(), f.Rule, f.Title, where(f.Place), f.Detail, f.Basis)
	}
}

func where(p guibei.Place) string {
	if p.Article == "" && p.Quote == "" {
		return ""
	}
	return "（" + p.Article + "“" + clip(p.Quote, 30) + "”）"
}
