package api

import (
	"context"
	"time"

	"guibei"
)

// NextView is what happens next in a case, in words.
type NextView struct {
	Stage      guibei.Stage `json:"stage" doc:"阶段"`
	StageLabel string       `json:"stage_label" doc:"阶段名称"`
	Closed     bool         `json:"closed" doc:"是否已经办结"`
	Parked     bool         `json:"parked" doc:"是否停驻"`
	Sentence   string       `json:"sentence" doc:"一句话说明现在等什么"`
	Steps      []StepView   `json:"steps" nullable:"false" doc:"现在待办的各项"`
}

// StepView is one open task: who has it, since when, until when, why until
// then, and what follows.
type StepView struct {
	guibei.Task
	Label          string     `json:"label" doc:"事项名称"`
	RoleLabel      string     `json:"role_label" doc:"办理角色名称"`
	OrganName      string     `json:"organ_name" doc:"办理机关"`
	AssigneeName   string     `json:"assignee_name,omitempty" doc:"指定办理人"`
	ObligationName string     `json:"obligation_name,omitempty" doc:"备案途径"`
	Sentence       string     `json:"sentence" doc:"一句话说明：由谁办理、自何时起、到何时止"`
	Clock          *StepClock `json:"clock,omitempty" doc:"期限；没有规定期限的不出现"`
	Then           []ThenView `json:"then" nullable:"false" doc:"办完之后"`
}

// StepClock is the period that a task has to be done in.
type StepClock struct {
	Kind        guibei.ClockKind  `json:"kind" doc:"期限"`
	Label       string            `json:"label" doc:"期限名称"`
	State       guibei.ClockState `json:"state" doc:"是否在计时"`
	StartedOn   guibei.Date       `json:"started_on" doc:"起算之日"`
	DueOn       guibei.Date       `json:"due_on,omitzero" doc:"最后一日；暂停期间或者不设期限的不出现"`
	DueAt       time.Time         `json:"due_at,omitzero" doc:"届满的时刻"`
	Overdue     bool              `json:"overdue" doc:"是否逾期"`
	DaysLeft    int               `json:"days_left" doc:"离最后一日还有几个自然日；逾期的为负数"`
	Provisional bool              `json:"provisional,omitempty" doc:"放假安排尚未公布，暂定"`
	Why         []string          `json:"why" nullable:"false" doc:"怎么算出来的，逐句"`
}

// ThenView is one way on.
type ThenView struct {
	Command    guibei.CommandKind `json:"command" doc:"操作"`
	Label      string             `json:"label" doc:"操作名称"`
	When       string             `json:"when,omitempty" doc:"在什么情况下"`
	Stage      guibei.Stage       `json:"stage" doc:"进入的阶段"`
	StageLabel string             `json:"stage_label" doc:"进入的阶段名称"`
	Sentence   string             `json:"sentence" doc:"一句话说明"`
}

type nextOutput struct{ Body NextView }

func (s *Server) getNext(context.Context, guibei.Person, *caseIDInput) (*nextOutput, error) {
	return nil, errSoon
}
