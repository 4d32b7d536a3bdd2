package api

import (
	"context"
	"time"

	"guibei"
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

// AuditInput narrows a record.
type auditInput struct {
	Person string    `query:"person" maxLength:"100" doc:"办理人的人员编号"`
	From   time.Time `query:"from" doc:"自这一时刻起"`
	To     time.Time `query:"to" doc:"至这一时刻止（不含）"`
	Cursor string    `query:"cursor" maxLength:"500" doc:"上一页给出的游标"`
	Limit  int       `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"每页条数"`
}

type adminAuditInput struct {
	auditInput
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
	auditInput
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

func (s *Server) adminAudit(context.Context, guibei.Person, *adminAuditInput) (*adminAuditOutput, error) {
	return nil, errSoon
}

func (s *Server) eventAudit(context.Context, guibei.Person, *eventAuditInput) (*eventAuditOutput, error) {
	return nil, errSoon
}
