package laws

import (
	"crypto/sha256"
	_ "embed"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"guibei"
)

// Law is what is known of one instrument.
type Law struct {
	Title      string      // full title without 《》
	Aliases    []string    // other names it is cited by, such as 环评法
	Issued     guibei.Date // first issued; zero when the source does not say
	RepealedOn guibei.Date // first day out of force; zero when no repeal is known
	Successor  string      // what took its place, several joined by ；
	Basis      string      // the clause that repeals it
}

// InForce reports whether no repeal of the law had taken effect on the date.
func (l Law) InForce(on guibei.Date) bool { return l.RepealedOn.IsZero() || on.Before(l.RepealedOn) }

// Register finds laws by name. It does not change and may be shared between
// goroutines.
type Register struct {
	byKey map[string]Law
	hash  string
}

// New makes a register. Two laws that answer to the same name are refused
// with guibei.Invalid: a register must not guess.
func New(list []Law) (*Register, error) {
	r := &Register{byKey: make(map[string]Law, len(list))}
	lines := make([]string, 0, len(list))
	for _, l := range list {
		for _, name := range append([]string{l.Title}, l.Aliases...) {
			if err := r.add(name, l); err != nil {
				return nil, err
			}
		}
		lines = append(lines, fmt.Sprintf("%q %q %s %q", l.Title, l.Aliases, l.RepealedOn, l.Successor))
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	r.hash = hex.EncodeToString(sum[:])
	return r, nil
}

func (r *Register) add(name string, l Law) error {
	key := Key(name)
	if key == "" {
		return guibei.Errorf(guibei.Invalid, "法律名录中有一条没有名称，请补上后重新导入。")
	}
	if other, taken := r.byKey[key]; taken {
		return guibei.Errorf(guibei.Invalid, "名称“%s”同时指向《%s》和《%s》，请在法律名录中区分后重新导入。", name, other.Title, l.Title)
	}
	r.byKey[key] = l
	return nil
}

// Hash identifies the facts of the register; two registers with the same facts
// have the same hash.
func (r *Register) Hash() string { return r.hash }

// Find returns the law that a title names, in any spelling that [Key] makes
// equal. Only the whole title counts: 《合同法实施条例》 is not 《合同法》.
func (r *Register) Find(title string) (Law, bool) {
	l, ok := r.byKey[Key(title)]
	return l, ok
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

//go:embed repealed.csv
var repealedCSV string

var embedded = sync.OnceValues(func() (*Register, error) {
	list, err := Read(strings.NewReader(repealedCSV))
	if err != nil {
		return nil, err
	}
	return New(list)
})

// Default returns the register of the embedded facts.
func Default() *Register {
	r, err := embedded()
	if err != nil {
		panic(fmt.Sprintf("embedded register of laws: %v", err)) // a broken build, held by a test
	}
	return r
}

// columns are what a file of laws holds, in this order.
var columns = []string{"title", "aliases", "issued", "repealed_on", "successor", "basis"}

// Read reads laws from CSV with the columns title, aliases (joined by ；),
// issued, repealed_on (2006-01-02 or empty), successor, basis. What it cannot
// read is guibei.Invalid and says the line.
func Read(src io.Reader) ([]Law, error) {
	in := csv.NewReader(src)
	in.FieldsPerRecord = len(columns)
	head, err := in.Read()
	if err != nil || !slices.Equal(head, columns) {
		return nil, guibei.Because(guibei.Invalid, err, "法律名录的第一行应为："+strings.Join(columns, ",")+"。")
	}
	var out []Law
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		line, _ := in.FieldPos(0)
		if err == nil {
			var l Law
			if l, err = parse(row); err == nil {
				out = append(out, l)
				continue
			}
		}
		return nil, guibei.Because(guibei.Invalid, err, fmt.Sprintf("法律名录第%d行无法读取，请检查列数和日期（应写作2026-02-12）。", line))
	}
}

func parse(row []string) (Law, error) {
	l := Law{Title: row[0], Successor: row[4], Basis: row[5]}
	if row[1] != "" {
		l.Aliases = strings.Split(row[1], "；")
	}
	for _, d := range []struct {
		text string
		to   *guibei.Date
	}{{row[2], &l.Issued}, {row[3], &l.RepealedOn}} {
		if err := d.to.UnmarshalText([]byte(d.text)); err != nil {
			return Law{}, err
		}
	}
	return l, nil
}
