package web

import (
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// nonceMark is where index.html wants the nonce of each answer.
const nonceMark = "{{nonce}}"

// Handler serves the interface. Whatever path a browser asks for as a page is
// answered with index.html, because the application has its routes itself;
// other paths are files of the build or nothing. missing is called for the
// latter.
func Handler(missing http.HandlerFunc) http.Handler {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		files = dist // it is empty
	}
	return newSite(files, missing)
}

// Built reports whether the interface is in this binary.
func Built() bool {
	_, err := fs.Stat(dist, "dist/index.html")
	return err == nil
}

// site is a build of the interface.
type site struct {
	index   []byte // with marks for the nonce; nil: not built
	files   fs.FS
	missing http.HandlerFunc
}

func newSite(files fs.FS, missing http.HandlerFunc) *site {
	s := &site{files: files, missing: missing}
	if index, err := fs.ReadFile(files, "index.html"); err == nil {
		s.index = index
	}
	return s
}

// ServeHTTP implements http.Handler.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		s.missing(w, r)
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if name != "" && name != "index.html" && s.file(w, r, name) {
		return
	}
	if !strings.Contains(r.Header.Get("Accept"), "text/html") || path.Ext(name) != "" && name != "index.html" {
		s.missing(w, r)
		return
	}
	s.page(w, r)
}

// page answers with index.html under a nonce of its own. It is never kept by
// the browser, so that a new release is seen at the next look.
func (s *site) page(w http.ResponseWriter, r *http.Request) {
	nonce := rand.Text()
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", policy(nonce))
	body := s.index
	if body == nil {
		body = []byte(notBuilt)
	}
	body = bytes.ReplaceAll(body, []byte(nonceMark), []byte(nonce))
	if r.Method == http.MethodHead {
		return
	}
	_, _ = w.Write(body) // the browser went away; nobody is left to tell
}

// policy lets the page load from here and nowhere else. Styles and scripts
// need the nonce or to be files of ours; nothing may frame the page.
func policy(nonce string) string {
	return "default-src 'none'; script-src 'self' 'nonce-" + nonce + "'; style-src 'self' 'nonce-" + nonce +
		"'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
}

// file answers with a file of the build, if there is one. Files with a hash in
// their name never change.
func (s *site) file(w http.ResponseWriter, r *http.Request, name string) bool {
	if !fs.ValidPath(name) {
		return false
	}
	packed, err := fs.ReadFile(s.files, name+".gz")
	if err != nil {
		return false
	}
	h := w.Header()
	h.Set("Content-Type", typeOf(name))
	h.Set("Vary", "Accept-Encoding")
	if strings.HasPrefix(name, "assets/") {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		h.Set("Cache-Control", "no-cache")
	}
	tag := sha256.Sum256(packed)
	h.Set("ETag", `"`+hex.EncodeToString(tag[:8])+`"`)
	if r.Header.Get("If-None-Match") == h.Get("ETag") {
		w.WriteHeader(http.StatusNotModified)
		return true
	}
	if err := write(w, r, packed); err != nil {
		s.missing(w, r)
	}
	return true
}

// write sends what is kept as gzip to whoever takes gzip, and unpacked to the
// others.
func write(w http.ResponseWriter, r *http.Request, packed []byte) error {
	body := packed
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Encoding", "gzip")
	} else {
		z, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			return fmt.Errorf("read a file of the build: %w", err)
		}
		if body, err = io.ReadAll(z); err != nil {
			return errors.Join(err, z.Close())
		}
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) //nolint:gosec // a file of our own build; when the browser went away, nobody is left to tell
	}
	return nil
}

// typeOf does not ask the machine's tables, which differ.
func typeOf(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

// notBuilt is the page of a binary without the interface.
const notBuilt = `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>规备</title>
<style nonce="` + nonceMark + `">body{font:16px/1.8 "Microsoft YaHei","Noto Sans CJK SC",sans-serif;margin:4em auto;max-width:36em;padding:0 1em}</style>
<main><h1>规备</h1><p>接口服务正在运行，接口说明在 <a href="/api/v1/openapi.yaml">/api/v1/openapi.yaml</a>。</p>
<p>这个程序编译时没有编入网页界面。请运行 make build 重新编译。</p></main></html>
`
