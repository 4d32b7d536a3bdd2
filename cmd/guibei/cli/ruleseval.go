package cli

import (
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"

	"guibei"
	"guibei/rules"
	"guibei/rules/eval"
)

// rulesEvalCmd measures the rules on labelled material.
type rulesEvalCmd struct {
	Data     string      `default:"../shared/data" type:"existingdir" help:"材料的文件夹：cases/cases.jsonl、cases/clean.jsonl、normdocs/gwy/txt。"`
	On       guibei.Date `default:"2026-11-24" help:"按哪一天判断。"`
	Markdown string      `help:"把结果写成 Markdown。"`
}

// ablations are what is left out of the engine in turn.
var ablations = []struct {
	name string
	a    rules.Ablation
}{
	{"全部守卫", rules.Ablation{}},
	{"不认禁止性规定（“不得收费”也算收费）", rules.Ablation{Prohibition: true}},
	{"不认引用依据（“依照《…》第…条处罚款”也算设定）", rules.Ablation{Basis: true}},
	{"不认其他排除条件", rules.Ablation{Guards: true}},
	{"国务院文件按一般文件看", rules.Ablation{National: true}},
}

// Run implements the subcommand.
func (c *rulesEvalCmd) Run(app *App) error {
	m := eval.Material{On: c.On}
	var err error
	if m.Cases, err = eval.Read(filepath.Join(c.Data, "cases", "cases.jsonl")); err != nil {
		return err
	}
	if m.Clean, err = eval.Read(filepath.Join(c.Data, "cases", "clean.jsonl")); err != nil {
		return err
	}
	if m.Documents, err = eval.ReadTexts(filepath.Join(c.Data, "normdocs", "gwy", "txt"), "*.txt"); err != nil {
		return err
	}
	regulations, err := eval.ReadTexts(filepath.Join(c.Data, "laws", "text", "行政法规"), "*.md")
	if err != nil {
		return err
	}
	write := func(w io.Writer) error { return c.report(w, m, regulations) }
	if c.Markdown == "" {
		return write(app.Out)
	}
	if err := writeFile(c.Markdown, write); err != nil {
		return err
	}
	_, err = fmt.Fprintf(app.Out, "结果已写入 %s\n", c.Markdown)
	return err
}

func (c *rulesEvalCmd) report(w io.Writer, m eval.Material, regulations []eval.Sample) error {
	full := eval.Run(m)
	fmt.Fprintf(w, "# 规则的测量\n\n由 `make eval` 生成，不要手改。按%s判断，规则集 `%s`，共%d条规则。\n\n", c.On, rules.SetHash()[:16], len(rules.All()))
	fmt.Fprintf(w, "线索是提示，不是结论。下面的案例、语句和文件，写规则的人都看过；案例少，而且规则的种子出自同一来源，"+
		"所以查全率不是独立的估计，误报率更可信一些。注入缺陷的草案是程序自己造的，只说明规则没有只认自己的例文。\n\n")
	fmt.Fprintf(w, "## 案例和无问题的材料\n\n| 项目 | 结果 | 目标 |\n| --- | --- | --- |\n")
	fmt.Fprintf(w, "| 已公布案例查全 | %d／%d（%s） | ≥ 90 %% |\n", full.Caught, full.Cases, percent(full.Caught, full.Cases))
	fmt.Fprintf(w, "| 无问题语句的严重误报 | %d／%d句 | ≤ 0.05／句 |\n", full.FalseBlockers, full.Clean)
	fmt.Fprintf(w, "| 无问题语句的全部误报 | %d／%d句 | — |\n", full.False, full.Clean)
	fmt.Fprintf(w, "| 国务院文件的严重误报 | %d／%d件 | ≤ 0.5／件 |\n", full.DocBlockers, full.Documents)
	all := eval.Run(eval.Material{Documents: regulations, On: m.On})
	fmt.Fprintf(w, "| 行政法规的严重误报 | %d／%d件 | ≤ 0.5／件 |\n", all.DocBlockers, all.Documents)
	fmt.Fprintf(w, "| 国务院文件的全部线索 | %d／%d件 | — |\n\n", full.DocLeads, full.Documents)
	fmt.Fprintf(w, "按违法类型：")
	for i, k := range slices.Sorted(maps.Keys(full.ByCategory)) {
		if i > 0 {
			fmt.Fprint(w, "；")
		}
		fmt.Fprintf(w, "%s %d／%d", k, full.ByCategory[k][0], full.ByCategory[k][1])
	}
	fmt.Fprint(w, "。\n\n")
	list(w, "没有查到的案例", full.Missed, func(s eval.Sample) string { return s.ID + " " + clip(s.Text, 60) })
	list(w, "无问题语句的误报", full.FalseTexts, func(s string) string { return s })
	fmt.Fprintf(w, "## 去掉一部分会怎样\n\n| 去掉 | 案例查全 | 语句误报（严重） | 国务院文件线索（严重） |\n| --- | --- | --- | --- |\n")
	for _, a := range ablations {
		m.Ablate = a.a
		r := eval.Run(m)
		fmt.Fprintf(w, "| %s | %d／%d | %d（%d） | %d（%d） |\n", a.name, r.Caught, r.Cases, r.False, r.FalseBlockers, r.DocLeads, r.DocBlockers)
	}
	c.mutations(w)
	fmt.Fprintf(w, "\n## 逐条规则\n\n查到的案例、无问题语句的误报、国务院文件的线索；没有列出的规则三项都是0。\n\n| 规则 | 名称 | 案例 | 误报 | 国务院文件 |\n| --- | --- | --- | --- | --- |\n")
	for _, t := range full.Rules {
		r, _ := rules.Find(t.Rule)
		fmt.Fprintf(w, "| %s | %s | %d | %d | %d |\n", t.Rule, r.Title, t.Caught, t.False, t.Docs)
	}
	return nil
}

func (c *rulesEvalCmd) mutations(w io.Writer) {
	ms, quiet, said, right := eval.Mutate(c.On)
	found, put := 0, 0
	group := map[rules.Group][2]int{}
	for _, m := range ms {
		found, put = found+m.Found, put+m.Put
		g := group[m.Group]
		group[m.Group] = [2]int{g[0] + m.Found, g[1] + m.Put}
	}
	fmt.Fprintf(w, "\n## 注入缺陷的草案\n\n%d种缺陷注入%d份草案，共%d次，查到%d次（%s）；没有缺陷的草案有%d条线索。\n\n", len(ms), len(eval.Drafts()), put, found, percent(found, put), quiet)
	fmt.Fprintf(w, "| 类别 | 查全 | 新增线索中属于该缺陷的 |\n| --- | --- | --- |\n")
	for _, g := range rules.Groups {
		if n, ok := group[g]; ok {
			fmt.Fprintf(w, "| %s | %d／%d | %d／%d |\n", g.Label(), n[0], n[1], right[g], said[g])
		}
	}
	fmt.Fprintf(w, "\n没有全部查到的：")
	for _, m := range ms {
		if m.Found < m.Put {
			fmt.Fprintf(w, "%s %d／%d；", m.Name, m.Found, m.Put)
		}
	}
	fmt.Fprintln(w)
}

func list[T any](w io.Writer, title string, all []T, line func(T) string) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(w, "%s：\n\n", title)
	for _, x := range all {
		fmt.Fprintf(w, "- %s\n", line(x))
	}
	fmt.Fprintln(w)
}

func percent(n, all int) string {
	if all == 0 {
		return "—"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(all))
}
