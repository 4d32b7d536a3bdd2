package guibei

import (
	"slices"
	"strings"
	"time"
)

// CounselStatus is where a question put to legal counsel stands.
type CounselStatus string

// The states of a question to counsel.
const (
	CounselAsked     CounselStatus = "asked"     // 已委托，等待意见
	CounselAnswered  CounselStatus = "answered"  // 已出具意见
	CounselWithdrawn CounselStatus = "withdrawn" // 已撤回委托
)

// CounselStatuses lists the states of a question to counsel.
var CounselStatuses = []CounselStatus{CounselAsked, CounselAnswered, CounselWithdrawn}

var counselStatusLabels = map[CounselStatus]string{
	CounselAsked: "等待意见", CounselAnswered: "已出具意见", CounselWithdrawn: "已撤回委托",
}

// Label returns the state in Chinese.
func (s CounselStatus) Label() string { return counselStatusLabels[s] }

// CounselConclusion is what counsel thinks of a text. It is advice: the
// reviewing organ alone concludes the legality review (115号（七）（八）).
type CounselConclusion string

// The conclusions of counsel.
const (
	CounselAgrees      CounselConclusion = "agree"       // 无不同意见
	CounselConditional CounselConclusion = "conditional" // 修改后无不同意见
	CounselObjects     CounselConclusion = "object"      // 有异议
)

// CounselConclusions lists the conclusions of counsel.
var CounselConclusions = []CounselConclusion{CounselAgrees, CounselConditional, CounselObjects}

var counselLabels = map[CounselConclusion]string{
	CounselAgrees: "无不同意见", CounselConditional: "修改后无不同意见", CounselObjects: "有异议",
}

// Label returns the conclusion in Chinese.
func (c CounselConclusion) Label() string { return counselLabels[c] }

// CounselStatement is what counsel puts their name to.
const CounselStatement = "本人根据委托独立提出以上法律意见，对其真实性、合法性负责；本意见供合法性审核参考，不代替合法性审核意见。"

// CounselItem is one point of counsel's opinion.
type CounselItem struct {
	Location string `json:"location,omitempty" doc:"位置，如：第十二条；不填的为全文"`
	Text     string `json:"text" doc:"意见"`
	Basis    string `json:"basis,omitempty" doc:"依据的法律和条款"`
}

// CounselOpinion is the signed opinion of a counsel.
type CounselOpinion struct {
	Conclusion CounselConclusion `json:"conclusion"`
	Text       string            `json:"text"`
	Items      []CounselItem     `json:"items,omitempty"`
	Statement  string            `json:"statement"` // of personal responsibility, as it was signed
	GivenAt    time.Time         `json:"given_at"`
}

// CounselRequest is a question that the reviewing organ put to one counsel in
// one round of review, and what came of it.
type CounselRequest struct {
	N        int             `json:"n"` // 1 is the first of the case
	Round    int             `json:"round"`
	Counsel  string          `json:"counsel"` // person id
	Name     string          `json:"name"`
	Question string          `json:"question,omitempty"`
	DueOn    Date            `json:"due_on,omitzero"`
	DueAt    time.Time       `json:"due_at,omitzero"` // the end of that day in the region
	On       Lock            `json:"on"`              // the text it is about
	AskedBy  string          `json:"asked_by"`        // person id
	AskedAt  time.Time       `json:"asked_at"`
	Status   CounselStatus   `json:"status"`
	Reason   string          `json:"reason,omitempty"` // why it was withdrawn
	Opinion  *CounselOpinion `json:"opinion,omitempty"`
}

// AssignCounsel puts a question to a counsel of the reviewing organ.
type AssignCounsel struct {
	Counsel  string `json:"counsel" doc:"法律顾问的人员编号"`
	Question string `json:"question,omitempty" doc:"需要解答的问题"`
	DueOn    Date   `json:"due_on,omitzero" doc:"请于何日前出具；不填的，以合法性审核期限为准"`
}

// Check implements Payload.
func (p *AssignCounsel) Check() error {
	if p.Counsel == "" {
		return Errorf(Invalid, "没有指定法律顾问，请选择一名法律顾问。")
	}
	return nil
}

// GiveCounselOpinion is counsel's opinion with its signature.
type GiveCounselOpinion struct {
	Conclusion CounselConclusion `json:"conclusion" doc:"结论：agree 无不同意见，conditional 修改后无不同意见，object 有异议" enum:"agree,conditional,object"`
	Text       string            `json:"text" doc:"意见正文"`
	Items      []CounselItem     `json:"items,omitempty" doc:"逐条意见；有异议或者要求修改的，至少一条"`
	Signed     bool              `json:"signed" doc:"确认签名，并声明对意见负责"`
}

// Check implements Payload.
func (p *GiveCounselOpinion) Check() error {
	switch {
	case p.Conclusion.Label() == "":
		return Errorf(Invalid, "法律顾问意见没有结论，请选择无不同意见、修改后无不同意见或者有异议。")
	case strings.TrimSpace(p.Text) == "":
		return Errorf(Invalid, "法律顾问意见没有正文，请写明意见和理由。")
	case p.Conclusion != CounselAgrees && len(p.Items) == 0:
		return Errorf(Invalid, "结论为“%s”的，须逐条写明位置和意见，请补充。", p.Conclusion.Label())
	case len(p.Items) > maxEvidence:
		return Errorf(TooLarge, "逐条意见超过%d条，请合并后提交。", maxEvidence)
	}
	for i, item := range p.Items {
		if strings.TrimSpace(item.Text) == "" {
			return Errorf(Invalid, "第%d条意见没有内容，请补充或者删除。", i+1)
		}
	}
	if !p.Signed {
		return Errorf(Invalid, "法律顾问意见须由本人签名并声明负责，请确认后提交。")
	}
	return nil
}

// WithdrawCounsel takes a question back before it is answered.
type WithdrawCounsel struct {
	Counsel string `json:"counsel" doc:"法律顾问的人员编号"`
	Reason  string `json:"reason" doc:"理由"`
}

// Check implements Payload.
func (p *WithdrawCounsel) Check() error {
	if p.Counsel == "" {
		return Errorf(Invalid, "没有写明撤回对哪一名法律顾问的委托，请从本件的委托中选择。")
	}
	return needReason(p.Reason)
}

// NomineeOf returns the person that a command appoints, "" for none.
func NomineeOf(p Payload) string {
	switch p := p.(type) {
	case *AssignReviewer:
		return p.Reviewer
	case *AssignCounsel:
		return p.Counsel
	}
	return ""
}

// AskedOf returns the question that waits for a person's answer, nil if none does.
func (c *Case) AskedOf(person string) *CounselRequest {
	for i := range c.Counsel {
		if q := &c.Counsel[i]; q.Counsel == person && q.Status == CounselAsked {
			return q
		}
	}
	return nil
}

// counsels reports whether the person is or was counsel of the case and may
// read it as such: while a question waits for them, and after they answered one.
func (c *Case) counsels(person string) bool {
	return slices.ContainsFunc(c.Counsel, func(q CounselRequest) bool {
		return q.Counsel == person && q.Status != CounselWithdrawn
	})
}

// The guards of counsel's part.
var (
	leadOrAssigned = guard{"由审核机构负责人或者被指派的审核人员办理", func(a *act) error {
		if a.actor.Role == ReviewLead {
			return nil
		}
		return isAssigned.check(a)
	}}

	counselFits = guard{"法律顾问由审核机构聘请，未参与起草和审核", func(a *act) error {
		switch p := a.terms.Nominee; {
		case p == nil || !p.Has(Counsel, a.was.ReviewOrgan):
			return Errorf(Invalid, "指定的人员不是本审核机构的法律顾问，请从法律顾问名单中选择。")
		case slices.Contains(a.was.Drafters, p.ID):
			return Errorf(Conflict, "%s参与了本件的起草，不能担任本件的法律顾问，请另行选择。", p.Name)
		case p.ID == a.was.Reviewer || slices.Contains(a.was.Reviewers, p.ID):
			return Errorf(Conflict, "%s办理本件的合法性审核，不能同时担任本件的法律顾问，请另行选择。", p.Name)
		case a.was.AskedOf(p.ID) != nil:
			return Errorf(Conflict, "已经委托%s出具意见，尚未答复；需要更改问题的，请先撤回委托。", p.Name)
		}
		return nil
	}}

	dueInFuture = guard{"出具意见的日期不早于今天", func(a *act) error {
		if d := a.cmd.Payload.(*AssignCounsel).DueOn; !d.IsZero() && d.Before(a.on) {
			return Errorf(Invalid, "出具意见的日期%s已经过去，请更正。", d)
		}
		return nil
	}}

	wasAsked = guard{"由受委托的法律顾问本人出具", func(a *act) error {
		if a.was.AskedOf(a.cmd.By.ID) == nil {
			return Errorf(Conflict, "您现在没有需要答复的委托；意见已经出具的不能更改，需要补充的，请审核机构重新委托。")
		}
		return nil
	}}

	counselIsOut = guard{"委托尚未答复", func(a *act) error {
		if a.was.AskedOf(a.cmd.Payload.(*WithdrawCounsel).Counsel) == nil {
			return Errorf(Conflict, "对这名法律顾问没有尚未答复的委托，不需要撤回，请刷新后核对。")
		}
		return nil
	}}

	counselAnswered = guard{"委托法律顾问的，已经答复或者撤回", func(a *act) error {
		for _, q := range a.was.Counsel {
			if q.Status == CounselAsked {
				return Errorf(Conflict, "法律顾问%s还没有出具意见，请等待其意见；不再需要的，请先“%s”并写明理由，再签发。", q.Name, WithdrawCounselCmd.Label())
			}
		}
		return nil
	}}
)

func doAssignCounsel(a *act) {
	p, who := a.cmd.Payload.(*AssignCounsel), a.terms.Nominee
	q := CounselRequest{
		N: len(a.was.Counsel) + 1, Round: a.was.Round, Counsel: who.ID, Name: who.Name, Question: p.Question,
		DueOn: p.DueOn, On: lockOn(a.was.Text), AskedBy: a.cmd.By.ID, AskedAt: a.at.UTC(), Status: CounselAsked,
	}
	if !p.DueOn.IsZero() {
		q.DueAt = p.DueOn.EndOfDay(a.terms.Zone).UTC()
	}
	a.c.Counsel = append(a.c.Counsel, q)
	a.facts["counsel_name"], a.facts["round"] = who.Name, q.Round
	a.c.open(WriteCounselOpinion, nil, who.ID, a.at)
}

func doGiveCounselOpinion(a *act) {
	p := a.cmd.Payload.(*GiveCounselOpinion)
	q := a.c.AskedOf(a.cmd.By.ID)
	q.Status = CounselAnswered
	q.Opinion = &CounselOpinion{
		Conclusion: p.Conclusion, Text: p.Text, Items: p.Items, Statement: CounselStatement, GivenAt: a.at.UTC(),
	}
	a.facts["counsel"], a.facts["round"] = a.cmd.By.ID, q.Round
	a.facts["statement"], a.facts["text_sha256"] = CounselStatement, q.On.TextSHA256
	a.c.doneFor(WriteCounselOpinion, a.cmd.By.ID)
}

func doWithdrawCounsel(a *act) {
	p := a.cmd.Payload.(*WithdrawCounsel)
	q := a.c.AskedOf(p.Counsel)
	q.Status, q.Reason = CounselWithdrawn, p.Reason
	a.facts["counsel_name"], a.facts["round"] = q.Name, q.Round
	a.c.doneFor(WriteCounselOpinion, p.Counsel)
}

// dismissCounsel takes back what is still asked when a case is given up.
func (c *Case) dismissCounsel(why string) {
	for i := range c.Counsel {
		if q := &c.Counsel[i]; q.Status == CounselAsked {
			q.Status, q.Reason = CounselWithdrawn, why
		}
	}
}

// openCounselTasks puts up again the tasks of those who still owe an answer.
func (c *Case) openCounselTasks(at time.Time) {
	for _, q := range c.Counsel {
		if q.Status == CounselAsked {
			c.open(WriteCounselOpinion, nil, q.Counsel, at)
		}
	}
}

// doneFor takes away the task of one person.
func (c *Case) doneFor(k TaskKind, person string) {
	c.Tasks = slices.DeleteFunc(c.Tasks, func(t Task) bool { return t.Kind == k && t.Assignee == person })
}
