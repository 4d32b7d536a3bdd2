package api

import (
	"net/http"

	"guibei"
)

func (s *Server) preview(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	return guibei.Errorf(guibei.Unavailable, "尚未完成。")
}

func (s *Server) getRedline(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	return guibei.Errorf(guibei.Unavailable, "尚未完成。")
}

func (s *Server) getAnnotated(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	return guibei.Errorf(guibei.Unavailable, "尚未完成。")
}

func (s *Server) getVersionFile(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	return guibei.Errorf(guibei.Unavailable, "尚未完成。")
}
