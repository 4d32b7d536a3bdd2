package store

import (
	"encoding/json"
	"time"

	"guibei"
)

// CaseRow is a case as lists show it: where it is, whose turn, until when.
type CaseRow struct {
	ID            string       `json:"id" doc:"件号"`
	Title         string       `json:"title" doc:"文件名称"`
	Class         guibei.Class `json:"class" doc:"文件类别"`
	Stage         guibei.Stage `json:"stage" doc:"阶段"`
	StageLabel    string       `json:"stage_label" doc:"阶段名称"`
	Revision      int64        `json:"revision" doc:"版次，提交操作时用于核对"`
	DraftingOrgan string       `json:"drafting_organ" doc:"起草单位编号"`
	IssuingOrgan  string       `json:"issuing_organ" doc:"制定机关编号"`
	DocumentNo    string       `json:"document_no,omitempty" doc:"发文字号"`
	UnifiedNo     string       `json:"unified_no,omitempty" doc:"统一编号"`
	OpenedAt      time.Time    `json:"opened_at" doc:"立件时间"`
	ChangedAt     time.Time    `json:"changed_at" doc:"最近办理时间"`
	DueOn         guibei.Date  `json:"due_on,omitzero" doc:"最近的期限"`
	Overdue       bool         `json:"overdue" doc:"是否已有期限逾期"`
	Parked        bool         `json:"parked,omitempty" doc:"是否停驻"`
	Turn          []TaskRow    `json:"turn" doc:"现由谁办理"`
}

// TaskRow is an open task: whose turn it is, since when and until when.
type TaskRow struct {
	Case       string          `json:"case" doc:"件号"`
	Title      string          `json:"title" doc:"文件名称"`
	Kind       guibei.TaskKind `json:"kind" doc:"事项"`
	Label      string          `json:"label" doc:"事项名称"`
	Obligation string          `json:"obligation,omitempty" doc:"备案义务编号"`
	Role       guibei.Role     `json:"role" doc:"办理角色"`
	Organ      string          `json:"organ" doc:"办理机关编号"`
	OrganName  string          `json:"organ_name" doc:"办理机关"`
	Assignee   string          `json:"assignee,omitempty" doc:"指定办理人编号"`
	OpenedAt   time.Time       `json:"opened_at" doc:"开始时间"`
	DueOn      guibei.Date     `json:"due_on,omitzero" doc:"办理期限"`
	Overdue    bool            `json:"overdue" doc:"是否逾期"`
}

// CaseFilter narrows a list of cases. Empty fields do not narrow.
type CaseFilter struct {
	Viewer guibei.Person // only what this person may see ([guibei.Case.VisibleTo], in SQL)
	Stage  guibei.Stage
	Organ  string // drafting or issuing organ
	Text   string // part of the title or of a number
	Cursor string // opaque, from the page before
	Limit  int    // 1–200; 0 means 50
}

// CommandRow is a command as its sender may read it.
type CommandRow struct {
	ID        string               `json:"id" doc:"操作编号"`
	Case      string               `json:"case" doc:"件号"`
	Kind      guibei.CommandKind   `json:"kind" doc:"操作"`
	By        string               `json:"by" doc:"提交人编号"`
	State     guibei.CommandState  `json:"state" doc:"状态"`
	Result    guibei.CommandResult `json:"result" doc:"结果"`
	Attempts  int                  `json:"attempts" doc:"送达次数"`
	CreatedAt time.Time            `json:"created_at" doc:"提交时间"`
}

// NewCommand is a command to be put on record before anything acts on it.
type NewCommand struct {
	ID         string // uuid
	Case       string // uuid
	Kind       guibei.CommandKind
	By         string // person id
	Payload    json.RawMessage
	Expected   int64
	OccurredAt time.Time
}

// Account is how a person signs in.
type Account struct {
	Person       string
	Login        string
	PasswordHash string // argon2id, PHC string
	Failures     int
	LockedUntil  time.Time
	Disabled     bool
	SeenAt       time.Time // last use, to the minute; filled by Accounts only
}

// Pending is a command to be sent to its workflow by the relay.
type Pending struct {
	ID, Case string
	Attempts int
}

// OpenCase is a case that needs a running workflow.
type OpenCase struct {
	ID       string
	Stage    guibei.Stage
	Revision int64
	Wake     time.Time
}
