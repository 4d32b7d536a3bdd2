package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"guibei"
)

const selectOrgan = `SELECT id, name, kind, region FROM organ`

func scanOrgan(row pgx.CollectableRow) (guibei.Organ, error) {
	var o guibei.Organ
	err := row.Scan(&o.ID, &o.Name, &o.Kind, &o.Region)
	return o, err
}

// Organs returns every organ, in order of id.
func (s *Store) Organs(ctx context.Context) ([]guibei.Organ, error) {
	rows, err := s.db.Query(ctx, selectOrgan+` ORDER BY id`)
	if err != nil {
		return nil, fail("list organs", err)
	}
	out, err := pgx.CollectRows(rows, scanOrgan)
	return out, fail("list organs", err)
}

// PutOrgan adds an organ or changes the name, kind and region of one.
func (s *Store) PutOrgan(ctx context.Context, o guibei.Organ) error {
	_, err := s.db.Exec(ctx, `INSERT INTO organ (id, name, kind, region) VALUES ($1, $2, $3, $4)
		ON CONFLICT ON CONSTRAINT organ_pkey DO UPDATE SET name = excluded.name, kind = excluded.kind, region = excluded.region`,
		o.ID, o.Name, o.Kind, o.Region)
	return fail("put organ "+o.ID, err)
}

// People returns everybody with the grants they hold, in order of id.
func (s *Store) People(ctx context.Context) ([]guibei.Person, error) {
	rows, err := s.db.Query(ctx, personJSON+` ORDER BY p.id`)
	if err != nil {
		return nil, fail("list people", err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowTo[guibei.Person])
	return out, fail("list people", err)
}

// Person returns a person with the grants held now; NotFound if there is none.
func (s *Store) Person(ctx context.Context, id string) (guibei.Person, error) {
	var p guibei.Person
	err := s.db.QueryRow(ctx, personJSON+` WHERE p.id = $1`, id).Scan(&p)
	return p, fail("read person "+id, orNotFound(err, "没有编号为%s的人员，请核对编号。", id))
}

// PutPerson adds a person or changes the name and all grants of one. Grants
// that break the separation of duties are refused, here and by the database.
func (s *Store) PutPerson(ctx context.Context, p guibei.Person) error {
	if err := guibei.CheckGrants(p.Grants); err != nil {
		return err
	}
	duty := "business"
	roles, organs := make([]string, len(p.Grants)), make([]string, len(p.Grants))
	for i, g := range p.Grants {
		roles[i], organs[i] = string(g.Role), g.Organ
		if g.Role.Administrative() {
			duty = string(g.Role)
		}
	}
	err := s.inTx(ctx, func(tx pgx.Tx) error {
		b := &pgx.Batch{}
		b.Queue(`DELETE FROM person_role WHERE person = $1`, p.ID)
		b.Queue(`INSERT INTO person (id, name, duty) VALUES ($1, $2, $3)
			ON CONFLICT ON CONSTRAINT person_pkey DO UPDATE SET name = excluded.name, duty = excluded.duty`, p.ID, p.Name, duty)
		b.Queue(`INSERT INTO person_role (person, role, organ, ord)
			SELECT $1, role, organ, ord FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS g (role, organ, ord)
			ON CONFLICT ON CONSTRAINT person_role_pkey DO NOTHING`, p.ID, roles, organs)
		return tx.SendBatch(ctx, b).Close()
	})
	return fail("put person "+p.ID, err)
}
