//go:build !unix

package blob

import "errors"

// Free is not known here.
func (s *Store) Free() (int64, error) {
	return 0, unavailable("ask for the free space", errors.ErrUnsupported)
}
