package main

import (
	"fmt"
	"time"

	"guibei"
)

// fileWithAll files a published case with every authority, as far as now lets it.
func (l *life) fileWithAll(tracks []guibei.Track) error {
	l.Stage = guibei.InFiling
	last, at := l.at, l.at
	open := 0
	for _, t := range tracks {
		l.at = at
		f := filing{Obligation: guibei.Obligation{ID: l.ID + "/" + t.ID, Track: t, Status: guibei.FilingDue}}
		if err := l.start(guibei.FilingClock, f.ID, l.on()); err != nil {
			return err
		}
		c := l.clock(guibei.FilingClock, f.ID)
		f.DueOn, f.DueOnOriginal, f.dueAt = c.DueOn, c.FirstDueOn, c.DueAt
		if err := l.submit(&f); err != nil {
			return err
		}
		if !f.Status.Closed() {
			open++
		}
		if l.at.After(last) {
			last = l.at
		}
		l.filings = append(l.filings, f)
		l.Obligations = append(l.Obligations, f.Obligation)
	}
	l.at = last
	if open == 0 {
		l.Stage = guibei.InForce
	}
	return nil
}

// until closes a task if its end has come, and leaves it open if not.
func (l *life) until(t guibei.Task, d time.Duration) bool {
	end := t.OpenedAt.Add(d)
	if end.After(l.m.now) {
		l.Tasks = append(l.Tasks, t)
		return false
	}
	l.closed = append(l.closed, closedTask{t, end})
	l.at = end
	return true
}

// submit files: nine in ten in time, a few late, one in fifty never.
func (l *life) submit(f *filing) error {
	t := guibei.Task{Kind: guibei.FileDocument, Obligation: f.ID, Role: guibei.OfficeClerk, Organ: l.OfficeOrgan, OpenedAt: l.at}
	term := f.dueAt.Sub(l.at)
	wait := time.Duration(float64(term) * (0.05 + 0.9*l.m.chance.Float64()))
	switch n := l.m.chance.IntN(100); {
	case n < 2:
		wait = l.m.now.Sub(l.at) + time.Hour
	case n < 8:
		wait = term + l.m.days(8)
	}
	if !l.until(t, wait.Truncate(time.Microsecond)) {
		return nil
	}
	f.Status, f.SubmittedAt, f.Submissions = guibei.FilingSubmitted, l.at, 1
	f.Materials = l.m.papers[:1]
	l.stop(guibei.FilingClock, f.ID)
	l.event(guibei.SubmitFilingCmd, guibei.OfficeClerk, l.OfficeOrgan, map[string]any{"obligation": f.ID, "submission": 1})
	if err := l.start(guibei.FormCheckClock, f.ID, l.on()); err != nil {
		return err
	}
	return l.check(f)
}

// check is the form check, with a supplement for one in twelve.
func (l *life) check(f *filing) error {
	task := func() guibei.Task {
		return guibei.Task{Kind: guibei.CheckFiling, Obligation: f.ID, Role: f.Track.Desk, Organ: f.Track.Authority, OpenedAt: l.at}
	}
	if !l.until(task(), l.m.days(2)) {
		return nil
	}
	f.checkedAt, f.FirstCheck = l.at, guibei.FormPassed
	switch n := l.m.chance.IntN(100); {
	case n < 2:
		f.FirstCheck, f.Status, f.refusedAt, f.Determination = guibei.FormRefused, guibei.FilingRefused, l.at, "不属于行政规范性文件。"
		l.stop(guibei.FormCheckClock, f.ID)
		l.event(guibei.RefuseFilingCmd, f.Track.Desk, f.Track.Authority, map[string]any{"obligation": f.ID})
		return nil
	case n < 10:
		f.FirstCheck, f.Status = guibei.FormDefective, guibei.FilingSupplement
		again, err := l.supplement(f)
		if err != nil || !again || !l.until(task(), l.m.days(2)) {
			return err
		}
	}
	f.Status, f.RegisteredOn = guibei.FilingRegistered, l.on()
	f.RegistrationNo = fmt.Sprintf("备〔%d〕%s-%d号", l.on().Year, l.m.run, l.m.n)
	l.stop(guibei.FormCheckClock, f.ID)
	l.event(guibei.RegisterFilingCmd, f.Track.Desk, f.Track.Authority, map[string]any{"obligation": f.ID, "registration_no": f.RegistrationNo})
	return nil
}

// supplement pauses the check until the filing is complete.
func (l *life) supplement(f *filing) (bool, error) {
	c := l.clock(guibei.FormCheckClock, f.ID)
	was := *c
	c.State, c.DueOn, c.DueAt, c.Alarms = guibei.ClockPaused, guibei.Date{}, time.Time{}, nil
	c.Pauses = []guibei.Interval{{From: l.on(), Reason: "补正"}}
	l.event(guibei.SupplementFilingCmd, f.Track.Desk, f.Track.Authority, map[string]any{"obligation": f.ID, "reason": "缺备案报告"})
	if err := l.start(guibei.FilingSupplementClock, f.ID, l.on()); err != nil {
		return false, err
	}
	t := guibei.Task{Kind: guibei.SupplementFiling, Obligation: f.ID, Role: guibei.OfficeClerk, Organ: l.OfficeOrgan, OpenedAt: l.at}
	if !l.until(t, l.m.days(6)) {
		return false, nil
	}
	c = l.clock(guibei.FormCheckClock, f.ID) // the list may have moved
	pause := guibei.Interval{From: c.Pauses[0].From, To: l.on(), Reason: "补正"}
	*c = was
	c.Pauses = []guibei.Interval{pause}
	l.stop(guibei.FilingSupplementClock, f.ID)
	f.Status, f.Submissions = guibei.FilingSubmitted, 2
	l.event(guibei.SubmitFilingCmd, guibei.OfficeClerk, l.OfficeOrgan, map[string]any{"obligation": f.ID, "submission": 2})
	return true, nil
}
