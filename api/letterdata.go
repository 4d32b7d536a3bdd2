package api

import (
	"cmp"
	"encoding/json"
	"fmt"
	"time"

	"guibei"
	"guibei/docx/compose"
)

// caseLetters collects the letters of one case. Each method knows one letter.
type caseLetters struct {
	c      guibei.Case
	organs map[string]string
	dateOf func(guibei.Event) compose.Day
	out    []caseLetter
}

func (a *caseLetters) add(l compose.Letter, obligation string) {
	a.out = append(a.out, caseLetter{l, obligation})
}

// clock returns the latest run of a clock, nil when it never ran.
func (a *caseLetters) clock(k guibei.ClockKind, obligation string) *guibei.Clock {
	var latest *guibei.Clock
	for i := range a.c.Clocks {
		if c := &a.c.Clocks[i]; c.Kind == k && c.Obligation == obligation && (latest == nil || c.Run > latest.Run) {
			latest = c
		}
	}
	return latest
}

// draftingNote is the skeleton, which every case has the records for.
func (a *caseLetters) draftingNote() {
	l := &compose.DraftingNoteData{Title: a.c.Title, Drafter: a.organs[a.c.DraftingOrgan]}
	if f := a.c.Fair; f != nil {
		l.Competition = fmt.Sprintf("公平竞争审查结论：%s。%s", f.Conclusion.Label(), f.Reason)
	}
	a.add(l, "")
}

// supplement is the notice of what a package lacks: of a review, or of a filing.
func (a *caseLetters) supplement(e guibei.Event, obligation string) error {
	var p guibei.RequestSupplement
	if err := json.Unmarshal(e.Payload, &p); err != nil {
		return err
	}
	l := &compose.SupplementNoticeData{
		Head: compose.Head{Organ: a.organs[e.Actor.Organ], Date: a.dateOf(e)}, To: a.organs[a.c.DraftingOrgan], Title: a.c.Title,
		Purpose: "合法性审核", Reason: p.Reason, Contact: compose.Contact{Person: e.Actor.Name},
	}
	for _, k := range p.Items {
		l.Items = append(l.Items, compose.MissingItem{Name: k.Label(), What: "请补正后重新报送"})
	}
	began, due := a.clock(guibei.CompletenessClock, ""), a.clock(guibei.SupplementClock, "")
	if obligation != "" {
		l.Purpose, l.To = "备案", a.organs[a.c.IssuingOrgan]
		began, due = a.clock(guibei.FormCheckClock, obligation), a.clock(guibei.FilingSupplementClock, obligation)
	}
	if began != nil {
		l.SubmittedOn = day(began.StartedOn)
	}
	if due != nil {
		l.DueOn = day(due.DueOn)
	}
	a.add(l, obligation)
	return nil
}

// results are the words of a legality opinion.
var results = map[guibei.Result]string{guibei.Pass: "没有问题", guibei.Problem: "有问题", guibei.NotApplicable: "不适用"}

// opinion is the issued legality opinion.
func (a *caseLetters) opinion(o guibei.Opinion) {
	l := &compose.LegalityOpinionData{
		Head: compose.Head{Organ: a.organs[a.c.ReviewOrgan], No: o.No, Date: day(o.IssuedOn)}, To: a.organs[a.c.DraftingOrgan],
		Title: a.c.Title, Version: fmt.Sprintf("第%d稿", o.On.Version), Conclusion: o.Conclusion.Label(), Summary: o.Summary,
	}
	for _, k := range a.c.Clocks {
		if k.Kind == guibei.ReviewClock && k.Run == o.Round {
			l.SubmittedOn = day(k.StartedOn)
		}
	}
	for _, i := range o.Items {
		l.Items = append(l.Items, compose.OpinionItem{Heading: i.Heading.Label(), Test: i.Test, Result: results[i.Result]})
	}
	for _, i := range o.Problems() {
		l.Problems = append(l.Problems, compose.Problem{
			Place: cmp.Or(i.Location, "全文"), Test: i.Test, Reason: i.Reason, Basis: i.Basis, Suggestion: i.Suggestion,
		})
	}
	a.add(l, "")
}

// filings are the report on each obligation, and the notice of each registration.
func (a *caseLetters) filings(zone *time.Location) {
	for i := range a.c.Obligations {
		o := &a.c.Obligations[i]
		a.filing(o)
		if o.Status != guibei.FilingRegistered {
			continue
		}
		submitted := compose.Day("")
		if !o.SubmittedAt.IsZero() {
			submitted = day(guibei.DateOf(o.SubmittedAt, zone))
		}
		a.registration(o, submitted)
	}
}

// filing is the report with which a document is filed.
func (a *caseLetters) filing(o *guibei.Obligation) {
	c := &a.c
	l := &compose.FilingReportData{
		Head: compose.Head{Organ: a.organs[c.IssuingOrgan]}, Signer: c.Signer, To: a.organs[o.Track.Authority], Title: c.Title,
		DocumentNo: c.DocumentNo, UnifiedNo: c.UnifiedNo, PublishedOn: day(c.PublishedOn), Channel: c.Channel,
		EffectiveOn: day(c.EffectiveOn), ExpiresOn: day(c.ValidUntil), Imprint: compose.Imprint{Printer: a.organs[c.OfficeOrgan]},
	}
	if m := c.Meeting; m != nil && (m.Result == guibei.MeetingAdopted || m.Result == guibei.MeetingAmended) {
		l.Meeting, l.MeetingOn = m.Meeting, day(m.HeldOn)
	}
	for _, m := range o.Materials {
		l.Enclosures = append(l.Enclosures, compose.EnclosedItem{Name: m.Kind.Label()})
	}
	a.add(l, o.ID)
}

// registration is the notice that a document was filed.
func (a *caseLetters) registration(o *guibei.Obligation, submitted compose.Day) {
	c := &a.c
	a.add(&compose.RegistrationNoticeData{
		Head: compose.Head{Organ: a.organs[o.Track.Authority], Date: day(o.RegisteredOn)}, To: a.organs[c.IssuingOrgan], Title: c.Title,
		DocumentNo: c.DocumentNo, SubmittedOn: submitted, RegistrationNo: o.RegistrationNo, RegisteredOn: day(o.RegisteredOn),
	}, o.ID)
}
