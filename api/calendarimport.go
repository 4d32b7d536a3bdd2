package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"guibei"
	"guibei/deadline"
	"guibei/regions"
	"guibei/store"
)

const (
	maxMoves    = 500              // that are listed; all are counted
	nudgeWithin = 10 * time.Second // the rest is told when the same file is imported again
	nudgeAtOnce = 8
)

// importCalendar imports the arrangement of a year, or says what that would
// move. Cases compute their own ends again, each by itself (docs/adr/0007).
func (s *Server) importCalendar(ctx context.Context, p guibei.Person, in *calendarImportInput) (*calendarImportOutput, error) {
	if !p.HasRole(guibei.SystemAdmin) {
		return nil, guibei.Errorf(guibei.Forbidden, "放假安排由系统管理员导入，请联系系统管理员。")
	}
	r, err := regions.Load(in.Region)
	if err != nil {
		return nil, err
	}
	v := CalendarImport{
		Region: r.Code, Year: in.Body.Year, DryRun: in.DryRun, Days: []CalendarDayChange{}, Moves: []ClockMove{},
	}
	year, problems := in.Body.read()
	if v.Problems = list(problems); len(problems) > 0 {
		if !in.DryRun {
			return nil, badYear(ctx, problems)
		}
		v.Sentence = fmt.Sprintf("文件有%d处问题，不能导入，请更正。", len(problems))
		return &calendarImportOutput{v}, nil
	}
	moved, err := s.foresee(ctx, r, year, &v)
	if err != nil {
		return nil, err
	}
	if in.DryRun {
		v.Sentence = fmt.Sprintf("试算了%d项期限，导入后有%d件的%d项会变动；没有写入。", v.Checked, v.Cases, v.Moved)
		return &calendarImportOutput{v}, nil
	}
	facts := map[string]any{"year": year.Year, "notice": year.Notice, "moved": v.Moved}
	err = s.administer(ctx, p, guibei.CalendarImported, ofCalendar(r.Code), facts, func(within *store.Store) error {
		return within.PutCalendarYear(ctx, r.Code, year, p.ID)
	})
	if err != nil {
		return nil, err
	}
	v.Told = s.nudgeAll(ctx, moved)
	v.Untold = len(moved) - v.Told
	v.Sentence = fmt.Sprintf("已导入%d年的放假安排，%d件的%d项期限变动，已通知%d件重新计算。", year.Year, v.Cases, v.Moved, v.Told)
	if v.Untold > 0 {
		v.Sentence += fmt.Sprintf("有%d件没有通知到，请在流程引擎恢复后再次导入同一文件。", v.Untold)
	}
	return &calendarImportOutput{v}, nil
}

// read turns the file into a year, or says everything that is wrong with it.
func (f *yearFile) read() (deadline.Year, []CalendarProblem) {
	y := deadline.Year{Year: f.Year, Notice: f.Notice, URLs: f.URLs}
	var problems []CalendarProblem
	days := func(list string, rows []yearDay) []deadline.Day {
		var out []deadline.Day
		for i, row := range rows {
			d, err := guibei.ParseDate(strings.TrimSpace(row.Date))
			if err != nil {
				problems = append(problems, CalendarProblem{Date: row.Date, List: list, Row: i + 1, Message: guibei.Message(err)})
				continue
			}
			one := deadline.Day{Date: d, Name: strings.TrimSpace(row.Name)}
			for _, msg := range y.CheckDay(one, list == "work") {
				problems = append(problems, CalendarProblem{Date: row.Date, List: list, Row: i + 1, Message: msg})
			}
			out = append(out, one)
		}
		return out
	}
	y.Off, y.Work = days("off", f.Off), days("work", f.Work)
	if err := y.Validate(); err != nil && len(problems) == 0 {
		for line := range strings.Lines(err.Error()) {
			if line = strings.TrimSpace(line); !strings.HasSuffix(line, "：") {
				problems = append(problems, CalendarProblem{Message: line})
			}
		}
	}
	return y, problems
}

// badYear is the refusal of a file, with every reason.
func badYear(ctx context.Context, problems []CalendarProblem) *Problem {
	p := &Problem{
		Type: problemType + string(guibei.Invalid), Title: titleOf(guibei.Invalid), Status: http.StatusUnprocessableEntity,
		Detail: fmt.Sprintf("放假安排有%d处问题，没有导入，请按逐项提示更正后重新导入。", len(problems)), Code: string(guibei.Invalid), Trace: traceOf(ctx).id,
	}
	for _, one := range problems {
		f := FieldProblem{Message: one.Message, Location: "body"}
		if one.List != "" {
			f.Location = fmt.Sprintf("body.%s[%d]", one.List, one.Row-1)
		}
		p.Errors = append(p.Errors, f)
	}
	return p
}

// foresee computes every open clock of the region with the calendar as it
// would be, and returns the cases with one that moves.
func (s *Server) foresee(ctx context.Context, r *regions.Region, year deadline.Year, v *CalendarImport) ([]string, error) {
	v.Valid = true
	national, err := s.Store.Calendar(ctx, r.Code)
	if err != nil {
		return nil, err
	}
	renewed, err := national.With(year)
	if err != nil {
		return nil, guibei.Because(guibei.Invalid, err, err.Error())
	}
	before, err := r.Calendar(national)
	if err != nil {
		return nil, err
	}
	after, err := r.Calendar(renewed)
	if err != nil {
		return nil, err
	}
	v.Days = dayChanges(before, after, year.Year)
	var cases []string
	err = s.Store.OpenClocks(ctx, r.Code, func(k store.OpenClock) error {
		v.Checked++
		move, moves, err := moveOf(r, after, k)
		if err != nil || !moves {
			return err
		}
		v.Moved++
		if len(v.Moves) < maxMoves {
			v.Moves = append(v.Moves, move)
		}
		if !slices.Contains(cases[max(0, len(cases)-1):], k.Case) { // they come case by case
			cases = append(cases, k.Case)
		}
		return nil
	})
	v.Cases = len(cases)
	return cases, err
}

// moveOf computes the end of a clock with a calendar, as the case will.
func moveOf(r *regions.Region, cal *deadline.Calendar, k store.OpenClock) (ClockMove, bool, error) {
	m := ClockMove{
		Case: k.Case, Title: k.Title, Clock: k.Kind, ClockLabel: k.Kind.Label(), Obligation: k.Obligation, From: k.DueOn,
	}
	period, limited := r.Period(k.Kind, trackOf(k.Obligation), k.StartedOn)
	if !limited {
		return m, false, nil
	}
	var pauses []deadline.Pause
	for _, p := range k.Pauses {
		pauses = append(pauses, deadline.Pause{From: p.From, To: p.To, Reason: p.Reason})
	}
	res, err := deadline.Compute(k.StartedOn, period, cal, pauses...)
	if err != nil {
		return m, false, err
	}
	if !res.Paused {
		m.To = res.Due
	}
	m.Provisional = res.Provisional
	return m, m.To != k.DueOn || m.Provisional != k.Provisional, nil
}

// dayChanges lists the days around a year that are another thing than before.
func dayChanges(before, after *deadline.Calendar, year int) []CalendarDayChange {
	name := func(c *deadline.Calendar, d guibei.Date) string {
		if n := c.Name(d); n != "" {
			return n
		}
		return "工作日"
	}
	out := []CalendarDayChange{}
	last := guibei.Date{Year: year + 1, Month: time.January, Day: 3}
	for d := (guibei.Date{Year: year - 1, Month: time.December, Day: 28}); !d.After(last); d = d.AddDays(1) {
		if was, is := name(before, d), name(after, d); was != is {
			out = append(out, CalendarDayChange{Date: d, Before: was, After: is, Works: after.Working(d)})
		}
	}
	return out
}

// nudgeAll tells cases to compute their periods again, and returns how many
// were told in time.
func (s *Server) nudgeAll(ctx context.Context, cases []string) int {
	if s.Nudge == nil {
		return 0
	}
	ctx, cancel := context.WithTimeout(ctx, nudgeWithin)
	defer cancel()
	var g errgroup.Group
	g.SetLimit(nudgeAtOnce)
	told := make(chan struct{}, len(cases))
	for _, id := range cases {
		g.Go(func() error {
			if err := s.Nudge(ctx, id); err != nil {
				if !errors.Is(err, context.DeadlineExceeded) {
					s.Log.WarnContext(ctx, "case was not told of a new calendar", "case", id, "error", err)
				}
				return nil
			}
			told <- struct{}{}
			return nil
		})
	}
	_ = g.Wait() // nothing in it fails
	return len(told)
}
