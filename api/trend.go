package api

import (
	"context"
	"fmt"
	"time"

	"guibei"
	"guibei/rates"
	"guibei/store"
)

// mostPeriods bounds a trend: ten years by month.
const mostPeriods = 120

type trendInput struct {
	Cohort
	By store.Span `query:"by" default:"month" enum:"month,quarter,year" doc:"month 按月；quarter 按季；year 按年"`
}

// Trend is the rates over time.
type Trend struct {
	By          store.Span       `json:"by" enum:"month,quarter,year" doc:"时期的单位"`
	AsOf        time.Time        `json:"as_of" doc:"截至；打开清单时原样带上"`
	Periods     []RatePeriod     `json:"periods" nullable:"false" doc:"各时期，先后为序；首尾两个时期只含所选日期以内的"`
	Definitions []RateDefinition `json:"definitions" nullable:"false" doc:"指标的定义"`
}

type trendOutput struct{ Body Trend }

// getTrend computes the rates of each month, quarter or year.
func (s *Server) getTrend(ctx context.Context, p guibei.Person, in *trendInput) (*trendOutput, error) {
	if err := s.settle(p, &in.Cohort); err != nil {
		return nil, err
	}
	out := &trendOutput{Trend{By: in.By, AsOf: in.AsOf, Periods: []RatePeriod{}, Definitions: rateDefinitions()}}
	for at := beginning(in.From, in.By); !at.After(in.To); at = at.AddMonths(monthsOf[in.By]) {
		if len(out.Body.Periods) == mostPeriods {
			return nil, guibei.Errorf(guibei.Invalid, "时期超过%d个，请缩短日期范围，或者改为按季、按年。", mostPeriods)
		}
		from, to := later(at, in.From), earlier(at.AddMonths(monthsOf[in.By]).AddDays(-1), in.To)
		out.Body.Periods = append(out.Body.Periods, ratePeriod(from, to, rates.Total(nil)))
	}
	counts, err := s.Store.Trend(ctx, in.From, in.To, in.Organ, in.By, in.AsOf)
	if err != nil {
		return nil, err
	}
	first := beginning(in.From, in.By)
	for _, c := range counts {
		months := (c.Begin.Year-first.Year)*12 + int(c.Begin.Month) - int(first.Month)
		at := &out.Body.Periods[months/monthsOf[in.By]]
		*at = ratePeriod(at.From, at.To, c.Counts)
	}
	return out, nil
}

var monthsOf = map[store.Span]int{store.ByMonth: 1, store.ByQuarter: 3, store.ByYear: 12}

// beginning is the first day of the month, quarter or year of a day.
func beginning(on guibei.Date, by store.Span) guibei.Date {
	n := monthsOf[by]
	return guibei.Date{Year: on.Year, Month: time.Month((int(on.Month)-1)/n*n + 1), Day: 1}
}

func later(a, b guibei.Date) guibei.Date {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b guibei.Date) guibei.Date {
	if a.Before(b) {
		return a
	}
	return b
}

func ratePeriod(from, to guibei.Date, c rates.Counts) RatePeriod {
	return RatePeriod{From: from, To: to, Label: periodLabel(from, to), Rates: c.Rates(), Counts: c}
}

// previous is the total of the period of the same length just before.
func (s *Server) previous(ctx context.Context, c Cohort) (RatePeriod, error) {
	from, to := before(c.From, c.To)
	counts, err := s.Store.Rates(ctx, from, to, c.Organ, c.AsOf)
	return ratePeriod(from, to, rates.Total(counts)), err
}

// before returns the period of the same length before one: as many months if
// it is made of whole ones, else as many days.
func before(from, to guibei.Date) (guibei.Date, guibei.Date) {
	if n := wholeMonths(from, to); n > 0 {
		return from.AddMonths(-n), from.AddDays(-1)
	}
	return from.AddDays(-to.DaysSince(from) - 1), from.AddDays(-1)
}

// wholeMonths is how many whole months a period is made of, 0 if it is not.
func wholeMonths(from, to guibei.Date) int {
	if next := to.AddDays(1); from.Day == 1 && next.Day == 1 {
		return (next.Year-from.Year)*12 + int(next.Month) - int(from.Month)
	}
	return 0
}

var quarters = []string{"一", "二", "三", "四"}

// periodLabel names a month, quarter or year, and writes the days of anything else.
func periodLabel(from, to guibei.Date) string {
	switch n := wholeMonths(from, to); {
	case n == 12 && from.Month == time.January:
		return fmt.Sprintf("%d年", from.Year)
	case n == 3 && from.Month%3 == 1:
		return fmt.Sprintf("%d年第%s季度", from.Year, quarters[from.Month/3])
	case n == 1:
		return fmt.Sprintf("%d年%d月", from.Year, from.Month)
	}
	return from.String() + "至" + to.String()
}

func rateDefinitions() []RateDefinition {
	var out []RateDefinition
	for _, id := range rates.IDs {
		d := rates.Define(id)
		out = append(out, RateDefinition{id, d.Name, d.Numerator, d.Denominator})
	}
	return out
}
