package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"guibei/lists"
)

// ListFact says of a list that it was imported, from where and when.
type ListFact struct {
	Kind       lists.Kind `json:"kind" enum:"makers,powers,proofs" doc:"makers 制定主体清单，powers 权责清单，proofs 取消的证明事项清单"`
	Label      string     `json:"label" doc:"名称"`
	Rows       int        `json:"rows" doc:"行数"`
	Source     string     `json:"source" doc:"文件名"`
	ImportedAt time.Time  `json:"imported_at" doc:"何时导入"`
}

// PutList keeps a list of a region in place of the one before, all of it or none.
func (s *Store) PutList(ctx context.Context, region string, kind lists.Kind, rows []lists.Row, source, sha256, by string) error {
	_, err := s.db.Exec(ctx, `INSERT INTO region_list (region, kind, rows, source, sha256, imported_at, imported_by) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT ON CONSTRAINT region_list_pkey DO UPDATE SET rows = excluded.rows, source = excluded.source, sha256 = excluded.sha256,
			imported_at = excluded.imported_at, imported_by = excluded.imported_by`,
		region, kind, &rows, source, sha256, s.instant(), by)
	return fail("import list "+string(kind)+" of "+region, err)
}

// Lists returns the lists of a region.
func (s *Store) Lists(ctx context.Context, region string) (lists.Lists, error) {
	rows, err := s.db.Query(ctx, `SELECT kind, rows FROM region_list WHERE region = $1`, region)
	if err != nil {
		return nil, fail("read lists of "+region, err)
	}
	out := lists.Lists{}
	var kind lists.Kind
	var list []lists.Row
	_, err = pgx.ForEachRow(rows, []any{&kind, &list}, func() error {
		out[kind], list = list, nil
		return nil
	})
	return out, fail("read lists of "+region, err)
}

// ListFacts tells which lists of a region were imported.
func (s *Store) ListFacts(ctx context.Context, region string) ([]ListFact, error) {
	rows, err := s.db.Query(ctx, `SELECT kind, jsonb_array_length(rows), source, imported_at FROM region_list WHERE region = $1 ORDER BY kind`, region)
	if err != nil {
		return nil, fail("list lists of "+region, err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (ListFact, error) {
		var f ListFact
		err := row.Scan(&f.Kind, &f.Rows, &f.Source, (*instant)(&f.ImportedAt))
		f.Label = f.Kind.Label()
		return f, err
	})
	return out, fail("list lists of "+region, err)
}
