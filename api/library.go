package api

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"guibei"
	"guibei/store"
)

type libraryInput struct {
	Text   string       `query:"text" maxLength:"200" doc:"文件名称、文号或者正文中的文字；空格分开的各段都须出现"`
	Organ  string       `query:"organ" maxLength:"100" doc:"制定机关编号"`
	Class  guibei.Class `query:"class" doc:"文件类别"`
	Status string       `query:"status" default:"all" enum:"in_force,not_yet,expired,all" doc:"in_force 现行有效；not_yet 尚未施行；expired 有效期已届满；all 全部"`
	Year   int          `query:"year" minimum:"0" maximum:"9999" doc:"公布年份；不填为全部"`
	Cursor string       `query:"cursor" maxLength:"500" doc:"上一页给出的游标"`
	Limit  int          `query:"limit" minimum:"1" maximum:"200" default:"20" doc:"每页件数"`
}

// LibraryPage is one page of the public library.
type LibraryPage struct {
	Items             []store.LibraryRow `json:"items" nullable:"false" doc:"文件"`
	Next              string             `json:"next,omitempty" doc:"下一页的游标；没有下一页时不出现"`
	Total             int                `json:"total" doc:"符合条件的件数，不超过10000"`
	TotalIsLowerBound bool               `json:"total_is_lower_bound" doc:"true：不止 total 所示的件数，显示为“10000+”"`
	Today             guibei.Date        `json:"today" doc:"状态按这一天判断"`
}

type (
	libraryOutput         struct{ Body LibraryPage }
	facetsOutput          struct{ Body store.LibraryFacets }
	libraryDocumentOutput struct{ Body store.LibraryDocument }
	textOutput            struct{ Body LibraryText }
)

// LibraryText is a published text.
type LibraryText struct {
	Case       string                   `json:"case" doc:"编号"`
	Title      string                   `json:"title" doc:"文件名称"`
	TextSHA256 string                   `json:"text_sha256" doc:"公布文本的指纹"`
	Paragraphs []store.LibraryParagraph `json:"paragraphs" nullable:"false" doc:"各段"`
}

type libraryCaseInput struct {
	Case string `path:"case" doc:"编号"`
}

// today is the day in the region.
func (s *Server) today() (guibei.Date, error) {
	region, err := s.region()
	if err != nil {
		return guibei.Date{}, err
	}
	return guibei.DateOf(s.Now(), region.Location()), nil
}

// listLibrary lists what was published.
func (s *Server) listLibrary(ctx context.Context, _ guibei.Person, in *libraryInput) (*libraryOutput, error) {
	today, err := s.today()
	if err != nil {
		return nil, err
	}
	f := store.LibraryFilter{
		Today: today, Text: strings.TrimSpace(in.Text), Organ: in.Organ, Class: in.Class, Year: in.Year, Cursor: in.Cursor, Limit: in.Limit,
	}
	if in.Status != "all" {
		f.Status = store.Status(in.Status)
	}
	rows, next, err := s.Store.Library(ctx, f)
	if err != nil {
		return nil, err
	}
	total, err := s.Store.CountLibrary(ctx, f)
	return &libraryOutput{LibraryPage{list(rows), next, total.N, total.LowerBound, today}}, err
}

// libraryFacets is what the filters can be set to.
func (s *Server) libraryFacets(ctx context.Context, _ guibei.Person, _ *struct{}) (*facetsOutput, error) {
	today, err := s.today()
	if err != nil {
		return nil, err
	}
	facets, err := s.Store.LibraryFacets(ctx, today)
	facets.Organs, facets.Years = list(facets.Organs), list(facets.Years)
	return &facetsOutput{facets}, err
}

// errNotPublished is the same answer for what does not exist and what is not
// published: the library must not tell one from the other.
var errNotPublished = guibei.Errorf(guibei.NotFound, "文件库中没有这一件，请核对网址，或者从文件库的目录中查找。")

// getLibraryDocument is one published document.
func (s *Server) getLibraryDocument(ctx context.Context, _ guibei.Person, in *libraryCaseInput) (*libraryDocumentOutput, error) {
	today, err := s.today()
	if err != nil {
		return nil, err
	}
	if uuid.Validate(in.Case) != nil {
		return nil, errNotPublished
	}
	d, err := s.Store.LibraryDocument(ctx, in.Case, today)
	if guibei.KindOf(err) == guibei.NotFound {
		return nil, errNotPublished
	}
	d.Filings = list(d.Filings)
	return &libraryDocumentOutput{d}, err
}

// getLibraryText is the published text. One that the librarian has not read yet
// is read now.
func (s *Server) getLibraryText(ctx context.Context, _ guibei.Person, in *libraryCaseInput) (*textOutput, error) {
	today, err := s.today()
	if err != nil {
		return nil, err
	}
	if uuid.Validate(in.Case) != nil {
		return nil, errNotPublished
	}
	t, err := s.Store.PublishedText(ctx, in.Case, today)
	if guibei.KindOf(err) == guibei.NotFound {
		return nil, errNotPublished
	}
	if err == nil && len(t.Paragraphs) == 0 {
		t.Paragraphs, err = s.readPublished(ctx, t.Unread)
	}
	if err != nil {
		return nil, err
	}
	return &textOutput{LibraryText{t.Case, t.Title, t.TextSHA256, list(t.Paragraphs)}}, nil
}
