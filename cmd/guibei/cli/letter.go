package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"guibei/docx/compose"
	"guibei/internal/config"
)

// letterCmd writes one letter from data.
type letterCmd struct {
	Kind     string `arg:"" optional:"" help:"文书，如 legality-opinion 或者 合法性审核意见书；不写的，列出全部文书。"`
	Data     string `help:"数据文件（JSON），- 为标准输入。"`
	Out      string `short:"o" help:"写出的 docx。"`
	PDF      string `name:"pdf" help:"同时写出的 PDF，需要 LibreOffice。"`
	Template string `help:"使用这个模板，不用模板文件夹里的和默认的；没有 --data 时只检查模板。"`
	Fields   bool   `help:"列出文书的字段：模板里的名称、数据里的名称、是否必填。"`
	Sample   bool   `help:"输出一份数据示例（JSON）。"`
	Export   string `help:"把现用的模板写到这个文件，供修改后放进模板文件夹（GUIBEI_TEMPLATES）。"`
}

// Run implements the subcommand.
func (c *letterCmd) Run(ctx context.Context, app *App) error {
	if c.Kind == "" {
		return listLetters(app.Out)
	}
	kind, err := letterKind(c.Kind)
	if err != nil {
		return err
	}
	switch {
	case c.Fields:
		return printFields(app.Out, kind)
	case c.Sample:
		e := json.NewEncoder(app.Out)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(compose.Sample(kind))
	}
	template, err := c.template(app, kind)
	if err != nil {
		return err
	}
	switch {
	case c.Export != "":
		return writeBytes(c.Export, template.Bytes)
	case c.Data != "":
		return c.write(ctx, app, kind, template)
	case c.Template != "":
		if err := compose.CheckTemplate(kind, template); err != nil {
			return err
		}
		_, err := fmt.Fprintf(app.Out, "模板 %s 可以用于%s。\n", c.Template, kind.Label())
		return err
	}
	return fmt.Errorf("请用 --data 给出数据，用 -o 指定写到哪里；数据的写法见 guibei letter %s --sample", kind)
}

// write writes the letter, and the PDF where one is asked for.
func (c *letterCmd) write(ctx context.Context, app *App, kind compose.Kind, template compose.Template) error {
	if c.Out == "" && c.PDF == "" {
		return errors.New("没有指定写到哪里，请加上 -o 文件.docx 或者 --pdf 文件.pdf")
	}
	l, err := c.letter(app, kind)
	if err != nil {
		return err
	}
	o := compose.Options{Template: template}
	filler, converters := engines(app.Config, app.Log)
	if o.Filler = filler; c.PDF != "" {
		o.Converters = converters
	}
	r, err := compose.Write(ctx, l, o)
	for _, n := range r.Notices {
		fmt.Fprintln(app.Err, "提示："+n)
	}
	if r.Docx != nil && c.Out != "" { // the letter is there even if the PDF is not
		if werr := writeBytes(c.Out, r.Docx); werr != nil {
			return werr
		}
		fmt.Fprintf(app.Out, "已写出 %s\n", c.Out)
	}
	if err != nil {
		return err
	}
	if c.PDF != "" {
		if err := writeBytes(c.PDF, r.PDF); err != nil {
			return err
		}
		fmt.Fprintf(app.Out, "已写出 %s\n", c.PDF)
	}
	return nil
}

// letter reads the data.
func (c *letterCmd) letter(app *App, kind compose.Kind) (compose.Letter, error) {
	in := app.In
	if c.Data != "-" {
		f, err := os.Open(c.Data)
		if err != nil {
			return nil, fmt.Errorf("打不开数据文件，请检查文件名和权限：%w", err)
		}
		defer f.Close()
		in = f
	}
	return compose.Decode(kind, in)
}

// template finds the template: the one that is named, one in the folder of the office, or the default one.
func (c *letterCmd) template(app *App, kind compose.Kind) (compose.Template, error) {
	if c.Template != "" {
		b, err := os.ReadFile(c.Template)
		if err != nil {
			return compose.Template{}, fmt.Errorf("打不开模板，请检查文件名和权限：%w", err)
		}
		return compose.Template{Name: c.Template, Bytes: b, Own: true}, nil
	}
	return compose.Templates(templates(app.Config), kind)
}

// templates is the folder of the office's own templates, nil without one.
func templates(c config.Config) fs.FS {
	if c.Templates == "" {
		return nil
	}
	return os.DirFS(c.Templates)
}

// templateFolder opens the folder of the office's own templates for changes,
// nil without one.
func templateFolder(c config.Config) (*os.Root, error) {
	if c.Templates == "" {
		return nil, nil //nolint:nilnil // it need not be set
	}
	if err := os.MkdirAll(c.Templates, 0o700); err != nil {
		return nil, fmt.Errorf("不能建立模板文件夹 %s，请检查 GUIBEI_TEMPLATES 和权限：%w", c.Templates, err)
	}
	return os.OpenRoot(c.Templates)
}

// letterKind finds a letter by its id or by its name.
func letterKind(s string) (compose.Kind, error) {
	var names []string
	for _, k := range compose.Kinds {
		if s == string(k) || s == k.Label() {
			return k, nil
		}
		names = append(names, fmt.Sprintf("%s（%s）", k, k.Label()))
	}
	return "", fmt.Errorf("没有“%s”这种文书，请从以下文书中选择：%s", s, strings.Join(names, "、"))
}

func listLetters(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, k := range compose.Kinds {
		fmt.Fprintf(t, "%s\t%s\n", k, k.Label())
	}
	return t.Flush()
}

func printFields(w io.Writer, k compose.Kind) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	var print func(fields []compose.Field, indent string)
	print = func(fields []compose.Field, indent string) {
		for _, f := range fields {
			name, need := "{{"+f.Name+"}}", ""
			if f.List != nil {
				name = "{{#" + f.Name + "}} … {{/" + f.Name + "}}"
			}
			if f.Need {
				need = "必填"
			}
			fmt.Fprintf(t, "%s%s\t%s\t%s\t%s\n", indent, name, f.JSON, need, f.Doc)
			print(f.List, indent+"    ")
		}
	}
	print(compose.Fields(k), "")
	return t.Flush()
}

func writeBytes(name string, b []byte) error {
	return writeFile(name, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}
