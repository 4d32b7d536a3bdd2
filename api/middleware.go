package api

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"guibei"
	"guibei/web"
)

// trace is what is known of one request; it is filled on the way in and
// written as one line on the way out.
type trace struct {
	id     string
	route  string // template, e.g. "GET /api/v1/cases/{id}"; empty: none fits
	person string // id; empty: nobody signed in
	from   string // address that the request came from
	stream bool   // lasts as long as somebody watches
	cause  error  // what the answer does not say
}

type traceKey struct{}

// traceOf returns the trace of a request, an empty one outside of any.
func traceOf(ctx context.Context) *trace {
	if t, ok := ctx.Value(traceKey{}).(*trace); ok {
		return t
	}
	return &trace{}
}

// observe gives a request its trace id, survives its panic, and counts and
// logs its answer.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := s.Now()
		t := &trace{id: rand.Text()[:16], from: r.RemoteAddr}
		r = r.WithContext(context.WithValue(r.Context(), traceKey{}, t))
		rec := &recorder{ResponseWriter: w}
		rec.secure()
		rec.Header().Set("X-Request-Id", t.id)
		defer s.report(r, rec, started)
		defer s.survive(rec, r)
		next.ServeHTTP(rec, r)
	})
}

// survive turns a panic into a problem. What has been sent already cannot be
// taken back; then the connection is cut, so that nobody takes half an answer
// for a whole one.
func (s *Server) survive(w *recorder, r *http.Request) {
	v := recover()
	if v == nil {
		return
	}
	if v == http.ErrAbortHandler { //nolint:errorlint,err113 // as net/http compares it
		panic(v)
	}
	t := traceOf(r.Context())
	s.Log.ErrorContext(r.Context(), "panic", "trace", t.id, "route", t.route, "value", fmt.Sprint(v), "stack", string(debug.Stack()))
	if w.status != 0 {
		panic(http.ErrAbortHandler)
	}
	problemOf(r.Context(), guibei.Errorf(guibei.Internal, "panic")).write(w)
}

// report counts the request and writes its log line. Queries are left out:
// they hold titles.
func (s *Server) report(r *http.Request, w *recorder, started time.Time) {
	t, took := traceOf(r.Context()), s.Now().Sub(started)
	if w.status == 0 {
		w.status = http.StatusOK
	}
	observed := took
	if t.stream {
		observed = 0
	}
	route := t.route
	if route == "" {
		route = "none"
	}
	s.Metrics.Request(route, method(r), w.status, observed)
	level := slog.LevelInfo
	if w.status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	args := []any{
		"trace", t.id, "method", r.Method, "path", r.URL.Path, "route", t.route, "status", w.status,
		"bytes", w.bytes, "took", took, "person", t.person, "from", r.RemoteAddr,
	}
	if t.cause != nil {
		args = append(args, "cause", t.cause.Error())
	}
	s.Log.Log(r.Context(), level, "request", args...)
}

// method is a label for metrics: callers may send any word as a method.
func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return r.Method
	}
	return "other"
}

// front answers what browsers ask for as pages and the files of the interface,
// before anybody looks for a session: they are the same for everyone.
func (s *Server) front(next http.Handler) http.Handler {
	ui := web.Handler(s.dispatch)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, pattern := s.mux.Handler(r)
		page := pattern == homePattern && accepts(r, "text/html")
		if strings.HasPrefix(r.URL.Path, "/api/") || pattern != "" && !page {
			next.ServeHTTP(w, r)
			return
		}
		traceOf(r.Context()).route = "GET /"
		ui.ServeHTTP(w, r)
	})
}

// dispatch finds the route. What has none is a problem like any other.
func (s *Server) dispatch(w http.ResponseWriter, r *http.Request) {
	h, pattern := s.mux.Handler(r)
	if pattern != "" {
		traceOf(r.Context()).route = pattern
		s.mux.ServeHTTP(w, r)
		return
	}
	probe := &recorder{ResponseWriter: discard{http.Header{}}}
	h.ServeHTTP(probe, r)
	if probe.status != http.StatusMethodNotAllowed {
		s.fail(w, r, guibei.Errorf(guibei.NotFound, "没有这个地址，请核对网址；接口清单见 /api/v1/openapi.yaml。"))
		return
	}
	allow := probe.Header().Get("Allow")
	w.Header().Set("Allow", allow)
	(&Problem{
		Type: problemType + methodNotAllowed, Title: "不支持这种请求方法", Status: http.StatusMethodNotAllowed,
		Detail: "这个地址只接受 " + allow + "，请更改请求方法。", Code: methodNotAllowed, Trace: traceOf(r.Context()).id,
	}).write(w)
}

// fail answers with the problem that err is and remembers the cause for the
// log.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	s.problem(r.Context(), err).write(w)
}

// problem is problemOf, with the cause kept for the log line.
func (s *Server) problem(ctx context.Context, err error) *Problem {
	p := problemOf(ctx, err)
	t := traceOf(ctx)
	if e, ok := known(err).(*guibei.Error); ok && e.Err != nil { //nolint:errorlint // the outermost has the cause
		t.cause = e.Err
	} else if p.Status >= http.StatusInternalServerError {
		t.cause = err
	}
	return p
}

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// secure sets the headers that every answer has. Pages that need more than
// nothing say so themselves.
func (w *recorder) secure() {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
}

// WriteHeader implements http.ResponseWriter.
func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (w *recorder) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(p)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// discard is a response that nobody reads.
type discard struct{ header http.Header }

func (d discard) Header() http.Header         { return d.header }
func (d discard) Write(p []byte) (int, error) { return len(p), nil }
func (d discard) WriteHeader(int)             {}

// accepts reports whether the Accept header names a media type.
func accepts(r *http.Request, mediaType string) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept"), ",") {
		if name, _, _ := strings.Cut(part, ";"); strings.TrimSpace(name) == mediaType {
			return true
		}
	}
	return false
}
