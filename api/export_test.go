package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"guibei"
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
