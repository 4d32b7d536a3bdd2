package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

func packed(t *testing.T, text string) *fstest.MapFile {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write([]byte(text))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return &fstest.MapFile{Data: b.Bytes()}
}

func testSite(t *testing.T) *site {
	t.Helper()
	return newSite(fstest.MapFS{
		"index.html":              {Data: []byte(`<script nonce="{{nonce}}"></script><style nonce="{{nonce}}"></style>`)},
		"assets/index-1a2b.js.gz": packed(t, "export {}"),
		"favicon.svg.gz":          packed(t, "<svg/>"),
	}, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) })
}

func get(s http.Handler, target string, header map[string]string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for k, v := range header {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

var asPage = map[string]string{"Accept": "text/html,application/xhtml+xml"}

func TestEveryPageHasANonceOfItsOwn(t *testing.T) {
	t.Parallel()
	s := testSite(t)
	seen := map[string]bool{}
	for _, target := range []string{"/", "/cases/9f0c", "/supervise?from=2026-01-01"} {
		res := get(s, target, asPage)
		body, err := io.ReadAll(res.Body)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, res.Code)
		require.Equal(t, "no-store", res.Header().Get("Cache-Control"))
		nonces := regexp.MustCompile(`nonce="([^"]+)"`).FindAllSubmatch(body, -1)
		require.Len(t, nonces, 2)
		require.Equal(t, nonces[0][1], nonces[1][1])
		require.Contains(t, res.Header().Get("Content-Security-Policy"), "'nonce-"+string(nonces[0][1])+"'")
		require.NotContains(t, res.Header().Get("Content-Security-Policy"), "unsafe")
		require.False(t, seen[string(nonces[0][1])])
		seen[string(nonces[0][1])] = true
	}
}

func TestFilesOfTheBuildAreKeptForEver(t *testing.T) {
	t.Parallel()
	res := get(testSite(t), "/assets/index-1a2b.js", map[string]string{"Accept-Encoding": "gzip, deflate"})
	require.Equal(t, "gzip", res.Header().Get("Content-Encoding"))
	require.Contains(t, res.Header().Get("Cache-Control"), "immutable")
	require.Equal(t, "text/javascript; charset=utf-8", res.Header().Get("Content-Type"))
}

func TestWhoTakesNoGzipGetsTheFileUnpacked(t *testing.T) {
	t.Parallel()
	res := get(testSite(t), "/assets/index-1a2b.js", nil)
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.Empty(t, res.Header().Get("Content-Encoding"))
	require.Equal(t, "export {}", string(body))
}

func TestAFileThatDidNotChangeIsNotSentAgain(t *testing.T) {
	t.Parallel()
	s := testSite(t)
	tag := get(s, "/favicon.svg", nil).Header().Get("ETag")
	require.NotEmpty(t, tag)
	require.Equal(t, http.StatusNotModified, get(s, "/favicon.svg", map[string]string{"If-None-Match": tag}).Code)
}

func TestWhatIsNoPageAndNoFileIsMissing(t *testing.T) {
	t.Parallel()
	s := testSite(t)
	require.Equal(t, http.StatusNotFound, get(s, "/cases/9f0c", map[string]string{"Accept": "application/json"}).Code)
	require.Equal(t, http.StatusNotFound, get(s, "/assets/old-9c9c.js", asPage).Code, "a page in place of a script would only confuse")
	require.Equal(t, http.StatusNotFound, get(s, "/../handler.go", asPage).Code)
}

func TestABinaryWithoutTheInterfaceSaysSo(t *testing.T) {
	t.Parallel()
	res := get(newSite(fstest.MapFS{}, http.NotFound), "/", asPage)
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.Contains(t, string(body), "没有编入网页界面")
	require.NotContains(t, string(body), nonceMark)
}
