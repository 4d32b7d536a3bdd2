package api

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"guibei"
	"guibei/docx"
	"guibei/internal/blob"
)

// maxFile is the size of the largest file that comes in, in bytes. It is also
// the limit of package docx.
const maxFile = 50 << 20

// docxType is the media type of a docx.
const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// FileView is a stored file under the name it was uploaded by.
type FileView struct {
	guibei.File
	Name string `json:"name" doc:"文件名"`
}

// upload keeps a file. Its body is the file itself, streamed to the disk and
// looked at there; what is refused leaves nothing but a line in the log.
func (s *Server) upload(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	name, err := fileName(r)
	if err != nil {
		return err
	}
	up, err := s.receive(w, r)
	if err != nil {
		return s.refused(r, p, err)
	}
	f, err := s.examine(r.Context(), name, up)
	if err != nil {
		return s.refused(r, p, errors.Join(err, up.Discard()))
	}
	if err := up.Keep(); err != nil {
		return err
	}
	if f, err = s.recordFile(r.Context(), f); err != nil {
		return err
	}
	s.Metrics.Uploads.WithLabelValues("kept").Inc()
	return writeJSON(w, http.StatusCreated, FileView{f, name})
}

// refused counts and logs a file that was turned away: who and why, not what.
func (s *Server) refused(r *http.Request, p guibei.Person, err error) error {
	code := problemOf(r.Context(), err).Code
	s.Metrics.Uploads.WithLabelValues(code).Inc()
	s.Log.LogAttrs(r.Context(), slog.LevelInfo, "upload refused",
		slog.String("trace", traceOf(r.Context()).id), slog.String("person", p.ID), slog.String("code", code))
	return err
}

// recordFile puts the facts of a file on record. Facts that are there stay:
// they say what the bytes were taken for when they were first used.
func (s *Server) recordFile(ctx context.Context, f guibei.File) (guibei.File, error) {
	have, err := s.Store.File(ctx, f.SHA256)
	if !errors.Is(err, guibei.NotFound) {
		return have, err
	}
	return f, s.Store.PutFile(ctx, f)
}

// fileName reads the name that the uploader gives the file.
func fileName(r *http.Request) (string, error) {
	return checkFileName(r.URL.Query().Get("name"), "请在地址中以 name 给出")
}

// checkFileName cleans a file name and refuses what is none; how says where it
// is to be given.
func checkFileName(name, how string) (string, error) {
	// Browsers of old give whole paths.
	name = strings.TrimSpace(path.Base(strings.ReplaceAll(name, `\`, "/")))
	if name == "" || name == "." || name == "/" || len(name) > 255 || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }) {
		return "", guibei.Errorf(guibei.Invalid, "缺少文件名，%s，不超过255个字节。", how)
	}
	return name, nil
}

var (
	errFileTooLarge     = guibei.Errorf(guibei.TooLarge, "文件超过50MiB的上限，请压缩或者删减图片、拆分附件后重新上传。")
	errUnknownExtension = guibei.Errorf(guibei.Invalid, "不接受这种文件。正文请用 .docx，材料可以用 .docx、.pdf、.ofd、.png、.jpg，请转换后重新上传。")
)

// receive spools the body of a request.
func (s *Server) receive(w http.ResponseWriter, r *http.Request) (*blob.Upload, error) {
	if r.ContentLength > maxFile {
		return nil, errFileTooLarge
	}
	up, err := s.Files.Receive(r.Context(), http.MaxBytesReader(w, r.Body, maxFile), maxFile)
	if err == nil && up.Size == 0 {
		return nil, errors.Join(guibei.Errorf(guibei.Invalid, "文件是空的，请核对后重新上传。"), up.Discard())
	}
	switch _, over := errors.AsType[*http.MaxBytesError](err); {
	case over:
		return nil, errFileTooLarge
	case err != nil && guibei.KindOf(err) == guibei.Internal:
		return nil, guibei.Because(guibei.Invalid, err, "文件没有传完，没有保存。请检查网络后重新上传。")
	}
	return up, err
}

// examine decides what a file is, or why it must not come in.
func (s *Server) examine(ctx context.Context, name string, up *blob.Upload) (guibei.File, error) {
	f := guibei.File{SHA256: up.SHA256, Size: up.Size, MediaType: mediaType(up)}
	switch want, known := extensions[strings.ToLower(path.Ext(name))]; {
	case !known:
		return f, errUnknownExtension
	case want != docxType && f.MediaType != want:
		return f, guibei.Errorf(guibei.Invalid, "文件内容与扩展名不符，请核对文件，或者转换为 .docx、.pdf、.ofd 后重新上传。")
	case want == docxType:
		doc, err := s.read(ctx, up)
		if err != nil {
			return f, err
		}
		f.MediaType, f.Title, f.TextSHA256 = docxType, doc.Title(), doc.TextSHA256()
	}
	return f, nil
}

// read opens a docx and screens it.
func (s *Server) read(ctx context.Context, up *blob.Upload) (doc *docx.Document, err error) {
	err = s.heavily(ctx, func() error {
		if doc, err = docx.Open(up, up.Size); err != nil {
			return err
		}
		return s.Screen(doc)
	})
	return doc, err
}

// readFormatted is read for one whose looks matter as well.
func (s *Server) readFormatted(ctx context.Context, up *blob.Upload) (doc *docx.Formatted, err error) {
	err = s.heavily(ctx, func() error {
		if doc, err = docx.OpenFormatted(up, up.Size); err != nil {
			return err
		}
		return s.Screen(doc.Document)
	})
	return doc, err
}

// extensions are the files that a package may hold. OFD is GB/T 33190.
var extensions = map[string]string{
	".docx": docxType, ".pdf": "application/pdf", ".ofd": "application/ofd",
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
}

// mediaType tells by the bytes what a file is, "" when it is nothing we take.
func mediaType(up *blob.Upload) string {
	head := make([]byte, 16)
	n, _ := up.ReadAt(head, 0) // a short file is a short head
	switch t, _, _ := strings.Cut(http.DetectContentType(head[:n]), ";"); t {
	case "application/pdf", "image/png", "image/jpeg":
		return t
	case "application/zip":
		return zipType(up)
	}
	return ""
}

func zipType(up *blob.Upload) string {
	z, err := zip.NewReader(up, up.Size)
	if err != nil {
		return ""
	}
	for _, f := range z.File {
		switch f.Name {
		case "OFD.xml":
			return "application/ofd"
		case "[Content_Types].xml":
			return docxType
		}
	}
	return ""
}

// preCheck runs the rules over a docx that nobody has submitted yet and keeps
// nothing of it.
func (s *Server) preCheck(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	up, err := s.receive(w, r)
	if err != nil {
		return s.refused(r, p, err)
	}
	defer func() { _ = up.Discard() }() // what stays is swept at the next start
	doc, err := s.readFormatted(r.Context(), up)
	if err != nil {
		return s.refused(r, p, err)
	}
	receipt, err := s.Check(r.Context(), doc, up.SHA256)
	if err != nil {
		return err
	}
	receipt.Findings = list(receipt.Findings)
	return writeJSON(w, http.StatusOK, receipt)
}

// download gives a file of a case to somebody who may see the case.
func (s *Server) download(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	c, err := s.visibleCase(r.Context(), p, r.PathValue("id"))
	if err != nil {
		return err
	}
	sum := r.PathValue("sha256")
	if c.CounselOnly(p) {
		if theirs, err := s.holdsForCounsel(r.Context(), &c, sum); err != nil || !theirs {
			return errors.Join(err, guibei.Errorf(guibei.NotFound, "本件没有这个文件，请核对文件编号。"))
		}
	}
	name, err := s.nameInCase(r.Context(), c.ID, sum)
	if err != nil {
		return err
	}
	f, err := s.Store.File(r.Context(), sum)
	if err != nil {
		return err
	}
	b, err := s.Files.Get(sum)
	if err != nil {
		return err
	}
	defer func() { _ = b.Close() }() // it was only read
	h := w.Header()
	h.Set("Content-Type", f.MediaType)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, no-store")
	h.Set("ETag", `"`+sum+`"`)
	http.ServeContent(w, r, "", time.Time{}, b)
	return nil
}

// nameInCase returns what a case calls a file. Every file of a case, replaced
// ones too, was named by a command, and the events keep what commands said.
func (s *Server) nameInCase(ctx context.Context, caseID, sum string) (string, error) {
	for after := int64(0); ; {
		events, err := s.Store.Events(ctx, caseID, after, eventPage)
		if err != nil {
			return "", err
		}
		for _, e := range events {
			if name, ok := findFile(e.Payload, sum); ok {
				return name, nil
			}
			after = e.Seq
		}
		if len(events) < eventPage {
			return "", guibei.Errorf(guibei.NotFound, "本件没有这个文件，请核对文件编号。")
		}
	}
}

// findFile looks for a reference to a file anywhere in a payload.
func findFile(payload json.RawMessage, sum string) (name string, ok bool) {
	if !strings.Contains(string(payload), sum) {
		return "", false
	}
	var v any
	if err := json.Unmarshal(payload, &v); err != nil {
		return "", false
	}
	return findRef(v, sum)
}

func findRef(v any, sum string) (name string, ok bool) {
	switch v := v.(type) {
	case map[string]any:
		if name, isRef := v["name"].(string); isRef && v["sha256"] == sum {
			return name, true
		}
		for _, inner := range v {
			if name, ok = findRef(inner, sum); ok {
				return name, true
			}
		}
	case []any:
		for _, inner := range v {
			if name, ok = findRef(inner, sum); ok {
				return name, true
			}
		}
	}
	return "", false
}

func writeJSON(w http.ResponseWriter, status int, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(raw) // the client went away; nobody is left to tell
	return nil
}

var _ io.ReaderAt = (*blob.Upload)(nil)
