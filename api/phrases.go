package api

import (
	"context"

	"guibei"
	"guibei/store"
)

// CheckItemView is one thing to test, ready to be filled in.
type CheckItemView struct {
	ID           string         `json:"id" doc:"编号，用作审核意见一项的 id"`
	Heading      guibei.Heading `json:"heading" doc:"审核方面"`
	HeadingLabel string         `json:"heading_label" doc:"审核方面名称"`
	Test         string         `json:"test" doc:"审核内容"`
	Hint         string         `json:"hint" doc:"看什么"`
	Source       string         `json:"source" doc:"依据"`
}

type checklistOutput struct {
	Body struct {
		Items []CheckItemView `json:"items" nullable:"false" doc:"默认的审核项目"`
	}
}

// getChecklist is the default content of an opinion.
func (s *Server) getChecklist(ctx context.Context, p guibei.Person, in *caseIDInput) (*checklistOutput, error) {
	if _, err := s.visibleCase(ctx, p, in.ID); err != nil {
		return nil, err
	}
	out := &checklistOutput{}
	for _, i := range guibei.Checklist {
		out.Body.Items = append(out.Body.Items, CheckItemView{i.ID, i.Heading, i.Heading.Label(), i.Test, i.Hint, i.Source})
	}
	return out, nil
}

type phrasesInput struct {
	Heading guibei.Heading `query:"heading" doc:"审核方面"`
	Test    string         `query:"test" maxLength:"200" doc:"审核内容，须完全相同"`
	Text    string         `query:"text" maxLength:"200" doc:"理由、依据、建议中的文字"`
	Limit   int            `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"最多几条"`
}

type phrasesOutput struct {
	Body struct {
		Phrases []store.PhraseRow `json:"phrases" nullable:"false" doc:"已签发意见中的写法，相同的合为一条，最近的在前"`
	}
}

// listPhrases is how the caller's reviewing organs have worded problems. Those
// who review nowhere have none.
func (s *Server) listPhrases(ctx context.Context, p guibei.Person, in *phrasesInput) (*phrasesOutput, error) {
	rows, err := s.Store.Phrases(ctx, store.PhraseFilter{
		Organs: p.Organs(guibei.Reviewer, guibei.ReviewLead), Heading: in.Heading, Test: in.Test, Text: in.Text, Limit: in.Limit,
	})
	out := &phrasesOutput{}
	out.Body.Phrases = list(rows)
	return out, err
}
