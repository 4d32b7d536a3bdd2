package laws

import (
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"

	"guibei"
)

//go:embed laws.csv
var lawsCSV string

//go:embed versions.csv
var versionsCSV string

var embedded = sync.OnceValues(func() (*Register, error) {
	list, err := Read(strings.NewReader(lawsCSV))
	if err != nil {
		return nil, err
	}
	if err := ReadVersions(strings.NewReader(versionsCSV), list); err != nil {
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

// What the files of facts hold, in this order.
var (
	lawColumns     = []string{"title", "aliases", "category", "issued", "repealed_on", "gone", "successor", "basis"}
	versionColumns = []string{"title", "published", "effective", "articles"}
)

// Read reads laws from CSV with the columns title, aliases (joined by ；),
// category, issued, repealed_on (2006-01-02 or empty), gone (1: repealed, since
// when is not known), successor, basis. What it cannot read is guibei.Invalid
// and says the line.
func Read(src io.Reader) ([]Law, error) {
	var out []Law
	err := readRows(src, lawColumns, func(row []string) error {
		l := Law{Title: row[0], Category: Category(row[2]), Gone: row[5] == "1", Successor: row[6], Basis: row[7]}
		if row[1] != "" {
			l.Aliases = strings.Split(row[1], "；")
		}
		if err := errors.Join(l.Issued.UnmarshalText([]byte(row[3])), l.RepealedOn.UnmarshalText([]byte(row[4]))); err != nil {
			return err
		}
		out = append(out, l)
		return nil
	})
	return out, err
}

// ReadVersions reads the versions of laws from CSV with the columns title,
// published, effective, articles, and adds them to the laws. A version of a law
// that is not there is guibei.Invalid.
func ReadVersions(src io.Reader, list []Law) error {
	at := make(map[string]int, len(list))
	for i, l := range list {
		at[l.Title] = i
	}
	return readRows(src, versionColumns, func(row []string) error {
		i, ok := at[row[0]]
		if !ok {
			return fmt.Errorf("no law is called %q", row[0])
		}
		var v Version
		if err := errors.Join(v.Published.UnmarshalText([]byte(row[1])), v.Effective.UnmarshalText([]byte(row[2]))); err != nil {
			return err
		}
		if row[3] != "" {
			n, err := strconv.Atoi(row[3])
			if err != nil {
				return err
			}
			v.Articles = n
		}
		list[i].Versions = append(list[i].Versions, v)
		return nil
	})
}

func readRows(src io.Reader, columns []string, take func([]string) error) error {
	in := csv.NewReader(src)
	in.FieldsPerRecord = len(columns)
	head, err := in.Read()
	if err != nil || !slices.Equal(head, columns) {
		return guibei.Because(guibei.Invalid, err, "法律名录的第一行应为："+strings.Join(columns, ",")+"。")
	}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		line, _ := in.FieldPos(0)
		if err == nil {
			err = take(row)
		}
		if err != nil {
			return guibei.Because(guibei.Invalid, err, fmt.Sprintf("法律名录第%d行无法读取，请检查列数、名称和日期（应写作2026-02-12）。", line))
		}
	}
}
