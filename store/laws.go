package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"guibei"
	"guibei/laws"
)

// ImportOutcome says what an import did with one text.
type ImportOutcome string

// What can come of it.
const (
	ImportNew       ImportOutcome = "new"
	ImportChanged   ImportOutcome = "changed"
	ImportUnchanged ImportOutcome = "unchanged"
)

// LawFile is a text with the file it came from.
type LawFile struct {
	laws.Text
	Source string
}

// ImportLaws keeps texts of laws, all of them or, when something fails, none. A
// version that is there in the same words is left as it is; in other words it is
// replaced. The outcomes stand in the order of the texts.
func (s *Store) ImportLaws(ctx context.Context, files []LawFile, by string) ([]ImportOutcome, error) {
	out := make([]ImportOutcome, len(files))
	err := s.inTx(ctx, func(tx pgx.Tx) error {
		// One import at a time: two of them would wait for each other's rows.
		if _, err := tx.Exec(ctx, `LOCK TABLE law_text IN SHARE ROW EXCLUSIVE MODE`); err != nil {
			return err
		}
		have, err := lawHashes(ctx, tx)
		if err != nil {
			return err
		}
		for i := range files {
			f := &files[i]
			at := lawVersion{laws.Key(f.Title), f.Published}
			sha, there := have[at]
			switch {
			case there && sha == f.SHA256:
				out[i] = ImportUnchanged
				continue
			case there:
				out[i] = ImportChanged
			default:
				out[i] = ImportNew
			}
			have[at] = f.SHA256
			if err := s.putLaw(ctx, tx, f, at.key, by); err != nil {
				return fmt.Errorf("law %s: %w", f.Title, err)
			}
		}
		return nil
	})
	return out, fail("import laws", err)
}

// lawVersion names one version of a law.
type lawVersion struct {
	key       string
	published guibei.Date
}

func lawHashes(ctx context.Context, tx pgx.Tx) (map[lawVersion]string, error) {
	rows, err := tx.Query(ctx, `SELECT key, published, sha256 FROM law_text`)
	if err != nil {
		return nil, err
	}
	out := map[lawVersion]string{}
	var v lawVersion
	var published time.Time
	var sha string
	_, err = pgx.ForEachRow(rows, []any{&v.key, &published, &sha}, func() error {
		v.published = guibei.DateOf(published, time.UTC)
		out[v] = sha
		return nil
	})
	return out, err
}

func (s *Store) putLaw(ctx context.Context, tx pgx.Tx, f *LawFile, key, by string) error {
	var id int64
	err := tx.QueryRow(ctx, `INSERT INTO law_text (key, title, category, published, effective, preface, sha256, source, imported_at, imported_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT ON CONSTRAINT law_text_version_key DO UPDATE SET title = excluded.title, category = excluded.category,
			effective = excluded.effective, preface = excluded.preface, sha256 = excluded.sha256, source = excluded.source,
			imported_at = excluded.imported_at, imported_by = excluded.imported_by
		RETURNING id`,
		key, f.Title, f.Category, day(f.Published), day(f.Effective), f.Preface, f.SHA256, f.Source, s.instant(), by).Scan(&id)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM law_article WHERE text_id = $1`, id); err != nil {
		return err
	}
	_, err = tx.CopyFrom(ctx, pgx.Identifier{"law_article"}, []string{"text_id", "seq", "label", "number", "sub", "chapter", "body"},
		pgx.CopyFromSlice(len(f.Articles), func(i int) ([]any, error) {
			a := f.Articles[i]
			return []any{id, int32(i + 1), a.Label, int32(a.Number), int32(a.Sub), a.Chapter, a.Words()}, nil //nolint:gosec // article numbers are below 10,000
		}))
	return err
}

// day is a date as PostgreSQL takes it, nil for none.
func day(d guibei.Date) *time.Time {
	if d.IsZero() {
		return nil
	}
	t := d.In(time.UTC)
	return &t
}

// LawText returns the version of a law that counts on a day among those that were
// imported: the last one published by then, unless it takes effect later; nil
// when there is none. Without a day it is the newest.
func (s *Store) LawText(ctx context.Context, title string, on guibei.Date) (*laws.Text, error) {
	var t laws.Text
	var id int64
	var published time.Time
	var effective *time.Time
	err := s.db.QueryRow(ctx, `SELECT id, title, category, published, effective, preface, sha256 FROM law_text
		WHERE key = $1 AND ($2::date IS NULL OR coalesce(effective, published) <= $2) ORDER BY published DESC LIMIT 1`,
		laws.Key(title), day(on)).Scan(&id, &t.Title, &t.Category, &published, &effective, &t.Preface, &t.SHA256)
	if err == pgx.ErrNoRows { //nolint:errorlint // pgx returns the very value
		return nil, nil //nolint:nilnil // "not imported" is an answer, see laws.Texts
	}
	if err != nil {
		return nil, fail("read law "+title, err)
	}
	t.Published = guibei.DateOf(published, time.UTC)
	if effective != nil {
		t.Effective = guibei.DateOf(*effective, time.UTC)
	}
	rows, err := s.db.Query(ctx, `SELECT label, number, sub, chapter, body FROM law_article WHERE text_id = $1 ORDER BY seq`, id)
	if err != nil {
		return nil, fail("read law "+title, err)
	}
	t.Articles, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (laws.Article, error) {
		var a laws.Article
		var body string
		err := row.Scan(&a.Label, &a.Number, &a.Sub, &a.Chapter, &body)
		a.Paragraphs = strings.Split(body, "\n")
		return a, err
	})
	return &t, fail("read law "+title, err)
}

// LawShelf is what was imported, counted.
type LawShelf struct {
	Laws       int // titles
	Versions   int
	Articles   int
	ImportedAt time.Time // last; zero when nothing was
	Hash       string    // of all versions; the same texts have the same
}

// LawShelf counts the texts of laws that were imported.
func (s *Store) LawShelf(ctx context.Context) (LawShelf, error) {
	var out LawShelf
	rows, err := s.db.Query(ctx, `SELECT t.key, t.sha256, t.imported_at, (SELECT count(*) FROM law_article a WHERE a.text_id = t.id) FROM law_text t`)
	if err != nil {
		return out, fail("count laws", err)
	}
	keys := map[string]bool{}
	var hashes []string
	var key, sha string
	var at instant
	var n int
	_, err = pgx.ForEachRow(rows, []any{&key, &sha, &at, &n}, func() error {
		keys[key] = true
		hashes = append(hashes, sha)
		out.Articles += n
		if time.Time(at).After(out.ImportedAt) {
			out.ImportedAt = time.Time(at)
		}
		return nil
	})
	out.Laws, out.Versions = len(keys), len(hashes)
	slices.Sort(hashes)
	sum := sha256.Sum256([]byte(strings.Join(hashes, "\n")))
	out.Hash = hex.EncodeToString(sum[:])
	return out, fail("count laws", err)
}
