// Package blob keeps files in a folder under the SHA-256 of their bytes. The
// same bytes are kept once, a kept file is never rewritten, and a file is
// either whole and on the disk or not there at all.
//
//	dir/ab/cd/abcd…64 hex digits    a kept file
//	dir/incoming/…                  bytes that have no name yet
//
// What comes in is first spooled ([Store.Receive]), so that it can be looked
// at and turned away before anything is kept.
package blob

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"syscall"
	"time"

	"guibei"
)

// incoming is the folder of spooled bytes. It lies in the same file system as
// the kept files, so that keeping one is a rename.
const incoming = "incoming"

// abandoned is the age at which a spooled file belongs to nobody any more: the
// longest upload takes minutes.
const abandoned = 24 * time.Hour

// sumLen is the length of a SHA-256 in hex digits.
const sumLen = 64

// Store is a folder of files. It is safe for concurrent use, also by several
// processes.
type Store struct {
	root *os.Root
}

// Open opens the folder, makes it if there is none, and deletes what a crash
// left behind a day or more before now.
func Open(dir string, now time.Time) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, unavailable("create the file folder", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, unavailable("open the file folder", err)
	}
	s := &Store{root: root}
	if err := s.sweep(now); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return s, nil
}

// Close gives the folder back. Files that were got before stay readable.
func (s *Store) Close() error { return s.root.Close() }

// Dir is the folder. Others may keep what belongs to the files beside them, in
// folders whose names are longer than the two digits of the store's own.
func (s *Store) Dir() string { return s.root.Name() }

// sweep deletes abandoned spool files.
func (s *Store) sweep(now time.Time) error {
	if err := s.root.MkdirAll(incoming, 0o700); err != nil {
		return unavailable("create the spool folder", err)
	}
	entries, err := fs.ReadDir(s.root.FS(), incoming)
	if err != nil {
		return unavailable("read the spool folder", err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // another process was quicker
		}
		if err != nil {
			return unavailable("look at a spooled file", err)
		}
		if now.Sub(info.ModTime()) < abandoned {
			continue
		}
		if err := s.root.Remove(path.Join(incoming, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return unavailable("delete an abandoned file", err)
		}
	}
	return nil
}

// Put keeps everything that r gives, up to limit bytes, and returns its
// SHA-256 and size. More than limit is [guibei.TooLarge], a full or failing
// disk [guibei.Unavailable]; neither leaves anything behind. An error of r is
// returned as it is.
func (s *Store) Put(ctx context.Context, r io.Reader, limit int64) (sum string, size int64, err error) {
	u, err := s.Receive(ctx, r, limit)
	if err != nil {
		return "", 0, err
	}
	if err := u.Keep(); err != nil {
		return "", 0, err
	}
	return u.SHA256, u.Size, nil
}

// Get opens a kept file. It is [guibei.NotFound] when there is none of this
// name. The caller closes it.
func (s *Store) Get(sum string) (*File, error) {
	name, err := place(sum)
	if err != nil {
		return nil, err
	}
	f, err := s.root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, guibei.Because(guibei.NotFound, err, "没有这个文件，请核对文件编号。")
	}
	if err != nil {
		return nil, unavailable("open a kept file", err)
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(unavailable("look at a kept file", err), f.Close())
	}
	return &File{File: f, Size: info.Size()}, nil
}

// File is a kept file, open for reading at any place.
type File struct {
	*os.File
	Size int64 // bytes
}

// Remove deletes a kept file; one that is not there is no error. It is for
// bytes that turn out to be ones that must not be kept. Evidence is never
// removed.
func (s *Store) Remove(sum string) error {
	name, err := place(sum)
	if err != nil {
		return err
	}
	if err := s.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unavailable("delete a kept file", err)
	}
	return s.sync(path.Dir(name))
}

// Verify reads a kept file and compares it with its name. It is
// [guibei.NotFound] when there is none and [guibei.Conflict] when the bytes
// have changed.
func (s *Store) Verify(ctx context.Context, sum string) error {
	f, err := s.Get(sum)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	got, _, err := digest(ctx, io.Discard, f)
	if err != nil {
		return unavailable("read a kept file", err)
	}
	if got != sum {
		return guibei.Errorf(guibei.Conflict, "文件 %s 的内容已被改动（现在的指纹是 %s），请立即停止使用，从备份恢复，并查明原因。", sum, got)
	}
	return nil
}

// place returns where a file is kept. Anything but 64 lower-case hex digits is
// [guibei.NotFound]: there can be no such file.
func place(sum string) (string, error) {
	raw, err := hex.DecodeString(sum)
	if err != nil || len(sum) != sumLen || hex.EncodeToString(raw) != sum {
		return "", guibei.Because(guibei.NotFound, err, "文件编号应为64位小写十六进制数，请核对。")
	}
	return path.Join(sum[:2], sum[2:4], sum), nil
}

// sync makes the names in a folder durable. Folders cannot be synced
// everywhere; where they cannot, the rename is as durable as it gets.
func (s *Store) sync(dir string) error {
	d, err := s.root.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return unavailable("open a folder", err)
	}
	err = d.Sync()
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) {
		err = nil
	}
	if err = errors.Join(err, d.Close()); err != nil {
		return unavailable("sync a folder", err)
	}
	return nil
}

func unavailable(doing string, err error) error {
	return guibei.Because(guibei.Unavailable, fmt.Errorf("%s: %w", doing, err),
		"文件存储暂时不可用，文件没有保存。请稍后重试；仍不成功的，请系统管理员检查磁盘空间和权限。")
}
