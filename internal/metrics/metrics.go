// Package metrics is everything the program counts, in one struct. Nothing
// else in the product knows Prometheus.
package metrics

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// readTimeout bounds the question behind the backlog gauges, so that a slow
// database cannot make scraping slow.
const readTimeout = 3 * time.Second

// Metrics is every metric of the product. Labels hold no names, no titles and
// no ids.
type Metrics struct {
	// Requests counts answered HTTP requests, by route template, method and
	// status.
	Requests *prometheus.CounterVec

	// Duration is how long requests took, in seconds, by route template.
	// Streams are not in it: they last as long as somebody watches.
	Duration *prometheus.HistogramVec

	// Commands counts commands as the sender was answered, by kind and answer:
	// applied, rejected, pending or parked.
	Commands *prometheus.CounterVec

	// Logins counts attempts to sign in, by outcome: ok, wrong or locked.
	Logins *prometheus.CounterVec

	// Uploads counts uploaded files, by outcome: kept or the reason of the
	// refusal.
	Uploads *prometheus.CounterVec

	// Streams is how many event streams are open now.
	Streams prometheus.Gauge

	registry *prometheus.Registry
}

// Backlog is what waits, as read from the database in one go.
type Backlog struct {
	Pending int           // commands on record and not decided
	Oldest  time.Duration // age of the oldest of them; 0 when there is none
	Parked  int           // cases that wait for an operator
}

// New makes the metrics in a registry of their own. backlog is asked at every
// scrape; when it fails, its gauges are missing from that scrape rather than
// zero. A nil backlog leaves them out.
func New(backlog func(context.Context) (Backlog, error)) *Metrics {
	m := &Metrics{
		Requests: counter("guibei_http_requests_total", "Answered HTTP requests.", "route", "method", "status"),
		Duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "guibei_http_request_seconds", Help: "Duration of HTTP requests, streams excepted.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 15, 60},
		}, []string{"route"}),
		Commands: counter("guibei_commands_total", "Commands, as the sender was answered.", "kind", "answer"),
		Logins:   counter("guibei_logins_total", "Attempts to sign in.", "outcome"),
		Uploads:  counter("guibei_uploads_total", "Uploaded files.", "outcome"),
		Streams:  prometheus.NewGauge(prometheus.GaugeOpts{Name: "guibei_event_streams", Help: "Event streams open now."}),
		registry: prometheus.NewRegistry(),
	}
	m.registry.MustRegister(m.Requests, m.Duration, m.Commands, m.Logins, m.Uploads, m.Streams,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if backlog != nil {
		m.registry.MustRegister(&backlogCollector{read: backlog})
	}
	return m
}

// Request records one answered request. A duration of zero or less is not
// observed.
func (m *Metrics) Request(route, method string, status int, took time.Duration) {
	m.Requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
	if took > 0 {
		m.Duration.WithLabelValues(route).Observe(took.Seconds())
	}
}

// Handler serves the metrics as text. It fails a scrape only when nothing at
// all can be told.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{
		ErrorHandling: promhttp.ContinueOnError,
		Registry:      m.registry,
	})
}

func counter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
}

// backlogCollector asks once a scrape, so that its gauges belong together.
type backlogCollector struct {
	read func(context.Context) (Backlog, error)
}

var (
	pendingDesc = prometheus.NewDesc("guibei_commands_pending", "Commands on record and not decided.", nil, nil)
	oldestDesc  = prometheus.NewDesc("guibei_commands_oldest_pending_seconds", "Age of the oldest command that is not decided.", nil, nil)
	parkedDesc  = prometheus.NewDesc("guibei_cases_parked", "Cases that wait for an operator.", nil, nil)
)

// Describe implements prometheus.Collector.
func (c *backlogCollector) Describe(ch chan<- *prometheus.Desc) {
	ch <- pendingDesc
	ch <- oldestDesc
	ch <- parkedDesc
}

// Collect implements prometheus.Collector.
func (c *backlogCollector) Collect(ch chan<- prometheus.Metric) {
	// A scrape hands its collectors no context.
	ctx, cancel := context.WithTimeout(context.Background(), readTimeout)
	defer cancel()
	b, err := c.read(ctx)
	if err != nil {
		ch <- prometheus.NewInvalidMetric(pendingDesc, err)
		return
	}
	ch <- prometheus.MustNewConstMetric(pendingDesc, prometheus.GaugeValue, float64(b.Pending))
	ch <- prometheus.MustNewConstMetric(oldestDesc, prometheus.GaugeValue, b.Oldest.Seconds())
	ch <- prometheus.MustNewConstMetric(parkedDesc, prometheus.GaugeValue, float64(b.Parked))
}
