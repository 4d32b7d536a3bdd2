//go:build unix

package blob

import "syscall"

// Free returns how many bytes the disk of the folder has left for this
// program.
func (s *Store) Free() (int64, error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(s.root.Name(), &st); err != nil {
		return 0, unavailable("ask for the free space", err)
	}
	return int64(st.Bavail) * int64(st.Bsize), nil //nolint:gosec,unconvert // of other types on other systems
}
