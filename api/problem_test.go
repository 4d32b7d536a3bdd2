package api_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/docx"
	"guibei/store/storetest"
)

func TestEveryKindHasAStatusAndATitle(t *testing.T) {
	t.Parallel()
	statuses := map[int]guibei.Kind{}
	for _, k := range guibei.Kinds {
		p := api.ProblemOf(t.Context(), guibei.Errorf(k, "说明"))
		require.Equal(t, "urn:guibei:problem:"+string(k), p.Type)
		require.Equal(t, string(k), p.Code)
		require.Empty(t, statuses[p.Status], "%s and %s have one status", k, statuses[p.Status])
		statuses[p.Status] = k
		require.Equal(t, k == guibei.Internal, p.Title == "系统内部错误", k)
		require.Equal(t, k == guibei.Internal, p.Status == http.StatusInternalServerError, k)
		require.Equal(t, k != guibei.Internal, p.Detail == "说明", k)
	}
}

func TestFailuresOfLibrariesGetAKind(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		err    error
		status int
		code   string
	}{
		{&docx.Refusal{Reason: docx.Macro, Msg: "带宏"}, 422, "docx_macro"},
		{&docx.Refusal{Reason: docx.TooLarge, Msg: "太大"}, 413, "docx_too_large"},
		{&http.MaxBytesError{Limit: 1}, 413, "too_large"},
		{context.DeadlineExceeded, 503, "unavailable"},
		{errors.New("connect postgres://secret"), 500, "internal"},
	} {
		p := api.ProblemOf(t.Context(), tt.err)
		require.Equal(t, tt.status, p.Status, tt.err)
		require.Equal(t, tt.code, p.Code)
		require.NotContains(t, p.Detail, "secret")
	}
}

func TestWhatWasSentIsNeverRepeated(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id, _ := c.open()
	const secret = "绝密内容SECRET"

	for name, tt := range map[string]struct {
		path, body string
		status     int
	}{
		"a wrong type":       {"/api/v1/cases/" + id + "/withdraw", `{"reason":["` + secret + `"]}`, 422},
		"a wrong value":      {"/api/v1/cases/" + id + "/conclude-fair-competition", `{"conclusion":"` + secret + `","reason":"x"}`, 422},
		"a wrong date":       {"/api/v1/cases/" + id + "/sign", `{"signer":"x","dated_on":"` + secret + `"}`, 422},
		"a missing field":    {"/api/v1/cases", `{"title":"` + secret + `"}`, 422},
		"broken JSON":        {"/api/v1/cases", `{"title":"` + secret + `"`, 400},
		"not JSON":           {"/api/v1/cases", secret, 400},
		"a wrong parameter":  {"/api/v1/cases/" + id + "/submit?occurred_at=" + secret, `{}`, 422},
		"too much":           {"/api/v1/cases", `{"title":"` + strings.Repeat(secret, 1<<17) + `"}`, 413},
		"an unreadable hash": {"/api/v1/cases", `{"drafting_organ":"zjj","issuing_organ":"gov","document":{"sha256":"` + secret + `","name":"x"}}`, 422},
	} {
		a := c.post(tt.path, strings.NewReader(tt.body))
		require.Equal(t, tt.status, a.Code, name)
		require.NotContains(t, a.Body.String(), "SECRET", name)
		require.NotContains(t, a.Body.String(), `"value"`, name)
		require.NotRegexp(t, `expected|unexpected|invalid [a-z]|required`, a.Body.String(), name)
	}
	require.NotContains(t, e.log.String(), "SECRET")
}

func TestFieldsAreNamedInChinese(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	p := c.post("/api/v1/cases", map[string]any{"drafting_organ": 1, "documents": nil}).problem(422, "invalid")
	got := map[string]string{}
	for _, f := range p.Errors {
		got[f.Location] += f.Message
	}
	require.Equal(t, "应为文字", got["body.drafting_organ"])
	require.Contains(t, got["body.documents"], "没有这个字段")
	require.Contains(t, got["body"], "缺少必填的字段 issuing_organ")
}

func TestUnknownRoutesAndMethodsAreProblems(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.anonymous()
	c.get("/nowhere").problem(http.StatusNotFound, "not_found")
	c.get("/api/v1/nowhere").problem(http.StatusNotFound, "not_found")
	a := c.do("DELETE", "/api/v1/cases", nil)
	a.problem(http.StatusMethodNotAllowed, "method_not_allowed")
	require.Contains(t, a.Header().Get("Allow"), "POST")
	require.NotContains(t, a.Header().Get("Content-Type"), "text/plain")
	c.post("/api/v1/session", strings.NewReader("a=b"), "Content-Type", "application/x-www-form-urlencoded").
		problem(http.StatusUnsupportedMediaType, "invalid")
}

func TestAPanicIsAProblemAndALogLine(t *testing.T) {
	t.Parallel()
	e := setup(t)
	e.server.Panicking("/panic", "")
	e.server.Panicking("/half", "half")
	c := e.anonymous()

	p := c.get("/panic").problem(http.StatusInternalServerError, "internal")
	require.NotContains(t, p.Detail, "秘密内容")
	require.Contains(t, e.log.String(), "trace="+p.Trace)
	require.Contains(t, e.log.String(), "TestAPanicIsAProblem")
	require.PanicsWithValue(t, http.ErrAbortHandler, func() { c.get("/half") }, "the connection must be cut")
	require.Contains(t, c.get("/metrics").Body.String(), `guibei_http_requests_total{method="GET",route="GET /panic",status="500"} 1`)
}

func TestAnswersCarrySecurityHeaders(t *testing.T) {
	t.Parallel()
	a := setup(t).anonymous().get("/")
	require.Contains(t, a.Body.String(), "规备")
	for k, v := range map[string]string{
		"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
	} {
		require.Equal(t, v, a.Header().Get(k), k)
	}
}

func TestOneLinePerRequestWithoutItsQuery(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	e.log.Reset()
	require.Equal(t, http.StatusOK, c.get("/api/v1/cases?text=%E7%A7%98%E5%AF%86SECRET").Code)
	require.Equal(t, 1, strings.Count(e.log.String(), "\n"), e.log.String())
	require.Contains(t, e.log.String(), `route="GET /api/v1/cases"`)
	require.Contains(t, e.log.String(), "person="+e.double(storetest.Drafter).ID)
	require.NotContains(t, e.log.String(), "SECRET")
}
