package api_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/store"
	"guibei/store/storetest"
)

func TestAnUnchangedCaseIsNotSentAgain(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id, _ := c.open()

	first := c.get("/api/v1/cases/" + id)
	tag := first.Header().Get("ETag")
	for _, header := range []string{tag, "W/" + tag, `"x", ` + tag, "*"} {
		a := c.get("/api/v1/cases/"+id, "If-None-Match", header)
		require.Equal(t, http.StatusNotModified, a.Code, header)
		require.Empty(t, a.Body.String())
		require.Equal(t, tag, a.Header().Get("ETag"))
	}
	require.Equal(t, http.StatusOK, c.post("/api/v1/cases/"+id+"/submit", nil).Code)
	require.Equal(t, http.StatusOK, c.get("/api/v1/cases/"+id, "If-None-Match", tag).Code)
}

func TestTheSameRevisionLooksDifferentOnceItIsOverdue(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id, _ := c.open()
	require.Equal(t, http.StatusOK, c.post("/api/v1/cases/"+id+"/submit", nil).Code)
	tag := c.get("/api/v1/cases/" + id).Header().Get("ETag")

	e.now = e.now.Add(time.Hour) // what the engine of the tests gives
	c = e.as(storetest.Drafter)
	a := c.get("/api/v1/cases/"+id, "If-None-Match", tag)
	require.Equal(t, http.StatusOK, a.Code)
	var v api.CaseView
	a.into(&v)
	require.True(t, v.Clocks[0].Overdue)
	require.EqualValues(t, 2, v.Revision)
}

func TestACaseSaysWhatOneCanDoAndWhyNotTheRest(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id, _ := c.open()
	var v api.CaseView
	c.get("/api/v1/cases/" + id).into(&v)

	can := map[guibei.CommandKind]string{}
	for _, a := range v.Can {
		can[a.Command] = a.Path
	}
	require.Equal(t, map[guibei.CommandKind]string{
		guibei.EditDraftCmd: "/api/v1/cases/" + id + "/edit-draft",
		guibei.SubmitCmd:    "/api/v1/cases/" + id + "/submit",
		guibei.WithdrawCmd:  "/api/v1/cases/" + id + "/withdraw",
	}, can)
	for path := range can {
		require.NotEqual(t, http.StatusNotFound, c.post(can[path], nil).Code, path)
	}
	why := map[guibei.CommandKind]string{}
	for _, r := range v.Cannot {
		why[r.Command] = r.Why
	}
	require.Len(t, why, len(guibei.CommandKinds)-2-len(can), "all but opening and retrying")
	require.Equal(t, guibei.Refusal(guibei.Draft, guibei.SignCmd, nil)[:30], why[guibei.SignCmd][:30])
}

func TestAParkedCaseWaitsForTheAdministrator(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id, _ := c.open()
	_, err := e.store.Park(t.Context(), id, "", "磁盘故障")
	require.NoError(t, err)

	a := c.get("/api/v1/cases/" + id)
	require.NotContains(t, a.Body.String(), "磁盘故障")
	var v api.CaseView
	a.into(&v)
	require.True(t, v.Parked)
	require.Empty(t, v.Can)
	told := c.get("/api/v1/cases/" + id + "/events").Body.String()
	require.Contains(t, told, "停驻")
	require.NotContains(t, told, "磁盘故障", "the time line keeps the cause from who cannot mend it")
	require.Contains(t, e.as(storetest.Admin).get("/api/v1/cases/"+id+"/events").Body.String(), "磁盘故障")
	e.as(storetest.Admin).get("/api/v1/cases/" + id).into(&v)
	require.Equal(t, "磁盘故障", v.ParkedReason)
	require.Equal(t, guibei.RetryParkedCmd, v.Can[0].Command)
	require.Len(t, v.Can, 1)
}

func TestTheLedgerComesInPages(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	want := map[string]bool{}
	for i := range 5 {
		a := c.post("/api/v1/cases", c.opening("办法"+uuid.NewString(), fmt.Sprint("第一条 ", i)))
		require.Equal(t, http.StatusOK, a.Code, a.Body.String())
		var v api.CommandView
		a.into(&v)
		want[v.Case] = true
	}
	got := map[string]bool{}
	for path := "/api/v1/cases?stage=draft&organ=zjj&limit=2"; path != ""; {
		a := c.get(path)
		require.Equal(t, http.StatusOK, a.Code, a.Body.String())
		var page api.CasePage
		a.into(&page)
		for _, row := range page.Cases {
			got[row.ID] = true
			require.Equal(t, "完善草案并报送", row.Turn[0].Label)
		}
		path = ""
		if link := a.Header().Get("Link"); link != "" {
			require.True(t, strings.HasSuffix(link, `>; rel="next"`))
			path = link[1:strings.Index(link, ">")]
			u, err := url.Parse(path)
			require.NoError(t, err)
			require.Equal(t, page.Next, u.Query().Get("cursor"))
			require.Equal(t, "draft", u.Query().Get("stage"))
		}
	}
	require.Equal(t, want, got)
	c.get("/api/v1/cases?cursor=xyz").problem(http.StatusUnprocessableEntity, "invalid")
	c.get("/api/v1/cases?limit=201").problem(http.StatusUnprocessableEntity, "invalid")
	c.get("/api/v1/cases?stage=nowhere").problem(http.StatusUnprocessableEntity, "invalid")
}

func TestTasksAreTheOnesOfThePerson(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id, _ := c.open()
	require.Contains(t, c.get("/api/v1/tasks").Body.String(), id)
	require.NotContains(t, e.as(storetest.Clerk).get("/api/v1/tasks").Body.String(), id)
	require.Equal(t, http.StatusOK, c.post("/api/v1/cases/"+id+"/submit", nil).Code)
	require.NotContains(t, c.get("/api/v1/tasks").Body.String(), id)
	require.Contains(t, e.as(storetest.Clerk).get("/api/v1/tasks").Body.String(), id)
}

func TestTheCheckOfTheLatestTextIsShown(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id, _ := c.open()
	c.get("/api/v1/cases/"+id+"/check").problem(http.StatusNotFound, "not_found")

	finding := guibei.Finding{Rule: "R005", Severity: guibei.High, Place: guibei.Place{Paragraph: "p2", Start: 1, End: 3}}
	require.NoError(t, e.store.SaveCheck(t.Context(), id, 1, guibei.CheckReceipt{RuleSet: "x", Verdict: "leads", Findings: []guibei.Finding{finding}}))
	var r guibei.CheckReceipt
	c.get("/api/v1/cases/" + id + "/check").into(&r)
	require.Equal(t, []guibei.Finding{finding}, r.Findings)
	var v api.CaseView
	c.get("/api/v1/cases/" + id).into(&v)
	require.Equal(t, []guibei.Finding{finding}, v.Check.Findings)
}

// reviewed brings a case to where an opinion is drafted and not issued.
func (e *env) reviewed() string {
	e.t.Helper()
	drafter, clerk := e.as(storetest.Drafter), e.as(storetest.Clerk)
	fair, lead, reviewer := e.as(storetest.FairReviewer), e.as(storetest.Lead), e.as(storetest.Reviewer)
	id, _ := drafter.open()
	opinion := guibei.RecordOpinion{Conclusion: guibei.Lawful, Summary: "未签发的意见"}
	for i, h := range guibei.Headings {
		opinion.Items = append(opinion.Items, guibei.OpinionItem{ID: strconv.Itoa(i), Heading: h, Test: "内容", Result: guibei.Pass})
	}
	for _, act := range []struct {
		by   *client
		path string
		body any
	}{
		{drafter, "submit", nil},
		{clerk, "accept-completeness", nil},
		{fair, "conclude-fair-competition", guibei.ConcludeFair{Conclusion: guibei.FairCompliant, Reason: "不影响竞争"}},
		{lead, "assign-reviewer", guibei.AssignReviewer{Reviewer: e.double(storetest.Reviewer).ID}},
		{reviewer, "record-opinion", opinion},
	} {
		e.now = e.now.Add(time.Second)
		a := act.by.post("/api/v1/cases/"+id+"/"+act.path, act.body)
		require.Equal(e.t, http.StatusOK, a.Code, act.path+a.Body.String())
	}
	return id
}

func TestADraftOpinionStaysWithTheReviewingOrgan(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.reviewed()

	for _, p := range []guibei.Person{storetest.Reviewer, storetest.Lead} {
		c := e.as(p)
		require.Contains(t, c.get("/api/v1/cases/"+id).Body.String(), "未签发的意见", p.Name)
		require.Contains(t, c.get("/api/v1/cases/"+id+"/events").Body.String(), "未签发的意见", p.Name)
	}
	for _, p := range []guibei.Person{storetest.Drafter, storetest.Head, storetest.Clerk, storetest.Supervisor} {
		c := e.as(p)
		require.NotContains(t, c.get("/api/v1/cases/"+id).Body.String(), "未签发的意见", p.Name)
		events := c.get("/api/v1/cases/" + id + "/events").Body.String()
		require.NotContains(t, events, "未签发的意见", p.Name)
		require.Contains(t, events, `"withheld":true`)
	}
}

func TestRatesShowNumeratorAndDenominator(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Supervisor)
	a := c.get("/api/v1/rates?from=1990-01-01&to=1990-12-31")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	var r api.RateReport
	a.into(&r)
	require.Equal(t, "—", r.Total.Rates[0].Text)
	require.Equal(t, "报备率", r.Definitions[0].Name)
	require.Equal(t, guibei.Date{Year: 1990, Month: 12, Day: 31}, r.To)

	a = c.get("/api/v1/rates/filing_rate/items?from=1990-01-01&to=1990-12-31&part=denominator")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	require.Contains(t, a.Body.String(), `"items":[]`)
	c.get("/api/v1/rates/other/items?from=1990-01-01&to=1990-12-31").problem(http.StatusNotFound, "not_found")
	c.get("/api/v1/rates?from=1990-01-01&to=1989-12-31").problem(http.StatusUnprocessableEntity, "invalid")
	c.get("/api/v1/rates?from=1990-13-01&to=1990-12-31").problem(http.StatusUnprocessableEntity, "invalid")
	c.get("/api/v1/rates?to=1990-12-31").problem(http.StatusUnprocessableEntity, "invalid")
	e.as(storetest.Admin).get("/api/v1/rates?from=1990-01-01&to=1990-12-31").problem(http.StatusForbidden, "forbidden")
}

// brokenStore is a database that went away.
type brokenStore struct{ *store.Store }

var errAway = guibei.Errorf(guibei.Unavailable, "数据库暂时不可用，请稍后重试。")

func (brokenStore) PutCommand(context.Context, store.NewCommand) (store.CommandRow, error) {
	return store.CommandRow{}, errAway
}
func (brokenStore) Ping(context.Context) error { return errAway }

func TestWithoutTheDatabaseNothingIsAccepted(t *testing.T) {
	t.Parallel()
	e := setup(t, func(o *api.Options) { o.Store = brokenStore{o.Store.(*store.Store)} })
	c := e.as(storetest.Drafter)
	a := c.post("/api/v1/cases", c.opening())
	a.problem(http.StatusServiceUnavailable, "unavailable")
	require.NotEmpty(t, a.Header().Get("Retry-After"))
	require.Empty(t, e.engine.sent)
	require.Equal(t, http.StatusServiceUnavailable, c.get("/readyz").Code)
	require.Equal(t, http.StatusOK, c.get("/healthz").Code)
}

func TestReadyMeansThatTheDatabaseIs(t *testing.T) {
	t.Parallel()
	engine := errors.New("no engine")
	e := setup(t, func(o *api.Options) { o.Engine = func(context.Context) error { return engine } })
	a := e.anonymous().get("/readyz")
	require.Equal(t, http.StatusOK, a.Code)
	require.JSONEq(t, `{"status":"degraded","database":"ok","schema":"ok","engine":"away"}`, a.Body.String())
	engine = nil
	require.JSONEq(t, `{"status":"ready","database":"ok","schema":"ok","engine":"ok"}`, e.anonymous().get("/readyz").Body.String())
}
