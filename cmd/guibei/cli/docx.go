package cli

import (
	"fmt"
	"io"

	"guibei/docx"
)

// docxCmd groups what looks into a docx or makes a clean copy of it.
type docxCmd struct {
	Inspect inspectCmd `cmd:"" help:"文件里有什么：部件、修订、批注、外部引用、嵌入对象。"`
	Accept  acceptCmd  `cmd:"" help:"生成清稿：接受全部修订，写进副本。"`
}

// inspectCmd says what a docx is made of.
type inspectCmd struct {
	File string `arg:"" help:"docx 文件。"`
	JSON bool   `name:"json" help:"输出 JSON（docs/schema/inspect.json）。"`
}

// InspectOutput is what `guibei docx inspect --json` prints.
type InspectOutput struct {
	Main       string            `json:"main"` // name of the main part
	Parts      []InspectPart     `json:"parts"`
	Title      string            `json:"title"`
	Paragraphs int               `json:"paragraphs"`
	Articles   int               `json:"articles"`
	Characters int               `json:"characters"`
	Comments   []TextComment     `json:"comments"`
	Revisions  []InspectRevision `json:"revisions"`
	External   []InspectExternal `json:"external"`
	// Notes say in Chinese what a reviewer should know before trusting the text.
	Notes []string `json:"notes"`
}

// InspectPart is one file of the package.
type InspectPart struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Size int64  `json:"size"` // bytes
}

// InspectRevision is one tracked change of running text.
type InspectRevision struct {
	Kind   string `json:"kind"` // insert, delete, move_from or move_to
	Author string `json:"author"`
	Date   string `json:"date"`
	Text   string `json:"text"`
}

// InspectExternal is a reference to something outside the file, which is never followed.
type InspectExternal struct {
	Kind   string `json:"kind"`
	Target string `json:"target"`
}

// Run implements the subcommand.
func (c *inspectCmd) Run(app *App) error {
	f, done, err := openPackage(c.File)
	if err != nil {
		return err
	}
	defer done()
	out, err := inspect(f)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(app.Out, out)
	}
	out.print(app.Out)
	return nil
}

func inspect(f *docx.File) (InspectOutput, error) {
	doc, err := f.Read(docx.Final)
	if err != nil {
		return InspectOutput{}, err
	}
	out := InspectOutput{
		Main: f.Main(), Title: doc.Title(), Paragraphs: len(doc.Paragraphs()), Articles: len(doc.Articles()),
		Characters: len([]rune(doc.Text())), Comments: comments(doc), Notes: doc.Notes(),
		Parts: []InspectPart{}, Revisions: []InspectRevision{}, External: []InspectExternal{},
	}
	if out.Notes == nil {
		out.Notes = []string{}
	}
	for _, p := range f.Parts() {
		out.Parts = append(out.Parts, InspectPart(p))
	}
	revisions, err := f.Revisions()
	if err != nil {
		return InspectOutput{}, err
	}
	for _, r := range revisions {
		out.Revisions = append(out.Revisions, InspectRevision{Kind: string(r.Kind), Author: r.Author, Date: r.Date, Text: r.Text})
	}
	for _, e := range doc.Inventory().External {
		out.External = append(out.External, InspectExternal(e))
	}
	return out, nil
}

func (o *InspectOutput) print(w io.Writer) {
	fmt.Fprintf(w, "《%s》 %d段 %d条 %d字\n", o.Title, o.Paragraphs, o.Articles, o.Characters)
	for _, n := range o.Notes {
		fmt.Fprintln(w, "  注意："+n)
	}
	for _, r := range o.Revisions {
		fmt.Fprintf(w, "  修订 %s %s %s“%s”\n", r.Author, r.Date, revisionLabels[docx.RevisionKind(r.Kind)], clip(r.Text, 40))
	}
	for _, c := range o.Comments {
		state := ""
		if c.Resolved {
			state = "（已解决）"
		}
		fmt.Fprintf(w, "  批注 %s %s%s “%s”：%s\n", c.Author, c.Date, state, clip(c.Quote, 20), clip(c.Text, 60))
	}
	for _, p := range o.Parts {
		fmt.Fprintf(w, "  %9d  %s\n", p.Size, p.Name)
	}
}

var revisionLabels = map[docx.RevisionKind]string{
	docx.Inserted: "插入", docx.Deleted: "删除", docx.MovedFrom: "移走", docx.MovedTo: "移来",
}

// acceptCmd writes a clean copy.
type acceptCmd struct {
	File string `arg:"" help:"docx 文件，不会被改动。"`
	Out  string `short:"o" required:"" placeholder:"FILE" help:"清稿写到哪里。"`
}

// Run implements the subcommand.
func (c *acceptCmd) Run(app *App) error {
	if same(c.File, c.Out) {
		return fmt.Errorf("清稿要写进副本，-o 请换一个文件名，不要用原稿 %s", c.File)
	}
	f, done, err := openPackage(c.File)
	if err != nil {
		return err
	}
	defer done()
	if err := writeFile(c.Out, f.Accept); err != nil {
		return err
	}
	_, err = fmt.Fprintln(app.Out, "已写入清稿 "+c.Out)
	return err
}
