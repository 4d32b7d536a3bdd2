package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"guibei"
	"guibei/docx"
	"guibei/laws"
	"guibei/regions"
	"guibei/rules"
)

// checkCmd runs the rules over drafts on this machine. Nothing leaves it.
type checkCmd struct {
	Files  []string `arg:"" help:"docx 文件，可以多个。"`
	Region string   `default:"${region}" help:"地区代码。"`
	JSON   bool     `name:"json" help:"输出 JSON 回执。"`
}

// Run implements the subcommand. It fails only when a file cannot be checked;
// findings are leads, not failures.
func (c *checkCmd) Run(app *App) error {
	region, err := regions.Load(c.Region)
	if err != nil {
		return err
	}
	var failed error
	for _, name := range c.Files {
		receipt, err := checkFile(name, region, app)
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s：%w", filepath.Base(name), err))
			continue
		}
		if c.JSON {
			if err := json.NewEncoder(app.Out).Encode(receipt); err != nil {
				return err
			}
			continue
		}
		printReceipt(app.Out, filepath.Base(name), receipt)
	}
	return failed
}

func checkFile(name string, region *regions.Region, app *App) (guibei.CheckReceipt, error) {
	f, done, err := openPackage(name)
	if err != nil {
		return guibei.CheckReceipt{}, err
	}
	defer done()
	doc, layout, err := rules.Read(f)
	if err != nil {
		return guibei.CheckReceipt{}, err
	}
	sum, err := hashFile(name)
	if err != nil {
		return guibei.CheckReceipt{}, err
	}
	in := rulesInput(doc, layout, region, guibei.DateOf(app.Now(), region.Location()))
	in.DocumentSHA256 = sum
	return rules.Check(in), nil
}

// rulesInput is a text before there is a case: the package is not known yet.
func rulesInput(doc *docx.Document, layout *rules.Layout, region *regions.Region, on guibei.Date) rules.Input {
	in := rules.Input{
		Text: rules.FromDocx(doc), Layout: layout, Title: doc.Title(), On: on, Laws: laws.Default(), TextSHA256: doc.TextSHA256(),
	}
	v := region.Validity(on)
	in.MaxYears, in.MaxTrialYears = v.MaxYears, v.TrialYears
	return in
}

func hashFile(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func printReceipt(w io.Writer, name string, r guibei.CheckReceipt) {
	fmt.Fprintf(w, "%s\n  文件指纹 %s\n  规则集   %s\n", name, r.DocumentSHA256, r.RuleSet)
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
