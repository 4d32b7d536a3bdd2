package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"guibei"
	"guibei/deadline"
)

// Calendar returns the working days of a region: those that the program was
// built with and the years imported since, which prevail.
func (s *Store) Calendar(ctx context.Context, region string) (*deadline.Calendar, error) {
	rows, err := s.db.Query(ctx, `SELECT data FROM calendar_year WHERE region = $1 ORDER BY year`, region)
	if err != nil {
		return nil, fail("read calendar of "+region, err)
	}
	years, err := pgx.CollectRows(rows, pgx.RowTo[deadline.Year])
	if err != nil || len(years) == 0 {
		return deadline.China(), fail("read calendar of "+region, err)
	}
	cal, err := deadline.China().With(years...)
	return cal, fail("read calendar of "+region, err)
}

// PutCalendarYear imports the holidays of a year for a region, or replaces
// them. An arrangement that cannot be right is Invalid and says everything
// that is wrong with it.
func (s *Store) PutCalendarYear(ctx context.Context, region string, year deadline.Year, by string) error {
	if err := year.Validate(); err != nil {
		return guibei.Because(guibei.Invalid, err, err.Error())
	}
	_, err := s.db.Exec(ctx, `INSERT INTO calendar_year (region, year, data, imported_at, imported_by) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT ON CONSTRAINT calendar_year_pkey DO UPDATE SET data = excluded.data,
			imported_at = excluded.imported_at, imported_by = excluded.imported_by`,
		region, year.Year, &year, s.instant(), by)
	return fail("import calendar of "+region, err)
}

// CalendarYear is a year that was imported, by whom and when.
type CalendarYear struct {
	deadline.Year
	ImportedAt     time.Time
	ImportedBy     string
	ImportedByName string
}

// CalendarYears returns the years imported for a region, in order.
func (s *Store) CalendarYears(ctx context.Context, region string) ([]CalendarYear, error) {
	rows, err := s.db.Query(ctx, `SELECT y.data, y.imported_at, y.imported_by, p.name
		FROM calendar_year y JOIN person p ON p.id = y.imported_by WHERE y.region = $1 ORDER BY y.year`, region)
	if err != nil {
		return nil, fail("list years of "+region, err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (CalendarYear, error) {
		var y CalendarYear
		err := row.Scan(&y.Year, (*instant)(&y.ImportedAt), &y.ImportedBy, &y.ImportedByName)
		return y, err
	})
	return out, fail("list years of "+region, err)
}

// OpenClock is a clock that has not stopped, with its case.
type OpenClock struct {
	Case, Title string
	guibei.Clock
}

// OpenClocks calls yield with every clock of a region that has not stopped, case
// by case; an error of yield ends it.
func (s *Store) OpenClocks(ctx context.Context, region string, yield func(OpenClock) error) error {
	rows, err := s.db.Query(ctx, `SELECT c.id, c.title, row_to_json(k) FROM clock k JOIN cases c ON c.id = k.case_id
		WHERE k.state <> 'stopped' AND c.region = $1 ORDER BY c.id, k.ord`, region)
	if err != nil {
		return fail("list open clocks of "+region, err)
	}
	var k OpenClock
	_, err = pgx.ForEachRow(rows, []any{&k.Case, &k.Title, &k.Clock}, func() error {
		one := k
		k.Clock = guibei.Clock{} // what the next row leaves out must not be this one's
		return yield(one)
	})
	return fail("list open clocks of "+region, err)
}
