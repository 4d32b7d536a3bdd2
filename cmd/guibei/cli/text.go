package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"guibei/docx"
)

// textCmd prints what a docx says.
type textCmd struct {
	File     string `arg:"" help:"docx 文件。"`
	Articles bool   `help:"只列出条文目录。"`
	View     string `enum:"final,original,marked" default:"final" help:"修订怎么读：final 全部接受（默认），original 全部拒绝，marked 两者并列。"`
	JSON     bool   `name:"json" help:"输出 JSON：每段的文字、条款位置、批注和修订（docs/schema/text.json）。"`
}

// views are the names of the views on the command line.
var views = map[string]docx.View{"final": docx.Final, "original": docx.Original, "marked": docx.Marked}

// Run implements the subcommand.
func (c *textCmd) Run(app *App) error {
	f, done, err := openPackage(c.File)
	if err != nil {
		return err
	}
	defer done()
	doc, err := f.Read(views[c.View])
	if err != nil {
		return err
	}
	switch {
	case c.JSON:
		return writeJSON(app.Out, textOutput(doc, c.View))
	case c.Articles:
		ps := doc.Paragraphs()
		for _, a := range doc.Articles() {
			fmt.Fprintf(app.Out, "%s\t%s\t%s\n", a.Label, a.Chapter, clip(ps[a.First].Text, 40))
		}
		return nil
	}
	_, err = fmt.Fprintln(app.Out, doc.Text())
	return err
}

// TextOutput is what `guibei text --json` prints.
type TextOutput struct {
	Title string `json:"title"`
	View  string `json:"view"` // final, original or marked
	// TextSHA256 identifies the words of this view, whatever their format.
	TextSHA256 string          `json:"text_sha256"`
	Paragraphs []TextParagraph `json:"paragraphs"`
	Articles   []TextArticle   `json:"articles"`
	Comments   []TextComment   `json:"comments"`
	// Notes say in Chinese what a reviewer should know before trusting the text.
	Notes []string `json:"notes"`
}

// TextParagraph is one paragraph of the body as Word shows it.
type TextParagraph struct {
	ID string `json:"id"`
	// Start is where it begins in the whole text, in characters (Unicode code points).
	Start int    `json:"start"`
	Text  string `json:"text"` // label included
	// LabelLength is how many characters at the front Word computes and nobody typed.
	LabelLength int    `json:"label_length"`
	Style       string `json:"style"`
	InTable     bool   `json:"in_table"`
	InTextBox   bool   `json:"in_text_box"`
	// Place is the place in the words of the law, such as 第三条第二款第（一）项; "" outside of articles.
	Place   string       `json:"place"`
	Locator docx.Locator `json:"locator"`
}

// TextArticle is one article (条).
type TextArticle struct {
	Label   string `json:"label"`
	Part    string `json:"part"`
	Chapter string `json:"chapter"`
	Section string `json:"section"`
	First   int    `json:"first_paragraph"` // index in paragraphs, from 0
	Last    int    `json:"last_paragraph"`  // inclusive
}

// TextComment is one comment with the words it is about.
type TextComment struct {
	ID        string `json:"id"`
	DurableID string `json:"durable_id"`
	Author    string `json:"author"`
	Date      string `json:"date"`
	Text      string `json:"text"`
	Quote     string `json:"quote"`
	Paragraph int    `json:"paragraph"` // index in paragraphs, -1 when the file does not say
	Start     int    `json:"start"`     // in characters
	ReplyTo   string `json:"reply_to"`  // id of the comment it replies to
	Resolved  bool   `json:"resolved"`
}

func textOutput(doc *docx.Document, view string) TextOutput {
	out := TextOutput{
		Title: doc.Title(), View: view, TextSHA256: doc.TextSHA256(), Notes: doc.Notes(),
		Paragraphs: []TextParagraph{}, Articles: []TextArticle{}, Comments: comments(doc),
	}
	if out.Notes == nil {
		out.Notes = []string{}
	}
	locators := doc.Locators()
	for i, p := range doc.Paragraphs() {
		out.Paragraphs = append(out.Paragraphs, TextParagraph{
			ID: p.ID, Start: p.Start, Text: p.Text, LabelLength: p.LabelLen, Style: p.Style,
			InTable: p.InTable, InTextBox: p.InBox, Place: locators[i].String(), Locator: locators[i],
		})
	}
	for _, a := range doc.Articles() {
		out.Articles = append(out.Articles, TextArticle{Label: a.Label, Part: a.Part, Chapter: a.Chapter, Section: a.Section, First: a.First, Last: a.Last})
	}
	return out
}

func comments(doc *docx.Document) []TextComment {
	out := []TextComment{}
	for _, a := range doc.Annotations() {
		out = append(out, TextComment{
			ID: a.ID, DurableID: a.DurableID, Author: a.Author, Date: a.Date, Text: a.Text, Quote: a.Quote,
			Paragraph: a.Paragraph, Start: a.Start, ReplyTo: a.Parent, Resolved: a.Done,
		})
	}
	return out
}

// writeJSON writes a value as people and programs read it.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// openPackage opens a docx with all its parts; done closes it.
func openPackage(name string) (f *docx.File, done func(), err error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, nil, fmt.Errorf("打不开文件，请检查文件名和权限：%w", err)
	}
	done = func() { _ = file.Close() }
	info, err := file.Stat()
	if err == nil {
		f, err = docx.OpenFile(file, info.Size())
	}
	if err != nil {
		done()
		return nil, nil, err
	}
	return f, done, nil
}

// writeFile writes a file as a whole or not at all: what a run that fails leaves behind is what was there before.
func writeFile(name string, write func(io.Writer) error) (err error) {
	tmp, err := os.CreateTemp(dirOf(name), ".guibei-*")
	if err != nil {
		return fmt.Errorf("不能写入 %s，请换一个可以写入的文件夹：%w", name, err)
	}
	defer func() {
		if err != nil {
			_ = tmp.Close()
			_ = os.Remove(tmp.Name())
		}
	}()
	if err = write(tmp); err != nil {
		return err
	}
	if err = tmp.Close(); err != nil {
		return fmt.Errorf("写入 %s：%w", name, err)
	}
	if err = os.Chmod(tmp.Name(), 0o644); err == nil { //nolint:gosec // a document is for others to read
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("写入 %s：%w", name, err)
	}
	return nil
}

// clip cuts s to n characters.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "…"
}
