package cli

import (
	"context"
	"fmt"

	"go.yaml.in/yaml/v3"

	"guibei/rules"
)

// rulesMissCmd lists what reviewers found and no rule had spoken of, as the
// beginning of rules of the bureau's own.
type rulesMissCmd struct {
	Region string `default:"${region}" help:"地区代码。"`
	JSON   bool   `name:"json" help:"输出 JSON。"`
}

// missed is a reported miss as a rule to be completed.
type missed struct {
	ID       string   `yaml:"id"`
	Group    string   `yaml:"group"`
	Title    string   `yaml:"title"`
	Basis    string   `yaml:"basis"`
	Source   string   `yaml:"source"`
	Severity string   `yaml:"severity"`
	Find     []string `yaml:"find"`
	Catch    []string `yaml:"catch"`
	LetPass  []string `yaml:"pass"`
}

// Run implements the subcommand.
func (c *rulesMissCmd) Run(ctx context.Context, app *App) error {
	p, err := assembleReady(ctx, app)
	if err != nil {
		return err
	}
	defer p.close()
	all, err := p.store.RuleMisses(ctx, c.Region, 1000)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(app.Out, all)
	}
	var out []missed
	still := 0
	for i, m := range all {
		in := rules.Input{Text: rules.FromString(m.Quote)}
		if len(rules.Check(in).Findings) == 0 {
			still++
		}
		out = append(out, missed{ID: fmt.Sprintf("B%03d", i+1), Group: m.Group, Title: m.Note, Basis: m.Basis, Source: "rule", Severity: "medium", Find: []string{}, Catch: []string{m.Quote}, LetPass: []string{}})
	}
	fmt.Fprintf(app.Out, "# 审核人员报告的漏查%d条，其中%d条现在的规则仍没有提示。\n# 写上 find（要找的词）和 pass（不应提示的例文）之后，用 guibei rules test 检查，再在“检查规则”页面提交。\n", len(all), still)
	return yaml.NewEncoder(app.Out).Encode(out) //nolint:gosec // "pass" is what a rule lets pass, no password
}
