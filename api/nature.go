package api

import (
	"context"
	"time"

	"guibei"
	"guibei/docx"
	"guibei/rules"
	"guibei/store"
)

// NatureView is whether the latest text looks like a normative document, and what
// people decided.
type NatureView struct {
	Recommendation rules.Recommendation `json:"recommendation" enum:"normative,not_normative,unsure" doc:"建议"`
	Label          string               `json:"label" doc:"建议的名称"`
	Confidence     float64              `json:"confidence" doc:"把握，0.5 至 1"`
	Tests          []NatureTest         `json:"tests" nullable:"false" doc:"五项标准"`
	Exclusions     []NatureExclusion    `json:"exclusions" nullable:"false" doc:"疑似不属于的种类"`
	Decision       *NatureDecision      `json:"decision,omitempty" doc:"人的确认；没有确认过的没有"`
}

// NatureTest is one of the five marks.
type NatureTest struct {
	Label    string         `json:"label" doc:"标准"`
	Met      bool           `json:"met" doc:"是否具备"`
	Why      string         `json:"why" doc:"理由"`
	Evidence []guibei.Place `json:"evidence" nullable:"false" doc:"依据的句子"`
}

// NatureExclusion is a kind of paper that is no normative document.
type NatureExclusion struct {
	Label string `json:"label" doc:"种类"`
	Why   string `json:"why" doc:"理由"`
}

// NatureDecision is what a person decided.
type NatureDecision struct {
	Normative  bool      `json:"normative" doc:"是行政规范性文件"`
	ReasonCode string    `json:"reason_code" doc:"理由的代码"`
	Reason     string    `json:"reason" doc:"理由"`
	Note       string    `json:"note,omitempty" doc:"说明"`
	Version    int       `json:"version" doc:"确认时是第几稿"`
	At         time.Time `json:"at" doc:"何时"`
	ByName     string    `json:"by_name" doc:"何人"`
}

type natureOutput struct{ Body NatureView }

// natureReasons are the reasons of a decision.
var natureReasons = map[string]string{
	"five_marks": "五项标准都具备", "internal": "内部管理事项", "single_matter": "对特定人、特定事的处理", "reply": "答复、批复、商洽",
	"commendation": "表彰奖惩、人事任免", "planning": "规划、工作部署，不涉及权利义务", "substance": "名称不是，内容是", "other": "其他",
}

// getNature weighs the latest text of a case.
func (s *Server) getNature(ctx context.Context, p guibei.Person, in *caseIDInput) (*natureOutput, error) {
	c, classified, err := s.classified(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	n, err := s.Store.Nature(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	v := NatureView{
		Recommendation: classified.Recommendation, Label: classified.Recommendation.Label(), Confidence: classified.Confidence,
		Tests: []NatureTest{}, Exclusions: []NatureExclusion{},
	}
	for _, t := range classified.Tests {
		v.Tests = append(v.Tests, NatureTest{t.Label, t.Met, t.Why, list(t.Evidence)})
	}
	for _, x := range classified.Exclusions {
		v.Exclusions = append(v.Exclusions, NatureExclusion{x.Label, x.Why})
	}
	if !n.DecidedAt.IsZero() {
		v.Decision = &NatureDecision{n.Normative, n.ReasonCode, natureReasons[n.ReasonCode], n.Note, n.Version, n.DecidedAt, n.DecidedByName}
	}
	return &natureOutput{v}, nil
}

func (s *Server) classified(ctx context.Context, p guibei.Person, id string) (guibei.Case, rules.Classified, error) {
	c, err := s.visibleCase(ctx, p, id)
	if err != nil {
		return c, rules.Classified{}, err
	}
	f, err := s.Files.Get(c.Text.File.SHA256)
	if err != nil {
		return c, rules.Classified{}, guibei.Because(guibei.Unavailable, err, "正文文件暂时读不到，请稍后重试。")
	}
	defer func() { _ = f.Close() }()
	var out rules.Classified
	err = s.heavily(ctx, func() error {
		doc, err := docx.Open(f, f.Size)
		if err == nil {
			out = rules.Classify(rules.Input{Text: rules.FromDocx(doc), Title: c.Title})
		}
		return err
	})
	return c, out, err
}

type decideNatureInput struct {
	ID   string `path:"id" doc:"件号"`
	Body struct {
		Normative  bool   `json:"normative" doc:"是行政规范性文件"`
		ReasonCode string `json:"reason_code" enum:"five_marks,internal,single_matter,reply,commendation,planning,substance,other" doc:"理由"`
		Note       string `json:"note,omitempty" maxLength:"2000" doc:"说明；理由为其他的必填"`
	}
}

// decideNature keeps what a person decided.
func (s *Server) decideNature(ctx context.Context, p guibei.Person, in *decideNatureInput) (*natureOutput, error) {
	if !p.HasRole(guibei.Reviewer) && !p.HasRole(guibei.ReviewLead) && !p.HasRole(guibei.OfficeClerk) {
		return nil, guibei.Errorf(guibei.Forbidden, "文件的性质由审核人员或者办公机构确认。")
	}
	if in.Body.ReasonCode == "other" && in.Body.Note == "" {
		return nil, guibei.Errorf(guibei.Invalid, "理由选“其他”的，请写明说明。")
	}
	c, classified, err := s.classified(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	err = s.Store.PutNature(ctx, c.ID, store.Nature{
		Version: c.Text.N, Recommendation: string(classified.Recommendation), Confidence: classified.Confidence,
		Normative: in.Body.Normative, ReasonCode: in.Body.ReasonCode, Note: in.Body.Note, DecidedBy: p.ID,
	})
	if err != nil {
		return nil, err
	}
	return s.getNature(ctx, p, &caseIDInput{ID: in.ID})
}
