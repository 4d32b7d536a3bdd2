package api

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/tus/tusd/v2/pkg/filestore"
	tus "github.com/tus/tusd/v2/pkg/handler"
	"github.com/tus/tusd/v2/pkg/memorylocker"
	"golang.org/x/exp/slog"

	"guibei"
)

const (
	tusVersion   = "1.0.0"
	uploadLife   = 24 * time.Hour // of a half upload, and of the answer to a whole one
	sweepEvery   = time.Hour
	halvesAtOnce = 50 // half uploads of one person
)

// uploads are files on their way in, in pieces: tusd speaks the protocol and
// keeps the pieces, in a folder beside the kept files. What is whole goes the
// way of every other upload (docs/adr/0010).
//
//	ID, ID.info    the bytes so far, and what they are (tusd's)
//	ID.done        a kept file's facts, for whoever lost the last answer
type uploads struct {
	s   *Server
	dir string
	tus *tus.UnroutedHandler

	mu    sync.Mutex
	swept time.Time
}

func newUploads(s *Server) (*uploads, error) {
	u := &uploads{s: s, dir: filepath.Join(s.Files.Dir(), "uploads")}
	if err := os.MkdirAll(u.dir, 0o700); err != nil {
		return nil, err
	}
	store := filestore.New(u.dir)
	store.DirModePerm, store.FileModePerm = 0o700, 0o600
	c := tus.NewStoreComposer()
	c.UseCore(store)
	c.UseTerminater(store)
	memorylocker.New().UseIn(c)
	var err error
	u.tus, err = tus.NewUnroutedHandler(tus.Config{
		StoreComposer: c, BasePath: uploadsPath + "/", MaxSize: maxFile, DisableDownload: true,
		Cors: &tus.CorsConfig{Disable: true},
		// Every request is in our own log already.
		Logger:                    slog.New(slog.NewTextHandler(discardAll{}, nil)),
		PreUploadCreateCallback:   u.creating,
		PreFinishResponseCallback: u.complete,
	})
	return u, err
}

type discardAll struct{}

func (discardAll) Write(p []byte) (int, error) { return len(p), nil }

// doing is one request about an upload, as tusd's callbacks find it.
type doing struct {
	r    *http.Request
	p    guibei.Person
	name string // of the file, when one is being created
	err  error  // why a whole file was not taken
}

type doingKey struct{}

// creating gives a new upload its id and its owner.
func (*uploads) creating(e tus.HookEvent) (tus.HTTPResponse, tus.FileInfoChanges, error) {
	d, _ := e.Context.Value(doingKey{}).(*doing)
	return tus.HTTPResponse{}, tus.FileInfoChanges{ID: rand.Text(), MetaData: tus.MetaData{"filename": d.name, "owner": d.p.ID}}, nil
}

// complete takes a whole file in, and answers the last piece with its facts.
func (u *uploads) complete(e tus.HookEvent) (tus.HTTPResponse, error) {
	d, _ := e.Context.Value(doingKey{}).(*doing)
	v, err := u.take(d.r, d.p, e.Upload)
	if err != nil {
		d.err = err
		return tus.HTTPResponse{}, tus.NewError("ERR_REFUSED", "refused", http.StatusUnprocessableEntity)
	}
	raw, err := json.Marshal(v)
	return tus.HTTPResponse{StatusCode: http.StatusOK, Body: string(raw), Header: tus.HTTPHeader{"Content-Type": "application/json"}}, err
}

// take has a whole file examined and kept like any other. What is refused
// leaves nothing; after a failure of ours it waits for another try.
func (u *uploads) take(r *http.Request, p guibei.Person, info tus.FileInfo) (FileView, error) {
	v, err := u.keep(r.Context(), info)
	switch kind := guibei.KindOf(known(err)); {
	case err == nil:
		u.s.Metrics.Uploads.WithLabelValues("kept").Inc()
		return v, errors.Join(u.remember(info, v), u.forget(info.ID))
	case kind == guibei.Unavailable || kind == guibei.Internal:
		return v, err
	}
	return v, u.s.refused(r, p, errors.Join(err, u.forget(info.ID)))
}

func (u *uploads) keep(ctx context.Context, info tus.FileInfo) (FileView, error) {
	f, err := os.Open(filepath.Join(u.dir, info.ID))
	if err != nil {
		return FileView{}, err
	}
	defer func() { _ = f.Close() }() // it was only read
	up, err := u.s.Files.Receive(ctx, f, maxFile)
	if err != nil {
		return FileView{}, err
	}
	name := info.MetaData["filename"]
	file, err := u.s.examine(ctx, name, up)
	if err != nil {
		return FileView{}, errors.Join(err, up.Discard())
	}
	if err := up.Keep(); err != nil {
		return FileView{}, err
	}
	file, err = u.s.recordFile(ctx, file)
	return FileView{file, name}, err
}

// finished is what is kept of an upload whose file was taken.
type finished struct {
	Owner string   `json:"owner"`
	Size  int64    `json:"size"`
	File  FileView `json:"file"`
}

func (u *uploads) remember(info tus.FileInfo, v FileView) error {
	raw, err := json.Marshal(finished{info.MetaData["owner"], info.Size, v})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(u.dir, info.ID+".done"), raw, 0o600)
}

// forget deletes the pieces of an upload.
func (u *uploads) forget(id string) error {
	var errs []error
	for _, end := range []string{"", ".info"} {
		if err := os.Remove(filepath.Join(u.dir, id+end)); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// uploadID is what rand.Text gives.
var uploadID = regexp.MustCompile(`^[A-Z2-7]{26}$`)

// find returns an upload of the person: one on its way, or one whose file was
// taken. Somebody else's is as good as none.
func (u *uploads) find(id string, p guibei.Person) (info tus.FileInfo, done *finished, err error) {
	missing := guibei.Errorf(guibei.NotFound, "没有这次续传：可能已经过期、放弃，或者文件没有被接收。请重新上传。")
	if !uploadID.MatchString(id) {
		return info, nil, missing
	}
	var f finished
	switch err = u.read(id+".done", &f); {
	case err == nil && f.Owner == p.ID:
		return info, &f, nil
	case err == nil:
		return info, nil, missing
	case !errors.Is(err, fs.ErrNotExist):
		return info, nil, err
	}
	switch err = u.read(id+".info", &info); {
	case errors.Is(err, fs.ErrNotExist) || err == nil && info.MetaData["owner"] != p.ID:
		return info, nil, missing
	case err != nil:
		return info, nil, err
	}
	stat, err := os.Stat(filepath.Join(u.dir, id)) //nolint:gosec // id was checked to be one of ours
	if errors.Is(err, fs.ErrNotExist) {
		return info, nil, missing
	}
	if err == nil {
		info.Offset = stat.Size()
	}
	return info, nil, err
}

func (u *uploads) read(name string, v any) error {
	raw, err := os.ReadFile(filepath.Join(u.dir, name)) //nolint:gosec // name is made of a checked id
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, v)
}

// halves counts the uploads on their way, of one person or ("") of all.
func (u *uploads) halves(owner string) (int, error) {
	names, err := filepath.Glob(filepath.Join(u.dir, "*.info"))
	n := 0
	for _, name := range names {
		var info tus.FileInfo
		if err := u.read(filepath.Base(name), &info); err == nil && (owner == "" || info.MetaData["owner"] == owner) {
			n++
		}
	}
	return n, err
}

// sweep deletes what nobody came back for.
func (u *uploads) sweep(now time.Time) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if now.Sub(u.swept) < sweepEvery {
		return nil
	}
	u.swept = now
	entries, err := os.ReadDir(u.dir)
	for _, e := range entries {
		info, ierr := e.Info()
		if ierr != nil || now.Sub(info.ModTime()) < uploadLife || u.younger(e.Name(), now) {
			continue
		}
		if rerr := os.Remove(filepath.Join(u.dir, e.Name())); !errors.Is(rerr, fs.ErrNotExist) {
			err = errors.Join(err, rerr)
		}
	}
	return err
}

// younger reports whether the bytes that a description belongs to still grow.
func (u *uploads) younger(name string, now time.Time) bool {
	id, isInfo := strings.CutSuffix(name, ".info")
	if !isInfo {
		return false
	}
	info, err := os.Stat(filepath.Join(u.dir, id))
	return err == nil && now.Sub(info.ModTime()) < uploadLife
}

// serve has tusd answer a request. What it refuses becomes a problem.
func (u *uploads) serve(w http.ResponseWriter, r *http.Request, d *doing, id string, h http.HandlerFunc) error {
	d.r = r
	inner := r.Clone(context.WithValue(r.Context(), doingKey{}, d))
	inner.URL.Path = "/" + id
	tw := &tusWriter{ResponseWriter: w}
	u.tus.Middleware(h).ServeHTTP(tw, inner)
	if d.err != nil {
		return d.err
	}
	return tusProblem(tw.refused)
}

// tusWriter keeps tusd's refusals back, and makes addresses fit for servers
// behind a proxy.
type tusWriter struct {
	http.ResponseWriter
	refused int // status, 0 for none
}

// WriteHeader implements http.ResponseWriter.
func (w *tusWriter) WriteHeader(status int) {
	if status >= http.StatusBadRequest {
		w.refused = status
		w.Header().Del("Content-Length")
		return
	}
	if at, err := url.Parse(w.Header().Get("Location")); err == nil && at.Path != "" {
		w.Header().Set("Location", at.Path)
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (w *tusWriter) Write(p []byte) (int, error) {
	if w.refused != 0 {
		return len(p), nil
	}
	return w.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *tusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// tusProblem says in our words what tusd's statuses mean.
func tusProblem(status int) error {
	switch status {
	case 0:
		return nil
	case http.StatusPreconditionFailed:
		return guibei.Errorf(guibei.Stale, "续传协议的版本不对，请使用 tus 1.0.0（Tus-Resumable 头）。")
	case http.StatusNotFound, http.StatusGone:
		return guibei.Errorf(guibei.NotFound, "没有这次续传，请重新上传。")
	case http.StatusConflict:
		return guibei.Errorf(guibei.Conflict, "续传的位置与已经收到的不符，请先查询已经收到多少，再从那里续传。")
	case http.StatusRequestEntityTooLarge:
		return errFileTooLarge
	}
	if status >= http.StatusInternalServerError || status == http.StatusLocked {
		return guibei.Errorf(guibei.Unavailable, "这一段没有收完，请稍后从断开处续传。")
	}
	return guibei.Errorf(guibei.Invalid, "续传的请求不合协议：请检查 Upload-Length、Upload-Offset、Content-Type（应为 application/offset+octet-stream），改正后从断开处续传。")
}

// createUpload begins an upload. A name that could never be taken is refused
// before the bytes travel.
func (s *Server) createUpload(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	if err := s.uploads.sweep(s.Now()); err != nil {
		s.Log.WarnContext(r.Context(), "sweep of half uploads", "error", err)
	}
	name, err := checkFileName(tus.ParseMetadataHeader(r.Header.Get("Upload-Metadata"))["filename"], "请在 Upload-Metadata 中以 filename 给出")
	if err != nil {
		return err
	}
	if _, known := extensions[strings.ToLower(path.Ext(name))]; !known {
		return s.refused(r, p, errUnknownExtension)
	}
	switch n, err := strconv.ParseInt(r.Header.Get("Upload-Length"), 10, 64); {
	case err == nil && n == 0:
		return s.refused(r, p, guibei.Errorf(guibei.Invalid, "文件是空的，请核对后重新上传。"))
	case err == nil && n > maxFile:
		return s.refused(r, p, errFileTooLarge)
	}
	if n, err := s.uploads.halves(p.ID); err != nil || n >= halvesAtOnce {
		return errors.Join(err, guibei.Errorf(guibei.TooMany, "您有%d个文件没有传完，请先传完或者放弃，再上传新的。", n))
	}
	return s.uploads.serve(w, r, &doing{p: p, name: name}, "", s.uploads.tus.PostFile)
}

// headUpload says how much has come in.
func (s *Server) headUpload(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	id := r.PathValue("id")
	_, done, err := s.uploads.find(id, p)
	if err != nil {
		return err
	}
	if done != nil {
		done.headers(w)
		w.Header().Set("Upload-Length", strconv.FormatInt(done.Size, 10))
		w.WriteHeader(http.StatusOK)
		return nil
	}
	return s.uploads.serve(w, r, &doing{p: p}, id, s.uploads.tus.HeadFile)
}

func (f *finished) headers(w http.ResponseWriter) {
	w.Header().Set("Tus-Resumable", tusVersion)
	w.Header().Set("Upload-Offset", strconv.FormatInt(f.Size, 10))
}

// patchUpload takes a piece.
func (s *Server) patchUpload(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	id := r.PathValue("id")
	_, done, err := s.uploads.find(id, p)
	if err != nil {
		return err
	}
	if done == nil {
		return s.uploads.serve(w, r, &doing{p: p}, id, s.uploads.tus.PatchFile)
	}
	if r.Header.Get("Upload-Offset") != strconv.FormatInt(done.Size, 10) {
		return tusProblem(http.StatusConflict)
	}
	done.headers(w)
	return writeJSON(w, http.StatusOK, done.File)
}

// dropUpload forgets an upload. A file that was taken stays.
func (s *Server) dropUpload(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	id := r.PathValue("id")
	_, done, err := s.uploads.find(id, p)
	if err != nil {
		return err
	}
	if done == nil {
		return s.uploads.serve(w, r, &doing{p: p}, id, s.uploads.tus.DelFile)
	}
	//nolint:gosec // find checked the id
	if err := os.Remove(filepath.Join(s.uploads.dir, id+".done")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	w.Header().Set("Tus-Resumable", tusVersion)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// uploadedFile says what became of a whole upload. One that could not be
// examined when its last piece came is examined now.
func (s *Server) uploadedFile(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	info, done, err := s.uploads.find(r.PathValue("id"), p)
	if err != nil {
		return err
	}
	if done != nil {
		return writeJSON(w, http.StatusOK, done.File)
	}
	if info.Offset != info.Size {
		return guibei.Errorf(guibei.Conflict, "文件还没有传完（已收到%d字节，共%d字节），请从断开处续传。", info.Offset, info.Size)
	}
	v, err := s.uploads.take(r, p, info)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, v)
}
