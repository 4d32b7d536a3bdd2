package cli

import (
	"fmt"
	"os"

	"guibei/docx"
)

// textCmd prints what a docx says.
type textCmd struct {
	File     string `arg:"" help:"docx 文件。"`
	Articles bool   `help:"只列出条文目录。"`
}

// Run implements the subcommand.
func (c *textCmd) Run(app *App) error {
	doc, done, err := openDocx(c.File)
	if err != nil {
		return err
	}
	defer done()
	if !c.Articles {
		_, err = fmt.Fprintln(app.Out, doc.Text())
		return err
	}
	ps := doc.Paragraphs()
	for _, a := range doc.Articles() {
		fmt.Fprintf(app.Out, "%s\t%s\t%s\n", a.Label, a.Chapter, clip(ps[a.First].Text, 40))
	}
	return nil
}

func openDocx(name string) (*docx.Document, func(), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, fmt.Errorf("打不开文件：%w", err)
	}
	done := func() { _ = f.Close() }
	info, err := f.Stat()
	if err != nil {
		done()
		return nil, nil, err
	}
	doc, err := docx.Open(f, info.Size())
	if err != nil {
		done()
		return nil, nil, err
	}
	return doc, done, nil
}

// clip cuts s to n characters.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "…"
}
