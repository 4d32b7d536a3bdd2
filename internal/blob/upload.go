package blob

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"

	"guibei"
)

// Upload is bytes that came in and are not kept yet. Whoever received it ends
// it with [Upload.Keep] or [Upload.Discard].
type Upload struct {
	SHA256 string // 64 lower-case hex digits
	Size   int64  // bytes

	store *Store
	file  *os.File
	name  string
}

// Receive spools everything that r gives, up to limit bytes. Its errors are
// those of [Store.Put].
func (s *Store) Receive(ctx context.Context, r io.Reader, limit int64) (*Upload, error) {
	name := path.Join(incoming, rand.Text())
	f, err := s.root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, unavailable("create a spool file", err)
	}
	u := &Upload{store: s, file: f, name: name}
	w := &diskWriter{f: f}
	u.SHA256, u.Size, err = digest(ctx, w, io.LimitReader(r, limit+1))
	switch {
	case w.err != nil:
		err = unavailable("write a spool file", w.err)
	case err == nil && u.Size > limit:
		err = guibei.Errorf(guibei.TooLarge, "文件超过%dMiB的上限，请压缩或者删减图片、拆分附件后重新上传。", limit>>20)
	}
	if err != nil {
		return nil, errors.Join(err, u.Discard())
	}
	return u, nil
}

// ReadAt reads the spooled bytes.
func (u *Upload) ReadAt(p []byte, off int64) (int, error) { return u.file.ReadAt(p, off) }

// Keep makes the bytes a kept file: on the disk, under their name. After an
// error nothing is kept.
func (u *Upload) Keep() error {
	if err := u.file.Sync(); err != nil {
		return errors.Join(unavailable("sync a spool file", err), u.Discard())
	}
	name, err := place(u.SHA256)
	if err != nil {
		return errors.Join(err, u.Discard())
	}
	if _, err := u.store.root.Stat(name); err == nil {
		return u.Discard() // the same bytes are there already
	}
	if err := u.move(name); err != nil {
		return errors.Join(unavailable("keep a file", err), u.Discard())
	}
	return u.file.Close()
}

// move renames the spooled file into its place and makes every new name on the
// way there durable.
func (u *Upload) move(name string) error {
	dir := path.Dir(name)
	if err := u.store.root.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := u.store.root.Rename(u.name, name); err != nil {
		return err
	}
	for ; dir != "."; dir = path.Dir(dir) {
		if err := u.store.sync(dir); err != nil {
			return err
		}
	}
	return u.store.sync(".")
}

// Discard forgets the bytes. Discarding what was kept or discarded before does
// nothing.
func (u *Upload) Discard() error {
	_ = u.file.Close() // nothing in it is needed any more
	if err := u.store.root.Remove(u.name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unavailable("delete a spool file", err)
	}
	return nil
}

// digest copies r to w and returns the SHA-256 and number of the bytes.
func digest(ctx context.Context, w io.Writer, r io.Reader) (sum string, n int64, err error) {
	h := sha256.New()
	n, err = io.Copy(io.MultiWriter(w, h), &interruptible{ctx: ctx, r: r})
	return hex.EncodeToString(h.Sum(nil)), n, err
}

// diskWriter remembers that it was writing that failed and not reading.
type diskWriter struct {
	f   *os.File
	err error
}

func (w *diskWriter) Write(p []byte) (int, error) {
	n, err := w.f.Write(p)
	w.err = err
	return n, err
}

// interruptible is a reader that ends with its context.
type interruptible struct {
	ctx context.Context //nolint:containedctx // lives as long as one copy
	r   io.Reader
}

func (r *interruptible) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}
