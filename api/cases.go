package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"guibei"
	"guibei/store"
)

// visibleCase returns a case as the person may read it ([guibei.Case.SeenBy]). One that is not there
// and one that is not for this person are the same answer.
func (s *Server) visibleCase(ctx context.Context, p guibei.Person, id string) (guibei.Case, error) {
	missing := guibei.Errorf(guibei.NotFound, "没有这一件，或者您没有查看的权限。请核对件号。")
	if uuid.Validate(id) != nil {
		return guibei.Case{}, missing
	}
	c, err := s.Store.Case(ctx, id)
	if errors.Is(err, guibei.NotFound) {
		return guibei.Case{}, missing
	}
	if err != nil {
		return guibei.Case{}, err
	}
	seen, visible := c.SeenBy(p)
	if !visible {
		return guibei.Case{}, missing
	}
	if seen.Text.N == c.Text.N {
		return seen, nil
	}
	versions, err := s.Store.Versions(ctx, id)
	for _, v := range versions {
		if v.N == seen.Text.N {
			seen.Text = v
		}
	}
	return seen, err
}

type casesInput struct {
	Stage  guibei.Stage `query:"stage" doc:"阶段"`
	Organ  string       `query:"organ" maxLength:"100" doc:"起草单位或者制定机关的编号"`
	Text   string       `query:"text" maxLength:"200" doc:"文件名称、发文字号、统一编号中的文字"`
	Cursor string       `query:"cursor" maxLength:"500" doc:"上一页给出的游标"`
	Limit  int          `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"每页件数"`
}

// CasePage is one page of the ledger.
type CasePage struct {
	Cases []store.CaseRow `json:"cases" nullable:"false" doc:"件"`
	Next  string          `json:"next,omitempty" doc:"下一页的游标；没有下一页时不出现"`
}

type casesOutput struct {
	Link string `header:"Link" doc:"下一页的地址（rel=next）"`
	Body CasePage
}

// listCases is the ledger, as far as the person may see it.
func (s *Server) listCases(ctx context.Context, p guibei.Person, in *casesInput) (*casesOutput, error) {
	rows, next, err := s.Store.Cases(ctx, store.CaseFilter{
		Viewer: p, Stage: in.Stage, Organ: in.Organ, Text: strings.TrimSpace(in.Text), Cursor: in.Cursor, Limit: in.Limit,
	})
	if err != nil {
		return nil, err
	}
	out := &casesOutput{Body: CasePage{Cases: list(rows), Next: next}}
	for i := range out.Body.Cases {
		out.Body.Cases[i].Turn = list(out.Body.Cases[i].Turn)
	}
	if next != "" {
		out.Link = "<" + in.nextPage(next) + `>; rel="next"`
	}
	return out, nil
}

func (in *casesInput) nextPage(cursor string) string {
	q := url.Values{"cursor": {cursor}, "limit": {strconv.Itoa(in.Limit)}}
	for name, v := range map[string]string{"stage": string(in.Stage), "organ": in.Organ, "text": in.Text} {
		if v != "" {
			q.Set(name, v)
		}
	}
	return "/api/v1/cases?" + q.Encode()
}

// list is never null in JSON.
func list[T any](vs []T) []T {
	if vs == nil {
		return []T{}
	}
	return vs
}

type caseInput struct {
	ID          string `path:"id" doc:"件号"`
	IfNoneMatch string `header:"If-None-Match" doc:"上次读取时的 ETag；没有变化时回答 304"`
}

type caseOutput struct {
	Status int
	ETag   string `header:"ETag" doc:"版次；提交操作时用作 If-Match"`
	Body   *CaseView
}

// getCase is everything about one case that the person may see.
func (s *Server) getCase(ctx context.Context, p guibei.Person, in *caseInput) (*caseOutput, error) {
	c, err := s.visibleCase(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	view, err := s.caseView(ctx, p, c)
	if err != nil {
		return nil, err
	}
	raw, err := json.Marshal(view)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(raw)
	out := &caseOutput{Status: http.StatusOK, Body: view}
	out.ETag = strings.TrimSuffix(revisionTag(c.Revision), `"`) + "-" + hex.EncodeToString(sum[:8]) + `"`
	if matches(in.IfNoneMatch, out.ETag) {
		out.Status, out.Body = http.StatusNotModified, nil
	}
	return out, nil
}

// matches compares an ETag with an If-None-Match header.
func matches(header, tag string) bool {
	for have := range strings.SplitSeq(header, ",") {
		if have = strings.TrimPrefix(strings.TrimSpace(have), "W/"); have == tag || have == "*" {
			return true
		}
	}
	return false
}

// caseView puts together what the case is, was and may become.
func (s *Server) caseView(ctx context.Context, p guibei.Person, c guibei.Case) (*CaseView, error) {
	organs, err := s.organNames(ctx)
	if err != nil {
		return nil, err
	}
	versions, err := s.seenVersions(ctx, &c)
	if err != nil {
		return nil, err
	}
	opinions, err := s.Store.Opinions(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	check, err := s.latestCheck(ctx, c)
	if err != nil {
		return nil, err
	}
	opinions = slices.DeleteFunc(opinions, func(o guibei.Opinion) bool {
		return !o.Issued && !c.ReadsDrafts(p) || o.On.Version > c.Text.N
	})
	people, err := s.Store.Names(ctx, named(&c, opinions))
	if err != nil {
		return nil, err
	}
	v := newCaseView(c, organs, people, s.Now())
	v.Versions, v.Opinions = list(versions), list(opinions)
	v.Check = check
	v.Can, v.Cannot = actions(p, &c)
	if v.AsCounsel = c.CounselOnly(p); c.AskedOf(p.ID) != nil {
		v.CounselStatement = guibei.CounselStatement
	}
	submission, filings, err := s.caseNeeds(&c)
	if err != nil {
		return nil, err
	}
	v.Needs = submission
	for i := range v.Obligations {
		v.Obligations[i].Needs = list(filings[v.Obligations[i].ID])
	}
	if p.HasRole(guibei.SystemAdmin) {
		v.ParkedReason = c.Parked
	}
	return v, nil
}

// latestCheck returns the check of the latest text, nil while there is none.
func (s *Server) latestCheck(ctx context.Context, c guibei.Case) (*guibei.CheckReceipt, error) {
	return s.checkOf(ctx, c, c.Text.N)
}

type caseIDInput struct {
	ID string `path:"id" doc:"件号"`
}

type checkOutput struct{ Body guibei.CheckReceipt }

// getCheck is what the rules found in the latest text.
func (s *Server) getCheck(ctx context.Context, p guibei.Person, in *caseIDInput) (*checkOutput, error) {
	c, err := s.visibleCase(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	receipt, err := s.latestCheck(ctx, c)
	if err != nil {
		return nil, err
	}
	if receipt == nil {
		return nil, guibei.Errorf(guibei.NotFound, "最新一稿还没有检查完，请稍后再看。")
	}
	return &checkOutput{*receipt}, nil
}
