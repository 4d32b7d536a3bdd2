package guibei

import (
	"bytes"
	"encoding/json"
	"errors"
	"time"
)

// CommandKind is an act that somebody asks for.
type CommandKind string

// The commands of the spine.
const (
	OpenCaseCmd           CommandKind = "open_case"
	EditDraftCmd          CommandKind = "edit_draft"
	SubmitCmd             CommandKind = "submit"
	ApproveSubmissionCmd  CommandKind = "approve_submission"
	DeclineSubmissionCmd  CommandKind = "decline_submission"
	AcceptCompletenessCmd CommandKind = "accept_completeness"
	RequestSupplementCmd  CommandKind = "request_supplement"
	ReturnCaseCmd         CommandKind = "return_case"
	AnswerSupplementCmd   CommandKind = "answer_supplement"
	ConcludeFairCmd       CommandKind = "conclude_fair_competition"
	AssignReviewerCmd     CommandKind = "assign_reviewer"
	AssignCounselCmd      CommandKind = "assign_counsel"
	GiveCounselOpinionCmd CommandKind = "give_counsel_opinion"
	WithdrawCounselCmd    CommandKind = "withdraw_counsel"
	RecordOpinionCmd      CommandKind = "record_opinion"
	IssueOpinionCmd       CommandKind = "issue_opinion"
	SubmitRevisionCmd     CommandKind = "submit_revision"
	RequestDeliberateCmd  CommandKind = "request_deliberation"
	RecordDeliberationCmd CommandKind = "record_deliberation"
	ChangeTextCmd         CommandKind = "change_text"
	SignCmd               CommandKind = "sign"
	PublishCmd            CommandKind = "publish"
	SubmitFilingCmd       CommandKind = "submit_filing"
	SupplementFilingCmd   CommandKind = "request_filing_supplement"
	RegisterFilingCmd     CommandKind = "register_filing"
	RefuseFilingCmd       CommandKind = "refuse_filing"
	WithdrawCmd           CommandKind = "withdraw"
	TerminateCmd          CommandKind = "terminate"
	RetryParkedCmd        CommandKind = "retry_parked"
)

type commandInfo struct {
	label string
	late  bool // may be entered after the day it was done (补录)
	blank func() Payload
}

// commands is every command, its Chinese name and its payload. Acts whose
// instant is what a rate measures are never entered late: they happen when the
// server hears of them.
var commands = map[CommandKind]commandInfo{
	OpenCaseCmd:           {"立件", true, func() Payload { return new(OpenCase) }},
	EditDraftCmd:          {"修改草案", true, func() Payload { return new(EditDraft) }},
	SubmitCmd:             {"报送", true, func() Payload { return new(Submit) }},
	ApproveSubmissionCmd:  {"同意报送", true, func() Payload { return new(Plain) }},
	DeclineSubmissionCmd:  {"不同意报送", true, func() Payload { return new(Reasoned) }},
	AcceptCompletenessCmd: {"材料完备，予以受理", true, func() Payload { return new(Plain) }},
	RequestSupplementCmd:  {"要求补正", true, func() Payload { return new(RequestSupplement) }},
	ReturnCaseCmd:         {"退回", true, func() Payload { return new(Reasoned) }},
	AnswerSupplementCmd:   {"报送补正材料", true, func() Payload { return new(AnswerSupplementWith) }},
	ConcludeFairCmd:       {"作出公平竞争审查结论", true, func() Payload { return new(ConcludeFair) }},
	AssignReviewerCmd:     {"指派审核人员", true, func() Payload { return new(AssignReviewer) }},
	AssignCounselCmd:      {"委托法律顾问", true, func() Payload { return new(AssignCounsel) }},
	GiveCounselOpinionCmd: {"出具法律顾问意见", false, func() Payload { return new(GiveCounselOpinion) }},
	WithdrawCounselCmd:    {"撤回对法律顾问的委托", true, func() Payload { return new(WithdrawCounsel) }},
	RecordOpinionCmd:      {"拟写审核意见", true, func() Payload { return new(RecordOpinion) }},
	IssueOpinionCmd:       {"签发审核意见", true, func() Payload { return new(IssueOpinion) }},
	SubmitRevisionCmd:     {"报送修改稿", true, func() Payload { return new(SubmitRevision) }},
	RequestDeliberateCmd:  {"附未采纳说明提请审议", true, func() Payload { return new(RequestDeliberation) }},
	RecordDeliberationCmd: {"记录集体审议结果", true, func() Payload { return new(RecordDeliberation) }},
	ChangeTextCmd:         {"改动正文", true, func() Payload { return new(ChangeText) }},
	SignCmd:               {"签发并编号", true, func() Payload { return new(Sign) }},
	PublishCmd:            {"公布", true, func() Payload { return new(Publish) }},
	SubmitFilingCmd:       {"报送备案", false, func() Payload { return new(SubmitFiling) }},
	SupplementFilingCmd:   {"要求补正备案材料", false, func() Payload { return new(FilingReason) }},
	RegisterFilingCmd:     {"备案登记", false, func() Payload { return new(RegisterFiling) }},
	RefuseFilingCmd:       {"认定不属于规范性文件，不予登记", false, func() Payload { return new(FilingReason) }},
	WithdrawCmd:           {"撤回", true, func() Payload { return new(Reasoned) }},
	TerminateCmd:          {"终止", true, func() Payload { return new(Reasoned) }},
	RetryParkedCmd:        {"重试停驻的操作", false, func() Payload { return new(Reasoned) }},
}

// CommandKinds lists every command in the order of the procedure.
var CommandKinds = []CommandKind{
	OpenCaseCmd, EditDraftCmd, SubmitCmd, ApproveSubmissionCmd, DeclineSubmissionCmd, AcceptCompletenessCmd,
	RequestSupplementCmd, ReturnCaseCmd, AnswerSupplementCmd, ConcludeFairCmd, AssignReviewerCmd, AssignCounselCmd,
	GiveCounselOpinionCmd, WithdrawCounselCmd, RecordOpinionCmd,
	IssueOpinionCmd, SubmitRevisionCmd, RequestDeliberateCmd, RecordDeliberationCmd, ChangeTextCmd, SignCmd,
	PublishCmd, SubmitFilingCmd, SupplementFilingCmd, RegisterFilingCmd, RefuseFilingCmd, WithdrawCmd,
	TerminateCmd, RetryParkedCmd,
}

// Label returns the command in Chinese.
func (k CommandKind) Label() string { return commands[k].label }

// Command is an act asked for: committed as a row before it is carried out.
type Command struct {
	ID         string // uuid; the idempotency key and the UpdateID
	Case       string // uuid
	Kind       CommandKind
	By         Person
	Payload    Payload
	Expected   int64     // revision the person saw; 0: any
	OccurredAt time.Time // zero: when it was received
	ReceivedAt time.Time // by the server's clock
}

// Payload is what a command carries. Check says what is wrong with it
// whatever the state of the case.
type Payload interface{ Check() error }

// DecodePayload reads the payload of a command and checks it. Unknown fields
// are refused, so that a misspelt one is not silently lost.
func DecodePayload(kind CommandKind, raw []byte) (Payload, error) {
	info, ok := commands[kind]
	if !ok {
		return nil, Errorf(Invalid, "没有“%s”这种操作，请按接口文档填写操作名称。", kind)
	}
	p := info.blank()
	if len(bytes.TrimSpace(raw)) == 0 {
		raw = []byte("{}")
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(p); err != nil {
		return nil, Because(Invalid, err, "“"+info.label+"”的内容不符合格式要求，请按接口文档检查字段名称和类型。")
	}
	if d.More() {
		return nil, Because(Invalid, errors.New("trailing data"), "“"+info.label+"”的内容之后还有多余的数据，请删除后重新提交。")
	}
	return p, p.Check()
}
