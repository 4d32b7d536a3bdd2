package api_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"guibei"
	"guibei/api"
	"guibei/store"
	"guibei/store/storetest"
)

// toSigned brings a reviewed case to where only publication is missing.
func (e *env) toSigned(id string) guibei.Date {
	e.t.Helper()
	clerk, on := e.as(storetest.Clerk), guibei.DateOf(e.now, beijing)
	for _, act := range []struct {
		by   *client
		path string
		body any
	}{
		{e.as(storetest.Lead), "issue-opinion", guibei.IssueOpinion{Exemption: guibei.Emergency}},
		{clerk, "record-deliberation", guibei.RecordDeliberation{
			Meeting: "第3次常务会议", HeldOn: on, Present: []string{"区长"}, Dissent: "无", Result: guibei.MeetingAdopted,
		}},
		{clerk, "sign", guibei.Sign{Signer: "区长", DatedOn: on}},
	} {
		e.now = e.now.Add(time.Second)
		a := act.by.post("/api/v1/cases/"+id+"/"+act.path, act.body)
		require.Equal(e.t, http.StatusOK, a.Code, act.path+a.Body.String())
	}
	return on
}

// published brings a case to publication and returns its id.
func (e *env) published() string {
	e.t.Helper()
	id := e.reviewed()
	on := e.toSigned(id)
	e.publish(id, on)
	return id
}

func (e *env) publish(id string, on guibei.Date) {
	e.t.Helper()
	c, err := e.store.Case(e.t.Context(), id)
	require.NoError(e.t, err)
	a := e.as(storetest.Clerk).post("/api/v1/cases/"+id+"/publish", guibei.Publish{
		Document: c.Text.File, PublishedOn: on, EffectiveOn: on, ValidUntil: on.AddYears(5), Channel: "政府网站", URL: "https://example.gov.cn/1", SecrecyReviewed: true,
	})
	require.Equal(e.t, http.StatusOK, a.Code, a.Body.String())
}

var cityTrack = guibei.Track{ID: "gov_up", Name: "报市人民政府备案", Authority: "city", Desk: guibei.FilingReviewer}

func TestTheLedgerAnswersWithTotalsAndCountsByStage(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	for range 3 {
		c.open()
		e.now = e.now.Add(time.Second)
	}
	var page api.CasePage
	a := c.get("/api/v1/cases?limit=2&sort=opened&stage=draft&stage=submitted&mine=true&class=gov&text=%E5%81%9C%E8%BD%A6")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&page)
	require.Len(t, page.Cases, 2)
	require.Equal(t, 3, page.Total)
	require.False(t, page.TotalIsLowerBound)
	require.Equal(t, "青山区住房和城乡建设局", page.Cases[0].DraftingOrganName)

	link := a.Header().Get("Link")
	next := strings.TrimSuffix(strings.TrimPrefix(link, "<"), `>; rel="next"`)
	require.Contains(t, next, "stage=draft&stage=submitted")
	a = c.get(next)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	page = api.CasePage{}
	a.into(&page)
	require.Len(t, page.Cases, 1, "the link asks for the same again")
	require.Empty(t, page.Next)

	a = c.get("/api/v1/cases/counts?text=%E5%81%9C%E8%BD%A6")
	require.JSONEq(t, `{"counts":[{"stage":"draft","label":"起草","n":3}]}`, a.Body.String())
	c.get("/api/v1/cases?opened_from=2026-02-02&opened_to=2026-02-01").problem(http.StatusUnprocessableEntity, "invalid")
	c.get("/api/v1/cases?sort=title").problem(http.StatusUnprocessableEntity, "invalid")
	c.get("/api/v1/cases?stage=nowhere").problem(http.StatusUnprocessableEntity, "invalid")
}

func TestDaysOfOpeningAreThoseOfTheRegion(t *testing.T) {
	t.Parallel()
	e := setup(t)
	// Half an hour before midnight in the region, which is not midnight in UTC.
	zone := beijing
	on := guibei.DateOf(e.now, zone).AddDays(-1)
	e.now = on.AddDays(1).In(zone).Add(-30 * time.Minute)
	c := e.as(storetest.Drafter)
	c.open()
	for query, want := range map[string]int{
		"opened_from=" + on.String() + "&opened_to=" + on.String(): 1,
		"opened_from=" + on.AddDays(1).String():                    0,
		"opened_to=" + on.AddDays(-1).String():                     0,
	} {
		var page api.CasePage
		c.get("/api/v1/cases?" + query).into(&page)
		require.Equal(t, want, page.Total, query)
	}
}

func TestTheLedgerOfFilingIsForDesksOrgansAndSupervisors(t *testing.T) {
	t.Parallel()
	e := setup(t)
	e.engine.tracks = []guibei.Track{cityTrack}
	id := e.published()
	for _, p := range []guibei.Person{storetest.Supervisor, storetest.Clerk, storetest.CityDesk} {
		var page api.ObligationPage
		e.as(p).get("/api/v1/obligations?status=due&authority=city&track=gov_up&organ=gov").into(&page)
		require.Equal(t, 1, page.Total, p.Name)
		require.Equal(t, id, page.Items[0].Case)
		require.Equal(t, "包头市人民政府", page.Items[0].AuthorityName)
		require.Equal(t, p.ID != storetest.CityDesk.ID, page.Items[0].Opens, p.Name)
	}
	for _, p := range []guibei.Person{storetest.CongressDesk, storetest.Admin} {
		require.Contains(t, e.as(p).get("/api/v1/obligations").Body.String(), `"items":[]`)
	}
	e.as(storetest.Supervisor).get("/api/v1/obligations?from=2026-02-02&to=2026-02-01").problem(http.StatusUnprocessableEntity, "invalid")
	e.as(storetest.CityDesk).get("/api/v1/cases/"+id).problem(http.StatusNotFound, "not_found")
}

func TestAnExportHoldsWhatIsFilteredAndSaysSo(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	opening := c.opening()
	opening.Title = `=HYPERLINK("http://evil.example","点我")`
	require.Equal(t, http.StatusOK, c.post("/api/v1/cases", opening).Code)
	opening.Title = "青山区停车管理办法"
	require.Equal(t, http.StatusOK, c.post("/api/v1/cases", opening).Code)

	a := c.get("/api/v1/exports/cases.csv?stage=draft&columns=title,stage,turn,opened")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	require.Contains(t, a.Header().Get("Content-Disposition"), "attachment")
	require.Equal(t, "text/csv; charset=utf-8", a.Header().Get("Content-Type"))
	body, marked := strings.CutPrefix(a.Body.String(), "\ufeff")
	require.True(t, marked, "Excel needs the byte order mark")
	r := csv.NewReader(strings.NewReader(body))
	r.FieldsPerRecord = -1
	lines, err := r.ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"筛选条件", "阶段：起草"}, lines[1])
	require.Equal(t, "截至", lines[2][0])
	require.Equal(t, "口径版本", lines[3][0])
	require.Contains(t, lines[4][1], "起草人")
	require.Contains(t, lines[5][1], "100000")
	head := slices.IndexFunc(lines, func(l []string) bool { return l[0] == "文件名称" })
	require.Equal(t, []string{"文件名称", "阶段", "现由谁办理", "立件时间"}, lines[head])
	require.Len(t, lines[head+1:], 2)
	titles := []string{lines[head+1][0], lines[head+2][0]}
	require.ElementsMatch(t, []string{`'=HYPERLINK("http://evil.example","点我")`, "青山区停车管理办法"}, titles, "a title is no formula")
	require.Equal(t, "完善草案并报送（青山区住房和城乡建设局）", lines[head+1][2])

	require.NotContains(t, c.get("/api/v1/exports/cases.csv?stage=signed").Body.String(), "停车")
	require.NotContains(t, e.as(storetest.Reviewer).get("/api/v1/exports/cases.csv").Body.String(), "停车", "one exports what one may see")
	p := c.get("/api/v1/exports/cases.csv?columns=title,nonsense").problem(http.StatusUnprocessableEntity, "invalid")
	require.Contains(t, p.Detail, "unified_no")
	c.get("/api/v1/exports/cases.csv?stage=nowhere").problem(http.StatusUnprocessableEntity, "invalid")
}

func TestAWorkbookHasItsFiltersAndTypedCells(t *testing.T) {
	t.Parallel()
	e := setup(t)
	e.engine.tracks = []guibei.Track{cityTrack}
	e.published()
	c := e.as(storetest.Supervisor)
	open := func(path string) *excelize.File {
		a := c.get(path)
		require.Equal(t, http.StatusOK, a.Code, a.Body.String())
		f, err := excelize.OpenReader(bytes.NewReader(a.Body.Bytes()))
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, f.Close()) })
		require.Equal(t, "说明", f.GetSheetList()[0])
		about, err := f.GetRows("说明")
		require.NoError(t, err)
		require.Equal(t, "筛选条件", about[1][0])
		require.Contains(t, about[4][1], "监督人员")
		return f
	}
	f := open("/api/v1/exports/cases.xlsx?columns=published_on,title,filings_owed")
	rows, err := f.GetRows("台账")
	require.NoError(t, err)
	require.Equal(t, []string{"公布日期", "文件名称", "应报备"}, rows[0])
	require.Equal(t, []string{"青山区停车管理办法", "1"}, rows[1][1:])
	kind, err := f.GetCellType("台账", "C2")
	require.NoError(t, err)
	require.NotEqual(t, excelize.CellTypeInlineString, kind, "a number is a number")
	raw, err := f.GetCellValue("台账", "A2", excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	require.Regexp(t, `^4\d{4}$`, raw, "a date is a date")

	rows, err = open("/api/v1/exports/obligations.xlsx?overdue=false").GetRows("备案台账")
	require.NoError(t, err)
	require.Len(t, rows, 2)
	require.Contains(t, rows[1], "包头市人民政府")

	year := guibei.DateOf(e.now, beijing).Year
	from := guibei.Date{Year: year, Month: 1, Day: 1}.String()
	rows, err = open("/api/v1/exports/rates.xlsx?from=" + from + "&to=" + guibei.DateOf(e.now, beijing).String()).GetRows("各项指标")
	require.NoError(t, err)
	require.Equal(t, []string{"制定机关", "制发数"}, rows[0][:2])
	require.Equal(t, []string{"青山区人民政府", "1"}, rows[1][:2])
	require.Equal(t, []string{"合计", "1"}, rows[2][:2])
	e.as(storetest.Admin).get("/api/v1/exports/rates.xlsx?from=2026-01-01&to=2026-12-31").problem(http.StatusForbidden, "forbidden")
	require.Contains(t, e.log.String(), "act=data_exported", "who took what out of the system is in the log")
}

func TestATrendHasEveryPeriodAndTheTotalThePreviousOne(t *testing.T) {
	t.Parallel()
	e := setup(t)
	e.engine.tracks = []guibei.Track{cityTrack}
	e.published()
	c := e.as(storetest.Supervisor)
	on := guibei.DateOf(e.now, beijing)
	first := guibei.Date{Year: on.Year, Month: on.Month, Day: 1}
	from, to := first.AddMonths(-2), first.AddMonths(1).AddDays(-1)
	var trend api.Trend
	a := c.get("/api/v1/rates/trend?from=" + from.String() + "&to=" + to.String())
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&trend)
	require.Len(t, trend.Periods, 3)
	require.Equal(t, "—", trend.Periods[0].Rates[0].Text)
	require.Equal(t, 1, trend.Periods[2].Counts.Issued)
	require.Equal(t, api.PeriodLabel(first, to), trend.Periods[2].Label)
	require.Len(t, trend.Definitions, 4)
	c.get("/api/v1/rates/trend?from=1900-01-01&to=2026-12-31").problem(http.StatusUnprocessableEntity, "invalid")
	e.as(storetest.Admin).get("/api/v1/rates/trend?from=2026-01-01&to=2026-12-31").problem(http.StatusForbidden, "forbidden")

	var report api.RateReport
	c.get("/api/v1/rates?from=" + to.AddDays(1).String() + "&to=" + to.AddDays(1).AddMonths(1).AddDays(-1).String()).into(&report)
	require.Zero(t, report.Total.Counts.Issued)
	require.Equal(t, first, report.Total.Previous.From)
	require.Equal(t, to, report.Total.Previous.To)
	require.Equal(t, 1, report.Total.Previous.Counts.Issued)
}

func TestThePeriodBeforeIsAsLong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, to, before, until, label string }{
		{"2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28", "2026年3月"},
		{"2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31", "2026年"},
		{"2026-04-01", "2026-06-30", "2026-01-01", "2026-03-31", "2026年第二季度"},
		{"2026-10-01", "2026-12-31", "2026-07-01", "2026-09-30", "2026年第四季度"},
		{"2026-01-01", "2026-06-30", "2025-07-01", "2025-12-31", "2026-01-01至2026-06-30"},
		{"2026-03-02", "2026-03-08", "2026-02-23", "2026-03-01", "2026-03-02至2026-03-08"},
		{"2026-03-01", "2026-03-01", "2026-02-28", "2026-02-28", "2026-03-01至2026-03-01"},
	} {
		from, err := guibei.ParseDate(c.from)
		require.NoError(t, err)
		to, err := guibei.ParseDate(c.to)
		require.NoError(t, err)
		before, until := api.Before(from, to)
		require.Equal(t, []string{c.before, c.until, c.label}, []string{before.String(), until.String(), api.PeriodLabel(from, to)})
	}
}

func TestTheWatchListCountsWorkingDays(t *testing.T) {
	t.Parallel()
	e := setup(t)
	e.now = e.now.AddDate(0, 0, -21)
	c := e.as(storetest.Drafter)
	id, _ := c.open()
	require.Equal(t, http.StatusOK, c.post("/api/v1/cases/"+id+"/submit", nil).Code)
	e.now = e.now.AddDate(0, 0, 21)
	c = e.as(storetest.Drafter)
	var watch api.WatchList
	a := c.get("/api/v1/watch")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&watch)
	var buckets []store.Bucket
	for _, b := range watch.Buckets {
		require.NotEmpty(t, b.Label)
		buckets = append(buckets, b.Bucket)
	}
	require.Equal(t, store.Buckets, buckets)
	require.Contains(t, watch.Calendar, "cn")
	over := watch.Buckets[0]
	require.Equal(t, 1, over.Count)
	require.Equal(t, id, over.Items[0].Case)
	calendar, err := e.store.Calendar(t.Context(), "150204")
	require.NoError(t, err)
	require.Equal(t, calendar.WorkingDaysBetween(watch.Today, over.Items[0].DueOn), over.Items[0].Days)
	require.Negative(t, over.Items[0].Days)
	require.Equal(t, []string{"自次日起三日"}, over.Items[0].Why)

	var page api.WatchPage
	c.get("/api/v1/watch/overdue?limit=1").into(&page)
	require.Equal(t, over.Items, page.Items)
	c.get("/api/v1/watch/tomorrow").problem(http.StatusNotFound, "not_found")
	a = e.as(storetest.CongressDesk).get("/api/v1/watch")
	require.NotContains(t, a.Body.String(), id)
}

func TestDurationsAreOfTheCasesOneMaySee(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.reviewed()
	today := guibei.DateOf(e.now, beijing).String()
	var d api.Durations
	a := e.as(storetest.Supervisor).get("/api/v1/durations?from=" + today + "&to=" + today)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	a.into(&d)
	require.Equal(t, guibei.FinishDraft, d.Steps[0].Kind)
	require.Equal(t, id, d.Steps[0].Longest.Case)
	require.NotContains(t, e.as(storetest.CongressDesk).get("/api/v1/durations?from="+today+"&to="+today).Body.String(), id)
	e.as(storetest.Supervisor).get("/api/v1/durations?from=2026-02-02&to=2026-02-01").problem(http.StatusUnprocessableEntity, "invalid")
}

func TestAnybodyReadsWhatIsPublishedAndNobodyWhatIsNot(t *testing.T) {
	t.Parallel()
	e := setup(t)
	everybody := e.anonymous()
	id := e.reviewed()
	on := e.toSigned(id)
	require.NoError(t, e.server.Shelve(t.Context()))
	unpublished := func() {
		t.Helper()
		for _, path := range []string{"", "?text=%E5%81%9C%E8%BD%A6", "?status=in_force", "?organ=gov", "/facets"} {
			a := everybody.get("/api/v1/library" + path)
			require.Equal(t, http.StatusOK, a.Code, a.Body.String())
			require.NotContains(t, a.Body.String(), "停车", path)
			require.NotContains(t, a.Body.String(), id, path)
		}
		missing := everybody.get("/api/v1/library/00000000-0000-4000-8000-000000000000").problem(http.StatusNotFound, "not_found")
		for _, path := range []string{"", "/text"} {
			p := everybody.get("/api/v1/library/"+id+path).problem(http.StatusNotFound, "not_found")
			require.Equal(t, missing.Detail, p.Detail, "whether there is a draft is not to be told")
		}
	}
	unpublished()

	e.publish(id, on)
	var text api.LibraryText
	everybody.get("/api/v1/library/" + id + "/text").into(&text)
	require.NotEmpty(t, text.Paragraphs, "read from the file before the librarian came by")
	read := text.Paragraphs
	require.NoError(t, e.server.Shelve(t.Context()))
	text = api.LibraryText{}
	everybody.get("/api/v1/library/" + id + "/text").into(&text)
	require.Equal(t, read, text.Paragraphs)
	require.Equal(t, []store.LibraryParagraph{
		{Text: "青山区停车管理办法", Level: "title"},
		{Text: "第一条 为了规范停车，制定本办法。", Article: "第一条", Level: "article"},
	}, text.Paragraphs)

	var page api.LibraryPage
	everybody.get("/api/v1/library?text=%E8%A7%84%E8%8C%83%E5%81%9C%E8%BD%A6&status=in_force").into(&page)
	require.Equal(t, 1, page.Total)
	require.Equal(t, "第一条 为了规范停车，制定本办法。", page.Items[0].Excerpt)
	body := everybody.get("/api/v1/library/" + id).Body.String()
	require.Contains(t, body, "https://example.gov.cn/1")
	for _, secret := range []string{"reviewer", "drafter", "未签发的意见", "zjj"} {
		require.NotContains(t, body, secret)
	}
	require.Contains(t, everybody.get("/api/v1/library/facets").Body.String(), "青山区人民政府")
	everybody.get("/api/v1/library?status=repealed").problem(http.StatusUnprocessableEntity, "invalid")
	everybody.get("/api/v1/library/x/text").problem(http.StatusNotFound, "not_found")

	e.reviewed() // another one, on its way
	require.NoError(t, e.server.Shelve(t.Context()))
	page = api.LibraryPage{}
	everybody.get("/api/v1/library").into(&page)
	require.Equal(t, 1, page.Total)
}

// manyStore has as many cases as anybody asks for.
type manyStore struct{ *store.Store }

func (manyStore) EachCase(_ context.Context, _ store.CaseFilter, most int, yield func(store.CaseRow) error) error {
	for range most {
		if err := yield(store.CaseRow{Title: "青山区停车管理办法"}); err != nil {
			return err
		}
	}
	return nil
}

func TestAnExportThatFailsIsNotHalfAFile(t *testing.T) {
	t.Parallel()
	e := setup(t, func(o *api.Options) { o.Store = failingStore{o.Store.(*store.Store)} })
	c := e.as(storetest.Supervisor)
	for _, format := range []string{"csv", "xlsx"} {
		a := c.get("/api/v1/exports/cases." + format)
		a.problem(http.StatusServiceUnavailable, "unavailable")
		require.Empty(t, a.Header().Get("Content-Disposition"))
	}
}

// failingStore gives some rows and then goes away.
type failingStore struct{ *store.Store }

func (failingStore) EachCase(_ context.Context, _ store.CaseFilter, _ int, yield func(store.CaseRow) error) error {
	for range 1000 {
		if err := yield(store.CaseRow{Title: "青山区停车管理办法"}); err != nil {
			return err
		}
	}
	return errAway
}

func TestAnExportEndsAtItsLimitAndSaysSo(t *testing.T) {
	t.Parallel()
	e := setup(t, func(o *api.Options) { o.Store = manyStore{o.Store.(*store.Store)} })
	a := e.as(storetest.Supervisor).get("/api/v1/exports/cases.csv?columns=title")
	require.Equal(t, http.StatusOK, a.Code)
	lines := strings.Split(strings.TrimSpace(a.Body.String()), "\r\n")
	require.Contains(t, lines[len(lines)-1], "以上为前100000行")
	rows := 0
	for _, l := range lines {
		if l == "青山区停车管理办法" {
			rows++
		}
	}
	require.Equal(t, api.MostExported, rows)
}
