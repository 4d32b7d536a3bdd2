package api

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// readyWithin bounds the questions behind /readyz.
const readyWithin = 3 * time.Second

// Readiness is whether the server can do its work, and what stands in the way.
// Without its database it cannot; without the engine it still takes commands
// and loses none, so that is degraded and ready.
type Readiness struct {
	Status   string `json:"status"` // ready | degraded | unready
	Database string `json:"database"`
	Schema   string `json:"schema"`
	Engine   string `json:"engine"`
}

// healthz says that the process is up.
func (s *Server) healthz(w http.ResponseWriter, r *http.Request) {
	if err := writeJSON(w, http.StatusOK, map[string]string{"status": "up"}); err != nil {
		s.fail(w, r, err)
	}
}

// readyz says whether the server should be sent requests.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), readyWithin)
	defer cancel()
	v := s.readiness(ctx)
	status := http.StatusOK
	if v.Status == "unready" {
		status = http.StatusServiceUnavailable
	}
	if err := writeJSON(w, status, v); err != nil {
		s.fail(w, r, err)
	}
}

func (s *Server) readiness(ctx context.Context) Readiness {
	v := Readiness{Status: "ready", Database: "ok", Schema: "ok", Engine: "ok"}
	if s.Engine == nil {
		v.Engine = "unknown"
	} else if err := s.Engine(ctx); err != nil {
		v.Engine, v.Status = "away", "degraded"
		s.Log.WarnContext(ctx, "the engine does not answer", "error", err)
	}
	if err := s.Store.Ping(ctx); err != nil {
		s.Log.ErrorContext(ctx, "the database does not answer", "error", err)
		return Readiness{Status: "unready", Database: "away", Schema: "unknown", Engine: v.Engine}
	}
	if err := s.Store.UpToDate(ctx); err != nil {
		s.Log.ErrorContext(ctx, "the schema is not current", "error", err)
		v.Schema, v.Status = "not current", "unready"
	}
	return v
}

// home names the product until there is a page.
func (s *Server) home(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = fmt.Fprintf(w, "规备 Guibei %s，接口 v%s：/api/v1/openapi.yaml\n", s.Version, apiVersion) // nobody is left to tell
}
