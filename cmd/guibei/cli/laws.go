package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"guibei"
	"guibei/laws"
	"guibei/store"
)

// lawsCmd is the register of laws and their texts.
type lawsCmd struct {
	Import  lawsImportCmd  `cmd:"" help:"导入法律、法规的文本（国家法律法规数据库的 docx、Markdown、纯文本），逐条存入数据库。"`
	Resolve lawsResolveCmd `cmd:"" help:"查一句话里引用的法律：有没有、某一天有没有效、有没有这一条、原文是什么。"`
}

// lawsImportCmd imports texts of laws.
type lawsImportCmd struct {
	Files []string `arg:"" type:"existingpath" help:"文件或者文件夹（含子文件夹）。"`
	By    string   `default:"" help:"导入人的人员编号，记入档案；不填记为命令行。"`
	JSON  bool     `name:"json" help:"输出 JSON。"`
}

// LawsImported is what an import did.
type LawsImported struct {
	New        int        `json:"new"`
	Changed    int        `json:"changed"`
	Unchanged  int        `json:"unchanged"`
	Unreadable []Unread   `json:"unreadable"`
	Texts      []LawTaken `json:"texts"`
}

// Unread is a file that could not be read, and why.
type Unread struct {
	File string `json:"file"`
	Why  string `json:"why"`
}

// LawTaken is a text and what came of it.
type LawTaken struct {
	File      string              `json:"file"`
	Title     string              `json:"title"`
	Published guibei.Date         `json:"published"`
	Articles  int                 `json:"articles"`
	Outcome   store.ImportOutcome `json:"outcome"`
}

// Run implements the subcommand. Files that are no laws are said and the others
// imported; when the database fails nothing is.
func (c *lawsImportCmd) Run(ctx context.Context, app *App) error {
	files, report, err := readLaws(c.Files, laws.Default())
	if err != nil {
		return err
	}
	if len(files) > 0 {
		p, err := assembleReady(ctx, app)
		if err != nil {
			return err
		}
		defer p.close()
		if err := p.importLaws(ctx, files, c.By, &report); err != nil {
			return err
		}
	}
	if c.JSON {
		return writeJSON(app.Out, report)
	}
	for _, u := range report.Unreadable {
		fmt.Fprintf(app.Out, "没有读懂：%s\n", u.Why)
	}
	fmt.Fprintf(app.Out, "新增%d部，更新%d部，未变%d部，没有读懂%d个文件。\n", report.New, report.Changed, report.Unchanged, len(report.Unreadable))
	if len(files) == 0 {
		return guibei.Errorf(guibei.Invalid, "没有可以导入的法律文本，请检查文件夹；支持 .docx、.md、.txt。")
	}
	return nil
}

func (p *parts) importLaws(ctx context.Context, files []store.LawFile, by string, report *LawsImported) error {
	actor := guibei.Actor{Name: "命令行"}
	if by != "" {
		who, err := p.store.Person(ctx, by)
		if err != nil {
			return err
		}
		actor = guibei.Actor{Person: who.ID, Name: who.Name}
	}
	return p.store.Together(ctx, func(within *store.Store) error {
		outcomes, err := within.ImportLaws(ctx, files, by)
		if err != nil {
			return err
		}
		for i, o := range outcomes {
			f := files[i]
			report.Texts = append(report.Texts, LawTaken{filepath.Base(f.Source), f.Title, f.Published, len(f.Articles), o})
			switch o {
			case store.ImportNew:
				report.New++
			case store.ImportChanged:
				report.Changed++
			case store.ImportUnchanged:
				report.Unchanged++
			}
		}
		if report.New+report.Changed == 0 {
			return nil
		}
		facts, err := json.Marshal(map[string]int{"new": report.New, "changed": report.Changed})
		if err != nil {
			return err
		}
		return within.RecordAdmin(ctx, guibei.AdminEvent{Subject: "laws", Kind: guibei.LawsImported, Actor: actor, Payload: facts})
	})
}

// lawSuffixes are the files that laws come in.
var lawSuffixes = []string{".docx", ".md", ".txt"}

// readLaws reads every law in files and folders. A version that comes twice is
// taken once.
func readLaws(paths []string, register *laws.Register) ([]store.LawFile, LawsImported, error) {
	report := LawsImported{Unreadable: []Unread{}, Texts: []LawTaken{}}
	var files []store.LawFile
	seen := map[string]bool{}
	for _, root := range paths {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || root != name && !slices.Contains(lawSuffixes, strings.ToLower(filepath.Ext(name))) {
				return err
			}
			data, err := os.ReadFile(name) //nolint:gosec // the user names the folder
			if err != nil {
				return err
			}
			text, err := laws.ParseText(name, data)
			if err != nil {
				report.Unreadable = append(report.Unreadable, Unread{filepath.Base(name), explain(err)})
				return nil
			}
			register.Complete(&text)
			if id := laws.Key(text.Title) + text.Published.String(); !seen[id] {
				seen[id] = true
				files = append(files, store.LawFile{Text: text, Source: name})
			}
			return nil
		})
		if err != nil {
			return nil, report, fmt.Errorf("读取%s：%w", root, err)
		}
	}
	return files, report, nil
}
