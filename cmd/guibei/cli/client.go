package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"guibei"
)

// session is one person signed in to a running server, over the public API.
type session struct {
	base string
	http *http.Client
	me   guibei.Person
}

// problem is a failure as the API tells it (RFC 9457).
type problem struct {
	Status int    `json:"status"`
	Detail string `json:"detail"`
	Title  string `json:"title"`
	Trace  string `json:"trace"`
}

func (p *problem) Error() string {
	if p.Detail != "" {
		return p.Detail
	}
	return p.Title
}

// signIn opens a session.
func signIn(ctx context.Context, base, login, password string) (*session, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	s := &session{base: base, http: &http.Client{Jar: jar, Timeout: time.Minute}}
	if err := s.call(ctx, http.MethodPost, "/api/v1/session", map[string]string{"login": login, "password": password}, nil, nil); err != nil {
		return nil, fmt.Errorf("用%s登录%s：%w", login, base, err)
	}
	return s, s.call(ctx, http.MethodGet, "/api/v1/me", nil, nil, &s.me)
}

// call sends one request. A body that is not a reader is sent as JSON; out
// takes the answer unless it is nil.
func (s *session) call(ctx context.Context, method, path string, body any, header http.Header, out any) error {
	var r io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return err
		}
		r = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, s.base+path, r)
	if err != nil {
		return err
	}
	maps.Copy(req.Header, header)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return s.send(req, out)
}

func (s *session) send(req *http.Request, out any) error {
	resp, err := s.http.Do(req)
	if err != nil {
		return fmt.Errorf("连不上服务 %s，请确认已运行 guibei up 或者 guibei api：%w", s.base, err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(io.LimitReader(resp.Body, 64<<20))
	if err != nil {
		return err
	}
	if resp.StatusCode >= http.StatusBadRequest {
		p := &problem{Status: resp.StatusCode, Title: resp.Status}
		_ = json.Unmarshal(b, p)
		return p
	}
	if out == nil || len(b) == 0 {
		return nil
	}
	return json.Unmarshal(b, out)
}

// upload stores a file and returns the reference that commands use.
func (s *session) upload(ctx context.Context, path string) (guibei.FileRef, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return guibei.FileRef{}, fmt.Errorf("打不开文件：%w", err)
	}
	return s.uploadBytes(ctx, filepath.Base(path), b)
}

// uploadBytes stores a file; the same bytes are stored once, however often
// they are sent.
func (s *session) uploadBytes(ctx context.Context, name string, b []byte) (guibei.FileRef, error) {
	ref := guibei.FileRef{Name: name}
	err := patiently(ctx, func() error {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.base+"/api/v1/files?name="+url.QueryEscape(name), bytes.NewReader(b))
		if err != nil {
			return err
		}
		req.Header.Set("Content-Type", "application/octet-stream")
		var got guibei.File
		err = s.send(req, &got)
		ref.SHA256 = got.SHA256
		return err
	})
	if err != nil {
		return ref, fmt.Errorf("上传%s：%w", name, err)
	}
	return ref, nil
}

// get reads, waiting for a server that is away.
func (s *session) get(ctx context.Context, path string, out any) error {
	return patiently(ctx, func() error { return s.call(ctx, http.MethodGet, path, nil, nil, out) })
}

// patiently tries again while the server, or what is behind it, is away. An
// answer that something is wrong with the request is final.
func patiently(ctx context.Context, try func() error) error {
	for {
		err := try()
		p, told := errors.AsType[*problem](err)
		if err == nil || told && p.Status < http.StatusInternalServerError {
			return err
		}
		if sleep(ctx, time.Second) != nil {
			return err
		}
	}
}

// commandAnswer is what the API says of a command.
type commandAnswer struct {
	Command string               `json:"command"`
	Result  guibei.CommandResult `json:"result"`
}

// command gives a command and waits until it is applied, however long the
// engine is away. The same key is used for every attempt, so nothing happens
// twice.
func (s *session) command(ctx context.Context, path, key string, at time.Time, payload any) (guibei.CommandResult, error) {
	if !at.IsZero() {
		path += "?occurred_at=" + url.QueryEscape(at.Format(time.RFC3339))
	}
	header := http.Header{"Idempotency-Key": {key}}
	var a commandAnswer
	err := patiently(ctx, func() error {
		if err := s.call(ctx, http.MethodPost, path, payload, header, &a); err != nil {
			return err
		}
		if a.Result.State != guibei.CommandApplied {
			return errPending
		}
		return nil
	})
	return a.Result, err
}

// errPending says that a command is on record and not carried out yet.
var errPending = errors.New("操作已保存，流程引擎恢复后会自动办理")
