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

// CaseQuery narrows the ledger; what is not given does not narrow.
type CaseQuery struct {
	CaseNarrow
	Stage []guibei.Stage `query:"stage,explode" nullable:"false" doc:"阶段；可以重复给出，符合其一即可"`
}

// CaseNarrow is all of [CaseQuery] but the stage.
type CaseNarrow struct {
	Organ         string       `query:"organ" maxLength:"100" doc:"起草单位或者制定机关的编号"`
	Class         guibei.Class `query:"class" doc:"文件类别"`
	Text          string       `query:"text" maxLength:"200" doc:"文件名称、发文字号、统一编号中的文字"`
	OpenedFrom    guibei.Date  `query:"opened_from" doc:"立件日期自"`
	OpenedTo      guibei.Date  `query:"opened_to" doc:"立件日期至（含当日）"`
	PublishedFrom guibei.Date  `query:"published_from" doc:"公布日期自"`
	PublishedTo   guibei.Date  `query:"published_to" doc:"公布日期至（含当日）"`
	Overdue       bool         `query:"overdue" doc:"true：只要有期限已经逾期的"`
	TurnRole      guibei.Role  `query:"turn_role" doc:"现由哪一角色办理"`
	TurnOrgan     string       `query:"turn_organ" maxLength:"100" doc:"现由哪一机关办理；与 turn_role 同时给出的，须是同一事项"`
	Mine          bool         `query:"mine" doc:"true：只要指定我办理的，或者等待我的岗位办理的"`
}

type casesInput struct {
	CaseQuery
	Sort   store.CaseSort `query:"sort" default:"changed" enum:"changed,due,opened" doc:"changed 最近办理的在前；due 先到期的在前，没有期限的在后；opened 新立件的在前"`
	Cursor string         `query:"cursor" maxLength:"500" doc:"上一页给出的游标；换了排序须回到第一页"`
	Limit  int            `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"每页件数"`
}

// CasePage is one page of the ledger.
type CasePage struct {
	Cases             []store.CaseRow `json:"cases" nullable:"false" doc:"件"`
	Next              string          `json:"next,omitempty" doc:"下一页的游标；没有下一页时不出现"`
	Total             int             `json:"total" doc:"符合条件的件数，不超过10000"`
	TotalIsLowerBound bool            `json:"total_is_lower_bound" doc:"true：不止 total 所示的件数，显示为“10000+”"`
}

type casesOutput struct {
	Link string `header:"Link" doc:"下一页的地址（rel=next）"`
	Body CasePage
}

// filter is the query as the store understands it. Days are those of the region.
func (s *Server) filter(p guibei.Person, q CaseNarrow) (store.CaseFilter, error) {
	f := store.CaseFilter{
		Viewer: p, Organ: q.Organ, Class: q.Class, Text: strings.TrimSpace(q.Text), PubFrom: q.PublishedFrom, PubTo: q.PublishedTo,
		Overdue: q.Overdue, TurnRole: q.TurnRole, TurnOrgan: q.TurnOrgan, Mine: q.Mine,
	}
	for _, r := range []struct {
		what     string
		from, to guibei.Date
	}{{"立件日期", q.OpenedFrom, q.OpenedTo}, {"公布日期", q.PublishedFrom, q.PublishedTo}} {
		if !r.from.IsZero() && !r.to.IsZero() && r.to.Before(r.from) {
			return f, guibei.Errorf(guibei.Invalid, "%s的截止%s早于起始%s，请更正。", r.what, r.to, r.from)
		}
	}
	region, err := s.region()
	if err != nil {
		return f, err
	}
	if !q.OpenedFrom.IsZero() {
		f.From = q.OpenedFrom.In(region.Location())
	}
	if !q.OpenedTo.IsZero() {
		f.To = q.OpenedTo.EndOfDay(region.Location())
	}
	return f, nil
}

// listCases is the ledger, as far as the person may see it.
func (s *Server) listCases(ctx context.Context, p guibei.Person, in *casesInput) (*casesOutput, error) {
	f, err := s.filter(p, in.CaseNarrow)
	if err != nil {
		return nil, err
	}
	f.Stages, f.Sort, f.Cursor, f.Limit = in.Stage, in.Sort, in.Cursor, in.Limit
	rows, next, err := s.Store.Cases(ctx, f)
	if err != nil {
		return nil, err
	}
	total, err := s.Store.CountCases(ctx, f)
	if err != nil {
		return nil, err
	}
	out := &casesOutput{Body: CasePage{Cases: list(rows), Next: next, Total: total.N, TotalIsLowerBound: total.LowerBound}}
	if next != "" {
		out.Link = "<" + in.nextPage(next) + `>; rel="next"`
	}
	return out, nil
}

func (in *casesInput) nextPage(cursor string) string {
	q := in.values()
	q.Set("sort", string(in.Sort))
	q.Set("cursor", cursor)
	q.Set("limit", strconv.Itoa(in.Limit))
	return "/api/v1/cases?" + q.Encode()
}

// values are the parameters that say the same again.
func (q *CaseQuery) values() url.Values {
	v := url.Values{}
	for name, value := range map[string]string{
		"organ": q.Organ, "class": string(q.Class), "text": q.Text, "turn_role": string(q.TurnRole), "turn_organ": q.TurnOrgan,
	} {
		if value != "" {
			v.Set(name, value)
		}
	}
	for name, on := range map[string]guibei.Date{
		"opened_from": q.OpenedFrom, "opened_to": q.OpenedTo, "published_from": q.PublishedFrom, "published_to": q.PublishedTo,
	} {
		if !on.IsZero() {
			v.Set(name, on.String())
		}
	}
	for name, on := range map[string]bool{"overdue": q.Overdue, "mine": q.Mine} {
		if on {
			v.Set(name, "true")
		}
	}
	for _, stage := range q.Stage {
		v.Add("stage", string(stage))
	}
	return v
}

type (
	countsInput  struct{ CaseNarrow }
	countsOutput struct {
		Body struct {
			Counts []store.StageCount `json:"counts" nullable:"false" doc:"各阶段的件数，按程序的先后；没有件的阶段不出现"`
		}
	}
)

// countCases is how many cases stand at each stage.
func (s *Server) countCases(ctx context.Context, p guibei.Person, in *countsInput) (*countsOutput, error) {
	f, err := s.filter(p, in.CaseNarrow)
	if err != nil {
		return nil, err
	}
	counts, err := s.Store.StageCounts(ctx, f)
	out := &countsOutput{}
	out.Body.Counts = list(counts)
	return out, err
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
