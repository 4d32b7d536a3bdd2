package docx

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// requireRefusal checks that an error speaks to the person who uploaded the file.
func requireRefusal(tb testing.TB, err error) {
	tb.Helper()
	var r *Refusal
	require.ErrorAs(tb, err, &r)
	require.NotEmpty(tb, r.Reason)
	require.Contains(tb, r.Msg, "请")
	require.True(tb, strings.HasSuffix(r.Msg, "。"), r.Msg)
	require.Contains(tb, err.Error(), string(r.Reason))
}

func TestADiskErrorIsNotBlamedOnTheDocument(t *testing.T) {
	t.Parallel()
	errDisk := errors.New("disk on fire")
	b := newFile(pt("正文")).bytes(t)
	for off := int64(0); off < int64(len(b)); off += 7 {
		_, err := Open(failing{bytes.NewReader(b), off, errDisk}, int64(len(b)))
		require.ErrorIs(t, err, errDisk)
		require.Empty(t, ReasonOf(err))
	}
}

// failing fails each read that touches the byte at off.
type failing struct {
	r   io.ReaderAt
	off int64
	err error
}

func (f failing) ReadAt(p []byte, off int64) (int, error) {
	if off <= f.off && f.off < off+int64(len(p)) {
		return 0, f.err
	}
	return f.r.ReadAt(p, off) //nolint:wrapcheck // test double
}

func TestAnOversizedFileIsRefusedUnread(t *testing.T) {
	t.Parallel()
	_, err := Open(failing{nil, 0, errors.New("was read")}, maxFileSize+1)
	requireRefusal(t, err)
	require.Equal(t, TooLarge, ReasonOf(err))
}
