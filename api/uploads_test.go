package api_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/docx"
	"guibei/store/storetest"
)

// begin starts an upload in pieces.
func (c *client) begin(name string, size int) answer {
	c.t.Helper()
	return c.do("POST", "/api/v1/uploads", nil, "Tus-Resumable", "1.0.0", "Upload-Length", strconv.Itoa(size),
		"Upload-Metadata", "filename "+base64.StdEncoding.EncodeToString([]byte(name)))
}

// piece sends bytes from an offset on.
func (c *client) piece(at string, offset int, b []byte) answer {
	c.t.Helper()
	return c.do("PATCH", at, bytes.NewReader(b), "Tus-Resumable", "1.0.0", "Upload-Offset", strconv.Itoa(offset),
		"Content-Type", "application/offset+octet-stream")
}

func (c *client) offset(at string) answer {
	c.t.Helper()
	return c.do("HEAD", at, nil, "Tus-Resumable", "1.0.0")
}

func TestAnUploadGoesOnWhereItWasCut(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	raw := word(t, "青山区停车管理办法", "第一条 内容。")
	half := len(raw) / 2

	a := c.begin("草案.docx", len(raw))
	require.Equal(t, http.StatusCreated, a.Code, a.Body.String())
	at := a.Header().Get("Location")
	require.True(t, strings.HasPrefix(at, "/api/v1/uploads/"), "%s must hold behind a proxy", at)
	a = c.piece(at, 0, raw[:half])
	require.Equal(t, http.StatusNoContent, a.Code, a.Body.String())
	c.get(at+"/file").problem(http.StatusConflict, "conflict")

	a = c.offset(at)
	require.Equal(t, http.StatusOK, a.Code)
	require.Equal(t, strconv.Itoa(half), a.Header().Get("Upload-Offset"))
	require.Equal(t, strconv.Itoa(len(raw)), a.Header().Get("Upload-Length"))
	c.piece(at, 1, raw[1:]).problem(http.StatusConflict, "conflict")

	a = c.piece(at, half, raw[half:])
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	require.Equal(t, strconv.Itoa(len(raw)), a.Header().Get("Upload-Offset"))
	var f, again api.FileView
	a.into(&f)
	require.Equal(t, "草案.docx", f.Name)
	require.Equal(t, "青山区停车管理办法", f.Title)
	require.Contains(t, e.kept(), f.SHA256)

	// The last answer may get lost: everything can be asked again.
	a = c.offset(at)
	require.Equal(t, http.StatusOK, a.Code)
	require.Equal(t, strconv.Itoa(len(raw)), a.Header().Get("Upload-Offset"))
	c.piece(at, len(raw), nil).into(&again)
	require.Equal(t, f, again)
	c.get(at + "/file").into(&again)
	require.Equal(t, f, again)
	whole, err := e.store.File(t.Context(), f.SHA256)
	require.NoError(t, err)
	require.Equal(t, f.File, whole)

	require.Equal(t, http.StatusNoContent, c.do("DELETE", at, nil, "Tus-Resumable", "1.0.0").Code)
	require.Equal(t, []string{f.SHA256}, e.kept(), "the file stays")
}

func TestWhatIsRefusedAtTheEndOfAnUploadLeavesNothing(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		raw  []byte
		code string
	}{
		"a secrecy mark":            {word(t, "秘密★1年", "第一条"), "invalid"},
		"a text under another name": {[]byte("plain text"), "docx_not_docx"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := setup(t)
			c := e.as(storetest.Drafter)
			at := c.begin("a.docx", len(tt.raw)).Header().Get("Location")
			c.piece(at, 0, tt.raw).problem(http.StatusUnprocessableEntity, tt.code)
			require.Empty(t, e.kept())
			require.Equal(t, http.StatusNotFound, c.offset(at).Code)
			c.get(at+"/file").problem(http.StatusNotFound, "not_found")
			require.Contains(t, e.log.String(), `msg="upload refused"`)
		})
	}
}

func TestAnUploadIsRefusedBeforeItsBytesTravelWhereThatIsPlain(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	for name, tt := range map[string]struct {
		a      answer
		status int
		code   string
	}{
		"a program":      {c.begin("a.exe", 10), http.StatusUnprocessableEntity, "invalid"},
		"no name":        {c.begin("", 10), http.StatusUnprocessableEntity, "invalid"},
		"nothing":        {c.begin("a.pdf", 0), http.StatusUnprocessableEntity, "invalid"},
		"too much":       {c.begin("a.pdf", 50<<20+1), http.StatusRequestEntityTooLarge, "too_large"},
		"a wrong length": {c.begin("a.pdf", -1), http.StatusUnprocessableEntity, "invalid"},
		"no version": {
			c.do("POST", "/api/v1/uploads", nil, "Upload-Length", "1", "Upload-Metadata", "filename YS5wZGY="),
			http.StatusPreconditionFailed, "stale",
		},
	} {
		require.Contains(t, tt.a.problem(tt.status, tt.code).Detail, "请", name)
	}
	require.Empty(t, e.kept())
	e.anonymous().begin("a.pdf", 10).problem(http.StatusUnauthorized, "unauthenticated")
}

func TestAnUploadIsItsOwnersAlone(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c, other := e.as(storetest.Drafter), e.as(storetest.Head)
	at := c.begin("a.pdf", 10).Header().Get("Location")
	require.Equal(t, http.StatusNotFound, other.offset(at).Code)
	other.piece(at, 0, []byte("%PDF-1.7")).problem(http.StatusNotFound, "not_found")
	other.do("DELETE", at, nil, "Tus-Resumable", "1.0.0").problem(http.StatusNotFound, "not_found")
	for _, id := range []string{"..", "%2e%2e%2fx", strings.Repeat("A", 26)} {
		require.Equal(t, http.StatusNotFound, c.offset("/api/v1/uploads/"+id).Code, id)
	}
	c.piece(at, 0, []byte("more than ten")).problem(http.StatusRequestEntityTooLarge, "too_large")
	require.Equal(t, http.StatusNoContent, c.do("DELETE", at, nil, "Tus-Resumable", "1.0.0").Code)
	require.Empty(t, e.kept())
}

func TestAHalfUploadIsForgottenAfterADay(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	at := c.begin("a.pdf", 10).Header().Get("Location")
	require.Equal(t, http.StatusNoContent, c.piece(at, 0, []byte("%PDF")).Code)
	old := filepath.Join(e.files, "uploads", filepath.Base(at))
	for _, name := range []string{old, old + ".info"} {
		require.NoError(t, os.Chtimes(name, e.now.Add(-25*time.Hour), e.now.Add(-25*time.Hour)))
	}
	e.now = e.now.Add(2 * time.Hour) // the sweep has its hour
	c = e.as(storetest.Drafter)
	require.Equal(t, http.StatusCreated, c.begin("b.pdf", 10).Code)
	require.Equal(t, http.StatusNotFound, c.offset(at).Code)
	require.Len(t, e.kept(), 2, "the new one")
}

func TestAPersonHasOnlySoManyHalfUploads(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	for range 50 {
		require.Equal(t, http.StatusCreated, c.begin("a.pdf", 10).Code)
	}
	c.begin("a.pdf", 10).problem(http.StatusTooManyRequests, "too_many")
	require.Equal(t, http.StatusCreated, e.as(storetest.Head).begin("a.pdf", 10).Code)
}

func TestAWholeUploadThatCouldNotBeExaminedWaits(t *testing.T) {
	t.Parallel()
	away := true
	e := setup(t, func(o *api.Options) {
		screen := o.Screen
		o.Screen = func(d *docx.Document) error {
			if away {
				return guibei.Because(guibei.Unavailable, errors.New("away"), "暂时不能检查，请稍后重试。")
			}
			return screen(d)
		}
	})
	c := e.as(storetest.Drafter)
	raw := word(t, "青山区停车管理办法")
	at := c.begin("a.docx", len(raw)).Header().Get("Location")
	c.piece(at, 0, raw).problem(http.StatusServiceUnavailable, "unavailable")
	require.Equal(t, strconv.Itoa(len(raw)), c.offset(at).Header().Get("Upload-Offset"))
	away = false
	a := c.get(at + "/file")
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
}

func TestAnUploadOverABrokenConnectionKeepsWhatCameThrough(t *testing.T) {
	t.Parallel()
	e, srv := live(t, time.Second)
	c := e.as(storetest.Drafter)
	raw := append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("x"), 1<<20)...)
	at := c.begin("a.pdf", len(raw)).Header().Get("Location")

	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", srv.Listener.Addr().String())
	require.NoError(t, err)
	_, err = fmt.Fprintf(conn, "PATCH %s HTTP/1.1\r\nHost: x\r\nCookie: guibei_session=%s\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"+
		"Content-Type: application/offset+octet-stream\r\nContent-Length: %d\r\n\r\n%s", at, c.cookie, len(raw), raw[:600_000])
	require.NoError(t, err)
	require.Eventually(t, func() bool {
		return len(e.kept()) > 0 && e.half(at) >= 500_000
	}, 10*time.Second, 20*time.Millisecond)
	require.NoError(t, conn.Close())

	// What is being received when the line breaks may still be on its way to
	// the disk; the lock on the upload makes the question wait for it.
	var offset int
	require.Eventually(t, func() bool {
		offset, err = strconv.Atoi(c.offset(at).Header().Get("Upload-Offset"))
		return err == nil && offset == 600_000
	}, 10*time.Second, 50*time.Millisecond)
	a := c.piece(at, offset, raw[offset:])
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	var f api.FileView
	a.into(&f)
	sum := sha256.Sum256(raw)
	require.Equal(t, hex.EncodeToString(sum[:]), f.SHA256)
}

// half is how many bytes of an upload are on the disk.
func (e *env) half(at string) int64 {
	info, err := os.Stat(filepath.Join(e.files, "uploads", filepath.Base(at)))
	if err != nil {
		return 0
	}
	return info.Size()
}
