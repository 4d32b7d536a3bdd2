package api

import (
	"context"
	"time"

	"guibei"
	"guibei/rules"
	"guibei/store"
)

// LeadState says where a lead stands.
type LeadState string

// The states of a lead.
const (
	leadOpen      LeadState = "open"      // found in the latest text, nobody said anything
	leadFixed     LeadState = "fixed"     // found no more
	leadExplained LeadState = "explained" // stays, and the drafter says why
	leadAccepted  LeadState = "accepted"  // a reviewer took it up
	leadOverruled LeadState = "overruled" // a reviewer dismissed it
	leadOrphan    LeadState = "orphan"    // something was said of words that are nowhere any more
)

type leadLifeOutput struct {
	Body struct {
		Leads []LeadLifeView `json:"leads" nullable:"false" doc:"历次文稿的全部线索"`
	}
}

// LeadLifeView is one lead through the texts of a case.
type LeadLifeView struct {
	Rule     string          `json:"rule" doc:"规则"`
	Title    string          `json:"title" doc:"名称"`
	Severity guibei.Severity `json:"severity,omitempty" doc:"严重程度"`
	Article  string          `json:"article,omitempty" doc:"最近一次所在的条"`
	Quote    string          `json:"quote,omitempty" doc:"最近一次的原文"`
	First    int             `json:"first,omitempty" doc:"第几稿起有"`
	Last     int             `json:"last,omitempty" doc:"最后见于第几稿"`
	State    LeadState       `json:"state" enum:"open,fixed,explained,accepted,overruled,orphan" doc:"open 待处理，fixed 已改，explained 已说明，accepted 审核采纳，overruled 审核不采纳，orphan 处理过而原文已经不在"`
	Reason   string          `json:"reason,omitempty" doc:"理由"`
	ByName   string          `json:"by_name,omitempty" doc:"何人"`
	At       time.Time       `json:"at,omitzero" doc:"何时"`
}

// leadLife joins the leads of all texts of a case with what was said of them. What
// reviewers said is for reviewers until the case is past its review.
func (s *Server) leadLife(ctx context.Context, p guibei.Person, in *caseIDInput) (*leadLifeOutput, error) {
	c, err := s.visibleCase(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	checks, err := s.Store.Checks(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	said, err := s.Store.LeadDecisions(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	found, versions := map[int][]guibei.Finding{}, []int{}
	for _, v := range checks {
		found[v.Version], versions = v.Findings, append(versions, v.Version)
	}
	inside := p.HasRole(guibei.Reviewer) || p.HasRole(guibei.ReviewLead)
	out := &leadLifeOutput{}
	out.Body.Leads = []LeadLifeView{}
	used := make([]bool, len(said))
	for _, l := range rules.Lives(found, versions) {
		v := LeadLifeView{Rule: l.Rule, Title: l.Title, Severity: l.Severity, Article: l.Place.Article, Quote: l.Place.Quote, First: l.First, Last: l.Last, State: leadOpen}
		v.take(said, used, inside)
		if l.Last < c.Text.N {
			v.State = leadFixed
		}
		out.Body.Leads = append(out.Body.Leads, v)
	}
	for i, d := range said {
		if !used[i] && (inside || !d.Review) {
			out.Body.Leads = append(out.Body.Leads, LeadLifeView{Rule: d.Rule, Quote: d.Quote, State: leadOrphan, Reason: d.Reason, ByName: d.By, At: d.At})
		}
	}
	return out, nil
}

// take finds what was said of a lead last.
func (v *LeadLifeView) take(said []store.LeadDecision, used []bool, inside bool) {
	for i, d := range said {
		if d.Rule != v.Rule || !rules.SameLead(d.Quote, v.Quote) {
			continue
		}
		used[i] = true
		if d.Review && !inside {
			continue
		}
		v.Reason, v.ByName, v.At = d.Reason, d.By, d.At
		switch d.Kind {
		case string(guibei.FindingAccepted):
			v.State = leadAccepted
		case string(guibei.FindingDismissed):
			v.State = leadOverruled
		default:
			v.State = leadExplained
		}
	}
}

type explainLeadInput struct {
	ID   string `path:"id" doc:"件号"`
	Body struct {
		Rule   string `json:"rule" pattern:"^[RB]\\d{3}$" doc:"规则"`
		Quote  string `json:"quote" maxLength:"4000" doc:"原文；全文性的线索为空"`
		Reason string `json:"reason" minLength:"2" maxLength:"2000" doc:"为什么保留"`
	}
}

// explainLead keeps why the drafter leaves a lead in the text.
func (s *Server) explainLead(ctx context.Context, p guibei.Person, in *explainLeadInput) (*leadLifeOutput, error) {
	c, err := s.visibleCase(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	if !p.HasRole(guibei.Drafter) && !p.HasRole(guibei.UnitHead) {
		return nil, guibei.Errorf(guibei.Forbidden, "线索为什么保留，由起草单位说明。")
	}
	if err := s.Store.PutLeadExplanation(ctx, c.ID, c.Text.N, in.Body.Rule, in.Body.Quote, in.Body.Reason, p.ID); err != nil {
		return nil, err
	}
	return s.leadLife(ctx, p, &caseIDInput{ID: in.ID})
}
