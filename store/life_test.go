package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/store"
	"guibei/store/storetest"
)

var zone = time.FixedZone("CST", 8*3600)

// start is Monday, 2 March 2026, 9:00.
var start = time.Date(2026, 3, 2, 9, 0, 0, 0, zone)

// bench is a database with people, a clock that can be moved and files. Tests
// over a transaction see only their own.
type bench struct {
	*store.Store
	t   testing.TB
	db  store.DB
	now time.Time
	id  string // keeps what must be unique apart from other tests
}

func newBench(tb testing.TB, db store.DB) *bench {
	tb.Helper()
	b := &bench{t: tb, db: db, now: start, id: uuid.NewString()[:8]}
	b.Store = store.New(db, func() time.Time { return b.now })
	for _, f := range []guibei.File{
		{SHA256: b.sha("draft"), Size: 11, MediaType: "docx", Title: "青山区某办法", TextSHA256: b.sha("words")},
		{SHA256: b.sha("revised"), Size: 12, MediaType: "docx", Title: "青山区某办法", TextSHA256: b.sha("other words")},
		{SHA256: b.sha("paper"), Size: 14, MediaType: "application/pdf"},
	} {
		require.NoError(tb, b.PutFile(tb.Context(), f))
	}
	return b
}

// own is name, made the test's own.
func (b *bench) own(name string) string { return b.id + " " + name }

// sha is the hash that a file of this name has in this test.
func (b *bench) sha(name string) string {
	sum := sha256.Sum256([]byte(b.own(name)))
	return hex.EncodeToString(sum[:])
}

func (b *bench) ref(name string) guibei.FileRef {
	return guibei.FileRef{SHA256: b.sha(name), Name: name + ".docx"}
}

func (b *bench) papers(kinds ...guibei.MaterialKind) []guibei.Material {
	var out []guibei.Material
	for _, k := range kinds {
		out = append(out, guibei.Material{Kind: k, File: b.ref("paper")})
	}
	return out
}

func mustJSON(tb testing.TB, v any) []byte {
	tb.Helper()
	b, err := json.Marshal(v)
	require.NoError(tb, err)
	return b
}

// terms are the rules of the tests' region. Whatever varies between lives is
// changed by the test.
func (b *bench) terms(w guibei.Work) guibei.Terms {
	return guibei.Terms{
		Zone: zone, UnitHeadApproval: true, LateEntryDays: 90,
		Tracks: []guibei.Track{
			{ID: "gov_up", Name: "报市人民政府备案", Authority: "city", Desk: guibei.FilingReviewer},
			{ID: "npc_same", Name: "报本级人大备案", Authority: "npc", Desk: guibei.CongressDesk},
		},
		Routing: guibei.Routing{Region: "150204", Office: "office", Review: "sfj", Fair: "scjg", Class: guibei.GovDocument},
		Numbers: map[guibei.NumberField]guibei.NumberRule{
			guibei.DocumentNo: {Scope: b.own("doc"), Pattern: b.own("青政规发〔{year}〕{n}号")},
			guibei.UnifiedNo:  {Scope: b.own("unified"), Pattern: b.own("QSGS-{year}-{n:04}")},
			guibei.OpinionNo:  {Scope: b.own("opinion"), Pattern: b.own("青司审〔{year}〕{n}号")},
		},
		Files: w.Files, Nominee: w.Nominee,
	}
}

// life drives one case through the store, as the activity does: put, work,
// decide, commit.
type life struct {
	*bench
	id        string // of the case
	issuing   string // organ
	days      int    // of every clock
	terms     func(guibei.Work) guibei.Terms
	committed guibei.Outcome
	clocks    []guibei.Clock
}

func (b *bench) newLife() *life {
	return &life{bench: b, id: uuid.NewString(), issuing: "gov", days: 10, terms: b.terms}
}

// put puts a command of the case on record.
func (l *life) put(p guibei.Person, k guibei.CommandKind, payload guibei.Payload) string {
	l.t.Helper()
	if p, ok := payload.(*guibei.RecordOpinion); ok {
		payload = l.ownWords(p)
	}
	id := uuid.NewString()
	row, err := l.PutCommand(l.t.Context(), store.NewCommand{ID: id, Case: l.id, Kind: k, By: p.ID, Payload: mustJSON(l.t, payload)})
	require.NoError(l.t, err)
	require.Equal(l.t, guibei.CommandPending, row.State)
	return id
}

// ownWords makes the problems of an opinion the test's own: issuing it counts
// them, and two transactions that count the same wait for each other.
func (l *life) ownWords(p *guibei.RecordOpinion) *guibei.RecordOpinion {
	own := *p
	own.Items = slices.Clone(p.Items)
	for i := range own.Items {
		if own.Items[i].Result == guibei.Problem {
			own.Items[i].Reason = l.own(own.Items[i].Reason)
		}
	}
	return &own
}

// decide reads the work of a command and decides it.
func (l *life) decide(commandID string) (guibei.Outcome, []guibei.Clock, error) {
	l.t.Helper()
	w, err := l.Work(l.t.Context(), commandID)
	require.NoError(l.t, err)
	o, err := w.Case.Decide(w.Command, l.terms(w))
	if err != nil {
		return o, nil, err
	}
	return o, l.resolve(w.Case.Clocks, o.Clocks), nil
}

func (l *life) try(p guibei.Person, k guibei.CommandKind, payload guibei.Payload) (guibei.CommandResult, error) {
	l.t.Helper()
	id := l.put(p, k, payload)
	o, clocks, err := l.decide(id)
	if err != nil {
		_, refused := l.Refuse(l.t.Context(), id, guibei.KindOf(err), guibei.Message(err))
		require.NoError(l.t, refused)
		return guibei.CommandResult{}, err
	}
	r, err := l.Commit(l.t.Context(), o, clocks)
	l.committed, l.clocks = o, clocks
	return r, err
}

// do is a step that must succeed; the next one comes a day later.
func (l *life) do(p guibei.Person, k guibei.CommandKind, payload guibei.Payload, want guibei.Stage) guibei.CommandResult {
	l.t.Helper()
	r, err := l.try(p, k, payload)
	require.NoError(l.t, err, "%s", k)
	require.Equal(l.t, want, r.Stage, "%s", k)
	l.now = l.now.AddDate(0, 0, 1)
	return r
}

// resolve carries out clock operations: every period is l.days days long.
func (l *life) resolve(clocks []guibei.Clock, ops []guibei.ClockOp) []guibei.Clock {
	out := slices.Clone(clocks)
	for _, op := range ops {
		i := slices.IndexFunc(out, func(k guibei.Clock) bool {
			return k.Kind == op.Kind && k.Obligation == op.Obligation && k.State != guibei.ClockStopped
		})
		switch {
		case op.Op == guibei.StartClock:
			run := 1
			for _, k := range out {
				if k.Kind == op.Kind && k.Obligation == op.Obligation {
					run = max(run, k.Run+1)
				}
			}
			if l.days == 0 { // a period nobody has set
				out = append(out, guibei.Clock{Kind: op.Kind, Obligation: op.Obligation, Run: run, State: guibei.ClockRunning, StartedOn: op.On})
				continue
			}
			due := op.On.AddDays(l.days)
			out = append(out, guibei.Clock{
				Kind: op.Kind, Obligation: op.Obligation, Run: run, State: guibei.ClockRunning, StartedOn: op.On, Calendar: "cn 2026-x",
				DueOn: due, DueAt: due.EndOfDay(zone).UTC(), FirstDueOn: due, Provisional: l.days > 5, Why: []string{"自次日起算", "共十日"},
				Alarms: []guibei.Alarm{{Level: guibei.HalfGone, At: due.AddDays(-5).In(zone).UTC()}, {Level: guibei.Overdue, At: due.EndOfDay(zone).UTC()}},
			})
		case i < 0:
		case op.Op == guibei.StopClock:
			out[i].State, out[i].StoppedOn, out[i].Alarms = guibei.ClockStopped, op.On, nil
		case op.Op == guibei.PauseClock:
			out[i].State = guibei.ClockPaused
			out[i].Pauses = append(slices.Clone(out[i].Pauses), guibei.Interval{From: op.On, Reason: op.Reason})
		case op.Op == guibei.ResumeClock:
			out[i].State = guibei.ClockRunning
			out[i].Pauses = slices.Clone(out[i].Pauses)
			out[i].Pauses[len(out[i].Pauses)-1].To = op.On
		}
	}
	return out
}

func (l *life) today() guibei.Date { return guibei.DateOf(l.now, zone) }

func opinion(c guibei.Conclusion) *guibei.RecordOpinion {
	p := &guibei.RecordOpinion{Conclusion: c, Summary: "总体意见"}
	for i, h := range guibei.Headings {
		p.Items = append(p.Items, guibei.OpinionItem{ID: strconv.Itoa(i + 1), Heading: h, Test: "审核内容", Result: guibei.Pass})
	}
	if c != guibei.Lawful {
		p.Items[0].Result, p.Items[0].Reason, p.Items[0].Basis = guibei.Problem, "设定了罚款", "行政处罚法第十六条"
	}
	return p
}

func (l *life) open() *life {
	l.t.Helper()
	l.do(storetest.Drafter, guibei.OpenCaseCmd, &guibei.OpenCase{
		DraftingOrgan: "zjj", IssuingOrgan: l.issuing, Document: l.ref("draft"), Materials: l.papers(guibei.DraftingExplanation),
	}, guibei.Draft)
	return l
}

func (l *life) toReview() *life {
	l.t.Helper()
	l.open()
	l.do(storetest.Drafter, guibei.SubmitCmd, &guibei.Submit{}, guibei.Submitted)
	l.do(storetest.Head, guibei.ApproveSubmissionCmd, &guibei.Plain{}, guibei.Completeness)
	l.do(storetest.Clerk, guibei.RequestSupplementCmd, &guibei.RequestSupplement{Reason: "缺征求意见情况"}, guibei.Supplement)
	l.do(storetest.Drafter, guibei.AnswerSupplementCmd, &guibei.AnswerSupplementWith{Materials: l.papers(guibei.AdoptionRecord)}, guibei.Completeness)
	l.do(storetest.Clerk, guibei.AcceptCompletenessCmd, &guibei.Plain{}, guibei.FairCompetition)
	l.do(storetest.FairReviewer, guibei.ConcludeFairCmd, &guibei.ConcludeFair{Conclusion: guibei.FairNotApplicable, Reason: "不涉及经营者"}, guibei.LegalityReview)
	l.do(storetest.Lead, guibei.AssignReviewerCmd, &guibei.AssignReviewer{Reviewer: "reviewer"}, guibei.LegalityReview)
	return l
}

func counselOpinion() *guibei.GiveCounselOpinion {
	return &guibei.GiveCounselOpinion{
		Conclusion: guibei.CounselObjects, Text: "总体意见", Signed: true,
		Items: []guibei.CounselItem{{Location: "第五条", Text: "罚款没有依据", Basis: "行政处罚法第十六条"}},
	}
}

// counselled is a case in review on which one counsel is asked, another has
// answered, and a question to a third was taken back.
func (b *bench) counselled() *life {
	b.t.Helper()
	l := b.newLife().toReview()
	other := guibei.Person{ID: "other-" + b.id, Name: "另一名法律顾问", Grants: []guibei.Grant{{Role: guibei.Counsel, Organ: "sfj"}}}
	third := guibei.Person{ID: "third-" + b.id, Name: "第三名法律顾问", Grants: other.Grants}
	for _, p := range []guibei.Person{other, third, storetest.Counsel} {
		if p.ID != storetest.Counsel.ID {
			require.NoError(b.t, b.PutPerson(b.t.Context(), p))
		}
		l.do(storetest.Reviewer, guibei.AssignCounselCmd, &guibei.AssignCounsel{Counsel: p.ID}, guibei.LegalityReview)
	}
	l.do(other, guibei.GiveCounselOpinionCmd, counselOpinion(), guibei.LegalityReview)
	l.do(storetest.Lead, guibei.WithdrawCounselCmd, &guibei.WithdrawCounsel{Counsel: third.ID, Reason: "改由他人"}, guibei.LegalityReview)
	return l
}

func (l *life) toSigned() *life {
	l.t.Helper()
	l.toReview()
	l.do(storetest.Reviewer, guibei.RecordOpinionCmd, opinion(guibei.ReviseRequired), guibei.LegalityReview)
	l.do(storetest.Lead, guibei.IssueOpinionCmd, &guibei.IssueOpinion{}, guibei.Revision)
	l.do(storetest.Drafter, guibei.SubmitRevisionCmd, &guibei.SubmitRevision{
		Document: l.ref("revised"), Dispositions: []guibei.Disposition{{Item: "1", Answer: guibei.Adopted}},
	}, guibei.LegalityReview)
	l.do(storetest.Reviewer, guibei.RecordOpinionCmd, opinion(guibei.Lawful), guibei.LegalityReview)
	l.do(storetest.Lead, guibei.IssueOpinionCmd, &guibei.IssueOpinion{}, guibei.Deliberation)
	minutes := l.ref("paper")
	l.do(storetest.Clerk, guibei.RecordDeliberationCmd, &guibei.RecordDeliberation{
		Meeting: "第3次常务会议", HeldOn: l.today(), Present: []string{"区长"}, Dissent: "无", Result: guibei.MeetingAdopted, Minutes: &minutes,
	}, guibei.Signing)
	l.do(storetest.Clerk, guibei.SignCmd, &guibei.Sign{Signer: "区长", DatedOn: l.today()}, guibei.Signed)
	return l
}

func (l *life) publish() *life {
	l.t.Helper()
	l.do(storetest.Clerk, guibei.PublishCmd, &guibei.Publish{
		Document: l.ref("revised"), PublishedOn: l.today(), EffectiveOn: l.today().AddDays(30), ValidUntil: l.today().AddYears(5),
		Channel: "政府网站", URL: "https://example.gov.cn/1", SecrecyReviewed: true,
	}, guibei.InFiling)
	return l
}

func (l *life) file(track string) *guibei.SubmitFiling {
	return &guibei.SubmitFiling{Obligation: l.id + "/" + track, Document: l.ref("revised"), Materials: l.papers(guibei.FilingReport)}
}

func (l *life) reload() guibei.Case {
	l.t.Helper()
	c, err := l.Case(l.t.Context(), l.id)
	require.NoError(l.t, err)
	return c
}
