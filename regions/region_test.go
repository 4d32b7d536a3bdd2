package regions_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/deadline"
	"guibei/regions"
)

const qingshan, yueqing = "150204", "330382"

func load(t *testing.T, code string) *regions.Region {
	t.Helper()
	r, err := regions.Load(code)
	require.NoError(t, err)
	return r
}

func day(s string) guibei.Date {
	d, err := guibei.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// morning is nine o'clock of a day in China.
func morning(s string) time.Time { return day(s).In(time.FixedZone("", 8*60*60)).Add(9 * time.Hour) }

func organ(t *testing.T, r *regions.Region, id string) guibei.Organ {
	t.Helper()
	for _, o := range r.Organs() {
		if o.ID == id {
			return o
		}
	}
	require.Fail(t, "no such organ", id)
	return guibei.Organ{}
}

func TestThePacksAreFoundByTheirCodes(t *testing.T) {
	t.Parallel()
	var codes []string
	for _, r := range regions.All() {
		codes = append(codes, r.Code)
		require.Equal(t, "Asia/Shanghai", r.Location().String())
		require.Regexp(t, `^[0-9a-f]{64}$`, r.Hash())
	}
	require.Equal(t, []string{qingshan, yueqing}, codes)
	require.NotEqual(t, load(t, qingshan).Hash(), load(t, yueqing).Hash())
	require.Equal(t, "内蒙古自治区包头市青山区", load(t, qingshan).Province+load(t, qingshan).Parent+load(t, qingshan).Name)

	_, err := regions.Load("999999")
	require.ErrorIs(t, err, guibei.NotFound)
	require.ErrorContains(t, err, "150204 青山区、330382 乐清市")
}

func TestTheHashIsOfTheBytes(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("qingshan/region.yaml")
	require.NoError(t, err)
	r, err := regions.Parse(data)
	require.NoError(t, err)
	require.Equal(t, load(t, qingshan).Hash(), r.Hash())
	r, err = regions.Parse(append(data, '\n'))
	require.NoError(t, err)
	require.NotEqual(t, load(t, qingshan).Hash(), r.Hash())
}

// The parameters decide what is lawful and what is late; none may change
// unseen. Run with UPDATE=1 to accept a change.
func TestTheParametersAreThoseOfTheList(t *testing.T) {
	t.Parallel()
	for _, r := range regions.All() {
		var b strings.Builder
		for _, p := range r.Params() {
			mark := "暂定"
			if p.Confirmed {
				mark = "已核"
			}
			fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\t%s\n", mark, p.Path, p.From, p.Label, p.Value, p.Source)
		}
		golden := "testdata/" + r.Code + ".tsv"
		if os.Getenv("UPDATE") == "1" {
			require.NoError(t, os.WriteFile(golden, []byte(b.String()), 0o644))
		}
		want, err := os.ReadFile(golden)
		require.NoError(t, err)
		require.Equal(t, string(want), b.String())
	}
}

func TestEveryValueWithoutASourceTextIsListedAsUnconfirmed(t *testing.T) {
	t.Parallel()
	for _, r := range regions.All() {
		open := r.Unconfirmed()
		require.NotEmpty(t, open)
		require.Less(t, len(open), len(r.Params()), "what national law sets is confirmed")
		for _, p := range r.Params() {
			require.NotEmpty(t, p.Value, p.Path)
			require.NotEmpty(t, p.Label, p.Path)
			if strings.HasPrefix(p.Source, "暂定") || strings.Contains(p.Source, "待") {
				require.False(t, p.Confirmed, "%s says itself that it is not settled", p.Path)
				require.Contains(t, open, p)
			}
			if !p.Confirmed {
				require.Contains(t, open, p)
			}
		}
	}
}

func TestEveryClockIsSetOrKnowinglyOpen(t *testing.T) {
	t.Parallel()
	on := day("2026-06-01")
	open := map[string][]string{yueqing: {"completeness", "revision", "form_check@npc_same"}}
	for _, r := range regions.All() {
		var none []string
		for _, k := range guibei.ClockKinds {
			switch k {
			case guibei.FilingClock, guibei.FormCheckClock, guibei.FilingSupplementClock:
				_, ok := r.Period(k, "", on)
				require.False(t, ok, "%s belongs to a track", k)
				for _, track := range []string{"gov_up", "npc_same", "gov_down"} {
					if p, ok := r.Period(k, track, on); !ok {
						none = append(none, string(k)+"@"+track)
					} else {
						require.NoError(t, p.Validate())
					}
				}
			default:
				p, ok := r.Period(k, "", on)
				if !ok {
					none = append(none, string(k))
					continue
				}
				require.NoError(t, p.Validate())
				require.NotEmpty(t, p.Source)
			}
		}
		require.Equal(t, open[r.Code], none, r.Name)
	}
}

func TestThePeriodsOfTheLawAreConfirmedEverywhere(t *testing.T) {
	t.Parallel()
	on := day("2026-06-01")
	for _, r := range regions.All() {
		longest, ok := r.Period(guibei.ReviewClock, "", on)
		require.True(t, ok)
		require.Equal(t, "15个工作日", longest.String())
		require.True(t, longest.Confirmed)
		shortest, ok := r.ReviewMinimum(on)
		require.True(t, ok)
		require.Equal(t, "5个工作日", shortest.String())
		require.Contains(t, shortest.Source, "115号")
		publish, ok := r.Period(guibei.PublicationClock, "", on)
		require.True(t, ok)
		require.Equal(t, "20个工作日", publish.String())
		require.Equal(t, "政府信息公开条例第二十六条", publish.Source)
		consult, ok := r.Consultation(on)
		require.True(t, ok)
		require.Equal(t, "30日", consult.String())
	}
}

func TestADocumentIsJudgedByTheValueOfItsDay(t *testing.T) {
	t.Parallel()
	r := load(t, yueqing)
	for on, want := range map[string]string{"2007-12-31": "", "2008-01-01": "30日", "2024-12-31": "30日", "2025-01-01": "15日"} {
		p, ok := r.Period(guibei.FilingClock, "npc_same", day(on))
		require.Equal(t, want != "", ok, on)
		if ok {
			require.Equal(t, want, p.String(), on)
		}
	}
	require.Empty(t, r.Tracks(guibei.GovDocument, day("2007-12-31")))
	require.Len(t, r.Tracks(guibei.GovDocument, day("2010-01-01")), 1)
	_, ok := load(t, qingshan).ReviewMinimum(day("2018-12-03"))
	require.False(t, ok, "115号 was not issued yet")
}

func TestTheSameDocumentIsDueOnOtherDaysInOtherPlaces(t *testing.T) {
	t.Parallel()
	// Published on Thursday, 10 September 2026, before 中秋 and 国庆.
	published := day("2026-09-10")
	want := map[string]map[string]string{
		qingshan: {"gov_up": "2026-09-28", "npc_same": "2026-10-10", "gov_down": "2026-09-28"},
		yueqing:  {"gov_up": "2026-10-08", "npc_same": "2026-09-28", "gov_down": "2026-09-23"},
	}
	for code, tracks := range want {
		for track, due := range tracks {
			r := load(t, code)
			cal, err := r.Calendar(deadline.China())
			require.NoError(t, err)
			p, ok := r.Period(guibei.FilingClock, track, published)
			require.True(t, ok)
			got, err := deadline.Compute(published, p, cal)
			require.NoError(t, err)
			require.Equal(t, due, got.Due.String(), "%s %s", r.Name, track)
		}
	}
}

func TestTracksGoToOrgansOfThePack(t *testing.T) {
	t.Parallel()
	on := day("2026-06-01")
	for _, r := range regions.All() {
		for class, want := range map[guibei.Class][]string{
			guibei.GovDocument: {"gov_up", "npc_same"}, guibei.DeptDocument: {"gov_down"}, guibei.TownshipDocument: {"gov_down"},
		} {
			var got []string
			for _, track := range r.Tracks(class, on) {
				got = append(got, track.ID)
				authority := organ(t, r, track.Authority)
				require.Equal(t, track.Desk == guibei.CongressDesk, authority.Kind == guibei.Congress)
				organ(t, r, r.HandledBy(track.ID))
				require.NotEmpty(t, track.Name)
			}
			require.Equal(t, want, got, "%s %s", r.Name, class)
		}
	}
	require.Equal(t, "qs-sfj", load(t, qingshan).HandledBy("gov_down"))
	require.Equal(t, "bt-gov", load(t, qingshan).HandledBy("gov_up"))
	require.Empty(t, load(t, qingshan).HandledBy("no_such_track"))
}

func TestReviewAndFilingAreLookedUpIndependently(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		code, issuer, office, review, fair string
		class                              guibei.Class
	}{
		{qingshan, "qs-gov", "qs-office", "qs-sfj", "qs-scjg", guibei.GovDocument},
		{qingshan, "qs-office", "qs-office", "qs-sfj", "qs-scjg", guibei.GovDocument},
		{qingshan, "qs-zjj", "qs-zjj", "qs-sfj", "qs-zjj", guibei.DeptDocument},
		{qingshan, "qs-qfz", "qs-qfz", "qs-sfj", "qs-qfz", guibei.TownshipDocument},
		{qingshan, "qs-kxl", "qs-kxl", "qs-sfj", "qs-kxl", guibei.TownshipDocument},
		{yueqing, "yq-zfj", "yq-zfj", "yq-zfj", "yq-zfj", guibei.DeptDocument},
		{yueqing, "yq-gov", "yq-office", "yq-sfj", "yq-scjg", guibei.GovDocument},
	} {
		r := load(t, c.code)
		terms, err := r.Terms(morning("2026-06-01"), organ(t, r, c.issuer))
		require.NoError(t, err)
		require.Equal(t, guibei.Routing{Region: c.code, Office: c.office, Review: c.review, Fair: c.fair, Class: c.class}, terms.Routing)
		require.Equal(t, r.Tracks(c.class, day("2026-06-01")), terms.Tracks)
	}
}

func TestOrgansThatIssueNothingHereHaveNoTerms(t *testing.T) {
	t.Parallel()
	r := load(t, qingshan)
	for _, o := range []guibei.Organ{
		organ(t, r, "bt-gov"), organ(t, r, "qs-rd"),
		organ(t, load(t, yueqing), "yq-zfj"),
	} {
		_, err := r.Terms(morning("2026-06-01"), o)
		require.ErrorIs(t, err, guibei.Invalid, o.Name)
	}
	_, err := r.Terms(morning("2018-12-03"), organ(t, r, "qs-zjj"))
	require.ErrorIs(t, err, guibei.Invalid)
	require.ErrorContains(t, err, "没有规定“工作部门”制定的文件由谁审核")
}

func TestTheTermsAreThoseOfTheRegion(t *testing.T) {
	t.Parallel()
	at := morning("2026-06-01")
	q, err := load(t, qingshan).Terms(at, organ(t, load(t, qingshan), "qs-gov"))
	require.NoError(t, err)
	y, err := load(t, yueqing).Terms(at, organ(t, load(t, yueqing), "yq-gov"))
	require.NoError(t, err)

	require.Equal(t, load(t, qingshan).Location(), q.Zone)
	require.True(t, q.UnitHeadApproval)
	require.False(t, y.UnitHeadApproval)
	require.Equal(t, 90, q.LateEntryDays)
	require.Equal(t, 30, y.LateEntryDays)
	require.Equal(t, []guibei.Exemption{guibei.Emergency, guibei.UrgentOrder}, q.Exemptions)
	four := []guibei.MaterialKind{guibei.DraftingExplanation, guibei.LegalBasis, guibei.AdoptionRecord, guibei.UnitOpinion}
	require.Equal(t, four, q.RequiredMaterials)
	require.Equal(t, four, load(t, qingshan).RequiredMaterials(day("2026-06-01")))
	require.Equal(t, append(four, guibei.FairCompetitionDoc), y.RequiredMaterials)
	require.Contains(t, q.FilingMaterials["gov_up"], guibei.PublicationProof)
	require.NotContains(t, y.FilingMaterials["gov_up"], guibei.PublicationProof)
	require.Contains(t, q.FilingMaterials["gov_down"], guibei.LegalityOpinionDoc)
}

func TestTermsCannotBeChangedByTheirReaders(t *testing.T) {
	t.Parallel()
	r := load(t, qingshan)
	terms, err := r.Terms(morning("2026-06-01"), organ(t, r, "qs-gov"))
	require.NoError(t, err)
	terms.RequiredMaterials[0], terms.FilingMaterials["gov_up"][0] = guibei.OtherMaterial, guibei.OtherMaterial
	again, err := r.Terms(morning("2026-06-01"), organ(t, r, "qs-gov"))
	require.NoError(t, err)
	require.Equal(t, guibei.DraftingExplanation, again.RequiredMaterials[0])
	require.Equal(t, guibei.FilingReport, again.FilingMaterials["gov_up"][0])
}

func TestTheDayOfTermsIsTheRegionsDay(t *testing.T) {
	t.Parallel()
	r := load(t, yueqing)
	// 31 July 2024, 17:00 in London is 1 August in China.
	terms, err := r.Terms(time.Date(2024, 7, 31, 16, 0, 0, 0, time.UTC), organ(t, r, "yq-gov"))
	require.NoError(t, err)
	require.Contains(t, terms.RequiredMaterials, guibei.FairCompetitionDoc)
	terms, err = r.Terms(time.Date(2024, 7, 31, 15, 59, 0, 0, time.UTC), organ(t, r, "yq-gov"))
	require.NoError(t, err)
	require.NotContains(t, terms.RequiredMaterials, guibei.FairCompetitionDoc)
}

func TestNumbersAreWrittenAsTheStandardSays(t *testing.T) {
	t.Parallel()
	want := map[string]map[guibei.NumberField]string{
		"qs-gov": {
			guibei.DocumentNo: "青政规发〔2026〕7号", guibei.UnifiedNo: "QSGS-2026-0007", guibei.OpinionNo: "青司审〔2026〕7号",
			regions.RegistrationField("gov_up"): "包府备〔2026〕7号", regions.RegistrationField("npc_same"): "青人备〔2026〕7号",
			regions.RegistrationField("gov_down"): "青政备〔2026〕7号",
		},
		"qs-zjj": {guibei.DocumentNo: "青住建规发〔2026〕7号", guibei.OpinionNo: "青司审〔2026〕7号"},
		"yq-zfj": {guibei.DocumentNo: "乐综执规〔2026〕7号", guibei.OpinionNo: "乐综执法审〔2026〕7号", guibei.UnifiedNo: "YQGF-2026-00007"},
	}
	gbt9704 := regexp.MustCompile(`^\p{Han}+〔\d{4}〕[1-9]\d*号$`)
	for _, r := range regions.All() {
		for _, o := range r.Organs() {
			terms, err := r.Terms(morning("2026-06-01"), o)
			if err != nil {
				continue
			}
			for f, rule := range terms.Numbers {
				if f != guibei.UnifiedNo {
					require.Regexp(t, gbt9704, rule.Format(2026, 7), "%s %s", o.Name, f)
				}
				require.NotContains(t, rule.Format(2026, 7), "{")
			}
			for f, number := range want[o.ID] {
				require.Equal(t, number, terms.Numbers[f].Format(2026, 7), "%s %s", o.Name, f)
			}
		}
	}
}

func TestEachSequenceBelongsToItsOrgan(t *testing.T) {
	t.Parallel()
	r := load(t, qingshan)
	numbers := func(id string) map[guibei.NumberField]guibei.NumberRule {
		terms, err := r.Terms(morning("2026-06-01"), organ(t, r, id))
		require.NoError(t, err)
		return terms.Numbers
	}
	gov, zjj := numbers("qs-gov"), numbers("qs-zjj")
	require.NotEqual(t, gov[guibei.DocumentNo].Scope, zjj[guibei.DocumentNo].Scope)
	require.Equal(t, gov[guibei.OpinionNo], zjj[guibei.OpinionNo], "one reviewer, one sequence")
	require.Equal(t, gov[guibei.UnifiedNo], zjj[guibei.UnifiedNo], "one district, one sequence")
	require.NotContains(t, gov, guibei.RegistrationNo, "every authority keeps its own register")

	scopes := map[string]bool{}
	for _, rule := range gov {
		require.False(t, scopes[rule.Scope], rule.Scope)
		scopes[rule.Scope] = true
	}

	y := load(t, yueqing)
	terms, err := y.Terms(morning("2026-06-01"), organ(t, y, "yq-gov"))
	require.NoError(t, err)
	require.NotContains(t, terms.Numbers, regions.RegistrationField("gov_up"), "温州 numbers elsewhere")
}

func TestAnOrganWithoutPrefixNumbersByHand(t *testing.T) {
	t.Parallel()
	r := load(t, qingshan)
	unknown := guibei.Organ{ID: "qs-new", Name: "青山区新设局", Kind: guibei.Department, Region: qingshan}
	terms, err := r.Terms(morning("2026-06-01"), unknown)
	require.NoError(t, err)
	require.NotContains(t, terms.Numbers, guibei.DocumentNo)
	require.Contains(t, terms.Numbers, guibei.UnifiedNo)
}

func TestValidityDiffersByPlace(t *testing.T) {
	t.Parallel()
	on := day("2026-06-01")
	require.Equal(t, regions.Validity{MaxYears: 5, TrialYears: 2, FromEffective: true, AutoLapse: true, EvaluateMonths: 6},
		load(t, qingshan).Validity(on))
	require.Equal(t, regions.Validity{MaxYears: 5, TrialYears: 3, EvaluateMonths: 3}, load(t, yueqing).Validity(on))
	gap, ok := load(t, qingshan).EffectiveGap(on)
	require.True(t, ok)
	require.Equal(t, "30日", gap.String())
	_, ok = load(t, yueqing).EffectiveGap(on)
	require.False(t, ok)
}

func TestPlacesCallThingsByOtherNames(t *testing.T) {
	t.Parallel()
	require.NotEqual(t, load(t, qingshan).Words, load(t, yueqing).Words)
	require.Equal(t, "统一登记、统一编号、统一公布", load(t, yueqing).Words.Unified)
}
