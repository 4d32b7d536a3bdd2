package store

import (
	"encoding/json"
	"time"

	"guibei"
)

// CaseRow is a case as lists show it: where it is, whose turn, until when.
type CaseRow struct {
	ID                string        `json:"id" doc:"件号"`
	Title             string        `json:"title" doc:"文件名称"`
	Class             guibei.Class  `json:"class" doc:"文件类别"`
	Stage             guibei.Stage  `json:"stage" doc:"阶段"`
	StageLabel        string        `json:"stage_label" doc:"阶段名称"`
	Revision          int64         `json:"revision" doc:"版次，提交操作时用于核对"`
	DraftingOrgan     string        `json:"drafting_organ" doc:"起草单位编号"`
	DraftingOrganName string        `json:"drafting_organ_name" doc:"起草单位"`
	IssuingOrgan      string        `json:"issuing_organ" doc:"制定机关编号"`
	IssuingOrganName  string        `json:"issuing_organ_name" doc:"制定机关"`
	DocumentNo        string        `json:"document_no,omitempty" doc:"发文字号"`
	UnifiedNo         string        `json:"unified_no,omitempty" doc:"统一编号"`
	OpenedAt          time.Time     `json:"opened_at" doc:"立件时间"`
	ChangedAt         time.Time     `json:"changed_at" doc:"最近办理时间"`
	PublishedOn       guibei.Date   `json:"published_on,omitzero" doc:"公布日期；未公布的不出现"`
	EffectiveOn       guibei.Date   `json:"effective_on,omitzero" doc:"施行日期"`
	ValidUntil        guibei.Date   `json:"valid_until,omitzero" doc:"有效期至"`
	DueOn             guibei.Date   `json:"due_on,omitzero" doc:"最近的期限"`
	Overdue           bool          `json:"overdue" doc:"是否已有期限逾期"`
	Paused            bool          `json:"paused" doc:"是否有期限暂停计算（补正中）"`
	Parked            bool          `json:"parked,omitempty" doc:"是否停驻"`
	Turn              []TaskRow     `json:"turn" nullable:"false" doc:"现由谁办理"`
	Filings           FilingSummary `json:"filings" doc:"备案情况：各状态的备案义务数"`

	dueAt time.Time // DueOn to the instant, for the cursor
}

// FilingSummary counts the obligations of a document by where they stand.
type FilingSummary struct {
	Owed       int `json:"owed" doc:"备案义务总数；未公布的为0"`
	Due        int `json:"due" doc:"待报备"`
	Submitted  int `json:"submitted" doc:"形式审查中"`
	Supplement int `json:"supplement" doc:"补正中"`
	Registered int `json:"registered" doc:"已备案登记"`
	Refused    int `json:"refused" doc:"不予登记"`
	Overdue    int `json:"overdue" doc:"待报备中已经逾期的"`
}

// TaskRow is an open task: whose turn it is, since when and until when.
type TaskRow struct {
	Case         string          `json:"case" doc:"件号"`
	Title        string          `json:"title" doc:"文件名称"`
	Kind         guibei.TaskKind `json:"kind" doc:"事项"`
	Label        string          `json:"label" doc:"事项名称"`
	Obligation   string          `json:"obligation,omitempty" doc:"备案义务编号"`
	Role         guibei.Role     `json:"role" doc:"办理角色"`
	Organ        string          `json:"organ" doc:"办理机关编号"`
	OrganName    string          `json:"organ_name" doc:"办理机关"`
	Assignee     string          `json:"assignee,omitempty" doc:"指定办理人编号"`
	AssigneeName string          `json:"assignee_name,omitempty" doc:"指定办理人"`
	OpenedAt     time.Time       `json:"opened_at" doc:"开始时间"`
	DueOn        guibei.Date     `json:"due_on,omitzero" doc:"办理期限"`
	Overdue      bool            `json:"overdue" doc:"是否逾期"`
}

// CaseFilter narrows a list of cases. Empty fields do not narrow.
type CaseFilter struct {
	Viewer guibei.Person // only what this person may see ([guibei.Case.VisibleTo], in SQL)

	Stages    []guibei.Stage // any of them
	Organ     string         // drafting or issuing organ
	Class     guibei.Class
	Text      string      // part of the title or of a number
	From, To  time.Time   // opened at or after From, before To
	PubFrom   guibei.Date // published, both included
	PubTo     guibei.Date
	Overdue   bool        // a period has run out
	TurnRole  guibei.Role // somebody of this role has a task
	TurnOrgan string      // somebody of this organ has a task
	Mine      bool        // a task is assigned to the viewer, or waits for whoever takes it up and the viewer may

	Sort   CaseSort // empty: ByChange
	Cursor string   // opaque, from the page before, of the same Sort
	Limit  int      // 1–200; 0 means 50
}

// CaseSort is the order of a list of cases.
type CaseSort string

// The orders, each with the case id to break ties.
const (
	ByChange  CaseSort = "changed" // changed last first
	ByDue     CaseSort = "due"     // due first first, without a period last
	ByOpening CaseSort = "opened"  // opened last first
)

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
