package api

import (
	"time"

	"guibei"
)

// OrganRef names an organ.
type OrganRef struct {
	ID   string `json:"id" doc:"机关编号"`
	Name string `json:"name" doc:"机关名称"`
}

// CaseView is a case in full, as one person sees it at one moment.
type CaseView struct {
	ID         string       `json:"id" doc:"件号"`
	Title      string       `json:"title" doc:"文件名称"`
	Class      guibei.Class `json:"class" doc:"文件类别"`
	Region     string       `json:"region" doc:"地区代码"`
	Stage      guibei.Stage `json:"stage" doc:"阶段"`
	StageLabel string       `json:"stage_label" doc:"阶段名称"`
	Revision   int64        `json:"revision" doc:"版次"`
	OpenedAt   time.Time    `json:"opened_at" doc:"立件时间"`
	ChangedAt  time.Time    `json:"changed_at" doc:"最近办理时间"`

	Parked       bool   `json:"parked" doc:"是否停驻"`
	ParkedReason string `json:"parked_reason,omitempty" doc:"停驻原因（只有系统管理员可见）"`

	Drafting OrganRef `json:"drafting" doc:"起草单位"`
	Issuing  OrganRef `json:"issuing" doc:"制定机关"`
	Office   OrganRef `json:"office" doc:"制定机关办公机构"`
	Review   OrganRef `json:"review" doc:"审核机构"`
	Fair     OrganRef `json:"fair" doc:"公平竞争审查机构"`

	Turn   []TurnView    `json:"turn" nullable:"false" doc:"现由谁办理"`
	Clocks []ClockView   `json:"clocks" nullable:"false" doc:"期限"`
	Can    []ActionView  `json:"can" nullable:"false" doc:"您现在可以办理的操作"`
	Cannot []RefusalView `json:"cannot" nullable:"false" doc:"您现在不能办理的操作和原因"`

	Text      guibei.Version    `json:"text" doc:"最新一稿"`
	Versions  []guibei.Version  `json:"versions" nullable:"false" doc:"各稿"`
	Materials []guibei.Material `json:"materials" nullable:"false" doc:"材料"`

	Check *guibei.CheckReceipt `json:"check,omitempty" doc:"最新一稿的规则检查；检查完之前不出现"`

	FairReview   *guibei.FairReview         `json:"fair_review,omitempty" doc:"公平竞争审查结论"`
	Round        int                        `json:"round" doc:"合法性审核的轮次"`
	Reviewer     string                     `json:"reviewer,omitempty" doc:"审核人员编号"`
	ReviewerName string                     `json:"reviewer_name,omitempty" doc:"审核人员姓名"`
	Opinions     []guibei.Opinion           `json:"opinions" nullable:"false" doc:"各轮审核意见；签发之前只有审核机构可见"`
	Counsel      []CounselView              `json:"counsel" nullable:"false" doc:"委托法律顾问的情况；只有审核机构和本人可见，审核意见签发后，本件的其他法律顾问和监督人员也可见"`
	Dispositions []guibei.Disposition       `json:"dispositions" nullable:"false" doc:"对审核意见的答复"`
	Meeting      *guibei.RecordDeliberation `json:"meeting,omitempty" doc:"集体审议"`

	Reviewed    guibei.Lock `json:"reviewed,omitzero" doc:"审核的文本"`
	Deliberated guibei.Lock `json:"deliberated,omitzero" doc:"审议通过的文本"`
	Published   guibei.Lock `json:"published,omitzero" doc:"公布的文本"`

	Signer      string      `json:"signer,omitempty" doc:"签发人"`
	DatedOn     guibei.Date `json:"dated_on,omitzero" doc:"成文日期"`
	DocumentNo  string      `json:"document_no,omitempty" doc:"发文字号"`
	UnifiedNo   string      `json:"unified_no,omitempty" doc:"统一编号"`
	PublishedOn guibei.Date `json:"published_on,omitzero" doc:"公布日期"`
	EffectiveOn guibei.Date `json:"effective_on,omitzero" doc:"施行日期"`
	ValidUntil  guibei.Date `json:"valid_until,omitzero" doc:"有效期至"`
	Channel     string      `json:"channel,omitempty" doc:"公布载体"`
	URL         string      `json:"url,omitempty" doc:"公布网址"`

	Obligations []ObligationView `json:"obligations" nullable:"false" doc:"备案"`

	Needs  []NeedView        `json:"needs" nullable:"false" doc:"送审材料：全部种类，写明是否必需、是否已有"`
	People map[string]string `json:"people" doc:"本件提到的人员：编号对姓名"`

	AsCounsel        bool   `json:"as_counsel" doc:"您作为法律顾问查看本件，只看到出具意见所需的内容"`
	CounselStatement string `json:"counsel_statement,omitempty" doc:"您受托出具意见时，签名须确认的声明"`
}

// TurnView is an open task: who has it and since when.
type TurnView struct {
	guibei.Task
	Label        string `json:"label" doc:"事项名称"`
	RoleLabel    string `json:"role_label" doc:"办理角色名称"`
	OrganName    string `json:"organ_name" doc:"办理机关"`
	AssigneeName string `json:"assignee_name,omitempty" doc:"指定办理人"`
}

// ClockView is a clock with its name and whether it has run out.
type ClockView struct {
	guibei.Clock
	Label   string `json:"label" doc:"期限名称"`
	Overdue bool   `json:"overdue" doc:"是否已逾期"`
}

// ObligationView is an obligation with the name of its status.
type ObligationView struct {
	guibei.Obligation
	StatusLabel string     `json:"status_label" doc:"状态名称"`
	Needs       []NeedView `json:"needs" nullable:"false" doc:"备案材料：全部种类，写明是否必需、最近一次报送是否已有"`
}

// newCaseView shows the case itself, with the names of organs and people. now
// decides what is overdue.
func newCaseView(c guibei.Case, organs, people map[string]string, now time.Time) *CaseView {
	ref := func(id string) OrganRef { return OrganRef{ID: id, Name: organs[id]} }
	v := &CaseView{
		ID: c.ID, Title: c.Title, Class: c.Class, Region: c.Region, Stage: c.Stage, StageLabel: c.Stage.Label(),
		Revision: c.Revision, OpenedAt: c.OpenedAt, ChangedAt: c.LastAt, Parked: c.Parked != "",
		Drafting: ref(c.DraftingOrgan), Issuing: ref(c.IssuingOrgan), Office: ref(c.OfficeOrgan),
		Review: ref(c.ReviewOrgan), Fair: ref(c.FairOrgan),
		Turn: []TurnView{}, Clocks: []ClockView{}, Obligations: []ObligationView{},
		Text: c.Text, Materials: list(c.Materials), FairReview: c.Fair, Round: c.Round, Reviewer: c.Reviewer,
		ReviewerName: people[c.Reviewer], Counsel: counselViews(&c, people, now), People: people,
		Dispositions: list(c.Dispositions), Meeting: c.Meeting,
		Reviewed: c.Reviewed, Deliberated: c.Deliberated, Published: c.Published,
		Signer: c.Signer, DatedOn: c.DatedOn, DocumentNo: c.DocumentNo, UnifiedNo: c.UnifiedNo,
		PublishedOn: c.PublishedOn, EffectiveOn: c.EffectiveOn, ValidUntil: c.ValidUntil, Channel: c.Channel, URL: c.URL,
	}
	for _, t := range c.Tasks {
		v.Turn = append(v.Turn, TurnView{t, t.Kind.Label(), t.Role.Label(), organs[t.Organ], people[t.Assignee]})
	}
	for _, k := range c.Clocks {
		over := k.State == guibei.ClockRunning && !k.DueAt.IsZero() && !now.Before(k.DueAt)
		v.Clocks = append(v.Clocks, ClockView{k, k.Kind.Label(), over})
	}
	for _, o := range c.Obligations {
		v.Obligations = append(v.Obligations, ObligationView{o, o.Status.Label(), []NeedView{}})
	}
	return v
}
