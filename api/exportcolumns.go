package api

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"guibei"
	"guibei/rates"
	"guibei/regions"
	"guibei/store"
)

// column is one column of an export.
type column[R any] struct {
	id, name string
	value    func(r R, z *time.Location) any // string, int, guibei.Date or time.Time
}

func columnList[R any](all []column[R]) string {
	out := make([]string, len(all))
	for i, c := range all {
		out[i] = c.id + " " + c.name
	}
	return strings.Join(out, "、")
}

// choose returns the columns of these ids in their order; all if there are none.
func choose[R any](all []column[R], ids []string) ([]column[R], error) {
	if len(ids) == 0 {
		return all, nil
	}
	var out []column[R]
	for _, id := range ids {
		i := slices.IndexFunc(all, func(c column[R]) bool { return c.id == id })
		if i < 0 {
			return nil, guibei.Errorf(guibei.Invalid, "没有“%s”这一列，请从下列各列中选择：%s。", id, columnList(all))
		}
		out = append(out, all[i])
	}
	return out, nil
}

func headers[R any](cols []column[R]) []string {
	out := make([]string, len(cols))
	for i, c := range cols {
		out[i] = c.name
	}
	return out
}

func cells[R any](cols []column[R], r R, z *time.Location) []any {
	out := make([]any, len(cols))
	for i, c := range cols {
		out[i] = c.value(r, z)
	}
	return out
}

var caseColumns = []column[store.CaseRow]{
	{"title", "文件名称", func(r store.CaseRow, _ *time.Location) any { return r.Title }},
	{"class", "文件类别", func(r store.CaseRow, _ *time.Location) any { return r.Class.Label() }},
	{"stage", "阶段", func(r store.CaseRow, _ *time.Location) any { return r.StageLabel }},
	{"drafting", "起草单位", func(r store.CaseRow, _ *time.Location) any { return r.DraftingOrganName }},
	{"issuing", "制定机关", func(r store.CaseRow, _ *time.Location) any { return r.IssuingOrganName }},
	{"document_no", "发文字号", func(r store.CaseRow, _ *time.Location) any { return r.DocumentNo }},
	{"unified_no", "统一编号", func(r store.CaseRow, _ *time.Location) any { return r.UnifiedNo }},
	{"opened", "立件时间", func(r store.CaseRow, z *time.Location) any { return in(r.OpenedAt, z) }},
	{"changed", "最近办理时间", func(r store.CaseRow, z *time.Location) any { return in(r.ChangedAt, z) }},
	{"turn", "现由谁办理", func(r store.CaseRow, _ *time.Location) any { return turnWords(r.Turn) }},
	{"due_on", "最近的期限", func(r store.CaseRow, _ *time.Location) any { return r.DueOn }},
	{"overdue", "是否逾期", func(r store.CaseRow, _ *time.Location) any { return yes(r.Overdue) }},
	{"paused", "是否暂停计时", func(r store.CaseRow, _ *time.Location) any { return yes(r.Paused) }},
	{"published_on", "公布日期", func(r store.CaseRow, _ *time.Location) any { return r.PublishedOn }},
	{"effective_on", "施行日期", func(r store.CaseRow, _ *time.Location) any { return r.EffectiveOn }},
	{"valid_until", "有效期至", func(r store.CaseRow, _ *time.Location) any { return r.ValidUntil }},
	{"filings_owed", "应报备", func(r store.CaseRow, _ *time.Location) any { return r.Filings.Owed - r.Filings.Refused }},
	{"filings_registered", "已备案登记", func(r store.CaseRow, _ *time.Location) any { return r.Filings.Registered }},
	{"filings_overdue", "逾期未报备", func(r store.CaseRow, _ *time.Location) any { return r.Filings.Overdue }},
	{"id", "件号", func(r store.CaseRow, _ *time.Location) any { return r.ID }},
}

var obligationColumns = []column[store.LedgerRow]{
	{"title", "文件名称", func(r store.LedgerRow, _ *time.Location) any { return r.Title }},
	{"document_no", "发文字号", func(r store.LedgerRow, _ *time.Location) any { return r.DocumentNo }},
	{"unified_no", "统一编号", func(r store.LedgerRow, _ *time.Location) any { return r.UnifiedNo }},
	{"issuing", "制定机关", func(r store.LedgerRow, _ *time.Location) any { return r.IssuingOrganName }},
	{"drafting", "起草单位", func(r store.LedgerRow, _ *time.Location) any { return r.DraftingOrganName }},
	{"class", "文件类别", func(r store.LedgerRow, _ *time.Location) any { return r.Class.Label() }},
	{"published_on", "公布日期", func(r store.LedgerRow, _ *time.Location) any { return r.PublishedOn }},
	{"effective_on", "施行日期", func(r store.LedgerRow, _ *time.Location) any { return r.EffectiveOn }},
	{"valid_until", "有效期至", func(r store.LedgerRow, _ *time.Location) any { return r.ValidUntil }},
	{"reviewed_on", "审核意见签发日期", func(r store.LedgerRow, _ *time.Location) any { return r.ReviewedOn }},
	{"track", "备案渠道", func(r store.LedgerRow, _ *time.Location) any { return r.Obligation.Track.Name }},
	{"authority", "备案机关", func(r store.LedgerRow, _ *time.Location) any { return r.AuthorityName }},
	{"status", "备案状态", func(r store.LedgerRow, _ *time.Location) any { return r.StatusLabel }},
	{"due_on", "报备期限", func(r store.LedgerRow, _ *time.Location) any { return r.Obligation.DueOn }},
	{"submitted_at", "报备时间", func(r store.LedgerRow, z *time.Location) any { return in(r.Obligation.SubmittedAt, z) }},
	{"in_time", "是否按期", func(r store.LedgerRow, _ *time.Location) any { return yes(r.InTime) }},
	{"overdue", "是否逾期未报", func(r store.LedgerRow, _ *time.Location) any { return yes(r.Overdue) }},
	{"registration_no", "备案登记号", func(r store.LedgerRow, _ *time.Location) any { return r.Obligation.RegistrationNo }},
	{"registered_on", "备案登记日期", func(r store.LedgerRow, _ *time.Location) any { return r.Obligation.RegisteredOn }},
	{"determination", "不予登记的理由", func(r store.LedgerRow, _ *time.Location) any { return r.Obligation.Determination }},
	{"id", "件号", func(r store.LedgerRow, _ *time.Location) any { return r.Case }},
}

// rateColumns are the columns of the yearly table (domain.md §4.4), as far as
// there are records.
var rateColumns = slices.Concat([]column[RateLine]{
	{"organ", "制定机关", func(r RateLine, _ *time.Location) any { return r.OrganName }},
	count("issued", "制发数", func(c rates.Counts) int { return c.Issued }),
	count("owed", "应报备", func(c rates.Counts) int { return c.Filings.Owed }),
	count("submitted", "已报备", func(c rates.Counts) int { return c.Filings.Submitted }),
	count("in_time", "按期报备", func(c rates.Counts) int { return c.Filings.InTime }),
	count("passed", "一次合格", func(c rates.Counts) int { return c.Filings.Passed }),
	count("defective", "补正", func(c rates.Counts) int { return c.Filings.Defective }),
	count("refused", "退回（不属于）", func(c rates.Counts) int { return c.Filings.Refused }),
	count("overdue", "逾期未报", func(c rates.Counts) int { return c.Filings.Overdue }),
	count("pending", "未到期未报", func(c rates.Counts) int { return c.Filings.Pending }),
	count("undated", "期限不明", func(c rates.Counts) int { return c.Filings.Undated }),
	count("reviewed", "审核数", func(c rates.Counts) int { return c.Reviewed }),
	count("complete", "各渠道均已报备", func(c rates.Counts) int { return c.Complete }),
}, rateTriples())

func count(id, name string, of func(rates.Counts) int) column[RateLine] {
	return column[RateLine]{id, name, func(r RateLine, _ *time.Location) any { return of(r.Counts) }}
}

// rateTriples are numerator, denominator and percentage of each rate: a
// percentage alone cannot be checked.
func rateTriples() []column[RateLine] {
	var out []column[RateLine]
	for i, id := range rates.IDs {
		name := rates.Define(id).Name
		out = append(out,
			column[RateLine]{string(id) + "_numerator", name + "分子", func(r RateLine, _ *time.Location) any { return r.Rates[i].Numerator }},
			column[RateLine]{string(id) + "_denominator", name + "分母", func(r RateLine, _ *time.Location) any { return r.Rates[i].Denominator }},
			column[RateLine]{string(id), name, func(r RateLine, _ *time.Location) any { return r.Rates[i].Text }})
	}
	return out
}

func in(t time.Time, z *time.Location) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(z)
}

func yes(b bool) string {
	if b {
		return "是"
	}
	return "否"
}

// turnWords says whose turn it is: 备案形式审查（包头市人民政府 何军）.
func turnWords(turn []store.TaskRow) string {
	out := make([]string, len(turn))
	for i, t := range turn {
		out[i] = t.Label + "（" + strings.TrimSpace(t.OrganName+" "+t.AssigneeName) + "）"
	}
	return strings.Join(out, "；")
}

// about is the head of every file.
func (s *Server) about(p guibei.Person, what, filters string, asOf time.Time, z *time.Location) [][2]string {
	return [][2]string{
		{"内容", what},
		{"筛选条件", filters},
		{"截至", asOf.In(z).Format("2006-01-02 15:04:05 -07:00")},
		{"口径版本", rates.Edition},
		{"导出人", p.Name + "（" + p.ID + "）"},
		{"行数", fmt.Sprintf("最多%d行；超过的，末行写明", mostExported)},
	}
}

func (s *Server) exportCases(ctx context.Context, p guibei.Person, in *exportCasesInput) (*sheet, error) {
	cols, err := choose(caseColumns, in.Columns)
	if err != nil {
		return nil, err
	}
	f, err := s.filter(p, in.CaseNarrow)
	if err != nil {
		return nil, err
	}
	f.Stages, f.Sort = in.Stage, in.Sort
	region, names, err := s.regionAndNames(ctx)
	if err != nil {
		return nil, err
	}
	z := region.Location()
	return &sheet{
		name: "台账", cols: headers(cols), head: s.about(p, "件的台账（导出人可以查看的）", caseFilters(in.CaseQuery, names), s.Now(), z),
		write: func(ctx context.Context, row func([]any) error) error {
			return s.Store.EachCase(ctx, f, mostExported+1, func(r store.CaseRow) error { return row(cells(cols, r, z)) })
		},
	}, nil
}

func (s *Server) exportObligations(ctx context.Context, p guibei.Person, in *exportObligationsInput) (*sheet, error) {
	cols, err := choose(obligationColumns, in.Columns)
	if err != nil {
		return nil, err
	}
	f, err := in.filter(p)
	if err != nil {
		return nil, err
	}
	region, names, err := s.regionAndNames(ctx)
	if err != nil {
		return nil, err
	}
	z := region.Location()
	return &sheet{
		name: "备案台账", cols: headers(cols), head: s.about(p, "备案台账（导出人可以查看的）", obligationFilters(in.ObligationQuery, names), s.Now(), z),
		write: func(ctx context.Context, row func([]any) error) error {
			return s.Store.EachObligation(ctx, f, mostExported+1, func(r store.LedgerRow) error { return row(cells(cols, r, z)) })
		},
	}, nil
}

func (s *Server) exportRates(ctx context.Context, p guibei.Person, in *exportRatesInput) (*sheet, error) {
	cols, err := choose(rateColumns, in.Columns)
	if err != nil {
		return nil, err
	}
	out, err := s.getRates(ctx, p, &ratesInput{in.Cohort})
	if err != nil {
		return nil, err
	}
	region, names, err := s.regionAndNames(ctx)
	if err != nil {
		return nil, err
	}
	r := out.Body
	head := s.about(p, "报备率、报备及时率、规范率和审核率", words("公布日期", between(r.From, r.To), "制定机关", nameOr(names, in.Organ)), r.AsOf, region.Location())
	for _, d := range r.Definitions {
		head = append(head, [2]string{d.Name, d.Numerator + "÷" + d.Denominator})
	}
	return &sheet{name: "各项指标", cols: headers(cols), head: head, write: func(_ context.Context, row func([]any) error) error {
		for _, line := range append(slices.Clone(r.Organs), r.Total.RateLine) {
			if err := row(cells(cols, line, region.Location())); err != nil {
				return err
			}
		}
		return nil
	}}, nil
}

// regionAndNames are what every file is written with.
func (s *Server) regionAndNames(ctx context.Context) (*regions.Region, map[string]string, error) {
	region, err := s.region()
	if err != nil {
		return nil, nil, err
	}
	names, err := s.organNames(ctx)
	return region, names, err
}

// words lists what was asked for: pairs of name and value, those without a
// value left out.
func words(pairs ...string) string {
	var out []string
	for pair := range slices.Chunk(pairs, 2) {
		if name, value := pair[0], pair[1]; value != "" {
			out = append(out, name+"："+value)
		}
	}
	if len(out) == 0 {
		return "无"
	}
	return strings.Join(out, "；")
}

func between(from, to guibei.Date) string {
	switch {
	case from.IsZero() && to.IsZero():
		return ""
	case from.IsZero():
		return to.String() + "以前（含当日）"
	case to.IsZero():
		return from.String() + "以后（含当日）"
	}
	return from.String() + "至" + to.String()
}

func only(b bool) string {
	if b {
		return "是"
	}
	return ""
}

func caseFilters(q CaseQuery, organs map[string]string) string {
	stages := make([]string, len(q.Stage))
	for i, st := range q.Stage {
		stages[i] = st.Label()
	}
	return words("阶段", strings.Join(stages, "、"), "起草单位或者制定机关", nameOr(organs, q.Organ), "文件类别", q.Class.Label(), "文字", q.Text,
		"立件日期", between(q.OpenedFrom, q.OpenedTo), "公布日期", between(q.PublishedFrom, q.PublishedTo), "只看逾期", only(q.Overdue),
		"办理角色", q.TurnRole.Label(), "办理机关", nameOr(organs, q.TurnOrgan), "只看我的", only(q.Mine))
}

func obligationFilters(q ObligationQuery, organs map[string]string) string {
	return words("公布日期", between(q.From, q.To), "制定机关", nameOr(organs, q.Organ), "备案机关", nameOr(organs, q.Authority),
		"备案渠道", q.Track, "备案状态", q.Status.Label(), "只看逾期未报", only(q.Overdue))
}

func nameOr(organs map[string]string, id string) string {
	if name := organs[id]; name != "" {
		return name
	}
	return id
}
