package api

import (
	"context"
	"time"

	"guibei"
	"guibei/store"
)

type durationsInput struct {
	From  guibei.Date `query:"from" required:"true" doc:"办结日期自"`
	To    guibei.Date `query:"to" required:"true" doc:"办结日期至（含当日）"`
	Organ string      `query:"organ" maxLength:"100" doc:"办理机关编号；不填为全部"`
}

// Durations is how long each kind of task took.
type Durations struct {
	From  guibei.Date  `json:"from" doc:"办结日期自"`
	To    guibei.Date  `json:"to" doc:"办结日期至（含当日）"`
	AsOf  time.Time    `json:"as_of" doc:"截至"`
	Steps []store.Step `json:"steps" nullable:"false" doc:"各类事项，按程序的先后；既没有办结也没有在办的不出现"`
}

type durationsOutput struct{ Body Durations }

// getDurations measures the tasks of the cases that the person may see.
func (s *Server) getDurations(ctx context.Context, p guibei.Person, in *durationsInput) (*durationsOutput, error) {
	if in.To.Before(in.From) {
		return nil, guibei.Errorf(guibei.Invalid, "截止日期%s早于起始日期%s，请更正。", in.To, in.From)
	}
	region, err := s.region()
	if err != nil {
		return nil, err
	}
	zone := region.Location()
	steps, err := s.Store.Steps(ctx, store.StepFilter{Viewer: p, From: in.From.In(zone), To: in.To.EndOfDay(zone), Organ: in.Organ})
	return &durationsOutput{Durations{in.From, in.To, s.Now().UTC(), list(steps)}}, err
}
