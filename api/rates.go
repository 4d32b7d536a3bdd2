package api

import (
	"context"
	"slices"
	"time"

	"guibei"
	"guibei/rates"
	"guibei/store"
)

// Cohort is which documents a rate is about: those published in a period, of
// one organ or all, as things stood at an instant.
type Cohort struct {
	From guibei.Date `query:"from" required:"true" doc:"公布日期自"`
	To   guibei.Date `query:"to" required:"true" doc:"公布日期至（含当日）"`
	// An organ that issues nothing has an empty list, which is no error.
	Organ string    `query:"organ" maxLength:"100" doc:"制定机关编号；不填为全部"`
	AsOf  time.Time `query:"as_of" doc:"截至哪一时刻；不填为现在"`
}

// RateLine is the rates of one organ, or of all together.
type RateLine struct {
	Organ     string                  `json:"organ" doc:"制定机关编号；合计为空"`
	OrganName string                  `json:"organ_name" doc:"制定机关；合计为“合计”"`
	Rates     []rates.Rate            `json:"rates" nullable:"false" doc:"各项指标"`
	ByTrack   map[string][]rates.Rate `json:"by_track" doc:"备案指标，按备案渠道"`
	Counts    rates.Counts            `json:"counts" doc:"各项指标的原始数"`
}

// RateDefinition says what is counted above and below the line.
type RateDefinition struct {
	ID          rates.ID `json:"id" doc:"指标"`
	Name        string   `json:"name" doc:"名称"`
	Numerator   string   `json:"numerator" doc:"分子"`
	Denominator string   `json:"denominator" doc:"分母"`
}

// TotalLine is the rates of all organs together, with those of the period
// before.
type TotalLine struct {
	RateLine
	Previous RatePeriod `json:"previous" doc:"上一个同样长的时期，截至同一时刻；整月、整季、整年的按月推算，其余按日推算"`
}

// RatePeriod is the rates of a stretch of time.
type RatePeriod struct {
	From   guibei.Date  `json:"from" doc:"公布日期自"`
	To     guibei.Date  `json:"to" doc:"公布日期至（含当日）"`
	Label  string       `json:"label" doc:"时期的名称，如“2026年3月”“2026年第一季度”“2026年”；不是整的时期写起止日期"`
	Rates  []rates.Rate `json:"rates" nullable:"false" doc:"各项指标"`
	Counts rates.Counts `json:"counts" doc:"各项指标的原始数"`
}

// RateReport is the rates of a period with their definitions.
type RateReport struct {
	From        guibei.Date      `json:"from" doc:"公布日期自"`
	To          guibei.Date      `json:"to" doc:"公布日期至（含当日）"`
	AsOf        time.Time        `json:"as_of" doc:"截至"`
	Total       TotalLine        `json:"total" doc:"合计：各机关的原始数相加，不是百分比的平均"`
	Organs      []RateLine       `json:"organs" nullable:"false" doc:"各制定机关"`
	Definitions []RateDefinition `json:"definitions" nullable:"false" doc:"指标的定义"`
}

type (
	ratesInput  struct{ Cohort }
	ratesOutput struct{ Body RateReport }
)

func (s *Server) rateRoutes() {
	handle(s, route{method: "GET", path: "/api/v1/rates", id: "rates", tag: tagRates, summary: "三率和审核率", errors: []int{forbidden}}, s.getRates)
	handle(s, route{method: "GET", path: "/api/v1/rates/trend", id: "rate-trend", tag: tagRates, summary: "各项指标的走势", doc: "没有文件公布的时期也列出，分母为零。", errors: []int{forbidden}}, s.getTrend)
	handle(s, route{method: "GET", path: "/api/v1/rates/{rate}/items", id: "rate-items", tag: tagRates, summary: "一项指标的分子、分母或者差距的清单", errors: []int{forbidden, notFound}}, s.rateItems)
}

// getRates computes the rates from the obligations as they stood.
func (s *Server) getRates(ctx context.Context, p guibei.Person, in *ratesInput) (*ratesOutput, error) {
	if err := s.settle(p, &in.Cohort); err != nil {
		return nil, err
	}
	counts, err := s.Store.Rates(ctx, in.From, in.To, in.Organ, in.AsOf)
	if err != nil {
		return nil, err
	}
	names, err := s.organNames(ctx)
	if err != nil {
		return nil, err
	}
	report := RateReport{From: in.From, To: in.To, AsOf: in.AsOf, Organs: []RateLine{}}
	for _, c := range counts {
		report.Organs = append(report.Organs, rateLine(c, names[c.Organ]))
	}
	report.Total = TotalLine{RateLine: rateLine(rates.Total(counts), "合计")}
	if report.Total.Previous, err = s.previous(ctx, in.Cohort); err != nil {
		return nil, err
	}
	report.Definitions = rateDefinitions()
	return &ratesOutput{report}, nil
}

func rateLine(c rates.Counts, name string) RateLine {
	line := RateLine{Organ: c.Organ, OrganName: name, Rates: c.Rates(), ByTrack: map[string][]rates.Rate{}, Counts: c}
	for track, f := range c.ByTrack {
		line.ByTrack[track] = f.Rates()
	}
	return line
}

// settle refuses who may not read the figures and fills in what was left open.
// They are about published documents, so everybody with a business role and the
// auditor may; the administrators of system and security have no business in
// them.
func (s *Server) settle(p guibei.Person, c *Cohort) error {
	if !slices.ContainsFunc(p.Grants, func(g guibei.Grant) bool { return !g.Role.Administrative() || g.Role == guibei.Auditor }) {
		return guibei.Errorf(guibei.Forbidden, "系统管理员和安全管理员不查看考核数据，请由业务人员、监督人员或者审计管理员查看。")
	}
	if c.To.Before(c.From) {
		return guibei.Errorf(guibei.Invalid, "截止日期%s早于起始日期%s，请更正。", c.To, c.From)
	}
	if c.AsOf.IsZero() {
		c.AsOf = s.Now()
	}
	c.AsOf = c.AsOf.UTC()
	return nil
}

type rateItemsInput struct {
	Rate string     `path:"rate" doc:"指标"`
	Part store.Part `query:"part" default:"missing" enum:"numerator,denominator,missing,undecided" doc:"numerator 分子；denominator 分母；missing 在分母不在分子；undecided 尚无结果"`
	Cohort
	Cursor string `query:"cursor" maxLength:"500" doc:"上一页给出的游标"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"每页项数"`
}

// RateItemPage is one page of what is behind a figure.
type RateItemPage struct {
	Items []store.LedgerRow `json:"items" nullable:"false" doc:"清单"`
	Next  string            `json:"next,omitempty" doc:"下一页的游标；没有下一页时不出现"`
	AsOf  time.Time         `json:"as_of" doc:"截至；翻页时原样带上，清单才与数字一致"`
}

type rateItemsOutput struct{ Body RateItemPage }

// rateItems is the list that a figure was counted from.
func (s *Server) rateItems(ctx context.Context, p guibei.Person, in *rateItemsInput) (*rateItemsOutput, error) {
	if err := s.settle(p, &in.Cohort); err != nil {
		return nil, err
	}
	id := rates.ID(in.Rate)
	if !slices.Contains(rates.IDs, id) {
		return nil, guibei.Errorf(guibei.NotFound, "没有这项指标，请从 /api/v1/rates 给出的指标中选择。")
	}
	items, next, err := s.Store.RateItems(ctx, store.LedgerFilter{
		Viewer: p, From: in.From, To: in.To, Organ: in.Organ, Rate: id, Part: in.Part, AsOf: in.AsOf, Cursor: in.Cursor, Limit: in.Limit,
	})
	if err != nil {
		return nil, err
	}
	return &rateItemsOutput{RateItemPage{Items: list(items), Next: next, AsOf: in.AsOf}}, nil
}
