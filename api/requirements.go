package api

import (
	"context"
	"errors"

	"guibei"
	"guibei/regions"
)

// RequirementView is a kind of material and whether a package must hold it.
type RequirementView struct {
	Kind     guibei.MaterialKind `json:"kind" doc:"材料"`
	Label    string              `json:"label" doc:"材料名称"`
	Required bool                `json:"required" doc:"是否必需"`
	Why      string              `json:"why,omitempty" doc:"必需的依据"`
}

// NeedView is a requirement and whether it is met.
type NeedView struct {
	RequirementView
	Have   bool `json:"have" doc:"这一套材料里已经有"`
	AtHand bool `json:"at_hand" doc:"本件已有这种材料，可以直接用"`
}

// IssuerView is an organ that may issue what a unit drafts.
type IssuerView struct {
	OrganRef
	Class      guibei.Class `json:"class" doc:"文件类别"`
	ClassLabel string       `json:"class_label" doc:"文件类别名称"`
}

// RoutingView is who deals with a document of an issuer.
type RoutingView struct {
	Class            guibei.Class `json:"class" doc:"文件类别"`
	ClassLabel       string       `json:"class_label" doc:"文件类别名称"`
	Office           OrganRef     `json:"office" doc:"制定机关办公机构"`
	Review           OrganRef     `json:"review" doc:"审核机构"`
	Fair             OrganRef     `json:"fair" doc:"公平竞争审查机构"`
	UnitHeadApproval bool         `json:"unit_head_approval" doc:"报送须经起草单位负责人同意"`
	Why              string       `json:"why" doc:"依据"`
}

// TrackNeeds is what a document will have to be filed with, and where.
type TrackNeeds struct {
	ID        string            `json:"id" doc:"备案途径"`
	Name      string            `json:"name" doc:"备案途径名称"`
	Authority OrganRef          `json:"authority" doc:"备案机关"`
	Materials []RequirementView `json:"materials" nullable:"false" doc:"备案材料"`
}

// RequirementsView is what a submission needs and who may be chosen for it.
type RequirementsView struct {
	Drafting  []OrganRef        `json:"drafting" nullable:"false" doc:"您可以代表的起草单位"`
	Issuing   []IssuerView      `json:"issuing" nullable:"false" doc:"可以选择的制定机关"`
	Materials []RequirementView `json:"materials" nullable:"false" doc:"送审材料：全部种类，写明是否必需"`
	Routing   *RoutingView      `json:"routing,omitempty" doc:"选定制定机关后：由谁办理"`
	Tracks    []TrackNeeds      `json:"tracks" nullable:"false" doc:"选定制定机关后：公布后向谁备案"`
}

type requirementsInput struct {
	Issuing  string `query:"issuing" maxLength:"100" doc:"制定机关编号"`
	Drafting string `query:"drafting" maxLength:"100" doc:"起草单位编号；不填的，取您的第一个起草单位"`
}

type requirementsOutput struct{ Body RequirementsView }

// getRequirements says before anything is handed in what will be asked for.
func (s *Server) getRequirements(ctx context.Context, p guibei.Person, in *requirementsInput) (*requirementsOutput, error) {
	organs, err := s.Store.Organs(ctx)
	if err != nil {
		return nil, err
	}
	r := requirer{p: p, byID: map[string]guibei.Organ{}, now: s.Now}
	for _, o := range organs {
		r.byID[o.ID] = o
	}
	if err := r.settle(in); err != nil {
		return nil, err
	}
	out := &requirementsOutput{Body: RequirementsView{Drafting: []OrganRef{}, Tracks: []TrackNeeds{}}}
	for _, id := range p.Organs(guibei.Drafter) {
		out.Body.Drafting = append(out.Body.Drafting, r.ref(id))
	}
	out.Body.Issuing = r.issuers(organs)
	out.Body.Materials = requirements(r.region.SubmissionPackage(r.today()))
	if in.Issuing == "" {
		return out, nil
	}
	return out, r.route(&out.Body)
}

// caseNeeds is what the submission of a case needs and has. A case whose
// region is not among the packs shipped has no needs that we know of.
func (s *Server) caseNeeds(c *guibei.Case) (submission []NeedView, filings map[string][]NeedView, err error) {
	region, err := regions.Load(c.Region)
	if errors.Is(err, guibei.NotFound) {
		return []NeedView{}, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	on := guibei.DateOf(s.Now(), region.Location())
	submission = needs(region.SubmissionPackage(on), c.Materials, c.Materials)
	filings = map[string][]NeedView{}
	for _, o := range c.Obligations {
		filings[o.ID] = needs(region.FilingPackage(o.Track.ID, on), o.Materials, c.Materials)
	}
	return submission, filings, nil
}
