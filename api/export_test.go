package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"guibei"
	"guibei/docx/compose"
)

// Contract is the contract that the server answers by.
func (s *Server) Contract() *huma.OpenAPI { return s.api.OpenAPI() }

// Panicking adds a route that panics, after sending what is given.
func (s *Server) Panicking(path, sent string) {
	s.mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
		if sent != "" {
			_, _ = w.Write([]byte(sent))
		}
		panic("秘密内容")
	})
}

// Actions is actions.
func Actions(p guibei.Person, c *guibei.Case) ([]ActionView, []RefusalView) { return actions(p, c) }

// ProblemOf is problemOf.
func ProblemOf(ctx context.Context, err error) *Problem { return problemOf(ctx, err) }

// FilingLetters makes the letters of a case's filings.
func FilingLetters(c guibei.Case, organs map[string]string, zone *time.Location) []compose.Letter {
	a := &caseLetters{c: c, organs: organs}
	a.filings(zone)
	var out []compose.Letter
	for _, l := range a.out {
		out = append(out, l.letter)
	}
	return out
}

// Shelve is what the librarian does every ten seconds.
func (s *Server) Shelve(ctx context.Context) error { return s.shelve(ctx, time.Time{}) }

// MostExported is how many rows a file may have.
const MostExported = mostExported

// Before and PeriodLabel are how periods are compared and named.
var (
	Before      = before
	PeriodLabel = periodLabel
)

// HasTale reports whether an event has a sentence of its own.
func HasTale(k guibei.EventKind) bool { return tales[k] != nil }

// Tell tells an event of a case in which everybody is of 某局.
func Tell(e guibei.Event, c guibei.Case) (string, []FactView, []FileLink) {
	return tellingOf(&c, map[string]string{"zjj": "某局"}, time.UTC).tell(e)
}

// Follow is follow.
func Follow(c *guibei.Case, t guibei.Task) []ThenView { return follow(c, t) }
