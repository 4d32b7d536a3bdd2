package cli

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"guibei/docx"
)

// docxCmd groups what looks into a docx or makes a clean copy of it.
type docxCmd struct {
	Inspect inspectCmd `cmd:"" help:"文件里有什么：版面、字体、部件、修订、批注、外部引用、嵌入对象。"`
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
	Sections   []InspectSection  `json:"sections"`
	Fonts      []InspectFont     `json:"fonts"`
	Tables     int               `json:"tables"`
	Fields     []string          `json:"fields"` // the kinds of fields, such as TOC or PAGE, each once
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

// InspectSection is a stretch of pages of one make. Lengths are in millimetres.
type InspectSection struct {
	Width  int `json:"width_mm"`
	Height int `json:"height_mm"`
	Top    int `json:"margin_top_mm"`
	Bottom int `json:"margin_bottom_mm"`
	Left   int `json:"margin_left_mm"`
	Right  int `json:"margin_right_mm"`
	// Lines and Characters are what fits on a page and in a line by the document grid, 0 without one.
	Lines      int `json:"lines_per_page"`
	Characters int `json:"characters_per_line"`
}

// InspectFont is a font and size with the number of characters in it.
type InspectFont struct {
	Name       string  `json:"name"`
	Size       float64 `json:"size_pt"`
	Characters int     `json:"characters"`
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
	doc, err := f.Formatted()
	if err != nil {
		return InspectOutput{}, err
	}
	out := InspectOutput{
		Main: f.Main(), Title: doc.Title(), Paragraphs: len(doc.Paragraphs()), Articles: len(doc.Articles()),
		Characters: len([]rune(doc.Text())), Comments: comments(doc.Document), Notes: doc.Notes(),
		Parts: []InspectPart{}, Revisions: []InspectRevision{}, External: []InspectExternal{},
	}
	if out.Notes == nil {
		out.Notes = []string{}
	}
	out.look(doc)
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

// look says how the body looks.
func (o *InspectOutput) look(doc *docx.Formatted) {
	mm := func(twips int) int { return (twips*254 + 7200) / 14400 }
	o.Sections, o.Fonts, o.Fields = []InspectSection{}, []InspectFont{}, []string{}
	for i := range doc.Body.Sections {
		s := &doc.Body.Sections[i]
		o.Sections = append(o.Sections, InspectSection{
			Width: mm(s.Width), Height: mm(s.Height), Top: mm(s.Margin.Top), Bottom: mm(s.Margin.Bottom), Left: mm(s.Margin.Left), Right: mm(s.Margin.Right),
			Lines: s.LinesPerPage(), Characters: s.CharsPerLine(),
		})
	}
	type font struct {
		name string
		size int
	}
	count := map[font]int{}
	for i, p := range doc.Paragraphs() {
		text := []rune(p.Text)
		for _, r := range doc.Body.Runs(i) {
			for _, c := range text[r.Start:r.End] {
				count[font{r.Format.Font(c), r.Format.Size}]++
			}
		}
	}
	for f, n := range count {
		o.Fonts = append(o.Fonts, InspectFont{Name: f.name, Size: float64(f.size) / 2, Characters: n})
	}
	slices.SortFunc(o.Fonts, func(a, b InspectFont) int {
		return cmp.Or(cmp.Compare(b.Characters, a.Characters), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Size, b.Size))
	})
	o.Tables = len(doc.Body.Tables)
	for i := range doc.Body.Fields {
		o.Fields = append(o.Fields, doc.Body.Fields[i].Kind)
	}
	slices.Sort(o.Fields)
	o.Fields = slices.Compact(o.Fields)
}

func (o *InspectOutput) print(w io.Writer) {
	fmt.Fprintf(w, "《%s》 %d段 %d条 %d字\n", o.Title, o.Paragraphs, o.Articles, o.Characters)
	for _, n := range o.Notes {
		fmt.Fprintln(w, "  注意："+n)
	}
	for _, s := range o.Sections {
		fmt.Fprintf(w, "  版面 %d×%d 毫米，页边距 上%d 下%d 左%d 右%d", s.Width, s.Height, s.Top, s.Bottom, s.Left, s.Right)
		if s.Lines > 0 {
			fmt.Fprintf(w, "，每页%d行", s.Lines)
		}
		if s.Characters > 0 {
			fmt.Fprintf(w, "，每行%d字", s.Characters)
		}
		fmt.Fprintln(w)
	}
	for _, f := range o.Fonts {
		fmt.Fprintf(w, "  字体 %s %g磅 %d字\n", f.Name, f.Size, f.Characters)
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
	fmt.Fprintln(app.Out, "已写入清稿 "+c.Out)
	sayUnsigned(app, f)
	return nil
}
