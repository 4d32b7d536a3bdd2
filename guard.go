package guibei

import (
	"encoding/json"
	"slices"
	"strings"
)

// guard is a named condition that a command must meet; its error is the
// reason that the person reads.
type guard struct {
	name  string
	check func(*act) error
}

// choice is a named condition that picks between rows of one stage and
// command. otherwise is what is said when no row fits.
type choice struct {
	name      string
	is        func(*act) bool
	otherwise string
}

// The guards, in the order of the procedure.
var (
	textIsDocx = guard{"送审文本是可以读取的 docx", func(a *act) error {
		ref := documentOf(a.cmd.Payload)
		if ref == nil {
			return nil
		}
		f, known := a.terms.Files[ref.SHA256]
		if !known {
			return Errorf(Invalid, "“%s”还没有上传，请先上传文件，再使用返回的 sha256。", ref.Name)
		}
		if f.TextSHA256 == "" {
			return Errorf(Invalid, "“%s”不是可以读取的 docx 文档，请用 Word 或者 WPS 另存为 .docx 后重新上传。", ref.Name)
		}
		return nil
	}}

	materialsUploaded = guard{"材料已经上传", func(a *act) error {
		for _, m := range materialsOf(a.cmd.Payload) {
			if _, known := a.terms.Files[m.File.SHA256]; !known {
				return Errorf(Invalid, "%s“%s”还没有上传，请先上传文件，再使用返回的 sha256。", m.Kind.Label(), m.File.Name)
			}
		}
		return nil
	}}

	packageComplete = guard{"送审材料齐全", func(a *act) error {
		return missing(a.terms.RequiredMaterials, a.c.hasMaterial, "送审")
	}}

	textUntouched = guard{"审核期间的补正不改动正文", func(a *act) error {
		if p := a.cmd.Payload.(*AnswerSupplementWith); a.was.CameFrom == LegalityReview && p.Document != nil &&
			a.terms.Files[p.Document.SHA256].TextSHA256 != a.was.Text.TextSHA256 {
			return Errorf(Conflict, "合法性审核期间只能补正材料，不能改动正文；需要修改正文的，请等待审核意见后在修改环节报送。")
		}
		return nil
	}}

	notOwnDraft = guard{"起草人不审核自己起草的文件", func(a *act) error {
		if slices.Contains(a.was.Drafters, a.cmd.By.ID) {
			return Errorf(Forbidden, "您参与了本件的起草，不能审核本件，请由其他人员办理。")
		}
		return nil
	}}

	reviewerFits = guard{"审核人员属于审核机构且未参与起草", func(a *act) error {
		switch p := a.terms.Nominee; {
		case p == nil || !p.Has(Reviewer, a.was.ReviewOrgan):
			return Errorf(Invalid, "指定的人员不是本审核机构的合法性审核人员，请从审核人员名单中选择。")
		case a.was.counsels(p.ID):
			return Errorf(Conflict, "%s是本件的法律顾问，不能审核本件，请另行指派。", p.Name)
		case slices.Contains(a.was.Drafters, p.ID):
			return Errorf(Conflict, "%s参与了本件的起草，不能审核本件，请另行指派。", p.Name)
		}
		return nil
	}}

	isAssigned = guard{"由被指派的审核人员办理", func(a *act) error {
		switch a.was.Reviewer {
		case a.cmd.By.ID:
			return nil
		case "":
			return Errorf(Conflict, "本件还没有指派审核人员，请先由审核机构负责人指派。")
		}
		return Errorf(Forbidden, "本件已指派其他审核人员办理，如需接办，请由审核机构负责人重新指派。")
	}}

	opinionReady = guard{"已拟写审核意见且针对现在的文本", func(a *act) error {
		o := a.was.Opinion
		if o == nil || o.Issued || !o.On.Holds(a.was.Text) {
			return Errorf(Conflict, "审核人员还没有针对现在的文本拟写审核意见，请先由审核人员拟写并保存。")
		}
		return o.check()
	}}

	reviewLongEnough = guard{"不少于最短审核期限，或者有缩短的理由", func(a *act) error {
		p := a.cmd.Payload.(*IssueOpinion)
		if a.terms.EarliestOpinion.IsZero() || !a.on.Before(a.terms.EarliestOpinion) {
			return nil
		}
		if p.Exemption == NoExemption {
			return Errorf(Conflict, "合法性审核一般不少于规定的最短期限（至%s），提前签发的，请选择缩短审核期限的理由。", a.terms.EarliestOpinion)
		}
		if !slices.Contains(a.terms.Exemptions, p.Exemption) {
			return Errorf(Conflict, "本地区不允许以这一理由缩短审核期限，请在%s之后签发，或者选择其他理由。", a.terms.EarliestOpinion)
		}
		return nil
	}}

	allAnswered = guard{"审核意见逐项答复", func(a *act) error {
		if a.was.CameFrom != LegalityReview {
			return nil
		}
		return checkDispositions(a.was.Opinion.Problems(), dispositionsOf(a.cmd.Payload))
	}}

	adoptedMeansChanged = guard{"答复采纳的，正文须有改动", func(a *act) error {
		p := a.cmd.Payload.(*SubmitRevision)
		if a.terms.Files[p.Document.SHA256].TextSHA256 != a.was.Text.TextSHA256 {
			return nil
		}
		if a.was.CameFrom != LegalityReview {
			return Errorf(Conflict, "修改稿与原稿文字相同，请上传修改后的文本。")
		}
		for _, d := range p.Dispositions {
			if d.Answer != NotAdopted {
				return Errorf(Conflict, "第%s项意见答复为采纳，但修改稿与原稿文字相同，请上传修改后的文本，或者改为不采纳并说明理由。", d.Item)
			}
		}
		return nil
	}}

	mayInsist = guard{"意见为应当修改，未采纳的已说明理由", func(a *act) error {
		switch o := a.was.Opinion; {
		case a.was.CameFrom != LegalityReview || o == nil:
			return Errorf(Conflict, "本件不是因合法性审核意见退回修改的，请报送修改稿。")
		case o.Conclusion == Unlawful:
			return Errorf(Conflict, "审核结论为不合法的，不得提交集体审议，请修改后重新报送，或者撤回。")
		case !a.was.Reviewed.Holds(a.was.Text):
			return Errorf(Conflict, "正文在审核后有改动，须先报送修改稿重新审核。")
		}
		return nil
	}}

	reviewedText = guard{"审议的是审核过的文本，且不是不合法", func(a *act) error {
		switch o := a.was.Opinion; {
		case o == nil || !o.Issued:
			return Errorf(Conflict, "本件没有合法性审核意见，不得提交集体审议；征求意见、会签、参加审议都不能代替合法性审核。")
		case o.Conclusion == Unlawful:
			return Errorf(Conflict, "审核结论为不合法的，不得提交集体审议。")
		case !a.was.Reviewed.Holds(a.was.Text):
			return Errorf(Conflict, "正文与审核过的文本不一致，须重新审核后再审议。")
		case a.was.Fair == nil:
			return Errorf(Conflict, "本件没有公平竞争审查结论，不得提交集体审议（公平竞争审查条例第十八条）。")
		}
		return nil
	}}

	meetingAfterOpinion = guard{"会议在审核意见之后，且不在将来", func(a *act) error {
		p := a.cmd.Payload.(*RecordDeliberation)
		if p.HeldOn.Before(a.was.Opinion.IssuedOn) {
			return Errorf(Conflict, "会议日期%s早于合法性审核意见的签发日期%s，未经审核的文件不得提交审议，请核对日期。", p.HeldOn, a.was.Opinion.IssuedOn)
		}
		return notFuture(a, p.HeldOn, "会议日期")
	}}

	deliberatedText = guard{"签发的是审议通过的文本", func(a *act) error {
		if !a.was.Deliberated.Holds(a.was.Text) {
			return Errorf(Conflict, "正文与审议通过的文本不一致，须重新审核、审议后再签发。")
		}
		p := a.cmd.Payload.(*Sign)
		if p.DatedOn.Before(a.was.Meeting.HeldOn) {
			return Errorf(Conflict, "成文日期%s早于审议日期%s，请核对日期。", p.DatedOn, a.was.Meeting.HeldOn)
		}
		return notFuture(a, p.DatedOn, "成文日期")
	}}

	publishedText = guard{"公布的是审议通过的文本", func(a *act) error {
		p := a.cmd.Payload.(*Publish)
		f := a.terms.Files[p.Document.SHA256]
		if f.TextSHA256 != a.was.Deliberated.TextSHA256 {
			return Errorf(Conflict, "公布文本与审议通过的文本不一致（文本指纹不同）。文字有改动的，请先“改动正文”重新审核；没有改动的，请上传审议通过的那一份。")
		}
		if p.PublishedOn.Before(a.was.DatedOn) {
			return Errorf(Conflict, "公布日期%s早于成文日期%s，请核对日期。", p.PublishedOn, a.was.DatedOn)
		}
		return notFuture(a, p.PublishedOn, "公布日期")
	}}

	filedText = guard{"报备文本与公布文本一致", func(a *act) error {
		p := a.cmd.Payload.(*SubmitFiling)
		if f := a.terms.Files[p.Document.SHA256]; f.TextSHA256 != a.was.Published.TextSHA256 {
			return Errorf(Conflict, "报备文本与公布文本不一致（文本指纹不同），请上传公布的正式文本。")
		}
		return nil
	}}

	filingComplete = guard{"备案材料齐全", func(a *act) error {
		p := a.cmd.Payload.(*SubmitFiling)
		has := func(k MaterialKind) bool {
			return slices.ContainsFunc(p.Materials, func(m Material) bool { return m.Kind == k })
		}
		return missing(a.terms.FilingMaterials[a.ob.Track.ID], has, "备案")
	}}

	notOwnReview = guard{"合法性审核人员不审查同一文件的备案", func(a *act) error {
		if slices.Contains(a.was.Reviewers, a.cmd.By.ID) {
			return Errorf(Forbidden, "您办理过本件的合法性审核，不能再办理本件的备案审查，请由其他人员办理。")
		}
		return nil
	}}

	isParked = guard{"本件处于停驻状态", func(a *act) error {
		if a.was.Parked == "" {
			return Errorf(Conflict, "本件没有停驻，不需要重试。")
		}
		return nil
	}}
)

// The choices between rows.
var (
	headMustAgree  = choice{"须经单位负责人同意", func(a *act) bool { return a.terms.UnitHeadApproval }, ""}
	fromOffice     = choice{"由办公机构要求补正", func(a *act) bool { return a.was.CameFrom == Completeness }, ""}
	fairFailed     = choice{"结论为不符合", func(a *act) bool { return a.cmd.Payload.(*ConcludeFair).Conclusion == FairNonCompliant }, ""}
	opinionLawful  = choice{"结论为合法", func(a *act) bool { return a.was.Opinion != nil && a.was.Opinion.Conclusion == Lawful }, ""}
	fairAgain      = choice{"公平竞争审查须随文本重做", fairReopens, ""}
	meetingAdopted = choice{"审议通过", meeting(MeetingAdopted), ""}
	meetingAmended = choice{"修改后再报", meeting(MeetingAmended), ""}
	meetingDefers  = choice{"暂缓", meeting(MeetingDeferred), ""}
	owesFiling     = choice{"须报送备案", func(a *act) bool { return len(a.terms.Tracks) > 0 }, ""}
	firstFiling    = choice{"首次报送", func(a *act) bool { return a.ob.Status == FilingDue }, ""}
	filingAgain    = choice{"补正后报送", func(a *act) bool { return a.ob.Status == FilingSupplement }, "这一项备案已经报送或者办结，不需要再次报送，请查看备案状态。"}
	underCheck     = choice{"形式审查中", func(a *act) bool { return a.ob.Status == FilingSubmitted }, "这一项备案现在不在形式审查中，请查看备案状态；尚未报送的，等待制定机关报送。"}
	lastUnderCheck = choice{"形式审查中的最后一项", func(a *act) bool { return a.ob.Status == FilingSubmitted && a.c.FilingsOpen() == 1 }, ""}
)

func meeting(r MeetingResult) func(*act) bool {
	return func(a *act) bool { return a.cmd.Payload.(*RecordDeliberation).Result == r }
}

// fairReopens reports whether a changed text needs its fair-competition review
// again: a review concluded on other words does not cover these
// (公平竞争审查条例第十八条), unless the matter does not concern competition.
func fairReopens(a *act) bool {
	f := a.was.Fair
	if f == nil {
		return true
	}
	ref := documentOf(a.cmd.Payload)
	same := ref != nil && a.terms.Files[ref.SHA256].TextSHA256 == f.On.TextSHA256
	return f.Conclusion == FairNonCompliant || f.Conclusion != FairNotApplicable && !same
}

func notFuture(a *act, d Date, what string) error {
	if today := DateOf(a.cmd.ReceivedAt, a.terms.Zone); today.Before(d) {
		return Errorf(Invalid, "%s%s晚于今天，请在实际发生之后再记录。", what, d)
	}
	return nil
}

func missing(required []MaterialKind, has func(MaterialKind) bool, what string) error {
	var lack string
	var lackSb264 strings.Builder
	for _, k := range required {
		if !has(k) {
			lackSb264.WriteString("、" + k.Label())
		}
	}
	lack += lackSb264.String()
	if lack != "" {
		return Errorf(Conflict, "%s材料不齐，还缺：%s。请补齐后再报送。", what, lack[len("、"):])
	}
	return nil
}

func documentOf(p Payload) *FileRef {
	switch p := p.(type) {
	case *OpenCase:
		return &p.Document
	case *EditDraft:
		return p.Document
	case *AnswerSupplementWith:
		return p.Document
	case *SubmitRevision:
		return &p.Document
	case *ChangeText:
		return &p.Document
	case *Publish:
		return &p.Document
	case *SubmitFiling:
		return &p.Document
	}
	return nil
}

func materialsOf(p Payload) []Material {
	switch p := p.(type) {
	case *OpenCase:
		return p.Materials
	case *EditDraft:
		return p.Materials
	case *AnswerSupplementWith:
		return p.Materials
	case *SubmitRevision:
		return p.Materials
	case *SubmitFiling:
		return p.Materials
	case *RecordDeliberation:
		if p.Minutes != nil {
			return []Material{{Kind: MeetingMinutes, File: *p.Minutes}}
		}
	}
	return nil
}

func dispositionsOf(p Payload) []Disposition {
	switch p := p.(type) {
	case *SubmitRevision:
		return p.Dispositions
	case *RequestDeliberation:
		return p.Dispositions
	}
	return nil
}

// FilesOf returns the hashes of the files that a command names.
func FilesOf(p Payload) []string {
	var out []string
	if d := documentOf(p); d != nil {
		out = append(out, d.SHA256)
	}
	for _, m := range materialsOf(p) {
		out = append(out, m.File.SHA256)
	}
	return out
}

func jsonInto(raw []byte, v any) error { return json.Unmarshal(raw, v) }
