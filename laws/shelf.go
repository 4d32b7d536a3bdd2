package laws

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"guibei"
)

// Shelf is the texts of a few laws for one day, by Key of the title. It is what a
// check works with, so that the same shelf gives the same verdict.
type Shelf map[string]*Text

// Load takes the versions of laws that count on a day. Laws that nobody imported
// are left out.
func Load(titles []string, on guibei.Date, from Texts) (Shelf, error) {
	s := Shelf{}
	for _, title := range titles {
		t, err := from.Text(title, on)
		if err != nil {
			return nil, err
		}
		if t != nil {
			s[Key(title)] = t
		}
	}
	return s, nil
}

// Text implements Texts. The day is the shelf's.
func (s Shelf) Text(title string, _ guibei.Date) (*Text, error) { return s[Key(title)], nil }

// Hash identifies the texts.
func (s Shelf) Hash() string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(s)) {
		b.WriteString(k + " " + s[k].SHA256 + "\n")
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])
}
