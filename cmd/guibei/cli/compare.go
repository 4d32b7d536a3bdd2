package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"guibei/docx"
	"guibei/docx/compare"
	"guibei/regions"
)

// compareCmd compares two versions article by article.
type compareCmd struct {
	Old    string `arg:"" help:"旧稿：docx，或者一行一段的 UTF-8 纯文本。"`
	New    string `arg:"" help:"新稿。"`
	JSON   bool   `name:"json" help:"输出 JSON（docs/schema/compare.json）。"`
	HTML   string `name:"html" placeholder:"FILE" help:"写一份网页对照表，不需要网络，可以打印。"`
	Inline bool   `help:"网页用一栏标注的形式，不用左右对照。"`
	All    bool   `help:"对照表里也列出没有变化的条文。"`
	Docx   string `name:"docx" placeholder:"FILE" help:"写一份带修订痕迹的 Word：全部接受是新稿，全部拒绝是旧稿。"`
	Author string `default:"规备" help:"修订的作者。"`
}

// Run implements the subcommand.
func (c *compareCmd) Run(app *App) error {
	old, new, err := c.read()
	if err != nil {
		return err
	}
	defer old.done()
	defer new.done()
	r := compare.Compare(old.text, new.text)
	if c.HTML != "" {
		err = writeFile(c.HTML, func(w io.Writer) error {
			o := compare.HTMLOptions{All: c.All}
			if c.Inline {
				o.View = compare.Inline
			}
			return compare.WriteHTML(w, r, o)
		})
		if err != nil {
			return err
		}
	}
	if c.Docx != "" {
		if err := c.redline(app, r, old, new); err != nil {
			return err
		}
	}
	if c.JSON {
		return compare.WriteJSON(app.Out, r)
	}
	printComparison(app.Out, r)
	for _, name := range []string{c.HTML, c.Docx} {
		if name != "" {
			fmt.Fprintln(app.Out, "已写入 "+name)
		}
	}
	return nil
}

// redline writes the Word file with tracked changes.
func (c *compareCmd) redline(app *App, r *compare.Result, old, new *version) error {
	if old.file == nil || new.file == nil {
		return errors.New("修订稿需要两份都是 docx；纯文本请用 --html")
	}
	region, err := regions.Load(app.Config.Region)
	if err != nil {
		return err
	}
	err = writeFile(c.Docx, func(w io.Writer) error {
		return compare.Redline(w, r, old.file, new.file, c.Author, app.Now().In(region.Location()))
	})
	if errors.Is(err, docx.ErrRedline) {
		return fmt.Errorf("修订稿没有写出：全部接受或全部拒绝之后与原稿不一致。请改用 --html 对照表，并把两份文件交给维护人员：%w", err)
	}
	return err
}

// version is one side of a comparison.
type version struct {
	text compare.Text
	file *docx.File // nil for plain text
	done func()
}

func (c *compareCmd) read() (old, new *version, err error) {
	if old, err = readVersion(c.Old); err != nil {
		return nil, nil, fmt.Errorf("%s：%w", filepath.Base(c.Old), err)
	}
	if new, err = readVersion(c.New); err != nil {
		old.done()
		return nil, nil, fmt.Errorf("%s：%w", filepath.Base(c.New), err)
	}
	return old, new, nil
}

// maxPlain is the largest plain text that is compared, in bytes.
const maxPlain = 16 << 20

func readVersion(name string) (*version, error) {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".txt", ".md":
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("打不开文件，请检查文件名和权限：%w", err)
		}
		defer func() { _ = f.Close() }()
		b, err := io.ReadAll(io.LimitReader(f, maxPlain+1))
		switch {
		case err != nil:
			return nil, fmt.Errorf("读不出文件：%w", err)
		case len(b) > maxPlain:
			return nil, errors.New("纯文本超过 16 MB，请拆分后再比较")
		case !utf8.Valid(b) || bytes.IndexByte(b, 0) >= 0:
			return nil, errors.New("纯文本不是 UTF-8 编码，请另存为 UTF-8 后再比较")
		}
		return &version{text: compare.FromLines(string(b)), done: func() {}}, nil
	}
	f, done, err := openPackage(name)
	if err != nil {
		return nil, err
	}
	d, err := f.Read(docx.Final)
	if err != nil {
		done()
		return nil, err
	}
	return &version{text: compare.FromDocument(d), file: f, done: done}, nil
}

// kindLabels are the kinds of changes in Chinese.
var kindLabels = map[compare.Kind]string{
	compare.Modified: "修改", compare.Inserted: "新增", compare.Deleted: "删除", compare.Moved: "移动",
	compare.MovedModified: "移动并修改", compare.Split: "拆分", compare.Merged: "合并", compare.Unchanged: "未变",
}

// printComparison lists what changed, one change a paragraph.
func printComparison(w io.Writer, r *compare.Result) {
	fmt.Fprintln(w, r.Summary.Sentence)
	for i := range r.Changes {
		c := &r.Changes[i]
		if c.Kind == compare.Unchanged && !c.Effect.Substantive {
			continue
		}
		weight := "文字"
		if c.Effect.Substantive {
			weight = "实质"
		}
		fmt.Fprintf(w, "[%s·%s] %s\n", kindLabels[c.Kind], weight, placesOf(c))
		if s := diffText(c.Diff); s != "" {
			fmt.Fprintf(w, "    %s\n", clip(strings.ReplaceAll(s, "\n", "⏎"), 200))
		}
		for _, a := range c.Effect.Aspects {
			fmt.Fprintf(w, "    · %s\n", a.Reason)
		}
	}
	for _, ref := range r.References {
		switch ref.Status {
		case compare.Stale:
			fmt.Fprintf(w, "[引用] %s“%s”没有跟着改：原来指的%s，现在这个条号是别的内容，请核对\n", ref.Article, ref.Quote, ref.OldTarget)
		case compare.Dangling:
			fmt.Fprintf(w, "[引用] %s“%s”指向的内容已经没有了，请核对\n", ref.Article, ref.Quote)
		case compare.Redirected:
			fmt.Fprintf(w, "[引用] %s“%s”改为指向别的内容（原来指%s），请核对\n", ref.Article, ref.Quote, ref.OldTarget)
		case compare.Kept, compare.Followed, compare.Added:
		}
	}
}

// placesOf says where a change was and is: 第七条 → 第十条.
func placesOf(c *compare.Change) string {
	label := func(ps []compare.Place) string {
		var out []string
		for _, p := range ps {
			if p.Label != "" {
				out = append(out, p.Label)
			} else {
				out = append(out, "“"+clip(p.Text, 12)+"”")
			}
		}
		return strings.Join(out, "、")
	}
	old, new := label(c.Old), label(c.New)
	switch {
	case old == "" || old == new:
		return new
	case new == "":
		return old
	}
	return old + " → " + new
}

// diffText writes the text with its changes marked as people do in mail.
func diffText(es []compare.Edit) string {
	var b strings.Builder
	for _, e := range es {
		switch e.Kind {
		case compare.Delete:
			b.WriteString("[-" + e.Text + "-]")
		case compare.Insert:
			b.WriteString("{+" + e.Text + "+}")
		case compare.Equal:
			b.WriteString(e.Text)
		}
	}
	return b.String()
}
