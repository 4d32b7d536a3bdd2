package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"guibei"
)

const selectFile = `SELECT sha256, size, media_type, title, text_sha256 FROM file`

func scanFile(row pgx.CollectableRow) (guibei.File, error) {
	var f guibei.File
	err := row.Scan(&f.SHA256, &f.Size, &f.MediaType, &f.Title, &f.TextSHA256)
	return f, err
}

// PutFile puts the facts of a stored file on record. The same facts again are
// nothing new; other facts for the same bytes are a Conflict, because a file
// is named by its bytes and its facts follow from them.
func (s *Store) PutFile(ctx context.Context, f guibei.File) error {
	var have guibei.File
	b := &pgx.Batch{}
	b.Queue(`INSERT INTO file (sha256, size, media_type, title, text_sha256, stored_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT ON CONSTRAINT file_pkey DO NOTHING`, f.SHA256, f.Size, f.MediaType, f.Title, f.TextSHA256, s.instant())
	b.Queue(selectFile+` WHERE sha256 = $1`, f.SHA256).Query(func(rows pgx.Rows) (err error) {
		have, err = pgx.CollectExactlyOneRow(rows, scanFile)
		return err
	})
	if err := s.db.SendBatch(ctx, b).Close(); err != nil {
		return fail("put file "+f.SHA256, err)
	}
	if have != f {
		return guibei.Errorf(guibei.Conflict, "文件%s已经登记，但登记的信息与这次不同，请联系系统管理员核对。", f.SHA256)
	}
	return nil
}

// File returns the facts of a stored file; NotFound if there is none.
func (s *Store) File(ctx context.Context, sha string) (guibei.File, error) {
	rows, err := s.db.Query(ctx, selectFile+` WHERE sha256 = $1`, sha)
	if err != nil {
		return guibei.File{}, fail("read file "+sha, err)
	}
	f, err := pgx.CollectExactlyOneRow(rows, scanFile)
	return f, fail("read file "+sha, orNotFound(err, "没有指纹为%s的文件，请先上传文件。", sha))
}

// FileHashes calls yield with the SHA-256 of every file on record, in order; an
// error of yield ends it.
func (s *Store) FileHashes(ctx context.Context, yield func(sha string) error) error {
	return fail("list files", s.atLength(ctx, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, `SELECT sha256 FROM file ORDER BY sha256`)
		if err != nil {
			return err
		}
		var sha string
		_, err = pgx.ForEachRow(rows, []any{&sha}, func() error { return yield(sha) })
		return err
	}))
}
