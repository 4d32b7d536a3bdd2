package guibei

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Counsel of the tests: two that the reviewing organ engages, and one of
// another organ.
var (
	tang     = Person{ID: "tang", Name: "唐律师", Grants: []Grant{{Counsel, "sfj"}}}
	song     = Person{ID: "song", Name: "宋律师", Grants: []Grant{{Counsel, "sfj"}}}
	stranger = Person{ID: "stranger", Name: "外单位律师", Grants: []Grant{{Counsel, "zjj"}}}
	watcher  = Person{ID: "watcher", Name: "监督", Grants: []Grant{{Supervisor, "gov"}}}
)

func (l *life) ask(by, whom Person) {
	l.t.Helper()
	l.terms.Nominee = &whom
	due := DateOf(l.now, l.terms.Zone).AddDays(3)
	l.do(by, AssignCounselCmd, &AssignCounsel{Counsel: whom.ID, Question: "罚款有无依据？", DueOn: due}, LegalityReview)
}

func answer(c CounselConclusion) *GiveCounselOpinion {
	p := &GiveCounselOpinion{Conclusion: c, Text: "总体意见", Signed: true}
	if c != CounselAgrees {
		p.Items = []CounselItem{{Location: "第五条", Text: "罚款没有依据", Basis: "行政处罚法第十六条"}}
	}
	return p
}

func counselTasks(c *Case) (assignees []string) {
	for _, t := range c.Tasks {
		if t.Kind == WriteCounselOpinion {
			assignees = append(assignees, t.Assignee)
		}
	}
	return assignees
}

func TestCounselAdvisesAndTheReviewingOrganConcludes(t *testing.T) {
	t.Parallel()
	l := newLife(t).toReview()
	l.ask(lead, tang)
	l.ask(liu, song)
	require.Equal(t, []string{"tang", "song"}, counselTasks(&l.c), "each has a task of their own")
	require.Equal(t, "t1", l.c.Counsel[0].On.TextSHA256)
	require.Equal(t, l.c.Counsel[0].DueOn.EndOfDay(l.terms.Zone).UTC(), l.c.Counsel[0].DueAt)

	l.do(tang, GiveCounselOpinionCmd, answer(CounselObjects), LegalityReview)
	require.Equal(t, []string{"song"}, counselTasks(&l.c))
	require.Equal(t, CounselStatement, l.c.Counsel[0].Opinion.Statement)
	require.Contains(t, string(l.last.Events[0].Payload), CounselStatement)
	require.Nil(t, l.c.Opinion, "counsel's opinion is not the legality opinion")
	require.ErrorContains(t, l.try(tang, GiveCounselOpinionCmd, answer(CounselAgrees)), "没有需要答复的委托")

	l.do(liu, RecordOpinionCmd, opinion(Lawful), LegalityReview)
	require.ErrorContains(t, l.try(lead, IssueOpinionCmd, &IssueOpinion{}), "撤回对法律顾问的委托")
	l.do(liu, WithdrawCounselCmd, &WithdrawCounsel{Counsel: "song", Reason: "问题已经解决"}, LegalityReview)
	require.Empty(t, counselTasks(&l.c))
	require.ErrorContains(t, l.try(song, GiveCounselOpinionCmd, answer(CounselAgrees)), "没有需要答复的委托")
	require.ErrorContains(t, l.try(lead, WithdrawCounselCmd, &WithdrawCounsel{Counsel: "tang", Reason: "x"}), "没有尚未答复")
	l.do(lead, IssueOpinionCmd, &IssueOpinion{}, Deliberation)
}

func TestCounselAreChosenFromThoseTheReviewingOrganEngages(t *testing.T) {
	t.Parallel()
	l := newLife(t).toReview()
	drafted := Person{ID: "zhang", Name: "张", Grants: []Grant{{Counsel, "sfj"}}}
	reviews := Person{ID: "liu", Name: "刘", Grants: []Grant{{Counsel, "sfj"}, {Reviewer, "sfj"}}}
	colleague := Person{ID: "colleague", Name: "同事", Grants: []Grant{{Reviewer, "sfj"}}}
	for _, bad := range []struct {
		by, whom Person
		want     string
	}{
		{lead, stranger, "不是本审核机构的法律顾问"},
		{lead, drafted, "参与了本件的起草"},
		{lead, reviews, "办理本件的合法性审核"},
		{colleague, tang, "已指派其他审核人员"},
		{clerk, tang, "须由"},
		{tang, tang, "须由"},
	} {
		l.terms.Nominee = &bad.whom
		require.ErrorContains(t, l.try(bad.by, AssignCounselCmd, &AssignCounsel{Counsel: bad.whom.ID}), bad.want)
	}
	l.terms.Nominee = &tang
	yesterday := DateOf(l.now, l.terms.Zone).AddDays(-1)
	require.ErrorContains(t, l.try(lead, AssignCounselCmd, &AssignCounsel{Counsel: "tang", DueOn: yesterday}), "已经过去")
	l.ask(lead, tang)
	require.ErrorContains(t, l.try(lead, AssignCounselCmd, &AssignCounsel{Counsel: "tang"}), "尚未答复")
	require.ErrorContains(t, l.try(song, GiveCounselOpinionCmd, answer(CounselAgrees)), "没有需要答复的委托")
	require.ErrorIs(t, l.try(stranger, GiveCounselOpinionCmd, answer(CounselAgrees)), Forbidden)

	both := Person{ID: "tang", Name: "唐", Grants: []Grant{{Counsel, "sfj"}, {Reviewer, "sfj"}}}
	l.terms.Nominee = &both
	require.ErrorContains(t, l.try(lead, AssignReviewerCmd, &AssignReviewer{Reviewer: "tang"}), "法律顾问")

	l.c.Drafters = append(l.c.Drafters, "tang")
	require.ErrorIs(t, l.try(tang, GiveCounselOpinionCmd, answer(CounselAgrees)), Forbidden, "who drafted advises no more than they review")
}

func TestWhatIsNotSignedOrSaysNothingIsNoOpinionOfCounsel(t *testing.T) {
	t.Parallel()
	for want, change := range map[string]func(*GiveCounselOpinion){
		"签名":   func(p *GiveCounselOpinion) { p.Signed = false },
		"结论":   func(p *GiveCounselOpinion) { p.Conclusion = "maybe" },
		"正文":   func(p *GiveCounselOpinion) { p.Text = " " },
		"逐条写明": func(p *GiveCounselOpinion) { p.Items = nil },
		"没有内容": func(p *GiveCounselOpinion) { p.Items[0].Text = "" },
	} {
		p := answer(CounselConditional)
		require.NoError(t, p.Check())
		change(p)
		require.ErrorContains(t, p.Check(), want)
	}
	for _, c := range CounselConclusions {
		require.NotEmpty(t, c.Label())
	}
	for _, s := range CounselStatuses {
		require.NotEmpty(t, s.Label())
	}
}

func TestAQuestionToCounselSurvivesASupplementAndEndsWithTheCase(t *testing.T) {
	t.Parallel()
	l := newLife(t).toReview()
	l.ask(lead, tang)
	l.do(liu, RequestSupplementCmd, &RequestSupplement{Reason: "补充依据"}, Supplement)
	require.Empty(t, counselTasks(&l.c))
	l.do(zhang, AnswerSupplementCmd, &AnswerSupplementWith{Materials: papers(LegalBasis)}, LegalityReview)
	require.Equal(t, []string{"tang"}, counselTasks(&l.c))
	l.do(zhang, WithdrawCmd, &Reasoned{Reason: "不再制定"}, Withdrawn)
	require.Equal(t, CounselWithdrawn, l.c.Counsel[0].Status)
	require.Equal(t, "本件已经撤回。", l.c.Counsel[0].Reason)
	require.False(t, l.c.VisibleTo(tang))
}

func TestCounselReadOnlyWhatTheyWereAskedAbout(t *testing.T) {
	t.Parallel()
	l := newLife(t).toReview()
	require.False(t, l.c.VisibleTo(tang), "a role alone shows no case")
	l.ask(lead, tang)
	l.ask(lead, song)
	l.do(liu, RecordOpinionCmd, opinion(ReviseRequired), LegalityReview)

	seen, ok := l.c.SeenBy(tang)
	require.True(t, ok)
	require.True(t, l.c.CounselOnly(tang))
	require.Equal(t, l.c.Text, seen.Text)
	require.NotEmpty(t, seen.Materials)
	require.Nil(t, seen.Opinion, "the reviewer's draft")
	require.Nil(t, seen.Fair)
	require.Empty(t, seen.Drafters)
	require.Len(t, seen.Counsel, 1, "not what others were asked")
	require.Equal(t, "tang", seen.Counsel[0].Counsel)
	for _, task := range seen.Tasks {
		require.Equal(t, "tang", task.Assignee)
	}

	l.do(song, GiveCounselOpinionCmd, answer(CounselObjects), LegalityReview)
	songs := l.last.Events[0]
	l.do(tang, GiveCounselOpinionCmd, answer(CounselAgrees), LegalityReview)
	require.False(t, l.c.Reads(tang, songs), "before the organ has concluded")
	require.True(t, l.c.Reads(song, songs))
	require.True(t, l.c.Reads(lead, songs))
	require.False(t, l.c.Reads(zhang, songs))
	require.False(t, l.c.Reads(watcher, songs))

	l.do(lead, IssueOpinionCmd, &IssueOpinion{}, Revision)
	l.do(zhang, SubmitRevisionCmd, &SubmitRevision{Document: ref(revisedSHA), Dispositions: []Disposition{{Item: "1", Answer: Adopted}}}, LegalityReview)
	revision := l.last.Events[0]
	require.True(t, l.c.Reads(tang, songs))
	require.True(t, l.c.Reads(watcher, songs))
	require.False(t, l.c.Reads(zhang, songs), "advice to the reviewing organ stays there")
	require.False(t, l.c.Reads(tang, revision))
	require.True(t, l.c.Reads(clerk, revision))
	seen, ok = l.c.SeenBy(tang)
	require.True(t, ok, "what they gave an opinion on stays theirs to read")
	require.Equal(t, 1, seen.Text.N, "not the text that came later")
	require.Len(t, seen.Counsel, 2)
	require.Empty(t, seen.Dispositions)

	seen, _ = l.c.SeenBy(zhang)
	require.Empty(t, seen.Counsel)
	seen, _ = l.c.SeenBy(lead)
	require.Len(t, seen.Counsel, 2)
	require.Equal(t, 2, seen.Text.N)
	_, ok = l.c.SeenBy(stranger)
	require.False(t, ok)
}

func TestWhoeverHasAnotherPartInACaseIsNotNarrowedToCounsel(t *testing.T) {
	t.Parallel()
	l := newLife(t).toReview()
	l.ask(lead, tang)
	also := Person{ID: "tang", Grants: []Grant{{Counsel, "sfj"}, {OfficeClerk, "office"}}}
	require.False(t, l.c.CounselOnly(also))
	seen, ok := l.c.SeenBy(also)
	require.True(t, ok)
	require.NotNil(t, seen.Fair)
	l.do(lead, WithdrawCounselCmd, &WithdrawCounsel{Counsel: "tang", Reason: "改由他人"}, LegalityReview)
	require.False(t, l.c.VisibleTo(tang), "a question taken back is no way to see the case")
}

func TestAnOpinionCarriesWhatTheReviewerNoted(t *testing.T) {
	t.Parallel()
	l := newLife(t).toReview()
	p := opinion(ReviseRequired)
	p.Evidence = Evidence{
		Findings:     []DecidedFinding{{Rule: "R003", Quote: "罚款", Decision: FindingAccepted}, {Rule: "R005", Decision: FindingDismissed, Reason: "有依据"}},
		Comments:     []OpinionComment{{ID: "c1", Paragraph: "p2", Start: 1, End: 3, Text: "见第1项", Item: "1"}},
		ReadArticles: []string{"第一条"},
	}
	l.do(liu, RecordOpinionCmd, p, LegalityReview)
	require.Equal(t, p.Evidence, l.c.Opinion.Evidence)
	require.Contains(t, string(l.last.Events[0].Payload), `"read_articles":["第一条"]`)
	l.do(lead, IssueOpinionCmd, &IssueOpinion{}, Revision)
	require.Equal(t, p.Evidence, l.c.Opinion.Evidence)

	for want, change := range map[string]func(*RecordOpinion){
		"须写明理由": func(p *RecordOpinion) { p.Findings[1].Reason = "" },
		"规则编号":  func(p *RecordOpinion) { p.Findings[0].Decision = "perhaps" },
		"重复":    func(p *RecordOpinion) { p.Comments = append(p.Comments, p.Comments[0]) },
		"没有内容":  func(p *RecordOpinion) { p.Comments[0].Text = "" },
		"位置":    func(p *RecordOpinion) { p.Comments[0].End = 0 },
		"第9项":   func(p *RecordOpinion) { p.Comments[0].Item = "9" },
		"2000":  func(p *RecordOpinion) { p.ReadArticles = strings.Split(strings.Repeat("条 ", 2001), " ") },
	} {
		bad := opinion(ReviseRequired)
		bad.Findings = append(bad.Findings, p.Findings...)
		bad.Comments = append(bad.Comments, p.Comments...)
		require.NoError(t, bad.Check())
		change(bad)
		require.ErrorContains(t, bad.Check(), want)
	}
}

func TestTheChecklistIsAnOpinionReadyToBeFilledIn(t *testing.T) {
	t.Parallel()
	p := &RecordOpinion{Conclusion: Lawful}
	byHeading := map[Heading]int{}
	for _, i := range Checklist {
		require.NotEmpty(t, i.Hint)
		require.NotEmpty(t, i.Source)
		byHeading[i.Heading]++
		p.Items = append(p.Items, OpinionItem{ID: i.ID, Heading: i.Heading, Test: i.Test, Result: Pass})
	}
	require.NoError(t, p.Check(), "it covers the four headings under ids of their own")
	require.Equal(t, 7, byHeading[Legality], "the seven tests of 115号")
}
