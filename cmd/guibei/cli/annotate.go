package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"time"

	"guibei"
	"guibei/docx"
	"guibei/regions"
)

// annotateCmd writes what the rules find into a copy, as Word comments.
type annotateCmd struct {
	File   string `arg:"" help:"docx 文件，不会被改动。"`
	Out    string `short:"o" required:"" placeholder:"FILE" help:"批注写入的副本。"`
	Region string `default:"${region}" help:"地区代码。"`
	Author string `default:"规备（自动检查）" help:"批注的作者。"`
	JSON   bool   `name:"json" help:"输出 JSON：每条批注的位置（docs/schema/annotate.json）。"`
}

// AnnotateOutput is what `guibei annotate --json` prints.
type AnnotateOutput struct {
	Out      string            `json:"out"`
	Comments []AnnotateComment `json:"comments"`
}

// AnnotateComment is one comment that was written.
type AnnotateComment struct {
	ID string `json:"id"` // w:id in the copy
	// DurableID stays when others save the file.
	DurableID string `json:"durable_id"`
	Rule      string `json:"rule"`
	Severity  string `json:"severity"`
	Paragraph string `json:"paragraph"` // id of the paragraph
	Quote     string `json:"quote"`     // the text the comment is at
	// Exact is false when the comment stands beside the words it is about; Reason says why, in Chinese.
	Exact  bool   `json:"exact"`
	Reason string `json:"reason"`
}

// Run implements the subcommand.
func (c *annotateCmd) Run(app *App) error {
	region, err := regions.Load(c.Region)
	if err != nil {
		return err
	}
	if same(c.File, c.Out) {
		return fmt.Errorf("批注要写进副本，-o 请换一个文件名，不要用原稿 %s", filepath.Base(c.File))
	}
	receipt, err := checkFile(c.File, region, app)
	if err != nil {
		return err
	}
	f, done, err := openPackage(c.File)
	if err != nil {
		return err
	}
	defer done()
	notes := make([]docx.Note, len(receipt.Findings))
	seen := map[string]int{}
	for i, finding := range receipt.Findings {
		notes[i] = noteOf(finding, c.Author, app, region.Location())
		seen[notes[i].Key]++
		notes[i].Key += fmt.Sprint("\x00", seen[notes[i].Key])
	}
	var placed []docx.Placed
	err = writeFile(c.Out, func(w io.Writer) error {
		placed, err = f.Annotate(w, notes)
		return err
	})
	if err != nil {
		return err
	}
	out := AnnotateOutput{Out: c.Out, Comments: []AnnotateComment{}}
	for i, p := range placed {
		out.Comments = append(out.Comments, AnnotateComment{
			ID: p.ID, DurableID: docx.DurableID(notes[i].Key), Rule: receipt.Findings[i].Rule, Severity: string(receipt.Findings[i].Severity),
			Paragraph: p.Anchor.Paragraph, Quote: p.Anchor.Quote, Exact: p.Exact, Reason: p.Reason,
		})
	}
	if c.JSON {
		return writeJSON(app.Out, out)
	}
	printFindings(app.Out, receipt.Findings)
	fmt.Fprintf(app.Out, "已把%d条批注写入 %s\n", len(placed), c.Out)
	sayUnsigned(app, f)
	return nil
}

// noteOf is a finding as a comment. Its key is what makes it the same finding next time: the rule and the words, not
// where they stand.
func noteOf(f guibei.Finding, author string, app *App, zone *time.Location) docx.Note {
	return docx.Note{
		Anchor: docx.Anchor{Paragraph: f.Place.Paragraph, Start: f.Place.Start, End: f.Place.End},
		Author: author, Initials: "规备", Date: app.Now().In(zone), Text: f.Remark(),
		Key: f.Rule + "\x00" + f.Place.Quote,
	}
}

// sayUnsigned warns that a copy is not signed any more.
func sayUnsigned(app *App, f *docx.File) {
	if f.Signed() {
		fmt.Fprintln(app.Err, "注意：原稿带有电子签名，副本改动了正文，签名在副本中失效；需要签名的，请以原稿为准。")
	}
}

// same reports whether two names are one file.
func same(a, b string) bool {
	x, err := filepath.Abs(a)
	y, err2 := filepath.Abs(b)
	return err == nil && err2 == nil && x == y
}

func dirOf(name string) string { return filepath.Dir(name) }
