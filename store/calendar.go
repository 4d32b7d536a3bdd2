package store

import (
	"context"

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
