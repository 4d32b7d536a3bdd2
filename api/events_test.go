package api_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/store/storetest"
)

func TestTheTimeLineComesInPages(t *testing.T) {
	t.Parallel()
	e := setup(t)
	id := e.reviewed()
	c := e.as(storetest.Drafter)

	var page api.EventPage
	c.get("/api/v1/cases/" + id + "/events?limit=2").into(&page)
	require.Len(t, page.Events, 2)
	require.Equal(t, "立件", page.Events[0].Label)
	require.EqualValues(t, 2, page.Next)
	c.get("/api/v1/cases/" + id + "/events?after=2").into(&page)
	require.EqualValues(t, 3, page.Events[0].Seq)
	c.get("/api/v1/cases/"+id+"/events?after=-1").problem(http.StatusUnprocessableEntity, "invalid")
}

// live is a server on a real connection over a database of its own.
func live(t *testing.T, beat time.Duration) (*env, *httptest.Server) {
	t.Helper()
	e := newEnv(t, storetest.DB(t), func(o *api.Options) { o.Heartbeat = beat })
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- e.server.Run(ctx) }()
	srv := httptest.NewUnstartedServer(e.server)
	srv.Config = api.NewServer("", e.server)
	srv.Start()
	t.Cleanup(func() {
		srv.Close()
		cancel()
		require.NoError(t, <-done)
	})
	return e, srv
}

// watch opens a stream; next gives its lines one by one and fails when there
// are none in time. leave closes it.
func (c *client) watch(srv *httptest.Server, path string, headers ...string) (next func() string, leave func()) {
	c.t.Helper()
	r := c.request("GET", path, nil, headers...)
	r.RequestURI = ""
	u := srv.URL + path
	var err error
	r.URL, err = r.URL.Parse(u)
	require.NoError(c.t, err)
	r.Host = ""
	resp, err := srv.Client().Do(r)
	require.NoError(c.t, err)
	leave = sync.OnceFunc(func() { _ = resp.Body.Close() })
	c.t.Cleanup(leave)
	require.Equal(c.t, http.StatusOK, resp.StatusCode)
	require.Equal(c.t, "text/event-stream", resp.Header.Get("Content-Type"))
	lines := make(chan string)
	go func() {
		defer close(lines)
		for sc := bufio.NewScanner(resp.Body); sc.Scan(); {
			lines <- sc.Text()
		}
	}()
	return func() string {
		select {
		case line, ok := <-lines:
			if !ok {
				return io.EOF.Error()
			}
			return line
		case <-time.After(10 * time.Second):
			c.t.Fatal("nothing came")
			return ""
		}
	}, leave
}

// until reads lines up to one that begins with prefix.
func until(next func() string, prefix string) string {
	for {
		if line := next(); strings.HasPrefix(line, prefix) || line == "EOF" {
			return line
		}
	}
}

func TestAStreamBringsWhatHappensAndResumes(t *testing.T) {
	t.Parallel()
	e, srv := live(t, time.Hour) // only the database's word wakes it
	c := e.as(storetest.Drafter)
	id, _ := c.open()

	next, leave := c.watch(srv, "/api/v1/cases/"+id+"/events", "Accept", "text/event-stream")
	require.Equal(t, "id: 1", until(next, "id:"))
	require.Contains(t, next(), `"label":"立件"`)

	require.Equal(t, http.StatusOK, c.post("/api/v1/cases/"+id+"/submit", nil).Code)
	require.Equal(t, "id: 2", until(next, "id:"))
	leave()

	require.Equal(t, http.StatusOK, c.post("/api/v1/cases/"+id+"/withdraw", guibei.Reasoned{Reason: "不再需要"}).Code)
	next, _ = c.watch(srv, "/api/v1/cases/"+id+"/events/stream", "Last-Event-ID", "2")
	require.Equal(t, "id: 3", until(next, "id:"))
	require.Contains(t, next(), `"kind":"withdraw"`)
}

func TestAStreamThatBeginsNowLeavesOutWhatWasBefore(t *testing.T) {
	t.Parallel()
	e, srv := live(t, time.Hour)
	c := e.as(storetest.Drafter)
	id, _ := c.open()

	next, _ := c.watch(srv, "/api/v1/cases/"+id+"/events/stream?after=now")
	require.Equal(t, "retry: 3000", next())
	require.Equal(t, http.StatusOK, c.post("/api/v1/cases/"+id+"/submit", nil).Code)
	require.Equal(t, "id: 2", until(next, "id:"))
}

func TestAStreamEndsWithThePartOfWhoWatches(t *testing.T) {
	t.Parallel()
	e, srv := live(t, time.Hour)
	id := e.reviewed()
	lead := e.as(storetest.Lead)
	tang := e.double(storetest.Counsel)
	lead.give(id, "assign-counsel", guibei.AssignCounsel{Counsel: tang.ID})
	next, _ := e.as(storetest.Counsel).watch(srv, "/api/v1/cases/"+id+"/events/stream")
	require.Equal(t, "id: 7", until(next, "id: 7"))
	a := lead.post("/api/v1/cases/"+id+"/withdraw-counsel", guibei.WithdrawCounsel{Counsel: tang.ID, Reason: "改由他人"})
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	require.Equal(t, "EOF", until(next, "id: 8"))
}

func TestAStreamShowsThatItLivesAndEndsWithTheServer(t *testing.T) {
	t.Parallel()
	e, srv := live(t, 20*time.Millisecond)
	c := e.as(storetest.Drafter)
	id, _ := c.open()

	next, _ := c.watch(srv, "/api/v1/cases/"+id+"/events/stream?after=1")
	require.Equal(t, ": ", until(next, ":"))
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	require.NoError(t, srv.Config.Shutdown(ctx), "an open stream must not hold the server")
	require.Equal(t, "EOF", until(next, "id:"))
}

func TestAStreamIsForThoseWhoSeeTheCase(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	id, _ := c.open()
	e.anonymous().get("/api/v1/cases/"+id+"/events/stream").problem(http.StatusUnauthorized, "unauthenticated")
	e.anonymous().get("/api/v1/cases/"+id+"/events", "Accept", "text/event-stream").problem(http.StatusUnauthorized, "unauthenticated")
	c.get("/api/v1/cases/"+id+"/events/stream", "Last-Event-ID", "x").problem(http.StatusUnprocessableEntity, "invalid")
}
