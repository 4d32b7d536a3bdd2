package rules

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"guibei"
)

// This file is what people read of the rules. No check depends on it: it is not
// part of the engine that verdicts name by its version.

var groupLabels = map[Group]string{
	Package: "材料齐备", Classification: "文件性质", Authority: "主体与职权", Procedure: "制定程序", Content: "禁止性内容",
	Competition: "公平竞争", Citing: "依据与引用", Dates: "施行与有效期", Structure: "结构", Format: "公文格式",
	Secrecy: "保密与个人信息", Writing: "文字",
}

// Label returns the group in Chinese.
func (g Group) Label() string { return groupLabels[g] }

var levelLabels = map[Level]string{
	Statute: "法律", Regulation: "行政法规、国务院文件", Ordinance: "规章", Standard: "标准", Practice: "通行做法",
}

// Label returns the level in Chinese.
func (l Level) Label() string { return levelLabels[l] }

// The examples that the tests hold each rule to are those that people read: an
// example that is shown is one that is true.
//
//go:embed testdata/*/*.txtar
var examples embed.FS

// Example is a text that a rule speaks of, or does not.
type Example struct {
	Given string // Chinese: what the check went by, such as the day; "" for the text alone
	Text  string
	Says  []string // details of what the rule finds in it; none where it lets it pass
}

// Examples returns the examples of a rule, those it speaks of first.
func (r *Rule) Examples() ([]Example, error) {
	if r.row != nil {
		return r.row.examples(r), nil
	}
	dir := "testdata/" + r.ID
	files, err := examples.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("examples of %s: %w", r.ID, err)
	}
	var found, passed []Example
	for _, f := range files {
		raw, err := examples.ReadFile(dir + "/" + f.Name())
		if err != nil {
			return nil, fmt.Errorf("examples of %s: %w", r.ID, err)
		}
		e, err := readExample(raw)
		if err != nil {
			return nil, fmt.Errorf("example %s of %s: %w", f.Name(), r.ID, err)
		}
		if len(e.Says) > 0 {
			found = append(found, e)
		} else {
			passed = append(passed, e)
		}
	}
	return append(found, passed...), nil
}

// examples runs the rule over its row's texts.
func (w *row) examples(r *Rule) []Example {
	var out []Example
	for _, text := range slices.Concat(w.Catch, w.Pass) {
		in := Input{Text: FromString(text)}
		e := Example{Text: text}
		for _, f := range r.Check(&in) {
			e.Says = append(e.Says, f.Detail)
		}
		out = append(out, e)
	}
	return out
}

// readExample reads a file of testdata: parameters, the text, and what the rule
// says, a finding a line and its detail indented below.
func readExample(raw []byte) (Example, error) {
	a := txtar.Parse(raw)
	if len(a.Files) != 2 {
		return Example{}, fmt.Errorf("%d parts instead of text and want", len(a.Files))
	}
	e := Example{Given: given(string(a.Comment)), Text: strings.TrimRight(string(a.Files[0].Data), "\n")}
	for line := range strings.Lines(string(a.Files[1].Data)) {
		if detail, ok := strings.CutPrefix(line, "\t"); ok {
			e.Says = append(e.Says, strings.TrimRight(detail, "\n"))
		}
	}
	return e, nil
}

// parameters are those of an example, as people call them.
var parameters = map[string]string{
	"on": "检查日期", "max_years": "有效期最长年数", "table": "写作表格", "provision": "所引条文", "lists": "已导入清单", "min_gap": "公布与施行的最短间隔天数", "max_trial_years": "试行、暂行最长年数", "required": "必备材料", "materials": "已有材料", "title": "标题",
	"layout": "Word版面", "page": "纸张（毫米）", "margins": "页边距上下左右（毫米）", "grid": "每面行数和每行字数", "numbers": "页码",
	"changes": "修订", "comments": "批注", "hidden": "隐藏文字", "authors": "文件属性", "look": "某段",
}

// given says the parameters of an example in Chinese.
func given(comment string) string {
	var out []string
	for line := range strings.Lines(comment) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		var words []string
		for w := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == ' ' || r == ',' }) {
			words = append(words, wordOf(w))
		}
		if len(words) == 0 {
			words = []string{"无"}
		}
		out = append(out, parameters[key]+"："+strings.Join(words, "、"))
	}
	return strings.Join(out, "；")
}

// lookWords are what parameters say of a look, in Chinese.
var lookWords = strings.NewReplacer("font=", "字体", "size=", "字号（磅）", "align=center", "居中", "align=left", "居左", "indent=", "首行缩进", "pitch=", "行距（磅）",
	"newpage=no", "不另面", "newpage=yes", "另面", "colour=", "颜色", "mark=yes", "突出显示", "gongwen", "按GB/T9704排版", "none", "无", "_", "")

// wordOf says one word of a parameter in Chinese.
func wordOf(w string) string {
	if label := guibei.MaterialKind(w).Label(); label != "" {
		return label
	}
	return lookWords.Replace(w)
}
