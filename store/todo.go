package store

import (
	"context"
	"time"

	"guibei"
)

var _ = time.Now

func (s *Store) Obligations(ctx context.Context, f ObligationFilter) ([]LedgerRow, string, error) { panic("todo") }
func (s *Store) EachObligation(ctx context.Context, f ObligationFilter, most int, yield func(LedgerRow) error) error { panic("todo") }
func (s *Store) CountObligations(ctx context.Context, f ObligationFilter) (Total, error) { panic("todo") }
func (s *Store) Trend(ctx context.Context, from, to guibei.Date, organ string, by Span, asOf time.Time) ([]PeriodCounts, error) { panic("todo") }
func (s *Store) Watch(ctx context.Context, f WatchFilter) ([]WatchRow, string, error) { panic("todo") }
func (s *Store) WatchCounts(ctx context.Context, f WatchFilter) (map[Bucket]int, error) { panic("todo") }
func (s *Store) Steps(ctx context.Context, f StepFilter) ([]Step, error) { panic("todo") }
func (s *Store) Library(ctx context.Context, f LibraryFilter) ([]LibraryRow, string, error) { panic("todo") }
func (s *Store) CountLibrary(ctx context.Context, f LibraryFilter) (Total, error) { panic("todo") }
func (s *Store) LibraryFacets(ctx context.Context, today guibei.Date) (LibraryFacets, error) { panic("todo") }
func (s *Store) LibraryDocument(ctx context.Context, caseID string, today guibei.Date) (LibraryDocument, error) { panic("todo") }
func (s *Store) PublishedText(ctx context.Context, caseID string, today guibei.Date) (PublishedText, error) { panic("todo") }
func (s *Store) Unread(ctx context.Context, limit int) ([]Unread, error) { panic("todo") }
func (s *Store) PutPublishedText(ctx context.Context, t PublishedText) error { panic("todo") }
