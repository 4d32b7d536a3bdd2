package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"guibei"
	"guibei/store"
)

// Namespaces of ids that are made from other ids, so that a repeated request
// names the same command and the same case.
var (
	commandSpace = uuid.MustParse("5b3c1f0a-2a0e-4d0c-9a55-7d6a7b1f4e01")
	caseSpace    = uuid.MustParse("5b3c1f0a-2a0e-4d0c-9a55-7d6a7b1f4e02")
)

// CommandHead is what every command may carry beside its payload.
type CommandHead struct {
	IfMatch    string    `header:"If-Match" doc:"看到的版次（ETag）；与现在的版次不同时不办理，回答 412"`
	Key        string    `header:"Idempotency-Key" maxLength:"200" doc:"操作的唯一编号；同一编号重复提交只办理一次"`
	OccurredAt time.Time `query:"occurred_at" doc:"实际办理时间（补录时填写）"`
}

// openInput asks for a new case.
type openInput struct {
	CommandHead
	Body guibei.OpenCase
}

// commandInput asks for something to be done to a case.
type commandInput[P any] struct {
	ID string `path:"id" doc:"件号"`
	CommandHead
	Body *P
}

// CommandView is a command and what has come of it so far.
type CommandView struct {
	ID      string               `json:"id" doc:"操作编号"`
	Case    string               `json:"case" doc:"件号"`
	Command guibei.CommandKind   `json:"command" doc:"操作"`
	Label   string               `json:"label" doc:"操作名称"`
	State   guibei.CommandState  `json:"state" doc:"pending：已记录，等待办理；applied：已办理；rejected：不予办理；parked：系统故障，等待管理员处置"`
	Result  guibei.CommandResult `json:"result" doc:"结果"`
}

type commandOutput struct {
	Status     int
	ETag       string `header:"ETag" doc:"办理后的版次"`
	Location   string `header:"Location" doc:"查询这一操作的地址"`
	RetryAfter string `header:"Retry-After" doc:"建议多少秒后查询（202）"`
	Body       CommandView
}

// commandRoute describes the route of a command.
func commandRoute(kind guibei.CommandKind) route {
	rt := route{
		method: http.MethodPost, path: "/api/v1/cases/{id}/" + strings.ReplaceAll(string(kind), "_", "-"),
		id: strings.ReplaceAll(string(kind), "_", "-"), tag: tagActs, summary: kind.Label(),
		errors: []int{
			http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusConflict,
			http.StatusPreconditionFailed, http.StatusRequestEntityTooLarge,
		},
	}
	if kind == guibei.OpenCaseCmd {
		rt.path = "/api/v1/cases"
	}
	return rt
}

// command registers the route of one kind of command, whose payload is P.
func command[P any](s *Server, kind guibei.CommandKind) {
	s.register(commandRoute(kind), func(op huma.Operation) {
		accepted(s, &op)
		schema := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[P](), false, "")
		op.RequestBody = &huma.RequestBody{Required: len(schema.Required) > 0, Content: map[string]*huma.MediaType{}}
		handleOperation(s, op, func(ctx context.Context, p guibei.Person, in *commandInput[P]) (*commandOutput, error) {
			if in.Body == nil {
				in.Body = new(P)
			}
			c, err := s.visibleCase(ctx, p, in.ID)
			if err != nil {
				return nil, err
			}
			return s.act(ctx, p, kind, c.ID, in.CommandHead, any(in.Body).(guibei.Payload))
		})
	})
}

// openCase registers the route that opens a case.
func openCase(s *Server) {
	s.register(commandRoute(guibei.OpenCaseCmd), func(op huma.Operation) {
		accepted(s, &op)
		handleOperation(s, op, func(ctx context.Context, p guibei.Person, in *openInput) (*commandOutput, error) {
			if in.IfMatch != "" {
				return nil, guibei.Errorf(guibei.Invalid, "立件时还没有版次，请去掉 If-Match 后重新提交。")
			}
			return s.act(ctx, p, guibei.OpenCaseCmd, "", in.CommandHead, &in.Body)
		})
	})
}

// accepted documents the answer to a command that is on record and not decided
// yet.
func accepted(s *Server, op *huma.Operation) {
	schema := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[CommandView](), true, "")
	str := &huma.Schema{Type: huma.TypeString}
	op.Responses = map[string]*huma.Response{"202": {
		Content: map[string]*huma.MediaType{"application/json": {Schema: schema}},
		Headers: map[string]*huma.Param{"Location": {Schema: str}, "Retry-After": {Schema: str}},
	}}
}

// act puts a command on record and asks its workflow to decide it. Once it is
// on record it is not lost: without an answer in time the sender is told 202.
func (s *Server) act(ctx context.Context, p guibei.Person, kind guibei.CommandKind, caseID string, head CommandHead, payload guibei.Payload) (*commandOutput, error) {
	if err := payload.Check(); err != nil {
		return nil, err
	}
	expected, err := revisionOf(head.IfMatch)
	if err != nil {
		return nil, err
	}
	raw, err := json.Marshal(payload)
	if err != nil {
		return nil, err
	}
	id := commandID(p, head.Key)
	if caseID == "" {
		caseID = uuid.NewSHA1(caseSpace, id[:]).String()
	}
	row, err := s.Store.PutCommand(ctx, store.NewCommand{
		ID: id.String(), Case: caseID, Kind: kind, By: p.ID, Payload: raw, Expected: expected, OccurredAt: head.OccurredAt,
	})
	if err != nil {
		return nil, err
	}
	if row.State == guibei.CommandPending {
		row.Result = s.send(ctx, row)
		row.State = row.Result.State
	}
	s.Metrics.Commands.WithLabelValues(string(kind), string(row.State)).Inc()
	return s.answer(ctx, row)
}

// send asks the workflow; no answer in time is a pending one.
func (s *Server) send(ctx context.Context, row store.CommandRow) guibei.CommandResult {
	ctx, cancel := context.WithTimeout(ctx, sendWithin)
	defer cancel()
	result, err := s.Dispatcher.Send(ctx, row.ID, row.Case)
	if err != nil {
		traceOf(ctx).cause = fmt.Errorf("send command %s, the relay will: %w", row.ID, err)
		return guibei.CommandResult{State: guibei.CommandPending, Case: row.Case}
	}
	return result
}

// answer says what came of a command.
func (s *Server) answer(ctx context.Context, row store.CommandRow) (*commandOutput, error) {
	out := &commandOutput{Status: http.StatusOK, Location: "/api/v1/commands/" + row.ID, Body: commandView(row)}
	switch row.State {
	case guibei.CommandApplied:
		out.ETag = revisionTag(row.Result.Revision)
	case guibei.CommandRejected:
		return nil, s.problem(ctx, rejection(row.Result))
	case guibei.CommandPending, guibei.CommandParked:
		out.Status, out.RetryAfter = http.StatusAccepted, "2"
	}
	return out, nil
}

// rejection is a recorded refusal as an error again.
func rejection(r guibei.CommandResult) error {
	kind := r.Kind
	if kind == "" || kind == guibei.Internal {
		kind = guibei.Conflict
	}
	return guibei.Errorf(kind, "%s", r.Message)
}

func commandView(row store.CommandRow) CommandView {
	return CommandView{
		ID: row.ID, Case: row.Case, Command: row.Kind, Label: row.Kind.Label(), State: row.State, Result: row.Result,
	}
}

// commandID is made from the sender's key, and random without one. The person
// is part of it, so that keys of two people never meet.
func commandID(p guibei.Person, key string) uuid.UUID {
	if key == "" {
		return uuid.New()
	}
	return uuid.NewSHA1(commandSpace, []byte(p.ID+"\x00"+key))
}

// revisionTag is the ETag of a revision. That of a case read in full goes on
// after it, because the same revision looks different to different people and
// on different days.
func revisionTag(revision int64) string { return `"r` + strconv.FormatInt(revision, 10) + `"` }

// revisionOf reads the revision from an If-Match header; 0 means any.
func revisionOf(ifMatch string) (int64, error) {
	if ifMatch == "" || ifMatch == "*" {
		return 0, nil
	}
	tag := strings.Trim(strings.TrimPrefix(strings.TrimSpace(ifMatch), "W/"), `"`)
	number, _, _ := strings.Cut(strings.TrimPrefix(tag, "r"), "-")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 1 || !strings.HasPrefix(tag, "r") {
		return 0, guibei.Because(guibei.Invalid, err, "If-Match 应为读取本件时得到的 ETag，请重新读取本件。")
	}
	return n, nil
}

type commandIDInput struct {
	ID string `path:"id" doc:"操作编号"`
}

// commandState tells a sender what came of a command. Others see it when they
// may see the case.
func (s *Server) commandState(ctx context.Context, p guibei.Person, in *commandIDInput) (*commandOutput, error) {
	missing := guibei.Errorf(guibei.NotFound, "没有这一操作，请核对编号。")
	if uuid.Validate(in.ID) != nil {
		return nil, missing
	}
	row, err := s.Store.Command(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if row.By != p.ID {
		if _, err := s.visibleCase(ctx, p, row.Case); err != nil {
			return nil, missing
		}
	}
	out := &commandOutput{Status: http.StatusOK, Body: commandView(row)}
	switch row.State {
	case guibei.CommandApplied:
		out.ETag = revisionTag(row.Result.Revision)
	case guibei.CommandPending, guibei.CommandParked:
		out.RetryAfter = "2"
	case guibei.CommandRejected:
	}
	return out, nil
}
