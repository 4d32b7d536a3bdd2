package api

import (
	"context"
	"slices"

	"guibei"
)

// AssigneeView is somebody whom a case could be given to.
type AssigneeView struct {
	PersonRef
	OpenTasks int    `json:"open_tasks" doc:"指定给本人、尚未办结的事项"`
	Can       bool   `json:"can" doc:"可以指派"`
	Why       string `json:"why,omitempty" doc:"为什么不能指派"`
	Current   bool   `json:"current" doc:"现在就由本人办理"`
}

type assigneesInput struct {
	Case string `query:"case" required:"true" doc:"件号"`
	For  string `query:"for" required:"true" enum:"reviewer,counsel" doc:"指派审核人员，还是委托法律顾问"`
}

type assigneesOutput struct {
	Body struct {
		Assignees []AssigneeView `json:"assignees" nullable:"false" doc:"手头事项少的在前"`
	}
}

// listAssignees says who could review a case or be its counsel. The lead of
// the reviewing organ may ask, and for counsel the reviewers too.
func (s *Server) listAssignees(ctx context.Context, p guibei.Person, in *assigneesInput) (*assigneesOutput, error) {
	c, err := s.visibleCase(ctx, p, in.Case)
	if err != nil {
		return nil, err
	}
	role := guibei.Role(in.For)
	if !p.Has(guibei.ReviewLead, c.ReviewOrgan) && (role != guibei.Counsel || !p.Has(guibei.Reviewer, c.ReviewOrgan)) {
		return nil, guibei.Errorf(guibei.Forbidden, "审核人员由审核机构负责人指派，法律顾问由审核机构委托，您在本件中没有这一岗位。")
	}
	people, err := s.Store.Assignees(ctx, role, c.ReviewOrgan)
	if err != nil {
		return nil, err
	}
	out := &assigneesOutput{}
	out.Body.Assignees = []AssigneeView{}
	for _, q := range people {
		v := AssigneeView{PersonRef: PersonRef{q.ID, q.Name}, OpenTasks: q.Open}
		v.Current = role == guibei.Reviewer && c.Reviewer == q.ID || role == guibei.Counsel && c.AskedOf(q.ID) != nil
		v.Why = unfit(&c, role, q.ID)
		if q.Disabled {
			v.Why = "账号已经停用。"
		}
		v.Can = v.Why == ""
		out.Body.Assignees = append(out.Body.Assignees, v)
	}
	return out, nil
}

// unfit says why a person may not be given a case, "" when they may. The
// command judges again.
func unfit(c *guibei.Case, role guibei.Role, person string) string {
	switch {
	case slices.Contains(c.Drafters, person):
		return "参与了本件的起草。"
	case role == guibei.Reviewer && slices.ContainsFunc(c.Counsel, func(q guibei.CounselRequest) bool {
		return q.Counsel == person && q.Status != guibei.CounselWithdrawn
	}):
		return "是本件的法律顾问。"
	case role == guibei.Counsel && (c.Reviewer == person || slices.Contains(c.Reviewers, person)):
		return "办理本件的合法性审核。"
	case role == guibei.Counsel && c.AskedOf(person) != nil:
		return "已经受托，尚未出具意见。"
	}
	return ""
}
