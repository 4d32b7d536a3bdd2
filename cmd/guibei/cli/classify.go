package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"

	"guibei"
	"guibei/regions"
	"guibei/rules"
)

// classifyCmd weighs whether texts are normative documents.
type classifyCmd struct {
	Files  []string `arg:"" help:"docx 文件，可以多个；“-”是标准输入。"`
	Region string   `default:"${region}" help:"地区代码。"`
	Text   bool     `help:"文件是纯文本（UTF-8、GB18030），不是 docx。"`
	JSON   bool     `name:"json" help:"输出 JSON，一个文件一行。"`
}

// ClassifyOutput is what `guibei classify --json` prints for one file.
type ClassifyOutput struct {
	File string `json:"file"`
	rules.Classified
}

// Run implements the subcommand.
func (c *classifyCmd) Run(app *App) error {
	region, err := regions.Load(c.Region)
	if err != nil {
		return err
	}
	check := checker{region: region, on: guibei.DateOf(app.Now(), region.Location()), text: c.Text, in: app.In}
	var failed error
	for _, name := range c.Files {
		data, err := readInput(name, app.In)
		if err == nil {
			var in rules.Input
			if in, err = check.read(data); err == nil {
				err = c.print(app, name, rules.Classify(in))
			}
		}
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s：%s", filepath.Base(name), explain(err)))
		}
	}
	if failed != nil {
		return &ExitError{Code: exitUnreadable, Cause: failed}
	}
	return nil
}

func (c *classifyCmd) print(app *App, name string, r rules.Classified) error {
	if c.JSON {
		return json.NewEncoder(app.Out).Encode(ClassifyOutput{filepath.Base(name), r})
	}
	fmt.Fprintf(app.Out, "%s\n  %s（把握 %.0f%%）\n", filepath.Base(name), r.Recommendation.Label(), 100*r.Confidence)
	for _, t := range r.Tests {
		yes := "否"
		if t.Met {
			yes = "是"
		}
		fmt.Fprintf(app.Out, "  %s：%s，%s\n", t.Label, yes, t.Why)
		for _, p := range t.Evidence[:min(len(t.Evidence), 2)] {
			fmt.Fprintf(app.Out, "      %s\n", where(p))
		}
	}
	for _, x := range r.Exclusions {
		fmt.Fprintf(app.Out, "  疑似不属于：%s（%s）\n", x.Label, x.Why)
	}
	return nil
}
