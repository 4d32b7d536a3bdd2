package guibei

import "strings"

// Plain is a command that needs no more than its name, with an optional note.
type Plain struct {
	Note string `json:"note,omitempty" doc:"备注"`
}

// Check implements Payload.
func (*Plain) Check() error { return nil }

// Reasoned is a command that must say why.
type Reasoned struct {
	Reason string `json:"reason" doc:"理由"`
}

// Check implements Payload.
func (p *Reasoned) Check() error { return needReason(p.Reason) }

func needReason(s string) error {
	if strings.TrimSpace(s) == "" {
		return Errorf(Invalid, "没有写明理由，请填写理由后再提交。")
	}
	return nil
}

// OpenCase opens a case for a draft. An empty title is taken from the text.
type OpenCase struct {
	DraftingOrgan string     `json:"drafting_organ" doc:"起草单位编号"`
	IssuingOrgan  string     `json:"issuing_organ" doc:"制定机关编号"`
	Title         string     `json:"title,omitempty" doc:"文件名称；不填则取自正文"`
	Document      FileRef    `json:"document" doc:"送审稿（docx）"`
	Materials     []Material `json:"materials,omitempty" doc:"送审材料"`
}

// Check implements Payload.
func (p *OpenCase) Check() error {
	if p.DraftingOrgan == "" || p.IssuingOrgan == "" {
		return Errorf(Invalid, "没有写明起草单位或者制定机关，请从机关清单中选择。")
	}
	if err := p.Document.check("送审稿"); err != nil {
		return err
	}
	return checkMaterials(p.Materials)
}

// EditDraft replaces the text, adds materials or does both, before submission.
// Materials replace those of the same kind.
type EditDraft struct {
	Document  *FileRef   `json:"document,omitempty" doc:"新的送审稿（docx）"`
	Materials []Material `json:"materials,omitempty" doc:"新增或者替换的材料"`
}

// Check implements Payload.
func (p *EditDraft) Check() error {
	if p.Document == nil && len(p.Materials) == 0 {
		return Errorf(Invalid, "没有要修改的内容，请上传新的送审稿或者材料。")
	}
	if p.Document != nil {
		if err := p.Document.check("送审稿"); err != nil {
			return err
		}
	}
	return checkMaterials(p.Materials)
}

// Submit sends the draft to review.
type Submit struct {
	Note string `json:"note,omitempty" doc:"报送说明"`
}

// Check implements Payload.
func (*Submit) Check() error { return nil }

// RequestSupplement asks the drafting unit for what is missing.
type RequestSupplement struct {
	Reason string         `json:"reason" doc:"理由"`
	Items  []MaterialKind `json:"items,omitempty" doc:"需要补正的材料"`
}

// Check implements Payload.
func (p *RequestSupplement) Check() error {
	for _, k := range p.Items {
		if k.Label() == "" {
			return Errorf(Invalid, "没有“%s”这类材料，请从材料清单中选择。", k)
		}
	}
	return needReason(p.Reason)
}

// AnswerSupplementWith answers a request for supplement.
type AnswerSupplementWith struct {
	Document  *FileRef   `json:"document,omitempty" doc:"补正后的送审稿（docx）"`
	Materials []Material `json:"materials,omitempty" doc:"补正材料"`
	Note      string     `json:"note,omitempty" doc:"补正说明"`
}

// Check implements Payload.
func (p *AnswerSupplementWith) Check() error {
	return (&EditDraft{Document: p.Document, Materials: p.Materials}).Check()
}

// ConcludeFair concludes the fair-competition review.
type ConcludeFair struct {
	Conclusion   FairConclusion `json:"conclusion" doc:"结论" enum:"compliant,non_compliant,exception,not_applicable"`
	Reason       string         `json:"reason" doc:"理由"`
	Alternatives string         `json:"alternatives,omitempty" doc:"适用例外规定时：为什么没有影响更小的替代方案"`
	EndsOn       Date           `json:"ends_on,omitzero" doc:"适用例外规定时：实施期限"`
}

// Check implements Payload.
func (p *ConcludeFair) Check() error {
	f := FairReview{Conclusion: p.Conclusion, Reason: p.Reason, Alternatives: p.Alternatives, EndsOn: p.EndsOn}
	return f.check()
}

// AssignReviewer names who writes the opinion.
type AssignReviewer struct {
	Reviewer string `json:"reviewer" doc:"审核人员编号"`
}

// Check implements Payload.
func (p *AssignReviewer) Check() error {
	if p.Reviewer == "" {
		return Errorf(Invalid, "没有指定审核人员，请选择一名审核人员。")
	}
	return nil
}

// RecordOpinion saves the reviewer's draft opinion.
type RecordOpinion struct {
	Conclusion Conclusion    `json:"conclusion" doc:"结论" enum:"lawful,revise_required,unlawful"`
	Items      []OpinionItem `json:"items" doc:"逐项审核意见"`
	Summary    string        `json:"summary,omitempty" doc:"总体意见"`
	Evidence
}

// Check implements Payload.
func (p *RecordOpinion) Check() error {
	if err := (&Opinion{Conclusion: p.Conclusion, Items: p.Items}).check(); err != nil {
		return err
	}
	return p.check(p.Items)
}

// IssueOpinion issues the recorded opinion.
type IssueOpinion struct {
	Exemption Exemption `json:"exemption,omitempty" doc:"少于最短审核期限时的理由" enum:",emergency,superior_urgent_order,finished_early"`
}

// Check implements Payload.
func (p *IssueOpinion) Check() error {
	switch p.Exemption {
	case NoExemption, Emergency, UrgentOrder, DrafterAgrees:
		return nil
	}
	return Errorf(Invalid, "没有“%s”这种缩短审核期限的理由，请从清单中选择。", p.Exemption)
}

// SubmitRevision sends a revised text with an answer to every problem.
type SubmitRevision struct {
	Document     FileRef       `json:"document" doc:"修改稿（docx）"`
	Dispositions []Disposition `json:"dispositions,omitempty" doc:"对审核意见的逐项答复"`
	Materials    []Material    `json:"materials,omitempty" doc:"新增或者替换的材料"`
}

// Check implements Payload.
func (p *SubmitRevision) Check() error {
	if err := p.Document.check("修改稿"); err != nil {
		return err
	}
	return checkMaterials(p.Materials)
}

// RequestDeliberation takes a text to deliberation although problems were not
// adopted, with the reasons for that (115号).
type RequestDeliberation struct {
	Dispositions []Disposition `json:"dispositions" doc:"对审核意见的逐项答复，不采纳的写明理由和依据"`
}

// Check implements Payload.
func (*RequestDeliberation) Check() error { return nil }

// MeetingResult is how a deliberation ended.
type MeetingResult string

// The results of a deliberation.
const (
	MeetingAdopted  MeetingResult = "adopted"  // 审议通过
	MeetingAmended  MeetingResult = "amended"  // 修改后再报
	MeetingDeferred MeetingResult = "deferred" // 暂缓
	MeetingRejected MeetingResult = "rejected" // 不予通过
)

// RecordDeliberation records a meeting truthfully: who was there, who
// dissented, what came of it.
type RecordDeliberation struct {
	Meeting string        `json:"meeting" doc:"会议名称，如：区政府2026年第12次常务会议"`
	HeldOn  Date          `json:"held_on" doc:"会议日期"`
	Present []string      `json:"present" doc:"出席人员"`
	Absent  []string      `json:"absent,omitempty" doc:"缺席人员"`
	Dissent string        `json:"dissent" doc:"不同意见；没有的填“无”"`
	Result  MeetingResult `json:"result" doc:"结果" enum:"adopted,amended,deferred,rejected"`
	Minutes *FileRef      `json:"minutes,omitempty" doc:"会议纪要"`
}

// Check implements Payload.
func (p *RecordDeliberation) Check() error {
	switch p.Result {
	case MeetingAdopted, MeetingAmended, MeetingDeferred, MeetingRejected:
	default:
		return Errorf(Invalid, "没有写明审议结果，请选择通过、修改后再报、暂缓或者不予通过。")
	}
	if p.Meeting == "" || p.HeldOn.IsZero() || len(p.Present) == 0 {
		return Errorf(Invalid, "集体审议须记录会议名称、会议日期和出席人员，请补全。")
	}
	if strings.TrimSpace(p.Dissent) == "" {
		return Errorf(Invalid, "不同意见须如实记录，没有不同意见的请填写“无”。")
	}
	if p.Minutes != nil {
		return p.Minutes.check("会议纪要")
	}
	return nil
}

// ChangeText replaces a text that was reviewed already; the review re-opens.
type ChangeText struct {
	Document FileRef `json:"document" doc:"改动后的正文（docx）"`
	Reason   string  `json:"reason" doc:"改动理由"`
}

// Check implements Payload.
func (p *ChangeText) Check() error {
	if err := p.Document.check("正文"); err != nil {
		return err
	}
	return needReason(p.Reason)
}

// Sign signs the text and allots the two numbers (三统一).
type Sign struct {
	Signer  string `json:"signer" doc:"签发人"`
	DatedOn Date   `json:"dated_on" doc:"成文日期"`
}

// Check implements Payload.
func (p *Sign) Check() error {
	if p.Signer == "" || p.DatedOn.IsZero() {
		return Errorf(Invalid, "签发须写明签发人和成文日期，请补全。")
	}
	return nil
}

// Publish records the publication of the signed text.
type Publish struct {
	Document        FileRef `json:"document" doc:"公布的正式文本（docx），须与审议通过的文本一致"`
	PublishedOn     Date    `json:"published_on" doc:"公布日期"`
	EffectiveOn     Date    `json:"effective_on" doc:"施行日期"`
	ValidUntil      Date    `json:"valid_until,omitzero" doc:"有效期至"`
	Channel         string  `json:"channel" doc:"公布载体，如：政府门户网站"`
	URL             string  `json:"url,omitempty" doc:"公布网址"`
	SecrecyReviewed bool    `json:"secrecy_reviewed" doc:"已经保密审查（政府信息公开条例第十七条）"`
}

// Check implements Payload.
func (p *Publish) Check() error {
	if err := p.Document.check("公布文本"); err != nil {
		return err
	}
	switch {
	case p.PublishedOn.IsZero() || p.EffectiveOn.IsZero() || p.Channel == "":
		return Errorf(Invalid, "公布须写明公布日期、施行日期和公布载体，请补全。")
	case !p.SecrecyReviewed:
		return Errorf(Invalid, "公布前须经保密审查（政府信息公开条例第十七条），请完成审查并勾选后再公布。")
	case p.EffectiveOn.Before(p.PublishedOn):
		return Errorf(Invalid, "施行日期%s早于公布日期%s，请更正日期；确需溯及既往的，应当在正文中依法写明并线下处理。", p.EffectiveOn, p.PublishedOn)
	case !p.ValidUntil.IsZero() && p.ValidUntil.Before(p.EffectiveOn):
		return Errorf(Invalid, "有效期截止日%s早于施行日期%s，请更正日期。", p.ValidUntil, p.EffectiveOn)
	}
	return nil
}

// SubmitFiling files the published text with one authority.
type SubmitFiling struct {
	Obligation string     `json:"obligation" doc:"备案义务编号"`
	Document   FileRef    `json:"document" doc:"报备的正式文本（docx），须与公布文本一致"`
	Materials  []Material `json:"materials" doc:"备案材料"`
}

// Check implements Payload.
func (p *SubmitFiling) Check() error {
	if err := needObligation(p.Obligation); err != nil {
		return err
	}
	if err := p.Document.check("报备文本"); err != nil {
		return err
	}
	return checkMaterials(p.Materials)
}

func needObligation(id string) error {
	if id == "" {
		return Errorf(Invalid, "没有写明是哪一项备案，请从本件的备案清单中选择。")
	}
	return nil
}

// FilingReason sends a filing back or refuses it, in writing.
type FilingReason struct {
	Obligation string `json:"obligation" doc:"备案义务编号"`
	Reason     string `json:"reason" doc:"书面理由"`
}

// Check implements Payload.
func (p *FilingReason) Check() error {
	if err := needObligation(p.Obligation); err != nil {
		return err
	}
	return needReason(p.Reason)
}

// RegisterFiling registers a filing. An empty number is allotted by the
// authority's rule.
type RegisterFiling struct {
	Obligation string `json:"obligation" doc:"备案义务编号"`
	Number     string `json:"number,omitempty" doc:"备案登记号；不填则按规则编号"`
}

// Check implements Payload.
func (p *RegisterFiling) Check() error { return needObligation(p.Obligation) }
