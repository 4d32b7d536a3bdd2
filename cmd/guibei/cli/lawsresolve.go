package cli

import (
	"context"
	"fmt"
	"time"
	"unicode/utf8"

	"guibei"
	"guibei/laws"
	"guibei/store"
)

// lawsResolveCmd answers the references in a text.
type lawsResolveCmd struct {
	Text  string      `arg:"" help:"一句话，如 依照《行政处罚法》第九条。"`
	On    guibei.Date `placeholder:"2026-01-31" help:"按哪一天判断；不填为今天。"`
	Texts string      `type:"existingdir" help:"法律文本的文件夹；不填时用数据库中已导入的文本（配置了数据库的话）。"`
	JSON  bool        `name:"json" help:"输出 JSON（docs/schema/resolve.json）。"`
}

// ResolveOutput is what `guibei laws resolve --json` prints.
type ResolveOutput struct {
	Text      string            `json:"text"`
	On        guibei.Date       `json:"on"`
	Register  string            `json:"register"` // hash of the register
	Citations []ResolveCitation `json:"citations"`
}

// ResolveCitation is one reference. Start and End count characters of the text.
type ResolveCitation struct {
	Quote      string             `json:"quote"`
	Start      int                `json:"start"`
	End        int                `json:"end"`
	Kind       laws.Kind          `json:"kind"`
	Title      string             `json:"title"` // as written
	DocumentNo string             `json:"document_no"`
	Status     laws.Status        `json:"status"`   // in_force, repealed, not_yet or unknown
	Law        string             `json:"law"`      // full title in the register, "" when it is not there
	Category   string             `json:"category"` // such as 法律; "" when not recorded
	Issued     guibei.Date        `json:"issued,omitzero"`
	RepealedOn guibei.Date        `json:"repealed_on,omitzero"`
	Successor  string             `json:"successor"`
	Basis      string             `json:"basis"` // the clause that repeals it
	Version    *ResolveVersion    `json:"version,omitempty"`
	Next       *ResolveVersion    `json:"next,omitempty"` // published, not yet in force
	Provisions []ResolveProvision `json:"provisions"`
}

// ResolveVersion is a version of a law.
type ResolveVersion struct {
	Published guibei.Date `json:"published"`
	Effective guibei.Date `json:"effective,omitzero"`
	Articles  int         `json:"articles"`
}

// ResolveProvision is an article, paragraph or item of a reference.
type ResolveProvision struct {
	Written   string          `json:"written"`
	Article   int             `json:"article"`
	Paragraph int             `json:"paragraph,omitempty"`
	Item      int             `json:"item,omitempty"`
	Exists    laws.Existence  `json:"exists"` // yes, no or unknown
	Text      string          `json:"text"`
	Successor *laws.Successor `json:"successor,omitempty"`
}

// Run implements the subcommand.
func (c *lawsResolveCmd) Run(ctx context.Context, app *App) error {
	on := c.On
	if on.IsZero() {
		on = guibei.DateOf(app.Now(), time.FixedZone("CST", 8*60*60))
	}
	texts, done, err := c.shelf(ctx, app)
	if err != nil {
		return err
	}
	defer done()
	answers, err := laws.Resolver{Register: laws.Default(), Texts: texts}.Resolve(c.Text, on, nil)
	if err != nil {
		return err
	}
	out := resolveOutput(c.Text, on, answers)
	if c.JSON {
		return writeJSON(app.Out, out)
	}
	for _, r := range out.Citations {
		fmt.Fprintf(app.Out, "%s：%s", r.Quote, r.Status.Label())
		if r.Law != "" {
			fmt.Fprintf(app.Out, "（《%s》", r.Law)
			if r.Version != nil {
				fmt.Fprintf(app.Out, "，现行文本%s公布", r.Version.Published)
			}
			fmt.Fprint(app.Out, "）")
		}
		if r.Successor != "" {
			fmt.Fprintf(app.Out, "，由《%s》代替", r.Successor)
		}
		fmt.Fprintln(app.Out)
		for _, p := range r.Provisions {
			fmt.Fprintf(app.Out, "  %s %s %s\n", p.Written, map[laws.Existence]string{laws.Exists: "有", laws.Missing: "没有这一条", laws.Undecidable: "无法判断"}[p.Exists], p.Text)
			if p.Successor != nil {
				fmt.Fprintf(app.Out, "    现在：《%s》%s %s\n", p.Successor.Law, p.Successor.Article, p.Successor.Text)
			}
		}
	}
	if len(out.Citations) == 0 {
		fmt.Fprintln(app.Out, "没有找到引用。")
	}
	return nil
}

// shelf is where the words of laws come from: a folder, the database where one is
// configured, or nowhere.
func (c *lawsResolveCmd) shelf(ctx context.Context, app *App) (laws.Texts, func(), error) {
	none := func() {}
	if c.Texts != "" {
		files, _, err := readLaws([]string{c.Texts}, laws.Default())
		if err != nil {
			return nil, none, err
		}
		return folder(files), none, nil
	}
	url, err := app.Config.Database()
	if err != nil {
		return nil, none, nil //nolint:nilerr // without a database there are the facts of the register
	}
	pool, err := store.Open(ctx, url)
	if err != nil {
		return nil, none, err
	}
	return shelf{ctx, store.New(pool, app.Now)}, pool.Close, nil
}

// shelf is the texts in the database.
type shelf struct {
	ctx context.Context //nolint:containedctx // one command, one context
	s   *store.Store
}

// Text implements laws.Texts.
func (s shelf) Text(title string, on guibei.Date) (*laws.Text, error) {
	return s.s.LawText(s.ctx, title, on)
}

// folder is texts that were read from files.
type folder []store.LawFile

// Text implements laws.Texts.
func (f folder) Text(title string, on guibei.Date) (*laws.Text, error) {
	key := laws.Key(title)
	var best *laws.Text
	for i := range f {
		t := &f[i].Text
		from := t.Effective
		if from.IsZero() {
			from = t.Published
		}
		if laws.Key(t.Title) == key && !on.Before(from) && (best == nil || best.Published.Before(t.Published)) {
			best = t
		}
	}
	return best, nil
}

func resolveOutput(text string, on guibei.Date, answers []laws.Answer) ResolveOutput {
	out := ResolveOutput{Text: text, On: on, Register: laws.Default().Hash(), Citations: []ResolveCitation{}}
	for _, a := range answers {
		r := ResolveCitation{
			Quote: a.Quote, Kind: a.Kind, Title: a.Title, DocumentNo: a.DocumentNo, Status: a.Status, Provisions: []ResolveProvision{},
			Start: utf8.RuneCountInString(text[:a.Start]), End: utf8.RuneCountInString(text[:a.End]),
			Version: resolveVersion(a.Version), Next: resolveVersion(a.Next),
		}
		if l := a.Law; l != nil {
			r.Law, r.Category, r.Issued, r.RepealedOn, r.Successor, r.Basis = l.Title, string(l.Category), l.Issued, l.RepealedOn, l.Successor, l.Basis
		}
		for _, p := range a.Provisions {
			r.Provisions = append(r.Provisions, ResolveProvision{
				Written: p.Written, Article: p.Article, Paragraph: p.Paragraph, Item: p.Item, Exists: p.Exists, Text: p.Text, Successor: p.Successor,
			})
		}
		out.Citations = append(out.Citations, r)
	}
	return out
}

func resolveVersion(v *laws.Version) *ResolveVersion {
	if v == nil {
		return nil
	}
	return &ResolveVersion{v.Published, v.Effective, v.Articles}
}
