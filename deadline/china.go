package deadline

import (
	"embed"
	"fmt"
	"sync"
)

// holidays holds one file per year from 2007, the facts of the State Council's
// notices in the form of [Year]. A year is added by importing it at run time
// ([ParseYear], [Calendar.With]) or, at the next release, by adding its file.
//
//go:embed holidays/*.json
var holidays embed.FS

// China returns the national calendar "cn" with every notice known at release.
func China() *Calendar { return china() }

var china = sync.OnceValue(func() *Calendar {
	c, err := loadChina()
	if err != nil {
		panic(err) // the embedded files are part of the build, and tested
	}
	return c
})

func loadChina() (*Calendar, error) {
	files, err := holidays.ReadDir("holidays")
	if err != nil {
		return nil, fmt.Errorf("read embedded holidays: %w", err)
	}
	years := make([]Year, 0, len(files))
	for _, f := range files {
		data, err := holidays.ReadFile("holidays/" + f.Name())
		if err != nil {
			return nil, fmt.Errorf("read embedded holidays: %w", err)
		}
		y, err := ParseYear(data)
		if err != nil {
			return nil, fmt.Errorf("parse embedded %s: %w", f.Name(), err)
		}
		years = append(years, y)
	}
	return New("cn", "", years)
}
