package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"guibei"
	"guibei/store"
)

// How large what a client keeps here may be, in bytes of JSON, and what the
// envelope around it may add.
const (
	maxDraft       = 1 << 20
	maxPreferences = 64 << 10
	envelope       = 4 << 10
)

// preconditionRequired is said when a draft is written without saying what it
// replaces (RFC 6585). Like [methodNotAllowed] it is about HTTP alone.
const preconditionRequired = "precondition_required"

// DraftKind is what a draft will become.
type DraftKind string

// The drafts of a case, and that of a submission which is no case yet.
const (
	DraftOpinion        DraftKind = "opinion"         // 审核意见, shared by the reviewing organ
	DraftRevision       DraftKind = "revision"        // 修改和答复, shared by the drafting unit
	DraftSupplement     DraftKind = "supplement"      // 补正, shared by the drafting unit
	DraftSubmissionEdit DraftKind = "submission-edit" // 修改送审稿和材料, shared by the drafting unit
	DraftFair           DraftKind = "fair"            // 公平竞争审查结论, shared by its organ
	DraftDeliberation   DraftKind = "deliberation"    // 集体审议记录, shared by the office
	DraftFiling         DraftKind = "filing"          // 备案, shared by the office
	DraftCounsel        DraftKind = "counsel"         // 法律顾问意见, one's own
	DraftSubmission     DraftKind = "submission"      // 新的送审, one's own
)

// draftRoles says whose people share each kind of draft of a case.
var draftRoles = map[DraftKind][]guibei.Role{
	DraftOpinion:        {guibei.Reviewer, guibei.ReviewLead},
	DraftRevision:       {guibei.Drafter, guibei.UnitHead},
	DraftSupplement:     {guibei.Drafter, guibei.UnitHead},
	DraftSubmissionEdit: {guibei.Drafter, guibei.UnitHead},
	DraftFair:           {guibei.FairReviewer},
	DraftDeliberation:   {guibei.CouncilClerk, guibei.OfficeClerk},
	DraftFiling:         {guibei.OfficeClerk},
	DraftCounsel:        {guibei.Counsel},
}

// PersonRef names a person.
type PersonRef struct {
	ID   string `json:"id" doc:"人员编号"`
	Name string `json:"name" doc:"姓名"`
}

// DraftView is a draft as it was last saved.
type DraftView struct {
	Data     map[string]json.RawMessage `json:"data" doc:"草稿的内容，由页面自行规定"`
	Revision string                     `json:"revision" doc:"版次，与 ETag 相同"`
	By       PersonRef                  `json:"by" doc:"最后保存的人"`
	At       time.Time                  `json:"at" doc:"最后保存的时间"`
}

// DraftMark says who changed a draft and when: what a problem tells whose own
// change came too late.
type DraftMark struct {
	Revision string    `json:"revision" doc:"现在的版次"`
	By       PersonRef `json:"by" doc:"最后保存的人"`
	At       time.Time `json:"at" doc:"最后保存的时间"`
}

// huma reads only embedded structs that have an exported name.
type (
	// DraftPath is the path of a draft of a case.
	DraftPath struct {
		ID   string    `path:"id" doc:"件号"`
		Kind DraftKind `path:"kind" enum:"opinion,revision,supplement,submission-edit,fair,deliberation,filing,counsel" doc:"哪一种草稿"`
	}
	// DraftPreconditions say which draft a new one replaces.
	DraftPreconditions struct {
		IfMatch     string `header:"If-Match" doc:"读取或者上次保存时得到的 ETag；* 表示不论何人改过都替换"`
		IfNoneMatch string `header:"If-None-Match" doc:"* 表示新建，已有草稿时回答 412"`
	}
	draftBody struct {
		Data map[string]json.RawMessage `json:"data" doc:"草稿的内容，任意 JSON 对象，不超过1MiB"`
	}
	getDraftInput struct{ DraftPath }
	putDraftInput struct {
		DraftPath
		DraftPreconditions
		Body draftBody
	}
	deleteDraftInput struct {
		DraftPath
		IfMatch string `header:"If-Match" doc:"只在草稿仍是这一版次时删除"`
	}
	// OwnDraftPath is the path of a draft that is about no case yet.
	OwnDraftPath struct {
		Kind DraftKind `path:"kind" enum:"submission" doc:"哪一种草稿"`
	}
	getOwnDraftInput struct{ OwnDraftPath }
	putOwnDraftInput struct {
		OwnDraftPath
		DraftPreconditions
		Body draftBody
	}
	deleteOwnDraftInput struct {
		OwnDraftPath
		IfMatch string `header:"If-Match" doc:"只在草稿仍是这一版次时删除"`
	}
	draftOutput struct {
		ETag string `header:"ETag" doc:"版次；保存时用作 If-Match"`
		Body DraftView
	}
)

// draftOf is the draft of a case that a person may read and write.
func (s *Server) draftOf(ctx context.Context, p guibei.Person, in DraftPath) (store.DraftKey, error) {
	c, err := s.visibleCase(ctx, p, in.ID)
	if err != nil {
		return store.DraftKey{}, err
	}
	for _, role := range draftRoles[in.Kind] {
		organ := c.OrganFor(role, nil)
		if organ == "" || !p.Has(role, organ) {
			continue
		}
		holder := organ
		if in.Kind == DraftCounsel {
			holder = p.ID
		}
		return store.DraftKey{Case: c.ID, Kind: string(in.Kind), Holder: holder}, nil
	}
	return store.DraftKey{}, guibei.Errorf(guibei.Forbidden, "您在本件中没有办理这一事项的岗位，不能查看或者保存这种草稿。如需办理，请联系本单位管理员调整岗位。")
}

func ownDraft(p guibei.Person, in OwnDraftPath) store.DraftKey {
	return store.DraftKey{Kind: string(in.Kind), Holder: p.ID}
}

func (s *Server) getDraft(ctx context.Context, p guibei.Person, in *getDraftInput) (*draftOutput, error) {
	k, err := s.draftOf(ctx, p, in.DraftPath)
	if err != nil {
		return nil, err
	}
	return s.readDraft(ctx, k)
}

func (s *Server) getOwnDraft(ctx context.Context, p guibei.Person, in *getOwnDraftInput) (*draftOutput, error) {
	return s.readDraft(ctx, ownDraft(p, in.OwnDraftPath))
}

func (s *Server) readDraft(ctx context.Context, k store.DraftKey) (*draftOutput, error) {
	d, err := s.Store.Draft(ctx, k)
	if err != nil {
		return nil, err
	}
	return newDraftOutput(d)
}

func newDraftOutput(d store.Draft) (*draftOutput, error) {
	out := &draftOutput{ETag: `"` + d.Revision + `"`}
	out.Body = DraftView{Revision: d.Revision, By: PersonRef{d.By, d.ByName}, At: d.At}
	return out, json.Unmarshal(d.Data, &out.Body.Data)
}

func (s *Server) putDraft(ctx context.Context, p guibei.Person, in *putDraftInput) (*draftOutput, error) {
	k, err := s.draftOf(ctx, p, in.DraftPath)
	if err != nil {
		return nil, err
	}
	return s.writeDraft(ctx, p, k, in.DraftPreconditions, in.Body.Data)
}

func (s *Server) putOwnDraft(ctx context.Context, p guibei.Person, in *putOwnDraftInput) (*draftOutput, error) {
	return s.writeDraft(ctx, p, ownDraft(p, in.OwnDraftPath), in.DraftPreconditions, in.Body.Data)
}

// writeDraft saves a draft over the one that the writer has seen, and over no
// other: two people may have the same draft open.
func (s *Server) writeDraft(ctx context.Context, p guibei.Person, k store.DraftKey, pre DraftPreconditions, data map[string]json.RawMessage) (*draftOutput, error) {
	revision, err := pre.revision(ctx)
	if err != nil {
		return nil, err
	}
	raw, err := objectOf(data, maxDraft)
	if err != nil {
		return nil, err
	}
	d, err := s.Store.PutDraft(ctx, k, store.Draft{Data: raw, By: p.ID, ByName: p.Name}, revision)
	if err != nil {
		return nil, s.staleDraft(ctx, d, err)
	}
	return newDraftOutput(d)
}

// revision is what the store is to replace, "" for nothing.
func (pre DraftPreconditions) revision(ctx context.Context) (string, error) {
	match := unquoted(pre.IfMatch)
	switch {
	case match != "" && pre.IfNoneMatch != "":
		return "", guibei.Errorf(guibei.Invalid, "If-Match 和 If-None-Match 只能给出一个，请去掉其中之一。")
	case match != "":
		return match, nil
	case strings.TrimSpace(pre.IfNoneMatch) == "*":
		return "", nil
	case pre.IfNoneMatch != "":
		return "", guibei.Errorf(guibei.Invalid, "If-None-Match 只能是 *，表示新建草稿。")
	}
	return "", &Problem{
		Type: problemType + preconditionRequired, Title: "没有写明替换哪一版", Status: http.StatusPreconditionRequired,
		Detail: "保存草稿须带 If-Match（读取时得到的 ETag），新建的带 If-None-Match: *，以免盖掉他人的修改。",
		Code:   preconditionRequired, Trace: traceOf(ctx).id,
	}
}

// unquoted is the revision in an ETag.
func unquoted(tag string) string {
	return strings.Trim(strings.TrimPrefix(strings.TrimSpace(tag), "W/"), `"`)
}

// staleDraft tells whose change came first.
func (s *Server) staleDraft(ctx context.Context, have store.Draft, err error) error {
	if guibei.KindOf(err) != guibei.Stale || have.Revision == "" {
		return err
	}
	p := problemOf(ctx, err)
	p.Draft = &DraftMark{Revision: have.Revision, By: PersonRef{have.By, have.ByName}, At: have.At}
	return p
}

func (s *Server) deleteDraft(ctx context.Context, p guibei.Person, in *deleteDraftInput) (*struct{}, error) {
	k, err := s.draftOf(ctx, p, in.DraftPath)
	if err != nil {
		return nil, err
	}
	return nil, s.dropDraft(ctx, k, in.IfMatch)
}

func (s *Server) deleteOwnDraft(ctx context.Context, p guibei.Person, in *deleteOwnDraftInput) (*struct{}, error) {
	return nil, s.dropDraft(ctx, ownDraft(p, in.OwnDraftPath), in.IfMatch)
}

func (s *Server) dropDraft(ctx context.Context, k store.DraftKey, ifMatch string) error {
	have, err := s.Store.DeleteDraft(ctx, k, unquoted(ifMatch))
	if err != nil {
		return s.staleDraft(ctx, have, err)
	}
	return nil
}

// objectOf writes an object of a client's down, if it is one and not too large.
func objectOf(data map[string]json.RawMessage, most int) (json.RawMessage, error) {
	if data == nil {
		return nil, guibei.Errorf(guibei.Invalid, "data 应为 JSON 对象，请更正后重新保存。")
	}
	raw, err := json.Marshal(data)
	if err == nil && len(raw) > most {
		return nil, guibei.Errorf(guibei.TooLarge, "内容超过%dKiB的上限，请删减后重新保存。", most>>10)
	}
	return raw, err
}

type (
	preferencesOutput struct {
		Body struct {
			Data map[string]json.RawMessage `json:"data" doc:"本人的设置；没有设置过的为空对象"`
		}
	}
	preferencesInput struct {
		Body struct {
			Data map[string]json.RawMessage `json:"data" doc:"本人的设置，任意 JSON 对象，不超过64KiB；全部替换"`
		}
	}
)

// getPreferences is what a person has set for themselves: size of text, saved
// views, columns.
func (s *Server) getPreferences(ctx context.Context, p guibei.Person, _ *struct{}) (*preferencesOutput, error) {
	raw, err := s.Store.Preferences(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	out := &preferencesOutput{}
	out.Body.Data = map[string]json.RawMessage{}
	if raw == nil {
		return out, nil
	}
	return out, json.Unmarshal(raw, &out.Body.Data)
}

func (s *Server) putPreferences(ctx context.Context, p guibei.Person, in *preferencesInput) (*preferencesOutput, error) {
	raw, err := objectOf(in.Body.Data, maxPreferences)
	if err != nil {
		return nil, err
	}
	out := &preferencesOutput{}
	out.Body.Data = in.Body.Data
	return out, s.Store.PutPreferences(ctx, p.ID, raw)
}

// sized registers a route whose body may have so many bytes, and the envelope.
func sized[I, O any](s *Server, rt route, most int64, h func(context.Context, guibei.Person, *I) (*O, error)) {
	s.register(rt, func(op huma.Operation) {
		op.MaxBodyBytes = most + envelope
		handleOperation(s, op, h)
	})
}
