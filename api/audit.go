package api

import (
	"context"
	"slices"
	"time"

	"guibei"
	"guibei/store"
)

// AdminEventView is an act of administration in words.
type AdminEventView struct {
	guibei.AdminEvent
	ID             string     `json:"id" doc:"记录编号"`
	Label          string     `json:"label" doc:"事项名称"`
	ActorRoleLabel string     `json:"actor_role_label,omitempty" doc:"角色名称"`
	OrganName      string     `json:"organ_name,omitempty" doc:"机关名称"`
	SubjectLabel   string     `json:"subject_label" doc:"涉及的人员、机关、日历或者模板"`
	Sentence       string     `json:"sentence" doc:"一句话说明：谁做了什么"`
	Facts          []FactView `json:"facts" nullable:"false" doc:"要点"`
}

// AuditInput narrows a record. It is exported because huma reads no fields of
// embedded types that are not.
type AuditInput struct {
	Person string    `query:"person" maxLength:"100" doc:"办理人的人员编号"`
	From   time.Time `query:"from" doc:"自这一时刻起"`
	To     time.Time `query:"to" doc:"至这一时刻止（不含）"`
	Cursor string    `query:"cursor" maxLength:"500" doc:"上一页给出的游标"`
	Limit  int       `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"每页条数"`
}

type adminAuditInput struct {
	AuditInput
	Kind    guibei.AdminKind `query:"kind" doc:"事项"`
	Subject string           `query:"subject" maxLength:"200" doc:"涉及对象，如 person/zhang、organ/qs-sfj、calendar/150204、template/legality-opinion"`
}

// AdminAuditPage is one page of the record of administration.
type AdminAuditPage struct {
	Events []AdminEventView `json:"events" nullable:"false" doc:"管理记录，由近到远"`
	Next   string           `json:"next,omitempty" doc:"下一页的游标；没有下一页时不出现"`
}

type adminAuditOutput struct{ Body AdminAuditPage }

type eventAuditInput struct {
	AuditInput
	Kind string `query:"kind" maxLength:"100" doc:"事项"`
	Case string `query:"case" maxLength:"100" doc:"件号"`
}

// CaseEventView is an event with the title of its case.
type CaseEventView struct {
	EventView
	Title string `json:"title" doc:"文件名称"`
}

// EventAuditPage is one page of the events of all cases.
type EventAuditPage struct {
	Events []CaseEventView `json:"events" nullable:"false" doc:"办理记录，由近到远"`
	Next   string          `json:"next,omitempty" doc:"下一页的游标；没有下一页时不出现"`
}

type eventAuditOutput struct{ Body EventAuditPage }

func (s *Server) auditRoutes() {
	handle(s, route{
		method: "GET", path: "/api/v1/audit/admin", id: "audit-admin", tag: tagAudit, summary: "管理记录",
		doc: "管理员的操作和各账号的登录。审计管理员可见全部，安全管理员可见与账号有关的。", errors: []int{forbidden},
	}, s.adminAudit)
	handle(s, route{
		method: "GET", path: "/api/v1/audit/events", id: "audit-events", tag: tagAudit, summary: "全部件的办理记录",
		doc: "只有审计管理员可见。", errors: []int{forbidden},
	}, s.eventAudit)
}

// adminAudit is the record of administration: all of it for the auditor, what
// concerns accounts for the security administrator.
func (s *Server) adminAudit(ctx context.Context, p guibei.Person, in *adminAuditInput) (*adminAuditOutput, error) {
	f := store.AdminFilter{Person: in.Person, Subject: in.Subject, From: in.From, To: in.To, Cursor: in.Cursor, Limit: in.Limit}
	if in.Kind != "" {
		f.Kinds = []guibei.AdminKind{in.Kind}
	}
	switch {
	case p.HasRole(guibei.Auditor):
	case p.HasRole(guibei.SecurityAdmin):
		if f.Kinds == nil {
			f.Kinds = guibei.AdminKinds
		}
		f.Kinds = slices.DeleteFunc(slices.Clone(f.Kinds), func(k guibei.AdminKind) bool { return !k.OfAccount() })
		if len(f.Kinds) == 0 {
			return nil, guibei.Errorf(guibei.Forbidden, "这类管理记录只有审计管理员可以查看，如有需要，请联系审计管理员。")
		}
	default:
		return nil, guibei.Errorf(guibei.Forbidden, "管理记录由审计管理员查看，如有需要，请联系审计管理员。")
	}
	rows, next, err := s.Store.AdminEvents(ctx, f)
	if err != nil {
		return nil, err
	}
	organs, err := s.organNames(ctx)
	if err != nil {
		return nil, err
	}
	people, err := s.peopleNames(ctx)
	if err != nil {
		return nil, err
	}
	out := &adminAuditOutput{AdminAuditPage{Events: []AdminEventView{}, Next: next}}
	for _, r := range rows {
		out.Body.Events = append(out.Body.Events, adminEventView(r, organs, people))
	}
	return out, nil
}

func (s *Server) peopleNames(ctx context.Context) (map[string]string, error) {
	people, err := s.Store.People(ctx)
	names := make(map[string]string, len(people))
	for _, p := range people {
		names[p.ID] = p.Name
	}
	return names, err
}

// eventAudit is the events of all cases, for the auditor.
func (s *Server) eventAudit(ctx context.Context, p guibei.Person, in *eventAuditInput) (*eventAuditOutput, error) {
	if !p.HasRole(guibei.Auditor) {
		return nil, guibei.Errorf(guibei.Forbidden, "全部件的办理记录由审计管理员查看，如有需要，请联系审计管理员。")
	}
	rows, next, err := s.Store.AllEvents(ctx, store.EventFilter{
		Kind: guibei.EventKind(in.Kind), Person: in.Person, Case: in.Case, From: in.From, To: in.To, Cursor: in.Cursor, Limit: in.Limit,
	})
	if err != nil {
		return nil, err
	}
	organs, err := s.organNames(ctx)
	if err != nil {
		return nil, err
	}
	t := &telling{organs: organs}
	out := &eventAuditOutput{EventAuditPage{Events: []CaseEventView{}, Next: next}}
	for _, r := range rows {
		// The auditor is of no reviewing organ: drafts of opinions stay withheld.
		out.Body.Events = append(out.Body.Events, CaseEventView{eventView(r.Event, p, &guibei.Case{}, t), r.Title})
	}
	return out, nil
}
