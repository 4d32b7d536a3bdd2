package guibei

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The people of the tests: one for every role of a district.
var (
	zhang = Person{ID: "zhang", Name: "张起草", Grants: []Grant{{Drafter, "zjj"}}}
	head  = Person{ID: "head", Name: "单位负责人", Grants: []Grant{{UnitHead, "zjj"}}}
	clerk = Person{ID: "clerk", Name: "办公室", Grants: []Grant{{OfficeClerk, "office"}, {CouncilClerk, "office"}}}
	fair  = Person{ID: "fair", Name: "公平竞争", Grants: []Grant{{FairReviewer, "scjg"}}}
	liu   = Person{ID: "liu", Name: "刘审核", Grants: []Grant{{Reviewer, "sfj"}, {FilingReviewer, "city"}}}
	lead  = Person{ID: "lead", Name: "审核科长", Grants: []Grant{{ReviewLead, "sfj"}}}
	city  = Person{ID: "city", Name: "市局", Grants: []Grant{{FilingReviewer, "city"}}}
	npc   = Person{ID: "npc", Name: "人大", Grants: []Grant{{CongressDesk, "npc"}}}
	admin = Person{ID: "admin", Name: "系统管理员", Grants: []Grant{{SystemAdmin, "office"}}}
)

const (
	draftSHA   = "1111111111111111111111111111111111111111111111111111111111111111"
	revisedSHA = "2222222222222222222222222222222222222222222222222222222222222222"
	resavedSHA = "3333333333333333333333333333333333333333333333333333333333333333" // other bytes, same words as revised
	paperSHA   = "4444444444444444444444444444444444444444444444444444444444444444"
)

func testTerms(tb testing.TB) Terms {
	tb.Helper()
	zone := time.FixedZone("CST", 8*3600)
	return Terms{
		Zone: zone, UnitHeadApproval: true, LateEntryDays: 90,
		RequiredMaterials: []MaterialKind{DraftingExplanation, LegalBasis},
		FilingMaterials:   map[string][]MaterialKind{"gov_up": {FilingReport}},
		Tracks:            []Track{{ID: "gov_up", Authority: "city", Desk: FilingReviewer}, {ID: "npc_same", Authority: "npc", Desk: CongressDesk}},
		Routing:           Routing{Region: "150204", Office: "office", Review: "sfj", Fair: "scjg", Class: GovDocument},
		Exemptions:        []Exemption{Emergency},
		Numbers: map[NumberField]NumberRule{
			DocumentNo: {"gov", "青政规发〔{year}〕{n}号"}, UnifiedNo: {"gov", "QSGS-{year}-{n:04}"}, OpinionNo: {"sfj", "青司审〔{year}〕{n}号"},
			RegistrationNo + ":gov_up": {"city", "包府备〔{year}〕{n}号"},
		},
		Files: map[string]File{
			draftSHA:   {SHA256: draftSHA, Title: "青山区某办法", TextSHA256: "t1"},
			revisedSHA: {SHA256: revisedSHA, Title: "青山区某办法", TextSHA256: "t2"},
			resavedSHA: {SHA256: resavedSHA, Title: "青山区某办法", TextSHA256: "t2"},
			paperSHA:   {SHA256: paperSHA},
		},
	}
}

// life drives a case; each step is a day after the one before.
type life struct {
	t     *testing.T
	c     Case
	terms Terms
	now   time.Time
	last  Outcome
}

func newLife(t *testing.T) *life {
	t.Helper()
	return &life{t: t, terms: testTerms(t), now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))}
}

func (l *life) try(p Person, k CommandKind, payload Payload) error {
	l.t.Helper()
	require.NoError(l.t, payload.Check())
	o, err := l.c.Decide(Command{ID: "cmd", Case: "case", Kind: k, By: p, Payload: payload, ReceivedAt: l.now}, l.terms)
	if err != nil {
		require.Regexp(l.t, chinese, err.Error())
		return err
	}
	for i, n := range o.Numbers {
		o.Fill(n, n.Rule.Format(n.Year, i+1))
	}
	l.c, l.last, l.now = o.Case, o, l.now.AddDate(0, 0, 1)
	l.c.Seq += int64(len(o.Events))
	return nil
}

func (l *life) do(p Person, k CommandKind, payload Payload, want Stage) {
	l.t.Helper()
	require.NoError(l.t, l.try(p, k, payload), "%s", k)
	require.Equal(l.t, want, l.c.Stage, "%s", k)
	if !want.Closed() && want != InFiling {
		require.NotEmpty(l.t, l.c.Tasks, "nobody's turn after %s", k)
	}
}

func ref(sha string) FileRef { return FileRef{SHA256: sha, Name: "文件.docx"} }

func papers(kinds ...MaterialKind) []Material {
	var out []Material
	for _, k := range kinds {
		out = append(out, Material{Kind: k, File: ref(paperSHA)})
	}
	return out
}

func opinion(c Conclusion) *RecordOpinion {
	p := &RecordOpinion{Conclusion: c}
	for i, h := range Headings {
		p.Items = append(p.Items, OpinionItem{ID: string(rune('1' + i)), Heading: h, Test: "审核内容", Result: Pass})
	}
	if c != Lawful {
		p.Items[0].Result, p.Items[0].Reason, p.Items[0].Basis = Problem, "设定了罚款", "行政处罚法第十六条"
	}
	return p
}

// toReview brings the case to its first legality review.
func (l *life) toReview() *life {
	l.t.Helper()
	l.do(zhang, OpenCaseCmd, &OpenCase{DraftingOrgan: "zjj", IssuingOrgan: "gov", Document: ref(draftSHA), Materials: papers(DraftingExplanation)}, Draft)
	require.ErrorContains(l.t, l.try(zhang, SubmitCmd, &Submit{}), "制定依据")
	l.do(zhang, EditDraftCmd, &EditDraft{Materials: papers(LegalBasis)}, Draft)
	l.do(zhang, SubmitCmd, &Submit{}, Submitted)
	l.do(head, ApproveSubmissionCmd, &Plain{}, Completeness)
	l.do(clerk, RequestSupplementCmd, &RequestSupplement{Reason: "缺征求意见情况", Items: []MaterialKind{AdoptionRecord}}, Supplement)
	l.do(zhang, AnswerSupplementCmd, &AnswerSupplementWith{Materials: papers(AdoptionRecord)}, Completeness)
	l.do(clerk, AcceptCompletenessCmd, &Plain{}, FairCompetition)
	l.do(fair, ConcludeFairCmd, &ConcludeFair{Conclusion: FairNotApplicable, Reason: "不涉及经营者"}, LegalityReview)
	l.assign()
	return l
}

func (l *life) assign() {
	l.t.Helper()
	l.terms.Nominee = &liu
	l.do(lead, AssignReviewerCmd, &AssignReviewer{Reviewer: "liu"}, LegalityReview)
}

// toDeliberation goes through one revision round.
func (l *life) toDeliberation() *life {
	l.t.Helper()
	l.toReview()
	l.do(liu, RecordOpinionCmd, opinion(ReviseRequired), LegalityReview)
	l.do(lead, IssueOpinionCmd, &IssueOpinion{}, Revision)
	require.ErrorContains(l.t, l.try(zhang, SubmitRevisionCmd, &SubmitRevision{Document: ref(revisedSHA)}), "还没有答复")
	adopted := []Disposition{{Item: "1", Answer: Adopted}}
	require.ErrorContains(l.t, l.try(zhang, SubmitRevisionCmd, &SubmitRevision{Document: ref(draftSHA), Dispositions: adopted}), "文字相同")
	l.do(zhang, SubmitRevisionCmd, &SubmitRevision{Document: ref(revisedSHA), Dispositions: adopted}, LegalityReview)
	l.do(liu, RecordOpinionCmd, opinion(Lawful), LegalityReview)
	l.do(lead, IssueOpinionCmd, &IssueOpinion{}, Deliberation)
	return l
}

func (l *life) meet(r MeetingResult) *RecordDeliberation {
	return &RecordDeliberation{Meeting: "第3次常务会议", HeldOn: DateOf(l.now, l.terms.Zone), Present: []string{"区长"}, Dissent: "无", Result: r}
}

func (l *life) toSigned() *life {
	l.t.Helper()
	l.toDeliberation()
	l.do(clerk, RecordDeliberationCmd, l.meet(MeetingAdopted), Signing)
	l.do(clerk, SignCmd, &Sign{Signer: "区长", DatedOn: DateOf(l.now, l.terms.Zone)}, Signed)
	return l
}

func (l *life) publication(sha string) *Publish {
	on := DateOf(l.now, l.terms.Zone)
	return &Publish{Document: ref(sha), PublishedOn: on, EffectiveOn: on.AddDays(30), Channel: "政府网站", SecrecyReviewed: true}
}

func TestOneDocumentFromDraftToTwoRegisteredFilings(t *testing.T) {
	t.Parallel()
	l := newLife(t).toSigned()
	require.Equal(t, "青政规发〔2026〕1号", l.c.DocumentNo)
	require.Equal(t, "QSGS-2026-0002", l.c.UnifiedNo)
	require.ErrorContains(t, l.try(clerk, PublishCmd, l.publication(draftSHA)), "不一致")
	l.do(clerk, PublishCmd, l.publication(resavedSHA), InFiling)
	require.Len(t, l.c.Obligations, 2)

	gov, cong := l.c.Obligations[0].ID, l.c.Obligations[1].ID
	require.ErrorContains(t, l.try(clerk, SubmitFilingCmd, &SubmitFiling{Obligation: gov, Document: ref(revisedSHA)}), "备案报告")
	require.ErrorContains(t, l.try(clerk, SubmitFilingCmd, &SubmitFiling{Obligation: cong, Document: ref(draftSHA)}), "不一致")
	l.do(clerk, SubmitFilingCmd, &SubmitFiling{Obligation: gov, Document: ref(revisedSHA), Materials: papers(FilingReport)}, InFiling)
	l.do(clerk, SubmitFilingCmd, &SubmitFiling{Obligation: cong, Document: ref(revisedSHA)}, InFiling)
	require.ErrorIs(t, l.try(liu, RegisterFilingCmd, &RegisterFiling{Obligation: gov}), Forbidden, "the reviewer may not file-review")
	require.ErrorIs(t, l.try(npc, RegisterFilingCmd, &RegisterFiling{Obligation: gov}), Forbidden, "the other authority's desk")
	l.do(city, SupplementFilingCmd, &FilingReason{Obligation: gov, Reason: "备案报告未盖章"}, InFiling)
	l.do(npc, RegisterFilingCmd, &RegisterFiling{Obligation: cong, Number: "人备1号"}, InFiling)
	l.do(clerk, SubmitFilingCmd, &SubmitFiling{Obligation: gov, Document: ref(revisedSHA), Materials: papers(FilingReport)}, InFiling)
	l.do(city, RegisterFilingCmd, &RegisterFiling{Obligation: gov}, InForce)

	require.Equal(t, FormDefective, l.c.Obligation(gov).FirstCheck, "the first check counts, whatever came after")
	require.Equal(t, FormPassed, l.c.Obligation(cong).FirstCheck)
	require.Equal(t, "包府备〔2026〕1号", l.c.Obligation(gov).RegistrationNo)
	require.Equal(t, "人备1号", l.c.Obligation(cong).RegistrationNo)
	require.Empty(t, l.c.Tasks)
	require.ErrorContains(t, l.try(zhang, WithdrawCmd, &Reasoned{Reason: "不要了"}), "已经办结")
}

func TestAnyChangeOfTextAfterReviewReopensReview(t *testing.T) {
	t.Parallel()
	for _, to := range []struct {
		stage Stage
		go_   func(*life) *life
	}{{Deliberation, (*life).toDeliberation}, {Signed, (*life).toSigned}} {
		l := to.go_(newLife(t))
		require.ErrorContains(t, l.try(clerk, ChangeTextCmd, &ChangeText{Document: ref(resavedSHA), Reason: "重新保存"}), "文字相同")
		l.do(clerk, ChangeTextCmd, &ChangeText{Document: ref(draftSHA), Reason: "会前调整"}, LegalityReview)
		require.Equal(t, Lock{}, l.c.Reviewed)
		require.Equal(t, Lock{}, l.c.Deliberated)
		require.Nil(t, l.c.Opinion)
		require.Equal(t, ReviewVoided, l.last.Events[1].Kind)
		require.ErrorIs(t, l.try(lead, IssueOpinionCmd, &IssueOpinion{}), Conflict)
	}
}

func TestAChangedTextNeedsItsFairCompetitionReviewAgain(t *testing.T) {
	t.Parallel()
	l := newLife(t).toReview()
	l.c.Fair.Conclusion = FairCompliant
	l.do(liu, RecordOpinionCmd, opinion(Unlawful), LegalityReview)
	l.do(lead, IssueOpinionCmd, &IssueOpinion{}, Revision)
	require.ErrorContains(t, l.try(zhang, RequestDeliberateCmd, &RequestDeliberation{}), "不合法")
	l.do(zhang, SubmitRevisionCmd, &SubmitRevision{Document: ref(revisedSHA), Dispositions: []Disposition{{Item: "1", Answer: Adopted}}}, FairCompetition)
	l.do(fair, ConcludeFairCmd, &ConcludeFair{Conclusion: FairNonCompliant, Reason: "限定经营者"}, Revision)
	require.ErrorContains(t, l.try(zhang, SubmitRevisionCmd, &SubmitRevision{Document: ref(revisedSHA)}), "文字相同")
	l.do(zhang, SubmitRevisionCmd, &SubmitRevision{Document: ref(draftSHA)}, FairCompetition)
}

func TestADrafterMayInsistWithReasonsUnlessTheTextIsUnlawful(t *testing.T) {
	t.Parallel()
	l := newLife(t).toReview()
	l.do(liu, RecordOpinionCmd, opinion(ReviseRequired), LegalityReview)
	l.do(lead, IssueOpinionCmd, &IssueOpinion{}, Revision)
	require.ErrorContains(t, l.try(zhang, RequestDeliberateCmd, &RequestDeliberation{Dispositions: []Disposition{{Item: "1", Answer: NotAdopted}}}), "理由")
	l.do(zhang, RequestDeliberateCmd, &RequestDeliberation{Dispositions: []Disposition{{Item: "1", Answer: NotAdopted, Reason: "有上位法依据"}}}, Deliberation)
	l.do(clerk, RecordDeliberationCmd, l.meet(MeetingDeferred), Deliberation)
	l.do(clerk, RecordDeliberationCmd, l.meet(MeetingAmended), Revision)
}

func TestReviewIsKeptApartFromDraftingAndNotHurried(t *testing.T) {
	t.Parallel()
	l := newLife(t).toReview()
	both := Person{ID: "zhang", Name: "张", Grants: []Grant{{Reviewer, "sfj"}, {Drafter, "zjj"}}}
	l.terms.Nominee = &both
	require.ErrorContains(t, l.try(lead, AssignReviewerCmd, &AssignReviewer{Reviewer: "zhang"}), "参与了本件的起草")
	require.ErrorIs(t, l.try(both, RecordOpinionCmd, opinion(Lawful)), Forbidden)
	l.do(liu, RecordOpinionCmd, opinion(Lawful), LegalityReview)
	l.terms.EarliestOpinion = DateOf(l.now, l.terms.Zone).AddDays(1)
	require.ErrorContains(t, l.try(lead, IssueOpinionCmd, &IssueOpinion{}), "最短期限")
	require.ErrorContains(t, l.try(lead, IssueOpinionCmd, &IssueOpinion{Exemption: DrafterAgrees}), "不允许")
	l.do(lead, IssueOpinionCmd, &IssueOpinion{Exemption: Emergency}, Deliberation)
	early := l.meet(MeetingAdopted)
	early.HeldOn = l.c.Opinion.IssuedOn.AddDays(-1)
	require.ErrorContains(t, l.try(clerk, RecordDeliberationCmd, early), "早于")
}

func TestASupplementDuringReviewPausesItAndKeepsTheText(t *testing.T) {
	t.Parallel()
	l := newLife(t).toReview()
	l.do(liu, RequestSupplementCmd, &RequestSupplement{Reason: "补充依据"}, Supplement)
	require.Contains(t, l.last.Clocks[0].Reason, "补正")
	doc := ref(revisedSHA)
	require.ErrorContains(t, l.try(zhang, AnswerSupplementCmd, &AnswerSupplementWith{Document: &doc}), "不能改动正文")
	l.do(zhang, AnswerSupplementCmd, &AnswerSupplementWith{Materials: papers(LegalBasis)}, LegalityReview)
	require.Equal(t, ResumeClock, l.last.Clocks[1].Op)
	require.Equal(t, "liu", l.c.Tasks[0].Assignee)
}

func TestLateEntriesKeepBothInstantsAndTheirOrder(t *testing.T) {
	t.Parallel()
	l := newLife(t)
	cmd := Command{
		Case: "case", Kind: OpenCaseCmd, By: zhang, ReceivedAt: l.now, OccurredAt: l.now.AddDate(0, 0, -10),
		Payload: &OpenCase{DraftingOrgan: "zjj", IssuingOrgan: "gov", Document: ref(draftSHA)},
	}
	o, err := l.c.Decide(cmd, l.terms)
	require.NoError(t, err)
	require.Equal(t, cmd.OccurredAt, o.Events[0].OccurredAt)
	require.Equal(t, cmd.ReceivedAt, o.Events[0].RecordedAt)

	next := Command{Kind: EditDraftCmd, By: zhang, ReceivedAt: l.now, Payload: &EditDraft{Materials: papers(LegalBasis)}}
	for at, want := range map[time.Time]string{
		l.now.Add(time.Hour):     "晚于现在",
		l.now.AddDate(0, 0, -91): "90日",
		l.now.AddDate(0, 0, -11): "先后次序",
	} {
		next.OccurredAt = at
		_, err := o.Case.Decide(next, l.terms)
		require.ErrorContains(t, err, want)
	}
}

func TestAStaleRevisionAndAParkedCaseAreRefused(t *testing.T) {
	t.Parallel()
	l := newLife(t).toReview()
	_, err := l.c.Decide(Command{Kind: WithdrawCmd, By: zhang, Payload: &Reasoned{Reason: "x"}, Expected: 3, ReceivedAt: l.now}, l.terms)
	require.ErrorIs(t, err, Stale)
	l.c.Parked, l.c.ParkedBy = "系统问题", "cmd-1"
	require.ErrorContains(t, l.try(zhang, WithdrawCmd, &Reasoned{Reason: "x"}), "停驻")
	require.ErrorIs(t, l.try(zhang, RetryParkedCmd, &Reasoned{Reason: "x"}), Forbidden)
	require.NoError(t, l.try(admin, RetryParkedCmd, &Reasoned{Reason: "已修复"}))
	require.Equal(t, "cmd-1", l.last.Requeue)
	l.do(zhang, WithdrawCmd, &Reasoned{Reason: "不再制定"}, Withdrawn)
}

func TestTheThreeAdministratorsExcludeEachOtherAndEveryBusinessRole(t *testing.T) {
	t.Parallel()
	require.NoError(t, CheckGrants([]Grant{{Drafter, "a"}, {UnitHead, "a"}}))
	require.NoError(t, CheckGrants([]Grant{{SystemAdmin, "a"}}))
	for _, bad := range [][]Grant{{{SystemAdmin, "a"}, {Auditor, "a"}}, {{SecurityAdmin, "a"}, {Drafter, "a"}}, {{systemRole, "a"}}, {{"king", "a"}}} {
		require.ErrorIs(t, CheckGrants(bad), Invalid)
	}
}

func TestAChangedEventShows(t *testing.T) {
	t.Parallel()
	chain := make([]Event, 4)
	var prev Event
	for i := range chain {
		chain[i] = Event{Case: "c", Kind: "submit", Actor: System, OccurredAt: time.Unix(int64(i), 1234567), Payload: []byte(`{"a":1}`)}
		chain[i].Seal(prev.Seq, prev.Hash)
		prev = chain[i]
	}
	require.NoError(t, VerifyChain(chain))
	edited := append([]Event(nil), chain...)
	edited[2].Payload = []byte(`{"a":2}`)
	require.ErrorContains(t, VerifyChain(edited), "第3条")
	require.ErrorContains(t, VerifyChain(append(append([]Event(nil), chain[:1]...), chain[2:]...)), "第2条")
	swapped := append([]Event(nil), chain...)
	swapped[1], swapped[2] = swapped[2], swapped[1]
	require.Error(t, VerifyChain(swapped))
}
