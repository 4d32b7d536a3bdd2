package activities

import (
	"context"

	"go.temporal.io/sdk/activity"

	"guibei"
	"guibei/docx"
	"guibei/laws"
	"guibei/rules"
)

// CheckDocumentInput names the text to check.
type CheckDocumentInput struct {
	Case    string
	Version int
}

// CheckDocument runs the rules over a version of the text and keeps what they
// say. A version that was replaced meanwhile is not worth checking any more.
func (a *Activities) CheckDocument(ctx context.Context, in CheckDocumentInput) error {
	c, err := a.Store.Case(ctx, in.Case)
	if err != nil {
		return edge(ctx, err)
	}
	if c.Text.N != in.Version {
		activity.GetLogger(ctx).Info("version was replaced before it was checked", "case", in.Case, "version", in.Version)
		return nil
	}
	receipt, err := a.check(ctx, c)
	if err != nil {
		return edge(ctx, err)
	}
	return edge(ctx, a.Store.SaveCheck(ctx, in.Case, in.Version, receipt))
}

func (a *Activities) check(ctx context.Context, c guibei.Case) (guibei.CheckReceipt, error) {
	region, err := a.Region(c.Region)
	if err != nil {
		return guibei.CheckReceipt{}, err
	}
	f, err := a.Files.Get(ctx, c.Text.File.SHA256)
	if err != nil {
		// The text is evidence that was stored before the command was; if it
		// cannot be had now, the storage is away.
		return guibei.CheckReceipt{}, guibei.Because(guibei.Unavailable, err, "正文文件暂时读不到，请检查文件存储。")
	}
	defer func() { _ = f.Close() }()
	file, err := docx.OpenFile(f, f.Size())
	if err != nil {
		return guibei.CheckReceipt{}, guibei.Because(guibei.Internal, err, "正文文件不能打开。")
	}
	doc, layout, err := rules.Read(file)
	if err != nil {
		return guibei.CheckReceipt{}, guibei.Because(guibei.Internal, err, "正文文件不能打开。")
	}
	kinds := make([]guibei.MaterialKind, 0, len(c.Materials))
	for _, m := range c.Materials {
		kinds = append(kinds, m.Kind)
	}
	on := guibei.DateOf(a.Now(), region.Location())
	in := rules.Input{
		Text: rules.FromDocx(doc), Layout: layout, Title: c.Title, Materials: kinds, On: on, Laws: a.Laws,
		DocumentSHA256: c.Text.File.SHA256, TextSHA256: c.Text.TextSHA256,
	}
	v := region.Validity(on)
	in.MaxYears, in.MaxTrialYears, in.MinGapDays, in.Off = v.MaxYears, v.TrialYears, region.EffectiveGapDays(on), region.RulesOff(on)
	in.Required = region.RequiredMaterials(on)
	setting, err := a.Store.RuleSetting(ctx, c.Region)
	if err != nil {
		return guibei.CheckReceipt{}, err
	}
	if err := in.Apply(setting); err != nil {
		return guibei.CheckReceipt{}, err
	}
	if in.Lists, err = a.Store.Lists(ctx, c.Region); err != nil {
		return guibei.CheckReceipt{}, err
	}
	if in.Texts, err = laws.Load(rules.Cited(in.Text), on, texts{ctx, a.Store}); err != nil {
		return guibei.CheckReceipt{}, err
	}
	return rules.Check(in), nil
}

// texts are those that the store has, within one activity.
type texts struct {
	ctx   context.Context //nolint:containedctx // laws.Texts knows no context: a shelf in memory needs none
	store Store
}

// Text implements laws.Texts.
func (t texts) Text(title string, on guibei.Date) (*laws.Text, error) {
	return t.store.LawText(t.ctx, title, on)
}
