package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/google/uuid"

	"guibei"
	"guibei/deadline"
	"guibei/docx"
	"guibei/examples"
	"guibei/internal/blob"
	"guibei/regions"
	"guibei/store"
)

// maker invents cases.
type maker struct {
	settings
	chance   *rand.Rand
	region   *regions.Region
	calendar *deadline.Calendar
	zone     *time.Location
	now      time.Time
	run      string // keeps the numbers of one run apart from another's
	n        int
	terms    map[string]rules
	texts    []guibei.File // documents that exist
	papers   []guibei.Material
}

// rules are what the region says about an issuing organ.
type rules struct {
	guibei.Routing
	tracks []guibei.Track
}

// life is a case with all its rows.
type life struct {
	guibei.Case
	m           *maker
	at          time.Time // of the last act
	file        guibei.File
	published   time.Time // recorded
	reviewed    bool
	closed      []closedTask
	filings     []filing
	events      []guibei.Event
	paragraphs  []store.LibraryParagraph
	reviewedOn  guibei.Date
	deliberated guibei.Date
}

type closedTask struct {
	guibei.Task
	at time.Time
}

// filing is an obligation with what the table keeps beside it.
type filing struct {
	guibei.Obligation
	dueAt, checkedAt, refusedAt time.Time
}

// files puts the example documents on record, and their bytes where the program
// looks for them, if that is known.
func (m *maker) files(ctx context.Context, st *store.Store) error {
	for _, name := range []string{"parking-clean.docx", "stalls-revised.docx"} {
		raw, err := examples.Files.ReadFile(name)
		if err != nil {
			return err
		}
		doc, err := docx.Open(bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			return err
		}
		sum := sha256.Sum256(raw)
		f := guibei.File{
			SHA256: hex.EncodeToString(sum[:]), Size: int64(len(raw)), Title: doc.Title(), TextSHA256: doc.TextSHA256(),
			MediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		}
		if have, err := st.File(ctx, f.SHA256); err == nil {
			f = have
		} else if err := st.PutFile(ctx, f); err != nil {
			return err
		}
		m.texts = append(m.texts, f)
		if err := m.keep(ctx, raw); err != nil {
			return err
		}
	}
	for _, k := range guibei.MaterialKinds[:4] {
		m.papers = append(m.papers, guibei.Material{Kind: k, File: guibei.FileRef{SHA256: m.texts[0].SHA256, Name: k.Label() + ".docx"}})
	}
	return nil
}

func (m *maker) keep(ctx context.Context, raw []byte) (err error) {
	if m.blobs == "" {
		return nil
	}
	files, err := blob.Open(m.blobs, m.now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, files.Close()) }()
	_, _, err = files.Put(ctx, bytes.NewReader(raw), int64(len(raw)))
	return err
}

func (m *maker) rulesOf(issuing string, at time.Time) (rules, error) {
	if r, known := m.terms[issuing]; known {
		return r, nil
	}
	var organ guibei.Organ
	for _, o := range m.region.Organs() {
		if o.ID == issuing {
			organ = o
		}
	}
	t, err := m.region.Terms(at, organ)
	if err != nil {
		return rules{}, err
	}
	m.terms[issuing] = rules{t.Routing, t.Tracks}
	return m.terms[issuing], nil
}

// spread is a positive factor around one.
func (m *maker) spread() float64 { return math.Exp(m.chance.NormFloat64() * 0.55) }

func (m *maker) chanceOf(percent int) bool { return m.chance.IntN(100) < percent }

// days is a stretch of time of about so many days.
func (m *maker) days(mean float64) time.Duration {
	return time.Duration(mean * m.spread() * float64(24*time.Hour)).Truncate(time.Microsecond)
}

// step is a task on the way to publication.
type step struct {
	kind  guibei.TaskKind
	stage guibei.Stage // while it is open
	act   guibei.CommandKind
	role  guibei.Role
	start guibei.ClockKind // that starts with it
	stop  guibei.ClockKind // that stops with it
	days  float64
}

var steps = []step{
	{kind: guibei.FinishDraft, stage: guibei.Draft, act: guibei.SubmitCmd, role: guibei.Drafter, days: 6},
	{kind: guibei.ApproveSubmission, stage: guibei.Submitted, act: guibei.ApproveSubmissionCmd, role: guibei.UnitHead, days: 1.5},
	{kind: guibei.CheckCompleteness, stage: guibei.Completeness, act: guibei.AcceptCompletenessCmd, role: guibei.OfficeClerk, start: guibei.CompletenessClock, stop: guibei.CompletenessClock, days: 3},
	{kind: guibei.ReviewFair, stage: guibei.FairCompetition, act: guibei.ConcludeFairCmd, role: guibei.FairReviewer, start: guibei.FairClock, stop: guibei.FairClock, days: 6},
	{kind: guibei.AssignReview, stage: guibei.LegalityReview, act: guibei.AssignReviewerCmd, role: guibei.ReviewLead, start: guibei.ReviewClock, days: 1},
	{kind: guibei.WriteOpinion, stage: guibei.LegalityReview, act: guibei.RecordOpinionCmd, role: guibei.Reviewer, days: 10},
	{kind: guibei.IssueTheOpinion, stage: guibei.LegalityReview, act: guibei.IssueOpinionCmd, role: guibei.ReviewLead, stop: guibei.ReviewClock, days: 2},
	{kind: guibei.Deliberate, stage: guibei.Deliberation, act: guibei.RecordDeliberationCmd, role: guibei.CouncilClerk, days: 12},
	{kind: guibei.SignDocument, stage: guibei.Signing, act: guibei.SignCmd, role: guibei.OfficeClerk, days: 3},
	{kind: guibei.PublishDocument, stage: guibei.Signed, act: guibei.PublishCmd, role: guibei.OfficeClerk, start: guibei.PublicationClock, stop: guibei.PublicationClock, days: 6},
}

// life invents one case up to now.
func (m *maker) life() (*life, error) {
	m.n++
	class, drafting, issuing := m.places()
	opened := m.now.Add(-time.Duration(m.chance.Int64N(int64(m.years) * 365 * int64(24*time.Hour)))).Truncate(time.Microsecond)
	r, err := m.rulesOf(issuing, m.now)
	if err != nil {
		return nil, err
	}
	subject := m.pick(subjects)
	f := m.texts[m.chance.IntN(len(m.texts))]
	l := &life{m: m, at: opened, file: f}
	title := "青山区" + subject + m.pick(acts) + m.pick(forms)
	l.Case = guibei.Case{
		ID: m.id(), Region: m.region.Code, Class: class, Title: title, Stage: guibei.Draft, Revision: 1, OpenedAt: opened,
		DraftingOrgan: drafting, IssuingOrgan: issuing, OfficeOrgan: r.Office, ReviewOrgan: r.Review, FairOrgan: r.Fair,
		Text:      guibei.Version{N: 1, File: guibei.FileRef{SHA256: f.SHA256, Name: title + ".docx"}, TextSHA256: f.TextSHA256, Title: title},
		Materials: m.papers, Drafters: []string{"qs-zjj-lihaiyan"},
	}
	l.event(guibei.OpenCaseCmd, guibei.Drafter, drafting, map[string]any{"title": title, "document": l.Text.File})
	if done, err := l.toPublication(); err != nil || !done {
		return l, err
	}
	l.paragraphs = m.text(title, subject)
	return l, l.fileWithAll(r.tracks)
}

// id is a random UUID of the seed.
func (m *maker) id() string {
	var id uuid.UUID
	binary.LittleEndian.PutUint64(id[:8], m.chance.Uint64())
	binary.LittleEndian.PutUint64(id[8:], m.chance.Uint64())
	return id.String()
}

// toPublication takes the steps that end before now, and reports whether that
// was all of them.
func (l *life) toPublication() (bool, error) {
	given := 0 // the step at which the case is given up
	if l.m.chanceOf(4) {
		given = 1 + l.m.chance.IntN(len(steps)-1)
	}
	for i, s := range steps {
		l.Stage = s.stage
		organ := l.OrganFor(s.role, nil)
		t := guibei.Task{Kind: s.kind, Role: s.role, Organ: organ, OpenedAt: l.at}
		if s.kind == guibei.WriteOpinion {
			t.Assignee = l.Reviewer
		}
		if s.start != "" {
			if err := l.start(s.start, "", l.on()); err != nil {
				return false, err
			}
		}
		end := l.at.Add(l.m.days(s.days))
		if end.After(l.m.now) {
			l.Tasks = append(l.Tasks, t)
			return false, l.pauseAtRandom(s)
		}
		l.at = end
		l.closed = append(l.closed, closedTask{t, end})
		if i == given && given > 0 {
			l.Stage, l.Tasks = guibei.Withdrawn, nil
			l.stopAll()
			l.event(guibei.WithdrawCmd, guibei.Drafter, l.DraftingOrgan, map[string]any{"reason": "不再制定"})
			return false, nil
		}
		if s.stop != "" {
			l.stop(s.stop, "")
		}
		l.act(s)
	}
	return true, nil
}

// act leaves behind what an act leaves behind.
func (l *life) act(s step) {
	facts := map[string]any{}
	lock := guibei.Lock{Version: 1, TextSHA256: l.file.TextSHA256}
	switch s.act { //nolint:exhaustive // the others leave nothing behind
	case guibei.AssignReviewerCmd:
		l.Reviewer = l.m.pick([]string{"qs-sfj-zhangwenbo", "qs-sfj-gaoxue"})
		l.Round = 1
	case guibei.RecordOpinionCmd:
		l.Reviewers = []string{l.Reviewer}
		l.Opinion = &guibei.Opinion{Round: 1, On: lock, Conclusion: guibei.Lawful, Items: items(), Summary: "内容合法。", Reviewer: l.Reviewer}
	case guibei.IssueOpinionCmd:
		l.Opinion.Issued, l.Opinion.IssuedBy, l.Opinion.IssuedOn = true, "qs-sfj-linguodong", l.on()
		l.Reviewed, l.reviewedOn = lock, l.on()
	case guibei.ConcludeFairCmd:
		l.Fair = &guibei.FairReview{On: lock, Conclusion: guibei.FairCompliant, Reason: "不影响竞争。", By: "qs-scjg-huangtao", OnDate: l.on()}
	case guibei.RecordDeliberationCmd:
		l.Meeting = &guibei.RecordDeliberation{Meeting: "常务会议", HeldOn: l.on(), Present: []string{"区长"}, Dissent: "无", Result: guibei.MeetingAdopted}
		l.Deliberated, l.deliberated = lock, l.on()
		l.reviewed = !l.m.chanceOf(3)
	case guibei.SignCmd:
		l.Signer, l.DatedOn = "区长", l.on()
		l.DocumentNo = fmt.Sprintf("青规发〔%d〕%s-%d号", l.on().Year, l.m.run, l.m.n)
		l.UnifiedNo = fmt.Sprintf("QSGS-%d-%s-%06d", l.on().Year, l.m.run, l.m.n)
		facts["document_no"], facts["unified_no"] = l.DocumentNo, l.UnifiedNo
	case guibei.PublishCmd:
		l.PublishedOn, l.EffectiveOn, l.published = l.on(), l.on().AddDays(l.m.chance.IntN(60)), l.at
		l.ValidUntil = l.EffectiveOn.AddYears(2 + l.m.chance.IntN(4)).AddDays(-1)
		l.Channel, l.URL, l.Published = "区人民政府网站", "https://example.gov.cn/"+l.ID, lock
		facts["published_on"] = l.PublishedOn
	}
	l.event(s.act, s.role, l.OrganFor(s.role, nil), facts)
}

func items() []guibei.OpinionItem {
	out := make([]guibei.OpinionItem, len(guibei.Headings))
	for i, h := range guibei.Headings {
		out[i] = guibei.OpinionItem{ID: strconv.Itoa(i + 1), Heading: h, Test: "审核内容", Result: guibei.Pass}
	}
	return out
}

func (l *life) on() guibei.Date { return guibei.DateOf(l.at, l.m.zone) }

// start starts a clock.
func (l *life) start(k guibei.ClockKind, obligation string, on guibei.Date) error {
	_, track := cut(obligation)
	period, limited := l.m.region.Period(k, track, later(on))
	c := guibei.Clock{Kind: k, Obligation: obligation, Run: 1, State: guibei.ClockRunning, StartedOn: on}
	if limited {
		res, err := deadline.Compute(on, period, l.m.calendar)
		if err != nil {
			return err
		}
		c.Calendar, c.Provisional, c.Why = res.CalendarID+"@"+res.CalendarVersion, res.Provisional, res.Explain()
		c.DueOn, c.DueAt, c.FirstDueOn = res.Due, res.Due.EndOfDay(l.m.zone).UTC(), res.Due
		if c.DueAt.After(l.m.now) {
			c.Alarms = []guibei.Alarm{{Level: guibei.Overdue, At: c.DueAt}}
		}
	}
	l.Clocks = append(l.Clocks, c)
	return nil
}

// later is a day on which every period of the pack is set: the cases of years
// before its first rule are measured by that rule.
func later(on guibei.Date) guibei.Date {
	if first := (guibei.Date{Year: 2025, Month: time.January, Day: 1}); on.Before(first) {
		return first
	}
	return on
}

func cut(obligation string) (caseID, track string) {
	for i := range obligation {
		if obligation[i] == '/' {
			return obligation[:i], obligation[i+1:]
		}
	}
	return obligation, ""
}

func (l *life) clock(k guibei.ClockKind, obligation string) *guibei.Clock {
	for i := range l.Clocks {
		if c := &l.Clocks[i]; c.Kind == k && c.Obligation == obligation && c.State != guibei.ClockStopped {
			return c
		}
	}
	return nil
}

func (l *life) stop(k guibei.ClockKind, obligation string) {
	if c := l.clock(k, obligation); c != nil {
		c.State, c.StoppedOn, c.Alarms = guibei.ClockStopped, l.on(), nil
	}
}

func (l *life) stopAll() {
	for i := range l.Clocks {
		if l.Clocks[i].State != guibei.ClockStopped {
			l.stop(l.Clocks[i].Kind, l.Clocks[i].Obligation)
		}
	}
}

// pauseAtRandom sends some of the packages that are being checked back.
func (l *life) pauseAtRandom(s step) error {
	if s.kind != guibei.CheckCompleteness || !l.m.chanceOf(25) {
		return nil
	}
	l.Stage, l.CameFrom = guibei.Supplement, guibei.Completeness
	c := l.clock(guibei.CompletenessClock, "")
	c.State, c.DueOn, c.DueAt, c.Alarms = guibei.ClockPaused, guibei.Date{}, time.Time{}, nil
	c.Pauses = []guibei.Interval{{From: l.on(), Reason: "补正"}}
	l.Tasks = []guibei.Task{{Kind: guibei.AnswerSupplement, Role: guibei.Drafter, Organ: l.DraftingOrgan, OpenedAt: l.at}}
	l.event(guibei.RequestSupplementCmd, guibei.OfficeClerk, l.OfficeOrgan, map[string]any{"reason": "材料不全"})
	return l.start(guibei.SupplementClock, "", l.on())
}

// event records an act.
func (l *life) event(k guibei.CommandKind, role guibei.Role, organ string, facts map[string]any) {
	if len(l.events) > 0 {
		l.Revision++
	}
	if l.m.lean && len(l.events) > 0 {
		return
	}
	payload, err := json.Marshal(facts)
	if err != nil {
		panic(err) // plain data of our own
	}
	e := guibei.Event{
		Case: l.ID, Kind: guibei.EventKind(k), Actor: guibei.Actor{Person: "seed", Name: "演示数据", Role: role, Organ: organ}, Stage: l.Stage,
		OccurredAt: l.at, RecordedAt: l.at, Payload: payload,
	}
	e.Seal(l.Seq, l.Head)
	l.Seq, l.Head = e.Seq, e.Hash
	l.events = append(l.events, e)
}
