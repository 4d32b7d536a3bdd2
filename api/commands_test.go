package api_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/store/storetest"
)

func TestACommandIsAppliedAndShowsInTheCase(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)

	a := c.post("/api/v1/cases", c.opening())
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	require.Equal(t, `"r1"`, a.Header().Get("ETag"))
	var v api.CommandView
	a.into(&v)
	require.Equal(t, guibei.CommandApplied, v.State)
	require.Equal(t, "立件", v.Label)
	require.Equal(t, guibei.Draft, v.Result.Stage)

	a = c.get(a.Header().Get("Location"))
	require.Equal(t, http.StatusOK, a.Code)
	a.into(&v)
	require.Equal(t, guibei.CommandApplied, v.State)

	a = c.post("/api/v1/cases/"+v.Case+"/submit", nil)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	require.Equal(t, `"r2"`, a.Header().Get("ETag"))

	var full api.CaseView
	c.get("/api/v1/cases/" + v.Case).into(&full)
	require.Equal(t, guibei.Completeness, full.Stage)
	require.Equal(t, "青山区停车管理办法", full.Title)
	require.Equal(t, "办公室", storetest.Clerk.Name)
	require.Equal(t, "材料完备性审查", full.Turn[0].Label)
	require.Equal(t, "青山区人民政府办公室", full.Turn[0].OrganName)
	require.Equal(t, []string{"自次日起三日"}, full.Clocks[0].Why)
	require.False(t, full.Clocks[0].Overdue)
}

func TestTheSameKeyIsTheSameCommand(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	body := c.opening()

	first := c.post("/api/v1/cases", body, "Idempotency-Key", "abc")
	again := c.post("/api/v1/cases", body, "Idempotency-Key", "abc")
	require.Equal(t, http.StatusOK, again.Code, again.Body.String())
	require.JSONEq(t, first.Body.String(), again.Body.String())
	require.Len(t, e.engine.sent, 1, "a command that is decided is not sent again")

	body.Title = "另一件"
	c.post("/api/v1/cases", body, "Idempotency-Key", "abc").problem(http.StatusConflict, "conflict")
	require.Len(t, e.engine.sent, 1)
}

func TestKeysOfTwoPeopleNeverMeet(t *testing.T) {
	t.Parallel()
	e := setup(t)
	drafter := e.as(storetest.Drafter)
	id, _ := drafter.open()

	one := drafter.post("/api/v1/cases/"+id+"/withdraw", guibei.Reasoned{Reason: "不再需要"}, "Idempotency-Key", "1")
	require.Equal(t, http.StatusOK, one.Code, one.Body.String())
	e.as(storetest.Head).post("/api/v1/cases/"+id+"/withdraw", guibei.Reasoned{Reason: "不再需要"}, "Idempotency-Key", "1").
		problem(http.StatusConflict, "conflict") // of the stage: it is a command of its own
	require.Len(t, e.engine.sent, 3)
}

func TestADecisionOnAnOldRevisionIsStale(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id, old := c.open()
	edit := guibei.EditDraft{Materials: []guibei.Material{{Kind: guibei.LegalBasis, File: c.upload("basis.docx", word(t, "依据"))}}}

	a := c.post("/api/v1/cases/"+id+"/edit-draft", edit, "If-Match", old)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	p := c.post("/api/v1/cases/"+id+"/edit-draft", edit, "If-Match", old).problem(http.StatusPreconditionFailed, "stale")
	require.Contains(t, p.Detail, "刷新")

	full := c.get("/api/v1/cases/" + id)
	require.True(t, strings.HasPrefix(full.Header().Get("ETag"), `"r2-`), full.Header().Get("ETag"))
	a = c.post("/api/v1/cases/"+id+"/edit-draft", edit, "If-Match", full.Header().Get("ETag"))
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())

	for _, bad := range []string{"r2", "x", `"2"`, `"r0"`, `"r-1"`} {
		a := c.post("/api/v1/cases/"+id+"/submit", nil, "If-Match", bad)
		if bad == "r2" {
			a.problem(http.StatusPreconditionFailed, "stale")
			continue
		}
		a.problem(http.StatusUnprocessableEntity, "invalid")
	}
}

func TestRefusalsAreTyped(t *testing.T) {
	t.Parallel()
	e := setup(t)
	drafter := e.as(storetest.Drafter)
	id, _ := drafter.open()

	p := drafter.post("/api/v1/cases/"+id+"/sign", guibei.Sign{Signer: "区长", DatedOn: guibei.DateOf(e.now, beijing)}).
		problem(http.StatusConflict, "conflict")
	require.Contains(t, p.Detail, "起草")

	require.Equal(t, http.StatusOK, drafter.post("/api/v1/cases/"+id+"/submit", nil).Code)
	p = drafter.post("/api/v1/cases/"+id+"/accept-completeness", nil).problem(http.StatusForbidden, "forbidden")
	require.Contains(t, p.Detail, "制定机关办公机构")

	p = drafter.post("/api/v1/cases/"+id+"/withdraw", guibei.Reasoned{Reason: " "}).problem(http.StatusUnprocessableEntity, "invalid")
	require.Contains(t, p.Detail, "理由")

	require.Equal(t, http.StatusOK, e.as(storetest.Clerk).post("/api/v1/cases/"+id+"/accept-completeness", nil).Code)
}

func TestARefusalIsTheSameWhenAskedAgain(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id, _ := c.open()

	sign := guibei.Sign{Signer: "区长", DatedOn: guibei.DateOf(e.now, beijing)}
	first := c.post("/api/v1/cases/"+id+"/sign", sign, "Idempotency-Key", "k").problem(http.StatusConflict, "conflict")
	again := c.post("/api/v1/cases/"+id+"/sign", sign, "Idempotency-Key", "k").problem(http.StatusConflict, "conflict")
	require.Equal(t, first.Detail, again.Detail)
	require.Len(t, e.engine.sent, 2)
}

func TestWhatIsNotVisibleIsNotThere(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id, _ := e.as(storetest.Drafter).open()
	lead := e.as(storetest.Lead) // reviews it later, and sees no drafts

	hidden := lead.get("/api/v1/cases/"+id).problem(http.StatusNotFound, "not_found")
	absent := lead.get("/api/v1/cases/"+uuid.NewString()).problem(http.StatusNotFound, "not_found")
	require.Equal(t, absent.Detail, hidden.Detail)
	lead.get("/api/v1/cases/x").problem(http.StatusNotFound, "not_found")
	for _, path := range []string{"/events", "/events/stream", "/check", "/files/" + strings.Repeat("a", 64)} {
		lead.get("/api/v1/cases/"+id+path).problem(http.StatusNotFound, "not_found")
	}
	lead.post("/api/v1/cases/"+id+"/withdraw", guibei.Reasoned{Reason: "x"}).problem(http.StatusNotFound, "not_found")
	require.Len(t, e.engine.sent, 1, "only the opening")

	var page api.CasePage
	lead.get("/api/v1/cases").into(&page)
	require.Empty(t, page.Cases)
}

func TestWithoutTheEngineNothingIsLost(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	body := c.opening()
	e.engine.away = errors.New("connection refused")

	a := c.post("/api/v1/cases", body, "Idempotency-Key", "k")
	require.Equal(t, http.StatusAccepted, a.Code, a.Body.String())
	require.NotEmpty(t, a.Header().Get("Retry-After"))
	var v api.CommandView
	a.into(&v)
	require.Equal(t, guibei.CommandPending, v.State)
	require.Equal(t, "/api/v1/commands/"+v.ID, a.Header().Get("Location"))
	next, err := e.store.Next(t.Context(), v.Case)
	require.NoError(t, err)
	require.Equal(t, v.ID, next)

	e.engine.away = nil
	_, err = e.engine.Send(t.Context(), v.ID, v.Case) // as the relay does
	require.NoError(t, err)
	c.get("/api/v1/commands/" + v.ID).into(&v)
	require.Equal(t, guibei.CommandApplied, v.State)

	again := c.post("/api/v1/cases", body, "Idempotency-Key", "k")
	require.Equal(t, http.StatusOK, again.Code)
	require.Equal(t, `"r1"`, again.Header().Get("ETag"))
}

func TestACommandIsItsSendersToRead(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	a := c.post("/api/v1/cases", c.opening())
	at := a.Header().Get("Location")

	e.as(storetest.Lead).get(at).problem(http.StatusNotFound, "not_found")
	require.Equal(t, http.StatusOK, e.as(storetest.Head).get(at).Code, "the head sees the unit's drafts")
	c.get("/api/v1/commands/"+uuid.NewString()).problem(http.StatusNotFound, "not_found")
}

func TestAnActMayBeEnteredLate(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	body := c.opening()
	when := e.now.AddDate(0, 0, -3).UTC()

	a := c.post("/api/v1/cases?occurred_at="+when.Format("2006-01-02T15:04:05Z"), body)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	var v api.CommandView
	a.into(&v)
	var full api.CaseView
	c.get("/api/v1/cases/" + v.Case).into(&full)
	require.True(t, when.Equal(full.OpenedAt), full.OpenedAt)

	c.post("/api/v1/cases?occurred_at=yesterday", body).problem(http.StatusUnprocessableEntity, "invalid")
	c.post("/api/v1/cases?occurred=x", body).problem(http.StatusUnprocessableEntity, "invalid") // unknown, not ignored
}
