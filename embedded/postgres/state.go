package postgres

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// state is what must survive a restart and is not inside the cluster.
type state struct {
	// Port is the TCP port of the last run.
	Port int `json:"port"`
	// ShortSocketDir is the socket folder under the temporary folder, if one was needed.
	ShortSocketDir string `json:"short_socket_dir,omitempty"`
	// Passwords maps role names to passwords. A password is written here after the
	// server knows it, so one that stands here always works. (The superuser's is
	// written before the cluster exists, and the cluster is born with it.)
	Passwords map[string]string `json:"passwords"`
}

// readState returns an empty state when the file does not exist yet.
func readState(path string) (state, error) {
	st := state{Passwords: map[string]string{}}
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return st, nil
	}
	if err != nil {
		return st, fmt.Errorf("read the PostgreSQL state: %w", err)
	}
	if err := json.Unmarshal(text, &st); err != nil {
		return st, fmt.Errorf("数据目录里的 %s 已损坏，请从备份恢复这个文件: %w", path, err)
	}
	if st.Passwords == nil {
		st.Passwords = map[string]string{}
	}
	return st, nil
}

// write replaces the file in one step, readable by its owner only.
func (st state) write(path string) error {
	text, err := json.MarshalIndent(st, "", "  ")
	if err != nil {
		return fmt.Errorf("encode the PostgreSQL state: %w", err)
	}
	return writeFile(path, append(text, '\n'))
}

// writeFile replaces a file so that a crash leaves the old or the new content,
// with mode 0600.
func writeFile(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*") // CreateTemp makes 0600
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(f.Name()) // does nothing after the rename
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
