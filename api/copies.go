package api

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"guibei"
	"guibei/docx"
	"guibei/docx/compare"
	"guibei/regions"
)

// Authors of what is written into copies.
const (
	checkAuthor   = "规备（自动检查）"
	compareAuthor = "规备"
)

// getVersionFile gives the bytes of one text of a case.
func (s *Server) getVersionFile(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	_, v, err := s.versionAsked(r, p)
	if err != nil {
		return err
	}
	b, err := s.Files.Get(v.File.SHA256)
	if err != nil {
		return err
	}
	defer func() { _ = b.Close() }() // it was only read
	attach(w, v.File.Name)
	w.Header().Set("ETag", `"`+v.File.SHA256+`"`)
	http.ServeContent(w, r, "", time.Time{}, b)
	return nil
}

// versionAsked returns the text that the path of a request names.
func (s *Server) versionAsked(r *http.Request, p guibei.Person) (guibei.Case, guibei.Version, error) {
	c, err := s.visibleCase(r.Context(), p, r.PathValue("id"))
	if err != nil {
		return c, guibei.Version{}, err
	}
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil {
		n = 0 // there is none
	}
	v, err := s.version(r.Context(), c, n)
	return c, v, err
}

// attach makes an answer a Word file to be saved.
func attach(w http.ResponseWriter, name string) {
	h := w.Header()
	h.Set("Content-Type", docxType)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, no-store")
}

// sendCopy answers with a copy that was made for this request.
func sendCopy(w http.ResponseWriter, name string, body []byte) {
	attach(w, name)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // the client went away; nobody is left to tell
}

// copyName names a copy after the file it was made from.
func copyName(name, what string) string {
	return strings.TrimSuffix(name, path.Ext(name)) + "（" + what + "）.docx"
}

// getAnnotated writes the findings of a text into a copy, as Word comments.
func (s *Server) getAnnotated(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	c, v, err := s.versionAsked(r, p)
	if err != nil {
		return err
	}
	receipt, err := s.Store.Check(r.Context(), c.ID, v.N)
	if err != nil {
		return err
	}
	region, err := regions.Load(c.Region)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	err = s.heavily(r.Context(), func() error {
		f, done, err := s.kept(v.File.SHA256)
		if err != nil {
			return err
		}
		defer done()
		_, err = f.Annotate(&out, notesOf(receipt.Findings, s.Now().In(region.Location())))
		return err
	})
	if errors.Is(err, docx.ErrAnnotate) {
		return guibei.Because(guibei.Invalid, err, "这份文件不能写入批注：写入后与原稿不一致。请在网页上查看线索，并把文件交给维护人员。")
	}
	if err != nil {
		return err
	}
	sendCopy(w, copyName(v.File.Name, "线索批注"), out.Bytes())
	return nil
}

// notesOf makes comments of findings. The key is what makes it the same
// finding next time: the rule and the words, not where they stand.
func notesOf(findings []guibei.Finding, at time.Time) []docx.Note {
	notes, seen := make([]docx.Note, len(findings)), map[string]int{}
	for i, f := range findings {
		key := f.Rule + "\x00" + f.Place.Quote
		seen[key]++
		notes[i] = docx.Note{
			Anchor: docx.Anchor{Paragraph: f.Place.Paragraph, Start: f.Place.Start, End: f.Place.End, Quote: f.Place.Quote},
			Author: checkAuthor, Initials: "规备", Date: at, Text: f.Remark(), Key: fmt.Sprint(key, "\x00", seen[key]),
		}
	}
	return notes
}

// getRedline writes the way from one text of a case to another as tracked
// changes.
func (s *Server) getRedline(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	c, err := s.visibleCase(r.Context(), p, r.PathValue("id"))
	if err != nil {
		return err
	}
	old, err := s.versionQueried(r, c, "from")
	if err != nil {
		return err
	}
	new, err := s.versionQueried(r, c, "to")
	if err != nil {
		return err
	}
	region, err := regions.Load(c.Region)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	err = s.heavily(r.Context(), func() error {
		return s.redline(&out, old, new, s.Now().In(region.Location()))
	})
	if errors.Is(err, docx.ErrRedline) {
		return guibei.Because(guibei.Invalid, err, "这两稿不能生成修订稿：全部接受或者全部拒绝之后与原稿不一致。请改看网页对照，并把两份文件交给维护人员。")
	}
	if err != nil {
		return err
	}
	sendCopy(w, copyName(new.File.Name, fmt.Sprintf("第%d稿对第%d稿修订", new.N, old.N)), out.Bytes())
	return nil
}

func (s *Server) versionQueried(r *http.Request, c guibei.Case, name string) (guibei.Version, error) {
	n, err := strconv.Atoi(r.URL.Query().Get(name))
	if err != nil || n < 1 {
		return guibei.Version{}, guibei.Errorf(guibei.Invalid, "请在地址中以 from、to 写明第几稿，如 ?from=1&to=2。")
	}
	return s.version(r.Context(), c, n)
}

func (s *Server) redline(out *bytes.Buffer, old, new guibei.Version, at time.Time) error {
	before, done, err := s.kept(old.File.SHA256)
	if err != nil {
		return err
	}
	defer done()
	after, done, err := s.kept(new.File.SHA256)
	if err != nil {
		return err
	}
	defer done()
	result, err := compare.Files(before, after)
	if err != nil {
		return err
	}
	return compare.Redline(out, result, before, after, compareAuthor, at)
}
