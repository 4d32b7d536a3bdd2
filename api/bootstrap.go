package api

import (
	"context"
	"crypto/rand"
	_ "embed"
	"html/template"
	"net/http"
	"strings"

	"github.com/google/uuid"

	"guibei"
	"guibei/store"
)

//go:embed bootstrap.html
var bootstrapHTML string

var bootstrapPage = template.Must(template.New("bootstrap").Parse(bootstrapHTML))

// serveBootstrap is the form that sets up the first account. It is one page
// that loads nothing; whether the token is good is told when it is used.
func (s *Server) serveBootstrap(w http.ResponseWriter, r *http.Request) {
	nonce := rand.Text()
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'nonce-"+nonce+"'; script-src 'nonce-"+nonce+
		"'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'")
	data := struct {
		Nonce, Token string
		Least        int
	}{nonce, r.URL.Query().Get("token"), minPassword}
	if err := bootstrapPage.Execute(w, data); err != nil {
		traceOf(r.Context()).cause = err
	}
}

type bootstrapInput struct {
	Body struct {
		Token    string `json:"token" minLength:"1" maxLength:"200" doc:"一次性口令，在服务器上生成"`
		Login    string `json:"login" minLength:"2" maxLength:"100" doc:"登录名"`
		Name     string `json:"name" minLength:"1" maxLength:"50" doc:"姓名"`
		Password string `json:"password" maxLength:"128" format:"password" doc:"密码，不少于12个字符"`
	}
}

// bootstrap makes the first system administrator. The password is judged
// before the token is spent; whether the login name is free is told only to
// whoever has a token.
func (s *Server) bootstrap(ctx context.Context, _ guibei.Person, in *bootstrapInput) (*personOutput, error) {
	b := in.Body
	p := guibei.Person{
		ID: "p-" + uuid.NewString(), Name: b.Name,
		Grants: []guibei.Grant{{Role: guibei.SystemAdmin, Organ: s.AdminOrgan.ID}},
	}
	login := strings.TrimSpace(b.Login)
	hash, err := s.hash(ctx, login, b.Password)
	if err != nil {
		return nil, err
	}
	account := store.Account{Person: p.ID, Login: login, PasswordHash: hash}
	facts := map[string]any{"name": p.Name, "login": login, "grants": p.Grants}
	err = s.administer(ctx, p, guibei.AdminBootstrapped, ofPerson(p.ID), facts, func(within *store.Store) error {
		return within.Bootstrap(ctx, b.Token, s.AdminOrgan, p, account)
	})
	if err != nil {
		return nil, err
	}
	return s.me(ctx, p, nil)
}
