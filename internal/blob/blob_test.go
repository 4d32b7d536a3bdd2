package blob_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/internal/blob"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func open(t *testing.T) (*blob.Store, string) {
	t.Helper()
	dir := t.TempDir()
	s, err := blob.Open(dir, noon)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s, dir
}

func sumOf(b string) string {
	h := sha256.Sum256([]byte(b))
	return hex.EncodeToString(h[:])
}

// files lists every file below dir.
func files(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	require.NoError(t, filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, p)
			out = append(out, filepath.ToSlash(rel))
		}
		return err
	}))
	return out
}

func TestPutKeepsBytesUnderTheirHash(t *testing.T) {
	t.Parallel()
	s, dir := open(t)

	sum, size, err := s.Put(t.Context(), strings.NewReader("青山区"), 1<<20)
	require.NoError(t, err)
	require.Equal(t, sumOf("青山区"), sum)
	require.EqualValues(t, 9, size)
	require.Equal(t, []string{sum[:2] + "/" + sum[2:4] + "/" + sum}, files(t, dir))

	info, err := os.Stat(filepath.Join(dir, sum[:2], sum[2:4], sum))
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), info.Mode().Perm())

	f, err := s.Get(sum)
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	require.EqualValues(t, 9, f.Size)
	b := make([]byte, 3)
	_, err = f.ReadAt(b, 3)
	require.NoError(t, err)
	require.Equal(t, "山", string(b))
}

func TestTheSameBytesAreKeptOnce(t *testing.T) {
	t.Parallel()
	s, dir := open(t)

	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, _, err := s.Put(t.Context(), strings.NewReader("same"), 100); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	require.Len(t, files(t, dir), 1)
}

func TestMoreThanTheLimitIsRefusedAndLeavesNothing(t *testing.T) {
	t.Parallel()
	s, dir := open(t)

	_, _, err := s.Put(t.Context(), strings.NewReader("12345"), 5)
	require.NoError(t, err)
	_, _, err = s.Put(t.Context(), strings.NewReader("123456"), 5)
	require.ErrorIs(t, err, guibei.TooLarge)
	require.Equal(t, []string{sumOf("12345")}, bases(files(t, dir)))
}

func bases(paths []string) []string {
	for i := range paths {
		paths[i] = filepath.Base(paths[i])
	}
	return paths
}

func TestABrokenUploadLeavesNothing(t *testing.T) {
	t.Parallel()
	s, dir := open(t)

	cause := errors.New("connection reset")
	_, _, err := s.Put(t.Context(), io.MultiReader(strings.NewReader("half"), iotest.ErrReader(cause)), 100)
	require.ErrorIs(t, err, cause)
	require.Empty(t, files(t, dir))
}

func TestAnUploadCanBeReadAndTurnedAway(t *testing.T) {
	t.Parallel()
	s, dir := open(t)

	u, err := s.Receive(t.Context(), strings.NewReader("秘密★1年"), 100)
	require.NoError(t, err)
	got, err := io.ReadAll(io.NewSectionReader(u, 0, u.Size))
	require.NoError(t, err)
	require.Equal(t, "秘密★1年", string(got))
	require.Len(t, files(t, dir), 1)

	require.NoError(t, u.Discard())
	require.NoError(t, u.Discard())
	require.Empty(t, files(t, dir))
	_, err = s.Get(u.SHA256)
	require.ErrorIs(t, err, guibei.NotFound)
}

func TestDiscardAfterKeepKeeps(t *testing.T) {
	t.Parallel()
	s, _ := open(t)

	u, err := s.Receive(t.Context(), strings.NewReader("x"), 100)
	require.NoError(t, err)
	require.NoError(t, u.Keep())
	require.NoError(t, u.Discard())
	require.NoError(t, s.Verify(t.Context(), u.SHA256))
}

func TestVerifyFindsAChangedByte(t *testing.T) {
	t.Parallel()
	s, dir := open(t)

	sum, _, err := s.Put(t.Context(), bytes.NewReader(make([]byte, 1<<20)), 1<<21)
	require.NoError(t, err)
	require.NoError(t, s.Verify(t.Context(), sum))

	name := filepath.Join(dir, sum[:2], sum[2:4], sum)
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	b[1<<19] ^= 1
	require.NoError(t, os.WriteFile(name, b, 0o600))
	require.ErrorIs(t, s.Verify(t.Context(), sum), guibei.Conflict)
}

func TestRemoveForgets(t *testing.T) {
	t.Parallel()
	s, dir := open(t)

	sum, _, err := s.Put(t.Context(), strings.NewReader("x"), 100)
	require.NoError(t, err)
	require.NoError(t, s.Remove(sum))
	require.NoError(t, s.Remove(sum))
	require.Empty(t, files(t, dir))
	require.ErrorIs(t, s.Verify(t.Context(), sum), guibei.NotFound)
}

func TestOnlyAHashIsAName(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "secret"), []byte("x"), 0o600))

	for _, name := range []string{"", "secret", "../secret", strings.Repeat("A", 64), strings.Repeat("a", 63), strings.Repeat("/", 64)} {
		_, err := s.Get(name)
		require.ErrorIs(t, err, guibei.NotFound, name)
		require.ErrorIs(t, s.Remove(name), guibei.NotFound, name)
	}
}

func TestOpenDeletesWhatACrashLeftADayAgo(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "incoming"), 0o700))
	for name, age := range map[string]time.Duration{"old": 25 * time.Hour, "young": time.Hour} {
		p := filepath.Join(dir, "incoming", name)
		require.NoError(t, os.WriteFile(p, []byte("half"), 0o600))
		require.NoError(t, os.Chtimes(p, noon.Add(-age), noon.Add(-age)))
	}

	s, err := blob.Open(dir, noon)
	require.NoError(t, err)
	require.NoError(t, s.Close())
	require.Equal(t, []string{"incoming/young"}, files(t, dir))
}
