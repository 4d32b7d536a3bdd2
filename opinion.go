package guibei

// Heading is one of the four headings under which a document is reviewed.
type Heading string

// The four headings. 合法性 carries the seven tests of 国办发〔2018〕115号.
const (
	Legality       Heading = "legality"       // 合法性
	Reasonableness Heading = "reasonableness" // 合理性
	Soundness      Heading = "soundness"      // 科学性
	Procedure      Heading = "procedure"      // 程序
)

// Headings lists the four headings in the order of an opinion.
var Headings = []Heading{Legality, Reasonableness, Soundness, Procedure}

var headingLabels = map[Heading]string{
	Legality: "合法性", Reasonableness: "合理性", Soundness: "科学性", Procedure: "程序",
}

// Label returns the heading in Chinese.
func (h Heading) Label() string { return headingLabels[h] }

// Result is what a reviewer found under one item.
type Result string

// The results of an item.
const (
	Pass          Result = "pass"
	Problem       Result = "problem"
	NotApplicable Result = "not_applicable"
)

// OpinionItem is one point of a legality opinion. A problem must say why, on
// what basis and where.
type OpinionItem struct {
	ID         string  `json:"id"` // stable within the case, e.g. "1", for dispositions to refer to
	Heading    Heading `json:"heading"`
	Test       string  `json:"test"` // what was tested, e.g. "制定主体"
	Result     Result  `json:"result"`
	Reason     string  `json:"reason,omitempty"`
	Basis      string  `json:"basis,omitempty"`    // law and article
	Location   string  `json:"location,omitempty"` // e.g. 第十二条
	Suggestion string  `json:"suggestion,omitempty"`
}

func (i OpinionItem) check() error {
	if i.ID == "" || i.Test == "" || i.Heading.Label() == "" {
		return Errorf(Invalid, "审核意见的每一项都要有编号、审核内容，并归入合法性、合理性、科学性、程序之一，请补全。")
	}
	switch i.Result {
	case Pass:
	case Problem:
		if i.Reason == "" || i.Basis == "" {
			return Errorf(Invalid, "审核意见第%s项认为有问题，须写明理由和依据，请补充后再保存。", i.ID)
		}
	case NotApplicable:
		if i.Reason == "" {
			return Errorf(Invalid, "审核意见第%s项标为不适用，须写明理由，请补充后再保存。", i.ID)
		}
	default:
		return Errorf(Invalid, "审核意见第%s项没有结论，请选择没有问题、有问题或者不适用。", i.ID)
	}
	return nil
}

// Conclusion is the outcome of a legality review: one of the three of 115号.
type Conclusion string

// The three conclusions.
const (
	Lawful         Conclusion = "lawful"          // 合法
	ReviseRequired Conclusion = "revise_required" // 应当予以修改
	Unlawful       Conclusion = "unlawful"        // 不合法
)

var conclusionLabels = map[Conclusion]string{Lawful: "合法", ReviseRequired: "应当予以修改", Unlawful: "不合法"}

// Label returns the conclusion in Chinese.
func (c Conclusion) Label() string { return conclusionLabels[c] }

// Opinion is a legality opinion (合法性审核意见). Until it is issued it is the
// reviewer's draft.
type Opinion struct {
	Round      int           `json:"round"`
	On         Lock          `json:"on"` // the text it speaks of
	Conclusion Conclusion    `json:"conclusion"`
	Items      []OpinionItem `json:"items"`
	Summary    string        `json:"summary"`
	Reviewer   string        `json:"reviewer"` // person id
	Issued     bool          `json:"issued"`
	IssuedBy   string        `json:"issued_by,omitempty"`
	IssuedOn   Date          `json:"issued_on,omitzero"`
	No         string        `json:"no,omitempty"` // 意见书文号
	Exemption  Exemption     `json:"exemption,omitempty"`
	Evidence
}

// Problems returns the items that found a problem.
func (o *Opinion) Problems() []OpinionItem {
	var out []OpinionItem
	if o == nil {
		return nil
	}
	for _, i := range o.Items {
		if i.Result == Problem {
			out = append(out, i)
		}
	}
	return out
}

func (o *Opinion) check() error {
	if o.Conclusion.Label() == "" {
		return Errorf(Invalid, "审核意见没有结论，请选择合法、应当予以修改或者不合法。")
	}
	seen, covered := map[string]bool{}, map[Heading]bool{}
	for _, i := range o.Items {
		if err := i.check(); err != nil {
			return err
		}
		if seen[i.ID] {
			return Errorf(Invalid, "审核意见有两项都编为第%s项，请改成不重复的编号。", i.ID)
		}
		seen[i.ID], covered[i.Heading] = true, true
	}
	for _, h := range Headings {
		if !covered[h] {
			return Errorf(Invalid, "审核意见缺少“%s”方面的审核内容，请逐项填写；确不涉及的，选择不适用并写明理由。", h.Label())
		}
	}
	if problems := len(o.Problems()); problems == 0 && o.Conclusion != Lawful {
		return Errorf(Invalid, "结论为“%s”，但没有一项写明问题，请补充有问题的项目和理由，或者更改结论。", o.Conclusion.Label())
	} else if problems > 0 && o.Conclusion == Lawful {
		return Errorf(Invalid, "有%d项写明有问题，但结论为“合法”，请更改结论，或者把这些项目改为没有问题。", problems)
	}
	return nil
}

// Exemption is why a review may be shorter than the minimum.
type Exemption string

// The exemptions of 115号: 为了预防、应对和处置突发事件，执行上级机关的紧急命令和决定.
const (
	NoExemption   Exemption = ""
	Emergency     Exemption = "emergency"
	UrgentOrder   Exemption = "superior_urgent_order"
	DrafterAgrees Exemption = "finished_early" // 审核提前完成, where the region pack allows it
)

// Answer is how the drafting unit meets a problem of an opinion.
type Answer string

// The answers.
const (
	Adopted    Answer = "adopted"     // 采纳
	Partly     Answer = "partly"      // 部分采纳
	NotAdopted Answer = "not_adopted" // 不采纳
)

// Disposition answers one problem item. Anything but full adoption needs a
// reason, which travels to the deliberation (115号).
type Disposition struct {
	Item   string `json:"item"` // OpinionItem.ID
	Answer Answer `json:"answer"`
	Reason string `json:"reason,omitempty"`
}

func checkDispositions(problems []OpinionItem, ds []Disposition) error {
	answered := map[string]bool{}
	for _, d := range ds {
		switch d.Answer {
		case Adopted:
		case Partly, NotAdopted:
			if d.Reason == "" {
				return Errorf(Invalid, "第%s项意见没有完全采纳，须写明理由和依据，请补充。", d.Item)
			}
		default:
			return Errorf(Invalid, "第%s项意见没有写明是否采纳，请选择采纳、部分采纳或者不采纳。", d.Item)
		}
		answered[d.Item] = true
	}
	for _, p := range problems {
		if !answered[p.ID] {
			return Errorf(Conflict, "第%s项审核意见（%s）还没有答复，请逐项写明是否采纳和理由后再报送。", p.ID, p.Test)
		}
	}
	return nil
}

// FairConclusion is the outcome of a fair-competition review
// (公平竞争审查条例, 国务院令第783号).
type FairConclusion string

// The outcomes. Not applicable is a recorded conclusion with a reason, never
// a blank.
const (
	FairCompliant     FairConclusion = "compliant"      // 符合
	FairNonCompliant  FairConclusion = "non_compliant"  // 不符合
	FairException     FairConclusion = "exception"      // 适用例外规定（第十二条）
	FairNotApplicable FairConclusion = "not_applicable" // 不涉及经营者经济活动
)

var fairLabels = map[FairConclusion]string{
	FairCompliant: "符合", FairNonCompliant: "不符合", FairException: "适用例外规定", FairNotApplicable: "不适用",
}

// Label returns the outcome in Chinese.
func (c FairConclusion) Label() string { return fairLabels[c] }

// FairReview is a fair-competition review as concluded.
type FairReview struct {
	On           Lock           `json:"on"`
	Conclusion   FairConclusion `json:"conclusion"`
	Reason       string         `json:"reason"`
	Alternatives string         `json:"alternatives,omitempty"` // exception: why nothing less restrictive would do
	EndsOn       Date           `json:"ends_on,omitzero"`       // exception: the time limit that Art. 12 demands
	By           string         `json:"by"`
	OnDate       Date           `json:"on_date,omitzero"`
}

func (f *FairReview) check() error {
	if f.Conclusion.Label() == "" {
		return Errorf(Invalid, "公平竞争审查没有结论，请选择符合、不符合、适用例外规定或者不适用。")
	}
	if f.Reason == "" {
		return Errorf(Invalid, "公平竞争审查结论须写明理由；不适用的，也要写明为什么不涉及经营者经济活动，请补充。")
	}
	if f.Conclusion == FairException && (f.Alternatives == "" || f.EndsOn.IsZero()) {
		return Errorf(Invalid, "适用例外规定的，须说明没有对公平竞争影响更小的替代方案，并确定合理的实施期限（公平竞争审查条例第十二条），请补充。")
	}
	return nil
}
