package api

import (
	"context"
	"errors"

	"guibei"
	"guibei/docx"
)

// version returns one text of a case.
func (s *Server) version(ctx context.Context, c guibei.Case, n int) (guibei.Version, error) {
	versions, err := s.seenVersions(ctx, &c)
	if err != nil {
		return guibei.Version{}, err
	}
	for _, v := range versions {
		if v.N == n {
			return v, nil
		}
	}
	return guibei.Version{}, guibei.Errorf(guibei.NotFound, "本件没有第%d稿，最新的是第%d稿，请重新选择。", n, c.Text.N)
}

// checkOf returns the check of a text, nil while there is none.
func (s *Server) checkOf(ctx context.Context, c guibei.Case, n int) (*guibei.CheckReceipt, error) {
	receipt, err := s.Store.Check(ctx, c.ID, n)
	if errors.Is(err, guibei.NotFound) {
		return nil, nil //nolint:nilnil // not checked yet is no failure
	}
	if err != nil {
		return nil, err
	}
	return &receipt, nil
}

// kept opens a docx that was uploaded. The caller calls done when it is done
// with it.
func (s *Server) kept(sha256 string) (f *docx.File, done func(), err error) {
	b, err := s.Files.Get(sha256)
	if err != nil {
		return nil, nil, err
	}
	if f, err = docx.OpenFile(b, b.Size); err != nil {
		return nil, nil, errors.Join(err, b.Close())
	}
	return f, func() { _ = b.Close() }, nil // it was only read
}

// keptText reads the final text of a docx that was uploaded.
func (s *Server) keptText(sha256 string) (*docx.Document, error) {
	f, done, err := s.kept(sha256)
	if err != nil {
		return nil, err
	}
	defer done()
	return f.Read(docx.Final)
}
