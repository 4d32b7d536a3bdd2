package cli

import (
	"fmt"
	"text/tabwriter"

	"guibei"
	"guibei/rules"
)

// rulesCmd is what drafts are checked by.
type rulesCmd struct {
	List rulesListCmd `cmd:"" help:"列出全部规则。"`
	Show rulesShowCmd `cmd:"" help:"一条规则：查什么、不查什么、依据和例文。"`
	Eval rulesEvalCmd `cmd:"" help:"用带标注的材料测量规则：查全多少、误报多少。"`
	Miss rulesMissCmd `cmd:"" help:"审核人员报告的漏查，写成规则的草稿。"`
	Test rulesTestCmd `cmd:"" help:"检查本单位的规则文件（YAML）能不能用。"`
}

// rulesListCmd lists the rules.
type rulesListCmd struct {
	Group string `help:"只列一类，如 competition。"`
	JSON  bool   `name:"json" help:"输出 JSON。"`
}

// RuleOutput is a rule as `guibei rules list --json` prints it.
type RuleOutput struct {
	ID       string          `json:"id"`
	Version  int             `json:"version"`
	Group    string          `json:"group"`
	Severity guibei.Severity `json:"severity"`
	Title    string          `json:"title"`
	Basis    string          `json:"basis"`
	Source   string          `json:"source"`
	Looks    string          `json:"looks"`
	Blind    string          `json:"blind"`
	Examples []rules.Example `json:"examples,omitempty"`
}

func ruleOutput(r rules.Rule) RuleOutput {
	return RuleOutput{
		ID: r.ID, Version: r.Version, Group: string(r.Group), Severity: r.Severity, Title: r.Title, Basis: r.Basis,
		Source: string(r.Source), Looks: r.Looks, Blind: r.Blind,
	}
}

// Run implements the subcommand.
func (c *rulesListCmd) Run(app *App) error {
	out := []RuleOutput{}
	for _, r := range rules.All() {
		if c.Group == "" || c.Group == string(r.Group) {
			out = append(out, ruleOutput(r))
		}
	}
	if c.JSON {
		return writeJSON(app.Out, out)
	}
	w := tabwriter.NewWriter(app.Out, 0, 0, 2, ' ', 0)
	for _, r := range out {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", r.ID, r.Severity.Label(), rules.Group(r.Group).Label(), r.Title, r.Basis)
	}
	fmt.Fprintf(w, "共%d条，规则集 %s\n", len(out), rules.SetHash())
	return w.Flush()
}

// rulesShowCmd shows one rule.
type rulesShowCmd struct {
	ID   string `arg:"" help:"编号，如 R003。"`
	JSON bool   `name:"json" help:"输出 JSON。"`
}

// Run implements the subcommand.
func (c *rulesShowCmd) Run(app *App) error {
	r, ok := rules.Find(c.ID)
	if !ok {
		return guibei.Errorf(guibei.NotFound, "没有编号为“%s”的规则，请用 guibei rules list 查看。", c.ID)
	}
	examples, err := r.Examples()
	if err != nil {
		return err
	}
	out := ruleOutput(r)
	if out.Examples = examples; c.JSON {
		return writeJSON(app.Out, out)
	}
	fmt.Fprintf(app.Out, "%s %s（%s，%s）\n依据：%s（%s）\n查什么：%s\n不查什么：%s\n", r.ID, r.Title, r.Group.Label(), r.Severity.Label(),
		r.Basis, r.Source.Label(), r.Looks, r.Blind)
	for _, e := range examples {
		mark := "会提示"
		if len(e.Says) == 0 {
			mark = "不提示"
		}
		if fmt.Fprintf(app.Out, "\n［%s］%s\n", mark, e.Text); e.Given != "" {
			fmt.Fprintf(app.Out, "  前提：%s\n", e.Given)
		}
		for _, s := range e.Says {
			fmt.Fprintf(app.Out, "  → %s\n", s)
		}
	}
	return nil
}

// rulesTestCmd tries a bureau's file.
type rulesTestCmd struct {
	File string `arg:"" type:"existingfile" help:"规则文件（YAML）。"`
}

// Run implements the subcommand.
func (c *rulesTestCmd) Run(app *App) error {
	rs, err := readBureau(c.File)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(app.Out, "%d条规则可以使用，例文全部符合。\n", len(rs))
	return err
}
