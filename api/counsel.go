package api

import (
	"context"
	"slices"
	"time"

	"guibei"
)

// CounselOpinionView is counsel's opinion with the name of its conclusion.
type CounselOpinionView struct {
	guibei.CounselOpinion
	ConclusionLabel string `json:"conclusion_label" doc:"结论名称"`
}

// CounselView is a question to counsel and what came of it.
type CounselView struct {
	N           int                  `json:"n" doc:"第几项委托"`
	Round       int                  `json:"round" doc:"合法性审核的轮次"`
	Counsel     PersonRef            `json:"counsel" doc:"法律顾问"`
	Question    string               `json:"question,omitempty" doc:"需要解答的问题"`
	DueOn       guibei.Date          `json:"due_on,omitzero" doc:"请于何日前出具"`
	Overdue     bool                 `json:"overdue" doc:"是否已逾期"`
	On          guibei.Lock          `json:"on" doc:"针对的文本"`
	AskedBy     PersonRef            `json:"asked_by" doc:"委托人"`
	AskedAt     time.Time            `json:"asked_at" doc:"委托时间"`
	Status      guibei.CounselStatus `json:"status" doc:"状态"`
	StatusLabel string               `json:"status_label" doc:"状态名称"`
	Reason      string               `json:"reason,omitempty" doc:"撤回的理由"`
	Opinion     *CounselOpinionView  `json:"opinion,omitempty" doc:"法律顾问意见"`
}

// counselViews shows what was asked of counsel.
func counselViews(c *guibei.Case, names map[string]string, now time.Time) []CounselView {
	out := []CounselView{}
	for _, q := range c.Counsel {
		v := CounselView{
			N: q.N, Round: q.Round, Counsel: PersonRef{q.Counsel, q.Name}, Question: q.Question, DueOn: q.DueOn, On: q.On,
			AskedBy: PersonRef{q.AskedBy, names[q.AskedBy]}, AskedAt: q.AskedAt,
			Status: q.Status, StatusLabel: q.Status.Label(), Reason: q.Reason,
			Overdue: q.Status == guibei.CounselAsked && !q.DueAt.IsZero() && !now.Before(q.DueAt),
		}
		if q.Opinion != nil {
			v.Opinion = &CounselOpinionView{*q.Opinion, q.Opinion.Conclusion.Label()}
		}
		out = append(out, v)
	}
	return out
}

// named are the ids of everybody whom a view of a case names.
func named(c *guibei.Case, opinions []guibei.Opinion) []string {
	ids := slices.Concat(c.Drafters, c.Reviewers, []string{c.Reviewer})
	if c.Fair != nil {
		ids = append(ids, c.Fair.By)
	}
	for _, t := range c.Tasks {
		ids = append(ids, t.Assignee)
	}
	for _, o := range opinions {
		ids = append(ids, o.Reviewer, o.IssuedBy)
	}
	for _, q := range c.Counsel {
		ids = append(ids, q.Counsel, q.AskedBy)
	}
	slices.Sort(ids)
	return slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return id == "" })
}

// seenVersions are the texts of a case that the person may read: counsel
// reads none later than the one they were asked about.
func (s *Server) seenVersions(ctx context.Context, c *guibei.Case) ([]guibei.Version, error) {
	versions, err := s.Store.Versions(ctx, c.ID)
	return slices.DeleteFunc(versions, func(v guibei.Version) bool { return v.N > c.Text.N }), err
}

// holdsForCounsel reports whether a file is one of those that counsel reads.
func (s *Server) holdsForCounsel(ctx context.Context, c *guibei.Case, sum string) (bool, error) {
	if slices.ContainsFunc(c.Materials, func(m guibei.Material) bool { return m.File.SHA256 == sum }) {
		return true, nil
	}
	versions, err := s.seenVersions(ctx, c)
	return slices.ContainsFunc(versions, func(v guibei.Version) bool { return v.File.SHA256 == sum }), err
}
