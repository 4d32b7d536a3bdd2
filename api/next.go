package api

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"guibei"
	"guibei/store"
)

// NextView is what happens next in a case, in words.
type NextView struct {
	Stage      guibei.Stage `json:"stage" doc:"阶段"`
	StageLabel string       `json:"stage_label" doc:"阶段名称"`
	Closed     bool         `json:"closed" doc:"是否已经办结"`
	Parked     bool         `json:"parked" doc:"是否停驻"`
	Sentence   string       `json:"sentence" doc:"一句话说明现在等什么"`
	Steps      []StepView   `json:"steps" nullable:"false" doc:"现在待办的各项"`
}

// StepView is one open task: who has it, since when, until when, why until
// then, and what follows.
type StepView struct {
	guibei.Task
	Label          string     `json:"label" doc:"事项名称"`
	RoleLabel      string     `json:"role_label" doc:"办理角色名称"`
	OrganName      string     `json:"organ_name" doc:"办理机关"`
	AssigneeName   string     `json:"assignee_name,omitempty" doc:"指定办理人"`
	ObligationName string     `json:"obligation_name,omitempty" doc:"备案途径"`
	Sentence       string     `json:"sentence" doc:"一句话说明：由谁办理、自何时起、到何时止"`
	Clock          *StepClock `json:"clock,omitempty" doc:"期限；没有规定期限的不出现"`
	Then           []ThenView `json:"then" nullable:"false" doc:"办完之后"`
}

// StepClock is the period that a task has to be done in.
type StepClock struct {
	Kind        guibei.ClockKind  `json:"kind" doc:"期限"`
	Label       string            `json:"label" doc:"期限名称"`
	State       guibei.ClockState `json:"state" doc:"是否在计时"`
	StartedOn   guibei.Date       `json:"started_on" doc:"起算之日"`
	DueOn       guibei.Date       `json:"due_on,omitzero" doc:"最后一日；暂停期间或者不设期限的不出现"`
	DueAt       time.Time         `json:"due_at,omitzero" doc:"届满的时刻"`
	Overdue     bool              `json:"overdue" doc:"是否逾期"`
	DaysLeft    int               `json:"days_left" doc:"离最后一日还有几个自然日；逾期的为负数"`
	Provisional bool              `json:"provisional,omitempty" doc:"放假安排尚未公布，暂定"`
	Why         []string          `json:"why" nullable:"false" doc:"怎么算出来的，逐句"`
}

// ThenView is one way on.
type ThenView struct {
	Command    guibei.CommandKind `json:"command" doc:"操作"`
	Label      string             `json:"label" doc:"操作名称"`
	When       string             `json:"when,omitempty" doc:"在什么情况下"`
	Stage      guibei.Stage       `json:"stage" doc:"进入的阶段"`
	StageLabel string             `json:"stage_label" doc:"进入的阶段名称"`
	Sentence   string             `json:"sentence" doc:"一句话说明"`
}

type nextOutput struct{ Body NextView }

// getNext says whose turn it is in a case, until when and why, and what follows.
func (s *Server) getNext(ctx context.Context, p guibei.Person, in *caseIDInput) (*nextOutput, error) {
	c, err := s.visibleCase(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	t, err := s.telling(ctx, &c)
	if err != nil {
		return nil, err
	}
	v := NextView{Stage: c.Stage, StageLabel: c.Stage.Label(), Closed: c.Stage.Closed(), Parked: c.Parked != "", Steps: []StepView{}}
	for _, task := range c.Tasks {
		step, err := s.step(ctx, &c, t, task)
		if err != nil {
			return nil, err
		}
		v.Steps = append(v.Steps, step)
	}
	v.Sentence = v.say()
	return &nextOutput{v}, nil
}

func (v *NextView) say() string {
	switch {
	case v.Parked:
		return "本件因系统问题停驻，等待系统管理员处置，之前提交的内容均已保存。"
	case v.Closed:
		return "本件已经办结（" + v.StageLabel + "），没有待办的事项。"
	case len(v.Steps) == 0:
		return "本件处于“" + v.StageLabel + "”阶段，现在没有待办的事项。"
	}
	var turn []string
	for _, s := range v.Steps {
		turn = append(turn, s.whose()+"“"+s.Label+"”")
	}
	return "现在等待" + strings.Join(turn, "、") + "。"
}

// whose names who has the task.
func (v *StepView) whose() string { return v.OrganName + v.RoleLabel + v.AssigneeName }

func (s *Server) step(ctx context.Context, c *guibei.Case, t *telling, task guibei.Task) (StepView, error) {
	v := StepView{
		Task: task, Label: task.Kind.Label(), RoleLabel: task.Role.Label(), OrganName: t.organs[task.Organ],
		ObligationName: t.tracks[task.Obligation], Then: follow(c, task),
	}
	if task.Assignee != "" {
		who, err := s.Store.Person(ctx, task.Assignee)
		if err != nil {
			return v, err
		}
		v.AssigneeName = who.Name
	}
	v.Clock = s.stepClock(c, t, task)
	v.Sentence = v.say(guibei.DateOf(task.OpenedAt, t.zone))
	return v, nil
}

// stepClock is the period that a task has to be done in, nil for none.
func (s *Server) stepClock(c *guibei.Case, t *telling, task guibei.Task) *StepClock {
	for _, k := range slices.Backward(c.Clocks) {
		if k.State == guibei.ClockStopped || k.Kind != store.ClockOf(task.Kind) || k.Obligation != task.Obligation {
			continue
		}
		now := s.Now()
		v := &StepClock{
			Kind: k.Kind, Label: k.Kind.Label(), State: k.State, StartedOn: k.StartedOn, DueOn: k.DueOn, DueAt: k.DueAt,
			Overdue:     k.State == guibei.ClockRunning && !k.DueAt.IsZero() && !now.Before(k.DueAt),
			Provisional: k.Provisional, Why: list(k.Why),
		}
		if !k.DueOn.IsZero() {
			v.DaysLeft = k.DueOn.DaysSince(guibei.DateOf(now, t.zone))
		}
		return v
	}
	return nil
}

func (v *StepView) say(since guibei.Date) string {
	s := "由" + v.whose() + "办理“" + v.Label + "”"
	if v.ObligationName != "" {
		s += "（" + v.ObligationName + "）"
	}
	s += "，自" + chineseDay(since) + "开始"
	switch k := v.Clock; {
	case k == nil:
		return s + "，没有规定期限。"
	case k.State == guibei.ClockPaused:
		return s + "，" + k.Label + "暂停计时。"
	case k.DueOn.IsZero():
		return s + "，没有规定期限。"
	case k.Overdue:
		return s + "，应于" + chineseDay(k.DueOn) + "前办完，已逾期" + strconv.Itoa(-k.DaysLeft) + "日。"
	case k.Provisional:
		return s + "，暂定" + chineseDay(k.DueOn) + "前办完（放假安排公布后重新计算）。"
	default:
		return s + "，" + chineseDay(k.DueOn) + "前办完。"
	}
}

// ends is which commands end a task. A task that is not listed is ended by the
// commands that its role has in the stage.
var ends = map[guibei.TaskKind][]guibei.CommandKind{
	guibei.FinishDraft:       {guibei.SubmitCmd},
	guibei.ApproveSubmission: {guibei.ApproveSubmissionCmd, guibei.DeclineSubmissionCmd},
	guibei.CheckCompleteness: {guibei.AcceptCompletenessCmd, guibei.RequestSupplementCmd, guibei.ReturnCaseCmd},
	guibei.AnswerSupplement:  {guibei.AnswerSupplementCmd},
	guibei.ReviewFair:        {guibei.ConcludeFairCmd},
	guibei.AssignReview:      {guibei.AssignReviewerCmd},
	guibei.WriteOpinion:      {guibei.RecordOpinionCmd, guibei.RequestSupplementCmd},
	guibei.IssueTheOpinion:   {guibei.IssueOpinionCmd},
	guibei.ReviseText:        {guibei.SubmitRevisionCmd, guibei.RequestDeliberateCmd},
	guibei.Deliberate:        {guibei.RecordDeliberationCmd},
	guibei.SignDocument:      {guibei.SignCmd},
	guibei.PublishDocument:   {guibei.PublishCmd},
	guibei.FileDocument:      {guibei.SubmitFilingCmd},
	guibei.CheckFiling:       {guibei.RegisterFilingCmd, guibei.SupplementFilingCmd, guibei.RefuseFilingCmd},
	guibei.SupplementFiling:  {guibei.SubmitFilingCmd},
}

// endsTask reports whether a row of the procedure ends the task.
func endsTask(row guibei.Transition, task guibei.Task) bool {
	if cmds, known := ends[task.Kind]; known {
		return slices.Contains(cmds, row.Command)
	}
	switch row.Command {
	case guibei.WithdrawCmd, guibei.TerminateCmd, guibei.RetryParkedCmd, guibei.ChangeTextCmd:
		return false
	default:
		return slices.Contains(row.By, task.Role)
	}
}

// opens is what a command opens beside the tasks of its row in the table.
var opens = map[guibei.CommandKind]guibei.TaskKind{
	guibei.RecordOpinionCmd:  guibei.IssueTheOpinion,
	guibei.AssignReviewerCmd: guibei.WriteOpinion,
	guibei.PublishCmd:        guibei.FileDocument,
}

// follow says where the commands that end a task lead. Ways of one command to
// the same stage are one.
func follow(c *guibei.Case, task guibei.Task) []ThenView {
	out := []ThenView{}
	for _, row := range guibei.Transitions {
		if !slices.Contains(row.From, c.Stage) || !endsTask(row, task) {
			continue
		}
		v := ThenView{Command: row.Command, Label: row.Command.Label(), When: row.Condition(), Stage: row.To}
		switch row.To {
		case guibei.Stay:
			v.Stage = c.Stage
		case guibei.Back:
			v.Stage = c.CameFrom
		default: // to where the row says
		}
		v.StageLabel = v.Stage.Label()
		at := slices.IndexFunc(out, func(have ThenView) bool { return have.Command == v.Command && have.Stage == v.Stage })
		if at >= 0 {
			out[at].When = ""
			out[at].Sentence = out[at].say(c, nextTasks(c, row, v.Stage))
			continue
		}
		if v.When == "" && slices.ContainsFunc(out, func(have ThenView) bool { return have.Command == v.Command }) {
			v.When = "其他情形"
		}
		v.Sentence = v.say(c, nextTasks(c, row, v.Stage))
		out = append(out, v)
	}
	return out
}

// nextTasks are what waits once the command is done.
func nextTasks(c *guibei.Case, row guibei.Transition, to guibei.Stage) []guibei.TaskKind {
	switch k, also := opens[row.Command]; {
	case also:
		return []guibei.TaskKind{k}
	case len(row.Tasks) > 0 || to != guibei.LegalityReview || row.To == guibei.Stay:
		return row.Tasks
	case c.Reviewer == "":
		return []guibei.TaskKind{guibei.AssignReview}
	}
	return []guibei.TaskKind{guibei.WriteOpinion}
}

func (v *ThenView) say(c *guibei.Case, tasks []guibei.TaskKind) string {
	var s strings.Builder
	if v.When != "" {
		s.WriteString(v.When + "的，")
	}
	s.WriteString("作“" + v.Label + "”后")
	switch {
	case v.Stage == c.Stage:
		s.WriteString("，仍在“" + v.StageLabel + "”阶段")
	case v.Stage.Closed():
		return s.String() + "，本件办结（" + v.StageLabel + "）。"
	default:
		s.WriteString("，进入“" + v.StageLabel + "”阶段")
	}
	for _, k := range tasks {
		who := "备案机关"
		if k.Role() != "" {
			who = k.Role().Label()
		}
		s.WriteString("，由" + who + "“" + k.Label() + "”")
	}
	return s.String() + "。"
}
