package api

import (
	"context"

	"guibei"
	"guibei/store"
)

// ObligationQuery narrows the ledger of filing; what is not given does not
// narrow.
type ObligationQuery struct {
	From      guibei.Date         `query:"from" doc:"公布日期自"`
	To        guibei.Date         `query:"to" doc:"公布日期至（含当日）"`
	Organ     string              `query:"organ" maxLength:"100" doc:"制定机关编号"`
	Authority string              `query:"authority" maxLength:"100" doc:"备案机关编号"`
	Track     string              `query:"track" maxLength:"100" doc:"备案渠道"`
	Status    guibei.FilingStatus `query:"status" doc:"备案状态"`
	Overdue   bool                `query:"overdue" doc:"true：只要已到期未报送的"`
}

type obligationsInput struct {
	ObligationQuery
	Cursor string `query:"cursor" maxLength:"500" doc:"上一页给出的游标"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"每页项数"`
}

// ObligationPage is one page of the ledger of filing.
type ObligationPage struct {
	Items             []store.LedgerRow `json:"items" nullable:"false" doc:"备案义务"`
	Next              string            `json:"next,omitempty" doc:"下一页的游标；没有下一页时不出现"`
	Total             int               `json:"total" doc:"符合条件的项数，不超过10000"`
	TotalIsLowerBound bool              `json:"total_is_lower_bound" doc:"true：不止 total 所示的项数，显示为“10000+”"`
}

type obligationsOutput struct{ Body ObligationPage }

// filter is the query as the store understands it.
func (q ObligationQuery) filter(p guibei.Person) (store.ObligationFilter, error) {
	if !q.From.IsZero() && !q.To.IsZero() && q.To.Before(q.From) {
		return store.ObligationFilter{}, guibei.Errorf(guibei.Invalid, "公布日期的截止%s早于起始%s，请更正。", q.To, q.From)
	}
	return store.ObligationFilter{
		Viewer: p, From: q.From, To: q.To, Organ: q.Organ, Authority: q.Authority, Track: q.Track, Status: q.Status, Overdue: q.Overdue,
	}, nil
}

// listObligations is the ledger of filing, as far as the person may see it.
func (s *Server) listObligations(ctx context.Context, p guibei.Person, in *obligationsInput) (*obligationsOutput, error) {
	f, err := in.filter(p)
	if err != nil {
		return nil, err
	}
	f.Cursor, f.Limit = in.Cursor, in.Limit
	rows, next, err := s.Store.Obligations(ctx, f)
	if err != nil {
		return nil, err
	}
	total, err := s.Store.CountObligations(ctx, f)
	return &obligationsOutput{ObligationPage{list(rows), next, total.N, total.LowerBound}}, err
}
