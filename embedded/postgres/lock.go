package postgres

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// ErrInUse is wrapped by the error of Start when another process holds the folder.
var ErrInUse = errors.New("数据目录正在使用")

// folderLock keeps a second process out of a data folder. The kernel releases it
// when the process ends in whatever way, so it can never be stale.
type folderLock struct{ file *os.File }

// acquireLock takes the folder or says who has it.
func acquireLock(dir string) (*folderLock, error) {
	path := filepath.Join(dir, "guibei.lock")
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the lock of the data folder: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		defer f.Close()
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
		return nil, fmt.Errorf("%w：%s 已被另一个规备进程%s占用，请先停止它，或者换一个数据目录",
			ErrInUse, dir, holder(f))
	}
	if err := sign(f); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("write the lock of the data folder: %w", err)
	}
	return &folderLock{file: f}, nil
}

// sign writes who holds the lock, for the reader of the error only.
func sign(f *os.File) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err := f.WriteAt(fmt.Appendf(nil, "%d\n", os.Getpid()), 0)
	return err
}

// holder names the process that wrote the lock, or nothing if it cannot be read.
func holder(f *os.File) string {
	text, err := io.ReadAll(io.LimitReader(f, 32))
	if pid := strings.TrimSpace(string(text)); err == nil && pid != "" {
		return "（进程号 " + pid + "）"
	}
	return ""
}

// release gives the folder back. The file stays: removing it would let two
// processes hold locks on two files of the same name.
func (l *folderLock) release() error { return l.file.Close() }
