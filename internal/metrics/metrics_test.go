package metrics_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei/internal/metrics"
)

func scrape(t *testing.T, m *metrics.Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	require.Equal(t, 200, w.Code)
	return w.Body.String()
}

func TestRequestsAreCountedByRouteAndTimed(t *testing.T) {
	t.Parallel()
	m := metrics.New(nil)
	m.Request("GET /api/v1/cases/{id}", "GET", 200, 20*time.Millisecond)
	m.Request("GET /api/v1/cases/{id}", "GET", 404, 20*time.Millisecond)
	m.Request("stream", "GET", 200, 0)

	text := scrape(t, m)
	require.Contains(t, text, `guibei_http_requests_total{method="GET",route="GET /api/v1/cases/{id}",status="404"} 1`)
	require.Contains(t, text, `guibei_http_request_seconds_count{route="GET /api/v1/cases/{id}"} 2`)
	require.NotContains(t, text, `guibei_http_request_seconds_count{route="stream"}`)
}

func TestTheBacklogIsReadAtEveryScrape(t *testing.T) {
	t.Parallel()
	now := metrics.Backlog{Pending: 3, Oldest: 90 * time.Second, Parked: 1}
	m := metrics.New(func(context.Context) (metrics.Backlog, error) { return now, nil })

	text := scrape(t, m)
	require.Contains(t, text, "guibei_commands_pending 3")
	require.Contains(t, text, "guibei_commands_oldest_pending_seconds 90")
	require.Contains(t, text, "guibei_cases_parked 1")

	now.Pending = 0
	require.Contains(t, scrape(t, m), "guibei_commands_pending 0")
}

func TestAnUnreadableBacklogIsMissingAndNotZero(t *testing.T) {
	t.Parallel()
	m := metrics.New(func(context.Context) (metrics.Backlog, error) { return metrics.Backlog{}, errors.New("database away") })
	m.Request("x", "GET", 200, 1)

	text := scrape(t, m)
	require.NotContains(t, text, "guibei_commands_pending ")
	require.Contains(t, text, "guibei_http_requests_total")
}
