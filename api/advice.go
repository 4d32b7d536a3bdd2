package api

import (
	"context"
	"strings"

	"guibei"
	"guibei/internal/model"
	"guibei/laws"
)

// Adviser is a model inside the network that may see what rules do not.
type Adviser interface {
	Ask(ctx context.Context, text string) ([]model.Lead, error)
}

type adviceOutput struct{ Body AdviceView }

// AdviceView is what a model said and could be verified.
type AdviceView struct {
	Enabled bool         `json:"enabled" doc:"是否配置了模型"`
	Leads   []AdviceLead `json:"leads" nullable:"false" doc:"模型的线索；引文在文中逐字找到，所引条文经名录核实"`
	Dropped int          `json:"dropped" doc:"核实不了而舍去的"`
}

// AdviceLead is a lead of a model. It is no finding of the rules and part of no
// receipt.
type AdviceLead struct {
	Quote string `json:"quote" doc:"原文"`
	Basis string `json:"basis" doc:"依据"`
	Why   string `json:"why" doc:"模型的理由"`
}

type adviceInput struct {
	ID  string `path:"id" doc:"件号"`
	Ask bool   `query:"ask" doc:"true 才把文稿发给模型；否则只说明有没有配置"`
}

// advice asks the model about the latest text. Only reviewers may, and only when
// they say so: a text leaves for the configured endpoint then, and nowhere else.
func (s *Server) advice(ctx context.Context, p guibei.Person, in *adviceInput) (*adviceOutput, error) {
	out := &adviceOutput{AdviceView{Enabled: s.Adviser != nil, Leads: []AdviceLead{}}}
	if !in.Ask || s.Adviser == nil {
		_, err := s.visibleCase(ctx, p, in.ID)
		return out, err
	}
	if !p.HasRole(guibei.Reviewer) && !p.HasRole(guibei.ReviewLead) {
		return nil, guibei.Errorf(guibei.Forbidden, "模型的线索由审核人员索取。")
	}
	text, _, err := s.latestWords(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	said, err := s.Adviser.Ask(ctx, text)
	if err != nil {
		return nil, err
	}
	resolver := laws.Resolver{Register: laws.Default(), Texts: texts{ctx, s.Store}}
	for _, l := range said {
		basis, err := confirmed(resolver, s.dayOr(guibei.Date{}), l)
		if err != nil {
			return nil, err
		}
		if basis == "" || len([]rune(l.Quote)) < 4 || !strings.Contains(text, l.Quote) {
			out.Body.Dropped++
			continue
		}
		out.Body.Leads = append(out.Body.Leads, AdviceLead{l.Quote, basis, l.Why})
	}
	return out, nil
}

// confirmed returns the law and article that a lead names when the law is in force
// and, as far as can be told, has that article; "" otherwise.
func confirmed(r laws.Resolver, on guibei.Date, l model.Lead) (string, error) {
	answers, err := r.Resolve("《"+laws.Key(l.Law)+"》"+l.Article, on, nil)
	if err != nil || len(answers) != 1 || answers[0].Status != laws.InForce || len(answers[0].Provisions) == 0 {
		return "", err
	}
	for _, p := range answers[0].Provisions {
		if p.Exists == laws.Missing {
			return "", nil
		}
	}
	return answers[0].Quote, nil
}
