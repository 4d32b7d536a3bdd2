package api

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"guibei"
	"guibei/docx"
	"guibei/rules"
	"guibei/store"
)

// maxRuleSetting bounds what is put, in bytes.
const maxRuleSetting = 1 << 20

// RuleOff is a rule that is switched off, and why.
type RuleOff struct {
	Rule   string `json:"rule" pattern:"^[RB]\\d{3}$" doc:"规则编号"`
	Reason string `json:"reason" minLength:"1" maxLength:"500" doc:"理由"`
}

// RuleSettingBody is what a region changes of the rules.
type RuleSettingBody struct {
	Off []RuleOff `json:"off" nullable:"false" maxItems:"500" doc:"停用的规则"`
	Own string    `json:"own" maxLength:"500000" doc:"自己的规则（YAML），没有的为空"`
}

// RuleSettingView is what a region changed.
type RuleSettingView struct {
	RuleSettingBody
	Region        string    `json:"region" doc:"地区代码"`
	OwnRules      []OwnRule `json:"own_rules" nullable:"false" doc:"自己的规则"`
	ChangedAt     time.Time `json:"changed_at,omitzero" doc:"最近一次调整"`
	ChangedByName string    `json:"changed_by_name,omitempty" doc:"何人调整"`
}

// OwnRule is one rule of the bureau's own.
type OwnRule struct {
	ID       string          `json:"id" doc:"编号"`
	Title    string          `json:"title" doc:"名称"`
	Severity guibei.Severity `json:"severity" doc:"严重程度"`
	Basis    string          `json:"basis" doc:"依据"`
}

type (
	ruleSettingOutput struct{ Body RuleSettingView }
	ruleSettingInput  struct{ Body RuleSettingBody }
)

// getRuleSetting tells what the region changed.
func (s *Server) getRuleSetting(ctx context.Context, _ guibei.Person, _ *struct{}) (*ruleSettingOutput, error) {
	setting, err := s.Store.RuleSetting(ctx, s.regionCode())
	if err != nil {
		return nil, err
	}
	v := RuleSettingView{Region: s.regionCode(), OwnRules: []OwnRule{}, ChangedAt: setting.ChangedAt}
	v.Off, v.Own = []RuleOff{}, setting.Own
	for _, id := range slices.Sorted(maps.Keys(setting.Off)) {
		v.Off = append(v.Off, RuleOff{id, setting.Off[id]})
	}
	if setting.Own != "" {
		own, err := rules.Bureau("本地规则", []byte(setting.Own))
		if err != nil {
			return nil, err
		}
		for _, r := range own {
			v.OwnRules = append(v.OwnRules, OwnRule{r.ID, r.Title, r.Severity, r.Basis})
		}
	}
	if setting.ChangedBy != "" {
		by, err := s.Store.Person(ctx, setting.ChangedBy)
		if err != nil {
			return nil, err
		}
		v.ChangedByName = by.Name
	}
	return &ruleSettingOutput{v}, nil
}

// regionCode is the region this server serves.
func (s *Server) regionCode() string { return s.AdminOrgan.Region }

// read tries a setting before anything is kept.
func (b *RuleSettingBody) read() (guibei.RuleSetting, error) {
	out := guibei.RuleSetting{Off: map[string]string{}, Own: b.Own}
	for _, o := range b.Off {
		if _, ok := rules.Find(o.Rule); !ok {
			return out, guibei.Errorf(guibei.Invalid, "没有编号为“%s”的规则，请核对。", o.Rule)
		}
		out.Off[o.Rule] = o.Reason
	}
	if b.Own != "" {
		if _, err := rules.Bureau("本地规则", []byte(b.Own)); err != nil {
			return out, err
		}
	}
	return out, nil
}

// putRuleSetting changes the rules of the region.
func (s *Server) putRuleSetting(ctx context.Context, p guibei.Person, in *ruleSettingInput) (*ruleSettingOutput, error) {
	if !p.HasRole(guibei.SystemAdmin) {
		return nil, guibei.Errorf(guibei.Forbidden, "检查规则由系统管理员调整，请联系系统管理员。")
	}
	setting, err := in.Body.read()
	if err != nil {
		return nil, err
	}
	facts := map[string]any{"off": setting.Off, "own_bytes": len(setting.Own)}
	err = s.administer(ctx, p, guibei.RulesChanged, "rules/"+s.regionCode(), facts, func(within *store.Store) error {
		return within.PutRuleSetting(ctx, s.regionCode(), setting, p.ID)
	})
	if err != nil {
		return nil, err
	}
	return s.getRuleSetting(ctx, p, nil)
}

type rulePreviewOutput struct{ Body RulePreview }

// RulePreview is what a change of the rules would do to the texts there are.
type RulePreview struct {
	Checked  int        `json:"checked" doc:"重新检查的文稿"`
	Flipped  int        `json:"flipped" doc:"结论会变的"`
	Changed  int        `json:"changed" doc:"线索有增减的"`
	Examples []RuleFlip `json:"examples" nullable:"false" doc:"例子，结论会变的在前"`
	Sentence string     `json:"sentence" doc:"一句话的结果"`
}

// RuleFlip is one text whose leads would change.
type RuleFlip struct {
	Case   string   `json:"case" doc:"件号"`
	Title  string   `json:"title" doc:"名称"`
	Before string   `json:"before" enum:"clean,leads,blocker" doc:"现在的结论"`
	After  string   `json:"after" enum:"clean,leads,blocker" doc:"调整后的结论"`
	Gone   []string `json:"gone" nullable:"false" doc:"不再提示的，最多三条"`
	New    []string `json:"new" nullable:"false" doc:"新提示的，最多三条"`
}

// How many texts a preview looks at, and how many examples it gives.
const (
	previewTexts    = 200
	previewExamples = 20
	previewLeads    = 3
)

// previewRules checks the latest texts by the rules as they are and as they would
// be.
func (s *Server) previewRules(ctx context.Context, p guibei.Person, in *ruleSettingInput) (*rulePreviewOutput, error) {
	if !p.HasRole(guibei.SystemAdmin) {
		return nil, guibei.Errorf(guibei.Forbidden, "检查规则由系统管理员调整，请联系系统管理员。")
	}
	after, err := in.Body.read()
	if err != nil {
		return nil, err
	}
	before, err := s.Store.RuleSetting(ctx, s.regionCode())
	if err != nil {
		return nil, err
	}
	recent, err := s.Store.RecentTexts(ctx, s.regionCode(), previewTexts)
	if err != nil {
		return nil, err
	}
	v := RulePreview{Examples: []RuleFlip{}}
	for _, t := range recent {
		flip, changed, err := s.flip(ctx, t, before, after)
		if err != nil {
			return nil, err
		}
		v.Checked++
		if !changed {
			continue
		}
		v.Changed++
		if flip.Before != flip.After {
			v.Flipped++
			v.Examples = slices.Insert(v.Examples, v.Flipped-1, flip)
		} else {
			v.Examples = append(v.Examples, flip)
		}
	}
	v.Examples = v.Examples[:min(len(v.Examples), previewExamples)]
	v.Sentence = fmt.Sprintf("重新检查了最近的%d份文稿：%d份的结论会变，%d份的线索有增减；没有写入。", v.Checked, v.Flipped, v.Changed)
	return &rulePreviewOutput{v}, nil
}

// flip checks one text in both ways.
func (s *Server) flip(ctx context.Context, t store.RecentText, before, after guibei.RuleSetting) (RuleFlip, bool, error) {
	out := RuleFlip{Case: t.Case, Title: t.Title, Gone: []string{}, New: []string{}}
	f, err := s.Files.Get(t.DocSHA256)
	if err != nil {
		return out, false, guibei.Because(guibei.Unavailable, err, "文稿暂时读不到，请检查文件存储。")
	}
	defer func() { _ = f.Close() }()
	doc, err := docx.Open(f, f.Size)
	if err != nil {
		return out, false, nil // a text that cannot be opened any more says nothing about rules
	}
	var receipts [2]guibei.CheckReceipt
	err = s.heavily(ctx, func() error {
		for i, setting := range []guibei.RuleSetting{before, after} {
			in := rules.Input{Text: rules.FromDocx(doc), Title: t.Title, On: s.dayOr(guibei.Date{})}
			if err := in.Apply(setting); err != nil {
				return err
			}
			receipts[i] = rules.Check(in)
		}
		return nil
	})
	if err != nil {
		return out, false, err
	}
	out.Before, out.After = receipts[0].Verdict, receipts[1].Verdict
	out.Gone, out.New = missingIn(receipts[0], receipts[1]), missingIn(receipts[1], receipts[0])
	return out, len(out.Gone)+len(out.New) > 0, nil
}

// missingIn lists leads of one receipt that the other has not.
func missingIn(a, b guibei.CheckReceipt) []string {
	have := map[string]bool{}
	for _, f := range b.Findings {
		have[f.Rule+f.Place.Paragraph+f.Place.Quote] = true
	}
	out := []string{}
	for _, f := range a.Findings {
		if len(out) < previewLeads && !have[f.Rule+f.Place.Paragraph+f.Place.Quote] {
			out = append(out, f.Rule+" "+f.Title+"："+f.Place.Quote)
		}
	}
	return out
}

type ruleUsesOutput struct {
	Body struct {
		Rules []store.RuleUse `json:"rules" nullable:"false" doc:"有过处理的规则"`
	}
}

var errNoReview = guibei.Errorf(guibei.Forbidden, "线索的处理情况由审核人员、监督人员和系统管理员查看。")

// ruleUses counts what became of leads.
func (s *Server) ruleUses(ctx context.Context, p guibei.Person, _ *struct{}) (*ruleUsesOutput, error) {
	if !p.HasRole(guibei.SystemAdmin) && !p.HasRole(guibei.Reviewer) && !p.HasRole(guibei.ReviewLead) && !p.HasRole(guibei.Supervisor) {
		return nil, errNoReview
	}
	uses, err := s.Store.RuleUses(ctx, s.regionCode())
	out := &ruleUsesOutput{}
	out.Body.Rules = list(uses)
	return out, err
}

type ruleMissesOutput struct {
	Body struct {
		Misses []store.RuleMiss `json:"misses" nullable:"false" doc:"漏查，最近的在前"`
	}
}

// ruleMisses lists what rules did not see.
func (s *Server) ruleMisses(ctx context.Context, p guibei.Person, _ *struct{}) (*ruleMissesOutput, error) {
	if !p.HasRole(guibei.SystemAdmin) && !p.HasRole(guibei.Reviewer) && !p.HasRole(guibei.ReviewLead) {
		return nil, errNoReview
	}
	misses, err := s.Store.RuleMisses(ctx, s.regionCode(), 500)
	out := &ruleMissesOutput{}
	out.Body.Misses = list(misses)
	return out, err
}

type reportMissInput struct {
	Body struct {
		Case  string `json:"case,omitempty" doc:"件号"`
		Quote string `json:"quote" minLength:"4" maxLength:"2000" doc:"原文"`
		Group string `json:"group" enum:"package,classification,authority,procedure,content,competition,citation,dates,structure,format,secrecy,text" doc:"属于哪一类"`
		Basis string `json:"basis" minLength:"1" maxLength:"500" doc:"依据"`
		Note  string `json:"note,omitempty" maxLength:"2000" doc:"说明"`
	}
}

// reportMiss keeps what a reviewer found and no rule had spoken of.
func (s *Server) reportMiss(ctx context.Context, p guibei.Person, in *reportMissInput) (*ruleMissesOutput, error) {
	if !p.HasRole(guibei.Reviewer) && !p.HasRole(guibei.ReviewLead) {
		return nil, guibei.Errorf(guibei.Forbidden, "漏查由审核人员报告。")
	}
	if in.Body.Case != "" {
		if _, err := s.visibleCase(ctx, p, in.Body.Case); err != nil {
			return nil, err
		}
	}
	err := s.Store.PutRuleMiss(ctx, s.regionCode(), store.RuleMiss{
		Case: in.Body.Case, Quote: in.Body.Quote, Group: in.Body.Group, Basis: in.Body.Basis, Note: in.Body.Note, ReportedBy: p.ID,
	})
	if err != nil {
		return nil, err
	}
	return s.ruleMisses(ctx, p, nil)
}
