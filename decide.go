package guibei

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// act is one command being decided: the case as it is becoming, and what the
// table's functions read and write.
type act struct {
	c      *Case // being changed
	was    *Case // before
	cmd    Command
	terms  Terms
	at     time.Time // when it was done
	on     Date      // the same, as a civil date of the region
	ob     *Obligation
	events []Event
	clocks []ClockOp
	asks   []NumberRequest
	facts  map[string]any // payload of the first event
	actor  Actor
	again  string // parked command to requeue
}

// Decide says what a command does to the case, or why it may not be done. It
// changes nothing.
func (c *Case) Decide(cmd Command, terms Terms) (Outcome, error) {
	a := &act{was: c, cmd: cmd, terms: terms, facts: map[string]any{}}
	next := c.clone()
	a.c = &next
	if err := a.preconditions(); err != nil {
		return Outcome{}, err
	}
	row, err := a.choose()
	if err != nil {
		return Outcome{}, err
	}
	for _, g := range row.Must {
		if err := g.check(a); err != nil {
			return Outcome{}, err
		}
	}
	a.perform(row)
	return Outcome{
		Case: next, Before: c.Seq, Command: cmd.ID, Kind: cmd.Kind,
		Events: a.events, Clocks: a.clocks, Numbers: a.asks, Requeue: a.again,
	}, nil
}

// preconditions are what every command must meet, whatever the stage.
func (a *act) preconditions() error {
	if a.was.Parked != "" && a.cmd.Kind != RetryParkedCmd {
		return Errorf(Conflict, "本件因系统问题停驻，正在等待系统管理员处置，之前提交的内容均已保存。请稍后再试或者联系系统管理员。")
	}
	if a.cmd.Expected != 0 && a.cmd.Expected != a.was.Revision {
		return Errorf(Stale, "本件已被更新（您看到的是第%d版，现在是第%d版），请刷新后核对最新情况，再重新提交。", a.cmd.Expected, a.was.Revision)
	}
	return a.dateIt()
}

// dateIt settles when the act was done. Acts done on paper may be entered
// later (补录), within the days the region allows, never before the act that
// precedes them and never in the future; both instants are kept.
func (a *act) dateIt() error {
	received := a.cmd.ReceivedAt
	a.at = received
	if !a.cmd.OccurredAt.IsZero() {
		a.at = a.cmd.OccurredAt
	}
	a.on = DateOf(a.at, a.terms.Zone)
	today := DateOf(received, a.terms.Zone)
	info := commands[a.cmd.Kind]
	switch {
	case a.cmd.OccurredAt.IsZero():
		return nil
	case a.at.After(received):
		return Errorf(Invalid, "办理时间%s晚于现在，请更正。", a.on)
	case a.on != today && !info.late:
		return Errorf(Forbidden, "“%s”以系统收到的时间为准，不能补录以前的时间。", info.label)
	case today.DaysSince(a.on) > a.terms.LateEntryDays:
		return Errorf(Forbidden, "只能补录%d日以内的办理事项，%s的事项请联系系统管理员按规定处理。", a.terms.LateEntryDays, a.on)
	case a.at.Before(a.was.LastAt):
		return Errorf(Invalid, "办理时间早于上一步的办理时间（%s），请按先后次序补录。", DateOf(a.was.LastAt, a.terms.Zone))
	}
	return nil
}

// choose finds the row of the table that the command follows.
func (a *act) choose() (*Transition, error) {
	var rows []*Transition
	for i := range Transitions {
		t := &Transitions[i]
		if t.Command == a.cmd.Kind && slices.Contains(t.From, a.was.Stage) {
			rows = append(rows, t)
		}
	}
	if len(rows) == 0 {
		return nil, Errorf(Conflict, "%s", Refusal(a.was.Stage, a.cmd.Kind, a.was.Tasks))
	}
	if err := a.findObligation(); err != nil {
		return nil, err
	}
	if err := a.authorise(rows); err != nil {
		return nil, err
	}
	for _, t := range rows {
		if t.When == nil || t.When.is(a) {
			return t, nil
		}
	}
	return nil, Errorf(Conflict, "%s", rows[len(rows)-1].When.otherwise)
}

func (a *act) findObligation() error {
	var id string
	switch p := a.cmd.Payload.(type) {
	case *SubmitFiling:
		id = p.Obligation
	case *FilingReason:
		id = p.Obligation
	case *RegisterFiling:
		id = p.Obligation
	default:
		return nil
	}
	if a.ob = a.c.Obligation(id); a.ob == nil {
		return Errorf(NotFound, "本件没有这一项备案（%s），请从本件的备案清单中选择。", id)
	}
	return nil
}

// authorise finds the role in which the person acts.
func (a *act) authorise(rows []*Transition) error {
	var wanted []string
	for _, t := range rows {
		for _, role := range t.By {
			organ := a.organFor(role)
			if organ == "" && a.cmd.By.HasRole(role) || organ != "" && a.cmd.By.Has(role, organ) {
				if organ == "" {
					organ = a.cmd.By.Organs(role)[0]
				}
				a.actor = Actor{Person: a.cmd.By.ID, Name: a.cmd.By.Name, Role: role, Organ: organ}
				return nil
			}
			if !slices.Contains(wanted, role.Label()) {
				wanted = append(wanted, role.Label())
			}
		}
	}
	return Errorf(Forbidden, "您不能对本件作“%s”，须由%s办理。如需办理，请联系本单位管理员调整岗位。",
		a.cmd.Kind.Label(), strings.Join(wanted, "或者"))
}

// organFor is OrganFor, except that a case being opened has no organs yet.
func (a *act) organFor(role Role) string {
	if p, ok := a.cmd.Payload.(*OpenCase); ok {
		return p.DraftingOrgan
	}
	return a.was.OrganFor(role, a.ob)
}

// perform carries the row out on the copy.
func (a *act) perform(row *Transition) {
	a.facts = payloadFacts(a.cmd)
	to := row.To
	if to == Stay {
		to = a.was.Stage
	}
	if to == Back {
		to = a.was.CameFrom
	}
	moved := to != a.was.Stage
	a.c.Stage = to
	if moved {
		a.c.Tasks = slices.DeleteFunc(a.c.Tasks, func(t Task) bool { return t.Obligation == "" })
	}
	if to.Closed() {
		a.c.Tasks = nil
		a.c.dismissCounsel("本件已经" + strings.TrimPrefix(to.Label(), "已") + "。")
	}
	if row.Do != nil {
		row.Do(a)
	}
	for _, k := range row.Tasks {
		a.c.open(k, a.ob, "", a.at)
	}
	a.runClocks(row)
	a.c.Revision++
	a.c.LastAt = a.at
	first := a.event(EventKind(a.cmd.Kind), a.facts)
	a.events = append([]Event{first}, a.events...)
}

func (a *act) runClocks(row *Transition) {
	if a.c.Stage.Closed() {
		for _, k := range a.was.Clocks {
			if k.State != ClockStopped {
				a.clocks = append(a.clocks, ClockOp{Op: StopClock, Kind: k.Kind, Obligation: k.Obligation, On: a.on})
			}
		}
		return
	}
	id := ""
	if a.ob != nil {
		id = a.ob.ID
	}
	for _, op := range row.Clocks {
		op.Obligation, op.On = id, a.on
		a.clocks = append(a.clocks, op)
	}
}

// event makes an event of this act.
func (a *act) event(kind EventKind, facts map[string]any) Event {
	return Event{
		Case: a.c.ID, Kind: kind, Actor: a.actor, Stage: a.c.Stage, Command: a.cmd.ID,
		OccurredAt: a.at, RecordedAt: a.cmd.ReceivedAt, Payload: mustJSON(facts),
	}
}

// also adds an event that follows from the command.
func (a *act) also(kind EventKind, facts map[string]any) {
	e := a.event(kind, facts)
	e.Actor = System
	a.events = append(a.events, e)
}

// payloadFacts is the payload as the event keeps it.
func payloadFacts(cmd Command) map[string]any {
	facts := map[string]any{}
	e := Event{Payload: mustJSON(cmd.Payload)}
	e.add("label", cmd.Kind.Label())
	_ = jsonInto(e.Payload, &facts)
	return facts
}

// Refusal says in Chinese why a command is out of place in a stage: where the
// case stands, what would have to come first and whose turn it is.
func Refusal(stage Stage, cmd CommandKind, open []Task) string {
	if stage == NoCase {
		return "还没有这一件，请先立件，再作“" + cmd.Label() + "”。"
	}
	var when []string
	for _, t := range Transitions {
		if t.Command != cmd {
			continue
		}
		for _, from := range t.From {
			if l := from.Label(); !slices.Contains(when, l) {
				when = append(when, l)
			}
		}
	}
	msg := fmt.Sprintf("本件现在处于“%s”阶段，不能作“%s”；这一操作在%s阶段办理。", stage.Label(), cmd.Label(), strings.Join(when, "、"))
	if stage.Closed() {
		return msg + "本件已经办结，需要变动的请另行立件。"
	}
	var turn []string
	for _, t := range open {
		turn = append(turn, t.Role.Label()+"“"+t.Kind.Label()+"”")
	}
	if len(turn) > 0 {
		return msg + "现在等待" + strings.Join(turn, "、") + "。"
	}
	return msg + "请先办完当前阶段的事项。"
}
