package guibei

import "time"

// TaskKind is a piece of work that waits for people of one role in one organ.
type TaskKind string

// The tasks of the spine.
const (
	ApproveSubmission   TaskKind = "approve_submission"
	FinishDraft         TaskKind = "finish_draft"
	CheckCompleteness   TaskKind = "check_completeness"
	AnswerSupplement    TaskKind = "answer_supplement"
	ReviewFair          TaskKind = "review_fair_competition"
	AssignReview        TaskKind = "assign_review"
	WriteOpinion        TaskKind = "write_opinion"
	IssueTheOpinion     TaskKind = "issue_opinion"
	WriteCounselOpinion TaskKind = "write_counsel_opinion"
	ReviseText          TaskKind = "revise_text"
	Deliberate          TaskKind = "deliberate"
	SignDocument        TaskKind = "sign"
	PublishDocument     TaskKind = "publish"
	FileDocument        TaskKind = "file"
	CheckFiling         TaskKind = "check_filing"
	SupplementFiling    TaskKind = "supplement_filing"
)

// TaskKinds lists every kind of task in the order of the procedure.
var TaskKinds = []TaskKind{
	FinishDraft, ApproveSubmission, CheckCompleteness, AnswerSupplement, ReviewFair, AssignReview, WriteOpinion,
	WriteCounselOpinion,
	IssueTheOpinion, ReviseText, Deliberate, SignDocument, PublishDocument, FileDocument, CheckFiling, SupplementFiling,
}

type taskInfo struct {
	label string
	role  Role
}

var taskInfos = map[TaskKind]taskInfo{
	FinishDraft:         {"完善草案并报送", Drafter},
	ApproveSubmission:   {"同意报送", UnitHead},
	CheckCompleteness:   {"材料完备性审查", OfficeClerk},
	AnswerSupplement:    {"补正材料", Drafter},
	ReviewFair:          {"公平竞争审查", FairReviewer},
	AssignReview:        {"指派合法性审核人员", ReviewLead},
	WriteOpinion:        {"拟写合法性审核意见", Reviewer},
	IssueTheOpinion:     {"签发合法性审核意见", ReviewLead},
	WriteCounselOpinion: {"出具法律顾问意见", Counsel},
	ReviseText:          {"按意见修改并答复", Drafter},
	Deliberate:          {"提交集体审议并记录结果", CouncilClerk},
	SignDocument:        {"签发并统一登记编号", OfficeClerk},
	PublishDocument:     {"公布", OfficeClerk},
	FileDocument:        {"报送备案", OfficeClerk},
	CheckFiling:         {"备案形式审查", ""}, // the desk of the track
	SupplementFiling:    {"补正备案材料", OfficeClerk},
}

// Label returns the task in Chinese.
func (k TaskKind) Label() string { return taskInfos[k].label }

// Task is work that waits. Exactly the open tasks say whose turn it is.
type Task struct {
	Kind       TaskKind  `json:"kind"`
	Obligation string    `json:"obligation,omitempty"`
	Role       Role      `json:"role"`
	Organ      string    `json:"organ"`
	Assignee   string    `json:"assignee,omitempty"` // person id; empty: anybody with the role
	OpenedAt   time.Time `json:"opened_at"`
}

// ClockKind names a period that the law or the region sets.
type ClockKind string

// The clocks of the spine. Filing, form check and filing supplement run once
// per obligation.
const (
	CompletenessClock     ClockKind = "completeness"
	SupplementClock       ClockKind = "supplement"
	FairClock             ClockKind = "fair_competition"
	ReviewClock           ClockKind = "review"
	RevisionClock         ClockKind = "revision"
	PublicationClock      ClockKind = "publication"
	FilingClock           ClockKind = "filing"
	FormCheckClock        ClockKind = "form_check"
	FilingSupplementClock ClockKind = "filing_supplement"
)

var clockLabels = map[ClockKind]string{
	CompletenessClock: "材料完备性审查期限", SupplementClock: "补正期限", FairClock: "公平竞争审查期限",
	ReviewClock: "合法性审核期限", RevisionClock: "修改期限", PublicationClock: "公布期限",
	FilingClock: "报送备案期限", FormCheckClock: "备案形式审查期限", FilingSupplementClock: "备案补正期限",
}

// ClockKinds lists every kind of clock.
var ClockKinds = []ClockKind{
	CompletenessClock, SupplementClock, FairClock, ReviewClock, RevisionClock,
	PublicationClock, FilingClock, FormCheckClock, FilingSupplementClock,
}

// Label returns the clock in Chinese.
func (k ClockKind) Label() string { return clockLabels[k] }

// ClockState says whether a clock runs.
type ClockState string

// The states of a clock.
const (
	ClockRunning ClockState = "running"
	ClockPaused  ClockState = "paused"
	ClockStopped ClockState = "stopped"
)

// Interval is a stretch of days that a clock did not count.
type Interval struct {
	From   Date   `json:"from"`
	To     Date   `json:"to,omitzero"` // zero while it lasts
	Reason string `json:"reason"`
}

// Clock is one running, paused or stopped period of a case. What is stored is
// the rule and its resolution; a new calendar resolves it again.
type Clock struct {
	Kind        ClockKind  `json:"kind"`
	Obligation  string     `json:"obligation,omitempty"`
	Run         int        `json:"run"` // 1 for the first, counted up when the same clock starts anew
	State       ClockState `json:"state"`
	StartedOn   Date       `json:"started_on"`
	StoppedOn   Date       `json:"stopped_on,omitzero"`
	Pauses      []Interval `json:"pauses,omitempty"`
	Calendar    string     `json:"calendar,omitempty"`    // calendar version it was resolved with
	DueOn       Date       `json:"due_on,omitzero"`       // last day; zero while paused or without a limit
	DueAt       time.Time  `json:"due_at,omitzero"`       // the end of that day in the region
	FirstDueOn  Date       `json:"first_due_on,omitzero"` // as first resolved
	Provisional bool       `json:"provisional,omitempty"` // reaches into a year without a published calendar
	Why         []string   `json:"why,omitempty"`         // the derivation, in words
	Alarms      []Alarm    `json:"alarms,omitempty"`      // those still to come, soonest first
}

// Level is how near the end a clock is.
type Level string

// The warnings of design.md §6.
const (
	HalfGone  Level = "half"       // 50 %
	MostGone  Level = "eighty"     // 80 %
	DayBefore Level = "day_before" // 到期前一日
	Overdue   Level = "overdue"    // 已逾期
)

var levelLabels = map[Level]string{HalfGone: "期限过半", MostGone: "期限已过八成", DayBefore: "明日到期", Overdue: "已逾期"}

// Label returns the level in Chinese.
func (l Level) Label() string { return levelLabels[l] }

// Alarm is when a clock has to be looked at.
type Alarm struct {
	Level Level     `json:"level"`
	At    time.Time `json:"at"`
}

// ClockOp is a change that an outcome asks of a clock. The period and the
// calendar are looked up when it is carried out, never in the table.
type ClockOp struct {
	Op         Op        `json:"op"`
	Kind       ClockKind `json:"kind"`
	Obligation string    `json:"obligation,omitempty"`
	On         Date      `json:"on"` // civil date of the act
	Reason     string    `json:"reason,omitempty"`
}

// Op is what happens to a clock.
type Op string

// The operations on clocks.
const (
	StartClock  Op = "start"
	StopClock   Op = "stop"
	PauseClock  Op = "pause"
	ResumeClock Op = "resume"
)

// Wake returns the soonest alarm of the clocks that run, zero for none.
func Wake(clocks []Clock) time.Time {
	var at time.Time
	for _, c := range clocks {
		if c.State != ClockRunning || len(c.Alarms) == 0 {
			continue
		}
		if at.IsZero() || c.Alarms[0].At.Before(at) {
			at = c.Alarms[0].At
		}
	}
	return at
}
