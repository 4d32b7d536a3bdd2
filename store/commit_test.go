package store_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/store"
	"guibei/store/storetest"
)

// sameCase compares a case with what was committed. Lists without elements are
// alike, and instants are equal when they are the same moment.
func sameCase(t *testing.T, want, got guibei.Case) {
	t.Helper()
	require.JSONEq(t, string(mustJSON(t, tidy(want))), string(mustJSON(t, tidy(got))))
}

func tidy(c guibei.Case) guibei.Case {
	c.LastAt, c.OpenedAt = c.LastAt.UTC(), c.OpenedAt.UTC()
	c.Materials, c.Drafters, c.Reviewers = orNil(c.Materials), orNil(c.Drafters), orNil(c.Reviewers)
	for i := range c.Counsel {
		c.Counsel[i].DueAt, c.Counsel[i].AskedAt = c.Counsel[i].DueAt.UTC(), c.Counsel[i].AskedAt.UTC()
	}
	c.Dispositions, c.Obligations, c.Clocks = orNil(c.Dispositions), orNil(c.Obligations), orNil(c.Clocks)
	var tasks []guibei.Task
	for _, task := range c.Tasks {
		task.OpenedAt = task.OpenedAt.UTC()
		tasks = append(tasks, task)
	}
	c.Tasks = tasks
	return c
}

func orNil[T any](v []T) []T {
	if len(v) == 0 {
		return nil
	}
	return v
}

// settled is the case as the last commit should have left it: numbers, chain
// and due dates are the store's to fill in, and are taken over after a look.
func (l *life) settled(t *testing.T, got guibei.Case) guibei.Case {
	t.Helper()
	want := l.committed.Case
	want.Clocks = l.clocks
	want.Seq = l.committed.Before + int64(len(l.committed.Events))
	require.Regexp(t, `^[0-9a-f]{64}$`, got.Head)
	want.Head, want.DocumentNo, want.UnifiedNo = got.Head, got.DocumentNo, got.UnifiedNo
	if want.Opinion != nil && want.Opinion.Issued {
		o := *want.Opinion
		o.No = got.Opinion.No
		require.Contains(t, o.No, "青司审〔2026〕")
		want.Opinion = &o
	}
	require.Len(t, got.Obligations, len(want.Obligations))
	for i := range want.Obligations {
		require.False(t, got.Obligations[i].DueOn.IsZero())
		want.Obligations[i].DueOn, want.Obligations[i].DueOnOriginal = got.Obligations[i].DueOn, got.Obligations[i].DueOnOriginal
	}
	return want
}

func TestACaseReadsAsItWasCommittedAtEveryStepOfItsLife(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife()
	step := func(p guibei.Person, k guibei.CommandKind, payload guibei.Payload, want guibei.Stage) {
		t.Helper()
		r := l.do(p, k, payload, want)
		got := l.reload()
		sameCase(t, l.settled(t, got), got)
		require.Equal(t, guibei.CommandResult{
			State: guibei.CommandApplied, Case: l.id, Stage: got.Stage, Revision: got.Revision, Wake: guibei.Wake(got.Clocks), Version: r.Version,
		}, r)
	}
	l.open()
	require.Equal(t, 1, l.reload().Text.N)
	step(storetest.Drafter, guibei.EditDraftCmd, &guibei.EditDraft{Materials: l.papers(guibei.LegalBasis)}, guibei.Draft)
	step(storetest.Drafter, guibei.SubmitCmd, &guibei.Submit{Note: "请审"}, guibei.Submitted)
	step(storetest.Head, guibei.ApproveSubmissionCmd, &guibei.Plain{}, guibei.Completeness)
	step(storetest.Clerk, guibei.RequestSupplementCmd, &guibei.RequestSupplement{Reason: "缺材料"}, guibei.Supplement)
	step(storetest.Drafter, guibei.AnswerSupplementCmd, &guibei.AnswerSupplementWith{Materials: l.papers(guibei.AdoptionRecord)}, guibei.Completeness)
	step(storetest.Clerk, guibei.AcceptCompletenessCmd, &guibei.Plain{}, guibei.FairCompetition)
	step(storetest.FairReviewer, guibei.ConcludeFairCmd, &guibei.ConcludeFair{Conclusion: guibei.FairNotApplicable, Reason: "不涉及"}, guibei.LegalityReview)
	step(storetest.Lead, guibei.AssignReviewerCmd, &guibei.AssignReviewer{Reviewer: "reviewer"}, guibei.LegalityReview)
	step(storetest.Lead, guibei.AssignCounselCmd, &guibei.AssignCounsel{Counsel: "counsel", Question: "罚款有无依据？", DueOn: l.today().AddDays(2)}, guibei.LegalityReview)
	step(storetest.Counsel, guibei.GiveCounselOpinionCmd, counselOpinion(), guibei.LegalityReview)
	step(storetest.Lead, guibei.AssignCounselCmd, &guibei.AssignCounsel{Counsel: "counsel"}, guibei.LegalityReview)
	step(storetest.Lead, guibei.WithdrawCounselCmd, &guibei.WithdrawCounsel{Counsel: "counsel", Reason: "不再需要"}, guibei.LegalityReview)
	noted := opinion(guibei.ReviseRequired)
	noted.Evidence = guibei.Evidence{
		Findings:     []guibei.DecidedFinding{{Rule: "R003", Decision: guibei.FindingDismissed, Reason: "有依据"}},
		Comments:     []guibei.OpinionComment{{ID: "c1", Paragraph: "p1", Start: 1, End: 2, Text: "批注"}},
		ReadArticles: []string{"第一条"},
	}
	step(storetest.Reviewer, guibei.RecordOpinionCmd, noted, guibei.LegalityReview)
	step(storetest.Lead, guibei.IssueOpinionCmd, &guibei.IssueOpinion{}, guibei.Revision)
	step(storetest.Drafter, guibei.SubmitRevisionCmd, &guibei.SubmitRevision{
		Document: l.ref("revised"), Dispositions: []guibei.Disposition{{Item: "1", Answer: guibei.Adopted}},
	}, guibei.LegalityReview)
	step(storetest.Reviewer, guibei.RecordOpinionCmd, opinion(guibei.Lawful), guibei.LegalityReview)
	step(storetest.Lead, guibei.IssueOpinionCmd, &guibei.IssueOpinion{}, guibei.Deliberation)
	step(storetest.Clerk, guibei.RecordDeliberationCmd, &guibei.RecordDeliberation{
		Meeting: "第3次常务会议", HeldOn: l.today(), Present: []string{"区长"}, Dissent: "无", Result: guibei.MeetingAdopted,
	}, guibei.Signing)
	step(storetest.Clerk, guibei.SignCmd, &guibei.Sign{Signer: "区长", DatedOn: l.today()}, guibei.Signed)
	c := l.reload()
	require.Equal(t, l.own("青政规发〔2026〕1号"), c.DocumentNo)
	require.Equal(t, l.own("QSGS-2026-0001"), c.UnifiedNo)
	step(storetest.Clerk, guibei.PublishCmd, &guibei.Publish{
		Document: l.ref("revised"), PublishedOn: l.today(), EffectiveOn: l.today().AddDays(30), Channel: "网站", SecrecyReviewed: true,
	}, guibei.InFiling)
	step(storetest.Clerk, guibei.SubmitFilingCmd, l.file("gov_up"), guibei.InFiling)
	step(storetest.Clerk, guibei.SubmitFilingCmd, l.file("npc_same"), guibei.InFiling)
	step(storetest.CityDesk, guibei.SupplementFilingCmd, &guibei.FilingReason{Obligation: l.id + "/gov_up", Reason: "未盖章"}, guibei.InFiling)
	step(storetest.Clerk, guibei.SubmitFilingCmd, l.file("gov_up"), guibei.InFiling)
	step(storetest.CityDesk, guibei.RegisterFilingCmd, &guibei.RegisterFiling{Obligation: l.id + "/gov_up", Number: l.own("备1号")}, guibei.InFiling)
	step(storetest.CongressDesk, guibei.RefuseFilingCmd, &guibei.FilingReason{Obligation: l.id + "/npc_same", Reason: "不属于规范性文件"}, guibei.InForce)

	versions, err := l.Versions(t.Context(), l.id)
	require.NoError(t, err)
	require.Len(t, versions, 2)
	require.Equal(t, c.Text, versions[1])
	opinions, err := l.Opinions(t.Context(), l.id)
	require.NoError(t, err)
	require.Len(t, opinions, 2, "every round is kept")
	require.Equal(t, guibei.ReviseRequired, opinions[0].Conclusion)
	require.True(t, opinions[0].Issued)
	require.Equal(t, *c.Opinion, opinions[1])
}

func TestEventsAreSealedIntoOneChain(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toSigned()
	var all []guibei.Event
	for after := int64(0); ; {
		page, err := l.Events(t.Context(), l.id, after, 3)
		require.NoError(t, err)
		if len(page) == 0 {
			break
		}
		require.LessOrEqual(t, len(page), 3)
		all = append(all, page...)
		after = page[len(page)-1].Seq
	}
	c := l.reload()
	require.NoError(t, guibei.VerifyChain(all))
	require.Len(t, all, int(c.Seq))
	require.Equal(t, c.Head, all[len(all)-1].Hash)
	require.Equal(t, guibei.EventKind(guibei.OpenCaseCmd), all[0].Kind)
	require.Equal(t, guibei.Actor{Person: "drafter", Name: "起草人", Role: guibei.Drafter, Organ: "zjj"}, all[0].Actor)
	require.NotEmpty(t, all[0].Command)
	require.Contains(t, string(all[len(all)-1].Payload), "QSGS-2026-0001", "the numbers given are part of the event")

	seen := map[string]store.Verified{}
	require.NoError(t, l.VerifyEvents(t.Context(), func(v store.Verified) error { seen[v.Case] = v; return nil }))
	require.Equal(t, store.Verified{Case: l.id, Events: len(all)}, seen[l.id])
}

func TestACutChainIsFound(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().open()
	other := l.newLife().open()
	_, err := l.db.Exec(t.Context(), `UPDATE cases SET seq = seq + 1 WHERE id = $1`, l.id)
	require.NoError(t, err)
	found := map[string]error{}
	require.NoError(t, l.VerifyEvents(t.Context(), func(v store.Verified) error { found[v.Case] = v.Err; return nil }))
	require.ErrorContains(t, found[l.id], "末尾的记录缺失")
	require.NoError(t, found[other.id])

	stop := guibei.Errorf(guibei.Conflict, "够了。")
	require.ErrorIs(t, l.VerifyEvents(t.Context(), func(store.Verified) error { return stop }), stop)
}

func TestAnEventCannotBeChangedEvenByTheOwner(t *testing.T) {
	t.Parallel()
	pool := storetest.DB(t)
	l := newBench(t, pool).newLife().open()
	for _, sql := range []string{
		`UPDATE event SET payload = '{}'`, `DELETE FROM event`, `TRUNCATE event`, `TRUNCATE cases CASCADE`,
		`UPDATE event SET kind = kind WHERE false`, `DELETE FROM version`,
	} {
		_, err := pool.Exec(t.Context(), sql)
		require.ErrorContains(t, err, "append-only", "%s", sql)
	}
	events, err := l.Events(t.Context(), l.id, 0, 10)
	require.NoError(t, err)
	require.NoError(t, guibei.VerifyChain(events))
}

func TestCommittingTwiceIsCommittingOnce(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toReview()
	l.do(storetest.Reviewer, guibei.RecordOpinionCmd, opinion(guibei.Lawful), guibei.LegalityReview)
	id := l.put(storetest.Lead, guibei.IssueOpinionCmd, &guibei.IssueOpinion{})
	o, clocks, err := l.decide(id)
	require.NoError(t, err)
	first, err := l.Commit(t.Context(), o, clocks)
	require.NoError(t, err)
	after := l.reload()
	again, err := l.Commit(t.Context(), o, clocks)
	require.NoError(t, err)
	require.Equal(t, first, again)
	require.Equal(t, after, l.reload())
	require.Empty(t, o.Case.Opinion.No, "the caller's outcome is not touched")

	w, err := l.Work(t.Context(), id)
	require.NoError(t, err)
	require.Equal(t, first, w.Result, "the work tells that it is done")
}

func TestAnOutcomeDecidedOnAnOlderCaseIsNotCommitted(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().open()
	id := l.put(storetest.Drafter, guibei.SubmitCmd, &guibei.Submit{})
	o, clocks, err := l.decide(id)
	require.NoError(t, err)
	l.do(storetest.Drafter, guibei.EditDraftCmd, &guibei.EditDraft{Materials: l.papers(guibei.LegalBasis)}, guibei.Draft)
	before := l.reload()
	_, err = l.Commit(t.Context(), o, clocks)
	require.ErrorIs(t, err, store.ErrMoved)
	require.ErrorIs(t, err, guibei.Unavailable, "so that it is tried again")
	require.Equal(t, before, l.reload())
	o, clocks, err = l.decide(id)
	require.NoError(t, err)
	_, err = l.Commit(t.Context(), o, clocks)
	require.NoError(t, err)
}

func TestTheSameOutcomeCommittedAtOnceHappensOnce(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.DB(t)).newLife()
	for _, open := range []bool{true, false} {
		var id string
		if open {
			id = l.put(storetest.Drafter, guibei.OpenCaseCmd, &guibei.OpenCase{DraftingOrgan: "zjj", IssuingOrgan: "gov", Document: l.ref("draft")})
		} else {
			id = l.put(storetest.Drafter, guibei.SubmitCmd, &guibei.Submit{})
		}
		o, clocks, err := l.decide(id)
		require.NoError(t, err)
		const n = 8
		var wg sync.WaitGroup
		results, errs := make([]guibei.CommandResult, n), make([]error, n)
		for i := range n {
			wg.Go(func() { results[i], errs[i] = l.Commit(context.WithoutCancel(t.Context()), o, clocks) })
		}
		wg.Wait()
		for i := range n {
			require.NoError(t, errs[i])
			require.Equal(t, results[0], results[i])
		}
	}
	require.EqualValues(t, 2, l.reload().Revision)
	events, err := l.Events(t.Context(), l.id, 0, 0)
	require.NoError(t, err)
	require.Len(t, events, 2)
}

func TestTwoCommandsThatOpenOneCaseCannotBoth(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.DB(t)).newLife()
	payload := &guibei.OpenCase{DraftingOrgan: "zjj", IssuingOrgan: "gov", Document: l.ref("draft")}
	a, aClocks, err := l.decide(l.put(storetest.Drafter, guibei.OpenCaseCmd, payload))
	require.NoError(t, err)
	b, bClocks, err := l.decide(l.put(storetest.Drafter, guibei.OpenCaseCmd, payload))
	require.NoError(t, err)
	var wg sync.WaitGroup
	var errA, errB error
	wg.Go(func() { _, errA = l.Commit(context.WithoutCancel(t.Context()), a, aClocks) })
	wg.Go(func() { _, errB = l.Commit(context.WithoutCancel(t.Context()), b, bClocks) })
	wg.Wait()
	require.NotEqual(t, errA == nil, errB == nil, "%v, %v", errA, errB)
	for _, err := range []error{errA, errB} {
		if err != nil {
			require.ErrorIs(t, err, store.ErrMoved)
		}
	}
}

func TestNumbersHaveNoGapsWhenCommitsFailAndRace(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.DB(t))
	const n = 4
	lives := make([]*life, n)
	for i := range lives {
		lives[i] = b.newLife().toReview()
		lives[i].do(storetest.Reviewer, guibei.RecordOpinionCmd, opinion(guibei.Lawful), guibei.LegalityReview)
	}
	var wg sync.WaitGroup
	errs := make([]error, 2*n)
	for i, l := range lives {
		o, clocks, err := l.decide(l.put(storetest.Lead, guibei.IssueOpinionCmd, &guibei.IssueOpinion{}))
		require.NoError(t, err)
		bad := o
		bad.Case.Class = "none" // breaks a constraint after the number was given
		wg.Go(func() { _, errs[n+i] = l.Commit(context.WithoutCancel(t.Context()), bad, clocks) })
		wg.Wait()
		wg.Go(func() { _, errs[i] = l.Commit(context.WithoutCancel(t.Context()), o, clocks) })
	}
	wg.Wait()
	got := map[string]bool{}
	for i, l := range lives {
		require.NoError(t, errs[i])
		require.ErrorIs(t, errs[n+i], guibei.Internal)
		got[l.reload().Opinion.No] = true
	}
	require.Equal(t, map[string]bool{
		b.own("青司审〔2026〕1号"): true, b.own("青司审〔2026〕2号"): true, b.own("青司审〔2026〕3号"): true, b.own("青司审〔2026〕4号"): true,
	}, got)
}

func TestAClockFiringCommitsWithoutACommand(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toReview()
	c := l.reload()
	o := guibei.Outcome{Case: c, Before: c.Seq, Events: []guibei.Event{{
		Case: l.id, Kind: guibei.ClockWarned, Actor: guibei.System, Stage: c.Stage, OccurredAt: l.now, RecordedAt: l.now, Payload: []byte(`{"level":"half"}`),
	}}}
	clocks := c.Clocks[: len(c.Clocks)-1 : len(c.Clocks)-1]
	last := c.Clocks[len(c.Clocks)-1]
	last.Alarms = last.Alarms[1:]
	clocks = append(clocks, last)
	r, err := l.Commit(t.Context(), o, clocks)
	require.NoError(t, err)
	require.Equal(t, last.Alarms[0].At, r.Wake)
	require.Zero(t, r.Version)
	after := l.reload()
	require.Equal(t, clocks, after.Clocks)
	require.Equal(t, c.Revision, after.Revision)
	require.Equal(t, c.Seq+1, after.Seq)
	open, err := l.OpenCases(t.Context(), "", 10)
	require.NoError(t, err)
	require.Contains(t, open, store.OpenCase{ID: l.id, Stage: guibei.LegalityReview, Revision: c.Revision, Wake: r.Wake})
}

func TestAnIssuedOpinionIsNotRewritten(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toReview()
	l.do(storetest.Reviewer, guibei.RecordOpinionCmd, opinion(guibei.Lawful), guibei.LegalityReview)
	l.do(storetest.Lead, guibei.IssueOpinionCmd, &guibei.IssueOpinion{}, guibei.Deliberation)
	c := l.reload()
	changed := *c.Opinion
	changed.Conclusion, changed.No = guibei.Unlawful, "另一个文号"
	c.Opinion = &changed
	_, err := l.Commit(t.Context(), guibei.Outcome{Case: c, Before: c.Seq}, c.Clocks)
	require.NoError(t, err)
	require.Equal(t, guibei.Lawful, l.reload().Opinion.Conclusion)
	require.Contains(t, l.reload().Opinion.No, "青司审")
}

func TestADueDateFollowsItsClockUntilTheFirstSubmission(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toSigned().publish()
	move := func(by int) guibei.Date {
		c := l.reload()
		clocks := append([]guibei.Clock(nil), c.Clocks...)
		var due guibei.Date
		for i, k := range clocks {
			if k.Kind == guibei.FilingClock && k.Obligation == l.id+"/gov_up" {
				clocks[i].DueOn = k.DueOn.AddDays(by)
				clocks[i].DueAt = clocks[i].DueOn.EndOfDay(zone).UTC()
				due = clocks[i].DueOn
			}
		}
		_, err := l.Commit(t.Context(), guibei.Outcome{Case: c, Before: c.Seq, Events: []guibei.Event{{
			Case: l.id, Kind: guibei.ClockMoved, Actor: guibei.System, Stage: c.Stage, OccurredAt: l.now, RecordedAt: l.now, Payload: []byte(`{}`),
		}}}, clocks)
		require.NoError(t, err)
		return due
	}
	owed := func() guibei.Obligation {
		c := l.reload()
		return *c.Obligation(l.id + "/gov_up")
	}
	first := owed().DueOn
	moved := move(3)
	require.Equal(t, first.AddDays(3), moved)
	require.Equal(t, moved, owed().DueOn)
	require.Equal(t, first, owed().DueOnOriginal)
	l.do(storetest.Clerk, guibei.SubmitFilingCmd, l.file("gov_up"), guibei.InFiling)
	move(-30)
	require.Equal(t, moved, owed().DueOn, "frozen")
	require.Equal(t, first, owed().DueOnOriginal)
}

func TestAClosedTaskStaysOnRecordAndAReassignedOneIsAnother(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().toReview()
	before := l.reload().Tasks
	l.do(storetest.Lead, guibei.AssignReviewerCmd, &guibei.AssignReviewer{Reviewer: "reviewer"}, guibei.LegalityReview)
	require.Len(t, before, 1)
	require.Len(t, l.reload().Tasks, 1)
	require.NotEqual(t, before, l.reload().Tasks)
	var open, closed int
	require.NoError(t, l.db.QueryRow(t.Context(), `SELECT count(*) FILTER (WHERE closed_at IS NULL), count(*) FILTER (WHERE closed_at IS NOT NULL)
		FROM task WHERE case_id = $1 AND kind = 'write_opinion'`, l.id).Scan(&open, &closed))
	require.Equal(t, []int{1, 1}, []int{open, closed})
}

func TestARefusalIsRecordedOnceWithItsReason(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().open()
	_, err := l.try(storetest.Clerk, guibei.SubmitCmd, &guibei.Submit{})
	require.ErrorIs(t, err, guibei.Forbidden)

	id := l.put(storetest.Drafter, guibei.SubmitCmd, &guibei.Submit{})
	r, err := l.Refuse(t.Context(), id, guibei.Stale, "请刷新。")
	require.NoError(t, err)
	require.Equal(t, guibei.CommandResult{State: guibei.CommandRejected, Case: l.id, Stage: guibei.Draft, Revision: 1, Kind: guibei.Stale, Message: "请刷新。"}, r)
	again, err := l.Refuse(t.Context(), id, guibei.Conflict, "另一句。")
	require.NoError(t, err)
	require.Equal(t, r, again)
	o, clocks, err := l.decide(id)
	require.NoError(t, err)
	applied, err := l.Commit(t.Context(), o, clocks)
	require.NoError(t, err)
	require.Equal(t, r, applied, "what was refused is not applied later")
	_, err = l.Refuse(t.Context(), uuid.NewString(), guibei.Conflict, "没有。")
	require.ErrorIs(t, err, guibei.NotFound)
}

func TestAParkedCaseWaitsForAnOperatorAndGoesOn(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().open()
	id := l.put(storetest.Drafter, guibei.SubmitCmd, &guibei.Submit{})
	r, err := l.Park(t.Context(), l.id, id, "规则库读不出来")
	require.NoError(t, err)
	require.Equal(t, guibei.CommandParked, r.State)
	again, err := l.Park(t.Context(), l.id, id, "再次")
	require.NoError(t, err)
	require.Equal(t, r, again)
	c := l.reload()
	require.Equal(t, "规则库读不出来", c.Parked)
	require.Equal(t, id, c.ParkedBy)
	events, err := l.Events(t.Context(), l.id, 1, 0)
	require.NoError(t, err)
	require.Len(t, events, 1)
	require.Equal(t, guibei.CaseParked, events[0].Kind)
	require.Equal(t, guibei.System, events[0].Actor)
	h, err := l.Health(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, h.ParkedCases)
	parked, err := l.Parked(t.Context(), 10)
	require.NoError(t, err)
	require.Equal(t, []store.ParkedRow{{
		Case: l.id, Command: id, Kind: guibei.SubmitCmd, Title: "青山区某办法", Reason: "规则库读不出来", Since: events[0].RecordedAt,
	}}, parked)
	next, err := l.Next(t.Context(), l.id)
	require.NoError(t, err)
	require.Empty(t, next)

	l.do(storetest.Admin, guibei.RetryParkedCmd, &guibei.Reasoned{Reason: "已修复"}, guibei.Draft)
	require.Empty(t, l.reload().Parked)
	next, err = l.Next(t.Context(), l.id)
	require.NoError(t, err)
	require.Equal(t, id, next, "the parked command is sent again")
	row, err := l.Command(t.Context(), id)
	require.NoError(t, err)
	require.Equal(t, guibei.CommandPending, row.State)
}

func TestACommandThatCouldNotOpenItsCaseIsParkedAlone(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife()
	id := l.put(storetest.Drafter, guibei.OpenCaseCmd, &guibei.OpenCase{DraftingOrgan: "zjj", IssuingOrgan: "gov", Document: l.ref("draft")})
	_, err := l.Park(t.Context(), l.id, id, "读不出来")
	require.NoError(t, err)
	h, err := l.Health(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, h.ParkedOpening)
	parked, err := l.Parked(t.Context(), 10)
	require.NoError(t, err)
	require.Len(t, parked, 1)
	require.Equal(t, store.ParkedRow{Case: l.id, Command: id, Kind: guibei.OpenCaseCmd, Reason: "读不出来", Opening: true, Since: l.now.UTC()}, parked[0])
	require.NoError(t, l.Requeue(t.Context(), id))
	require.ErrorIs(t, l.Requeue(t.Context(), id), guibei.Conflict)
	o, clocks, err := l.decide(id)
	require.NoError(t, err)
	_, err = l.Commit(t.Context(), o, clocks)
	require.NoError(t, err)
}

func TestACheckIsKeptOncePerRuleSetWithItsEvent(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).newLife().open()
	r := guibei.CheckReceipt{
		DocumentSHA256: l.sha("draft"), TextSHA256: l.sha("words"), RuleSet: "rules-1", Verdict: "leads",
		Findings: []guibei.Finding{
			{Rule: "R001", Severity: guibei.High, Title: "一", Place: guibei.Place{Quote: "不得"}}, {Rule: "R002", Severity: guibei.High}, {Rule: "R003", Severity: guibei.Low},
		},
	}
	_, err := l.Check(t.Context(), l.id, 1)
	require.ErrorIs(t, err, guibei.NotFound)
	for range 2 {
		require.NoError(t, l.SaveCheck(t.Context(), l.id, 1, r))
	}
	got, err := l.Check(t.Context(), l.id, 1)
	require.NoError(t, err)
	require.Equal(t, r, got)
	events, err := l.Events(t.Context(), l.id, 1, 0)
	require.NoError(t, err)
	require.Len(t, events, 1)
	require.Equal(t, guibei.TextChecked, events[0].Kind)
	require.Contains(t, string(events[0].Payload), `"findings":{"high":2,"low":1}`)

	l.now = l.now.Add(time.Hour)
	newer := guibei.CheckReceipt{DocumentSHA256: r.DocumentSHA256, TextSHA256: r.TextSHA256, RuleSet: "rules-2", Verdict: "clean", Findings: []guibei.Finding{}}
	require.NoError(t, l.SaveCheck(t.Context(), l.id, 1, newer))
	got, err = l.Check(t.Context(), l.id, 1)
	require.NoError(t, err)
	require.Equal(t, newer, got)
	all, err := l.Events(t.Context(), l.id, 0, 0)
	require.NoError(t, err)
	require.NoError(t, guibei.VerifyChain(all))
	require.Len(t, all, 3)
	require.ErrorIs(t, l.SaveCheck(t.Context(), uuid.NewString(), 1, r), guibei.NotFound)
	require.ErrorIs(t, l.SaveCheck(t.Context(), l.id, 9, newer), guibei.NotFound)
}
