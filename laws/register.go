package laws

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"guibei"
)

// Register finds laws by name. It does not change and may be shared between
// goroutines.
type Register struct {
	list  []Law
	byKey map[string]int
	hash  string
}

// New makes a register. Two laws that answer to the same name are refused
// with guibei.Invalid: a register must not guess.
func New(list []Law) (*Register, error) {
	r := &Register{byKey: make(map[string]int, len(list))}
	for _, l := range list {
		l.Versions = slices.Clone(l.Versions)
		l.sortVersions()
		r.list = append(r.list, l)
		for _, name := range append([]string{l.Title}, l.Aliases...) {
			if err := r.add(name, len(r.list)-1); err != nil {
				return nil, err
			}
		}
	}
	r.hash = hashOf(r.list)
	return r, nil
}

func hashOf(list []Law) string {
	lines := make([]string, 0, len(list))
	for _, l := range list {
		var b strings.Builder
		fmt.Fprintf(&b, "%q %q %s %s %t %q", l.Title, l.Aliases, l.Category, l.RepealedOn, l.Gone, l.Successor)
		for _, v := range l.Versions {
			fmt.Fprintf(&b, " %s %s %d", v.Published, v.Effective, v.Articles)
		}
		lines = append(lines, b.String())
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:])
}

func (r *Register) add(name string, at int) error {
	key := Key(name)
	if key == "" {
		return guibei.Errorf(guibei.Invalid, "法律名录中有一条没有名称，请补上后重新导入。")
	}
	if other, taken := r.byKey[key]; taken {
		return guibei.Errorf(guibei.Invalid, "名称“%s”同时指向《%s》和《%s》，请在法律名录中区分后重新导入。", name, r.list[other].Title, r.list[at].Title)
	}
	r.byKey[key] = at
	return nil
}

// Hash identifies the facts of the register; two registers with the same facts
// have the same hash.
func (r *Register) Hash() string { return r.hash }

// All returns every law, in the order they were given. The caller must not
// change it.
func (r *Register) All() []Law { return r.list }

// Find returns the law that a title names, in any spelling that [Key] makes
// equal. Only the whole title counts: 《合同法实施条例》 is not 《合同法》.
func (r *Register) Find(title string) (Law, bool) {
	i, ok := r.byKey[Key(title)]
	if !ok {
		return Law{}, false
	}
	return r.list[i], true
}

// Repealed returns the law that a title names if it was out of force on the
// date. Without a date nothing is.
func (r *Register) Repealed(title string, on guibei.Date) (Law, bool) {
	l, ok := r.Find(title)
	if !ok || on.IsZero() || l.InForce(on) {
		return Law{}, false
	}
	return l, true
}

// Like returns a law with a name that differs from a title by one character:
// another one, one more or one less. The first in the order of names counts.
func (r *Register) Like(title string) (Law, bool) {
	key := []rune(Key(title))
	best := ""
	for name := range r.byKey {
		if (best == "" || name < best) && oneApart(key, []rune(name)) {
			best = name
		}
	}
	if best == "" {
		return Law{}, false
	}
	return r.list[r.byKey[best]], true
}

func oneApart(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i < len(a) && slices.Equal(a[i+1:], b[i+1:])
	}
	return slices.Equal(a[i:], b[i+1:])
}

// Complete takes from the register what a text does not say of itself: its rank,
// and the day from which that version is in force.
func (r *Register) Complete(t *Text) {
	l, ok := r.Find(t.Title)
	if !ok {
		return
	}
	t.Category = l.Category
	for _, v := range l.Versions {
		if v.Published == t.Published && t.Effective.IsZero() {
			t.Effective = v.Effective
		}
	}
}
