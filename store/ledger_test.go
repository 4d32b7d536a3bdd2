package store_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/rates"
	"guibei/store"
	"guibei/store/storetest"
)

// fact is what the slow recomputation knows of an obligation: from the events
// alone, and from the clock that the test itself started.
type fact struct {
	id, organ, track string
	published        guibei.Date
	owed, due        time.Time
	submitted        time.Time
	checked, refused time.Time
	passed           bool
}

// document is the same for a published document.
type document struct {
	id, organ string
	published guibei.Date
	at        time.Time
	reviewed  bool
	facts     []fact
}

// retell makes a document out of the events of a case, nil if it was never
// published.
func (l *life) retell() *document {
	l.t.Helper()
	events, err := l.Events(l.t.Context(), l.id, 0, 200)
	require.NoError(l.t, err)
	d := &document{id: l.id, organ: l.issuing}
	var opinionOn, heldOn guibei.Date
	at := map[string]int{}
	for _, e := range events {
		var p struct {
			PublishedOn guibei.Date `json:"published_on"`
			HeldOn      guibei.Date `json:"held_on"`
			Obligation  string      `json:"obligation"`
		}
		require.NoError(l.t, json.Unmarshal(e.Payload, &p))
		i, ok := at[p.Obligation]
		switch guibei.CommandKind(e.Kind) {
		case guibei.IssueOpinionCmd:
			opinionOn = guibei.DateOf(e.OccurredAt, zone)
		case guibei.RecordDeliberationCmd:
			heldOn = p.HeldOn
		case guibei.PublishCmd:
			d.published, d.at = p.PublishedOn, e.RecordedAt
			d.reviewed = !opinionOn.IsZero() && !heldOn.Before(opinionOn)
			for _, track := range l.terms(guibei.Work{}).Tracks {
				f := fact{id: l.id + "/" + track.ID, organ: l.issuing, track: track.ID, published: p.PublishedOn, owed: e.RecordedAt}
				if l.days > 0 {
					f.due = p.PublishedOn.AddDays(l.days + 1).In(zone)
				}
				at[f.id] = len(d.facts)
				d.facts = append(d.facts, f)
			}
		case guibei.SubmitFilingCmd:
			if f := &d.facts[i]; ok && f.submitted.IsZero() {
				f.submitted = e.RecordedAt
			}
		case guibei.SupplementFilingCmd, guibei.RegisterFilingCmd, guibei.RefuseFilingCmd:
			f := &d.facts[i]
			if f.checked.IsZero() {
				f.checked, f.passed = e.RecordedAt, guibei.CommandKind(e.Kind) == guibei.RegisterFilingCmd
			}
			if guibei.CommandKind(e.Kind) == guibei.RefuseFilingCmd {
				f.refused = e.RecordedAt
			}
		}
	}
	if d.at.IsZero() {
		return nil
	}
	return d
}

// retold is rates computed one obligation at a time.
type retold struct {
	counts map[string]*rates.Counts
	items  map[rates.ID]map[store.Part][]string
}

func recompute(docs []*document, from, to guibei.Date, organ string, asOf time.Time) retold {
	r := retold{map[string]*rates.Counts{}, map[rates.ID]map[store.Part][]string{}}
	for _, id := range rates.IDs {
		r.items[id] = map[store.Part][]string{}
	}
	happened := func(at time.Time) bool { return !at.IsZero() && !at.After(asOf) }
	for _, d := range docs {
		if d.published.Before(from) || d.published.After(to) || organ != "" && d.organ != organ || !happened(d.at) {
			continue
		}
		if r.counts[d.organ] == nil {
			r.counts[d.organ] = &rates.Counts{Organ: d.organ, ByTrack: map[string]rates.Filings{}}
		}
		c := r.counts[d.organ]
		refused, submitted := 0, 0
		for _, f := range d.facts {
			one := r.judge(f, happened)
			refused += one.Refused
			submitted += one.Submitted
			if one.Refused > 0 && happened(f.submitted) {
				submitted++ // what was refused had been submitted
			}
			c.Filings = c.Filings.Add(one)
			c.ByTrack[f.track] = c.ByTrack[f.track].Add(one)
		}
		if refused == len(d.facts) && refused > 0 {
			continue
		}
		c.Issued++
		r.put(rates.ReviewRate, store.Denominator, d.id)
		if submitted == len(d.facts) {
			c.Complete++
		}
		if d.reviewed {
			c.Reviewed++
			r.put(rates.ReviewRate, store.Numerator, d.id)
		} else {
			r.put(rates.ReviewRate, store.Missing, d.id)
		}
	}
	return r
}

func (r retold) put(id rates.ID, p store.Part, item string) {
	r.items[id][p] = append(r.items[id][p], item)
}

// judge counts one obligation.
func (r retold) judge(f fact, happened func(time.Time) bool) rates.Filings {
	if happened(f.refused) {
		return rates.Filings{Refused: 1}
	}
	one := rates.Filings{Owed: 1}
	if happened(f.due) {
		one.Due = 1
	}
	if !happened(f.submitted) {
		switch {
		case f.due.IsZero():
			one.Undated = 1
		case happened(f.due):
			one.Overdue, one.Expected = 1, 1
			r.put(rates.FilingRate, store.Denominator, f.id)
			r.put(rates.FilingRate, store.Missing, f.id)
		default:
			one.Pending = 1
			r.put(rates.FilingRate, store.Undecided, f.id)
		}
		return one
	}
	one.Submitted, one.Expected = 1, 1
	r.put(rates.FilingRate, store.Denominator, f.id)
	r.put(rates.FilingRate, store.Numerator, f.id)
	if !f.due.IsZero() {
		one.Dated = 1
		r.put(rates.TimelinessRate, store.Denominator, f.id)
		if f.submitted.Before(f.due) {
			one.InTime = 1
			r.put(rates.TimelinessRate, store.Numerator, f.id)
		} else {
			r.put(rates.TimelinessRate, store.Missing, f.id)
		}
	}
	r.put(rates.ComplianceRate, store.Denominator, f.id)
	switch {
	case happened(f.checked) && f.passed:
		one.Passed = 1
		r.put(rates.ComplianceRate, store.Numerator, f.id)
		return one
	case happened(f.checked):
		one.Defective = 1
	default:
		one.Unchecked = 1
		r.put(rates.ComplianceRate, store.Undecided, f.id)
	}
	r.put(rates.ComplianceRate, store.Missing, f.id)
	return one
}

// random lives a life that chance decides and returns it.
func (b *bench) random(chance *rand.Rand) *life {
	l := b.newLife()
	l.now = start.AddDate(0, 0, chance.IntN(60))
	l.issuing = []string{"gov", "zjj"}[chance.IntN(2)]
	l.days = []int{0, 8, 15, 30}[chance.IntN(4)]
	if chance.IntN(4) == 0 {
		l.terms = func(w guibei.Work) guibei.Terms {
			terms := b.terms(w)
			terms.Tracks = terms.Tracks[:1]
			return terms
		}
	}
	l.toSigned()
	if chance.IntN(8) == 0 {
		l.do(storetest.Drafter, guibei.WithdrawCmd, &guibei.Reasoned{Reason: "不办了"}, guibei.Withdrawn)
		return l
	}
	l.publish()
	for _, ob := range l.reload().Obligations {
		l.fileAtRandom(chance, ob)
	}
	return l
}

// mustFile is do without a stage: the last filing to be settled ends the case.
func (l *life) mustFile(p guibei.Person, k guibei.CommandKind, payload guibei.Payload) {
	l.t.Helper()
	_, err := l.try(p, k, payload)
	require.NoError(l.t, err, "%s", k)
}

func (l *life) fileAtRandom(chance *rand.Rand, ob guibei.Obligation) {
	l.t.Helper()
	if chance.IntN(4) == 0 {
		return
	}
	l.now = l.now.Add(time.Duration(chance.IntN(20*24)) * time.Hour)
	if chance.IntN(4) == 0 && !ob.DueOn.IsZero() && ob.DueOn.EndOfDay(zone).After(l.now) {
		l.now = ob.DueOn.EndOfDay(zone).Add(-time.Duration(chance.IntN(2)) * time.Microsecond) // on the very edge
	}
	desk := storetest.CityDesk
	if ob.Track.ID == "npc_same" {
		desk = storetest.CongressDesk
	}
	l.mustFile(storetest.Clerk, guibei.SubmitFilingCmd, l.file(ob.Track.ID))
	l.now = l.now.Add(time.Duration(1+chance.IntN(10*24)) * time.Hour)
	switch chance.IntN(4) {
	case 0:
	case 1:
		l.mustFile(desk, guibei.RegisterFilingCmd, &guibei.RegisterFiling{Obligation: ob.ID})
	case 2:
		l.mustFile(desk, guibei.RefuseFilingCmd, &guibei.FilingReason{Obligation: ob.ID, Reason: "不属于规范性文件"})
	case 3:
		l.mustFile(desk, guibei.SupplementFilingCmd, &guibei.FilingReason{Obligation: ob.ID, Reason: "未盖章"})
		l.now = l.now.Add(time.Hour)
		l.mustFile(storetest.Clerk, guibei.SubmitFilingCmd, l.file(ob.Track.ID))
		l.now = l.now.Add(time.Hour)
		if chance.IntN(2) == 0 {
			l.mustFile(desk, guibei.RegisterFilingCmd, &guibei.RegisterFiling{Obligation: ob.ID})
		} else {
			l.mustFile(desk, guibei.RefuseFilingCmd, &guibei.FilingReason{Obligation: ob.ID, Reason: "不属于规范性文件"})
		}
	}
}

// items reads every page behind a part of a rate.
func (b *bench) items(f store.LedgerFilter) []string {
	b.t.Helper()
	var out []string
	for {
		rows, next, err := b.RateItems(b.t.Context(), f)
		require.NoError(b.t, err)
		for _, r := range rows {
			if f.Rate == rates.ReviewRate {
				require.Empty(b.t, r.Obligation.ID)
				out = append(out, r.Case)
				continue
			}
			require.Equal(b.t, r.Case, r.Obligation.ID[:len(r.Case)])
			out = append(out, r.Obligation.ID)
		}
		if f.Cursor = next; next == "" {
			return out
		}
	}
}

func TestRatesAreWhatARecomputationFromTheEventsGives(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	chance := rand.New(rand.NewPCG(262, 2018)) // the same lives every time
	var docs []*document
	for range 40 {
		if d := b.random(chance).retell(); d != nil {
			docs = append(docs, d)
		}
	}
	require.Greater(t, len(docs), 25)
	var total rates.Filings
	day := func(n int) guibei.Date { return guibei.DateOf(start, zone).AddDays(n) }
	for _, c := range []struct {
		from, to guibei.Date
		organ    string
		asOf     time.Time
	}{
		{day(0), day(365), "", start.AddDate(1, 0, 0)},
		{day(0), day(365), "zjj", start.AddDate(1, 0, 0)},
		{day(30), day(50), "", start.AddDate(0, 0, 70)},
		{day(0), day(365), "", start.AddDate(0, 0, 40)},
		{day(0), day(365), "gov", start.AddDate(0, 0, 55)},
		{day(0), day(365), "", docs[5].facts[0].submitted},
		{day(0), day(365), "", docs[6].facts[0].owed.Add(-time.Microsecond)},
		{day(400), day(500), "", start.AddDate(2, 0, 0)},
	} {
		want := recompute(docs, c.from, c.to, c.organ, c.asOf)
		got, err := b.Rates(t.Context(), c.from, c.to, c.organ, c.asOf)
		require.NoError(t, err)
		require.Len(t, got, len(want.counts))
		for _, g := range got {
			require.Equal(t, *want.counts[g.Organ], g, "as of %s", c.asOf)
			total = total.Add(g.Filings)
		}
		require.True(t, slices.IsSortedFunc(got, func(a, b rates.Counts) int { return map[bool]int{true: -1, false: 1}[a.Organ < b.Organ] }))
		for _, id := range rates.IDs {
			for _, part := range []store.Part{store.Numerator, store.Denominator, store.Missing, store.Undecided} {
				f := store.LedgerFilter{From: c.from, To: c.to, Organ: c.organ, Rate: id, Part: part, AsOf: c.asOf, Limit: 7}
				require.ElementsMatch(t, want.items[id][part], b.items(f), "%s %s as of %s", id, part, c.asOf)
			}
		}
		for _, r := range rates.Total(got).Rates() {
			require.Len(t, want.items[r.ID][store.Numerator], r.Numerator, "every figure opens as a list")
			require.Len(t, want.items[r.ID][store.Denominator], r.Denominator)
		}
	}
	for name, n := range map[string]int{
		"overdue": total.Overdue, "pending": total.Pending, "undated": total.Undated, "refused": total.Refused, "defective": total.Defective,
		"unchecked": total.Unchecked, "passed": total.Passed, "in time": total.InTime, "late": total.Dated - total.InTime,
	} {
		require.Positive(t, n, "no life was %s", name)
	}
}

// filed publishes a document and submits its one filing at the given moment
// after the due day ends; none when the moment is nil.
func (b *bench) filed(after *time.Duration) *life {
	l := b.newLife()
	l.terms = func(w guibei.Work) guibei.Terms {
		terms := b.terms(w)
		terms.Tracks = terms.Tracks[:1]
		return terms
	}
	l.toSigned().publish()
	if after != nil {
		l.now = l.reload().Obligations[0].DueOn.EndOfDay(zone).Add(*after)
		l.mustFile(storetest.Clerk, guibei.SubmitFilingCmd, l.file("gov_up"))
	}
	return l
}

func (l *life) filings(asOf time.Time) rates.Filings {
	l.t.Helper()
	got, err := l.Rates(l.t.Context(), guibei.Date{Year: 2026, Month: 1, Day: 1}, guibei.Date{Year: 2026, Month: 12, Day: 31}, "", asOf)
	require.NoError(l.t, err)
	return rates.Total(got).Filings
}

func TestTheDueDayBelongsToThePeriodToItsLastInstant(t *testing.T) {
	t.Parallel()
	later := start.AddDate(1, 0, 0)
	for after, inTime := range map[time.Duration]int{-time.Microsecond: 1, 0: 0, time.Hour: 0} {
		f := newBench(t, storetest.Tx(t)).filed(&after).filings(later)
		require.Equal(t, rates.Filings{Owed: 1, Due: 1, Submitted: 1, Expected: 1, Dated: 1, InTime: inTime, Unchecked: 1}, f, "%s", after)
	}
}

func TestASupplementLeavesAFilingTimelyButNotPassed(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).filed(new(-time.Hour))
	ob := l.id + "/gov_up"
	l.now = l.now.AddDate(0, 0, 20)
	l.mustFile(storetest.CityDesk, guibei.SupplementFilingCmd, &guibei.FilingReason{Obligation: ob, Reason: "未盖章"})
	l.now = l.now.AddDate(0, 0, 1)
	l.mustFile(storetest.Clerk, guibei.SubmitFilingCmd, l.file("gov_up"))
	l.mustFile(storetest.CityDesk, guibei.RegisterFilingCmd, &guibei.RegisterFiling{Obligation: ob})
	require.Equal(t, rates.Filings{Owed: 1, Due: 1, Submitted: 1, Expected: 1, Dated: 1, InTime: 1, Defective: 1}, l.filings(l.now))
}

func TestWhatIsNotNormativeLeavesEveryPopulationOnceDetermined(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).filed(new(-time.Hour))
	l.now = l.now.AddDate(0, 0, 2)
	l.mustFile(storetest.CityDesk, guibei.RefuseFilingCmd, &guibei.FilingReason{Obligation: l.id + "/gov_up", Reason: "不属于规范性文件"})
	got, err := l.Rates(t.Context(), guibei.Date{Year: 2026, Month: 1, Day: 1}, guibei.Date{Year: 2026, Month: 12, Day: 31}, "", l.now)
	require.NoError(t, err)
	require.Equal(t, []rates.Counts{{
		Organ: "gov", Filings: rates.Filings{Refused: 1}, ByTrack: map[string]rates.Filings{"gov_up": {Refused: 1}},
	}}, got)
	for _, r := range got[0].Rates() {
		require.Equal(t, "—", r.Percent(), "%s", r.ID)
	}
	require.Equal(t, 1, l.filings(l.now.Add(-time.Minute)).Submitted, "before the determination it counted")
}

func TestWhatIsNotYetDueIsPendingAndNoFailure(t *testing.T) {
	t.Parallel()
	l := newBench(t, storetest.Tx(t)).filed(nil)
	end := l.reload().Obligations[0].DueOn.EndOfDay(zone)
	require.Equal(t, rates.Filings{Owed: 1, Pending: 1}, l.filings(end.Add(-time.Microsecond)))
	require.Equal(t, rates.Filings{Owed: 1, Due: 1, Expected: 1, Overdue: 1}, l.filings(end))
	require.Equal(t, rates.Filings{}, l.filings(start), "before it was published there was nothing")
}

func TestADocumentOfDecemberCountsForItsYearThoughDueInTheNext(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	b.now = time.Date(2026, 12, 10, 9, 0, 0, 0, zone)
	l := b.filed(nil)
	c := l.reload()
	require.Equal(t, 2026, c.PublishedOn.Year)
	require.Equal(t, 2027, c.Obligations[0].DueOn.Year)
	require.Equal(t, 1, l.filings(c.Obligations[0].DueOn.EndOfDay(zone)).Overdue)
}

func TestAFigureThatDoesNotExistHasNoItems(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	for _, bad := range []store.LedgerFilter{
		{},
		{Rate: rates.FilingRate},
		{Part: store.Missing},
		{Rate: "x", Part: store.Missing},
		{Rate: rates.FilingRate, Part: store.Missing, Cursor: "x"},
	} {
		_, _, err := b.RateItems(t.Context(), bad)
		require.ErrorIs(t, err, guibei.Invalid)
	}
}

func TestATrendIsTheRatesOfEachOfItsPeriods(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Tx(t))
	chance := rand.New(rand.NewPCG(2018, 115))
	for range 15 {
		b.random(chance)
	}
	from, to := guibei.Date{Year: 2026, Month: 1, Day: 1}, guibei.Date{Year: 2026, Month: 12, Day: 31}
	asOf := start.AddDate(0, 4, 0)
	for span, months := range map[store.Span]int{store.ByMonth: 1, store.ByQuarter: 3, store.ByYear: 12} {
		for _, organ := range []string{"", "zjj"} {
			got, err := b.Trend(t.Context(), from, to, organ, span, asOf)
			require.NoError(t, err)
			require.NotEmpty(t, got)
			for begin, i := from, 0; begin.Before(to); begin = begin.AddMonths(months) {
				alone, err := b.Rates(t.Context(), begin, begin.AddMonths(months).AddDays(-1), organ, asOf)
				require.NoError(t, err)
				if len(alone) == 0 {
					continue
				}
				require.Equal(t, store.PeriodCounts{Begin: begin, Counts: rates.Total(alone)}, got[i], "%s from %s", span, begin)
				i++
			}
		}
	}
	_, err := b.Trend(t.Context(), from, to, "", "week", asOf)
	require.ErrorIs(t, err, guibei.Invalid)
}
