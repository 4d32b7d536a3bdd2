package store

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgtype"

	"guibei"
)

// The types below are how words of the root package go into columns and come
// out again: a pointer to a field, converted to a pointer to one of these, is
// both an argument and a target of a scan. In each the zero value is NULL.
type (
	date    guibei.Date // date
	instant time.Time   // timestamptz, read in UTC
	some    string      // text
	someID  string      // uuid
)

// ScanDate implements pgtype.DateScanner.
func (d *date) ScanDate(v pgtype.Date) error {
	*d = date{}
	if v.Valid {
		y, m, day := v.Time.Date()
		*d = date{Year: y, Month: m, Day: day}
	}
	return nil
}

// DateValue implements pgtype.DateValuer.
func (d date) DateValue() (pgtype.Date, error) {
	if d == (date{}) {
		return pgtype.Date{}, nil
	}
	return pgtype.Date{Time: guibei.Date(d).In(time.UTC), Valid: true}, nil
}

// ScanTimestamptz implements pgtype.TimestamptzScanner.
func (i *instant) ScanTimestamptz(v pgtype.Timestamptz) error {
	*i = instant{}
	if v.Valid {
		*i = instant(v.Time.UTC())
	}
	return nil
}

// TimestamptzValue implements pgtype.TimestamptzValuer.
func (i instant) TimestamptzValue() (pgtype.Timestamptz, error) {
	t := time.Time(i)
	return pgtype.Timestamptz{Time: t, Valid: !t.IsZero()}, nil
}

// ScanText implements pgtype.TextScanner.
func (s *some) ScanText(v pgtype.Text) error {
	*s = some(v.String)
	return nil
}

// TextValue implements pgtype.TextValuer.
func (s some) TextValue() (pgtype.Text, error) {
	return pgtype.Text{String: string(s), Valid: s != ""}, nil
}

// ScanUUID implements pgtype.UUIDScanner.
func (s *someID) ScanUUID(v pgtype.UUID) error {
	*s = ""
	if v.Valid {
		*s = someID(uuid.UUID(v.Bytes).String())
	}
	return nil
}

// UUIDValue implements pgtype.UUIDValuer.
func (s someID) UUIDValue() (pgtype.UUID, error) {
	if s == "" {
		return pgtype.UUID{}, nil
	}
	id, err := uuid.Parse(string(s))
	return pgtype.UUID{Bytes: id, Valid: err == nil}, err
}

// checkID refuses what is not a UUID before the database has to.
func checkID(what, id string) error {
	if len(id) != len("00000000-0000-0000-0000-000000000000") || uuid.Validate(id) != nil {
		return guibei.Errorf(guibei.Invalid, "%s“%s”不是有效的编号（UUID），请核对后重试。", what, id)
	}
	return nil
}

// rowsOf is v as the JSON array that json_to_recordset takes; no elements are
// an empty array.
func rowsOf[T any](v []T) (string, error) {
	if v == nil {
		v = []T{}
	}
	b, err := json.Marshal(v)
	return string(b), err
}
