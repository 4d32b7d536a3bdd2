package guibei

import "slices"

// Transition is one row of the procedure: in these stages, this command, given
// by one of these roles, under this condition and these guards, leads there,
// opens these tasks and moves these clocks. Every row writes one event named
// after its command; Do may add others.
type Transition struct {
	From    []Stage
	Command CommandKind
	By      []Role
	When    *choice // picks between rows of one stage and command; nil fits always
	Must    []guard // checked in order; the first that fails is the answer
	To      Stage
	Tasks   []TaskKind // opened; leaving a stage closes the tasks it had
	Clocks  []ClockOp
	Do      func(*act)
}

// Destinations that are not a stage of their own.
const (
	Stay Stage = "·" // the stage does not change
	Back Stage = "←" // where a supplement came from
)

func start(k ClockKind) ClockOp  { return ClockOp{Op: StartClock, Kind: k} }
func stop(k ClockKind) ClockOp   { return ClockOp{Op: StopClock, Kind: k} }
func resume(k ClockKind) ClockOp { return ClockOp{Op: ResumeClock, Kind: k} }
func pause(k ClockKind, why string) ClockOp {
	return ClockOp{Op: PauseClock, Kind: k, Reason: why}
}

// beforePublication are the stages from which a case can still be given up.
var beforePublication = []Stage{
	Draft, Submitted, Completeness, Supplement, FairCompetition, LegalityReview, Revision, Deliberation, Signing, Signed,
}

// Transitions is the procedure (domain.md §1.2, §2.6, §11). A command that has
// no row in a stage is refused there; see [Refusal].
var Transitions = []Transition{
	// 起草与报送
	{From: []Stage{NoCase}, Command: OpenCaseCmd, By: []Role{Drafter}, Must: []guard{textIsDocx, materialsUploaded}, To: Draft, Tasks: []TaskKind{FinishDraft}, Do: doOpen},
	{From: []Stage{Draft}, Command: EditDraftCmd, By: []Role{Drafter}, Must: []guard{textIsDocx, materialsUploaded}, To: Stay, Do: doText},
	{From: []Stage{Draft}, Command: SubmitCmd, By: []Role{Drafter}, When: &headMustAgree, Must: []guard{packageComplete}, To: Submitted, Tasks: []TaskKind{ApproveSubmission}},
	{From: []Stage{Draft}, Command: SubmitCmd, By: []Role{Drafter}, Must: []guard{packageComplete}, To: Completeness, Tasks: []TaskKind{CheckCompleteness}, Clocks: []ClockOp{start(CompletenessClock)}},
	{From: []Stage{Submitted}, Command: ApproveSubmissionCmd, By: []Role{UnitHead}, To: Completeness, Tasks: []TaskKind{CheckCompleteness}, Clocks: []ClockOp{start(CompletenessClock)}},
	{From: []Stage{Submitted}, Command: DeclineSubmissionCmd, By: []Role{UnitHead}, To: Draft, Tasks: []TaskKind{FinishDraft}},

	// 材料完备性审查
	{From: []Stage{Completeness}, Command: AcceptCompletenessCmd, By: []Role{OfficeClerk}, Must: []guard{packageComplete}, To: FairCompetition, Tasks: []TaskKind{ReviewFair}, Clocks: []ClockOp{stop(CompletenessClock), start(FairClock)}},
	{From: []Stage{Completeness}, Command: RequestSupplementCmd, By: []Role{OfficeClerk}, To: Supplement, Tasks: []TaskKind{AnswerSupplement}, Clocks: []ClockOp{pause(CompletenessClock, "补正"), start(SupplementClock)}, Do: rememberStage},
	{From: []Stage{Completeness}, Command: ReturnCaseCmd, By: []Role{OfficeClerk}, To: Draft, Tasks: []TaskKind{FinishDraft}, Clocks: []ClockOp{stop(CompletenessClock)}},
	{From: []Stage{Supplement}, Command: AnswerSupplementCmd, By: []Role{Drafter}, When: &fromOffice, Must: []guard{textIsDocx, materialsUploaded}, To: Back, Tasks: []TaskKind{CheckCompleteness}, Clocks: []ClockOp{stop(SupplementClock), resume(CompletenessClock)}, Do: doText},
	{From: []Stage{Supplement}, Command: AnswerSupplementCmd, By: []Role{Drafter}, Must: []guard{textIsDocx, textUntouched, materialsUploaded}, To: Back, Clocks: []ClockOp{stop(SupplementClock), resume(ReviewClock)}, Do: doSupplementOfReview},

	// 公平竞争审查
	{From: []Stage{FairCompetition}, Command: ConcludeFairCmd, By: []Role{FairReviewer}, When: &fairFailed, Must: []guard{notOwnDraft}, To: Revision, Tasks: []TaskKind{ReviseText}, Clocks: []ClockOp{stop(FairClock), start(RevisionClock)}, Do: doFair},
	{From: []Stage{FairCompetition}, Command: ConcludeFairCmd, By: []Role{FairReviewer}, Must: []guard{notOwnDraft}, To: LegalityReview, Clocks: []ClockOp{stop(FairClock), start(ReviewClock)}, Do: doFairThenReview},

	// 合法性审核
	{From: []Stage{LegalityReview}, Command: AssignReviewerCmd, By: []Role{ReviewLead}, Must: []guard{reviewerFits}, To: Stay, Do: doAssign},
	{From: []Stage{LegalityReview}, Command: AssignCounselCmd, By: []Role{ReviewLead, Reviewer}, Must: []guard{leadOrAssigned, counselFits, dueInFuture}, To: Stay, Do: doAssignCounsel},
	{From: []Stage{LegalityReview}, Command: GiveCounselOpinionCmd, By: []Role{Counsel}, Must: []guard{notOwnDraft, wasAsked}, To: Stay, Do: doGiveCounselOpinion},
	{From: []Stage{LegalityReview}, Command: WithdrawCounselCmd, By: []Role{ReviewLead, Reviewer}, Must: []guard{leadOrAssigned, counselIsOut}, To: Stay, Do: doWithdrawCounsel},
	{From: []Stage{LegalityReview}, Command: RecordOpinionCmd, By: []Role{Reviewer}, Must: []guard{notOwnDraft, isAssigned}, To: Stay, Do: doRecordOpinion},
	{From: []Stage{LegalityReview}, Command: RequestSupplementCmd, By: []Role{Reviewer}, Must: []guard{isAssigned}, To: Supplement, Tasks: []TaskKind{AnswerSupplement}, Clocks: []ClockOp{pause(ReviewClock, "补正"), start(SupplementClock)}, Do: rememberStage},
	{From: []Stage{LegalityReview}, Command: IssueOpinionCmd, By: []Role{ReviewLead}, When: &opinionLawful, Must: []guard{notOwnDraft, opinionReady, counselAnswered, reviewLongEnough}, To: Deliberation, Tasks: []TaskKind{Deliberate}, Clocks: []ClockOp{stop(ReviewClock)}, Do: doIssueOpinion},
	{From: []Stage{LegalityReview}, Command: IssueOpinionCmd, By: []Role{ReviewLead}, Must: []guard{notOwnDraft, opinionReady, counselAnswered, reviewLongEnough}, To: Revision, Tasks: []TaskKind{ReviseText}, Clocks: []ClockOp{stop(ReviewClock), start(RevisionClock)}, Do: doIssueOpinion},

	// 修改
	{From: []Stage{Revision}, Command: SubmitRevisionCmd, By: []Role{Drafter}, When: &fairAgain, Must: []guard{textIsDocx, materialsUploaded, allAnswered, adoptedMeansChanged}, To: FairCompetition, Tasks: []TaskKind{ReviewFair}, Clocks: []ClockOp{stop(RevisionClock), start(FairClock)}, Do: doRevise},
	{From: []Stage{Revision}, Command: SubmitRevisionCmd, By: []Role{Drafter}, Must: []guard{textIsDocx, materialsUploaded, allAnswered, adoptedMeansChanged}, To: LegalityReview, Clocks: []ClockOp{stop(RevisionClock), start(ReviewClock)}, Do: doReviseThenReview},
	{From: []Stage{Revision}, Command: RequestDeliberateCmd, By: []Role{Drafter}, Must: []guard{mayInsist, allAnswered}, To: Deliberation, Tasks: []TaskKind{Deliberate}, Clocks: []ClockOp{stop(RevisionClock)}, Do: doAnswer},

	// 集体审议
	{From: []Stage{Deliberation}, Command: RecordDeliberationCmd, By: []Role{CouncilClerk}, When: &meetingAdopted, Must: []guard{reviewedText, meetingAfterOpinion, materialsUploaded}, To: Signing, Tasks: []TaskKind{SignDocument}, Do: doAdopt},
	{From: []Stage{Deliberation}, Command: RecordDeliberationCmd, By: []Role{CouncilClerk}, When: &meetingAmended, Must: []guard{reviewedText, meetingAfterOpinion, materialsUploaded}, To: Revision, Tasks: []TaskKind{ReviseText}, Clocks: []ClockOp{start(RevisionClock)}, Do: doMeetThenRevise},
	{From: []Stage{Deliberation}, Command: RecordDeliberationCmd, By: []Role{CouncilClerk}, When: &meetingDefers, Must: []guard{reviewedText, meetingAfterOpinion, materialsUploaded}, To: Stay, Do: doMeet},
	{From: []Stage{Deliberation}, Command: RecordDeliberationCmd, By: []Role{CouncilClerk}, Must: []guard{reviewedText, meetingAfterOpinion, materialsUploaded}, To: Terminated, Do: doMeet},

	// 审后改动：文本锁
	{From: []Stage{Deliberation, Signing, Signed}, Command: ChangeTextCmd, By: []Role{OfficeClerk, Drafter}, When: &fairAgain, Must: []guard{textIsDocx, textChanges}, To: FairCompetition, Tasks: []TaskKind{ReviewFair}, Clocks: []ClockOp{stop(PublicationClock), start(FairClock)}, Do: doChangeText},
	{From: []Stage{Deliberation, Signing, Signed}, Command: ChangeTextCmd, By: []Role{OfficeClerk, Drafter}, Must: []guard{textIsDocx, textChanges}, To: LegalityReview, Clocks: []ClockOp{stop(PublicationClock), start(ReviewClock)}, Do: doChangeTextThenReview},

	// 签发、统一登记编号、公布
	{From: []Stage{Signing}, Command: SignCmd, By: []Role{OfficeClerk}, Must: []guard{deliberatedText}, To: Signed, Tasks: []TaskKind{PublishDocument}, Clocks: []ClockOp{start(PublicationClock)}, Do: doSign},
	{From: []Stage{Signed}, Command: PublishCmd, By: []Role{OfficeClerk}, When: &owesFiling, Must: []guard{textIsDocx, publishedText}, To: InFiling, Clocks: []ClockOp{stop(PublicationClock)}, Do: doPublish},
	{From: []Stage{Signed}, Command: PublishCmd, By: []Role{OfficeClerk}, Must: []guard{textIsDocx, publishedText}, To: InForce, Do: doPublish},

	// 备案
	{From: []Stage{InFiling}, Command: SubmitFilingCmd, By: []Role{OfficeClerk}, When: &firstFiling, Must: []guard{textIsDocx, materialsUploaded, filedText, filingComplete}, To: Stay, Tasks: []TaskKind{CheckFiling}, Clocks: []ClockOp{stop(FilingClock), start(FormCheckClock)}, Do: doSubmitFiling},
	{From: []Stage{InFiling}, Command: SubmitFilingCmd, By: []Role{OfficeClerk}, When: &filingAgain, Must: []guard{textIsDocx, materialsUploaded, filedText, filingComplete}, To: Stay, Tasks: []TaskKind{CheckFiling}, Clocks: []ClockOp{stop(FilingSupplementClock), resume(FormCheckClock)}, Do: doSubmitFiling},
	{From: []Stage{InFiling}, Command: SupplementFilingCmd, By: []Role{FilingReviewer, CongressDesk}, When: &underCheck, Must: []guard{notOwnReview}, To: Stay, Tasks: []TaskKind{SupplementFiling}, Clocks: []ClockOp{pause(FormCheckClock, "补正"), start(FilingSupplementClock)}, Do: doFilingDefect},
	{From: []Stage{InFiling}, Command: RegisterFilingCmd, By: []Role{FilingReviewer, CongressDesk}, When: &lastUnderCheck, Must: []guard{notOwnReview}, To: InForce, Do: doRegister},
	{From: []Stage{InFiling}, Command: RegisterFilingCmd, By: []Role{FilingReviewer, CongressDesk}, When: &underCheck, Must: []guard{notOwnReview}, To: Stay, Clocks: []ClockOp{stop(FormCheckClock)}, Do: doRegister},
	{From: []Stage{InFiling}, Command: RefuseFilingCmd, By: []Role{FilingReviewer, CongressDesk}, When: &lastUnderCheck, Must: []guard{notOwnReview}, To: InForce, Do: doRefuse},
	{From: []Stage{InFiling}, Command: RefuseFilingCmd, By: []Role{FilingReviewer, CongressDesk}, When: &underCheck, Must: []guard{notOwnReview}, To: Stay, Clocks: []ClockOp{stop(FormCheckClock)}, Do: doRefuse},

	// 撤回与终止
	{From: beforePublication, Command: WithdrawCmd, By: []Role{Drafter, UnitHead}, To: Withdrawn},
	{From: beforePublication[1:], Command: TerminateCmd, By: []Role{OfficeClerk, ReviewLead}, To: Terminated},

	// 运维
	{From: Stages, Command: RetryParkedCmd, By: []Role{SystemAdmin}, Must: []guard{isParked}, To: Stay, Do: doRetry},
}

var textChanges = guard{"正文确有改动", func(a *act) error {
	p := a.cmd.Payload.(*ChangeText)
	if a.terms.Files[p.Document.SHA256].TextSHA256 == a.was.Text.TextSHA256 {
		return Errorf(Conflict, "上传的文本与现在的文本文字相同，不需要办理改动。")
	}
	return nil
}}

func doOpen(a *act) {
	p, r := a.cmd.Payload.(*OpenCase), a.terms.Routing
	c := a.c
	c.ID, c.Region, c.Class, c.OpenedAt = a.cmd.Case, r.Region, r.Class, a.at
	c.DraftingOrgan, c.IssuingOrgan = p.DraftingOrgan, p.IssuingOrgan
	c.OfficeOrgan, c.ReviewOrgan, c.FairOrgan = r.Office, r.Review, r.Fair
	c.Title = p.Title
	doText(a)
}

// doText takes in a new text and materials, whichever the command brings.
func doText(a *act) {
	if ref := documentOf(a.cmd.Payload); ref != nil {
		takeText(a, *ref)
	}
	a.c.putMaterials(materialsOf(a.cmd.Payload))
}

func takeText(a *act, ref FileRef) {
	f := a.terms.Files[ref.SHA256]
	a.c.Text = Version{N: a.was.Text.N + 1, File: ref, TextSHA256: f.TextSHA256, Title: f.Title}
	if f.Title != "" && (a.c.Title == "" || a.c.Title == a.was.Text.Title) {
		a.c.Title = f.Title
	}
	if a.c.Title == "" {
		a.c.Title = ref.Name
	}
	if !slices.Contains(a.c.Drafters, a.cmd.By.ID) {
		a.c.Drafters = append(a.c.Drafters, a.cmd.By.ID)
	}
	a.facts["version"], a.facts["text_sha256"] = a.c.Text.N, f.TextSHA256
}

func rememberStage(a *act) { a.c.CameFrom = a.was.Stage }

func doSupplementOfReview(a *act) {
	a.c.putMaterials(materialsOf(a.cmd.Payload))
	openReviewTasks(a)
}

func doFair(a *act) {
	p := a.cmd.Payload.(*ConcludeFair)
	a.c.CameFrom = FairCompetition
	a.c.Fair = &FairReview{
		On: lockOn(a.was.Text), Conclusion: p.Conclusion, Reason: p.Reason,
		Alternatives: p.Alternatives, EndsOn: p.EndsOn, By: a.cmd.By.ID, OnDate: a.on,
	}
}

func doFairThenReview(a *act) { doFair(a); beginReview(a) }

func lockOn(v Version) Lock { return Lock{Version: v.N, TextSHA256: v.TextSHA256} }

// beginReview opens a round. What an earlier round concluded was on another
// text and no longer counts; it stays on record.
func beginReview(a *act) {
	a.c.Round++
	a.c.Opinion, a.c.Reviewed = nil, Lock{}
	openReviewTasks(a)
}

func openReviewTasks(a *act) {
	a.c.openCounselTasks(a.at)
	if a.c.Reviewer == "" {
		a.c.open(AssignReview, nil, "", a.at)
		return
	}
	a.c.open(WriteOpinion, nil, a.c.Reviewer, a.at)
	if a.c.Opinion != nil {
		a.c.open(IssueTheOpinion, nil, "", a.at)
	}
}

func doAssign(a *act) {
	p := a.terms.Nominee
	a.c.Reviewer = p.ID
	a.facts["reviewer_name"] = p.Name
	a.c.done("", AssignReview, WriteOpinion)
	a.c.open(WriteOpinion, nil, p.ID, a.at)
}

func doRecordOpinion(a *act) {
	p := a.cmd.Payload.(*RecordOpinion)
	a.c.Opinion = &Opinion{
		Round: a.c.Round, On: lockOn(a.was.Text), Conclusion: p.Conclusion, Items: p.Items,
		Summary: p.Summary, Reviewer: a.cmd.By.ID, Evidence: p.Evidence,
	}
	noteReviewer(a)
	a.c.open(IssueTheOpinion, nil, "", a.at)
}

func noteReviewer(a *act) {
	if !slices.Contains(a.c.Reviewers, a.cmd.By.ID) {
		a.c.Reviewers = append(a.c.Reviewers, a.cmd.By.ID)
	}
}

func doIssueOpinion(a *act) {
	o := *a.was.Opinion
	o.Issued, o.IssuedBy, o.IssuedOn = true, a.cmd.By.ID, a.on
	o.Exemption = a.cmd.Payload.(*IssueOpinion).Exemption
	a.c.Opinion, a.c.Reviewed, a.c.CameFrom = &o, o.On, LegalityReview
	a.c.Dispositions = nil
	noteReviewer(a)
	a.facts["conclusion"], a.facts["items"], a.facts["text_sha256"] = o.Conclusion, o.Items, o.On.TextSHA256
	a.ask(OpinionNo, a.on.Year)
}

// ask requests the next number of a year's sequence, if the region has a rule
// for it.
func (a *act) ask(f NumberField, year int) {
	var ob *Obligation
	req := NumberRequest{Field: f, Year: year}
	if f == RegistrationNo {
		ob, req.Obligation = a.ob, a.ob.ID
	}
	if rule, ok := a.terms.numberRule(f, ob); ok {
		req.Rule = rule
		a.asks = append(a.asks, req)
	}
}

func doAnswer(a *act) { a.c.Dispositions = dispositionsOf(a.cmd.Payload) }

func doRevise(a *act) {
	doAnswer(a)
	doText(a)
}

func doReviseThenReview(a *act) { doRevise(a); beginReview(a) }

func doMeet(a *act) {
	p := a.cmd.Payload.(*RecordDeliberation)
	a.c.Meeting = p
	a.c.putMaterials(materialsOf(p))
}

func doAdopt(a *act) {
	doMeet(a)
	a.c.Deliberated = lockOn(a.was.Text)
	a.facts["text_sha256"] = a.was.Text.TextSHA256
}

func doMeetThenRevise(a *act) { doMeet(a); a.c.CameFrom = Deliberation }

func doChangeText(a *act) {
	doText(a)
	a.c.Reviewed, a.c.Deliberated, a.c.Opinion = Lock{}, Lock{}, nil
	a.also(ReviewVoided, map[string]any{
		"reason": a.cmd.Payload.(*ChangeText).Reason, "version": a.c.Text.N,
		"reviewed_text_sha256": a.was.Reviewed.TextSHA256, "text_sha256": a.c.Text.TextSHA256,
	})
}

func doChangeTextThenReview(a *act) { doChangeText(a); beginReview(a) }

func doSign(a *act) {
	p := a.cmd.Payload.(*Sign)
	a.c.Signer, a.c.DatedOn = p.Signer, p.DatedOn
	// A text signed again after a change keeps the numbers it has.
	if a.c.DocumentNo == "" {
		a.ask(DocumentNo, p.DatedOn.Year)
	}
	if a.c.UnifiedNo == "" {
		a.ask(UnifiedNo, p.DatedOn.Year)
	}
}

func doPublish(a *act) {
	p := a.cmd.Payload.(*Publish)
	c := a.c
	c.PublishedOn, c.EffectiveOn, c.ValidUntil = p.PublishedOn, p.EffectiveOn, p.ValidUntil
	c.Channel, c.URL = p.Channel, p.URL
	c.Published = Lock{Version: c.Text.N, TextSHA256: a.terms.Files[p.Document.SHA256].TextSHA256}
	a.facts["text_sha256"] = c.Published.TextSHA256
	for _, t := range a.terms.Tracks {
		ob := Obligation{ID: c.ID + "/" + t.ID, Track: t, Status: FilingDue}
		c.Obligations = append(c.Obligations, ob)
		c.open(FileDocument, &ob, "", a.at)
		// Day one is the day after publication, whenever that was recorded.
		a.clocks = append(a.clocks, ClockOp{Op: StartClock, Kind: FilingClock, Obligation: ob.ID, On: p.PublishedOn})
	}
}

func doSubmitFiling(a *act) {
	p := a.cmd.Payload.(*SubmitFiling)
	a.ob.Materials, a.ob.Status = p.Materials, FilingSubmitted
	a.ob.Submissions++
	if a.ob.SubmittedAt.IsZero() {
		a.ob.SubmittedAt = a.cmd.ReceivedAt
	}
	a.facts["track"], a.facts["submission"] = a.ob.Track.ID, a.ob.Submissions
	a.c.done(a.ob.ID, FileDocument, SupplementFiling)
}

func (a *act) firstCheck(r FormResult) {
	if a.ob.FirstCheck == FormUnchecked {
		a.ob.FirstCheck = r
	}
	a.facts["track"] = a.ob.Track.ID
	a.c.done(a.ob.ID, CheckFiling)
}

func doFilingDefect(a *act) {
	a.firstCheck(FormDefective)
	a.ob.Status = FilingSupplement
}

func doRegister(a *act) {
	a.firstCheck(FormPassed)
	a.ob.Status, a.ob.RegisteredOn = FilingRegistered, a.on
	if no := a.cmd.Payload.(*RegisterFiling).Number; no != "" {
		a.ob.RegistrationNo = no
		return
	}
	a.ask(RegistrationNo, a.on.Year)
}

func doRefuse(a *act) {
	a.firstCheck(FormRefused)
	a.ob.Status, a.ob.Determination = FilingRefused, a.cmd.Payload.(*FilingReason).Reason
}

func doRetry(a *act) {
	a.again = a.was.ParkedBy
	a.c.Parked, a.c.ParkedBy = "", ""
}
